package store

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// A database that was made before there were thin lists and states in the index answers as a new one, takes
// articles, and is in order.
func TestOlderIndex(t *testing.T) {
	ctx := context.Background()
	s, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put := func(n int) {
		t.Helper()
		art := graph.ArticleID(fmt.Sprintf("a%d", n))
		id := func(local string) string { return string(art) + "/" + local }
		claims := []graph.Claim{{Start: 0, End: 15, Trigger: [2]int{5, 8}, Rule: "met_with.txt:1", Confidence: 0.9}}
		f := graph.Facts{
			Article:  graph.Source{ID: art, Path: string(art), SHA256: string(art), Text: "Anna met Boris."},
			Entities: []graph.Entity{{ID: graph.EntityID(id("e0")), Kind: graph.Person, Name: "Anna"}, {ID: "ent:x", Kind: graph.GPE, Name: "X"}},
			Types:    []graph.Type{{ID: "met_with", Label: "met with"}, {ID: "head_of", Label: "head of", State: true}},
			States: []graph.State{{ID: graph.EventID(id("s0-head_of")), Type: "head_of", From: graph.EntityID(id("e0")), To: "ent:x", Value: "envoy",
				Claims: []graph.Claim{{End: 15, Trigger: [2]int{0, 4}, Claimant: []graph.EntityID{"ent:x"}, Confidence: 1}}}},
		}
		for i := range 60 {
			f.Events = append(f.Events, graph.Event{ID: graph.EventID(id(fmt.Sprintf("v%d-met_with", i))), Type: "met_with", Class: "CONSULT", Text: "Anna met Boris",
				Roles: []graph.Role{{Name: "actor", Entity: graph.EntityID(id("e0"))}, {Name: "recipient", Entity: "ent:x"}}, Claims: claims})
		}
		if r, err := s.Put(ctx, f); err != nil || r[0].Err != nil {
			t.Fatal(err, r)
		}
	}
	put(1)
	look := func() (states []graph.State, all []graph.EventID, each int) {
		t.Helper()
		if err := s.View(ctx, func(r *Reader) (err error) {
			for _, from := range []bool{true, false} {
				for _, id := range []graph.EntityID{"a1/e0", "ent:x"} {
					more, err := r.States(id, from)
					if err != nil {
						return err
					}
					states = append(states, more...)
				}
			}
			sums, n, err := r.Sample([][]List{{{Entity: "ent:x"}}}, Range{}, 2)
			for _, sum := range sums {
				all = append(all, sum.ID)
			}
			each = n
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return states, all, each
	}
	inOrder := func(when string) {
		t.Helper()
		if problems, err := s.Check(ctx); err != nil || len(problems) > 0 {
			t.Errorf("%s: %v (%v)", when, problems, err)
		}
	}
	states, _, each := look()
	if len(states) != 2 || each%thinOf != 0 {
		t.Fatalf("%d states, one for %d", len(states), each)
	}
	inOrder("new")
	if err := s.db.Group(ctx, func(tx engine.Tx) error {
		d := tx.Bucket(bDateline)
		var keys [][]byte
		for k := range engine.Under(d.Bucket(bState), nil) {
			keys = append(keys, slices.Clone(k))
		}
		for _, k := range keys {
			if err := d.Bucket(bState).Put(k, nil); err != nil {
				return err
			}
		}
		return d.Delete(kThin)
	}); err != nil {
		t.Fatal(err)
	}
	older, all, each := look()
	if !reflect.DeepEqual(older, states) || each >= thinOf+1 || len(all)*each < 60 {
		t.Errorf("older: %d, one for %d; %+v, want %+v", len(all), each, older, states)
	}
	inOrder("older")
	put(2)
	inOrder("older, with one more")
}
