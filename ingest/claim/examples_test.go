package claim

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
)

// read runs the stages before this one that its examples need.
func read(t testing.TB, text string) *nlp.Document {
	t.Helper()
	d := &nlp.Document{Article: &article.Article{ID: "test", Text: text, Blocks: []article.Block{{Start: 0, End: len(text)}}}}
	for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage} {
		if err := s.Run(d); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// example is a sentence of a data file with the lines below it.
type example struct {
	file  string
	line  int
	class string
	text  string
	none  bool // "!": nothing of the class
	want  []string
}

func examples(t *testing.T) (out []example, classes map[string]int) {
	classes = map[string]int{}
	names, err := fs.Glob(cueFiles, "cues/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("cue files: %v, %v", names, err)
	}
	for _, name := range names {
		b, err := cueFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		class := ""
		for i, line := range strings.Split(string(b), "\n") {
			switch {
			case strings.HasPrefix(line, "class "):
				class = strings.TrimSpace(line[len("class "):])
				classes[class] += 0
			case strings.HasPrefix(line, "= "), strings.HasPrefix(line, "! "):
				out = append(out, example{file: path.Base(name), line: i + 1, class: class, text: line[2:], none: line[0] == '!'})
				if line[0] == '=' {
					classes[class]++
				}
			case strings.HasPrefix(line, "  ") && len(out) > 0:
				out[len(out)-1].want = append(out[len(out)-1].want, strings.TrimSpace(line))
			}
		}
	}
	return out, classes
}

// TestExamples reads every example of the data files.
func TestExamples(t *testing.T) {
	all, classes := examples(t)
	for class, n := range classes {
		if n == 0 && class != "" {
			t.Errorf("class %q has no example that must hold", class)
		}
	}
	for _, x := range all {
		if x.file == "denial.txt" {
			continue // TestDenials
		}
		t.Run(fmt.Sprintf("%s:%d", x.file, x.line), func(t *testing.T) {
			d := read(t, x.text)
			if err := run(d); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range d.Attributions {
				source := "-"
				if a.Source.End > a.Source.Start {
					source = d.Text(a.Source)
				}
				for _, c := range a.Content {
					got = append(got, source+" | "+d.Text(a.Cue)+" | "+d.Text(c))
				}
			}
			if x.none && len(got) > 0 {
				t.Errorf("%s\n got %q, want nothing", x.text, got)
			}
			for _, w := range x.want {
				if word, state, ok := strings.Cut(w, ": "); ok {
					if got := statusOf(t, x.text, word); !strings.Contains(" "+got+" ", " "+state+" ") {
						t.Errorf("%s\n %s: got %q, want %q", x.text, word, got, state)
					}
				} else if !slices.Contains(got, w) {
					t.Errorf("%s\n got %q\nwant %q", x.text, got, w)
				}
			}
		})
	}
}

// statusOf is how the happening that word names stands: denied or asserted, how
// surely, its mode.
func statusOf(t *testing.T, text, word string) string {
	d := read(t, text)
	trigger := slices.IndexFunc(d.Tokens, func(x nlp.Token) bool { return d.Text(x.Span) == word })
	if trigger < 0 {
		t.Fatalf("no word %q in %q", word, text)
	}
	d.Happenings = []nlp.EventMention{{Sentence: d.SentenceOf(trigger), Trigger: trigger, Words: d.Tokens[trigger].Span, Type: "x", Place: -1}}
	if err := run(d); err != nil {
		t.Fatal(err)
	}
	h := d.Happenings[0]
	polarity := "asserted"
	if h.Polarity == graph.Denied {
		polarity = "denied"
	}
	return fmt.Sprint(polarity, " ", h.Factuality, " ", h.Mode)
}

// TestDenials reads the examples of denial.txt. Its accusations and people are
// found by words here, as the stages before would have found them.
func TestDenials(t *testing.T) {
	all, _ := examples(t)
	n := 0
	for _, x := range all {
		if x.file != "denial.txt" {
			continue
		}
		n++
		t.Run(fmt.Sprintf("line %d", x.line), func(t *testing.T) {
			d := read(t, x.text)
			people(d)
			if err := run(d); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range d.Happenings[2:] {
				if h.Polarity != graph.Denied || h.Type != "deed" {
					continue
				}
				for _, a := range h.Claimants {
					got = append(got, d.Text(d.Attributions[a].Source)+" denies "+d.Word(d.Happenings[h.Same].Trigger))
				}
			}
			if !slices.Equal(got, x.want) {
				t.Errorf("%s\n got %q, want %q\nattributions %+v", x.text, got, x.want, d.Attributions)
			}
		})
	}
	if n < 4 {
		t.Errorf("%d examples of denial", n)
	}
}

// people gives the document one entity per capitalised name, and the accusation
// and the deed of its first sentence.
func people(d *nlp.Document) {
	entity := map[string]int{}
	mention := func(t int) int {
		name := d.Word(t)
		if _, ok := entity[name]; !ok {
			entity[name] = len(d.Entities)
			d.Entities = append(d.Entities, graph.Entity{ID: graph.EntityID(name), Name: name, Kind: graph.GPE})
		}
		d.Mentions = append(d.Mentions, nlp.Mention{Span: d.Tokens[t].Span, First: t, Last: t + 1, Head: t, Entity: entity[name], RoleOf: -1})
		return len(d.Mentions) - 1
	}
	var names []int
	accusing, deed := -1, -1
	for i := range d.Tokens {
		switch {
		case d.Tokens[i].Tag == nlp.PROPN:
			names = append(names, mention(i))
		case d.Tokens[i].Tag == nlp.VERB && accusing < 0:
			accusing = i
		case d.Tokens[i].Tag == nlp.VERB && deed < 0:
			deed = i
		}
	}
	arg := func(role string, m int) nlp.Arg { return nlp.Arg{Role: role, Mention: m, Happening: -1} }
	d.Happenings = []nlp.EventMention{
		{Trigger: accusing, Type: "accused_of", Class: accuse, Place: -1,
			Args: []nlp.Arg{arg("actor", names[0]), arg("recipient", names[1]), {Role: "content", Mention: -1, Happening: 1}}},
		{Trigger: deed, Type: "deed", Place: -1, Args: []nlp.Arg{arg("actor", names[1])}},
	}
}
