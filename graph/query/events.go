package query

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// countOn is how many further matches are counted behind a page. What lies
// beyond is not looked at, so that a page costs the same in any graph.
const countOn = 200

// Events are the events that f selects, as a view: the events of the page f asks
// for in its order, their entities with what they hold, articles with text, and
// types. Omitted counts the rest, up to 200 of what follows.
func Events(ctx context.Context, s *store.Store, f Filter) (v graph.View, err error) {
	err = ask(ctx, s, func(a *asker) error {
		v, err = a.events(f)
		return err
	})
	return v, err
}

func (a *asker) events(f Filter) (graph.View, error) {
	s, err := a.compile(f)
	if err != nil {
		return graph.View{}, err
	}
	sums, n, _, err := s.slice()
	if err != nil {
		return graph.View{}, err
	}
	v, err := a.viewOf(sums, a.eventAs(f))
	v.Omitted = n - len(sums)
	if err == nil && f.Told {
		err = a.tell(&v, f)
	}
	return v, err
}

// inOrder gives what s selects in its order. An order by confidence the index does not have: for it all
// that s selects is looked at first.
func (s *selection) inOrder() iter.Seq2[store.Summary, error] {
	switch s.Sort {
	case BySources:
		return s.bySources()
	case ByConfidence:
		return s.byConfidence()
	}
	return s.matches()
}

// bySources gives first what several independent articles tell of.
func (s *selection) bySources() iter.Seq2[store.Summary, error] {
	return func(yield func(store.Summary, error) bool) {
		well, ok := s.a.WellTold(s.lists()[0])
		if !ok {
			well, _ = s.a.WellTold([]store.List{{}})
		}
		for sum, err := range s.those(well) {
			if !yield(sum, err) || err != nil {
				return
			}
		}
		for sum, err := range s.matches() {
			if (err != nil || sum.Sources < store.Well) && !yield(sum, err) {
				return
			}
		}
	}
}

func (s *selection) byConfidence() iter.Seq2[store.Summary, error] {
	return func(yield func(store.Summary, error) bool) {
		type entry struct {
			id   graph.EventID
			sure float64
		}
		var all []entry
		for sum, err := range s.matches() {
			if err != nil {
				yield(sum, err)
				return
			}
			all = append(all, entry{sum.ID, sum.Confidence})
		}
		slices.SortStableFunc(all, func(x, y entry) int { return cmp.Compare(y.sure, x.sure) })
		s.those(func(yield func(graph.EventID) bool) {
			for _, e := range all {
				if !yield(e.id) {
					return
				}
			}
		})(yield)
	}
}

// eventAs reads an event as f knows it.
func (a *asker) eventAs(f Filter) func(graph.EventID) (graph.Event, bool, error) {
	return func(id graph.EventID) (graph.Event, bool, error) {
		if !f.KnownOn.IsZero() {
			return a.EventKnown(id, f.KnownOn)
		}
		return a.Event(id)
	}
}

// view reads the events of sums with all that belongs to them.
func (a *asker) view(sums []store.Summary) (graph.View, error) { return a.viewOf(sums, a.Event) }

func (a *asker) viewOf(sums []store.Summary, event func(graph.EventID) (graph.Event, bool, error)) (graph.View, error) {
	v := graph.View{Articles: map[graph.ArticleID]graph.Source{}, Types: map[graph.TypeID]graph.Type{}}
	used := map[graph.EntityID]bool{}
	for i, sum := range sums {
		if i&63 == 63 && a.ctx.Err() != nil {
			return v, a.ctx.Err()
		}
		e, ok, err := event(sum.ID)
		if err != nil {
			return v, err
		}
		if !ok {
			continue
		}
		v.Events = append(v.Events, e)
		if err := a.addType(&v, e.Type); err != nil {
			return v, err
		}
		for _, r := range e.Roles {
			used[r.Entity] = true
			if err := a.addType(&v, r.Topic); err != nil {
				return v, err
			}
		}
		used[e.Place] = true
		if err := a.addClaims(&v, used, e.Claims); err != nil {
			return v, err
		}
	}
	delete(used, "")
	if err := a.addStates(&v, used); err != nil {
		return v, err
	}
	return v, a.addEntities(&v, used)
}

func (a *asker) addType(v *graph.View, id graph.TypeID) error {
	if _, ok := v.Types[id]; ok || id == "" {
		return nil
	}
	t, ok, err := a.Type(id)
	if err != nil {
		return err
	}
	if !ok {
		t = graph.Type{ID: id, Label: string(id)}
	}
	v.Types[id] = t
	return nil
}

func (a *asker) addClaims(v *graph.View, used map[graph.EntityID]bool, claims []graph.Claim) error {
	for _, c := range claims {
		for _, id := range c.Claimant {
			used[id] = true
		}
		if _, ok := v.Articles[c.Article]; ok {
			continue
		}
		src, err := a.Article(c.Article)
		if err != nil {
			return err
		}
		v.Articles[c.Article] = src
	}
	return nil
}

