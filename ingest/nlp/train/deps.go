package train

import (
	"math/rand/v2"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/train/perceptron"
)

// Deps learns dependencies. Tags of the sentences should be such as the tagger
// finds (see Retag), heads and relations are gold. It follows its own choices
// from the second round on, nine times of ten, so that it learns to go on after
// mistakes (Goldberg and Nivre 2013).
func Deps(sentences []Sentence, rounds int) *parse.Model {
	m := &parse.Model{Classes: []parse.Class{{Action: parse.Shift}}}
	index := map[parse.Class]int{m.Classes[0]: 0}
	add := func(c parse.Class) {
		if _, ok := index[c]; !ok {
			index[c] = len(m.Classes)
			m.Classes = append(m.Classes, c)
		}
	}
	for _, s := range sentences {
		for i, t := range s.tokens {
			switch {
			case t.Head < 0:
				add(parse.Class{Action: parse.Right, Dep: nlp.DepRoot})
			case t.Head < i:
				add(parse.Class{Action: parse.Right, Dep: t.Dep})
			default:
				add(parse.Class{Action: parse.Left, Dep: t.Dep})
			}
		}
	}
	t := perceptron.New(len(m.Classes))
	scores := make([]float32, len(m.Classes))
	order := make([]int, len(sentences))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(3, 4))
	var state parse.State
	right := make([]bool, len(m.Classes))
	for round := range rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			s := &sentences[i]
			gold := make([]int, len(s.tokens))
			for i, t := range s.tokens {
				gold[i] = t.Head
			}
			parse.Learn(s.text, s.tokens, &state, func(keys []uint32) parse.Class {
				t.Tick()
				clear(scores)
				t.Score(keys, scores)
				goldClasses(&state, gold, s.tokens, m.Classes, right)
				guess := parse.Best(&state, m.Classes, scores)
				if right[guess] {
					return m.Classes[guess]
				}
				best := -1
				for c := range right {
					if right[c] && (best < 0 || scores[c] > scores[best]) {
						best = c
					}
				}
				t.Update(keys, best, 1)
				t.Update(keys, guess, -1)
				if round > 0 && random.IntN(10) > 0 {
					return m.Classes[guess]
				}
				return m.Classes[best]
			})
		}
	}
	m.Actions = t.Model(60, 4)
	return m
}

// goldClasses marks the classes that lose no arc of the gold tree that can still
// be had, with the right relation where they make a gold arc.
func goldClasses(s *parse.State, gold []int, tokens []nlp.Token, classes []parse.Class, right []bool) {
	cost := s.Costs(gold)
	least := -1
	for _, c := range cost {
		if c >= 0 && (least < 0 || c < least) {
			least = c
		}
	}
	root := s.LastArc()
	top := s.Top()
	some := false
	for i, c := range classes {
		right[i] = cost[c.Action] == least
		if !right[i] || c.Action == parse.Shift {
			some = some || right[i]
			continue
		}
		want := tokens[top].Dep
		if root {
			want = nlp.DepRoot
		} else if want == nlp.DepRoot {
			want = nlp.DepParataxis
		}
		right[i] = c.Dep == want
		some = some || right[i]
	}
	if !some { // the relation never goes this way: any will do
		for i, c := range classes {
			right[i] = cost[c.Action] == least && (c.Dep == nlp.DepRoot) == (root && c.Action == parse.Right)
		}
	}
}
