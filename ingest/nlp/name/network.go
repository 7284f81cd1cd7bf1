package name

import (
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/neural"
)

// Network scores the labels of a token by the words for some way around it:
// embeddings of words, of their parts and of what the lexicon and the article say
// of them, then convolutions. It has an idea of words that the linear model never
// saw with a label; the linear model knows words and phrases better.
type Network struct {
	Vocabulary neural.Vocabulary
	Encoder    *neural.Encoder
	Out        neural.Dense // labels, padded, by a token's vector
	Weight     int          // what one unit of its scores counts for in those of the linear model
}

// The rows of the tables that Describe gives indexes into, after those of
// neural.Vocabulary.Describe.
const (
	ClassRows = 512  // what word lists say
	KnownRows = 512  // what the lexicon knows
	DocRows   = 1024 // what the rest of the document says
	RunRows   = 64   // place in the run of capitalised words, how the sentence is written
)

// Columns is how many indexes Describe gives for a token.
const Columns = neural.Columns + 4

// Describe appends the indexes of token i, which is in sentence s.
func (in *Input) Describe(v neural.Vocabulary, i, s int, ids []int32) []int32 {
	w := &in.words[i]
	at := uint32(0)
	if w.run >= 0 {
		r := &in.runs[w.run]
		from, to := min(uint32(i)-uint32(r.first), 3), min(uint32(r.last)-uint32(i)-1, 3)
		at = 1 + from*4 + to
	}
	ids = v.Describe(in.text[in.tokens[i].Start:in.tokens[i].End], ids)
	return append(ids,
		int32(linear.Key1(1, w.class)%ClassRows),
		int32(linear.Key1(2, w.gaz)%KnownRows),
		int32(linear.Key1(3, w.doc)%DocRows),
		int32(at+20*uint32(in.caps[s])),
	)
}

// netRows is how many tokens are computed together, at least.
const netRows = 128

// nets are the networks of a model as they run, with the memory that they need; they
// are for one goroutine.
type nets struct {
	models []*Network
	run    []*neural.Rounded
	space  neural.Space
	ids    []int32
	spans  []nlp.Span
	sum    []float32
}

// score gives the scores of the labels of the tokens of the sentences from s on,
// weighted and added up, NumLabels numbers for each, and the sentence to go on with.
func (x *nets) score(in *Input, s int) ([]float32, int) {
	first := s
	for k, n := range x.models {
		x.ids, x.spans, s = x.ids[:0], x.spans[:0], first
		for ; s < len(in.Sentences) && len(x.ids) < netRows*Columns; s++ {
			b := in.Sentences[s]
			start := len(x.ids) / Columns
			for i := b[0]; i < b[1]; i++ {
				x.ids = in.Describe(n.Vocabulary, i, s, x.ids)
			}
			x.spans = append(x.spans, nlp.Span{Start: start, End: len(x.ids) / Columns})
		}
		rows := len(x.ids) / Columns
		out := x.run[k].Run(&x.space, x.ids, x.spans)[0]
		if k == 0 {
			clear(neural.Grow(&x.sum, rows*NumLabels))
		}
		weight := float32(n.Weight)
		for i := range rows {
			sum := x.sum[i*NumLabels : (i+1)*NumLabels]
			for y, v := range out[i*n.Out.Out : i*n.Out.Out+NumLabels] {
				sum[y] += float32(weight * v)
			}
		}
	}
	return x.sum, s
}
