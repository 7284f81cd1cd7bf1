package query

import (
	"cmp"
	"iter"
	"maps"
	"math"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// This file says which lists of the index a selection walks.

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
	if s.origin != nil && len(s.origin.ids) == 0 && len(s.origin.papers) <= mostLists {
		var g []store.List
		for _, name := range sortedKeys(s.origin.papers) {
			g = append(g, store.List{Paper: name})
		}
		out = append(out, g)
	}
	if s.types == nil && s.classes != nil {
		if g := s.classLists(); len(g) <= mostLists {
			out = append(out, g)
		}
	}
	if out = append(out, s.also...); len(out) == 0 {
		out = [][]store.List{{{}}}
	}
	return out
}

// classLists are the lists of the relations that have events of the classes of s.
func (s *selection) classLists() (out []store.List) {
	seen := map[graph.TypeID]bool{}
	for _, class := range sortedKeys(s.classes) {
		for _, t := range s.a.TypesOf(class) {
			if !seen[t] {
				seen[t] = true
				out = append(out, store.List{Type: t})
			}
		}
	}
	return out
}

// narrow says that what is looked for has a value of a facet: where that has a list, it is walked too.
func (s *selection) narrow(facet, value string) {
	switch facet {
	case "actor", "participant", "place":
		s.also = append(s.also, []store.List{{Entity: graph.EntityID(value)}})
	case "class":
		s.classes = map[graph.Class]bool{graph.Class(value): true}
	case "relation":
		s.also = append(s.also, []store.List{{Type: graph.TypeID(value)}})
	case "source":
		if value != store.Unpublished {
			s.also = append(s.also, []store.List{{Paper: store.Fold(value)}})
		}
	}
}

// plain reports whether s selects all that the counts of the store count.
func (s *selection) plain() bool {
	return s.all() && !s.Confirmed && !s.Asserted && s.KnownOn.IsZero()
}

// spread gives what s selects in order of time; with most, of that as much as evenly spread events
// let guess, up to twice as many. each is set to how many events one stands for.
func (s *selection) spread(most int, each *int) iter.Seq2[store.Summary, error] {
	if most <= 0 {
		return s.matches()
	}
	return func(yield func(store.Summary, error) bool) {
		sums, n, err := s.a.Sample(s.lists(), s.span(), most)
		if err != nil {
			yield(store.Summary{}, err)
			return
		}
		*each = n
		for i := range sums {
			if s.wants(&sums[i]) && !yield(sums[i], nil) {
				return
			}
		}
	}
}

// span is the stretch of the lists in which s selects.
func (s *selection) span() store.Range {
	return store.Range{Since: s.Since, Until: s.Until, Undated: s.Undated, Backward: s.Sort == Newest, After: s.After}
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
	return s.those(s.a.Common(s.worthWalking(), s.span()))
}

// muchLonger is by how much several lists must be longer than those of an entity not to be walked beside them: a
// leap in each costs more than the record of an event that they would spare.
const muchLonger = 16

// worthWalking are lists without those of several relations that are much longer than those of an entity. What they
// would leave out, wants does.
func (s *selection) worthWalking() [][]store.List {
	groups := s.lists()
	size := func(g []store.List, facet string) (n int) {
		for _, l := range g {
			value := cmp.Or(string(l.Entity), string(l.Type))
			n += s.a.Tally(facet, false, value).N + s.a.Tally(facet, true, value).N
		}
		return n
	}
	few := math.MaxInt
	for _, g := range groups {
		if len(g) > 0 && g[0].Entity != "" {
			few = min(few, size(g, store.ByTaker)) // of those that walk beside each other the shortest counts
		}
	}
	if few == math.MaxInt {
		return groups
	}
	return slices.DeleteFunc(groups, func(g []store.List) bool {
		return len(g) > 1 && g[0].Type != "" && size(g, "relation")/muchLonger > few
	})
}

// those gives the summaries of the events that s selects. They are looked up a few at a time, more each time: on
// a server each look-up is a journey.
func (s *selection) those(ids iter.Seq[graph.EventID]) iter.Seq2[store.Summary, error] {
	return func(yield func(store.Summary, error) bool) {
		few := 16
		buf := make([]graph.EventID, 0, few)
		flush := func() (more bool) {
			defer func() { buf = buf[:0] }()
			if err := s.a.ctx.Err(); err != nil {
				yield(store.Summary{}, err)
				return false
			}
			s.a.AheadEvents(buf)
			for _, id := range buf {
				sum, ok, err := s.a.Summary(id)
				if err != nil {
					yield(sum, err)
					return false
				}
				if ok && s.wants(&sum) && !yield(sum, nil) {
					return false
				}
			}
			return true
		}
		for id := range ids {
			if buf = append(buf, id); len(buf) == few {
				if !flush() {
					return
				}
				few = min(2*few, 256)
			}
		}
		flush()
	}
}
