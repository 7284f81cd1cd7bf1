package parse

import (
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/neural"
)

// Model is all that parsing needs.
type Model struct {
	Vocabulary neural.Vocabulary
	Encoder    *neural.Encoder
	Dep, Head  neural.Dense // a word as dependent and as head
	Arc        neural.Dense // what a dependent looks for in its head
	Distance   neural.Dense // how far a dependent looks for its head
	LabelDep   neural.Dense
	LabelHead  neural.Dense
	Label      neural.Dense // relations by both
}

func (m *Model) parts() []*neural.Dense {
	return []*neural.Dense{&m.Dep, &m.Head, &m.Arc, &m.Distance, &m.LabelDep, &m.LabelHead, &m.Label}
}

// round makes the network ready to run; it gives words as dependents and as heads, for
// arcs and for relations.
func (m *Model) round() *neural.Rounded {
	return m.Encoder.Round(&m.Dep, &m.Head, &m.LabelDep, &m.LabelHead)
}

// Pack is the model as bytes, the same for the same model.
func (m *Model) Pack() ([]byte, error) {
	var w linear.Writer
	linear.WriteMap(&w, m.Vocabulary)
	m.Encoder.Write(&w)
	for _, d := range m.parts() {
		d.Write(&w)
	}
	return linear.Compress(w.Bytes())
}

// Open reads what Pack made.
func Open(packed []byte) (*Model, error) {
	r, err := linear.NewReader(packed)
	if err != nil {
		return nil, err
	}
	m := &Model{Vocabulary: linear.ReadMap[uint16](r), Encoder: neural.ReadEncoder(r)}
	for _, d := range m.parts() {
		*d = neural.ReadDense(r)
	}
	return m, r.Err()
}

// rootID is the row of the root in the table of words.
const rootID = 1

// Root appends the indexes of the root of a sentence.
func Root(dst []int32) []int32 {
	return append(dst, rootID, 0, 0, 0, 0, 0)
}

// Describe appends the indexes of a word.
func (m *Model) Describe(form string, fine nlp.Fine, dst []int32) []int32 {
	return append(m.Vocabulary.Describe(form, dst), int32(fine))
}
