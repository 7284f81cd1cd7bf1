package query_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/query"
	"dateline/graph/store"
)

// scale is the number of events of the benchmarks; DATELINE_BENCH_EVENTS changes it.
func scale() int {
	if n, err := strconv.Atoi(os.Getenv("DATELINE_BENCH_EVENTS")); err == nil && n > 0 {
		return n
	}
	return 10_000
}

const perArticle = 15

// big is a database of scale() events, made once. With DATELINE_BENCH_DB it is kept there, in a file or on a server.
var big = sync.OnceValues(func() (*store.Store, error) {
	path := os.Getenv("DATELINE_BENCH_DB")
	if path == "" {
		dir, err := os.MkdirTemp("", "dateline-bench-")
		if err != nil {
			return nil, err
		}
		path = filepath.Join(dir, "bench.db")
	} else if s, err := store.Open(path, store.Options{ReadOnly: true}); err == nil {
		return s, nil
	}
	s, err := store.Open(path, store.Options{Merger: merge.Merger{}})
	if err != nil {
		return nil, err
	}
	began := time.Now()
	n := scale() / perArticle
	for i := 0; i < n; i += 500 {
		var facts []graph.Facts
		for j := i; j < min(n, i+500); j++ {
			facts = append(facts, graphtest.Large(7, j, perArticle))
		}
		if _, err := s.Put(ctx, facts...); err != nil {
			return nil, err
		}
		if i%5000 == 0 {
			fmt.Fprintf(os.Stderr, "%d articles, %v\n", i, time.Since(began).Round(time.Second))
		}
	}
	fmt.Fprintf(os.Stderr, "loaded %d articles with %d events in %v\n", n, n*perArticle, time.Since(began).Round(time.Millisecond))
	return s, nil
})

func BenchmarkQuery(b *testing.B) {
	s, err := big()
	if err != nil {
		b.Fatal(err)
	}
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	page := query.Filter{Limit: 50}
	v, err := query.Events(ctx, s, page)
	if err != nil {
		b.Fatal(err)
	}
	id := string(v.Events[len(v.Events)/2].ID)
	some := graphtest.LargeName(40)
	// Two of those who are named once or twice.
	var rare [2]string
	n := 0
	for i := 0; n < 2 && i < 200; i++ {
		es := graphtest.Large(7, i, perArticle).Entities
		name := es[len(es)-1].Name
		if c, err := query.Names(ctx, s, name); err == nil && len(c) == 1 && c[0].Events > 0 && c[0].Events < 6 && name != rare[0] {
			rare[n] = name
			n++
		}
	}
	for _, q := range []struct {
		name string
		run  func(i int) error
	}{
		{"event by id with all that explains it", func(int) error { _, err := query.Why(ctx, s, id); return err }},
		{"50 events of a busy entity", func(int) error {
			_, err := query.Events(ctx, s, query.Filter{Actor: []string{"Russia"}, Limit: 50})
			return err
		}},
		{"50 events of a person", func(int) error {
			_, err := query.Events(ctx, s, query.Filter{Actor: []string{some}, Limit: 50})
			return err
		}},
		{"events of a rare person", func(int) error {
			_, err := query.Events(ctx, s, query.Filter{Actor: []string{rare[0]}, Limit: 50})
			return err
		}},
		{"events of a day", func(i int) error {
			d := day(2021, 1, 1).AddDate(0, 0, i%365)
			_, err := query.Events(ctx, s, query.Filter{Since: d, Until: d.AddDate(0, 0, 1), Limit: 50})
			return err
		}},
		{"50 events of a month", func(i int) error {
			d := day(2021, time.Month(1+i%12), 1)
			_, err := query.Events(ctx, s, query.Filter{Since: d, Until: d.AddDate(0, 1, 0), Limit: 50})
			return err
		}},
		{"50 events of ten years", func(i int) error {
			_, err := query.Events(ctx, s, query.Filter{Since: day(2015, 1, 1), Until: day(2025, 1, 1), Limit: 50})
			return err
		}},
		{"who spoke with a person", func(int) error { _, err := query.Who(ctx, s, "spoke_with", some, query.Filter{Limit: 50}); return err }},
		{"who attacked, a month, no name", func(i int) error {
			d := day(2021, time.Month(1+i%12), 1)
			_, err := query.Who(ctx, s, "attacked", "", query.Filter{Since: d, Until: d.AddDate(0, 1, 0), Limit: 50})
			return err
		}},
		{"50 claims about a person", func(int) error { _, err := query.Claims(ctx, s, some, query.Filter{Limit: 50}); return err }},
		{"an entity with its company", func(int) error { _, err := query.Entity(ctx, s, some, query.Filter{Limit: 20}); return err }},
		{"path between two rare persons", func(int) error {
			_, err := query.Paths(ctx, s, rare[0], rare[1], query.PathOptions{})
			return err
		}},
		{"a name that is unknown", func(int) error { query.Names(ctx, s, "Nobody Atall"); return nil }},
	} {
		b.Run(q.name, func(b *testing.B) {
			b.ReportAllocs()
			var times []time.Duration
			for i := 0; b.Loop(); i++ {
				at := time.Now()
				if err := q.run(i); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(at))
			}
			slices.SortFunc(times, cmp.Compare)
			b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99-µs")
		})
	}
}
