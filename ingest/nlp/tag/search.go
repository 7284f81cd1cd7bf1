package tag

import (
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/neural"
)

// Tagger tags documents; it keeps its memory between them and is for one
// goroutine.
type Tagger struct {
	m      *Model
	net    *neural.Rounded
	space  neural.Space
	ids    []int32
	spans  []nlp.Span
	known  *[knownLemmas]knownLemma
	keys   []uint32
	scores []int32
}

// NewTagger makes a Tagger of a model.
func NewTagger(m *Model) *Tagger { return newTagger(m, m.Encoder.Round(&m.Out)) }

func newTagger(m *Model, net *neural.Rounded) *Tagger {
	return &Tagger{m: m, net: net, known: new([knownLemmas]knownLemma), scores: make([]int32, len(m.Scripts))}
}

// batchRows is how many words are computed together.
const batchRows = 128

// Tag sets Tag, Fine and Lemma of all tokens.
func (t *Tagger) Tag(d *nlp.Document) {
	text := d.Article.Text
	first := 0 // token of the batch's first row
	for i, s := range d.Sentences {
		t.add(text, d.Tokens[s.First:s.Last])
		if last := i == len(d.Sentences)-1; last || t.rows() >= batchRows {
			for row, c := range t.flush() {
				w := &d.Tokens[first+row]
				w.Tag, w.Fine = t.m.Classes[c].Tag, t.m.Classes[c].Fine
			}
			first = s.Last
		}
	}
	for _, s := range d.Sentences {
		t.lemmas(text, d.Tokens[s.First:s.Last])
	}
}

// Fine is the fine tags of the tokens of one sentence, which stay as they are.
func (t *Tagger) Fine(text string, tokens []nlp.Token) []nlp.Fine {
	t.add(text, tokens)
	out := make([]nlp.Fine, len(tokens))
	for i, c := range t.flush() {
		out[i] = t.m.Classes[c].Fine
	}
	return out
}

func (t *Tagger) rows() int { return len(t.ids) / (neural.Columns + 1) }

// add puts a sentence into the batch.
func (t *Tagger) add(text string, tokens []nlp.Token) {
	start := t.rows()
	style := int32(Style(text, tokens))
	for _, w := range tokens {
		t.ids = append(t.m.Vocabulary.Describe(text[w.Start:w.End], t.ids), style)
	}
	t.spans = append(t.spans, nlp.Span{Start: start, End: t.rows()})
}

// flush gives the class of each word of the batch, in order, and empties it.
func (t *Tagger) flush() func(yield func(int, int) bool) {
	n := t.rows()
	size := t.m.Out.Out
	out := t.net.Run(&t.space, t.ids, t.spans)[0]
	t.ids, t.spans = t.ids[:0], t.spans[:0]
	return func(yield func(int, int) bool) {
		for i := range n {
			row := out[i*size : i*size+len(t.m.Classes)]
			best := 0
			for c, s := range row {
				if s > row[best] {
					best = c
				}
			}
			if !yield(i, best) {
				return
			}
		}
	}
}
