package query

import (
	"reflect"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// tell adds to a view what the articles tell themselves: of the events in it all that are
// joined in them and what these speak of, the states of those who take part, the articles'
// entities. Of everything (a Filter with Open and no other condition) also what is told of
// nobody who takes part in an event.
func (a *asker) tell(v *graph.View, f Filter) error {
	everything := reflect.DeepEqual(f, Filter{Open: true, Told: true})
	events := map[graph.EventID]bool{}
	articles := map[graph.ArticleID]bool{}
	for i := range v.Events {
		for _, m := range a.Members(string(v.Events[i].ID)) {
			events[graph.EventID(m)] = true
			articles[store.ArticleOf(m)] = true
		}
	}
	entities := map[graph.EntityID]bool{}
	for i := range v.Entities {
		entities[v.Entities[i].ID] = true
	}
	for i := range v.States {
		for _, c := range v.States[i].Claims {
			articles[c.Article] = true
		}
	}
	all, err := a.Articles()
	if err != nil {
		return err
	}
	v.Joined = map[string]string{}
	joined := func(id string) {
		if c := a.Canon(id); c != id {
			v.Joined[id], v.Joined[c] = c, c
		}
	}
	for _, src := range all {
		if !everything && !articles[src.ID] {
			continue
		}
		facts, err := a.Facts(src.ID)
		if err != nil {
			return err
		}
		if !everything {
			facts = selected(facts, events, func(id graph.EntityID) bool { return entities[graph.EntityID(a.Canon(string(id)))] })
		}
		for _, e := range facts.Entities {
			joined(string(e.ID))
		}
		for _, e := range facts.Events {
			joined(string(e.ID))
		}
		for _, t := range facts.Types {
			v.Types[t.ID] = t
		}
		v.Told = append(v.Told, facts)
		if err := a.ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// selected leaves of facts the events that are wanted, with the events that these speak of, and
// the states of those who are known.
func selected(f graph.Facts, wanted map[graph.EventID]bool, known func(graph.EntityID) bool) graph.Facts {
	keep, at := map[graph.EventID]bool{}, map[graph.EventID]int{}
	for i, e := range f.Events {
		at[e.ID] = i
	}
	var add func(id graph.EventID)
	add = func(id graph.EventID) {
		i, ok := at[id]
		if !ok || keep[id] {
			return
		}
		keep[id] = true
		for _, r := range f.Events[i].Roles {
			if r.Event != "" {
				add(r.Event)
			}
		}
	}
	for _, e := range f.Events {
		if wanted[e.ID] {
			add(e.ID)
		}
	}
	out := f
	out.Events, out.States = nil, nil
	for _, e := range f.Events {
		if keep[e.ID] {
			out.Events = append(out.Events, e)
		}
	}
	for _, s := range f.States {
		if known(s.From) {
			out.States = append(out.States, s)
		}
	}
	out.Types = used(out)
	return out
}

// used are the types that facts need, with those that these are kinds of.
func used(f graph.Facts) []graph.Type {
	want := map[graph.TypeID]bool{}
	for _, e := range f.Events {
		want[e.Type] = true
		for _, r := range e.Roles {
			want[r.Topic] = true
		}
	}
	for _, s := range f.States {
		want[s.Type] = true
	}
	for range f.Types { // as deep as kinds of kinds can be
		for _, t := range f.Types {
			want[t.Parent] = want[t.Parent] || want[t.ID]
		}
	}
	return slices.DeleteFunc(slices.Clone(f.Types), func(t graph.Type) bool { return !want[t.ID] })
}
