package name

import (
	"fmt"

	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/neural"
)

// Model is all that finding names needs. Their labels are chosen by the sum of the scores
// of the linear model and of all networks.
type Model struct {
	Linear   *linear.Model
	Networks []*Network
}

// Pack is the model as bytes, the same for the same model.
func (m *Model) Pack() ([]byte, error) {
	var w linear.Writer
	w.Model(m.Linear)
	w.Number(len(m.Networks))
	for _, n := range m.Networks {
		w.Number(n.Weight)
		linear.WriteMap(&w, n.Vocabulary)
		n.Encoder.Write(&w)
		n.Out.Write(&w)
	}
	return linear.Compress(w.Bytes())
}

// Open reads what Pack made.
func Open(packed []byte) (*Model, error) {
	r, err := linear.NewReader(packed)
	if err != nil {
		return nil, err
	}
	m := &Model{Linear: r.Model()}
	for range r.Count() {
		n := &Network{Weight: r.Number()}
		n.Vocabulary = linear.ReadMap[uint16](r)
		n.Encoder = neural.ReadEncoder(r)
		n.Out = neural.ReadDense(r)
		m.Networks = append(m.Networks, n)
	}
	if err := r.Err(); err != nil {
		return nil, fmt.Errorf("name: %w", err)
	}
	return m, nil
}
