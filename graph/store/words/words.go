// Package words is the index of the words of sentences: which sentences have a stem, and where in
// them. It lies in buckets of the same database as the graph and is written in the same
// transactions, so that it is never behind.
//
//	sentence  number -> the sentence: its article, its place there, the events it tells of
//	said      article -> its sentences: the number of the first, and how many
//	part      number of a part -> which sentences it holds, and how long they are
//	stem      number of a part, stem -> the sentences that have it, and at which words
//	gone      number of a sentence that was taken away and still stands in a part
//
// Each commit writes a part of its own, whose keys come after all others; when there are eight parts of one
// level at the end, they become one of the next (a log-structured merge, O'Neil et al. 1996, as
// search engines keep their segments). So a commit writes what is new, not a page for each word, and a
// look for a stem meets some twenty parts at most.
//
// What a stem is, the caller says.
package words

import (
	"encoding/binary"
	"errors"

	"dateline/graph/store/engine"
)

// The buckets. Most keys of Upwards are greater than all before them.
var (
	bSentence = []byte("sentence")
	bSaid     = []byte("said")
	bPart     = []byte("part")
	bStem     = []byte("stem")
	bGone     = []byte("gone")

	Upwards = [][]byte{bSentence, bPart, bStem}
)

// Buckets are the names of all buckets.
func Buckets() [][]byte { return [][]byte{bSentence, bSaid, bPart, bStem, bGone} }

// Sentence is a sentence of an article that tells of something. One without events is a text that only says
// which words it has, as a paragraph: its length is kept as 0.
type Sentence struct {
	Article    string
	Start, End int      // bytes of the article's text
	Events     []string // what it tells of, in whatever form the caller keeps it
	Stems      []string // of its words, in order; they are not given back
}

// mostStem is the length in bytes to which stems are kept: PostgreSQL bounds its keys.
const mostStem = 100

// Clip is a stem as it is kept.
func Clip(stem string) string { return stem[:min(len(stem), mostStem)] }

// Buckets of a transaction, by name.
type buckets struct{ sentence, said, part, stem, gone engine.Bucket }

func open(in engine.Bucket) buckets {
	return buckets{in.Bucket(bSentence), in.Bucket(bSaid), in.Bucket(bPart), in.Bucket(bStem), in.Bucket(bGone)}
}

func numberKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func stemKey(part uint32, stem string) []byte {
	return append(binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(stem)), part), stem...)
}

// part is which sentences a part holds.
type part struct {
	id      uint32
	level   int
	first   uint64
	words   uint64 // in all sentences
	lengths []byte // in words, at most 255, of each sentence from first on
}

func (p *part) end() uint64 { return p.first + uint64(len(p.lengths)) }

func (p *part) pack() []byte {
	b := binary.AppendUvarint(nil, uint64(p.level))
	b = binary.AppendUvarint(b, p.first)
	b = binary.AppendUvarint(b, p.words)
	return append(b, p.lengths...)
}

// ErrDamaged says that what is kept cannot be read.
var ErrDamaged = errors.New("the index of words is damaged")

func unpackPart(k, v []byte) (p part, err error) {
	var head [3]uint64
	for i := range head {
		n := 0
		if head[i], n = binary.Uvarint(v); n <= 0 {
			return p, ErrDamaged
		}
		v = v[n:]
	}
	if len(k) != 4 {
		return p, ErrDamaged
	}
	return part{binary.BigEndian.Uint32(k), int(head[0]), head[1], head[2], v}, nil
}

// parts are all parts, in order of their numbers and so of their sentences. Their lengths are good until
// the next write.
func (b buckets) parts() (out []part, err error) {
	for k, v := range engine.Under(b.part, nil) {
		p, err := unpackPart(k, v)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func (s *Sentence) pack() []byte {
	b := binary.AppendUvarint(nil, uint64(s.Start))
	b = binary.AppendUvarint(b, uint64(s.End-s.Start))
	for _, t := range append([]string{s.Article}, s.Events...) {
		b = append(binary.AppendUvarint(b, uint64(len(t))), t...)
	}
	return b
}

func unpackSentence(v []byte) (s Sentence, err error) {
	var at [2]uint64
	for i := range at {
		n := 0
		if at[i], n = binary.Uvarint(v); n <= 0 || at[i] > 1<<40 {
			return s, ErrDamaged
		}
		v = v[n:]
	}
	s.Start, s.End = int(at[0]), int(at[0]+at[1])
	for i := 0; len(v) > 0; i++ {
		size, n := binary.Uvarint(v)
		if n <= 0 || size > uint64(len(v)-n) {
			return s, ErrDamaged
		}
		text := string(v[n : n+int(size)])
		if v = v[n+int(size):]; i == 0 {
			s.Article = text
		} else {
			s.Events = append(s.Events, text)
		}
	}
	return s, nil
}
