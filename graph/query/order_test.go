package query_test

import (
	"cmp"
	"slices"
	"testing"

	"dateline/graph/graphtest"
	"dateline/graph/query"
)

// Those that most independent articles tell of come first, whatever chooses them, and pages follow each other.
func TestOrderBySources(t *testing.T) {
	s := graphtest.Open(t)
	for n := range graphtest.NewsArticles(900) {
		graphtest.Put(t, s, graphtest.News(7, n))
	}
	for _, f := range []query.Filter{{}, {Actor: []string{graphtest.NewsHub}}, {Relation: []string{"spoke_with", "attacked"}}, {Relation: []string{"attacked"}, Actor: []string{graphtest.NewsHub}}, {MinSources: 2}, {Open: true}} {
		f.Limit = 0
		whole, err := query.EventsPage(ctx, s, f)
		if err != nil {
			t.Fatal(err)
		}
		want := slices.Clone(whole.Rows)
		slices.SortStableFunc(want, func(a, b query.EventRow) int { return cmp.Compare(b.Sources, a.Sources) })
		if len(want) < 3 || want[0].Sources < 2 {
			t.Fatalf("%+v chooses %d events, the first of %d sources: too few to tell", f, len(want), want[0].Sources)
		}
		var got []query.EventRow
		f.Sort, f.Limit = query.BySources, 7
		for f.Offset = 0; f.Offset < len(want); f.Offset += f.Limit {
			p, err := query.EventsPage(ctx, s, f)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, p.Rows...)
		}
		if !slices.EqualFunc(got, want, func(a, b query.EventRow) bool { return a.ID == b.ID }) {
			t.Errorf("%+v: the order is another", f)
		}
	}
}
