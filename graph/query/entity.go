package query

import (
	"cmp"
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// busiest bounds how many events of one entity are looked at for those it shares them with,
// and for each step of a path.
const busiest = 5000

// Entity is all that is known of the entity called name; f limits its events.
func Entity(ctx context.Context, s *store.Store, name string, f Filter) (c EntityCard, err error) {
	err = ask(ctx, s, func(a *asker) error {
		id, err := a.resolve(name)
		if err != nil {
			return err
		}
		c, err = a.card(id, f)
		return err
	})
	return c, err
}

func (a *asker) card(id graph.EntityID, f Filter) (EntityCard, error) {
	e, _, err := a.Whole(id)
	if err != nil {
		return EntityCard{}, err
	}
	c := EntityCard{Entity: e}
	if c.Roles, err = a.roleRows(id); err != nil {
		return c, err
	}
	f.Actor = append(slices.Clone(f.Actor), string(id))
	if c.View, err = a.events(f); err != nil {
		return c, err
	}
	return c, a.company(&c, f)
}

// company counts the entity's events and with whom it shares them.
func (a *asker) company(c *EntityCard, f Filter) error {
	f.Limit, f.Offset, f.Sort = 0, 0, ByTime
	s, err := a.compile(f)
	if err != nil {
		return err
	}
	with := map[graph.EntityID]*WithRow{}
	articles := map[graph.ArticleID]bool{}
	for sum, err := range s.matches() {
		if err != nil {
			return err
		}
		c.Events++
		if sum.Dated() {
			c.First = cmp.Or(c.First, sum.When)
			c.Last = sum.When
		}
		for _, art := range sum.Articles {
			articles[art] = true
		}
		if c.Events > busiest {
			continue
		}
		seen := map[graph.EntityID]bool{c.Entity.ID: true, "": true}
		for _, r := range sum.Roles {
			if seen[r.Entity] {
				continue
			}
			seen[r.Entity] = true
			w := with[r.Entity]
			if w == nil {
				w = &WithRow{ID: r.Entity, Name: a.name(r.Entity)}
				with[r.Entity] = w
			}
			w.Events++
			if !slices.Contains(w.Types, sum.Type) {
				w.Types = append(w.Types, sum.Type)
			}
		}
	}
	c.Articles = len(articles)
	for _, w := range with {
		slices.Sort(w.Types)
		c.With = append(c.With, *w)
	}
	slices.SortFunc(c.With, func(x, y WithRow) int {
		return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	return nil
}

// roleRows are the states of an entity in words, those that still hold first.
func (a *asker) roleRows(id graph.EntityID) ([]RoleRow, error) {
	states, err := a.States(id, true)
	if err != nil {
		return nil, err
	}
	return a.roleRowsOf(states), nil
}

func (a *asker) roleRowsOf(states []graph.State) []RoleRow {
	var rows []RoleRow
	for _, s := range joinStates(states) {
		r := RoleRow{Type: s.Type, Value: s.Value, OfID: s.To, Of: a.name(s.To), Former: s.Former}
		if !s.When.IsZero() {
			r.When = s.When.String()
		}
		roots := map[graph.ArticleID]bool{}
		for _, c := range s.Claims {
			roots[a.Root(c.Article)] = true
		}
		r.Sources = len(roots)
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(x, y RoleRow) int {
		former := 0
		if x.Former != y.Former {
			former = 1
			if y.Former {
				former = -1
			}
		}
		return cmp.Or(former, cmp.Compare(y.When, x.When), cmp.Compare(y.Sources, x.Sources), cmp.Compare(x.Value, y.Value), cmp.Compare(x.OfID, y.OfID))
	})
	return rows
}
