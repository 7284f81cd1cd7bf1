package name

import (
	_ "embed"
	"sync"

	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/neural"
)

//go:embed name.model
var packed []byte

// Tagger labels the tokens of documents with a model. It keeps scratch space
// and is for one goroutine.
type Tagger struct {
	loaded
	in   Input
	grid Lattice
	keys []uint32
	sums [NumLabels]int32
	out  []Label
	nets nets
}

// loaded is a model made ready to run.
type loaded struct {
	model *Model
	trans *Transitions
	runs  []*neural.Rounded // the networks
}

func load(m *Model) loaded {
	l := loaded{model: m, trans: transitions(m.Linear)}
	for _, n := range m.Networks {
		l.runs = append(l.runs, n.Encoder.Round(&n.Out))
	}
	return l
}

func (l loaded) tagger() *Tagger {
	return &Tagger{loaded: l, nets: nets{models: l.model.Networks, run: l.runs}}
}

var model = sync.OnceValues(func() (loaded, error) {
	m, err := Open(packed)
	if err != nil {
		return loaded{}, err
	}
	return load(m), nil
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
	return l.tagger(), nil
}

// With makes a tagger with another model.
func With(m *Model) *Tagger { return load(m).tagger() }

// Label gives the labels of all tokens of in. The result is valid until the
// next call.
func (t *Tagger) Label(in *Input) []Label {
	t.out = t.out[:0]
	var scores []float32 // of the networks
	scored, row := 0, 0  // sentences that have scores; the first row of s
	for s, b := range in.Sentences {
		if len(t.runs) > 0 && s == scored {
			scores, scored = t.nets.score(in, s)
			row = 0
		}
		t.sentence(in, s, b, scores, row)
		row += b[1] - b[0]
	}
	return t.out
}

// sentence appends the labels of sentence s, tokens [b0, b1), whose rows of the
// networks' scores begin with row.
func (t *Tagger) sentence(in *Input, s int, b [2]int, scores []float32, row int) {
	for i := b[0]; i < b[1]; {
		if !in.words[i].active {
			t.out = append(t.out, Outside)
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
			t.model.Linear.Score(t.keys, t.sums[:])
			emit := t.grid.Emit[(k-i)*NumLabels : (k-i+1)*NumLabels]
			for y, v := range t.sums {
				emit[y] = float32(v)
			}
			if scores != nil {
				at := (row + k - b[0]) * NumLabels
				for y, v := range scores[at : at+NumLabels] {
					emit[y] += v
				}
			}
		}
		t.out = t.grid.Best(t.trans, t.out)
		i = j
	}
}
