// Package token divides the text of an article into sentences and words. It
// takes the blocks of the article and gives the layers Sentences and Tokens,
// never across blocks; words are those of the English treebanks of Universal
// Dependencies ("don't" is "do" and "n't"). It changes no text and gives no word
// a meaning. Words are found by rules with word lists (en/*.txt), the ends of
// sentences by a linear model that package train makes.
package token

import (
	_ "embed"
	"fmt"
	"sync"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// Stage adds Sentences and Tokens.
var Stage = nlp.Stage{Name: "token", Adds: nlp.Sentences | nlp.Tokens, Run: run}

//go:embed sentences.model
var packed []byte

var model = sync.OnceValues(func() (*linear.Model, error) { return linear.Open(packed) })

func run(d *nlp.Document) error {
	m, err := model()
	if err != nil {
		return fmt.Errorf("model of sentence ends: %w", err)
	}
	var spans []nlp.Span
	text := d.Article.Text
	l := load()
	d.Tokens = make([]nlp.Token, 0, len(text)/5+8)
	for i, b := range d.Article.Blocks {
		if b.Start < 0 || b.End > len(text) || b.Start >= b.End {
			continue
		}
		spans = Words(text, b.Start, b.End, spans[:0])
		from := 0
		if b.Dateline > 0 {
			// A dateline is a sentence of its own: what follows it then reads
			// as any other sentence.
			for from < len(spans) && spans[from].End <= b.Start+b.Dateline {
				from++
			}
			addSentence(d, i, spans[:from])
		}
		words := spans[from:]
		quotes := quotation{text: text}
		start := 0
		end := func(z int) {
			if start < z {
				addSentence(d, i, words[start:z])
				d.Sentences[len(d.Sentences)-1].Quoted = quotes.covers(words[start:z])
			}
			start = z
		}
		Gaps(text, words, func(word int, keys []uint32) bool {
			var score [2]int32
			m.Score(keys, score[:])
			_, one := l.undivided[[2]string{text[words[word].Start:words[word].End], text[words[word+1].Start:words[word+1].End]}]
			if score[1] > score[0] && !one {
				end(word + 1)
				return true
			}
			return false
		})
		end(len(words))
	}
	return nil
}

func addSentence(d *nlp.Document, block int, spans []nlp.Span) {
	if len(spans) == 0 {
		return
	}
	first := len(d.Tokens)
	for _, s := range spans {
		d.Tokens = append(d.Tokens, nlp.Token{Span: s, Head: -1})
	}
	d.Sentences = append(d.Sentences, nlp.Sentence{
		Span:  nlp.Span{Start: spans[0].Start, End: spans[len(spans)-1].End},
		First: first, Last: len(d.Tokens), Block: block, Kind: d.Article.Blocks[block].Kind,
	})
}
