package resolve

import (
	"slices"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/nlptest"
)

// TestShorterPerson: forms of one person's name, and of two people.
func TestShorterPerson(t *testing.T) {
	for _, c := range []struct {
		short, full string
		same        bool
	}{
		{"Keller", "Thomas Keller", true},
		{"T. Keller", "Thomas Keller", true},
		{"Natsuko Higuchi", "Higuchi Natsuko", true},
		{"Kristin Wilkins", "Kristen Wilkins", true},
		{"Buchtman", "Buchtmann", true},
		{"Anna Keller", "Thomas Keller", false},
		{"Marsh", "March", false},
		{"Mary Bell", "Mark Bell", false},
		{"Larry Keller", "Lawrence Keller", true},
		{"Bill Keller", "Wilhelmina Keller", false},
		{"Anton Bell", "Anton Bell Jr", true},
		{"Bell", "Anton Bell III", true},
		{"Anton I", "Anton II", false},
	} {
		g := &nameGroup{words: nameWords(c.short), kind: graph.Person}
		h := &nameGroup{words: nameWords(c.full), kind: graph.Person}
		if got := shorterPerson(g, h) > 0; got != c.same {
			t.Errorf("%q, %q: same %v, want %v", c.short, c.full, got, c.same)
		}
	}
}

// TestFamilyName: the family name alone is whom the article is about, not a son who was named right before.
func TestFamilyName(t *testing.T) {
	named := func(name string, mentions ...int) nameGroup {
		return nameGroup{words: nameWords(name), kind: graph.Person, mentions: mentions, full: -1}
	}
	r := &resolver{}
	for _, c := range []struct {
		groups []nameGroup
		want   int
	}{
		{[]nameGroup{named("Ivo Keller", 0, 1), named("Jan Keller", 2), named("Keller", 3, 4)}, 0},
		{[]nameGroup{named("Ivo Keller", 0), named("Jan Keller", 1), named("Keller", 2)}, 1}, // as often named: the last
		{[]nameGroup{named("Keller", 0), named("Ivo Keller", 1)}, 1},
	} {
		for a := range c.groups {
			if len(c.groups[a].words) == 1 {
				if got := r.longer(c.groups, a); got != c.want {
					t.Errorf("%v: %d, want %d", c.groups, got, c.want)
				}
			}
		}
	}
}

// TestShorterProduct: a product is called by its name without the version, if only one version is named.
func TestShorterProduct(t *testing.T) {
	named := func(names ...string) (out []nameGroup) {
		for _, n := range names {
			out = append(out, nameGroup{words: nameWords(n), kind: graph.Product})
		}
		return out
	}
	for _, c := range []struct {
		names []string
		same  bool
	}{
		{[]string{"eTalk", "eTalk 4"}, true},
		{[]string{"eTalk", "eTalk 4S"}, true},
		{[]string{"eTalk", "eTalk 4", "eTalk 4S"}, false},
		{[]string{"eTalk 4", "eTalk 4S"}, false},
		{[]string{"eTalk", "eTalk Store"}, false},
	} {
		gs := named(c.names...)
		if got := shorterProduct(gs, &gs[0], &gs[1]); got != c.same {
			t.Errorf("%q: %v", c.names, got)
		}
	}
}

// TestSeats: the White House speaks as a body, and is a place when people meet there.
func TestSeats(t *testing.T) {
	d := nlptest.Parse(t, `
The the DET DT 3 det
White White PROPN NNP 3 compound B-organisation
House House PROPN NNP 4 nsubj I-organisation
offered offer VERB VBD 0 root
aid aid NOUN NN 4 obj
. . PUNCT . 4 punct

Ministers minister NOUN NNS 2 nsubj
met meet VERB VBD 0 root
at at ADP IN 6 case
the the DET DT 6 det
White White PROPN NNP 6 compound B-organisation
House House PROPN NNP 2 obl I-organisation
. . PUNCT . 2 punct
`)
	for i := range d.Mentions {
		d.Mentions[i].Lexicon, d.Mentions[i].Country = "ent:white-house", "USA"
	}
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	var kinds []graph.Kind
	for _, m := range d.Mentions {
		if strings.Contains(d.Text(m.Span), "House") {
			kinds = append(kinds, d.Entities[m.Entity].Kind)
		}
	}
	if want := []graph.Kind{graph.Organisation, graph.Facility}; !slices.Equal(kinds, want) {
		t.Errorf("got %v, want %v", kinds, want)
	}
}

