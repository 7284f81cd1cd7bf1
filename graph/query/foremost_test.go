package query

import (
	"testing"

	"dateline/graph"
)

// TestForemost: a country that nearly everything is told of needs no id; one that shares its name does.
func TestForemost(t *testing.T) {
	for _, c := range []struct {
		known, other int
		want         graph.EntityID
	}{{1723, 2, "ent:varda"}, {100, 2, "ent:varda"}, {60, 2, ""}, {3, 40, ""}, {1, 0, "ent:varda"}} {
		cs := []Candidate{{ID: "0123456789abcdef/e1", Events: c.other}, {ID: "ent:varda", Events: c.known}}
		if got := foremost(cs); got != c.want {
			t.Errorf("%d and %d events: %q, want %q", c.known, c.other, got, c.want)
		}
	}
	if got := foremost([]Candidate{{ID: "0123456789abcdef/e1", Events: 900}, {ID: "0123456789abcdef/e2"}}); got != "" {
		t.Errorf("%q of two that no lexicon has", got)
	}
}
