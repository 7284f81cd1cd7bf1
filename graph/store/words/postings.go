package words

import "encoding/binary"

// Posting is one sentence that has a stem.
type Posting struct {
	At    int   // which sentence of the part, from 0
	Words []int // at which of its words, from 0
}

// Walk goes through the sentences of a part that have a stem.
type Walk struct {
	rest []byte
	at   int
	n    int    // how often the sentence has it
	in   []byte // where
}

// newWalk stands before the first.
func newWalk(b []byte) *Walk { return &Walk{rest: b, at: -1} }

// Next goes to the next sentence; at the end, or where the list is damaged, it is false.
func (w *Walk) Next() bool {
	// Nearly all stand less than 128 sentences on, once, among the first 128 words.
	if b := w.rest; len(b) > 2 && b[0]-1 < 0x7f && b[1] == 1 && b[2] < 0x80 {
		w.at, w.n, w.in, w.rest = w.at+int(b[0]), 1, b[2:3], b[3:]
		return true
	}
	return w.next()
}

// next is Next for every list.
func (w *Walk) next() bool {
	step, k := binary.Uvarint(w.rest)
	if k <= 0 || step == 0 || step > 1<<31 {
		w.rest = nil
		return false
	}
	n, m := binary.Uvarint(w.rest[k:])
	if m <= 0 || n == 0 || n > uint64(len(w.rest)) {
		w.rest = nil
		return false
	}
	w.in = w.rest[k+m:]
	i, left := 0, n
	for ; left > 0 && i < len(w.in); i++ {
		if w.in[i] < 0x80 {
			left--
		}
	}
	if left > 0 {
		w.rest = nil
		return false
	}
	w.at, w.n = w.at+int(step), int(n)
	w.in, w.rest = w.in[:i], w.in[i:]
	return true
}

// At is which sentence of the part this is, from 0.
func (w *Walk) At() int { return w.at }

// Times is how often it has the stem.
func (w *Walk) Times() int { return w.n }

// Words appends at which words of the sentence the stem stands.
func (w *Walk) Words(to []int) []int {
	at := -1
	for b := w.in; len(b) > 0; {
		step, k := binary.Uvarint(b)
		if k <= 0 || step > 1<<31 {
			break
		}
		at, b = at+int(step), b[k:]
		to = append(to, at)
	}
	return to
}

// list is the sentences of a stem, while they are written.
type list struct {
	b    []byte
	last int // the last sentence, plus one
}

// take appends a sentence after all others, which has the stem n times, at the words that in says.
func (l *list) take(at, n int, in []byte) {
	l.b = binary.AppendUvarint(l.b, uint64(at+1-l.last))
	l.b = binary.AppendUvarint(l.b, uint64(n))
	l.b = append(l.b, in...)
	l.last = at + 1
}

// places are the words at which a stem stands, as a Walk reads them.
func places(words []int) []byte {
	b := make([]byte, 0, len(words))
	last := -1
	for _, w := range words {
		b = binary.AppendUvarint(b, uint64(w-last))
		last = w
	}
	return b
}
