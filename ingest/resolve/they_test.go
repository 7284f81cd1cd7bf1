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
		{"who did it is arrested", "Three gunmen attacked a bank in Lahore and took twelve hostages. Police officers stormed the building and arrested them.",
			[]string{"three gunmen"}},
		{"who suffered it is treated", "Militants wounded six teachers in Peshawar on Friday. Doctors treated them in a military hospital.",
			[]string{"six teachers"}},
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

// TestFirm asks which body the last mention of the noun of a text means.
func TestFirm(t *testing.T) {
	for _, c := range []struct{ what, text, noun, want string }{
		{"the subject before, not the nearest", "Granit said it would sue Basalt over the patent. The company makes turbines in Bremen.", "The company", "Granit"},
		{"no bank", "Boskal bought the carmaker Voss Motors from Lindner Bank for $2 billion. The company has 12,000 workers in Poland.", "The company", "Boskal"},
		{"the one called so", "Boskal bought the carmaker Voss Motors from Lindner Bank for $2 billion. The bank said the price was fair.", "The bank", "Lindner Bank"},
		{"not whom it speaks of", "Apple on Tuesday sued Samsung in California. The company said Samsung had copied its phones.", "The company", "Apple"},
		{"of a country", "Nokia agreed to sell its phone business to Microsoft. The Finnish company will keep its network unit.", "The Finnish company", "Nokia"},
	} {
		d := read(t, c.text)
		got := ""
		for i := range d.Mentions {
			if m := &d.Mentions[i]; d.Text(m.Span) == c.noun && m.Entity >= 0 {
				got = d.Entities[m.Entity].Name
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q\n%s", c.what, got, c.want, c.text)
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
