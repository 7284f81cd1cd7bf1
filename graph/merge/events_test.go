package merge_test

import (
	"fmt"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
	"dateline/graph/when"
)

// TestEvents: what two articles tell of is one event, or two.
func TestEvents(t *testing.T) {
	type told struct {
		typ      graph.TypeID
		when     string
		from, to string
		also     string
		group    string // who is described only, in place of to
		by       string // the same, in place of from
		on       int    // the day of April of the article
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
		{"attacks without a date, told on two days", []told{{typ: "attacked", from: "ent:ann", to: "ent:bo", on: 3}, {typ: "attacked", from: "ent:ann", to: "ent:bo", on: 5}}, 2},
		{"attacks without a date, told on one day", []told{{typ: "attacked", from: "ent:ann", to: "ent:bo", on: 3}, {typ: "attacked", from: "ent:ann", to: "ent:bo", on: 3}}, 1},
		{"an attack on somebody by name, told on two days", []told{{typ: "attacked", from: "ent:ann", to: "Bo Lun", on: 3}, {typ: "attacked", from: "ent:ann", to: "Bo Lun", on: 5}}, 1},
		{"a meeting without a date, told on two days", []told{{typ: "met_with", from: "Ann Tal", to: "Bo Lun", on: 3}, {typ: "met_with", from: "Ann Tal", to: "Bo Lun", on: 5}}, 1},
		{"what went on for months", []told{{typ: "met_with", when: "2021-01/2021-03", from: "Ann Tal", to: "Bo Lun"}, {typ: "met_with", when: "2021-03-29", from: "Ann Tal", to: "Bo Lun"}}, 2},
		{"after a day, before the article", []told{{typ: "met_with", when: "[2021-03-01..]", from: "Ann Tal", to: "Bo Lun", on: 2}, {typ: "met_with", when: "2021-05-29", from: "Ann Tal", to: "Bo Lun", on: 30}}, 2},
		{"visits of a town by people who are only described", []told{{typ: "visited", when: "2021-03-29", to: "ent:bo", by: "a man"}, {typ: "visited", when: "2021-03-29", to: "ent:bo", by: "a woman"}}, 2},
		{"attacks on a town by people who are only described", []told{{typ: "attacked", when: "2021-03-29", to: "ent:bo", by: "gunmen"}, {typ: "attacked", when: "2021-03-29", to: "ent:bo", by: "rebels"}}, 1},
		{"other things done to what is described", []told{{typ: "eyed", when: "2021-03-29", from: "Ann Tal", also: "Bo Lun", group: "the first bridge"}, {typ: "eyed", when: "2021-03-29", from: "Ann Tal", also: "Bo Lun", group: "the second bridge"}}, 2},
		{"no date", []told{{typ: "met_with", from: "Ann Tal", to: "Bo Lun"}, {typ: "met_with", from: "Ann Tal", to: "Bo Lun"}}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := graphtest.Open(t)
			for i, x := range c.all {
				b := graphtest.Article("https://example.org/"+c.name+string(rune('a'+i)), "Probe", graphtest.Day(4, max(1, x.on)))
				var from, to graph.EntityID
				if x.from != "" {
					from = b.Entity(graph.Person, x.from)
				}
				if x.to != "" {
					to = b.Entity(graph.Person, x.to)
				}
				if x.by != "" {
					from = b.Say(graphtest.Said{Kind: graph.Group, Name: x.by, Unnamed: true})
				}
				if x.group != "" {
					to = b.Say(graphtest.Said{Kind: graph.Group, Name: x.group, Unnamed: true})
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

// TestReprintedWithoutDate: what a first report tells without a date is one with the same in a reprint of the next
// day, though it is of a kind that recurs.
func TestReprintedWithoutDate(t *testing.T) {
	s := graphtest.Open(t)
	for day := range 2 {
		b := graphtest.Article(fmt.Sprint("https://example.org/reprint", day), "Probe", graphtest.Day(4, 3+day))
		from, to := b.Entity(graph.GPE, "Varda"), b.Entity(graph.GPE, "Kestria")
		for range 20 {
			b.Claim("The Vardan guns in Tarnow fired 12 times at Olm and Seld, said Ann Tal of the Orlo Guard.", "fired")
		}
		e := b.Event("attacked", "", from, to, b.Claim("Varda attacked Kestria.", "attacked"))
		e.When, e.Basis = when.At(when.Moment{To: when.DayOf(b.Facts.Article.Published).To}), when.BasisPublication
		graphtest.Put(t, s, b.Done())
	}
	n := 0
	if err := s.View(ctx, func(r *store.Reader) error {
		for range r.EventIDs("") {
			n++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if n != 1 {
		t.Errorf("%d events, want 1", n)
	}
}
