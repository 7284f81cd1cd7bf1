package graphtest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"dateline/graph"
)

var syllables = []string{"ba", "ke", "li", "mo", "nu", "ra", "si", "to", "va", "ze", "dor", "fen", "gal", "hin", "jor", "kum", "lan", "mir", "nok", "pel"}

// LargeName is the name of person number n: a smaller number is in the news more often.
func LargeName(n int) string {
	part := func(n, k int) string {
		var b strings.Builder
		for range k {
			b.WriteString(syllables[n%len(syllables)])
			n /= len(syllables)
		}
		s := b.String()
		return strings.ToUpper(s[:1]) + s[1:]
	}
	return part(n*7+3, 2) + " " + part(n, 4)
}

// Large is the facts of article number n of a large graph, with persons, countries and
// dates spread as news has them: few often, most seldom, over twenty years.
func Large(seed uint64, n, events int) graph.Facts {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	day := time.Date(2005, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(7300))
	b := Article(fmt.Sprintf("https://example.org/large/%d", n), papers[r.IntN(len(papers))], day)
	zipf := rand.NewZipf(r, 1.15, 4, 60_000)
	var who []graph.EntityID
	seen := map[string]bool{}
	for range 3 + events/3 {
		name, kind := LargeName(int(zipf.Uint64())), graph.Person
		if r.IntN(3) == 0 {
			name, kind = lands[r.IntN(len(lands))], graph.GPE
		}
		if !seen[name] {
			seen[name] = true
			who = append(who, b.Entity(kind, name))
		}
	}
	for i := range events {
		t := Types[r.IntN(4)]
		from, to := who[r.IntN(len(who))], who[r.IntN(len(who))]
		if from == to {
			to = ""
		}
		var by []graph.EntityID
		if r.IntN(2) == 0 {
			by = []graph.EntityID{who[r.IntN(len(who))]}
		}
		words := fmt.Sprintf("Report %d-%d has %s happened near %s and %s.", n, i, LargeName(r.IntN(60_000)), LargeName(r.IntN(60_000)), LargeName(r.IntN(60_000)))
		e := b.Event(t.ID, day.AddDate(0, 0, -r.IntN(6)).Format("2006-01-02"), from, to, b.Claim(words, "happened", by...))
		if r.IntN(3) == 0 {
			e.Place = who[r.IntN(len(who))]
		}
	}
	return b.Done()
}
