package name

import (
	"slices"
	"testing"

	"dateline/graph"
	"dateline/ingest/nlp/nlptest"
)

func TestMarks(t *testing.T) {
	for w, want := range map[string][3]bool{ // coined, mark of a model, number of a version
		"iPhone": {true}, "eBay": {true}, "kWh": {}, "Talk": {}, "iOS": {}, "mRNA": {}, "al-Qaeda": {}, "McDonald": {},
		"4S": {false, true}, "3GS": {false, true}, "777X": {false, true}, "20th": {}, "4": {false, false, true}, "10.4": {false, false, true},
		"2008": {}, "1,000": {}, "4%": {}, "": {},
	} {
		if got := [3]bool{coined(w), modelMark(w), versionNumber(w)}; got != want {
			t.Errorf("%q: %v, want %v", w, got, want)
		}
	}
}

// TestVersions: the mark of a version is in the name; a number that counts, or a result, is not.
func TestVersions(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // the product, empty if there is none
	}{
		{`
Boeing Boeing PROPN NNP 2 nsubj
showed show VERB VBD 0 root
the the DET DT 4 det
eTalk eTalk PROPN NNP 2 obj
4 4 NUM CD 4 flat
. . PUNCT . 2 punct
`, "eTalk 4"},
		{`
The the DET DT 3 det
eTalk eTalk PROPN NNP 3 compound
4S 4S PROPN NNP 4 nsubj
sells sell VERB VBZ 0 root
. . PUNCT . 4 punct
`, "eTalk 4S"},
		{`
A a DET DT 2 det
Boeing Boeing PROPN NNP 4 nsubj
747 747 NUM CD 2 flat
crashed crash VERB VBD 0 root
. . PUNCT . 4 punct
`, "Boeing 747"},
		{`
Boeing Boeing PROPN NNP 4 nsubj
3 3 NUM CD 3 nummod
times time NOUN NNS 4 obl
sued sue VERB VBD 0 root
Airbus Airbus PROPN NNP 4 obj
. . PUNCT . 4 punct
`, ""},
	} {
		d := nlptest.Parse(t, c.text)
		if err := Stage.Run(d); err != nil {
			t.Fatal(err)
		}
		var got string
		for _, m := range d.Mentions {
			if m.Kind == graph.Product {
				got = d.Text(m.Name)
			}
		}
		if got != c.want {
			t.Errorf("%q: product %q, want %q", d.Article.Text, got, c.want)
		}
	}
}

// What is made and sold is called by all of its words, and is no person.
func TestOfCoined(t *testing.T) {
	d := tagged(t, "The/DET iTunes Music Store sold/VERB an/DET iPhone to/ADP eBay Monday ./PUNCT")
	names := []Name{{1, 2, graph.Organisation}, {6, 7, graph.Person}, {8, 9, graph.Organisation}}
	ofCoined(d, names, [][2]int{{0, len(d.Tokens)}}, []uint8{ordinary})
	want := []Name{{1, 4, graph.Product}, {6, 7, graph.Product}, {8, 9, graph.Organisation}}
	if !slices.Equal(names, want) {
		t.Errorf("%v, want %v", names, want)
	}
}
