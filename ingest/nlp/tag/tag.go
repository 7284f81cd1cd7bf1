// Package tag gives each word its universal part of speech, its Penn Treebank
// tag and its lemma. It takes sentences and tokens and adds the layer Tags. Tags
// are chosen by a network that sees some words to each side; lemmas by a linear
// model that chooses how the end of the form changes. Both are made by package
// train; this package knows no words itself.
package tag

import (
	_ "embed"
	"fmt"
	"sync"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/neural"
)

// Stage adds Tag, Fine and Lemma.
var Stage = nlp.Stage{Name: "tag", Needs: nlp.Sentences | nlp.Tokens, Adds: nlp.Tags, Run: run}

//go:embed tag.model
var packed []byte

// loaded is the model with its network ready to run.
type loaded struct {
	model *Model
	net   *neural.Rounded
}

var model = sync.OnceValues(func() (loaded, error) {
	m, err := Open(packed)
	if err != nil {
		return loaded{}, err
	}
	return loaded{m, m.Encoder.Round(&m.Out)}, nil
})

// taggers of the model that wait for a document, with their memory.
var taggers sync.Pool

func run(d *nlp.Document) error {
	m, err := model()
	if err != nil {
		return fmt.Errorf("model of parts of speech: %w", err)
	}
	t, ok := taggers.Get().(*Tagger)
	if !ok {
		t = newTagger(m.model, m.net)
	}
	t.Tag(d)
	taggers.Put(t)
	return nil
}
