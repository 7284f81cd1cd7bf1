// Package train makes the models of the stages token, tag and parse from
// treebanks in CoNLL-U and plain text. It takes sentences and gives models;
// cmd/dateline train reads and writes the files. The same input gives the same
// bytes on the same kind of processor.
package train

import (
	"fmt"
	"slices"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
)

// Sentence is one sentence of a treebank with its words placed in a text.
type Sentence struct {
	text   string
	tokens []nlp.Token // gold
	soft   []soft      // of each token, where a teacher annotated them
}

// softly is what token i might be.
func (s Sentence) softly(i int) soft {
	if s.soft == nil {
		return soft{}
	}
	return s.soft[i]
}

// Text is the text that the tokens point into.
func (s Sentence) Text() string { return s.text }

// Tokens are the words with what the treebank says about them; heads count from
// the first word of the sentence, -1 for the root.
func (s Sentence) Tokens() []nlp.Token { return s.tokens }

// Place gives the sentences of a treebank as the stages see them.
func Place(bank []conllu.Sentence) []Sentence {
	d := conllu.Document(bank)
	var out []Sentence
	for _, s := range d.Sentences {
		t := slices.Clone(d.Tokens[s.First:s.Last])
		for i := range t {
			if t[i].Head >= 0 {
				t[i].Head -= s.First
			}
		}
		out = append(out, Sentence{text: d.Article.Text, tokens: t})
	}
	return out
}

// Silver gives the sentences that a teacher annotated. An error names the sentence.
func Silver(bank []conllu.Sentence) ([]Sentence, error) {
	out := Place(bank)
	for i := range out {
		out[i].soft = make([]soft, len(out[i].tokens))
		for j, w := range bank[i].Words {
			s, err := softOf(w.Misc)
			if err != nil {
				return nil, fmt.Errorf("sentence %d, word %d: %w", i+1, j+1, err)
			}
			out[i].soft[j] = s
		}
	}
	return out, nil
}

// documentOf is a document of sentences of one text.
func documentOf(text string, sentences [][]nlp.Token) *nlp.Document {
	d := &nlp.Document{Article: &article.Article{Text: text}, Has: nlp.Sentences | nlp.Tokens}
	for _, s := range sentences {
		first := len(d.Tokens)
		d.Tokens = append(d.Tokens, s...)
		d.Sentences = append(d.Sentences, nlp.Sentence{
			Span:  nlp.Span{Start: s[0].Start, End: s[len(s)-1].End},
			First: first, Last: len(d.Tokens),
		})
	}
	return d
}
