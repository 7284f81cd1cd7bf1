package graphtest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"dateline/graph"
)

// Alike is the facts of article number n of a load whose articles have one wording and
// differ in their names and day only, as bulletins made from a form do: two sentences,
// four events. No two are copies, whatever their words have in common.
func Alike(seed uint64, n int) graph.Facts {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	day := time.Date(2015, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(2000))
	b := Article(fmt.Sprintf("https://example.org/alike/%d", n), papers[r.IntN(len(papers))], day)
	one, two := b.Entity(graph.Person, LargeName(r.IntN(3000))), b.Entity(graph.Person, LargeName(3000+r.IntN(3000)))
	land := b.Entity(graph.GPE, lands[r.IntN(len(lands))])
	edtf := day.Format("2006-01-02")
	first := fmt.Sprintf("The minister %s met the envoy %s on Monday and they spoke about trade and the border.", b.name(one), b.name(two))
	second := fmt.Sprintf("A spokesman for %s said that the talks had been useful and that %s had criticised the other side.", b.name(land), b.name(one))
	b.Event("met_with", edtf, one, two, b.Claim(first, "met"))
	b.Event("spoke_with", edtf, two, one, b.Claim(first, "spoke"))
	b.Event("attacked", edtf, one, two, b.Claim(second, "criticised", land))
	b.Event("eyed", edtf, land, "", b.Claim(second, "said"))
	return b.Done()
}
