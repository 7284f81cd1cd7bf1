package query

import (
	"cmp"
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// Profile is what is known of one entity, as far as looking at its latest events tells: of
// one that is in the news every day it costs the same as of another.
type Profile struct {
	Entity  graph.Entity // without its Members
	Joined  int          // how many articles' entities it is
	Roles   []RoleRow
	Events  int  // up to 10,000
	Looked  int  // how many of them With was counted from, the latest
	Cut     bool // there may be more than were looked at
	With    []Acquaintance
	Latest  graph.View // the latest events
	Says    []ClaimRow // what it claims itself, the latest first
	SaysAll int        // events it claims something of, as far as was looked
}

// Acquaintance is one that an entity shares events with.
type Acquaintance struct {
	WithRow
	Kind  graph.Kind
	Named bool   // by a name, not by a description
	Talks int    // those of its events that are talks
	Last  string // EDTF of the latest
}

// ProfileOptions bound a Profile. Zero values are good for a page.
type ProfileOptions struct {
	Events int // in Latest; 0: 30
	Look   int // events looked at for With, and claims for Says; 0: 1000
	Says   int // sentences in Says; 0: 12
}

// talks is the class of conversations and visits.
const talks graph.Class = "CONSULT"

// ProfileOf is the profile of the entity called name.
func ProfileOf(ctx context.Context, s *store.Store, name string, o ProfileOptions) (p Profile, err error) {
	o.Events, o.Look, o.Says = cmp.Or(o.Events, 30), cmp.Or(o.Look, 1000), cmp.Or(o.Says, 12)
	err = ask(ctx, s, func(a *asker) error {
		id, err := a.resolve(name)
		if err != nil {
			return err
		}
		if p.Entity, err = a.entity(id); err != nil {
			return err
		}
		p.Joined, p.Events = len(a.Members(string(id))), a.CountEvents(id, 10_000)
		if p.Roles, err = a.someRoles(id, o.Look/5); err != nil {
			return err
		}
		if err := a.latest(&p, o); err != nil {
			return err
		}
		return a.says(&p, o)
	})
	return p, err
}

// latest fills in the latest events, and with whom.
func (a *asker) latest(p *Profile, o ProfileOptions) error {
	s, err := a.compile(Filter{Actor: []string{string(p.Entity.ID)}, Sort: Newest})
	if err != nil {
		return err
	}
	with := map[graph.EntityID]*Acquaintance{}
	var sums []store.Summary
	for sum, err := range s.matches() {
		if err != nil {
			return err
		}
		if len(sums) < o.Events {
			sums = append(sums, sum)
		}
		var seen []graph.EntityID
		for _, r := range sum.Roles {
			if r.Entity == "" || r.Entity == p.Entity.ID || slices.Contains(seen, r.Entity) {
				continue
			}
			seen = append(seen, r.Entity)
			n := with[r.Entity]
			if n == nil {
				n = &Acquaintance{WithRow: WithRow{ID: r.Entity}}
				with[r.Entity] = n
			}
			n.Events++
			n.Last = cmp.Or(n.Last, sum.When)
			if sum.Class == talks {
				n.Talks++
			}
			if !slices.Contains(n.Types, sum.Type) {
				n.Types = append(n.Types, sum.Type)
			}
		}
		if p.Looked++; p.Looked == o.Look {
			p.Cut = true
			break
		}
	}
	for _, n := range with {
		slices.Sort(n.Types)
		p.With = append(p.With, *n)
	}
	slices.SortFunc(p.With, func(x, y Acquaintance) int { return cmp.Or(cmp.Compare(y.Events, x.Events), cmp.Compare(x.ID, y.ID)) })
	for i := range p.With[:min(len(p.With), 200)] { // names cost a look each
		n := &p.With[i]
		if e, err := a.entity(n.ID); err == nil {
			n.Name, n.Kind, n.Named = e.Name, e.Kind, !e.Unnamed
		} else {
			n.Name = string(n.ID)
		}
	}
	p.Latest, err = a.view(sums)
	p.Latest.Omitted = p.Looked - len(sums)
	if p.Cut {
		p.Latest.Omitted = max(p.Latest.Omitted, p.Events-len(sums))
	}
	return err
}

// says fills in what the entity claims.
func (a *asker) says(p *Profile, o ProfileOptions) error {
	ids, err := a.Voiced(p.Entity.ID, o.Look)
	if err != nil {
		return err
	}
	var sums []store.Summary
	for _, id := range ids {
		sum, ok, err := a.Summary(id)
		if err != nil {
			return err
		}
		if ok && sum.Standing != store.Rejected {
			sums = append(sums, sum)
		}
	}
	slices.SortFunc(sums, func(x, y store.Summary) int { return byTime(y, x) })
	p.SaysAll = len(sums)
	own := &selection{claimants: map[graph.EntityID]bool{p.Entity.ID: true}}
	for _, sum := range sums {
		e, ok, err := a.Event(sum.ID)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		rows, err := a.claimRows(e, own)
		if err != nil {
			return err
		}
		if p.Says = append(p.Says, rows...); len(p.Says) >= o.Says {
			p.Says = p.Says[:o.Says]
			break
		}
	}
	return nil
}