// TestBound: grammar keeps the object from being the subject of its verb, or of the
// clause it is joined to.
func TestBound(t *testing.T) {
	_, got := told(t, `
Benjamin Benjamin PROPN NNP 3 nsubj B-person
Hart Hart PROPN NNP 1 flat I-person
fought fight VERB VBD 0 root
Francis Francis PROPN NNP 3 obj B-person
Lee Lee PROPN NNP 4 flat I-person
, , PUNCT , 7 punct
killing kill VERB VBG 3 advcl
him he PRON PRP 7 obj
. . PUNCT . 3 punct
`)
	if g := got["Francis Lee"]; !slices.Contains(g, "him") {
		t.Errorf("him is not Francis Lee: %q", got)
	}
}

// TestInside: names inside longer names are mentions where coreference is measured,
// not in the pipeline.
func TestInside(t *testing.T) {
	const source = `
The the DET DT 4 det
Mecca Mecca PROPN NNP 4 compound B-facility
Grand Grand PROPN NNP 4 compound I-facility
Mosque Mosque PROPN NNP 5 nsubj I-facility
closed close VERB VBD 0 root
. . PUNCT . 5 punct

Mecca Mecca PROPN NNP 2 nsubj B-gpe
reopened reopen VERB VBD 0 root
. . PUNCT . 2 punct
`
	for _, c := range []struct {
		all  bool
		want int
	}{{false, 1}, {true, 2}} {
		d := nlptest.Parse(t, source)
		run(d, c.all)
		n := 0
		for _, m := range d.Mentions {
			if d.Text(m.Name) == "Mecca" {
				n++
			}
		}
		if n != c.want {
			t.Errorf("all %v: %d mentions of Mecca, want %d", c.all, n, c.want)
		}
	}
}

// TestAbbreviates: what stands in brackets after a name, and what does not abbreviate it.
func TestAbbreviates(t *testing.T) {
	for _, c := range []struct {
		short, long string
		want        bool
	}{
		{"ODIHR", "Office for Democratic Institutions and Human Rights", true},
		{"ACPeds", "American College of Pediatricians", true},
		{"CEI", "Italian Episcopal Conference", true},
		{"OECD", "World Bank", false},
		{"Paris", "Paris Saint Germain", false},
		{"AB", "Alba", false},
		{"", "", false},
	} {
		if got := abbreviates(c.short, nameWords(c.long)); got != c.want {
			t.Errorf("%q, %q: %v, want %v", c.short, c.long, got, c.want)
		}
	}
}

