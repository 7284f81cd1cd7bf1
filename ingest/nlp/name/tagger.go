package name

import (
	_ "embed"
	"sync"

	"dateline/ingest/nlp/linear"
)

//go:embed name.model
var packed []byte

// Tagger labels the tokens of documents with a model. It keeps scratch space
// and is for one goroutine.
type Tagger struct {
	model *linear.Model
	trans *Transitions
	in    Input
	grid  Lattice
	keys  []uint32
	sums  [NumLabels]int32
	out   []Label
}

type loaded struct {
	model *linear.Model
	trans *Transitions
}

var model = sync.OnceValues(func() (loaded, error) {
	m, err := linear.Open(packed)
	if err != nil {
		return loaded{}, err
	}
	return loaded{m, transitions(m)}, nil
})

func transitions(m *linear.Model) *Transitions {
	var t Transitions
	for p := range NumLabels {
		for _, e := range m.Entries(TransitionKey(Label(p))) {
			t[p][e.Class] = float32(e.Weight)
		}
	}
	return &t
}

// NewTagger makes a tagger with the embedded model.
func NewTagger() (*Tagger, error) {
	l, err := model()
	if err != nil {
		return nil, err
	}
	return &Tagger{model: l.model, trans: l.trans}, nil
}

// With makes a tagger with another model.
func With(m *linear.Model) *Tagger { return &Tagger{model: m, trans: transitions(m)} }

// Label gives the labels of all tokens of in. The result is valid until the
// next call.
func (t *Tagger) Label(in *Input) []Label {
	out := t.out[:0]
	for s, b := range in.Sentences {
		for i := b[0]; i < b[1]; {
			if !in.words[i].active {
				out = append(out, Outside)
				i++
				continue
			}
			j := i
			for j < b[1] && in.words[j].active {
				j++
			}
			t.grid.Reset(j - i)
			for k := i; k < j; k++ {
				t.keys = in.Features(k, s, t.keys[:0])
				clear(t.sums[:])
				t.model.Score(t.keys, t.sums[:])
				emit := t.grid.Emit[(k-i)*NumLabels : (k-i+1)*NumLabels]
				for y, v := range t.sums {
					emit[y] = float32(v)
				}
			}
			out = t.grid.Best(t.trans, out)
			i = j
		}
	}
	t.out = out
	return out
}
