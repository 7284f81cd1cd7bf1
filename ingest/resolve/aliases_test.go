package resolve

import (
	"testing"

	"dateline/graph"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/nlptest"
)

// same reports whether the first mentions whose words are a and b are one entity.
func same(t *testing.T, d *nlp.Document, a, b string) bool {
	t.Helper()
	entity := func(text string) int {
		for _, m := range d.Mentions {
			if d.Text(m.Name) == text || d.Text(m.Span) == text {
				return m.Entity
			}
		}
		t.Fatalf("no mention %q in %q", text, d.Article.Text)
		return -1
	}
	return entity(a) == entity(b)
}

// TestEquatedNames: what the words between two names say are the same, and what they do not.
func TestEquatedNames(t *testing.T) {
	for _, c := range []struct {
		what, text, a, b string
		want             bool
	}{
		{"another name", `
Norvik Norvik PROPN NNP 9 nsubj B-place
, , PUNCT , 1 punct
also also ADV RB 4 advmod
known know VERB VBN 1 acl
as as ADP IN 6 case
Telborg Telborg PROPN NNP 4 obl B-place
, , PUNCT , 1 punct
is be AUX VBZ 9 cop
small small ADJ JJ 0 root
`, "Norvik", "Telborg", true},
		{"a call", `
Marek Marek PROPN NNP 2 nsubj B-person
called call VERB VBD 0 root
Osk Osk PROPN NNP 2 obj B-person
`, "Marek", "Osk", false},
		{"a title", `
Aron Aron PROPN NNP 10 nsubj B-person
Telk Telk PROPN NNP 1 flat I-person
, , PUNCT , 1 punct
the the DET DT 6 det
2nd 2nd ADJ JJ 6 amod
Earl Earl PROPN NNP 1 appos B-person
of of ADP IN 8 case I-person
Dun Dun PROPN NNP 6 nmod I-person
, , PUNCT , 1 punct
died die VERB VBD 0 root
`, "Aron Telk", "Earl of Dun", true},
		{"a list", `
Aron Aron PROPN NNP 7 nsubj B-person
, , PUNCT , 3 punct
Earl Earl PROPN NNP 1 conj B-person
Dun Dun PROPN NNP 3 flat I-person
and and CCONJ CC 6 cc
Osk Osk PROPN NNP 1 conj B-person
died die VERB VBD 0 root
`, "Aron", "Earl Dun", false},
	} {
		d := nlptest.Parse(t, c.text)
		if err := Stage.Run(d); err != nil {
			t.Fatal(err)
		}
		if got := same(t, d, c.a, c.b); got != c.want {
			t.Errorf("%s: %q and %q the same: %v, want %v", c.what, c.a, c.b, got, c.want)
		}
	}
}

// TestEpithets: "the Great" belongs to the name, "the Democrat" before a name does not.
func TestEpithets(t *testing.T) {
	for _, c := range []struct{ text, name string }{
		{`
Anton Anton PROPN NNP 4 nsubj B-person
the the DET DT 3 det
Bold Bold ADJ JJ 1 flat
fled flee VERB VBD 0 root
`, "Anton the Bold"},
		{`
Anton Anton PROPN NNP 5 nsubj B-person
the the DET DT 4 det
Bold Bold ADJ JJ 4 amod
Road Road PROPN NNP 5 obj
took take VERB VBD 0 root
`, "Anton"},
	} {
		d := nlptest.Parse(t, c.text)
		if err := Stage.Run(d); err != nil {
			t.Fatal(err)
		}
		if got := d.Entities[0].Name; got != c.name {
			t.Errorf("got %q, want %q", got, c.name)
		}
	}
}

// TestOneKind: a family name that some mentions were taken for a body's is the person's.
func TestOneKind(t *testing.T) {
	d := nlptest.Parse(t, `
Ivo Ivo PROPN NNP 3 nsubj B-person
Belk Belk PROPN NNP 1 flat I-person
left leave VERB VBD 0 root

Belk Belk PROPN NNP 2 nsubj B-person
slept sleep VERB VBD 0 root

Belk Belk PROPN NNP 2 nsubj B-person
woke wake VERB VBD 0 root

Belk Belk PROPN NNP 2 nsubj B-organisation
ate eat VERB VBD 0 root
`)
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	if len(d.Entities) != 1 || d.Entities[0].Kind != graph.Person {
		t.Errorf("got %v", d.Entities)
	}
}

