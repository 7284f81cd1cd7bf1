package resolve

import (
	"slices"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/nlptest"
)

// told runs the stage on a hand-made document and gives its entities by name,
// each with the words of its mentions.
func told(t testing.TB, source string) (*nlp.Document, map[string][]string) {
	t.Helper()
	d := nlptest.Parse(t, source)
	for i := range d.Mentions {
		m := &d.Mentions[i]
		switch text := d.Text(m.Name); text {
		case "Russia", "Moscow":
			m.Country, m.Lexicon = "RUS", graph.EntityID("ent:"+strings.ToLower(text))
		case "Russian":
			m.Country, m.Lexicon = "RUS", "ent:russia"
		case "Ukrainian":
			m.Country, m.Lexicon = "UKR", "ent:ukraine"
		case "Ukraine":
			m.Country, m.Lexicon = "UKR", "ent:ukraine"
		case "U.S.":
			m.Country, m.Lexicon = "USA", "ent:united-states"
		case "Pentagon":
			m.Country, m.Lexicon = "USA", "ent:pentagon"
		case "Mark Milley":
			m.Country, m.Gender = "USA", nlp.Male
		case "Valery Gerasimov":
			m.Country, m.Gender = "RUS", nlp.Male
		case "John Kirby":
			m.Country, m.RoleOf = "USA", 0
		}
	}
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, m := range d.Mentions {
		if m.Entity >= 0 {
			e := d.Entities[m.Entity]
			out[e.Name] = append(out[e.Name], d.Text(m.Span))
		}
	}
	return d, out
}

func TestShorterNames(t *testing.T) {
	_, got := told(t, `
General general PROPN NNP 4 compound N-person
Mark Mark PROPN NNP 4 compound I-person
Milley Milley PROPN NNP 4 nsubj I-person
spoke speak VERB VBD 0 root
. . PUNCT . 4 punct

Milley Milley PROPN NNP 2 nsubj B-person
met meet VERB VBD 0 root
his he PRON PRP$ 5 nmod:poss
Ukrainian Ukrainian ADJ JJ 5 amod B-group
counterpart counterpart NOUN NN 2 obj
. . PUNCT . 2 punct

He he PRON PRP 2 nsubj
left leave VERB VBD 0 root
. . PUNCT . 2 punct
`)
	want := []string{"General Mark Milley", "Milley", "his", "He"}
	if !slices.Equal(got["Mark Milley"], want) {
		t.Errorf("Mark Milley: got %q, want %q", got["Mark Milley"], want)
	}
	if g := got["Ukrainian counterpart of Mark Milley"]; len(g) != 1 {
		t.Errorf("the counterpart is an entity of its own; entities %q", got)
	}
}

func TestCounterpart(t *testing.T) {
	d, _ := told(t, `
Mark Mark PROPN NNP 3 compound B-person
Milley Milley PROPN NNP 3 nsubj I-person
called call VERB VBD 0 root
Valery Valery PROPN NNP 3 obj B-person
Gerasimov Gerasimov PROPN NNP 4 flat I-person
. . PUNCT . 3 punct

Milley Milley PROPN NNP 2 nsubj B-person
met meet VERB VBD 0 root
his he PRON PRP$ 5 nmod:poss
Ukrainian Ukrainian ADJ JJ 5 amod B-group
counterpart counterpart NOUN NN 2 obj
. . PUNCT . 2 punct
`)
	for _, e := range d.Entities {
		if strings.Contains(e.Name, "counterpart") {
			if !e.Unnamed || e.Country != "UKR" || e.Kind != graph.Person || e.Role == "" {
				t.Errorf("got %+v", e)
			}
			return
		}
	}
	t.Errorf("no counterpart in %+v", d.Entities)
}

func TestCapitals(t *testing.T) {
	_, got := told(t, `
Moscow Moscow PROPN NNP 2 nsubj B-gpe
says say VERB VBZ 0 root
it it PRON PRP 4 nsubj
provides provide VERB VBZ 2 ccomp
aid aid NOUN NN 4 obj
. . PUNCT . 2 punct

Ministers minister NOUN NNS 2 nsubj
met meet VERB VBD 0 root
in in ADP IN 4 case
Moscow Moscow PROPN NNP 2 obl B-gpe
. . PUNCT . 2 punct

Russia Russia PROPN NNP 2 nsubj B-gpe
denied deny VERB VBD 0 root
that that PRON DT 2 obj
. . PUNCT . 2 punct
`)
	if g := got["Russia"]; len(g) < 3 || g[0] != "Moscow" || g[1] != "it" || !slices.Contains(g, "Russia") {
		t.Errorf("Russia: got %q", g)
	}
	if g := got["Moscow"]; !slices.Equal(g, []string{"Moscow"}) {
		t.Errorf("Moscow, the place: got %q", g)
	}
}

