package query

import (
	"cmp"
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// busiest bounds how many events of one entity are looked at for those it shares them with: up to
// twice as many, evenly spread.
const busiest = 1000

// carded is the same for a card.
const carded = 500

// mostStates is how many sentences about the offices of one entity a card is made of.
const mostStates = 300

// mostWith is how many of those that a busy entity shares events with are named.
const mostWith = 100

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
	page, err := a.eventsPage(f)
	if err != nil {
		return c, err
	}
	c.Rows = page.Rows
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
	each := 1
	for sum, err := range s.spread(carded, &each) {
		if err != nil {
			return err
		}
		c.Looked++
		if sum.Dated() {
			c.First = cmp.Or(c.First, sum.When)
			c.Last = sum.When
		}
		for _, art := range sum.Articles {
			articles[art] = true
		}
		for i, r := range sum.Roles {
			if r.Entity == "" || r.Entity == c.Entity.ID || slices.ContainsFunc(sum.Roles[:i], func(o graph.Role) bool { return o.Entity == r.Entity }) {
				continue
			}
			w := with[r.Entity]
			if w == nil {
				w = &WithRow{ID: r.Entity}
				with[r.Entity] = w
			}
			w.Events += each
			if !slices.Contains(w.Types, sum.Type) {
				w.Types = append(w.Types, sum.Type)
			}
		}
	}
	c.Events, c.Articles = c.Looked*each, len(articles)
	if each > 1 {
		if err := a.whole(c, s); err != nil {
			return err
		}
	}
	for _, w := range with {
		slices.Sort(w.Types)
		c.With = append(c.With, *w)
	}
	if each > 1 && len(c.With) > mostWith { // whoever shares one event of many was met by chance
		slices.SortFunc(c.With, func(x, y WithRow) int { return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.ID, y.ID)) })
		c.With = c.With[:mostWith]
	}
	for i := range c.With {
		c.With[i].Name = a.name(c.With[i].ID)
	}
	slices.SortFunc(c.With, func(x, y WithRow) int {
		return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	return nil
}

// whole says of a card for which not every event was looked at what the counts of the store know, where
// nothing but the entity selects: how many events and articles, and the first and last date.
func (a *asker) whole(c *EntityCard, s *selection) error {
	c.Articles = min(c.Events, a.Told(c.Entity.ID))
	only := *s
	only.actors, only.Actor = nil, nil
	rejected, err := a.Rejected()
	if err != nil || !only.plain() || s.with != nil || len(s.actors) != 1 || s.Side != EitherSide || s.Open || len(rejected) > 0 {
		return err
	}
	t := a.Tally(store.ByTaker, false, string(c.Entity.ID))
	c.Events = t.N
	if t.Stale || t.First == "" {
		return nil
	}
	first, _, err := a.Summary(t.First)
	if err != nil {
		return err
	}
	last, _, err := a.Summary(t.Last)
	c.First, c.Last = first.When, last.When
	return err
}

// roleRows are the states of an entity in words, those that still hold first.
func (a *asker) roleRows(id graph.EntityID) ([]RoleRow, error) {
	states, err := a.firstStates(id, true, mostStates)
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
