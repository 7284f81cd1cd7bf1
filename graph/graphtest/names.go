package graphtest

import (
	"fmt"
	"math/rand/v2"

	"dateline/graph"
)

// Said is an entity as one article tells of it.
type Said struct {
	Kind                graph.Kind
	Name                string
	Role, Country, Walk string
	Unnamed             bool
	Aliases             []string
}

// namesakes are ways to name a few people and bodies, some of whom are one.
var namesakes = []Said{
	{Kind: graph.Person, Name: "Valery Gerasimov", Country: "RUS", Role: "Russian general"},
	{Kind: graph.Person, Name: "Valeri Gerassimow"},
	{Kind: graph.Person, Name: "V. Gerasimov"},
	{Kind: graph.Person, Name: "Gerasimov"},
	{Kind: graph.Person, Name: "Joe Biden", Country: "USA", Role: "President"},
	{Kind: graph.Person, Name: "Joseph R. Biden", Country: "USA"},
	{Kind: graph.Person, Name: "J. Biden"},
	{Kind: graph.Person, Name: "Donald Trump", Country: "USA", Role: "President"},
	{Kind: graph.Person, Name: "U.S. president", Role: "U.S. president", Country: "USA", Unnamed: true},
	{Kind: graph.Person, Name: "Ukrainian president", Role: "Ukrainian president", Country: "UKR", Unnamed: true},
	{Kind: graph.Person, Name: "Viktor Tal", Country: "UKR", Role: "President of Ukraine"},
	{Kind: graph.Person, Name: "Petro Lun", Country: "UKR", Role: "Ukrainian President"},
	{Kind: graph.Person, Name: "Mark Stone", Walk: "GOV"},
	{Kind: graph.Person, Name: "Mark Stone", Walk: "BUS"},
	{Kind: graph.Person, Name: "Mark Stone"},
	{Kind: graph.Organisation, Name: "Valley Water Council"},
	{Kind: graph.Organisation, Name: "VWC"},
	{Kind: graph.Organisation, Name: "Varda Wool Cooperative"},
	{Kind: graph.GPE, Name: "Zaporizhia"},
	{Kind: graph.GPE, Name: "Zaporizhya"},
}

// Namesakes is the facts of article number n, that names a few of those with alike names.
func Namesakes(seed uint64, n int) graph.Facts {
	r := rand.New(rand.NewPCG(seed, uint64(n)+1<<40))
	b := Article(fmt.Sprintf("https://example.org/namesakes/%d", n), papers[r.IntN(len(papers))], Day(1, 1).AddDate(0, r.IntN(60), r.IntN(28)))
	b.Entity(graph.GPE, "Ukraine")
	b.Last().Country = "UKR"
	var who []graph.EntityID
	few := len(namesakes)
	if r.IntN(2) == 0 {
		few = 5 // so that the same meet again
	}
	for _, i := range r.Perm(few)[:3] {
		who = append(who, b.Say(namesakes[i]))
	}
	day := [...]string{"2021-03-30", "2021-03-31", "2021-03", "2021-04-02"}[r.IntN(4)]
	met := b.Event("met_with", day, who[0], who[1], b.Claim("The first met the second then.", "met"))
	if r.IntN(2) == 0 {
		met.Roles = append(met.Roles, graph.Role{Name: "participant", Entity: who[2]})
	}
	who[1] = [...]graph.EntityID{"", who[1]}[r.IntN(2)]
	b.Event("attacked", day, who[1], who[2], b.Claim("The second attacked the third then.", "attacked"))
	return b.Done()
}

// Say adds an entity and gives its id.
func (b *Builder) Say(s Said) graph.EntityID {
	id := b.Entity(s.Kind, s.Name, s.Aliases...)
	e := b.Last()
	e.Role, e.Country, e.Sector, e.Unnamed = s.Role, s.Country, s.Walk, s.Unnamed
	return id
}
