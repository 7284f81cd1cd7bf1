package eval

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

const story = `---
title: Firm buys rival
publisher: Delta Post
published: 2020-03-03
---
Alfa Corp bought Beta Works on Monday, its chief Ann Lee said. Beta denied it.
`

const storyGold = `# Firm buys rival
[Alfa Corp org] bought [Beta Works org] on {Monday|2020-03-02}, its chief [Ann Lee person] said. [Beta org] denied it.
> Alfa Corp acquired Beta Works @ 2020-03-02 (claimed by Ann Lee; denied by Beta Works)
> Ann Lee head_of Alfa Corp
`

func files() fstest.MapFS {
	return fstest.MapFS{
		"gold/dev/x.txt":         {Data: []byte(storyGold)},
		"articles/x/article.txt": {Data: []byte(story)},
	}
}

// found builds what a pipeline would have found, from words of the article.
type found struct {
	d *nlp.Document
}

func (f found) span(words string) nlp.Span {
	i := strings.Index(f.d.Article.Text, words)
	return nlp.Span{Start: i, End: i + len(words)}
}

func (f found) entity(words string, kind graph.Kind) graph.EntityID {
	id := graph.EntityID("e" + words)
	f.d.Mentions = append(f.d.Mentions, nlp.Mention{Span: f.span(words), Name: f.span(words), Kind: kind, Entity: len(f.d.Entities)})
	f.d.Entities = append(f.d.Entities, graph.Entity{ID: id, Name: words, Kind: kind})
	return id
}

// perfect reads the story as its gold does.
func perfect(a *article.Article) (*nlp.Document, error) {
	f := found{&nlp.Document{Article: a, Types: map[graph.TypeID]graph.Type{}}}
	alfa := f.entity("Alfa Corp", graph.Organisation)
	beta := f.entity("Beta Works", graph.Organisation)
	ann := f.entity("Ann Lee", graph.Person)
	at := strings.Index(a.Text, "Beta denied")
	f.d.Mentions = append(f.d.Mentions, nlp.Mention{Span: nlp.Span{Start: at, End: at + 4}, Kind: graph.Organisation, Entity: 1})
	monday := when.At(when.DayOf(time.Date(2020, 3, 2, 0, 0, 0, 0, time.UTC)))
	f.d.Timexes = []nlp.Timex{{Span: f.span("Monday"), Value: "2020-03-02", Period: monday}}
	bought := f.span("bought")
	claim := func(who graph.EntityID, p graph.Polarity) graph.Claim {
		return graph.Claim{Trigger: [2]int{bought.Start, bought.End}, Claimant: []graph.EntityID{who}, Polarity: p}
	}
	f.d.Events = []graph.Event{{
		Type: "acquired", Class: "ORG", When: monday, Basis: when.BasisRelative,
		Roles:  []graph.Role{{Name: "actor", Entity: alfa}, {Name: "recipient", Entity: beta}},
		Claims: []graph.Claim{claim(ann, graph.Asserted), claim(beta, graph.Denied)},
	}}
	f.d.States = []graph.State{{Type: "head_of", From: ann, To: alfa, Claims: []graph.Claim{claim("", graph.Asserted)}}}
	return f.d, nil
}

