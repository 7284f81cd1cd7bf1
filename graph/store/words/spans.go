package words

import "encoding/binary"

// End is the number after that of the last sentence.
func (x *Index) End() uint64 {
	if len(x.parts) == 0 {
		return 0
	}
	return x.parts[len(x.parts)-1].end()
}

// Span is where a sentence stands, and what it tells of. It is good as long as the transaction.
type Span struct {
	Start, End int
	told       []byte
}

// Tells reports whether the sentence tells of an event, "" for any.
func (s Span) Tells(event string) bool {
	for b := s.told; len(b) > 0; {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			return false
		}
		if event == "" || string(b[k:k+int(n)]) == event {
			return true
		}
		b = b[k+int(n):]
	}
	return false
}

// Spans are the sentences from number first to before end, in order, with nothing in them where there is none.
func (x *Index) Spans(first, end uint64) []Span {
	out := make([]Span, end-first)
	c := x.b.sentence.Cursor()
	for k, v := c.Seek(numberKey(first)); len(k) == 8 && binary.BigEndian.Uint64(k) < end; k, v = c.Next() {
		start, a := binary.Uvarint(v)
		long, b := binary.Uvarint(v[max(a, 0):])
		if a <= 0 || b <= 0 {
			continue
		}
		v = v[a+b:]
		if n, k := binary.Uvarint(v); k > 0 && n <= uint64(len(v)-k) { // the article
			v = v[k+int(n):]
		}
		out[binary.BigEndian.Uint64(k)-first] = Span{int(start), int(start + long), v}
	}
	return out
}
