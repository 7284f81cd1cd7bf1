package query_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/query"
)

// Of very many events that a question may mean the first are looked at, and of the others those that have its words.
func TestAskBeyondTheFirst(t *testing.T) {
	b := graphtest.Article("https://example.org/league", "The Sample", graphtest.Day(time.May, 2))
	league, varda := b.Entity(graph.Organisation, "Cod League"), b.Entity(graph.GPE, "Varda")
	for i := range 900 {
		day := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i).Format("2006-01-02")
		b.Event("spoke_with", day, league, "", b.Claim(fmt.Sprintf("Cod League announced quota number %d.", i), "announced")).Class = "STATE"
	}
	b.Event("spoke_with", "2020-01-01", league, "", b.Claim("Cod League announced a lighthouse.", "announced")).Class = "STATE"
	b.Event("attacked", "2020-02-01", league, varda, b.Claim("Cod League attacked Varda.", "attacked"))
	s := open(t, b.Done())
	for _, c := range []struct {
		p    query.Pattern
		want string // in its sentences
	}{
		{query.Pattern{Asks: query.AskSaid, Parts: []query.PatternPart{{Role: "claimant", Name: "Cod League"}}, Words: [][]string{{"lighthouses", "lighthouse"}}}, "a lighthouse"},
		{query.Pattern{Asks: query.AskSaid, Parts: []query.PatternPart{{Role: "claimant", Name: "Cod League"}}, Words: [][]string{{"899"}}}, "number 899"},
	} {
		ans, err := query.Ask(ctx, s, c.p)
		if err != nil || len(ans.Claims) != 1 || !strings.Contains(ans.Claims[0].Sentence, c.want) {
			t.Errorf("%v: %d sentences (%v), want one with %q", c.p, len(ans.Claims), err, c.want)
			continue
		}
		if !strings.Contains(strings.Join(ans.Assumed, "\n"), "only the first 80") {
			t.Errorf("%v: %q does not say that not all was looked at", c.p, ans.Assumed)
		}
	}
	ans, err := query.Ask(ctx, s, query.Pattern{Asks: query.AskSaid, Parts: []query.PatternPart{{Role: "claimant", Name: "Cod League"}}})
	if err != nil || len(ans.Events) != 100 || ans.More != 801 {
		t.Errorf("%d events and %d more (%v)", len(ans.Events), ans.More, err)
	}
}