func TestPerfectScore(t *testing.T) {
	r, err := Run(context.Background(), Options{Data: files(), Sets: []string{"dev"}, Read: perfect, Misses: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Misses) > 0 {
		t.Errorf("misses: %s", strings.Join(r.Misses, "\n"))
	}
	for _, row := range r.Sets[0].Rows {
		if row.Gold+row.Found > 0 && row.F1() != 1 {
			t.Errorf("%s: %+v", row.Layer, row.Tally)
		}
	}
}

// TestWorseScores changes one thing and says which rows must drop.
func TestWorseScores(t *testing.T) {
	for _, r := range []struct {
		name  string
		worse func(*nlp.Document)
		drops string
	}{
		{"a name too long", func(d *nlp.Document) { d.Mentions[2].Name.Start -= 6 }, "names|names: person|names: span"},
		{"a wrong kind", func(d *nlp.Document) { d.Mentions[2].Kind = graph.GPE }, "names|names: gpe|names: person"},
		{"a wrong date", func(d *nlp.Document) {
			d.Events[0].When = when.At(when.DayOf(time.Date(2020, 3, 3, 0, 0, 0, 0, time.UTC)))
		}, "found: date|found: date overlaps"},
		{"no date", func(d *nlp.Document) { d.Events[0].Basis = when.BasisPublication }, "found: date|found: date overlaps"},
		{"a wrong time value", func(d *nlp.Document) { d.Timexes[0].Value, d.Timexes[0].Period = "2020", when.Period{} }, "times: value"},
		{"sides changed", func(d *nlp.Document) {
			d.Events[0].Roles[0].Name, d.Events[0].Roles[1].Name = "recipient", "actor"
		}, "events: class|events: type|events: who|roles"},
		{"one side missing", func(d *nlp.Document) { d.Events[0].Roles = d.Events[0].Roles[:1] }, "events: who|roles"},
		{"one side too many", func(d *nlp.Document) {
			d.Events[0].Roles = append(d.Events[0].Roles, graph.Role{Name: "recipient", Entity: "eAnn Lee"})
		}, "events: who|roles"},
		{"the denial lost", func(d *nlp.Document) { d.Events[0].Claims = d.Events[0].Claims[:1] }, "found: claimant|found: polarity"},
		{"a claim for a fact", func(d *nlp.Document) { d.Events[0].Claims[0].Claimant = nil }, "found: claimant"},
		{"planned", func(d *nlp.Document) { d.Events[0].Claims[0].Mode = graph.Planned }, "found: mode"},
		{"an invented event", func(d *nlp.Document) {
			e := d.Events[0]
			e.Type, e.Class = "attacked", "ASSAULT"
			d.Events = append(d.Events, e)
		}, "events: class|events: type|events: who|roles"},
		{"no state", func(d *nlp.Document) { d.States = nil }, "states"},
		{"a caption taken for the story", func(d *nlp.Document) {
			d.Article.Text += "\n\nFire."
			d.Article.Blocks = append(d.Article.Blocks, article.Block{Start: len(d.Article.Text) - 5, End: len(d.Article.Text)})
		}, "paragraphs"},
	} {
		t.Run(r.name, func(t *testing.T) {
			rep, err := Run(context.Background(), Options{Data: files(), Sets: []string{"dev"}, Read: func(a *article.Article) (*nlp.Document, error) {
				d, err := perfect(a)
				r.worse(d)
				return d, err
			}})
			if err != nil {
				t.Fatal(err)
			}
			var drops []string
			for _, row := range rep.Sets[0].Rows {
				if row.Gold+row.Found > 0 && row.F1() < 1 {
					drops = append(drops, row.Layer)
				}
			}
			want := map[string]bool{}
			for _, l := range strings.Split(r.drops, "|") {
				want[l] = true
			}
			for _, l := range drops {
				if !want[l] {
					t.Errorf("%s dropped", l)
				}
				delete(want, l)
			}
			for l := range want {
				t.Errorf("%s did not drop", l)
			}
		})
	}
}

func TestHeldKeepsItsAnswers(t *testing.T) {
	data := files()
	data["gold/held/x.txt"] = data["gold/dev/x.txt"]
	r, err := Run(context.Background(), Options{Data: data, Sets: []string{"held"}, Misses: true, Read: func(a *article.Article) (*nlp.Document, error) {
		return &nlp.Document{Article: a}, nil
	}})
	if err != nil || len(r.Misses) > 0 {
		t.Errorf("%v, misses of the held set: %q", err, r.Misses)
	}
}

func TestRunErrors(t *testing.T) {
	if _, err := Run(context.Background(), Options{Data: files(), Read: perfect}); err == nil || !strings.Contains(err.Error(), "gold/held") {
		t.Errorf("a set without gold: %v", err)
	}
	data := files()
	data["gold/dev/y.txt"] = data["gold/dev/x.txt"]
	if _, err := Run(context.Background(), Options{Data: data, Sets: []string{"dev"}, Read: perfect}); err == nil || !strings.Contains(err.Error(), "articles/y") {
		t.Errorf("gold without an article: %v", err)
	}
	data["articles/y/article.txt"] = &fstest.MapFile{Data: []byte("Another text entirely, of some length.\n")}
	if _, err := Run(context.Background(), Options{Data: data, Sets: []string{"dev"}, Read: perfect}); err == nil || !strings.Contains(err.Error(), "does not hold the paragraph") {
		t.Errorf("gold of another text: %v", err)
	}
}

func TestAlike(t *testing.T) {
	for _, r := range []struct {
		a, b string
		want bool
	}{
		{"Mark Milley", "Milley", true}, {"U.S.", "the US", true}, {"the Pentagon", "Pentagon", true},
		{"Russia's general staff", "Russia general staff", true}, {"China", "South China Sea", false},
		{"Ukrainian counterpart", "his Ukrainian counterpart", true}, {"two people", "two men", false}, {"Iran", "Iraq", false}, {"", "x", false},
	} {
		if alike(r.a, r.b) != r.want || alike(r.b, r.a) != r.want {
			t.Errorf("alike(%q, %q) is not %v", r.a, r.b, r.want)
		}
	}
}

const columnsFile = `-DOCSTART- O

Ann B-PER
Lee I-PER
visited O
Oslo B-LOC
. O
`

const tmlFile = `<?xml version="1.0" ?>
<TimeML><DOCID>d</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2020-03-03" functionInDocument="CREATION_TIME">2020-03-03</TIMEX3></DCT>
<TEXT>Ann Lee came on <TIMEX3 tid="t1" type="DATE" value="2020-03-02">Monday</TIMEX3>.</TEXT></TimeML>
`

func TestCorpora(t *testing.T) {
	data := fstest.MapFS{
		"c/val.conll": {Data: []byte(columnsFile)},
		"t/a.tml":     {Data: []byte(tmlFile)},
		"t/b.tml":     {Data: []byte(tmlFile)},
		"x/notes.md":  {Data: []byte("nothing to score")},
		"x/odd.bio":   {Data: []byte("Ann\tB-S\n")},
	}
	r, err := Corpora(context.Background(), data, func(a *article.Article) (*nlp.Document, error) {
		f := found{&nlp.Document{Article: a}}
		if strings.Contains(a.Text, "Oslo") {
			f.entity("Ann Lee", graph.Person)
			f.entity("Oslo", graph.Person)
		} else if strings.Contains(a.Text, "Monday") {
			f.d.Timexes = []nlp.Timex{{Span: f.span("Monday"), Value: "2020-03-09"}}
		}
		return f.d, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := r.WriteText(&out); err != nil {
		t.Fatal(err)
	}
	want := `c/val.conll (1 files)
layer                       P      R     F1  right  found   gold
names                   0.500  0.500  0.500      1      2      2
names: LOC              0.000  0.000  0.000      0      0      1
names: PER              0.500  1.000  0.667      1      2      1

t (2 files)
layer                       P      R     F1  right  found   gold
times: relaxed          1.000  1.000  1.000      2      2      2
times: strict           1.000  1.000  1.000      2      2      2
times: type             1.000  1.000  1.000      2      2      2
times: value            0.000  0.000  0.000      0      2      2
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	out.Reset()
	if err := r.WriteMarkdown(&out); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "t (2 files).\n\n| layer | P | R | F1 | gold |\n|---|--:|--:|--:|--:|\n| times: relaxed | 1.000 | 1.000 | 1.000 | 2 |\n"; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant in it\n%s", got, want)
	}
}

func TestMarkdown(t *testing.T) {
	data := files()
	data["gold/held/x.txt"] = data["gold/dev/x.txt"]
	r, err := Run(context.Background(), Options{Data: data, Read: perfect})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := r.WriteMarkdown(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"dev: 1 articles, 18 words; held: 1 articles, 18 words.\n",
		"| layer | dev P | R | F1 | gold | held P | R | F1 | gold | what counts as right |\n",
		"| states | 1.000 | 1.000 | 1.000 | 1 | 1.000 | 1.000 | 1.000 | 1 | states",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
