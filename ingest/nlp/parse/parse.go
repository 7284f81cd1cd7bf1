// Package parse finds what each word depends on. It takes tagged sentences and
// adds the layer Deps: the head and the Universal Dependencies relation of each
// word, one tree with one root per sentence, without crossing arcs. It parses
// greedily, from left to right, by the arc-hybrid system; the model that chooses
// the actions is made by package train.
package parse

import (
	_ "embed"
	"fmt"
	"sync"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// Stage adds Head and Dep.
var Stage = nlp.Stage{Name: "parse", Needs: nlp.Sentences | nlp.Tokens | nlp.Tags, Adds: nlp.Deps, Run: run}

//go:embed parse.model
var packed []byte

var model = sync.OnceValues(func() (*Model, error) { return Open(packed) })

func run(d *nlp.Document) error {
	m, err := model()
	if err != nil {
		return fmt.Errorf("model of dependencies: %w", err)
	}
	p := NewParser(m)
	for _, s := range d.Sentences {
		p.Parse(d.Article.Text, d.Tokens[s.First:s.Last], s.First)
	}
	return nil
}

// Class is an action with the relation it gives.
type Class struct {
	Action Action
	Dep    nlp.Dep
}

// Model is all that parsing needs.
type Model struct {
	Classes []Class
	Actions *linear.Model
}

// Pack is the model as bytes, the same for the same model.
func (m *Model) Pack() ([]byte, error) {
	var w linear.Writer
	w.Number(len(m.Classes))
	for _, c := range m.Classes {
		w.Number(int(c.Action))
		w.Number(int(c.Dep))
	}
	w.Model(m.Actions)
	return linear.Compress(w.Bytes())
}

// Open reads what Pack made.
func Open(packed []byte) (*Model, error) {
	r, err := linear.NewReader(packed)
	if err != nil {
		return nil, err
	}
	m := &Model{}
	for range r.Count() {
		m.Classes = append(m.Classes, Class{Action(r.Number()), nlp.Dep(r.Number())})
	}
	m.Actions = r.Model()
	return m, r.Err()
}

// Parser parses sentences; it keeps what it needs between them and is for one
// goroutine.
type Parser struct {
	m      *Model
	state  State
	words  []word
	keys   []uint32
	scores []int32
}

// NewParser makes a Parser of a model.
func NewParser(m *Model) *Parser {
	return &Parser{m: m, scores: make([]int32, len(m.Classes))}
}

// Parse sets Head and Dep of the tokens of one sentence; heads count from first.
func (p *Parser) Parse(text string, tokens []nlp.Token, first int) {
	p.words = describe(text, tokens, p.words)
	s := &p.state
	s.Reset(len(tokens))
	for !s.Done() {
		p.keys = s.features(p.words, p.keys[:0])
		clear(p.scores)
		p.m.Actions.Score(p.keys, p.scores)
		c := p.m.Classes[Best(s, p.m.Classes, p.scores)]
		s.Do(c.Action, c.Dep)
	}
	for i := range tokens {
		tokens[i].Head, tokens[i].Dep = -1, s.dep[i]
		if h := int(s.head[i]); h < len(tokens) {
			tokens[i].Head = first + h
		}
	}
}

// Best is the class of the highest score among those that are possible: the
// relation root goes with the root and with nothing else.
func Best[T int32 | float32](s *State, classes []Class, scores []T) int {
	best := -1
	var can [3]bool
	for a := range can {
		can[a] = s.Can(Action(a))
	}
	root := s.LastArc()
	for i, c := range classes {
		if !can[c.Action] || c.Action == Right && (c.Dep == nlp.DepRoot) != root || c.Action == Left && c.Dep == nlp.DepRoot {
			continue
		}
		if best < 0 || scores[i] > scores[best] {
			best = i
		}
	}
	return best
}

// LastArc reports whether Right would hang a word on the root.
func (s *State) LastArc() bool { return len(s.stack) == 2 && s.next == s.n }

// Learn parses a sentence as Parse does, and asks choose for each action with
// the features of the state; choose gives the action to go on with.
func Learn(text string, tokens []nlp.Token, s *State, choose func(keys []uint32) Class) {
	words := describe(text, tokens, nil)
	var keys []uint32
	s.Reset(len(tokens))
	for !s.Done() {
		keys = s.features(words, keys[:0])
		c := choose(keys)
		s.Do(c.Action, c.Dep)
	}
}

// Top is the word that Left and Right would take off the stack.
func (s *State) Top() int { return s.stacked(0) }
