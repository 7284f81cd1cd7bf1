package query

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// Who answers "who RELATION NAME": the pairs that the relation joins, with name
// as the one it is done to, or, where that gives nothing, the one who does it; in
// a symmetric relation either. An empty name asks for all pairs. Of a relation with a
// content (accused_of) each content has a row, with all who claim it and all who deny it. Of a
// relation that holds for a while (owns, head_of) the rows are who holds it, with the words of the office as
// content; of the filter only limit and offset count there.
func Who(ctx context.Context, s *store.Store, relation, name string, f Filter) ([]WhoRow, error) {
	p, err := who(ctx, s, relation, name, f, nil)
	return p.Rows, err
}

// WhoPage are the rows of Who from the first of the events alone.
type WhoPage struct {
	Rows   []WhoRow
	Looked int  // events that were looked at
	More   bool // there are more of them: the rows may not be all, and each may rest on more events
}

// whoLooks is how many events WhoFirst looks at.
const whoLooks = 1000

// WhoFirst is Who in bounded time.
func WhoFirst(ctx context.Context, s *store.Store, relation, name string, f Filter) (WhoPage, error) {
	return who(ctx, s, relation, name, f, &budget{left: whoLooks})
}

func who(ctx context.Context, s *store.Store, relation, name string, f Filter, b *budget) (p WhoPage, err error) {
	f.Relation = []string{relation}
	err = ask(ctx, s, func(a *asker) error {
		a.budget = b
		if name != "" {
			f.With = append(slices.Clone(f.With), name)
			f.Actor, f.With = f.With, f.Actor
			f.Side = OtherSide
		}
		groups, err := a.who(f)
		if err == nil && len(groups) == 0 && name != "" {
			f.Side = ActorSide
			groups, err = a.who(f)
		}
		if err != nil {
			return err
		}
		if len(groups) == 0 {
			rows, err := a.holders(f.Relation, name)
			p.Rows = page(rows, f.Offset, f.Limit)
			return err
		}
		for _, g := range page(groups, f.Offset, f.Limit) {
			r, err := a.rowOfGroup(g)
			if err != nil {
				return err
			}
			p.Rows = append(p.Rows, r)
		}
		return nil
	})
	if b != nil {
		p.Looked, p.More = b.looked, b.spent
	}
	return p, err
}

// group gathers the events of one row.
type group struct {
	row    WhoRow
	spoken []graph.EventID // those of which somebody accuses or denies
	acting []graph.EntityID
	told   []graph.ArticleID
	first  store.Summary
	last   store.Summary
}

type pair struct {
	actor, other graph.EntityID
	typ          graph.TypeID
	content      graph.EventID
	topic        graph.TypeID
}

// who are the rows before they are put into words.
func (a *asker) who(f Filter) ([]*group, error) {
	s, err := a.compile(f)
	if err != nil {
		return nil, err
	}
	f.Limit, f.Offset = 0, 0
	groups := map[pair]*group{}
	var order []*group
	for sum, err := range s.matches() {
		if err != nil {
			return nil, err
		}
		if !a.budget.look() {
			break
		}
		for _, p := range s.pairs(&sum) {
			g := groups[p]
			if g == nil {
				g = &group{row: WhoRow{ActorID: p.actor, OtherID: p.other, Type: p.typ, ContentID: p.content, Topic: p.topic},
					first: sum, last: sum}
				groups[p] = g
				order = append(order, g)
			}
			a.gather(g, &sum, p)
		}
	}
	return order, nil
}

// rowOfGroup is the row of a group in words: who accuses and who denies is read now.
func (a *asker) rowOfGroup(g *group) (WhoRow, error) {
	r := g.row
	accusers, deniers := map[graph.EntityID]bool{}, map[graph.EntityID]bool{}
	for _, id := range g.acting {
		accusers[id] = true
	}
	slices.Sort(g.spoken)
	for _, id := range slices.Compact(g.spoken) {
		claims, err := a.Claims(id)
		if err != nil {
			return r, err
		}
		for _, c := range claims {
			v := c.Voice()
			switch {
			case v == "":
			case c.Polarity == graph.Denied:
				deniers[v] = true
			case v != r.OtherID:
				accusers[v] = true
			}
		}
	}
	if r.ContentID != "" {
		c, _, err := a.Summary(r.ContentID)
		if err != nil {
			return r, err
		}
		r.Content = c.Text
	}
	r.Actor, r.Other = a.name(r.ActorID), a.name(r.OtherID)
	r.Accusers, r.Deniers = a.names(sortedKeys(accusers)), a.names(sortedKeys(deniers))
	slices.Sort(r.Accusers)
	slices.Sort(r.Deniers)
	r.First, r.Last = g.first.When, g.last.When
	roots := map[graph.ArticleID]bool{}
	for _, art := range g.told {
		roots[a.Root(art)] = true
	}
	r.Sources = len(roots)
	if r.ActorID == "" && len(r.Accusers) > 0 {
		r.Actor, r.ActorID = strings.Join(r.Accusers, ", "), sortedKeys(accusers)[0]
	}
	return r, nil
}

