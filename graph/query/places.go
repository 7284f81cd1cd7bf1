package query

import (
	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dateline/graph"
	"dateline/graph/store"
)

// deepest bounds how many steps of "lies in" are followed: street, town, district,
// region, country.
const deepest = 6

// region is a place that has others in it.
type region struct {
	country string // ISO 3166-1 alpha-3, where it is a country
	within  map[graph.EntityID]bool
}

// regionsOf are the places asked for with all that lies in them: of a country,
// every place with its code; of any, what the articles say is located in or a part
// of it.
func (a *asker) regionsOf(places map[graph.EntityID]bool) ([]region, error) {
	var out []region
	for _, id := range sortedKeys(places) {
		e, err := a.entity(id)
		if err != nil {
			return nil, err
		}
		r := region{within: map[graph.EntityID]bool{id: true}}
		if isCountry(e) {
			r.country = e.Country
		}
		for edge, n := []graph.EntityID{id}, 0; len(edge) > 0 && n < deepest; n++ {
			var next []graph.EntityID
			for _, x := range edge {
				states, err := a.States(x, false)
				if err != nil {
					return nil, err
				}
				for _, s := range states {
					if (s.Type == "located_in" || s.Type == "part_of" || s.Type == "capital_of") && !s.Former && !r.within[s.From] {
						r.within[s.From] = true
						next = append(next, s.From)
					}
				}
			}
			edge = next
		}
		out = append(out, r)
	}
	return out, nil
}

// isCountry reports whether e is the country whose code it carries, and not one of its
// cities: they carry it too.
func isCountry(e graph.Entity) bool {
	if e.Kind != graph.GPE || e.Country == "" {
		return false
	}
	code, err := language.ParseRegion(e.Country)
	if err != nil || !code.IsCountry() {
		return false
	}
	name := store.Fold(display.English.Regions().Name(code))
	same := func(n string) bool { return store.Fold(n) == name }
	return same(e.Name) || slices.ContainsFunc(e.Aliases, same)
}

func (s *selection) atPlace(e *store.Summary) bool {
	if s.places == nil {
		return true
	}
	if e.Place == "" {
		return false
	}
	for _, r := range s.regions {
		if r.within[e.Place] {
			return true
		}
		if r.country == "" {
			continue
		}
		if p, err := s.a.entity(e.Place); err == nil && p.Country == r.country {
			return true
		}
	}
	return false
}
