package store_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/store"
)

// TestModel does random things to a store and to a plain map, and compares them after
// each: puts of new, known and changed articles in portions, removals, judgements,
// reopening, with readers beside the writer. DATELINE_ROUNDS=1000 for the long run.
func TestModel(t *testing.T) {
	n := 12
	if backend == "postgres" {
		n = 3
	}
	for seed := range graphtest.Rounds(n) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { model(t, uint64(seed)) })
	}
}

func model(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 5))
	path := place(t)
	opt := store.Options{NoSync: true}
	if r.IntN(2) == 0 {
		opt.Merger = merge.Merger{}
	}
	s, err := store.Open(path, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { s.Close() }()
	model := map[graph.ArticleID]graph.Facts{}
	version := func(n, v int) graph.Facts {
		f := graphtest.Random(seed*1000+uint64(v), n, 1+r.IntN(5))
		f.Article.URL = fmt.Sprintf("https://example.org/%d", n)
		return f
	}
	for step := range 25 {
		switch op := r.IntN(10); {
		case op < 5: // put some, of few numbers, so that they meet
			var facts []graph.Facts
			for range 1 + r.IntN(4) {
				facts = append(facts, version(r.IntN(12), r.IntN(3)))
			}
			stop := readers(t, s, model)
			rs, err := s.Put(ctx, facts...)
			stop()
			if err != nil {
				t.Fatalf("step %d: %v", step, err)
			}
			for i, f := range facts {
				old, had := model[f.Article.ID]
				want := store.New
				switch {
				case had && reflect.DeepEqual(store.Normal(old), store.Normal(f)):
					want = store.Same
				case had:
					want = store.Changed
				}
				if rs[i].Err != nil || rs[i].Outcome != want {
					t.Fatalf("step %d: article %s: %v, want %v", step, f.Article.ID, rs[i], want)
				}
				model[f.Article.ID] = f
			}
		case op < 7: // remove some
			var ids []graph.ArticleID
			for id := range model {
				if r.IntN(3) == 0 {
					ids = append(ids, id)
				}
			}
			ids = append(ids, "0000000000000000") // one that is not there
			if err := s.Remove(ctx, ids...); err != nil {
				t.Fatal(err)
			}
			for _, id := range ids {
				delete(model, id)
			}
		case op < 8: // a failed write: refused or cancelled, nothing may change
			bad := version(r.IntN(12), 7)
			if len(bad.Events) > 0 {
				bad.Events[0].Claims = nil
				if rs, err := s.Put(ctx, bad); err != nil || rs[0].Outcome != store.Refused {
					t.Fatalf("step %d: %v %v", step, rs, err)
				}
			}
			if err := store.FailNext(s, version(20, step)); err == nil {
				t.Fatal("a write that fails half-way was reported as done")
			}
		default:
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if s, err = store.Open(path, opt); err != nil {
				t.Fatal(err)
			}
		}
		compare(t, s, model, fmt.Sprintf("step %d", step))
	}
	clean(t, s)
}

// readers read known articles until stop is called; what they see must be whole.
func readers(t *testing.T, s *store.Store, model map[graph.ArticleID]graph.Facts) (stop func()) {
	var ids []graph.ArticleID
	for id := range model {
		ids = append(ids, id)
	}
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				if len(ids) == 0 {
					return
				}
				f, err := s.Facts(ctx, ids[i%len(ids)])
				if err != nil || f.Article.ID == "" {
					t.Errorf("a reader beside the writer saw %v, %v", f.Article.ID, err)
					return
				}
			}
		})
	}
	return func() { close(done); wg.Wait() }
}

func compare(t *testing.T, s *store.Store, model map[graph.ArticleID]graph.Facts, what string) {
	t.Helper()
	as, err := s.Articles(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(as) != len(model) {
		t.Fatalf("%s: %d articles, want %d", what, len(as), len(model))
	}
	events := 0
	for id, want := range model {
		got, err := s.Facts(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		want = store.Normal(want)
		got.Types, want.Types = nil, nil // the same for all
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: article %s\ngot  %+v\nwant %+v", what, id, got, want)
		}
		events += len(want.Events)
	}
	if info, err := s.Info(ctx); err != nil || info.Articles != len(model) || info.Events > events {
		t.Fatalf("%s: %+v %v", what, info, err)
	}
}
