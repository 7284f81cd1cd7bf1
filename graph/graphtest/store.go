package graphtest

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/graph/merge"
	"dateline/graph/store"
)

// Open gives an empty database that joins what is the same, and is gone when the test ends.
func Open(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Memory(store.Options{Merger: merge.Merger{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Put stores facts, none of which may be refused.
func Put(t testing.TB, s *store.Store, facts ...graph.Facts) []store.Result {
	t.Helper()
	rs, err := s.Put(context.Background(), facts...)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rs {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	return rs
}

// Dump is the whole graph as sorted N-Quads.
func Dump(t testing.TB, s *store.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Dump(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Clean fails if the database's check finds anything.
func Clean(t testing.TB, s *store.Store) {
	t.Helper()
	problems, err := s.Check(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range problems {
		if i < 10 {
			t.Errorf("check: %s: %s", p.Where, p.What)
		}
	}
	if len(problems) > 0 {
		t.FailNow()
	}
}

// SameDump fails with the first lines in which two dumps differ.
func SameDump(t testing.TB, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	missing := func(sign, a, b string) {
		has := map[string]bool{}
		for l := range strings.Lines(b) {
			has[l] = true
		}
		n := 0
		for l := range strings.Lines(a) {
			if !has[l] && n < 8 {
				t.Logf("%s %.300s", sign, l)
				n++
			}
		}
	}
	missing("+", got, want)
	missing("-", want, got)
	t.Fatalf("%s: the graphs differ", what)
}
