// Package parse finds what each word depends on. It takes tagged sentences and
// adds the layer Deps: the head and the Universal Dependencies relation of each
// word, one tree with one root and without crossing arcs per sentence. A neural network scores every word
// as the head of every other (Dozat and Manning 2017, with convolutions in place
// of recurrence); the best tree is taken, then each arc gets its relation. The
// model is made by package train.
package parse

import (
	_ "embed"
	"fmt"
	"sync"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/neural"
)

// Stage adds Head and Dep.
var Stage = nlp.Stage{Name: "parse", Needs: nlp.Sentences | nlp.Tokens | nlp.Tags, Adds: nlp.Deps, Run: run}

//go:embed parse.model
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
	return loaded{m, m.round()}, nil
})

// parsers of the model that wait for a document: their memory is a few hundred
// kilobytes, more than a document itself.
var parsers sync.Pool

func run(d *nlp.Document) error {
	m, err := model()
	if err != nil {
		return fmt.Errorf("model of dependencies: %w", err)
	}
	p, ok := parsers.Get().(*Parser)
	if !ok {
		p = &Parser{m: m.model, net: m.net}
	}
	p.Parse(d)
	parsers.Put(p)
	return nil
}
