package query_test

import (
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/query"
)

// Two articles that tell of one accusation describe what it is about each in its
// own way; the topic they share makes it one event with two articles.
func TestOneAccusationToldTwice(t *testing.T) {
	tell := func(url, publisher, where string) graph.Facts {
		b := graphtest.Article(url, publisher, graphtest.Day(3, 31))
		by, of, near := b.Entity(graph.GPE, "Varda"), b.Entity(graph.GPE, "Kestria"), b.Entity(graph.Place, where)
		c := b.Claim("Varda accused Kestria of massing troops near "+where+".", "accused", by)
		content := b.Event("attacked", "2021-03-30", of, near, c)
		id := content.ID
		e := b.Event("accused_of", "2021-03-30", by, of, c)
		e.Roles = append(e.Roles, graph.Role{Name: "content", Event: id}, graph.Role{Name: "content", Topic: "troop_buildup"})
		return b.Done()
	}
	s := graphtest.Open(t)
	graphtest.Put(t, s, tell("http://one.example/a", "One", "Orlo"), tell("http://two.example/b", "Two", "Brenna"))
	v, err := query.Events(t.Context(), s, query.Filter{Relation: []string{"accused_of"}})
	if err != nil {
		t.Fatal(err)
	}
	rows := query.Rows(v)
	if len(rows) != 1 || rows[0].Articles != 2 {
		t.Fatalf("got %d events %+v, want one of two articles", len(rows), rows)
	}
}
