package store_test

import (
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/store"
)

// A file of format 2 gets what format 3 brought, whether it is opened for writing or for reading.
func TestMigrate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	for _, readOnly := range []bool{false, true} {
		s, err := store.Open(path, store.Options{Merger: merge.Merger{}})
		if err != nil {
			t.Fatal(err)
		}
		graphtest.Put(t, s, graphtest.Reprinted(3, 10)...)
		s.Close()
		db, err := bbolt.Open(path, 0o644, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Update(func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte("dateline"))
			for _, name := range []string{"paper", "tally", "rank", "date"} {
				if err := b.DeleteBucket([]byte(name)); err != nil {
					return err
				}
			}
			return b.Put([]byte("version"), []byte{0, 0, 0, 2})
		}); err != nil {
			t.Fatal(err)
		}
		db.Close()
		if s, err = store.Open(path, store.Options{ReadOnly: readOnly}); err != nil {
			t.Fatal(err)
		}
		n := 0
		if err := s.View(ctx, func(r *store.Reader) error {
			for x := range r.Tallies("relation", false) {
				n += x.N
			}
			return nil
		}); err != nil || n == 0 {
			t.Errorf("read only %v: %d events are counted (%v)", readOnly, n, err)
		}
		s.Close()
		if s, err = store.Open(path, store.Options{ReadOnly: true}); err != nil {
			t.Fatal(err)
		}
		graphtest.Clean(t, s)
		s.Close()
	}
}

// Counts hold after any order of puts, changes and removals, and say where they lost their ends.
func TestTallies(t *testing.T) {
	s := graphtest.Open(t)
	var ids []graph.ArticleID
	for i := range 12 {
		f := graphtest.Random(5, i, 6)
		ids = append(ids, f.Article.ID)
		graphtest.Put(t, s, f)
	}
	graphtest.Clean(t, s)
	for _, id := range ids[:8] {
		if err := s.Remove(ctx, id); err != nil {
			t.Fatal(err)
		}
		graphtest.Clean(t, s)
	}
	lost := 0
	if err := s.View(ctx, func(r *store.Reader) error {
		for x := range r.Tallies("class", false) {
			if x.Stale {
				lost++
			}
		}
		return nil
	}); err != nil || lost == 0 {
		t.Errorf("no count lost its ends, though their events are gone (%v)", err)
	}
}
