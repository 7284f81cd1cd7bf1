package ingest

import (
	"cmp"
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// usedEntities is the set of entities that an event, state or claim of d names.
func usedEntities(d *nlp.Document) map[graph.EntityID]bool {
	used := map[graph.EntityID]bool{}
	add := func(id graph.EntityID) {
		if id != "" {
			used[id] = true
		}
	}
	claims := func(cs []graph.Claim) {
		for _, c := range cs {
			for _, id := range c.Claimant {
				add(id)
			}
		}
	}
	for _, e := range d.Events {
		for _, r := range e.Roles {
			add(r.Entity)
		}
		add(e.Place)
		claims(e.Claims)
	}
	for _, s := range d.States {
		add(s.From)
		add(s.To)
		claims(s.Claims)
	}
	return used
}

// usedTypes is the types that events, states and topics of d use, with their
// more general types, sorted by id.
func usedTypes(d *nlp.Document) []graph.Type {
	used := map[graph.TypeID]graph.Type{}
	var add func(id graph.TypeID)
	add = func(id graph.TypeID) {
		if id == "" {
			return
		}
		if _, ok := used[id]; ok {
			return
		}
		t, ok := d.Types[id]
		if !ok {
			t = graph.Type{ID: id, Label: string(id)}
		}
		used[id] = t
		add(t.Parent)
	}
	for _, e := range d.Events {
		add(e.Type)
		for _, r := range e.Roles {
			add(r.Topic)
		}
	}
	for _, s := range d.States {
		add(s.Type)
	}
	types := make([]graph.Type, 0, len(used))
	for _, t := range used {
		types = append(types, t)
	}
	slices.SortFunc(types, func(a, b graph.Type) int { return cmp.Compare(a.ID, b.ID) })
	return types
}
