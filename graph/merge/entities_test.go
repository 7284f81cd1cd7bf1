package merge_test

import (
	"fmt"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
)

// told stores one article for each of what is said and gives the ids.
func told(t *testing.T, s *store.Store, said map[string]graphtest.Said, on map[string]string) map[string]string {
	t.Helper()
	ids := map[string]string{}
	for name, x := range said {
		pub := graphtest.Day(3, 31)
		if on[name] != "" {
			pub, _ = time.Parse("2006-01-02", on[name])
		}
		b := graphtest.Article("https://example.org/"+name, "Probe", pub)
		id := b.Say(x)
		land := b.Entity(graph.GPE, "Ukraine")
		b.Last().Country = "UKR"
		b.Event("attacked", "", id, land, b.Claim(fmt.Sprintf("Words of %s about what happened there.", name), "happened"))
		graphtest.Put(t, s, b.Done())
		ids[name] = string(id)
	}
	return ids
}

func TestEntities(t *testing.T) {
	const person, org, gpe = graph.Person, graph.Organisation, graph.GPE
	for _, c := range []struct {
		name    string
		a, b, c graphtest.Said // c, where it has a name, is a third that may be meant
		on      map[string]string
		same    bool
	}{
		{name: "spelling of another script", a: graphtest.Said{Kind: person, Name: "Valery Gerasimov", Country: "RUS"}, b: graphtest.Said{Kind: person, Name: "Valeri Gerassimow"}, same: true},
		{name: "initial", a: graphtest.Said{Kind: person, Name: "Valery Gerasimov"}, b: graphtest.Said{Kind: person, Name: "V. Gerasimov"}, same: true},
		{name: "initial of two", a: graphtest.Said{Kind: person, Name: "Valery Tal"}, b: graphtest.Said{Kind: person, Name: "V. Tal"}, c: graphtest.Said{Kind: person, Name: "Viktor Tal"}},
		{name: "nickname", a: graphtest.Said{Kind: person, Name: "Joe Biden"}, b: graphtest.Said{Kind: person, Name: "Joseph R. Biden"}, same: true},
		{name: "middle names differ", a: graphtest.Said{Kind: person, Name: "George H. Bush"}, b: graphtest.Said{Kind: person, Name: "George W. Bush"}},
		{name: "acronym", a: graphtest.Said{Kind: org, Name: "Valley Water Council"}, b: graphtest.Said{Kind: org, Name: "VWC"}, same: true},
		{name: "acronym of two", a: graphtest.Said{Kind: org, Name: "Valley Water Council"}, b: graphtest.Said{Kind: org, Name: "VWC"}, c: graphtest.Said{Kind: org, Name: "Varda Wool Cooperative"}},
		{name: "place in two spellings", a: graphtest.Said{Kind: gpe, Name: "Zaporizhia"}, b: graphtest.Said{Kind: gpe, Name: "Zaporizhya"}, same: true},
		{name: "versions of a product that are called by its name too", a: graphtest.Said{Kind: graph.Product, Name: "Talk 4S", Aliases: []string{"Talk"}}, b: graphtest.Said{Kind: graph.Product, Name: "Talk 4", Aliases: []string{"Talk"}}},
		{name: "one version", a: graphtest.Said{Kind: graph.Product, Name: "Talk 4S", Aliases: []string{"Talk"}}, b: graphtest.Said{Kind: graph.Product, Name: "Talk 4S"}, same: true},
		{name: "a product taken for a body", a: graphtest.Said{Kind: graph.Product, Name: "Talkbook"}, b: graphtest.Said{Kind: org, Name: "Talkbook"}, same: true},
		{name: "bodies that are called the council", a: graphtest.Said{Kind: org, Name: "Valley Council", Aliases: []string{"Council"}}, b: graphtest.Said{Kind: org, Name: "River Council", Aliases: []string{"Council"}}},
		{name: "a body by the first word of its name", a: graphtest.Said{Kind: org, Name: "Granit Nord", Aliases: []string{"Granit"}}, b: graphtest.Said{Kind: org, Name: "Granit"}, same: true},
		{name: "namesakes of two countries", a: graphtest.Said{Kind: person, Name: "Ivan Kos", Country: "HRV"}, b: graphtest.Said{Kind: person, Name: "Ivan Kos", Country: "RUS"}},
		{name: "namesakes of two walks of life", a: graphtest.Said{Kind: person, Name: "Mark Stone", Walk: "GOV"}, b: graphtest.Said{Kind: person, Name: "Mark Stone", Walk: "BUS"}},
		{name: "one of two walks of life, one country", a: graphtest.Said{Kind: person, Name: "Mark Stone", Walk: "GOV", Country: "USA"}, b: graphtest.Said{Kind: person, Name: "Mark Stone", Walk: "BUS", Country: "USA"}, same: true},
		{name: "an office and who holds it", a: graphtest.Said{Kind: person, Name: "Petro Lun", Role: "President of Ukraine", Country: "UKR"}, b: graphtest.Said{Kind: person, Name: "Ukrainian president", Country: "UKR", Unnamed: true}, same: true},
		{name: "an office long before", a: graphtest.Said{Kind: person, Name: "Petro Lun", Role: "President of Ukraine", Country: "UKR"}, b: graphtest.Said{Kind: person, Name: "Ukrainian president", Country: "UKR", Unnamed: true}, on: map[string]string{"b": "2013-05-01"}},
		{name: "an office between two holders", a: graphtest.Said{Kind: person, Name: "Petro Lun", Role: "President of Ukraine", Country: "UKR"}, b: graphtest.Said{Kind: person, Name: "Ukrainian president", Country: "UKR", Unnamed: true}, c: graphtest.Said{Kind: person, Name: "Viktor Tal", Role: "Ukrainian President", Country: "UKR"},
			on: map[string]string{"a": "2020-09-01", "b": "2021-02-20", "c": "2021-07-01"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := graphtest.Open(t)
			said := map[string]graphtest.Said{"a": c.a, "b": c.b}
			if c.c.Name != "" {
				said["c"] = c.c
			}
			ids := told(t, s, said, c.on)
			graphtest.Clean(t, s)
			s.View(ctx, func(r *store.Reader) error {
				if got := r.Canon(ids["a"]) == r.Canon(ids["b"]); got != c.same {
					t.Errorf("%q and %q: one %v, want %v", c.a.Name, c.b.Name, got, c.same)
				}
				return nil
			})
		})
	}
}
