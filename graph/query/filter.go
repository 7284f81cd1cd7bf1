package query

import (
	"cmp"
	"iter"
	"maps"
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
	regions   []region                 // of the places asked for, those that have places in them
	articles  map[graph.ArticleID]bool // of the sources asked for
	batch     map[graph.ArticleID]bool
	modes     uint8
	since     int64
	until     int64
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
	if s.articles, err = a.articlesOf(f.Source); err != nil {
		return nil, err
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

// articlesOf are the articles of publishers and agencies, or with these ids.
func (a *asker) articlesOf(sources []string) (map[graph.ArticleID]bool, error) {
	if len(sources) == 0 {
		return nil, nil
	}
	as, err := a.Articles()
	if err != nil {
		return nil, err
	}
	out := map[graph.ArticleID]bool{}
	for _, want := range sources {
		folded, found := store.Fold(want), false
		var known []string
		for _, x := range as {
			id := len(want) >= 4 && strings.HasPrefix(string(x.ID), want)
			if id || folded == store.Fold(x.Publisher) && folded != "" || folded == store.Fold(x.Agency) && folded != "" {
				out[x.ID], found = true, true
			}
			known = append(known, x.Publisher, x.Agency)
		}
		if !found {
			slices.Sort(known)
			return nil, &UnknownError{What: "source", Name: want, Near: nearest(want, slices.DeleteFunc(slices.Compact(known), func(k string) bool { return k == "" }))}
		}
	}
	return out, nil
}

// mostLists bounds the lists that are walked side by side.
const mostLists = 64

// lists are the lists of the index that all that s can select stands in: in one of each group.
// Those of one entity or relation are walked side by side, so that the shortest says what is looked at.
func (s *selection) lists() [][]store.List {
	var out [][]store.List
	entities := func(ids map[graph.EntityID]bool) {
		if n := len(ids); n == 0 || n > mostLists {
			return
		}
		var g []store.List
		for _, id := range sortedKeys(ids) {
			g = append(g, store.List{Entity: id})
		}
		out = append(out, g)
	}
	entities(s.actors)
	entities(s.with)
	if within, ok := s.within(); ok {
		entities(within)
	}
	if n := len(s.types); n > 0 && n <= mostLists {
		var g []store.List
		for _, t := range sortedKeys(s.types) {
			g = append(g, store.List{Type: t})
		}
		out = append(out, g)
	}
	if out == nil {
		out = [][]store.List{{{}}}
	}
	return out
}

// within are all the places that s asks for, where they can be named one by one.
func (s *selection) within() (map[graph.EntityID]bool, bool) {
	out := map[graph.EntityID]bool{}
	for _, r := range s.regions {
		if r.country != "" {
			return nil, false
		}
		maps.Copy(out, r.within)
	}
	return out, s.places != nil
}

// matches gives the summaries that s selects, in the order of the index.
func (s *selection) matches() iter.Seq2[store.Summary, error] {
	return func(yield func(store.Summary, error) bool) {
		if err := s.a.ctx.Err(); err != nil {
			yield(store.Summary{}, err)
			return
		}
		in := store.Range{Since: s.Since, Until: s.Until, Undated: s.Undated, Backward: s.Sort == Newest}
		n := 0
		for id := range s.a.Common(s.lists(), in) {
			sum, ok, err := s.a.Summary(id)
			if n++; n&63 == 0 && err == nil {
				err = s.a.ctx.Err()
			}
			if err != nil {
				yield(sum, err)
				return
			}
			if ok && s.wants(&sum) && !yield(sum, nil) {
				return
			}
		}
		if err := s.a.ctx.Err(); err != nil {
			yield(store.Summary{}, err)
		}
	}
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
		s.articles != nil && !slices.ContainsFunc(e.Articles, func(id graph.ArticleID) bool { return s.articles[id] }):
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
