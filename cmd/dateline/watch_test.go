package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/graph/store"
)

// TestWatcher: a file that is being written when the watch begins is left until it rests, one
// that replaces another of its size and time is seen, and what was not read comes again.
func TestWatcher(t *testing.T) {
	dir := t.TempDir()
	old := time.Now().Add(-time.Hour)
	put := func(name, text string, at time.Time) {
		t.Helper()
		tmp := filepath.Join(dir, ".part")
		if err := os.WriteFile(tmp, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(tmp, at, at); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(tmp, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	w := &watcher{paths: []string{dir}, taken: map[string]watched{}}
	expect := func(when string, want ...string) inputs {
		t.Helper()
		in := w.look(time.Minute)
		var got []string
		for _, n := range in.names {
			got = append(got, filepath.Base(n))
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v, want %v", when, got, want)
		}
		return in
	}
	put("a.txt", "one", old)
	put("b.txt", "half of it", time.Now())
	expect("the first look", "a.txt")
	put("b.txt", "all of it now", time.Now())
	expect("while it is written")
	in := expect("when it rests", "b.txt")
	w.again(in)
	expect("when it could not be read", "b.txt")
	put("a.txt", "two", old)
	expect("put in its place")
	expect("put in its place, at rest", "a.txt")
	expect("nothing more")
}

// TestWatchHeld: a watch waits while another process holds the database.
func TestWatchHeld(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "x.db")
	in := filepath.Join(dir, "in")
	if err := os.Mkdir(in, 0o755); err != nil {
		t.Fatal(err)
	}
	s, err := openWriting(db)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(in, "a.txt"), []byte("The harbour board of Orlo approved a new crane on Monday after a long debate about its price."), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out, errs shared
	ended := make(chan int)
	go func() {
		ended <- run(ctx, []string{"dateline", "ingest", "--db", db, "--watch", in, "--every", "20ms", "--progress", "none"}, strings.NewReader(""), &out, &errs)
	}()
	wait := func(b *shared, text string) {
		t.Helper()
		for start := time.Now(); !strings.Contains(b.String(), text); time.Sleep(10 * time.Millisecond) {
			if time.Since(start) > time.Minute {
				t.Fatalf("nothing says %q: out %q, errs %q", text, out.String(), errs.String())
			}
		}
	}
	wait(&errs, "waiting: ")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wait(&out, "1 article read: 1 new")
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("exit %d: %s", code, errs.String())
	}
	if s, err = store.Open(db, store.Options{ReadOnly: true}); err != nil {
		t.Fatal(err)
	}
	s.Close()
}

// shared is a buffer that one goroutine writes and another reads.
type shared struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *shared) Write(p []byte) (int, error) { s.mu.Lock(); defer s.mu.Unlock(); return s.b.Write(p) }
func (s *shared) String() string              { s.mu.Lock(); defer s.mu.Unlock(); return s.b.String() }
