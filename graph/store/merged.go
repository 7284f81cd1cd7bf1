package store

import (
	"cmp"
	"math"
	"slices"
	"time"

	"dateline/graph"
	"dateline/graph/when"
)

// Join makes one event of those that articles tell, which must be in order of
// id. What it takes from where does not depend on the order they came in: the
// common bounds of time (beginning with the sharpest), the text of the first,
// the type most of them have, and everything else together. Ids in it are
// mapped by canon.
func Join(members []graph.Event, canon func(string) string) graph.Event {
	first := members[0]
	out := graph.Event{
		ID: graph.EventID(canon(string(first.ID))), Type: commonType(members), Text: first.Text,
	}
	dated := slices.Clone(members)
	slices.SortStableFunc(dated, func(a, b graph.Event) int { return cmp.Or(sharper(a, b), cmp.Compare(a.ID, b.ID)) })
	out.When, out.Basis, out.Dating = dated[0].When, dated[0].Basis, dated[0].Dating
	for _, m := range dated[1:] {
		if p, ok := when.Meet(out.When, m.When); ok && m.Basis != when.BasisPublication {
			out.When = p
		}
	}
	for _, m := range members {
		if m.Type == out.Type {
			out.Class = cmp.Or(out.Class, m.Class)
		}
		if m.Place != "" && out.Place == "" {
			out.Place = graph.EntityID(canon(string(m.Place)))
		}
		out.Manner = cmp.Or(out.Manner, m.Manner)
		out.Tags = append(out.Tags, m.Tags...)
		for _, v := range m.Values {
			if !slices.Contains(out.Values, v) {
				out.Values = append(out.Values, v)
			}
		}
		for _, r := range m.Roles {
			out.Roles = append(out.Roles, mapRole(r, canon))
		}
		for _, l := range m.Order {
			l.Event = graph.EventID(canon(string(l.Event)))
			if l.Event != out.ID && !slices.Contains(out.Order, l) {
				out.Order = append(out.Order, l)
			}
		}
		for _, c := range m.Claims {
			c.Claimant = slices.Clone(c.Claimant)
			for i, id := range c.Claimant {
				c.Claimant[i] = graph.EntityID(canon(string(id)))
			}
			out.Claims = append(out.Claims, c)
		}
		if len(members) > 1 {
			out.Members = append(out.Members, m.ID)
		}
	}
	if out.Class == "" {
		out.Class = first.Class
	}
	slices.Sort(out.Tags)
	out.Tags = nilIfEmpty(slices.Compact(out.Tags))
	sortRoles(out.Roles)
	out.Roles = slices.Compact(out.Roles)
	slices.SortStableFunc(out.Claims, CompareClaims)
	return out
}

func mapRole(r graph.Role, canon func(string) string) graph.Role {
	switch {
	case r.Entity != "":
		r.Entity = graph.EntityID(canon(string(r.Entity)))
	case r.Event != "":
		r.Event = graph.EventID(canon(string(r.Event)))
	}
	return r
}

// sharper puts the event with the better date first: one with a date before one
// without, a date of the text before that of publication, then the narrower.
func sharper(a, b graph.Event) int {
	return cmp.Or(cmp.Compare(vagueness(a), vagueness(b)), cmp.Compare(width(a.When), width(b.When)))
}

func vagueness(e graph.Event) int {
	switch {
	case e.When.IsZero():
		return 2
	case e.Basis == when.BasisPublication:
		return 1
	}
	return 0
}

func width(p when.Period) time.Duration {
	from, to := p.Bounds()
	if from.IsZero() || to.IsZero() {
		return math.MaxInt64
	}
	return to.Sub(from)
}

func commonType(members []graph.Event) graph.TypeID {
	n := map[graph.TypeID]int{}
	best := members[0].Type
	for _, m := range members {
		n[m.Type]++
	}
	for _, m := range members {
		if n[m.Type] > n[best] || n[m.Type] == n[best] && m.Type < best {
			best = m.Type
		}
	}
	return best
}

// summarise is what the index keeps of a canonical event. root gives the article
// that another is a copy of, or itself.
func summarise(e graph.Event, open bool, root func(graph.ArticleID) graph.ArticleID) Summary {
	s := Summary{
		ID: e.ID, Type: e.Type, Class: e.Class, Text: e.Text, Basis: e.Basis, Sort: int64(sortKey(e.When)),
		Roles: e.Roles, Place: e.Place, Manner: e.Manner, Tags: e.Tags, Open: open,
		Factuality: graph.Unknown, Claims: len(e.Claims), Members: max(1, len(e.Members)),
		From: math.MinInt64, To: math.MaxInt64,
	}
	if !e.When.IsZero() {
		s.When = e.When.String()
		s.Sure = !e.When.Start.Uncertain && !e.When.End.Uncertain
		from, to := e.When.Bounds()
		if !from.IsZero() {
			s.From = from.Unix()
		}
		if !to.IsZero() {
			s.To = to.Unix()
		}
	}
	roots := map[graph.ArticleID]bool{}
	for _, c := range e.Claims {
		if c.Polarity == graph.Denied {
			s.Denied = true
		} else {
			s.Asserted = true
			s.Factuality = min(s.Factuality, c.Factuality)
			roots[root(c.Article)] = true
		}
		s.Modes |= 1 << c.Mode
		s.Confidence = max(s.Confidence, c.Confidence)
		s.Articles = append(s.Articles, c.Article)
		s.Claimants = append(s.Claimants, c.Claimant...)
	}
	slices.Sort(s.Articles)
	s.Articles = slices.Compact(s.Articles)
	slices.Sort(s.Claimants)
	s.Claimants = nilIfEmpty(slices.Compact(s.Claimants))
	s.Sources = len(roots)
	return s
}