// TestShips: a ship is not the person it is called after.
func TestShips(t *testing.T) {
	d := nlptest.Parse(t, `
The the DET DT 2 det
ship ship NOUN NN 5 nsubj
Ada Ada PROPN NNP 2 appos B-person
Telk Telk PROPN NNP 3 flat I-person
sailed sail VERB VBD 0 root

Ada Ada PROPN NNP 5 nsubj B-person
Telk Telk PROPN NNP 1 flat I-person
was be AUX VBD 5 cop
a a DET DT 5 det
nurse nurse NOUN NN 0 root

The the DET DT 2 det
Ada Ada PROPN NNP 4 nsubj B-person
Telk Telk PROPN NNP 2 flat I-person
sank sink VERB VBD 0 root
`)
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	var got []graph.Kind
	for _, m := range d.Mentions {
		if m.Form == nlp.Named {
			got = append(got, d.Entities[m.Entity].Kind)
		}
	}
	if len(got) != 3 || got[0] != graph.Product || got[1] != graph.Person || got[2] != graph.Product {
		t.Errorf("got %v", got)
	}
}

// TestNamePhrase: what belongs to the phrase of a name.
func TestNamePhrase(t *testing.T) {
	for _, c := range []struct{ what, text, name, phrase string }{
		{"a cleft", `
It it PRON PRP 3 nsubj
is be AUX VBZ 3 cop
Telk Telk PROPN NNP 0 root B-person
who who PRON WP 5 nsubj
knows know VERB VBZ 3 acl:relcl
`, "Telk", "Telk"},
		{"a clause that says which", `
Telk Telk PROPN NNP 5 nsubj B-person
that that PRON WDT 4 obj
they they PRON PRP 4 nsubj
knew know VERB VBD 1 acl:relcl
left leave VERB VBD 0 root
`, "Telk", "Telk"},
		{"a clause that tells more", `
Telk Telk PROPN NNP 6 nsubj B-person
, , PUNCT , 4 punct
who who PRON WP 4 nsubj
knew know VERB VBD 1 acl:relcl
, , PUNCT , 4 punct
left leave VERB VBD 0 root
`, "Telk", "Telk , who knew"},
		{"another person", `
Telk Telk PROPN NNP 6 nsubj B-person
of of ADP IN 3 case
Granit Granit PROPN NNP 1 nmod B-organisation
and and CCONJ CC 5 cc
Osk Osk PROPN NNP 3 conj B-person
left leave VERB VBD 0 root
`, "Telk", "Telk of Granit"},
	} {
		d := nlptest.Parse(t, c.text)
		if err := All.Run(d); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, m := range d.Mentions {
			if d.Text(m.Name) == c.name {
				got = d.Text(m.Span)
			}
		}
		if got != c.phrase {
			t.Errorf("%s: got %q, want %q", c.what, got, c.phrase)
		}
	}
}

// TestContained: a name inside a longer one of the same body, and half of a country's
// name, are no mentions of the entity.
func TestContained(t *testing.T) {
	d := nlptest.Parse(t, `
Granit Granit PROPN NNP 2 nsubj B-organisation
sued sue VERB VBD 0 root

Granit Granit PROPN NNP 2 compound B-organisation
News News PROPN NNP 3 nsubj I-organisation
left leave VERB VBD 0 root
`)
	if err := All.Run(d); err != nil {
		t.Fatal(err)
	}
	of := map[int]int{}
	for _, m := range d.Mentions {
		if m.Form == nlp.Named {
			of[m.Entity]++
		}
	}
	for e, n := range of {
		if n > 2 {
			t.Errorf("%q has %d mentions, one inside another", d.Entities[e].Name, n)
		}
	}
}

// TestDescribes: "her lawyer" beside a name is not that person's own.
func TestDescribes(t *testing.T) {
	d := nlptest.Parse(t, `
Una Una PROPN NNP 3 nsubj B-person
Belk Belk PROPN NNP 1 flat I-person
came come VERB VBD 0 root

Ada Ada PROPN NNP 7 nsubj B-person
Telk Telk PROPN NNP 1 flat I-person
, , PUNCT , 5 punct
her her PRON PRP$ 5 nmod:poss
lawyer lawyer NOUN NN 1 appos
, , PUNCT , 5 punct
left leave VERB VBD 0 root
`)
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	if same(t, d, "her", "Ada Telk") || !same(t, d, "her", "Una Belk") {
		t.Errorf("her is %v", d.Entities)
	}
}
