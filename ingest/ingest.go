// Package ingest turns an article into what it said: Read runs the stages over
// it, Facts takes what the graph keeps.
//
// The stages and their order are the table Stages, and only this package knows
// it. Each stage says which layers it needs and which it adds; the order is
// checked before anything runs. A stage sees one document at a time and keeps
// nothing between documents, so documents may be read in parallel.
package ingest

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/claim"
	"dateline/ingest/dating"
	"dateline/ingest/event"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
	"dateline/ingest/resolve"
	"dateline/ingest/story"
	"dateline/ingest/timex"
)

// Stages is the pipeline, in order.
var Stages = []nlp.Stage{
	token.Stage,
	tag.Stage,
	parse.Stage,
	name.Stage,
	timex.Stage,
	resolve.Stage,
	event.Stage,
	claim.Stage,
	dating.Stage,
	story.Stage,
}

// Check reports the first stage that needs a layer which no earlier one adds.
func Check(stages []nlp.Stage) error {
	var has nlp.Layers
	for _, s := range stages {
		if missing := s.Needs &^ has; missing != 0 {
			return fmt.Errorf("stage %q needs %s, which no earlier stage adds", s.Name, missing)
		}
		has |= s.Adds
	}
	return nil
}

// Read runs all stages over a. It fails only for a bug of ours; what could not
// be read in the article is in the document's Problems.
//
// An article that is not English is a document without layers.
func Read(a *article.Article) (*nlp.Document, error) { return read(a, Stages) }

func read(a *article.Article, stages []nlp.Stage) (*nlp.Document, error) {
	if !English(a) {
		stages = nil
	}
	return Run(a, stages)
}

// WithFrames is the pipeline with the relation files of dir (*.txt, see
// docs/rules.md) beside those that ship; one of the same relation takes its
// place. An error names the file and line.
func WithFrames(dir fs.FS) ([]nlp.Stage, error) {
	frames, err := event.Default()
	if err != nil {
		return nil, err
	}
	if frames, err = frames.With(dir); err != nil {
		return nil, err
	}
	stages := slices.Clone(Stages)
	for i := range stages {
		if stages[i].Name == event.Stage.Name {
			stages[i] = frames.Stage()
		}
	}
	return stages, nil
}

// English reports whether a is in English, as far as anybody said.
func English(a *article.Article) bool {
	return a.Lang == "" || a.Lang == "en" || strings.HasPrefix(a.Lang, "en-")
}

// Run runs the given stages, in order, over a.
func Run(a *article.Article, stages []nlp.Stage) (*nlp.Document, error) {
	if err := Check(stages); err != nil {
		return nil, err
	}
	d := &nlp.Document{Article: a, Problems: append([]article.Problem(nil), a.Problems...)}
	for _, s := range stages {
		if err := s.Run(d); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", a.Source, s.Name, err)
		}
		d.Has |= s.Adds
	}
	return d, nil
}

// Facts is what the graph keeps of d: the article, the entities that take part
// in something, events and states with their claims, and the types they use.
func Facts(d *nlp.Document) graph.Facts {
	a := d.Article
	f := graph.Facts{
		Article: graph.Source{
			ID: a.ID, Title: a.Title, Publisher: a.Publisher, Agency: a.Agency,
			Byline: a.Byline, Dateline: a.Dateline, URL: a.URL, Path: a.Source,
			Published: a.Published, DayOnly: a.DayOnly, Modified: a.Modified, Section: a.Section, Lang: a.Lang,
			SHA256: a.SHA256, Text: a.Text,
		},
		Events: d.Events,
		States: d.States,
	}
	used := usedEntities(d)
	for _, e := range d.Entities {
		if used[e.ID] {
			f.Entities = append(f.Entities, e)
			delete(used, e.ID) // an id stands once
		}
	}
	f.Types = usedTypes(d)
	return f
}
