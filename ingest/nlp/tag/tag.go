// Package tag gives each word its universal part of speech, its Penn Treebank
// tag and its lemma. It takes sentences and tokens and adds the layer Tags. The
// models are linear (averaged perceptrons, Collins 2002) and made by package
// train; this package finds the features, searches greedily from left to right,
// and knows no words itself.
package tag

import (
	_ "embed"
	"fmt"
	"sync"

	"dateline/ingest/nlp"
)

// Stage adds Tag, Fine and Lemma.
var Stage = nlp.Stage{Name: "tag", Needs: nlp.Sentences | nlp.Tokens, Adds: nlp.Tags, Run: run}

//go:embed tag.model
var packed []byte

var model = sync.OnceValues(func() (*Model, error) { return Open(packed) })

func run(d *nlp.Document) error {
	m, err := model()
	if err != nil {
		return fmt.Errorf("model of parts of speech: %w", err)
	}
	t := NewTagger(m)
	for _, s := range d.Sentences {
		t.Tag(d.Article.Text, d.Tokens[s.First:s.Last])
	}
	return nil
}
