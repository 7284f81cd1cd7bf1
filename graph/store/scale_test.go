package store_test

import (
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/store"
)

// BenchmarkGrowth loads articles and reports the time of the first and the last tenth, so
// that the ratio shows what grows worse than with what is added. DATELINE_BENCH_ARTICLES says
// how many (3,000).
func BenchmarkGrowth(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("DATELINE_BENCH_ARTICLES"))
	if n == 0 {
		n = 3000
	}
	for _, c := range []struct {
		name string
		make func(i int) graph.Facts
	}{
		{"varied", func(i int) graph.Facts { return graphtest.Large(7, i, 4) }},
		{"alike", func(i int) graph.Facts { return graphtest.Alike(7, i) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				path := place(b)
				s, err := store.Open(path, store.Options{Merger: merge.Merger{}})
				if err != nil {
					b.Fatal(err)
				}
				tenth := max(1, n/10)
				var took []time.Duration
				for at := 0; at < n; at += tenth {
					var facts []graph.Facts
					for i := at; i < min(n, at+tenth); i++ {
						facts = append(facts, c.make(i))
					}
					start := time.Now()
					put(b, s, facts...)
					took = append(took, time.Since(start))
				}
				start := time.Now()
				put(b, s, c.make(n))
				b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/one-more")
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				info, err := s.Info(ctx)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(took[0].Seconds(), "s/first-tenth")
				b.ReportMetric(took[len(took)-1].Seconds(), "s/last-tenth")
				b.ReportMetric(float64(info.Bytes)/1e6, "MB-file")
				b.ReportMetric(float64(m.HeapSys)/1e6, "MB-heap")
				s.Close()
			}
		})
	}
}
