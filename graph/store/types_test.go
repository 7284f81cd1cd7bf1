package store_test

import (
	"slices"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
)

// The types are those of the database as it stands, however often they are asked for.
func TestTypesFollow(t *testing.T) {
	s := graphtest.Open(t)
	types := func() (ids []graph.TypeID) {
		err := s.View(t.Context(), func(r *store.Reader) error {
			all, err := r.Types()
			for i := range all {
				ids = append(ids, all[i].ID)
				all[i].ID = "changed by who asked"
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	graphtest.Put(t, s, graphtest.Call("https://example.org/1", "The Sample"))
	first := types()
	if len(first) == 0 || !slices.Equal(first, types()) {
		t.Fatalf("types %v, then %v", first, types())
	}
	b := graphtest.Article("https://example.org/2", "The Sample", graphtest.Day(5, 2))
	a, c := b.Entity(graph.Person, "Anna Berg"), b.Entity(graph.Person, "Carl Dorn")
	b.Event("attacked", "2021-05-01", a, c, b.Claim("Berg attacked Dorn.", "attacked"))
	graphtest.Put(t, s, b.Done())
	if now := types(); !slices.Contains(now, "attacked") || slices.Contains(first, "attacked") {
		t.Errorf("after a new relation: %v, before: %v", now, first)
	}
}