// statesPerEntity bounds what a view says of one entity.
const statesPerEntity = 20

// addStates adds what the entities hold, each state once however many articles tell it.
func (a *asker) addStates(v *graph.View, used map[graph.EntityID]bool) error {
	for _, id := range sortedKeys(used) {
		states, err := a.firstStates(id, true, 5*statesPerEntity)
		if err != nil {
			return err
		}
		for _, s := range states[:min(len(states), statesPerEntity)] {
			used[s.To] = used[s.To] || s.To != ""
			if err := a.addType(v, s.Type); err != nil {
				return err
			}
			if err := a.addClaims(v, used, s.Claims); err != nil {
				return err
			}
			v.States = append(v.States, s)
		}
	}
	delete(used, "")
	slices.SortFunc(v.States, func(x, y graph.State) int { return cmp.Compare(x.ID, y.ID) })
	return nil
}

// statesOf are the states of an entity, those that say the same joined into the
// one with the smallest id, latest first.
func (a *asker) statesOf(id graph.EntityID, from bool) ([]graph.State, error) {
	return a.firstStates(id, from, 0)
}

// firstStates is statesOf as far as the first most sentences tell, if it is not zero.
func (a *asker) firstStates(id graph.EntityID, from bool, most int) ([]graph.State, error) {
	var all []graph.State
	for s, err := range a.StatesOf(id, from) {
		if err == nil {
			err = a.ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		if all = append(all, s); len(all) == most {
			break
		}
	}
	return joinStates(all), nil
}

// joinStates joins those that say the same into the one that comes first.
func joinStates(all []graph.State) []graph.State {
	type key struct {
		from, to graph.EntityID
		typ      graph.TypeID
		value    string
		former   bool
	}
	at := map[key]int{}
	var out []graph.State
	for _, s := range all {
		k := key{s.From, s.To, s.Type, store.Fold(s.Value), s.Former}
		if i, ok := at[k]; ok {
			out[i].Claims = append(out[i].Claims, s.Claims...)
			if out[i].When.IsZero() {
				out[i].When = s.When
			}
			continue
		}
		at[k] = len(out)
		out = append(out, s)
	}
	for i := range out {
		slices.SortStableFunc(out[i].Claims, store.CompareClaims)
	}
	return out
}

func (a *asker) addEntities(v *graph.View, used map[graph.EntityID]bool) error {
	for _, id := range sortedKeys(used) {
		e, err := a.entity(id)
		if err != nil {
			return err
		}
		v.Entities = append(v.Entities, e)
	}
	return nil
}

func sortedKeys[K cmp.Ordered](m map[K]bool) []K {
	var out []K
	for k, ok := range m {
		if ok {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// Rows are the lines of a table of the events of v, in its order.
func Rows(v graph.View) []EventRow {
	names := make(map[graph.EntityID]string, len(v.Entities))
	for _, e := range v.Entities {
		names[e.ID] = e.Name
	}
	rows := make([]EventRow, len(v.Events))
	for i, e := range v.Events {
		rows[i] = row(e, v, func(id graph.EntityID) string { return names[id] })
	}
	return rows
}

func row(e graph.Event, v graph.View, name func(graph.EntityID) string) EventRow {
	t := v.Types[e.Type]
	r := EventRow{ID: e.ID, Basis: e.Basis, Type: e.Type, Label: cmp.Or(t.Label, string(e.Type)), Class: e.Class, Text: e.Text}
	if !e.When.IsZero() {
		r.When = e.When.String()
	}
	if e.Place != "" {
		r.Place = name(e.Place)
	}
	for _, role := range e.Roles {
		switch {
		case role.Entity == "":
		case role.Name == "actor":
			r.Actors = append(r.Actors, name(role.Entity))
		default:
			r.Others = append(r.Others, name(role.Entity))
		}
	}
	roots, articles := map[graph.ArticleID]bool{}, map[graph.ArticleID]bool{}
	var modes uint8
	var first graph.Source
	for _, c := range e.Claims {
		articles[c.Article] = true
		first = earlier(first, v.Articles[c.Article])
		r.Confidence = max(r.Confidence, c.Confidence)
		if c.Polarity == graph.Denied {
			r.Denied = true
			continue
		}
		modes |= 1 << c.Mode
		roots[cmp.Or(v.Articles[c.Article].CopyOf, c.Article)] = true
	}
	r.Sources, r.Articles = len(roots), len(articles)
	r.Planned, r.Supposed = standing(modes)
	r.Standing = store.Verdict(e.Verdict)
	_, to := e.When.Bounds()
	report(&r, first, e.Basis, to)
	return r
}
