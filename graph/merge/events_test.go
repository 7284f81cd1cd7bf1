package merge_test

import (
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
)

// TestEvents: what two articles tell of is one event, or two.
func TestEvents(t *testing.T) {
	type told struct {
		typ      graph.TypeID
		when     string
		from, to string
		also     string
	}
	for _, c := range []struct {
		name string
		all  []told
		want int // canonical events
	}{
		{"same day", []told{{typ: "met_with", when: "2021-03-31", from: "Ann Tal", to: "Bo Lun"}, {typ: "spoke_with", when: "2021-03-31", from: "Bo Lun", to: "Ann Tal"}}, 1},
		{"two calls in one week", []told{{typ: "spoke_with", when: "2021-03-29", from: "Ann Tal", to: "Bo Lun"}, {typ: "spoke_with", when: "2021-03-31", from: "Ann Tal", to: "Bo Lun"}}, 2},
		{"told later as background", []told{{typ: "spoke_with", when: "2021-03-29", from: "Ann Tal", to: "Bo Lun"}, {typ: "spoke_with", when: "2021-03", from: "Ann Tal", to: "Bo Lun"}}, 1},
		{"background of one of two", []told{{typ: "spoke_with", when: "2021-03-29", from: "Ann Tal", to: "Bo Lun"}, {typ: "spoke_with", when: "2021-03-12", from: "Ann Tal", to: "Bo Lun"}, {typ: "spoke_with", when: "2021-03", from: "Ann Tal", to: "Bo Lun"}}, 3},
		{"who did it is told by one only", []told{{typ: "attacked", when: "2021-03-29", to: "Bo Lun"}, {typ: "attacked", when: "2021-03-29", from: "Ann Tal", to: "Bo Lun"}}, 1},
		{"who did it differs", []told{{typ: "attacked", when: "2021-03-29", from: "Cy Orr", to: "Bo Lun"}, {typ: "attacked", when: "2021-03-29", from: "Ann Tal", to: "Bo Lun"}, {typ: "attacked", when: "2021-03-29", to: "Bo Lun"}}, 3},
		{"a third at the meeting", []told{{typ: "met_with", when: "2021-03-29", from: "Ann Tal", to: "Bo Lun"}, {typ: "met_with", when: "2021-03-29", from: "Ann Tal", to: "Bo Lun", also: "Cy Orr"}}, 1},
		{"a third at another", []told{{typ: "met_with", when: "2021-03-28", from: "Ann Tal", to: "Bo Lun"}, {typ: "met_with", when: "2021-03-29", from: "Ann Tal", to: "Bo Lun", also: "Cy Orr"}}, 2},
		{"no date", []told{{typ: "met_with", from: "Ann Tal", to: "Bo Lun"}, {typ: "met_with", from: "Ann Tal", to: "Bo Lun"}}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := graphtest.Open(t)
			for i, x := range c.all {
				b := graphtest.Article("https://example.org/"+c.name+string(rune('a'+i)), "Probe", graphtest.Day(4, 1))
				var from, to graph.EntityID
				if x.from != "" {
					from = b.Entity(graph.Person, x.from)
				}
				if x.to != "" {
					to = b.Entity(graph.Person, x.to)
				}
				e := b.Event(x.typ, x.when, from, to, b.Claim([]string{"So one of them told it at length.", "Another had told it in other words.", "A third has told it so."}[i], "told"))
				if x.also != "" {
					e.Roles = append(e.Roles, graph.Role{Name: "participant", Entity: b.Entity(graph.Person, x.also)})
				}
				graphtest.Put(t, s, b.Done())
			}
			graphtest.Clean(t, s)
			n := 0
			if err := s.View(ctx, func(r *store.Reader) error {
				for range r.EventIDs("") {
					n++
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if n != c.want {
				t.Errorf("%d events, want %d", n, c.want)
			}
		})
	}
}
