package train

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"slices"

	"dateline/ingest/nlp"
)

// Pick chooses the sentences of plain text that are worth annotating: every
// n-th, of 5 to 60 words.
func Pick(docs []*nlp.Document, n int) []Sentence {
	var out []Sentence
	seen := 0
	for _, d := range docs {
		for _, s := range d.Sentences {
			if words := s.Last - s.First; words < 5 || words > 60 {
				continue
			}
			if seen++; seen%n == 0 {
				out = append(out, Sentence{text: d.Article.Text, tokens: slices.Clone(d.Tokens[s.First:s.Last])})
			}
		}
	}
	return out
}

// WriteWords writes sentences as CoNLL-U, compressed, with nothing but their words:
// what a teacher annotates.
func WriteWords(w io.Writer, sentences []Sentence) error {
	z := gzip.NewWriter(w)
	b := bufio.NewWriter(z)
	for _, s := range sentences {
		for i, t := range s.tokens {
			fmt.Fprintf(b, "%d\t%s\t_\t_\t_\t_\t_\t_\t_\t_\n", i+1, s.text[t.Start:t.End])
		}
		b.WriteByte('\n')
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return z.Close()
}
