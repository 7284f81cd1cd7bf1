package query

import (
	"cmp"
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// Facet is one value that events have, with how many of them have it.
type Facet struct {
	Value string         // as people write it
	ID    graph.EntityID // of an entity
	N     int            // events
	First string         // EDTF of the earliest and latest of them
	Last  string
}

// Counted is how many events have each value of a facet.
type Counted struct {
	Facets []Facet
	More   bool // there are more values than the limit lets through
	Looked int  // events that were looked at
	Of     int  // events that there are to look at; where it is more, the numbers are estimates
}

// Estimated reports whether only some of the events were looked at.
func (c Counted) Estimated() bool { return c.Looked < c.Of }

// byCountry is counted by the places of events: which country a place is in is known of the place.
const byCountry = "country"

// facetNames are what events can be counted by.
var facetNames = []string{"actor", "participant", "relation", "class", "context", "place", byCountry, "year", "month", "day", "source", "claimant", "basis", "status"}

// FacetNames are what Facets can count by.
func FacetNames() []string { return slices.Clone(facetNames) }

// Facets counts the events that f selects by what they have: most events first, times in
// order of time. An event counts once for each value it has ("actor": each who acts);
// what has none is left out. f.Limit and f.Offset count values. Counts of the whole graph are
// kept; of what a filter selects every event is looked at.
func Facets(ctx context.Context, s *store.Store, by string, f Filter) ([]Facet, error) {
	c, err := facets(ctx, s, by, f, 0)
	return c.Facets, err
}

// Survey is Facets in bounded time: where f selects many events, evenly spread ones are
// looked at, and the numbers are estimates.
func Survey(ctx context.Context, s *store.Store, by string, f Filter) (Counted, error) {
	return facets(ctx, s, by, f, surveyed)
}

// surveyed is how many events a survey looks at: up to twice as many.
const surveyed = 1000

func facets(ctx context.Context, s *store.Store, by string, f Filter, most int) (out Counted, err error) {
	if !slices.Contains(facetNames, by) {
		near := nearest(by, FacetNames())
		if len(near) == 0 {
			near = FacetNames()
		}
		return out, &UnknownError{What: "facet", Name: by, Near: near}
	}
	limit, offset := f.Limit, f.Offset
	f.Limit, f.Offset, f.Sort = 0, 0, ByTime
	err = ask(ctx, s, func(a *asker) error {
		sel, err := a.compile(f)
		if err != nil {
			return err
		}
		c := counter{sel: sel, by: by, at: map[string]int{}}
		if sel.plain() {
			want := offset + limit + 1
			if limit <= 0 {
				want = 0
			}
			if err := c.kept(want); err != nil {
				return err
			}
		} else if err := c.look(most); err != nil {
			return err
		}
		if by == "actor" || by == "participant" || by == "place" || by == "claimant" {
			for j := range c.out {
				c.out[j].ID = graph.EntityID(c.out[j].Value)
			}
		}
		n := len(c.out)
		if limit > 0 {
			n = min(n, offset+limit)
		}
		c.sort(n)
		out = Counted{Facets: page(c.out, offset, limit), More: n < len(c.out), Looked: c.looked, Of: c.of}
		return c.ends(out.Facets)
	})
	return out, err
}

// page is limit items, all if it is zero, from offset on.
func page[T any](all []T, offset, limit int) []T {
	all = all[min(offset, len(all)):]
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	return all
}

// counter counts by one facet.
type counter struct {
	sel        *selection
	by         string
	out        []Facet
	at         map[string]int
	looked, of int
	stale      map[string]bool // values whose ends must be looked for
	first      map[string]graph.EventID
	last       map[string]graph.EventID
	endsOf     string // if not empty, the only value whose first and last event are asked for
}

func (c *counter) facet(v string) *Facet {
	j, ok := c.at[v]
	if !ok {
		j = len(c.out)
		c.at[v] = j
		c.out = append(c.out, Facet{Value: v})
	}
	return &c.out[j]
}

// sort puts most events first, and of the same number by name; times in order of time. Only
// the first n are looked at by name, if there are more.
func (c *counter) sort(n int) {
	if c.by == "year" || c.by == "month" || c.by == "day" {
		slices.SortFunc(c.out, func(x, y Facet) int { return cmp.Compare(x.Value, y.Value) })
		return
	}
	slices.SortFunc(c.out, func(x, y Facet) int { return cmp.Compare(y.N, x.N) })
	named := len(c.out)
	if n < len(c.out) {
		for named = n; n > 0 && named < len(c.out) && c.out[named].N == c.out[n-1].N; named++ {
		}
	}
	for j := range c.out[:named] {
		if x := &c.out[j]; x.ID != "" {
			x.Value = c.sel.a.name(x.ID)
		}
	}
	slices.SortFunc(c.out[:named], func(x, y Facet) int {
		return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Value, y.Value), cmp.Compare(x.ID, y.ID))
	})
}

// look counts the events of the selection: all, or, with most, up to twice as many, evenly spread.
func (c *counter) look(most int) error {
	values := c.valuesOf()
	each := 1
	for sum, err := range c.sel.spread(most, &each) {
		if err != nil {
			return err
		}
		c.looked++
		seen := map[string]bool{"": true}
		for _, v := range values(&sum) {
			if seen[v] {
				continue
			}
			seen[v] = true
			f := c.facet(v)
			f.N += each
			if sum.Dated() {
				f.First, f.Last = cmp.Or(f.First, sum.When), sum.When
			}
		}
	}
	c.of = c.looked * each
	return nil
}

