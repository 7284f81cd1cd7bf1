package query

import (
	"cmp"
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// Neighbour is an entity that shares an event with another, or with one of its neighbours.
type Neighbour struct {
	ID     graph.EntityID
	Name   string
	Kind   graph.Kind
	Depth  int            // 1: shares an event
	Via    graph.EntityID // of depth 2: the neighbour that it shares events with
	Events int            // that it shares; an estimate where there are many events to look at
	Event  graph.EventID  // the best supported of them that was looked at
}

// Bounds of neighbours of depth 2: how many of the first are gone on from, and how many events of each are looked at.
const (
	goneOnFrom = 12
	eventsOf   = 40
)

// Neighbours are those who share events with the entity called name, most events first, and with depth 2
// those who share events with the nearest of them. f says which events count; its limit is one of
// each depth (0: 50).
func Neighbours(ctx context.Context, s *store.Store, name string, depth int, f Filter) (out []Neighbour, err error) {
	limit := cmp.Or(f.Limit, 50)
	f.Limit, f.Offset, f.Sort = 0, 0, ByTime
	err = ask(ctx, s, func(a *asker) error {
		id, err := a.resolve(name)
		if err != nil {
			return err
		}
		seen := map[graph.EntityID]bool{id: true}
		first, err := a.around(id, f, busiest/2, seen)
		if err != nil {
			return err
		}
		out = first[:min(limit, len(first))]
		if depth < 2 {
			return a.describe(out)
		}
		for _, n := range first {
			seen[n.ID] = true
		}
		var second []Neighbour
		at := map[graph.EntityID]int{}
		for _, n := range first[:min(goneOnFrom, len(first))] {
			more, err := a.around(n.ID, f, eventsOf, seen)
			if err != nil {
				return err
			}
			for _, m := range more {
				m.Depth, m.Via = 2, n.ID
				if i, ok := at[m.ID]; !ok {
					at[m.ID] = len(second)
					second = append(second, m)
				} else if m.Events > second[i].Events {
					second[i] = m
				}
			}
		}
		slices.SortFunc(second, byEvents)
		out = append(out, second[:min(limit, len(second))]...)
		return a.describe(out)
	})
	return out, err
}

func byEvents(x, y Neighbour) int {
	return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.ID, y.ID))
}

// describe fills in names and kinds.
func (a *asker) describe(ns []Neighbour) error {
	for i := range ns {
		e, err := a.entity(ns[i].ID)
		if err != nil {
			return err
		}
		ns[i].Name, ns[i].Kind = e.Name, e.Kind
	}
	return nil
}

// around are those who share an event with id, but for those of seen, from up to twice most of its events.
func (a *asker) around(id graph.EntityID, f Filter, most int, seen map[graph.EntityID]bool) ([]Neighbour, error) {
	f.Actor = []string{string(id)}
	s, err := a.compile(f)
	if err != nil {
		return nil, err
	}
	at := map[graph.EntityID]int{}
	sources := map[graph.EntityID]int{}
	var out []Neighbour
	each := 1
	for sum, err := range s.spread(most, &each) {
		if err != nil {
			return nil, err
		}
		once := map[graph.EntityID]bool{"": true}
		for _, r := range sum.Roles {
			if once[r.Entity] || seen[r.Entity] {
				continue
			}
			once[r.Entity] = true
			i, ok := at[r.Entity]
			if !ok {
				i = len(out)
				at[r.Entity] = i
				out = append(out, Neighbour{ID: r.Entity, Depth: 1})
			}
			if out[i].Events += each; sum.Sources > sources[r.Entity] {
				sources[r.Entity], out[i].Event = sum.Sources, sum.ID
			}
		}
	}
	slices.SortFunc(out, byEvents)
	return out, nil
}
