package learn

import (
	"math"
	"math/rand/v2"
	"slices"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
	"dateline/ingest/resolve"
)

// Options of the training. The costs say how bad a mistake is while learning
// (Durrett and Klein 2013).
type Options struct {
	Rounds                   int
	Rate, L1                 float64
	FalseLink, Missed, Wrong float64
	Seed                     uint64
}

// Defaults are the options that the model of the program was made with.
var Defaults = Options{Rounds: 8, Rate: 0.03, L1: 1e-3, FalseLink: 0.3, Missed: 2, Wrong: 1, Seed: 20210331}

// Train learns the weights of the ranker: for each mention, the probability that
// one of the right options is chosen, with the costs added to the wrong ones, is
// raised by AdaGrad. The entities so far are those the weights themselves chose. The
// weights are the mean of those after each round.
func Train(docs []Doc, o Options, log func(string, ...any)) []float32 {
	t := &trainer{w: make([]float32, resolve.Width), g: make([]float32, resolve.Width), o: o}
	rng := rand.New(rand.NewPCG(o.Seed, 1))
	groups := make([][]string, len(docs))
	for i := range docs {
		groups[i] = docs[i].groups()
	}
	sum := make([]float32, resolve.Width)
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	for round := range o.Rounds {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		t.n, t.right, t.loss = 0, 0, 0
		for _, i := range order {
			d := clone(docs[i].Document)
			resolve.Learn(d, func(m int, options []resolve.Option) int { return t.decide(groups[i], m, options) })
		}
		for i, x := range t.w {
			sum[i] += x / float32(o.Rounds)
		}
		log("round %d: %d decisions, %.4f right, loss %.4f", round+1, t.n, float64(t.right)/float64(t.n), t.loss/float64(t.n))
	}
	return sum
}

type trainer struct {
	w, g     []float32
	o        Options
	n, right int
	loss     float64
	scores   []float64
}

// decide updates the weights and gives the best option by them as they were.
func (t *trainer) decide(groups []string, m int, options []resolve.Option) int {
	t.scores = t.scores[:0]
	best, most := 0, math.Inf(-1)
	right := make([]bool, len(options))
	old := false
	for i, x := range options {
		s := 0.0
		for _, f := range x.Features {
			s += float64(t.w[f])
		}
		if s > most {
			best, most = i, s
		}
		t.scores = append(t.scores, s)
		if x.Mention >= 0 && groups[m] != "" && groups[x.Mention] == groups[m] {
			right[i], old = true, true
		}
	}
	right[0] = !old
	t.n++
	if right[best] {
		t.right++
	}
	for i := range options {
		switch {
		case right[i]:
		case !old:
			t.scores[i] += t.o.FalseLink
		case i == 0:
			t.scores[i] += t.o.Missed
		default:
			t.scores[i] += t.o.Wrong
		}
	}
	top := slices.Max(t.scores)
	all, good := 0.0, 0.0
	for i, s := range t.scores {
		e := math.Exp(s - top)
		all += e
		if right[i] {
			good += e
		}
	}
	t.loss += math.Log(all) - math.Log(good+1e-30)
	for i, x := range options {
		e := math.Exp(t.scores[i] - top)
		grad := e / all
		if right[i] {
			grad -= e / (good + 1e-30)
		}
		if math.Abs(grad) > 1e-3 {
			t.step(x.Features, float32(grad))
		}
	}
	return best
}

func (t *trainer) step(features []uint32, grad float32) {
	for _, f := range features {
		t.g[f] += grad * grad
		rate := float32(t.o.Rate) / (float32(math.Sqrt(float64(t.g[f]))) + 0.1)
		w := t.w[f] - rate*grad
		if l := float32(t.o.L1) * rate; w > l {
			w -= l
		} else if w < -l {
			w += l
		} else {
			w = 0
		}
		t.w[f] = w
	}
}

// groups gives each mention that resolve finds the gold entity of the same phrase,
// or of the phrase with the same head; empty if there is none.
func (x *Doc) groups() []string {
	d := clone(x.Document)
	resolve.Learn(d, func(int, []resolve.Option) int { return 0 })
	type span struct{ first, last int }
	whole := map[span]string{}
	heads := map[int]string{}
	for _, m := range x.Gold { // the longer ones come first, the innermost stays
		whole[span{m.First, m.Last}] = m.Group
		heads[m.Head] = m.Group
	}
	shortest := map[int]int{}
	for _, m := range d.Mentions {
		if n, ok := shortest[m.Head]; !ok || m.Last-m.First < n {
			shortest[m.Head] = m.Last - m.First
		}
	}
	out := make([]string, len(d.Mentions))
	for i, m := range d.Mentions {
		g, ok := whole[span{m.First, m.Last}]
		if !ok && m.Last-m.First == shortest[m.Head] { // a longer one is a coordination
			g = heads[m.Head]
		}
		out[i] = g
	}
	return out
}

func clone(d *nlp.Document) *nlp.Document {
	c := *d
	c.Mentions = slices.Clone(d.Mentions)
	return &c
}

// Pack makes the file that the resolve package embeds: the weights in steps of
// 1/32, one byte each, compressed.
func Pack(w []float32) ([]byte, error) {
	b := make([]byte, len(w))
	for i, x := range w {
		b[i] = byte(int8(max(-127, min(127, math.Round(float64(x)*32)))))
	}
	var out linear.Writer
	out.Raw(b)
	return linear.Compress(out.Bytes())
}
