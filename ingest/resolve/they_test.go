package resolve_test

import (
	"slices"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
	"dateline/ingest/resolve"
)

// TestThey asks whom the last "they" of a text means: the entities by their names.
func TestThey(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a coordination, not the country before", "Marta Lindqvist and her daughter, Anna, collapsed in a park in Malmö on Friday. Sweden accuses Belarus of poisoning them.",
			[]string{"Marta Lindqvist", "Anna"}},
		{"both of two", "Norway and Iceland applied in May. Russia warned the two countries on Monday. Canada promised to defend them.",
			[]string{"Norway", "Iceland"}},
		{"a noun with both names after it", "The carmakers Voss Motors and Lindner Werke have dropped their plan to merge.",
			[]string{"Voss Motors", "Lindner Werke"}},
		{"two names", "Olena Marchenko and Pavel Dvorak met in Vienna. They signed a treaty.",
			[]string{"Olena Marchenko", "Pavel Dvorak"}},
		{"no single thing", "The miners left because the tunnel had flooded before they were paid.", []string{"miners"}},
	} {
		d := read(t, c.text)
		var got []string
		for i := range d.Mentions {
			m := &d.Mentions[i]
			if m.Form != nlp.Pronominal || !m.Plural {
				continue
			}
			got = nil
			who := m.Members
			if len(who) == 0 {
				who = []int{i}
			}
			for _, k := range who {
				if e := d.Mentions[k].Entity; e >= 0 {
					got = append(got, d.Entities[e].Name)
				}
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q\n%s", c.name, got, c.want, c.text)
		}
	}
}

// TestImpersonal: "it" that only says how long is nobody.
func TestImpersonal(t *testing.T) {
	d := read(t, "The ministry said it could take days.")
	for i := range d.Mentions {
		if m := &d.Mentions[i]; m.Form == nlp.Pronominal && m.Entity >= 0 {
			t.Errorf("it is %s", d.Entities[m.Entity].Name)
		}
	}
}

// read runs the stages up to resolve on a text of one paragraph.
func read(t *testing.T, text string) *nlp.Document {
	t.Helper()
	d := &nlp.Document{Article: &article.Article{Text: text, Lang: "en", Blocks: []article.Block{{End: len(text), Kind: article.Body}}}}
	for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage, name.Stage, resolve.Stage} {
		if err := s.Run(d); err != nil {
			t.Fatal(err)
		}
		d.Has |= s.Adds
	}
	return d
}
