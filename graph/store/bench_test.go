package store_test

import (
	"path/filepath"
	"testing"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/store"
	"dateline/graph/store/bolt"
)

// loaded are articles of 15 events each, as the benchmarks write them.
func loaded(n int) []graph.Facts {
	var out []graph.Facts
	for i := range n {
		out = append(out, graphtest.Large(7, i, 15))
	}
	return out
}

const (
	benchArticles = 400
	benchBatch    = 25_000 // quads in a commit, as Put has
)

// BenchmarkWrite compares Put, with and without joining, with Cayley itself writing the
// same quads in batches of the same size through the same adapter.
func BenchmarkWrite(b *testing.B) {
	facts := loaded(benchArticles)
	var quads []quad.Quad
	seen := map[quad.Quad]bool{}
	for _, f := range facts {
		said, types := store.Quads(store.Normal(f))
		for _, q := range append(said, types...) {
			if !seen[q] {
				seen[q] = true
				quads = append(quads, q)
			}
		}
	}
	report := func(b *testing.B) {
		b.ReportMetric(float64(b.N*len(quads))/b.Elapsed().Seconds(), "quads/s")
		b.ReportMetric(float64(b.N*benchArticles*15)/b.Elapsed().Seconds(), "events/s")
	}
	b.Run("cayley", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			db, err := bolt.Open(filepath.Join(b.TempDir(), "raw.db"), bolt.Options{Wait: time.Second})
			if err != nil {
				b.Fatal(err)
			}
			kv.DefaultQuadIndexes = []kv.QuadIndex{
				{Dirs: []quad.Direction{quad.Subject, quad.Predicate}}, {Dirs: []quad.Direction{quad.Object, quad.Predicate}}, {Dirs: []quad.Direction{quad.Label}},
			}
			if err := kv.Init(db, cgraph.Options{"no_bloom": true}); err != nil {
				b.Fatal(err)
			}
			qs, err := kv.New(db, cgraph.Options{"no_bloom": true})
			if err != nil {
				b.Fatal(err)
			}
			w, _ := writer.NewSingle(qs, cgraph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true})
			b.StartTimer()
			for i := 0; i < len(quads); i += benchBatch {
				t := cgraph.NewTransaction()
				for _, q := range quads[i:min(len(quads), i+benchBatch)] {
					t.AddQuad(q)
				}
				if err := w.ApplyTransaction(t); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			db.Close()
			b.StartTimer()
		}
		report(b)
	})
	for _, c := range []struct {
		name string
		opt  store.Options
	}{{"put", store.Options{}}, {"put and join", store.Options{Merger: merge.Merger{}}}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s, err := store.Open(place(b), c.opt)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if _, err := s.Put(ctx, facts...); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				s.Close()
				b.StartTimer()
			}
			report(b)
		})
	}
}

// BenchmarkReplace reads a changed version of an article of 200 quads over the earlier one.
func BenchmarkReplace(b *testing.B) {
	s, err := store.Open(place(b), store.Options{Merger: merge.Merger{}})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	put(b, s, loaded(200)...)
	one, two := graphtest.Large(7, 5, 15), graphtest.Large(8, 5, 15)
	for i := 0; b.Loop(); i++ {
		f := one
		if i%2 == 0 {
			f = two
		}
		if rs := put(b, s, f); rs[0].Outcome != store.Changed {
			b.Fatal(rs)
		}
	}
}
