// Package event finds what an article tells of: who did what to whom, and what
// holds for a while (offices, membership, location). It takes a Document with
// sentences, tags, dependencies, mentions and resolved entities, and adds
// Happenings and the Types they use. How a relation is put into words is data:
// frames/*.txt, one file per relation (docs/rules.md); words/*.txt hold the noun
// classes that frames select by. The Go code knows grammar and no words.
//
// It does not say who claims an event, whether it is denied, or when it was:
// ingest/claim and ingest/dating do.
//
// The method is that of the dictionary coders of political science (KEDS,
// PETRARCH, UniversalPetrarch), on Universal Dependencies instead of patterns
// over words: P. Schrodt, J. Beieler, M. Idris, "Three's a Charm?", 2014.
package event

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"dateline/graph"
	"dateline/ingest/nlp"
)

//go:embed frames/*.txt
var frameFiles embed.FS

//go:embed words/*.txt
var wordFiles embed.FS

// builtin is the rules that ship, read once when first needed.
var builtin = sync.OnceValues(LoadBuiltin)

// LoadBuiltin reads the rules that ship, anew.
func LoadBuiltin() (*Frames, error) {
	sub, err := fs.Sub(frameFiles, "frames")
	if err != nil {
		return nil, err
	}
	return Load(sub)
}

// Default is the frames that ship with the program. The error names file and
// line; a test keeps it from ever being seen.
func Default() (*Frames, error) { return builtin() }

// Stage adds the happenings, by the frames that ship.
var Stage = stage(builtin)

// Stage adds the happenings, by the frames f.
func (f *Frames) Stage() nlp.Stage {
	return stage(func() (*Frames, error) { return f, nil })
}

func stage(frames func() (*Frames, error)) nlp.Stage {
	return nlp.Stage{
		Name:  "event",
		Needs: nlp.Sentences | nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Names | nlp.Resolved,
		Adds:  nlp.Happenings,
		Run: func(d *nlp.Document) error {
			f, err := frames()
			if err != nil {
				return fmt.Errorf("frames: %w", err)
			}
			f.Run(d)
			return nil
		},
	}
}

// Types is every relation and topic of the frames that ship.
func Types() map[graph.TypeID]graph.Type {
	f, err := builtin()
	if err != nil {
		return nil
	}
	return f.Types()
}

// Types is every relation and topic of the frames.
func (f *Frames) Types() map[graph.TypeID]graph.Type {
	m := make(map[graph.TypeID]graph.Type, len(f.relations)+len(f.topics))
	for _, r := range f.relations {
		m[r.ID] = r.Type
	}
	for id, t := range f.topics {
		if _, ok := m[id]; !ok {
			m[id] = t
		}
	}
	return m
}

// Run adds the happenings of d.
func (f *Frames) Run(d *nlp.Document) {
	v := newView(d, f)
	for s := range d.Sentences {
		if d.Sentences[s].Kind.Tells() {
			v.sentence(s)
		}
	}
	v.roles()
	v.reasons()
	v.harm()
	v.link()
	v.attackers()
	v.through()
	v.accusations()
	v.types()
	d.Has |= nlp.Happenings
}

// types fills Document.Types with what the happenings use.
func (v *view) types() {
	d := v.doc
	d.Types = map[graph.TypeID]graph.Type{}
	for i := range d.Happenings {
		h := &d.Happenings[i]
		v.use(h.Type)
		for _, a := range h.Args {
			if a.Topic != "" {
				v.use(a.Topic)
			}
		}
	}
}

func (v *view) use(id graph.TypeID) {
	for id != "" {
		if _, ok := v.doc.Types[id]; ok {
			return
		}
		t, ok := v.f.typeOf(id)
		if !ok {
			t = v.f.openType(id)
		}
		v.doc.Types[id] = t
		id = t.Parent
	}
}
