package timex

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
)

var update = flag.Bool("update", false, "write what the examples give into the rule files")

// document runs the stages before this one over text.
func document(t testing.TB, text string, published time.Time) *nlp.Document {
	t.Helper()
	d := &nlp.Document{Article: &article.Article{Text: text, Published: published, DayOnly: true, Blocks: []article.Block{{Start: 0, End: len(text)}}}}
	for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage} {
		if err := s.Run(d); err != nil {
			t.Fatal(err)
		}
		d.Has |= s.Adds
	}
	return d
}

// shown is an expression as the examples write it.
func shown(x *nlp.Timex) string {
	s := x.Type.String() + " " + x.Value
	for _, a := range [...]struct{ name, val string }{{"mod", x.Mod}, {"quant", x.Quant}, {"freq", x.Freq}} {
		if a.val != "" {
			s += " " + a.name + "=" + a.val
		}
	}
	if !x.Period.IsZero() {
		s += " | " + x.Period.String()
	}
	return s
}

// TestExamples reads every example of the rule files. A rule without one fails,
// and so does one that no longer fires on its own example.
func TestExamples(t *testing.T) {
	g, err := english()
	if err != nil {
		t.Fatal(err)
	}
	filled := map[string]string{}
	for ri := range g.rules {
		r := &g.rules[ri]
		if len(r.examples) == 0 {
			t.Errorf("%s: a rule without an example", r.name)
		}
		for _, e := range r.examples {
			body, rest, dated := strings.Cut(e.text, " @ ")
			if e.counter {
				if d := document(t, body, time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC)); true {
					run(d)
					for _, x := range d.Timexes {
						t.Errorf("%s: found “%s” in %q", e.where, d.Text(x.Span), body)
					}
				}
				continue
			}
			anchor, want, _ := strings.Cut(rest, " : ")
			day, err := time.Parse(time.DateOnly, strings.TrimSpace(anchor))
			open, end := strings.IndexByte(body, '['), strings.IndexByte(body, ']')
			if !dated || err != nil || open < 0 || end < open {
				t.Errorf("%s: an example reads: text with one [expression] @ 2021-03-31 : TYPE value | EDTF", e.where)
				continue
			}
			text := body[:open] + body[open+1:end] + body[end+1:]
			d := document(t, text, day)
			w := &work{g: g, d: d, fired: []int32{}}
			w.document()
			got := ""
			for i := range d.Timexes {
				if x := &d.Timexes[i]; x.Start == open && x.Span.End == end-1 {
					got = shown(x)
				}
			}
			switch {
			case got == "":
				var all []string
				for i := range d.Timexes {
					all = append(all, "“"+d.Text(d.Timexes[i].Span)+"”")
				}
				t.Errorf("%s: %q is not found as one expression, but %v", e.where, text[open:end-1], all)
			case !slices.Contains(w.fired, int32(ri)):
				t.Errorf("%s: found by other rules than this one", e.where)
			case got != strings.TrimSpace(want) && !*update:
				t.Errorf("%s: got %s, want %s", e.where, got, want)
			}
			filled[e.where] = body + " @ " + strings.TrimSpace(anchor) + " : " + got
		}
	}
	if *update {
		rewrite(t, filled)
	}
}

// rewrite puts what the examples gave into the files.
func rewrite(t *testing.T, filled map[string]string) {
	files, _ := filepath.Glob("rules/*.txt")
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(b), "\n")
		for i := range lines {
			if s, ok := filled[fmt.Sprintf("%s:%d", filepath.Base(f), i+1)]; ok {
				lines[i] = "= " + s
			}
		}
		if err := os.WriteFile(f, []byte(strings.Join(lines, "\n")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestValuesAreReadable holds every value an example gives to what EDTF and
// TIMEX3 allow.
func TestValuesAreReadable(t *testing.T) {
	g, err := english()
	if err != nil {
		t.Fatal(err)
	}
	for i := range g.rules {
		for _, e := range g.rules[i].examples {
			_, want, ok := strings.Cut(e.text, " : ")
			if _, edtf, ok2 := strings.Cut(want, " | "); ok && ok2 {
				if _, err := when.Parse(edtf); err != nil {
					t.Errorf("%s: %v", e.where, err)
				}
			}
		}
	}
}

// TestClassesAreUsed finds classes of words that no rule and no code asks for.
func TestClassesAreUsed(t *testing.T) {
	g, err := english()
	if err != nil {
		t.Fatal(err)
	}
	used := map[int]bool{}
	for _, c := range []int{g.ones, g.tens, g.hundred, g.scale, g.ordinal, g.ordsuffix, g.numand, g.article, g.comma, g.point, g.quote, g.slash, g.hyphen, g.future, g.planned, g.awaited, g.intended, g.willed, g.called, g.forward, g.located, g.prep} {
		used[c] = true
	}
	for _, p := range g.preds {
		if p.kind == isClass {
			used[p.class] = true
		}
	}
	for name, c := range g.names {
		if !used[c] {
			t.Errorf("words.txt: nothing uses @%s", name)
		}
	}
}