// valuesOf gives the values that an event has.
func (c *counter) valuesOf() func(e *store.Summary) []string {
	a := c.sel.a
	source := func(id graph.ArticleID) graph.Source {
		src, _, _ := a.Source(id)
		return src
	}
	if c.by == byCountry {
		return func(e *store.Summary) []string { return []string{a.countryOf(e.Place)} }
	}
	i := slices.IndexFunc(store.Facets, func(f store.Facet) bool { return f.Name == c.by })
	return func(e *store.Summary) []string { return store.Facets[i].Values(e, source) }
}

func (a *asker) countryOf(place graph.EntityID) string {
	if place == "" {
		return ""
	}
	e, err := a.entity(place)
	if err != nil {
		return ""
	}
	return e.Country
}

// kept takes the counts that the store keeps; with want only so many of the largest.
func (c *counter) kept(want int) error {
	c.first, c.last, c.stale = map[string]graph.EventID{}, map[string]graph.EventID{}, map[string]bool{}
	a, by := c.sel.a, c.by
	if by == byCountry {
		by, want = "place", 0
	}
	inTime := by == "year" || by == "month" || by == "day"
	rejected, err := c.rejected(by)
	if err != nil {
		return err
	}
	take := func(t store.Tally) error {
		v := t.Value
		if c.by == byCountry {
			if v = a.countryOf(graph.EntityID(v)); v == "" {
				return nil
			}
		}
		n := rejected[t.Value]
		delete(rejected, t.Value) // taken off once, of open relations or of the others
		c.facet(v).N += t.N - n
		if c.endsOf != "" && c.endsOf != v {
			return nil
		}
		if t.Stale || n > 0 {
			c.stale[v] = true
			return nil
		}
		return c.widen(v, t.First, t.Last)
	}
	if want > 0 && !inTime && !c.sel.Open && len(rejected) == 0 {
		for _, t := range a.Most(by, false, want) {
			if err := take(t); err != nil {
				return err
			}
		}
		return nil
	}
	for _, open := range []bool{false, true}[:1+b2i(c.sel.Open)] {
		for t := range a.Tallies(by, open) {
			if err := take(t); err != nil {
				return err
			}
		}
		if err := a.ctx.Err(); err != nil {
			return err
		}
	}
	c.out = slices.DeleteFunc(c.out, func(f Facet) bool { return f.N <= 0 })
	return nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rejected counts by value the events that persons rejected and that the selection leaves out.
func (c *counter) rejected(by string) (map[string]int, error) {
	out := map[string]int{}
	if c.sel.Rejected {
		return out, nil
	}
	ids, err := c.sel.a.Rejected()
	if err != nil {
		return nil, err
	}
	values := (&counter{sel: c.sel, by: by}).valuesOf()
	for _, id := range ids {
		sum, ok, err := c.sel.a.Summary(id)
		if err != nil {
			return nil, err
		}
		if !ok || sum.Open && !c.sel.Open {
			continue
		}
		vs := slices.Clone(values(&sum))
		slices.Sort(vs)
		for _, v := range slices.Compact(vs) {
			out[v]++
		}
	}
	return out, nil
}

// widen takes in the first and last event of a part of a value.
func (c *counter) widen(v string, first, last graph.EventID) error {
	earlier := func(x, y graph.EventID) (bool, error) {
		a, _, err := c.sel.a.Summary(x)
		if err != nil {
			return false, err
		}
		b, _, err := c.sel.a.Summary(y)
		return byTime(a, b) < 0, err
	}
	if first == "" {
		return nil
	}
	old, ok := c.first[v]
	if !ok {
		c.first[v], c.last[v] = first, last
		return nil
	}
	before, err := earlier(first, old)
	if err != nil {
		return err
	}
	if before {
		c.first[v] = first
	}
	after, err := earlier(c.last[v], last)
	if after {
		c.last[v] = last
	}
	return err
}

// ends fills in the dates of the first and last event of each value of a page. Where the store has
// lost them, the events of the value are gone through from both ends.
func (c *counter) ends(facets []Facet) error {
	if c.first == nil {
		return nil
	}
	values := c.valuesOf()
	for i := range facets {
		f := &facets[i]
		v := cmp.Or(string(f.ID), f.Value)
		if !c.stale[v] {
			for _, end := range []struct {
				id   graph.EventID
				when *string
			}{{c.first[v], &f.First}, {c.last[v], &f.Last}} {
				sum, _, err := c.sel.a.Summary(end.id)
				if err != nil {
					return err
				}
				*end.when = sum.When
			}
			continue
		}
		for _, end := range []struct {
			sort Sort
			when *string
		}{{ByTime, &f.First}, {Newest, &f.Last}} {
			sel := *c.sel
			sel.Sort = end.sort
			sel.narrow(c.by, v)
			for sum, err := range sel.matches() {
				if err != nil {
					return err
				}
				if sum.Dated() && slices.Contains(values(&sum), v) {
					*end.when = sum.When
					break
				}
			}
		}
	}
	return nil
}