// TestNames: which names of one text are one entity.
func TestNames(t *testing.T) {
	for _, c := range []struct {
		name, source, entity string
		want                 []string
	}{
		{"a family name that is a man's first name", `
Genevieve Genevieve PROPN NNP 3 nsubj B-person
Cortese Cortese PROPN NNP 1 flat I-person
came come VERB VBD 0 root
. . PUNCT . 3 punct

Cortese Cortese PROPN NNP 2 nsubj B-person
left leave VERB VBD 0 root
. . PUNCT . 2 punct
`, "Genevieve Cortese", []string{"Genevieve Cortese", "Cortese"}},
		{"the noun of a name", `
Leeds Leeds PROPN NNP 2 compound B-facility
Airport Airport PROPN NNP 3 nsubj I-facility
closed close VERB VBD 0 root
. . PUNCT . 3 punct

The the DET DT 2 det
Airport Airport PROPN NNP 3 nsubj B-facility
opened open VERB VBD 0 root
. . PUNCT . 3 punct
`, "Leeds Airport", []string{"Leeds Airport", "Airport"}},
		{"the city and its name", `
Benin Benin PROPN NNP 2 compound B-gpe
City City PROPN NNP 3 nsubj I-gpe
grows grow VERB VBZ 0 root
. . PUNCT . 3 punct

Osogbo Osogbo PROPN NNP 2 compound B-gpe
City City PROPN NNP 3 nsubj I-gpe
grows grow VERB VBZ 0 root
. . PUNCT . 3 punct

Osogbo Osogbo PROPN NNP 2 nsubj B-gpe
shrinks shrink VERB VBZ 0 root
. . PUNCT . 2 punct
`, "Osogbo City", []string{"Osogbo City", "Osogbo"}},
		{"accents", `
Gülen Gülen PROPN NNP 2 nsubj B-person
left leave VERB VBD 0 root
. . PUNCT . 2 punct

Gulen Gulen PROPN NNP 2 nsubj B-person
came come VERB VBD 0 root
. . PUNCT . 2 punct
`, "Gülen", []string{"Gülen", "Gulen"}},
	} {
		d := nlptest.Parse(t, c.source)
		for i := range d.Mentions { // as the stage of names gives them
			m := &d.Mentions[i]
			switch d.Text(m.Name) {
			case "Genevieve Cortese":
				m.Gender = nlp.Female
			case "Cortese":
				m.Gender = nlp.Male
			}
		}
		if err := Stage.Run(d); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range d.Mentions {
			if d.Entities[m.Entity].Name == c.entity {
				got = append(got, d.Text(m.Name))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestWordsOf: degrees and the place a person is of are not compared.
func TestWordsOf(t *testing.T) {
	d := nlptest.Parse(t, `
Ada Ada PROPN NNP 4 nsubj B-person
Telk Telk PROPN NNP 1 flat I-person
FRS FRS PROPN NNP 1 flat I-person
met meet VERB VBD 0 root
Ivo Ivo PROPN NNP 4 obj B-person
of of ADP IN 7 case I-person
Dun Dun PROPN NNP 5 nmod I-person
`)
	r := &resolver{d: d, w: words()}
	for i, want := range [][]string{{"ada", "telk"}, {"ivo"}} {
		if got := r.wordsOf(&d.Mentions[i]); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestShorterBodies: which names of bodies and places are shorter or other forms of another.
func TestShorterBodies(t *testing.T) {
	for _, c := range []struct {
		short, full string
		kind, other graph.Kind
		same        bool
	}{
		{"Henga", "Henga Hotel", graph.Place, graph.Facility, true},
		{"Kramsk", "Kramsk Hospital", graph.GPE, graph.Facility, false}, // a town has other things too
		{"Telk", "Telk Olsen", graph.Facility, graph.Facility, false},
		{"Snited Glass Works", "United Glass Works", graph.Organisation, graph.Organisation, false}, // not the first letters
		{"Uniled Glass Works", "United Glass Works", graph.Organisation, graph.Organisation, true},
	} {
		text := c.short + " met " + c.full
		d := &nlp.Document{Article: &article.Article{Text: text}}
		for at, w := range strings.Fields(text) {
			start := 0
			if at > 0 {
				start = d.Tokens[at-1].End + 1
			}
			d.Tokens = append(d.Tokens, nlp.Token{Span: nlp.Span{Start: start, End: start + len(w)}})
		}
		r := &resolver{d: d, w: words()}
		g := nameGroup{words: nameWords(c.short), kind: c.kind, mentions: []int{0}, full: -1}
		h := nameGroup{words: nameWords(c.full), kind: c.other, mentions: []int{1}, full: -1}
		n := len(strings.Fields(c.short))
		at := strings.Index(text, c.full)
		d.Mentions = append(d.Mentions,
			nlp.Mention{Name: nlp.Span{End: len(c.short)}, Last: n},
			nlp.Mention{Name: nlp.Span{Start: at, End: at + len(c.full)}, First: n + 1, Last: n + 1 + len(strings.Fields(c.full))})
		if got := r.shorter(nil, &g, &h) > 0; got != c.same {
			t.Errorf("%q, %q: same %v, want %v", c.short, c.full, got, c.same)
		}
	}
}

// TestTheBody: a name that always stands after the article is no person's, whatever it was taken for.
func TestTheBody(t *testing.T) {
	d := nlptest.Parse(t, `
Norvik Norvik PROPN NNP 4 nsubj B-organisation
Red Red PROPN NNP 1 flat I-organisation
Foxes Fox PROPN NNPS 1 flat I-organisation
won win VERB VBD 0 root

The the DET DT 2 det
Red Red PROPN NNP 4 nsubj B-person
Foxes Fox PROPN NNPS 2 flat I-person
left leave VERB VBD 0 root
`)
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	if len(d.Entities) != 1 || d.Entities[0].Kind != graph.Organisation {
		t.Errorf("got %v", d.Entities)
	}
}

// TestNoCircle: three spellings of one name, each one letter from the others, once went round for ever.
func TestNoCircle(t *testing.T) {
	d := nlptest.Parse(t, `
Marsen Marsen PROPN NNP 2 nsubj B-person
met meet VERB VBD 0 root
Marson Marson PROPN NNP 2 obj B-person
and and CCONJ CC 5 cc
Marsan Marsan PROPN NNP 3 conj B-person
`)
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	if len(d.Entities) != 1 {
		t.Errorf("got %v, want one person", d.Entities)
	}
}
