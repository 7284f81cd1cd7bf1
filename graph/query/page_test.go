package query_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/query"
	"dateline/graph/store"
)

// news is a small graph of the kind that the benchmarks ask.
func news(t testing.TB) *store.Store {
	s, err := store.Memory(store.Options{Merger: graphtest.NewByName()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for i := range 12 {
		graphtest.Put(t, s, graphtest.News(3, i))
	}
	return s
}

// Pages that follow each other by their cursors are the whole list, in every order and of every filter,
// and their rows are those of the view.
func TestPages(t *testing.T) {
	s := news(t)
	ends := time.Date(2007, 4, 20, 0, 0, 0, 0, time.UTC)
	for i, f := range []query.Filter{
		{}, {Open: true}, {Sort: query.Newest}, {Actor: []string{graphtest.NewsHub}, Sort: query.Newest},
		{Relation: []string{"spoke_with"}}, {Class: []string{"CONSULT", "ASSAULT"}, Sort: query.Newest}, {Until: ends, Undated: true},
		{Since: ends, Sort: query.Newest}, {Actor: []string{graphtest.NewsHub}, Relation: []string{"spoke_with", "attacked"}},
		{Source: []string{"Gazette 0", "Gazette 1"}}, {Place: []string{graphtest.NewsHub}}, {Actor: []string{graphtest.NewsHub, "Belkor"}, Undated: true, Since: ends},
	} {
		v, err := query.Events(ctx, s, f)
		if err != nil {
			t.Fatal(err)
		}
		want := query.Rows(v)
		for j := range want {
			want[j].Confidence = 0 // the index rounds it
		}
		var got []query.EventRow
		f.Limit = 7
		for n := 0; ; n++ {
			p, err := query.EventsPage(ctx, s, f)
			if err != nil {
				t.Fatal(err)
			}
			if n == 0 && !p.AtLeast && p.Total != len(want) {
				t.Errorf("filter %d: %d in all, want %d", i, p.Total, len(want))
			}
			got = append(got, p.Rows...)
			if f.After = p.Next; p.Next == "" || n > 200 {
				break
			}
		}
		for j := range got {
			got[j].Confidence = 0
		}
		if len(got) == 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("filter %d: %d rows by pages, %d at once", i, len(got), len(want))
			for j := range min(len(got), len(want)) {
				if !reflect.DeepEqual(got[j], want[j]) {
					t.Errorf("row %d:\n%+v\n%+v", j, got[j], want[j])
					break
				}
			}
		}
	}
}

// A cursor that is none is an error, and one that no event has any more is a place all the same.
func TestCursor(t *testing.T) {
	s := news(t)
	var unknown *query.UnknownError
	for _, after := range []string{"x", ".", "00.a", "0000000000000000", "000000000000000g.a"} {
		if _, err := query.EventsPage(ctx, s, query.Filter{After: after}); !errors.As(err, &unknown) {
			t.Errorf("after %q: %v", after, err)
		}
	}
	p, err := query.EventsPage(ctx, s, query.Filter{Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	next, err := query.EventsPage(ctx, s, query.Filter{Limit: 5, After: p.Next + "-gone"})
	if err != nil || len(next.Rows) != 5 || next.Rows[0].ID == p.Rows[4].ID {
		t.Errorf("%d rows behind a place (%v)", len(next.Rows), err)
	}
}

// What the store counted is what looking at every event gives, also of rejected events and after
// removals.
func TestKeptCounts(t *testing.T) {
	s := graphtest.Open(t)
	for i := range 12 {
		graphtest.Put(t, s, graphtest.News(3, i))
	}
	same := func(what string) {
		t.Helper()
		for _, by := range query.FacetNames() {
			for _, f := range []query.Filter{{}, {Open: true}, {Limit: 3}, {Limit: 4, Offset: 2}, {Rejected: true}} {
				got, err := query.Facets(ctx, s, by, f)
				if err != nil {
					t.Fatal(err)
				}
				f.Confidence = 1e-9 // selects all, and the store does not count by it
				want, err := query.Facets(ctx, s, by, f)
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(got, want) && len(got)+len(want) > 0 {
					t.Errorf("%s: %s, %+v:\n%+v\n%+v", what, by, f, got, want)
				}
			}
		}
	}
	same("as loaded")
	v, err := query.Events(ctx, s, query.Filter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Judge(ctx, store.Judgement{A: string(v.Events[0].ID), Verdict: store.Rejected, By: "test"}); err != nil {
		t.Fatal(err)
	}
	same("one rejected")
	for i := range 3 {
		if err := s.Remove(ctx, graphtest.News(3, i*3).Article.ID); err != nil {
			t.Fatal(err)
		}
		same(fmt.Sprint("removed ", i+1))
	}
	graphtest.Clean(t, s)
}

// A survey of few events is exact.
func TestSurvey(t *testing.T) {
	s := news(t)
	f := query.Filter{Actor: []string{graphtest.NewsHub}}
	want, err := query.Facets(ctx, s, "relation", f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := query.Survey(ctx, s, "relation", f)
	if err != nil || got.Estimated() || got.Looked == 0 || !reflect.DeepEqual(got.Facets, want) {
		t.Errorf("%+v (%v), want %+v", got, err, want)
	}
	p, err := query.WhoFirst(ctx, s, "spoke_with", "", query.Filter{})
	rows, err2 := query.Who(ctx, s, "spoke_with", "", query.Filter{})
	if err != nil || err2 != nil || p.More || !reflect.DeepEqual(p.Rows, rows) || len(rows) == 0 {
		t.Errorf("%d rows of the first events, %d of all (%v, %v)", len(p.Rows), len(rows), err, err2)
	}
}

// Some events stand for all: evenly spread, and no more than twice what was asked for; of a long list those
// that its thin list has.
func TestSample(t *testing.T) {
	s := news(t)
	if err := s.View(ctx, func(r *store.Reader) error {
		hub := graph.EntityID("ent:arvenia")
		for _, groups := range [][][]store.List{{{{}}}, {{{Entity: hub}}}, {{{Entity: hub}}, {{Type: "spoke_with"}, {Type: "announced"}, {Type: "attacked"}}}} {
			for _, c := range []struct {
				in   store.Range
				most int
			}{{most: 1}, {most: 2}, {most: 5}, {most: 20}, {most: 1000}, {store.Range{Backward: true}, 2}, {store.Range{Until: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}, 1},
				{store.Range{Since: time.Date(2006, 1, 1, 0, 0, 0, 0, time.UTC), Until: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}, 1}} {
				most := c.most
				all := slices.Collect(r.Common(groups, c.in))
				sums, each, err := r.Sample(groups, c.in, most)
				at, last := 0, -1
				for _, sum := range sums {
					i := slices.Index(all, sum.ID)
					if i <= last {
						t.Errorf("%s is out of order, or not in the list", sum.ID)
					}
					if last = i; sum.ID == all[min(at, len(all)-1)] {
						at += each
					}
					if whole, ok, err := r.Summary(sum.ID); err != nil || !ok || !reflect.DeepEqual(whole, sum) {
						t.Errorf("%+v is kept thus: %+v (%v)", whole, sum, err)
					}
				}
				thin := each%16 == 0
				if err != nil || len(sums) > 2*most || len(sums) == 0 || !thin && at < len(all) || thin && len(sums) < most {
					t.Errorf("at most %d: %d of %d, one for %d (%v)", most, len(sums), len(all), each, err)
				}
				if thin && (len(sums)*each > 3*len(all) || len(sums)*each < len(all)/3) && most > 2 {
					t.Errorf("at most %d: %d, one for %d, stand for %d", most, len(sums), each, len(all))
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// expiring is a context that is cancelled when it has been looked at so often.
type expiring struct {
	context.Context
	left int
}

func (c *expiring) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// Whoever asks can stop: each question looks at its context before its work, and again within it.
func TestCancelled(t *testing.T) {
	s := news(t)
	id := graphtest.News(3, 1).Events[0].ID
	f := query.Filter{Confidence: 1e-9} // nothing is counted beforehand
	for name, run := range map[string]func(ctx context.Context) error{
		"events": func(ctx context.Context) error { _, err := query.Events(ctx, s, query.Filter{}); return err },
		"page": func(ctx context.Context) error {
			_, err := query.EventsPage(ctx, s, query.Filter{Limit: 50})
			return err
		},
		"best": func(ctx context.Context) error {
			_, err := query.EventsPage(ctx, s, query.Filter{Sort: query.BySources})
			return err
		},
		"stream": func(ctx context.Context) error {
			return query.EachRow(ctx, s, query.Filter{}, func(query.EventRow) error { return nil })
		},
		"who": func(ctx context.Context) error {
			_, err := query.Who(ctx, s, "spoke_with", "", query.Filter{})
			return err
		},
		"holders": func(ctx context.Context) error {
			_, err := query.Who(ctx, s, "head_of", "", query.Filter{})
			return err
		},
		"claims": func(ctx context.Context) error { _, err := query.Claims(ctx, s, "", query.Filter{}); return err },
		"entity": func(ctx context.Context) error {
			_, err := query.Entity(ctx, s, graphtest.NewsHub, query.Filter{})
			return err
		},
		"around": func(ctx context.Context) error {
			_, err := query.Neighbours(ctx, s, graphtest.NewsHub, 2, query.Filter{})
			return err
		},
		"paths": func(ctx context.Context) error {
			_, err := query.Paths(ctx, s, graphtest.NewsHub, "Belkor", query.PathOptions{})
			return err
		},
		"facets":  func(ctx context.Context) error { _, err := query.Facets(ctx, s, "actor", f); return err },
		"counts":  func(ctx context.Context) error { _, err := query.Facets(ctx, s, "actor", query.Filter{}); return err },
		"survey":  func(ctx context.Context) error { _, err := query.Survey(ctx, s, "actor", f); return err },
		"sources": func(ctx context.Context) error { _, _, err := query.SourcesPage(ctx, s, 0, 5); return err },
		"stats":   func(ctx context.Context) error { _, err := query.Stats(ctx, s); return err },
		"why":     func(ctx context.Context) error { _, err := query.Why(ctx, s, string(id)); return err },
		"names":   func(ctx context.Context) error { _, err := query.Beginning(ctx, s, "a", 5); return err },
		"ask": func(ctx context.Context) error {
			_, err := query.Ask(ctx, s, query.Pattern{Asks: query.AskWho, Relations: []string{"spoke_with"}})
			return err
		},
	} {
		done, cancel := context.WithCancel(context.Background())
		cancel()
		if err := run(done); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want that it was cancelled", name, err)
		}
		if name == "events" || name == "stream" || name == "facets" || name == "survey" || name == "who" || name == "claims" || name == "best" {
			if err := run(&expiring{context.Background(), 2}); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v, want that it was cancelled on the way", name, err)
			}
		}
	}
}
