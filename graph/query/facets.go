package query

import (
	"cmp"
	"context"
	"slices"
	"strings"

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

// facet is something that events can be counted by: the values that one event has.
type facet struct {
	name   string
	values func(a *asker, e *store.Summary) []string
}

var facets = []facet{
	{"actor", func(a *asker, e *store.Summary) []string { return entityValues(e, true) }},
	{"participant", func(a *asker, e *store.Summary) []string { return entityValues(e, false) }},
	{"relation", func(a *asker, e *store.Summary) []string { return []string{string(e.Type)} }},
	{"class", func(a *asker, e *store.Summary) []string { return []string{string(e.Class)} }},
	{"context", func(a *asker, e *store.Summary) []string { return e.Tags }},
	{"place", func(a *asker, e *store.Summary) []string { return []string{string(e.Place)} }},
	{"country", func(a *asker, e *store.Summary) []string { return []string{a.countryOf(e.Place)} }},
	{"year", func(a *asker, e *store.Summary) []string { return []string{calendar(e.When, 4)} }},
	{"month", func(a *asker, e *store.Summary) []string { return []string{calendar(e.When, 7)} }},
	{"day", func(a *asker, e *store.Summary) []string { return []string{calendar(e.When, 10)} }},
	{"source", func(a *asker, e *store.Summary) []string { return a.publishersOf(e) }},
	{"claimant", func(a *asker, e *store.Summary) []string { return ids2strings(e.Claimants) }},
	{"basis", func(a *asker, e *store.Summary) []string { return []string{e.Basis.String()} }},
	{"status", func(a *asker, e *store.Summary) []string { return []string{status(e)} }},
}

// FacetNames are what Facets can count by.
func FacetNames() []string {
	var out []string
	for _, f := range facets {
		out = append(out, f.name)
	}
	return out
}

// Facets counts the events that f selects by what they have: most events first, times in
// order of time. An event counts once for each value it has ("actor": each who acts);
// what has none is left out. f.Limit and f.Offset count values.
func Facets(ctx context.Context, s *store.Store, by string, f Filter) (out []Facet, err error) {
	i := slices.IndexFunc(facets, func(x facet) bool { return x.name == by })
	if i < 0 {
		near := nearest(by, FacetNames())
		if len(near) == 0 {
			near = FacetNames()
		}
		return nil, &UnknownError{What: "facet", Name: by, Near: near}
	}
	limit, offset := f.Limit, f.Offset
	f.Limit, f.Offset, f.Sort = 0, 0, ByTime
	err = ask(ctx, s, func(a *asker) error {
		sel, err := a.compile(f)
		if err != nil {
			return err
		}
		at := map[string]int{}
		for sum, err := range sel.matches() {
			if err != nil {
				return err
			}
			seen := map[string]bool{"": true}
			for _, v := range facets[i].values(a, &sum) {
				if seen[v] {
					continue
				}
				seen[v] = true
				j, ok := at[v]
				if !ok {
					j = len(out)
					at[v] = j
					out = append(out, Facet{Value: v})
				}
				out[j].N++
				if sum.Dated() {
					out[j].First, out[j].Last = cmp.Or(out[j].First, sum.When), sum.When
				}
			}
		}
		if by == "actor" || by == "participant" || by == "place" || by == "claimant" {
			for j := range out {
				out[j].ID = graph.EntityID(out[j].Value)
				out[j].Value = a.name(out[j].ID)
			}
		}
		return nil
	})
	inTime := by == "year" || by == "month" || by == "day"
	slices.SortFunc(out, func(x, y Facet) int {
		if inTime {
			return cmp.Compare(x.Value, y.Value)
		}
		return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Value, y.Value), cmp.Compare(x.ID, y.ID))
	})
	out = out[min(offset, len(out)):]
	if limit > 0 {
		out = out[:min(limit, len(out))]
	}
	return out, err
}

// entityValues are those who act in e, or all who take part in it. In a symmetric relation all act.
func entityValues(e *store.Summary, actors bool) []string {
	var out []string
	for _, r := range e.Roles {
		if r.Entity != "" && (!actors && (r.Name == "actor" || takes(r.Name)) || actors && (r.Name == "actor" || r.Name == "participant")) {
			out = append(out, string(r.Entity))
		}
	}
	return out
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

// calendar is the year, month or day of an EDTF date that commits itself to one.
func calendar(edtf string, length int) string {
	if edtf == "" || strings.ContainsAny(edtf, "[{/") || len(edtf) < length {
		return ""
	}
	return edtf[:length]
}

func (a *asker) publishersOf(e *store.Summary) []string {
	var out []string
	for _, id := range e.Articles {
		if src, ok, err := a.Source(id); err == nil && ok {
			out = append(out, cmp.Or(src.Publisher, "(unknown)"))
		}
	}
	return out
}

func ids2strings[T ~string](ids []T) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// status says how an event stands.
func status(e *store.Summary) string {
	switch {
	case e.Denied && e.Asserted:
		return "disputed"
	case e.Denied:
		return "denied"
	case e.Modes&(1<<graph.Past|1<<graph.Present) == 0 && e.Modes&(1<<graph.Planned|1<<graph.Ordered|1<<graph.Hypothetical) != 0:
		return "planned"
	}
	return "asserted"
}
