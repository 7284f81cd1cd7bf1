// Package nametrain makes the model of the stage name. It takes GUM's names as
// gold (gold.go), news that a teacher has labelled as silver (silver.go), and
// gives a linear model: a structured perceptron over BILOU labels (Collins
// 2002), averaged. The same files give the same bytes.
package nametrain

import (
	"fmt"
	"io"
	"math/rand/v2"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/train/perceptron"
)

// Sample is a document with the labels of its tokens.
type Sample struct {
	Text      string
	Tokens    []nlp.Token
	Sentences [][2]int
	Labels    []name.Label
}

// Options say how to train.
type Options struct {
	Rounds int     // passes over all samples
	Least  uint8   // features seen in fewer decisions are left out
	Margin float32 // how much a right sequence must lead per wrong label
	Scale  float64 // weights are multiplied by it and rounded
	Prune  int     // rounded weights below this are left out
	Log    io.Writer
}

// Train learns from samples. Those of gold are seen Repeat times a round.
func Train(gold, silver []Sample, repeat int, o Options) *linear.Model {
	t := perceptron.New(name.NumLabels)
	all := make([]*Sample, 0, len(gold)*repeat+len(silver))
	for range repeat {
		for i := range gold {
			all = append(all, &gold[i])
		}
	}
	for i := range silver {
		all = append(all, &silver[i])
	}
	l := learner{t: t, seen: count(gold, silver), o: o}
	l.seen.least = o.Least
	r := rand.New(rand.NewPCG(20210331, 1))
	for round := range o.Rounds {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		l.wrong, l.total = 0, 0
		for _, s := range all {
			l.sample(s)
		}
		if o.Log != nil {
			fmt.Fprintf(o.Log, "names: round %d: %d of %d labels wrong\n", round+1, l.wrong, l.total)
		}
	}
	return t.Model(o.Scale, o.Prune)
}

type learner struct {
	t            *perceptron.Trainer
	seen         *counter
	o            Options
	in           name.Input
	grid         name.Lattice
	trans        name.Transitions
	keys         [][]uint32
	guess        []name.Label
	wrong, total int
}

func (l *learner) sample(s *Sample) {
	l.in.Read(s.Text, s.Tokens, s.Sentences)
	for si, b := range l.in.Sentences {
		for i := b[0]; i < b[1]; {
			if !l.in.Active(i) {
				i++
				continue
			}
			j := i
			for j < b[1] && l.in.Active(j) {
				j++
			}
			l.zone(si, i, s.Labels[i:j])
			i = j
		}
	}
}

// zone learns from the tokens from first, whose labels are gold.
func (l *learner) zone(si, first int, gold []name.Label) {
	l.t.Tick()
	l.grid.Reset(len(gold))
	for len(l.keys) < len(gold) {
		l.keys = append(l.keys, nil)
	}
	for k := range gold {
		keys := l.in.Features(first+k, si, l.keys[k][:0])
		keys = l.seen.keep(keys)
		l.keys[k] = keys
		emit := l.grid.Emit[k*name.NumLabels : (k+1)*name.NumLabels]
		l.t.Score(keys, emit)
		for y := range emit {
			if name.Label(y) != gold[k] {
				emit[y] += l.o.Margin
			}
		}
	}
	for p := range l.trans {
		clear(l.trans[p][:])
		l.t.Score([]uint32{name.TransitionKey(name.Label(p))}, l.trans[p][:])
	}
	l.guess = l.grid.Best(&l.trans, l.guess[:0])
	l.total += len(gold)
	before, guessed := name.Outside, name.Outside
	for k, g := range gold {
		y := l.guess[k]
		if y != g {
			l.wrong++
			l.t.Update(l.keys[k], int(g), 1)
			l.t.Update(l.keys[k], int(y), -1)
		}
		if y != g || before != guessed {
			l.t.Update([]uint32{name.TransitionKey(before)}, int(g), 1)
			l.t.Update([]uint32{name.TransitionKey(guessed)}, int(y), -1)
		}
		before, guessed = g, y
	}
}

// counter counts features approximately, up to 255.
type counter struct {
	n     []uint8
	least uint8
}

func count(sets ...[]Sample) *counter {
	c := &counter{n: make([]uint8, 1<<26)}
	var in name.Input
	var keys []uint32
	for _, set := range sets {
		for _, s := range set {
			in.Read(s.Text, s.Tokens, s.Sentences)
			for si, b := range in.Sentences {
				for i := b[0]; i < b[1]; i++ {
					if !in.Active(i) {
						continue
					}
					keys = in.Features(i, si, keys[:0])
					for _, k := range keys {
						if n := &c.n[k>>6]; *n < 255 {
							*n++
						}
					}
				}
			}
		}
	}
	return c
}

func (c *counter) keep(keys []uint32) []uint32 {
	out := keys[:0]
	for _, k := range keys {
		if c.n[k>>6] >= c.least {
			out = append(out, k)
		}
	}
	return out
}
