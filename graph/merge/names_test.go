package merge

import (
	"testing"

	"dateline/graph"
	"dateline/graph/store"
)

func TestSpelling(t *testing.T) {
	r := theRules()
	for _, names := range r.same {
		for _, n := range names[1:] {
			if a, b := skeleton(store.Fold(names[0])), skeleton(store.Fold(n)); a != b {
				t.Errorf("%s is %q, %s is %q", names[0], a, n, b)
			}
		}
	}
	for _, names := range r.not {
		if a := skeleton(store.Fold(names[0])); a == skeleton(store.Fold(names[1])) {
			t.Errorf("%s and %s are both %q", names[0], names[1], a)
		}
	}
	if len(r.same) == 0 || len(r.not) == 0 {
		t.Error("no examples")
	}
}

func TestFits(t *testing.T) {
	for _, c := range []struct {
		short, full string
		want        bool
	}{
		{"j biden", "joseph biden", true}, {"joe biden", "joseph r biden", true}, {"joseph r biden", "joseph robinette biden", true},
		{"george bush", "george w bush", true}, {"george w bush", "george h w bush", true}, {"george h bush", "george w bush", false},
		{"jill biden", "joseph biden", false}, {"bill tal", "william tal", true}, {"biden", "joe biden", false},
	} {
		if got := fits(c.short, c.full); got != c.want {
			t.Errorf("fits(%q, %q) = %v", c.short, c.full, got)
		}
	}
}

func TestOffice(t *testing.T) {
	f := &graph.Facts{Entities: []graph.Entity{{Kind: graph.GPE, Name: "Ukraine", Country: "UKR"}}}
	for _, c := range []struct{ role, country, want string }{
		{"Ukrainian President", "UKR", "UKR president"}, {"president of Ukraine", "UKR", "UKR president"},
		{"president of the European Council", "POL", ""}, {"former president of Ukraine", "UKR", ""}, {"Vice President", "USA", ""},
		{"Prime Minister", "GBR", "GBR prime minister"}, {"adviser to President Volodymyr Zelensky", "UKR", ""},
		{"Secretary of State", "USA", "USA foreign minister"}, {"Ukraine's defence minister", "UKR", "UKR defence minister"},
		{"president", "", ""}, {"farmer", "UKR", ""},
	} {
		if got := officeOf(graph.Entity{Kind: graph.Person, Role: c.role, Country: c.country}, f); got != c.want {
			t.Errorf("%q of %q is %q, want %q", c.role, c.country, got, c.want)
		}
	}
}
