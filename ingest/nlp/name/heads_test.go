package name

import (
	"testing"

	"dateline/graph"
)

// The words of a name go before what the model makes of it.
func TestByWords(t *testing.T) {
	for _, c := range []struct {
		text      string
		kind      graph.Kind // the model's
		want      graph.Kind
		from, end int
	}{
		{"Telkor Mansion", graph.Organisation, graph.Facility, 0, 2},
		{"Orlo Valley", graph.Person, graph.Place, 0, 2},
		{"Della Street", graph.Person, graph.Person, 0, 2}, // a known first name
		{"Orlo Valley", graph.GPE, graph.GPE, 0, 2},
		{"Mount Telkor", graph.Organisation, graph.Place, 0, 2},
		{"Mount Telkor Hospital", graph.Organisation, graph.Organisation, 0, 3},
		{"King of/ADP Telkor", graph.Organisation, graph.Person, 0, 3},
		{"Prince of/ADP Telkor Foundation", graph.Organisation, graph.Organisation, 0, 4},
		{"MacBook Air Telkor", graph.Organisation, graph.Product, 0, 3},
		{"Apple Macintosh Telkor", graph.Person, graph.Product, 0, 3},
		{"Macintosh Foundation", graph.Organisation, graph.Organisation, 0, 2},
		{"eTalk Classic", graph.Occasion, graph.Product, 0, 2},
		{"Wall Street Journal", graph.Organisation, graph.Organisation, 0, 3}, // known
		{"Mansion", graph.Organisation, graph.Organisation, 0, 1},
		{"The Mansion Song", graph.Work, graph.Work, 0, 3},
	} {
		d := tagged(t, c.text)
		if got := byWords(d, Name{c.from, c.end, c.kind}); got != c.want {
			t.Errorf("%s as %s: got %s, want %s", c.text, c.kind, got, c.want)
		}
	}
}

// A storm stays one where its name stands alone.
func TestAgreeStorms(t *testing.T) {
	d := tagged(t, "Typhoon Orlav hit/VERB Telkor ./PUNCT", "Orlav weakened/VERB ./PUNCT")
	sentences := [][2]int{{0, 5}, {5, 8}}
	names := []Name{{0, 2, graph.Occasion}, {3, 4, graph.GPE}, {5, 6, graph.GPE}}
	want := []graph.Kind{graph.Occasion, graph.GPE, graph.Occasion}
	got := agree(d, names, sentences)
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i, n := range got {
		if n.Kind != want[i] {
			t.Errorf("%s: %s, want %s", text(d, n), n.Kind, want[i])
		}
	}
}

func TestThingAndOffice(t *testing.T) {
	for text, want := range map[string]graph.Kind{
		"Telkora vaccine": graph.Product, "Telkora missiles": graph.Product, "Telkora said/VERB": graph.Person,
		"Anna vaccine": graph.Person, "Russia vaccine": graph.Person,
	} {
		d := tagged(t, text)
		if got := thing(d, Name{0, 1, graph.Person}); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]bool{"Supreme Leader Telk": true, "Supreme Court": false, "Supreme": false, "Supreme leader": false} {
		d := tagged(t, text)
		if got := beginsOffice(d, Name{0, 1, graph.Organisation}); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
