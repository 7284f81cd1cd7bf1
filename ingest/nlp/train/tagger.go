package train

import (
	"math/rand/v2"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/neural"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/train/grad"
	"dateline/ingest/nlp/train/perceptron"
	"dateline/ingest/nlp/train/vectors"
)

// TaggerOptions say how to train a tagger.
type TaggerOptions struct {
	Width     int
	Dilations []int
	Rounds    int
	Batch     int // words
	Rate      float64
	Drop      float32
	Lemmas    int // rounds of the perceptron; 0: no lemmas are learnt
	Part      int // silver sentences in each round
	Report    func(round int, loss float64, m *tag.Model)

	From *tag.Model // go on from its weights; it brings sizes, words and lemmas with it
}

// Tagger learns parts of speech (a network) and lemmas (a perceptron). silver is
// what a teacher annotated; no lemmas are learnt from it.
func Tagger(sentences, silver []Sentence, v *vectors.Vectors, o TaggerOptions) *tag.Model {
	var base *tag.Model
	var size tableSize
	classes := map[tag.Class]int32{}
	if m := o.From; m != nil {
		copied := *m
		base, size = &copied, words(m.Encoder)
		o.Width, o.Dilations = m.Encoder.Width(), dilations(m.Encoder)
		for i, c := range m.Classes {
			classes[c] = int32(i)
		}
	} else {
		base, size = &tag.Model{Vocabulary: vocabulary(v)}, tableSize{len(v.Words) + 2, v.Dim}
	}
	seen := map[int32]int{}
	class := func(c tag.Class) int32 {
		n, ok := classes[c]
		if !ok {
			n = int32(len(base.Classes))
			classes[c] = n
			base.Classes = append(base.Classes, c)
		}
		return n
	}
	describe := func(s Sentence) example {
		ex := example{words: len(s.tokens)}
		ex.dress(s)
		style := int32(tag.Style(s.text, s.tokens))
		for i, w := range s.tokens {
			sure := class(tag.Class{Tag: w.Tag, Fine: w.Fine})
			ex.class = append(ex.class, shares(s.softly(i).tags, sure, class))
			ex.ids = base.Vocabulary.Describe(s.text[w.Start:w.End], ex.ids)
			seen[ex.ids[len(ex.ids)-neural.Columns]]++
			ex.ids = append(ex.ids, style)
		}
		return ex
	}
	var data, more []example
	for _, s := range sentences {
		data = append(data, describe(s))
	}
	for _, s := range silver {
		more = append(more, describe(s))
	}
	if o.Lemmas > 0 {
		lemmas(base, sentences, o.Lemmas)
	}
	set := grad.NewParams(37)
	var first *tagNet
	loop{data, more, o.Part, o.Batch, o.Rounds, o.Rate}.run(set,
		func(set *grad.Params) step {
			net := newTagNet(set, size, len(base.Classes), o)
			if o.From != nil {
				net.enc.takeOver(o.From.Encoder)
				takeOver(&o.From.Out, net.out, net.outB)
			} else {
				net.enc.learnt(v)
			}
			if first == nil {
				first = net
			}
			return func(t *grad.Tape, batch []*example, random *rand.Rand) float64 {
				return net.step(t, batch, seen, random, o.Drop)
			}
		},
		func(round int, loss float64) {
			if o.Report != nil {
				o.Report(round, loss, first.model(base))
			}
		})
	return first.model(base)
}

// tagNet is the trainable form of the network of a tag.Model.
type tagNet struct {
	enc       *encoder
	out, outB *grad.Param
	classes   int
}

func newTagNet(set *grad.Params, words tableSize, classes int, o TaggerOptions) *tagNet {
	n := &tagNet{enc: newEncoder(set, words, []tableSize{{tag.Styles, 16}}, o.Width, o.Dilations), classes: classes}
	size := neural.Pad(classes, 16)
	n.out, n.outB = set.Matrix("tags", o.Width, size, 1), set.Vector("tags.b", size, 0)
	return n
}

// step computes the loss of a batch and its gradient.
func (n *tagNet) step(t *grad.Tape, batch []*example, seen map[int32]int, random *rand.Rand, drop float32) float64 {
	ids, spans := gather(batch, len(n.enc.tables), 0, seen, random, neural.Columns)
	x := t.Dropout(n.enc.run(t, ids, spans, drop), drop)
	var want [][]grad.Share
	for _, ex := range batch {
		want = append(want, ex.class...)
	}
	loss := t.Choose(t.Affine(x, n.out, n.outB), want, n.classes)
	t.Backward()
	return loss
}

// model is base with the weights copied into it.
func (n *tagNet) model(base *tag.Model) *tag.Model {
	m := *base
	m.Encoder, m.Out = n.enc.model(), dense(n.out, n.outB)
	return &m
}

// lemmas learns how lemmas are made, given the right tags.
func lemmas(m *tag.Model, sentences []Sentence, rounds int) {
	scripts := map[tag.Script]int{}
	for _, s := range sentences {
		for _, w := range s.tokens {
			sc := tag.ScriptOf(s.text[w.Start:w.End], w.Lemma)
			if _, ok := scripts[sc]; !ok {
				scripts[sc] = len(m.Scripts)
				m.Scripts = append(m.Scripts, sc)
			}
		}
	}
	t := perceptron.New(len(m.Scripts))
	scores := make([]float32, len(m.Scripts))
	order := make([]int, len(sentences))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			s := &sentences[i]
			tag.LemmaKeys(s.text, s.tokens, func(i int, keys []uint32) {
				w := s.tokens[i]
				learn(t, keys, scripts[tag.ScriptOf(s.text[w.Start:w.End], w.Lemma)], scores)
			})
		}
	}
	m.Lemmas = t.Model(60, 3)
}

// learn is one step of the perceptron.
func learn(t *perceptron.Trainer, keys []uint32, gold int, scores []float32) {
	t.Tick()
	clear(scores)
	t.Score(keys, scores)
	best := 0
	for c, s := range scores {
		if s > scores[best] {
			best = c
		}
	}
	if best != gold {
		t.Update(keys, gold, 1)
		t.Update(keys, best, -1)
	}
}

// Fines gives the fine tags of the words of each sentence as a tagger finds them.
func Fines(m *tag.Model, sentences []Sentence) [][]nlp.Fine {
	t := tag.NewTagger(m)
	out := make([][]nlp.Fine, len(sentences))
	for i, s := range sentences {
		out[i] = t.Fine(s.text, s.tokens)
	}
	return out
}
