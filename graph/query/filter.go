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

// origin is where articles may be from.
type origin struct {
	papers map[string]bool          // folded publishers and agencies
	ids    map[graph.ArticleID]bool // articles themselves
}

// from reports whether an article is of an origin.
func (a *asker) from(o *origin, id graph.ArticleID) bool {
	if o.ids[id] {
		return true
	}
	src, ok, err := a.Source(id)
	return err == nil && ok && (src.Publisher != "" && o.papers[store.Fold(src.Publisher)] || src.Agency != "" && o.papers[store.Fold(src.Agency)])
}

// originOf are publishers and agencies of these names, and articles with these ids.
func (a *asker) originOf(sources []string) (*origin, error) {
	if len(sources) == 0 {
		return nil, nil
	}
	o := &origin{papers: map[string]bool{}, ids: map[graph.ArticleID]bool{}}
	for _, want := range sources {
		found := false
		if len(want) >= 4 {
			for id := range a.SourcesWith(want) {
				o.ids[id], found = true, true
			}
		}
		if folded := store.Fold(want); folded != "" {
			o.papers[folded] = true
			for range a.Events(store.List{Paper: folded}, store.Range{}) {
				found = true
				break
			}
		}
		if found {
			continue
		}
		if err := a.published(want); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// published is an error if no article is by a publisher or agency, even one that tells of no event.
func (a *asker) published(name string) error {
	as, err := a.Articles()
	if err != nil {
		return err
	}
	var known []string
	for _, x := range as {
		if folded := store.Fold(name); folded != "" && (folded == store.Fold(x.Publisher) || folded == store.Fold(x.Agency)) {
			return nil
		}
		known = append(known, x.Publisher, x.Agency)
	}
	slices.Sort(known)
	return &UnknownError{What: "source", Name: name, Near: nearest(name, slices.DeleteFunc(slices.Compact(known), func(k string) bool { return k == "" }))}
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
		ids, n, _ := s.a.Sample(s.lists(), s.span(), most)
		*each = n
		for i, id := range ids {
			sum, ok, err := s.a.Summary(id)
			if i&63 == 0 && err == nil {
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
	return func(yield func(store.Summary, error) bool) {
		if err := s.a.ctx.Err(); err != nil {
			yield(store.Summary{}, err)
			return
		}
		n := 0
		for id := range s.a.Common(s.lists(), s.span()) {
			sum, ok, err := s.a.Summary(id)
			if n++; n&15 == 0 && err == nil {
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
