package train

import (
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/token"
	"dateline/ingest/nlp/train/perceptron"
)

// Sentences learns where sentences end from the documents of a treebank.
func Sentences(treebanks [][]conllu.Sentence, rounds int) *linear.Model {
	t := perceptron.New(2)
	type block struct {
		text  string
		words []nlp.Span
		ends  map[int]bool // byte offsets
	}
	var blocks []block
	for _, bank := range treebanks {
		d := conllu.Document(bank)
		ends := map[int]bool{}
		for _, s := range d.Sentences {
			ends[s.End] = true
		}
		for _, b := range d.Article.Blocks {
			blocks = append(blocks, block{d.Article.Text, token.Words(d.Article.Text, b.Start, b.End, nil), ends})
		}
	}
	for range rounds {
		for _, b := range blocks {
			token.Gaps(b.text, b.words, func(word int, keys []uint32) bool {
				t.Tick()
				gold := b.ends[b.words[word].End]
				var score [2]float32
				t.Score(keys, score[:])
				// A margin keeps the weights of clear cases growing a little.
				want, other := class(gold), class(!gold)
				if score[want]-score[other] < 1 {
					t.Update(keys, want, 1)
					t.Update(keys, other, -1)
				}
				return gold
			})
		}
	}
	return t.Model(100, 3)
}

func class(b bool) int {
	if b {
		return 1
	}
	return 0
}
