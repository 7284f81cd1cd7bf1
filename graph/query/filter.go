package query

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/graph/when"
)

// selection is a Filter with its names looked up.
type selection struct {
	Filter
	a         *asker
	actors    map[graph.EntityID]bool
	with      map[graph.EntityID]bool
	places    map[graph.EntityID]bool
	claimants map[graph.EntityID]bool
	types     map[graph.TypeID]bool
	classes   map[graph.Class]bool
	regions   []region // of the places asked for, those that have places in them
	origin    *origin  // of the sources asked for
	batch     map[graph.ArticleID]bool
	modes     uint8
	since     int64
	until     int64
	also      [][]store.List // narrower still
}

func (a *asker) compile(f Filter) (*selection, error) {
	s := &selection{Filter: f, a: a, since: math.MinInt64, until: math.MaxInt64}
	var err error
	for _, l := range []struct {
		to    *map[graph.EntityID]bool
		names []string
	}{{&s.actors, f.Actor}, {&s.with, f.With}, {&s.places, f.Place}, {&s.claimants, f.Claimant}} {
		if *l.to, err = a.resolveAll(l.names); err != nil {
			return nil, err
		}
	}
	if s.regions, err = a.regionsOf(s.places); err != nil {
		return nil, err
	}
	if s.types, err = a.relations(f.Relation); err != nil {
		return nil, err
	}
	if s.classes, err = a.classesOf(f.Class); err != nil {
		return nil, err
	}
	if f.Articles != nil {
		s.batch = map[graph.ArticleID]bool{}
		for _, id := range f.Articles {
			s.batch[id] = true
		}
	}
	if s.origin, err = a.originOf(f.Source); err != nil {
		return nil, err
	}
	if f.After != "" && !store.IsCursor(f.After) {
		return nil, &UnknownError{What: "place to go on from", Name: f.After}
	}
	for _, m := range f.Mode {
		s.modes |= 1 << m
	}
	if !f.Since.IsZero() {
		s.since = f.Since.Unix()
	}
	if !f.Until.IsZero() {
		s.until = f.Until.Unix()
	}
	return s, nil
}

// relations are the types called so, with those that are kinds of them.
func (a *asker) relations(names []string) (map[graph.TypeID]bool, error) {
	if len(names) == 0 {
		return nil, nil
	}
	types, err := a.Types()
	if err != nil {
		return nil, err
	}
	out := map[graph.TypeID]bool{}
	for _, n := range names {
		folded := store.Fold(n)
		found := false
		for _, t := range types {
			if string(t.ID) == n || folded == store.Fold(string(t.ID)) || folded == store.Fold(t.Label) || t.Inverse != "" && folded == store.Fold(t.Inverse) {
				out[t.ID] = true
				found = true
			}
		}
		if !found {
			var known []string
			for _, t := range types {
				known = append(known, string(t.ID))
			}
			return nil, &UnknownError{What: "relation", Name: n, Near: nearest(n, known)}
		}
	}
	for more := true; more; {
		more = false
		for _, t := range types {
			if out[t.Parent] && !out[t.ID] {
				out[t.ID], more = true, true
			}
		}
	}
	return out, nil
}

// byTime is the order of the index.
func byTime(x, y store.Summary) int {
	return cmp.Or(cmp.Compare(x.Sort, y.Sort), cmp.Compare(x.ID, y.ID))
}

// wants reports whether s selects an event.
func (s *selection) wants(e *store.Summary) bool {
	switch {
	case s.types != nil && !s.types[e.Type],
		s.types == nil && e.Open && !s.Open,
		e.Standing == store.Rejected && !s.Rejected,
		s.Confirmed && e.Standing != store.Confirmed,
		s.classes != nil && !s.classes[e.Class],
		s.Denied != nil && *s.Denied != e.Denied,
		s.Asserted && !e.Asserted,
		s.batch != nil && !slices.ContainsFunc(e.Articles, func(id graph.ArticleID) bool { return s.batch[id] }),
		s.Factuality != nil && e.Factuality > *s.Factuality,
		s.modes != 0 && s.modes&e.Modes == 0,
		e.Confidence < s.Confidence,
		e.Sources < s.MinSources,
		len(s.Basis) > 0 && !slices.Contains(s.Basis, e.Basis),
		len(s.Tag) > 0 && !slices.ContainsFunc(s.Tag, func(t string) bool { return slices.Contains(e.Tags, strings.ToLower(t)) }),
		s.claimants != nil && !slices.ContainsFunc(e.Claimants, func(id graph.EntityID) bool { return s.claimants[id] }),
		s.origin != nil && !slices.ContainsFunc(e.Articles, func(id graph.ArticleID) bool { return s.a.from(s.origin, id) }):
		return false
	}
	return s.inTime(e) && s.atPlace(e) && s.takesPart(e) && s.known(e)
}

// known reports whether an article of before KnownOn tells of e.
func (s *selection) known(e *store.Summary) bool {
	return s.KnownOn.IsZero() || slices.ContainsFunc(e.Articles, func(id graph.ArticleID) bool {
		src, ok, err := s.a.Source(id)
		return err == nil && ok && !src.Published.IsZero() && src.Published.Before(s.KnownOn)
	})
}

func (s *selection) inTime(e *store.Summary) bool {
	if s.since == math.MinInt64 && s.until == math.MaxInt64 {
		return true
	}
	if !e.Dated() {
		return s.Undated
	}
	if s.Certainly {
		return e.Sure && e.Basis != when.BasisPublication && e.From >= s.since && e.To <= s.until
	}
	from, to := e.Span()
	return from < s.until && to > s.since
}

// takesPart reports whether one of the actors takes part on the side asked for, and one of
// with in another role.
func (s *selection) takesPart(e *store.Summary) bool {
	if s.actors == nil && s.with == nil {
		return true
	}
	for i, r := range e.Roles {
		if s.actors != nil && (r.Entity == "" || !s.actors[r.Entity] || !s.side(r.Name, e)) {
			continue
		}
		if s.with == nil {
			return true
		}
		for j, o := range e.Roles {
			if (j != i || s.actors == nil) && o.Entity != "" && s.with[o.Entity] && (s.actors == nil || o.Entity != r.Entity) {
				return true
			}
		}
	}
	return s.Side == EitherSide && s.with == nil && s.actors[e.Place]
}

func (s *selection) side(role string, e *store.Summary) bool {
	switch s.Side {
	case ActorSide:
		return role == "actor" || role == "participant" || s.a.symmetric(e.Type)
	case OtherSide:
		return role != "actor" || s.a.symmetric(e.Type)
	}
	return true
}

func (a *asker) symmetric(id graph.TypeID) bool {
	t, _, err := a.Type(id)
	return err == nil && t.Symmetric
}
