package event_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/event"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
	"dateline/ingest/resolve"
)

// read runs the stages up to the happenings over text.
func read(t testing.TB, text string) *nlp.Document {
	t.Helper()
	a := &article.Article{ID: "test", Source: "test", Lang: "en", Text: text, Blocks: []article.Block{{Start: 0, End: len(text)}}}
	d := &nlp.Document{Article: a}
	for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage, name.Stage, resolve.Stage, event.Stage} {
		if err := s.Run(d); err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		d.Has |= s.Adds
	}
	return d
}

var frames = sync.OnceValues(event.Default)

func TestFramesLoad(t *testing.T) {
	f, err := frames()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range f.Relations() {
		if len(r.Examples) == 0 {
			t.Errorf("%s has no examples", r.File)
		}
	}
}

func TestExamples(t *testing.T) {
	f, err := frames()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range f.Relations() {
		fired := map[string]bool{}
		for _, e := range r.Examples {
			d := read(t, e.Sentence)
			for i := range d.Happenings {
				fired[d.Happenings[i].Rule] = true
			}
			problem := event.Check(d, r.ID, e)
			switch {
			case problem != "" && !e.Known:
				t.Errorf("%s:%d: %s\n%s\n%s", e.File, e.Line, e.Sentence, problem, describe(d))
			case problem == "" && e.Known:
				t.Errorf("%s:%d: %s\nis read right now: take the ? away", e.File, e.Line, e.Sentence)
			}
		}
		var idle []string
		for _, rule := range r.Rules() {
			if !fired[rule] {
				idle = append(idle, rule)
			}
		}
		slices.Sort(idle)
		idle = slices.Compact(idle)
		known := 0
		for _, e := range r.Examples {
			if e.Known {
				known++
			}
		}
		if len(idle) > known {
			t.Errorf("no example shows %s", strings.Join(idle, " "))
		}
	}
}

func describe(d *nlp.Document) string {
	var b strings.Builder
	for i := range d.Tokens {
		k := &d.Tokens[i]
		head := "-"
		if k.Head >= 0 {
			head = d.Word(k.Head)
		}
		fmt.Fprintf(&b, "  %s/%s/%s %s<%s", d.Word(i), k.Fine, k.Lemma, k.Dep, head)
	}
	b.WriteByte('\n')
	for i := range d.Happenings {
		b.WriteString("  " + event.Describe(d, i) + "\n")
	}
	return b.String()
}