// pairs are the rows that an event counts for.
func (s *selection) pairs(e *store.Summary) []pair {
	p := pair{typ: e.Type}
	for _, r := range e.Roles {
		if r.Event != "" && p.content == "" {
			p.content = r.Event
		}
		if r.Topic != "" && p.topic == "" {
			p.topic = r.Topic
		}
	}
	if p.content != "" || p.topic != "" {
		var out []pair
		for _, id := range roles(e, false) {
			q := p
			q.other = id
			out = append(out, q)
		}
		if out == nil {
			out = []pair{p}
		}
		return s.only(out)
	}
	actors, others := roles(e, true), roles(e, false)
	var out []pair
	switch {
	case s.a.symmetric(e.Type):
		all := append(slices.Clone(actors), others...)
		for i, x := range all {
			for _, y := range all[i+1:] {
				if x != y {
					out = append(out, s.turn(pair{actor: x, other: y, typ: e.Type}))
				}
			}
		}
		if len(all) == 1 {
			out = append(out, pair{actor: all[0], typ: e.Type})
		}
	case len(others) == 0:
		for _, x := range actors {
			out = append(out, pair{actor: x, typ: e.Type})
		}
	case len(actors) == 0:
		for _, y := range others {
			out = append(out, pair{other: y, typ: e.Type})
		}
	default:
		for _, x := range actors {
			for _, y := range others {
				if x != y {
					out = append(out, pair{actor: x, other: y, typ: e.Type})
				}
			}
		}
	}
	return s.only(out)
}

// roles are those who act in e, or the others.
func roles(e *store.Summary, actors bool) []graph.EntityID {
	var out []graph.EntityID
	for _, r := range e.Roles {
		if r.Entity != "" && (r.Name == "actor") == actors && (actors || takes(r.Name)) && !slices.Contains(out, r.Entity) {
			out = append(out, r.Entity)
		}
	}
	return out
}

// takes reports whether a role is one that somebody is asked for under: what is only a means or
// a circumstance is not.
func takes(role string) bool {
	return role == "recipient" || role == "participant"
}

// turn puts the one asked for second, else the smaller id first, so that a symmetric pair has
// one row.
func (s *selection) turn(p pair) pair {
	if s.actors[p.actor] && !s.actors[p.other] || s.actors[p.actor] == s.actors[p.other] && p.actor > p.other {
		p.actor, p.other = p.other, p.actor
	}
	return p
}

// only keeps the pairs with the one asked for in them.
func (s *selection) only(ps []pair) []pair {
	if s.actors == nil {
		return ps
	}
	return slices.DeleteFunc(ps, func(p pair) bool {
		if p.content != "" || p.topic != "" {
			return s.Side == OtherSide && p.other != "" && !s.actors[p.other]
		}
		return !s.actors[p.actor] && !s.actors[p.other]
	})
}

func (a *asker) gather(g *group, e *store.Summary, p pair) {
	if n := len(g.row.Events); n == 0 || g.row.Events[n-1] != e.ID { // events come one after the other
		g.row.Events = append(g.row.Events, e.ID)
	}
	if e.Dated() && (!g.first.Dated() || cmp.Or(cmp.Compare(e.Sort, g.first.Sort), cmp.Compare(e.ID, g.first.ID)) < 0) {
		g.first = *e
	}
	if e.Dated() && (!g.last.Dated() || cmp.Or(cmp.Compare(e.Sort, g.last.Sort), cmp.Compare(e.ID, g.last.ID)) > 0) {
		g.last = *e
	}
	g.told = append(g.told, e.Articles...)
	accuses := p.content != "" || p.topic != ""
	if accuses || e.Denied {
		g.spoken = append(g.spoken, e.ID)
		a.budget.read()
	}
	if !accuses {
		return
	}
	g.acting = append(g.acting, roles(e, true)...)
	if p.content != "" {
		g.spoken = append(g.spoken, p.content)
		a.budget.read()
	}
}