func TestBodiesOfACountry(t *testing.T) {
	d, got := told(t, `
The the DET DT 3 det
Russian Russian ADJ JJ 3 amod B-group
military military NOUN NN 4 nsubj
reported report VERB VBD 0 root
losses loss NOUN NNS 4 obj
. . PUNCT . 4 punct

Russian Russian ADJ JJ 2 amod B-group
troops troops NOUN NNS 3 nsubj
left leave VERB VBD 0 root
. . PUNCT . 3 punct

The the DET DT 3 det
Russian Russian ADJ JJ 3 amod B-group
government government NOUN NN 4 nsubj
resigned resign VERB VBD 0 root
. . PUNCT . 4 punct
`)
	if g := got["Russian military"]; len(g) != 2 {
		t.Errorf("Russian military: got %q in %q", g, got)
	}
	if g := got["Russia"]; !slices.Contains(g, "The Russian government") {
		t.Errorf("Russia: got %q", g)
	}
	for _, e := range d.Entities {
		if e.Name == "Russian military" && (e.Country != "RUS" || e.Sector != "MIL" || e.Kind != graph.Organisation) {
			t.Errorf("got %+v", e)
		}
		if e.Name == "Russia" && (e.ID != "ent:russia" || e.Kind != graph.GPE || e.Sector != "GOV") {
			t.Errorf("got %+v", e)
		}
	}
}

func TestRebels(t *testing.T) {
	_, got := told(t, `
Russia Russia PROPN NNP 2 nsubj B-gpe
supports support VERB VBZ 0 root
separatists separatist NOUN NNS 2 obj
. . PUNCT . 2 punct

Ukraine Ukraine PROPN NNP 2 nsubj B-gpe
fought fight VERB VBD 0 root
the the DET DT 4 det
rebels rebel NOUN NNS 2 obj
. . PUNCT . 2 punct
`)
	if g := got["separatists"]; !slices.Equal(g, []string{"separatists", "the rebels"}) {
		t.Errorf("got %q in %q", g, got)
	}
}

func TestMembers(t *testing.T) {
	d, _ := told(t, `
Mark Mark PROPN NNP 6 nsubj B-person
Milley Milley PROPN NNP 1 flat I-person
and and CCONJ CC 4 cc
Valery Valery PROPN NNP 1 conj B-person
Gerasimov Gerasimov PROPN NNP 4 flat I-person
spoke speak VERB VBD 0 root
. . PUNCT . 6 punct

The the DET DT 3 det
two two NUM CD 3 nummod
leaders leader NOUN NNS 4 nsubj
agreed agree VERB VBD 0 root
. . PUNCT . 4 punct
`)
	for _, m := range d.Mentions {
		if d.Text(m.Span) != "The two leaders" {
			continue
		}
		var names []string
		for _, k := range m.Members {
			names = append(names, d.Entities[d.Mentions[k].Entity].Name)
		}
		if !slices.Equal(names, []string{"Mark Milley", "Valery Gerasimov"}) {
			t.Errorf("the two leaders are %q", names)
		}
		if e := d.Entities[m.Entity]; len(e.Members) != 2 || e.Kind != graph.Group {
			t.Errorf("got %+v", e)
		}
		return
	}
	t.Error("no mention of the two leaders")
}

// TestAdjectiveOfPlace: the adjective of a place that no list has is that place.
func TestAdjectiveOfPlace(t *testing.T) {
	_, got := told(t, `
Kestrian Kestrian ADJ JJ 2 amod B-group
troops troops NOUN NNS 3 nsubj
left leave VERB VBD 0 root
Kestria Kestria PROPN NNP 3 obj B-gpe
. . PUNCT . 3 punct
`)
	if g := got["Kestria"]; !slices.Equal(g, []string{"Kestrian", "Kestria"}) {
		t.Errorf("got %q", got)
	}
}

