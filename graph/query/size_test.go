package query_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
)

// scale is the number of events of the benchmarks; DATELINE_BENCH_EVENTS changes it.
func scale() int {
	if n, err := strconv.Atoi(os.Getenv("DATELINE_BENCH_EVENTS")); err == nil && n > 0 {
		return n
	}
	return 1000
}

const newsSeed = 7

// large is a database of about scale() events, made once. With DATELINE_BENCH_DB it is kept in that file.
var large = sync.OnceValues(func() (*store.Store, error) {
	path := os.Getenv("DATELINE_BENCH_DB")
	if path == "" {
		dir, err := os.MkdirTemp("", "dateline-bench-")
		if err != nil {
			return nil, err
		}
		path = filepath.Join(dir, "bench.db")
	} else if _, err := os.Stat(path); err == nil {
		return store.Open(path, store.Options{ReadOnly: true})
	}
	s, err := store.Open(path+".part", store.Options{Merger: graphtest.NewByName(), NoSync: true})
	if err != nil {
		return nil, err
	}
	began := time.Now()
	n := graphtest.NewsArticles(scale())
	for i := 0; i < n; i += 1000 {
		var facts []graph.Facts
		for j := i; j < min(n, i+1000); j++ {
			facts = append(facts, graphtest.News(newsSeed, j))
		}
		results, err := s.Put(ctx, facts...)
		if err != nil {
			return nil, err
		}
		for _, r := range results {
			if r.Err != nil {
				return nil, r.Err
			}
		}
		fmt.Fprintf(os.Stderr, "%d of %d articles, %v\n", i+len(facts), n, time.Since(began).Round(time.Second))
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	if err := os.Rename(path+".part", path); err != nil {
		return nil, err
	}
	return store.Open(path, store.Options{ReadOnly: true})
})