func TestSpokesman(t *testing.T) {
	_, got := told(t, `
Pentagon Pentagon PROPN NNP 2 compound B-organisation
spokesman spokesman NOUN NN 3 compound N-person
John John PROPN NNP 5 nsubj I-person
Kirby Kirby PROPN NNP 3 flat I-person
spoke speak VERB VBD 0 root
. . PUNCT . 5 punct

The the DET DT 2 det
spokesman spokesman NOUN NN 3 nsubj
declined decline VERB VBD 0 root
. . PUNCT . 3 punct
`)
	if g := got["John Kirby"]; !slices.Contains(g, "The spokesman") {
		t.Errorf("got %q", got)
	}
}

// TestLayers: the stage leaves the layers before it as they are, and what it
// adds holds together.
func TestLayers(t *testing.T) {
	const source = `
Moscow Moscow PROPN NNP 2 nsubj B-gpe
says say VERB VBZ 0 root
Ukraine Ukraine PROPN NNP 4 nsubj B-gpe
lies lie VERB VBZ 2 ccomp
about about ADP IN 7 case
its its PRON PRP$ 7 nmod:poss
army army NOUN NN 4 obl
. . PUNCT . 2 punct
`
	before := nlptest.Parse(t, source)
	d, _ := told(t, source)
	if !slices.Equal(before.Tokens, d.Tokens) || !slices.Equal(before.Sentences, d.Sentences) {
		t.Error("earlier layers changed")
	}
	seen := map[graph.EntityID]bool{}
	for _, e := range d.Entities {
		if e.ID == "" || e.Name == "" || e.Kind == "" {
			t.Errorf("incomplete: %+v", e)
		}
		if seen[e.ID] {
			t.Errorf("two entities have the id %s", e.ID)
		}
		seen[e.ID] = true
	}
	for _, m := range d.Mentions {
		if m.Entity >= len(d.Entities) {
			t.Errorf("mention %q: entity %d of %d", d.Text(m.Span), m.Entity, len(d.Entities))
		}
	}
}

func FuzzStage(f *testing.F) {
	f.Add(uint64(1), 12)
	f.Add(uint64(99), 40)
	f.Add(uint64(173), 82) // a root that is called an open complement
	words := strings.Fields("Russia Moscow the troops counterpart his it both sides leaders spokesman John Kirby , and of said military their country he NATO agency")
	tags := []nlp.Tag{nlp.NOUN, nlp.PROPN, nlp.VERB, nlp.PRON, nlp.DET, nlp.ADJ, nlp.CCONJ, nlp.PUNCT, nlp.ADP}
	f.Fuzz(func(t *testing.T, seed uint64, n int) {
		if n < 1 || n > 200 {
			return
		}
		next := func(k int) int {
			seed = seed*6364136223846793005 + 1442695040888963407
			return int(seed >> 33 % uint64(k))
		}
		var b strings.Builder
		for i := range n {
			if i%15 == 14 {
				b.WriteByte('\n')
			}
			b.WriteString(words[next(len(words))] + " _ _ _ _ _\n")
		}
		d := nlptest.Parse(t, b.String())
		for _, s := range d.Sentences {
			for i := s.First; i < s.Last; i++ {
				tok := &d.Tokens[i]
				tok.Tag, tok.Dep = tags[next(len(tags))], nlp.Dep(1+next(nlp.NumDeps-1))
				if i > s.First {
					tok.Head = s.First + next(i-s.First) // a tree: heads come first
				}
				if tok.Tag == nlp.PROPN && next(2) == 0 {
					kinds := []graph.Kind{graph.Person, graph.GPE, graph.Organisation, graph.Group}
					d.Mentions = append(d.Mentions, nlp.Mention{Span: tok.Span, Name: tok.Span, First: i, Last: i + 1, Head: i, Kind: kinds[next(4)], RoleOf: -1, Entity: -1, Country: []string{"", "RUS", "USA"}[next(3)]})
				}
			}
		}
		for _, stage := range []nlp.Stage{Stage, All} {
			x := *d
			x.Mentions = slices.Clone(d.Mentions)
			if err := stage.Run(&x); err != nil {
				t.Fatal(err)
			}
			for _, m := range x.Mentions {
				if m.Entity >= len(x.Entities) || m.RoleOf >= len(x.Mentions) {
					t.Fatalf("bad mention %+v", m)
				}
				for _, k := range m.Members {
					if k < 0 || k >= len(x.Mentions) {
						t.Fatalf("bad members %+v", m)
					}
				}
			}
		}
	})
}
