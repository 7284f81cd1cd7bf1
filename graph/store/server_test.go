package store_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/merge"
	"dateline/graph/store"
	"dateline/graph/store/postgres/postgrestest"
)

func onlyServer(t testing.TB) {
	if backend != "postgres" {
		t.Skip("of servers")
	}
}

// cut ends the connections of a program when something is joined.
type cut struct{ address, program string }

func (c cut) Merge(ctx context.Context, tx *store.Tx, change store.Change) error {
	conn, err := pgx.Connect(context.Background(), c.address)
	if err != nil {
		return err
	}
	defer conn.Close(context.Background())
	_, err = conn.Exec(context.Background(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1`, c.program)
	return errors.Join(err, merge.Merger{}.Merge(ctx, tx, change))
}

// TestConnectionLost: the server ends the connections in the middle of a commit. Nothing of it is
// kept, the error names the database, and the store goes on with new connections.
func TestConnectionLost(t *testing.T) {
	onlyServer(t)
	plain := place(t)
	address := plain + "&application_name=dateline-cut"
	s, err := store.Open(address, store.Options{Merger: merge.Merger{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put(t, s, graphtest.Random(3, 1, 6))
	want := dump(t, s)
	broken, err := store.Open(address, store.Options{Merger: cut{plain, "dateline-cut"}})
	if err != nil {
		t.Fatal(err)
	}
	defer broken.Close()
	if _, err := broken.Put(ctx, graphtest.Random(3, 2, 6)); err == nil || !strings.Contains(err.Error(), store.Name(address)) {
		t.Fatalf("a commit without a connection: %v", err)
	}
	graphtest.SameDump(t, "after the cut", dump(t, s), want)
	put(t, s, graphtest.Random(3, 3, 6))
	clean(t, s)
}

// TestDeadline: a reader and a writer that waits for its turn stop when their time is up.
func TestDeadline(t *testing.T) {
	onlyServer(t)
	s := empty(t, store.Options{})
	put(t, s, graphtest.Random(3, 1, 6))
	late, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.View(late, func(r *store.Reader) error { _, err := r.Articles(); return err }); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader: %v", err)
	}
	if _, err := s.Put(late, graphtest.Random(3, 2, 6)); !errors.Is(err, context.Canceled) {
		t.Errorf("a writer: %v", err)
	}
	clean(t, s)
}

// TestLongNames: what PostgreSQL's index cannot take as a key is found all the same.
func TestLongNames(t *testing.T) {
	s := empty(t, store.Options{Merger: merge.Merger{}})
	long := strings.Repeat("Very Long Name ", 400)
	b := graphtest.Article("https://example.org/long", "Probe", graphtest.Day(3, 31))
	b.Facts.Article.Path = "folder/" + strings.Repeat("x", 3000)
	who, by := b.Entity(graph.Person, long), b.Entity(graph.Person, "Boris Bose")
	b.Event("met_with", "2021-04-02", who, by, b.Claim("They met.", "met"))
	f := b.Done()
	put(t, s, f)
	clean(t, s)
	err := s.View(ctx, func(r *store.Reader) error {
		if ids := r.Called(long); len(ids) != 1 || ids[0] != who {
			t.Errorf("called by the long name: %v, want %s", ids, who)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if rs := put(t, s, f); rs[0].Outcome != store.Same {
		t.Errorf("once more: %+v", rs[0])
	}
	if err := s.Remove(ctx, f.Article.ID); err != nil {
		t.Fatal(err)
	}
	clean(t, s)
}

// TestServerErrors: each says what to do, and none tells the password.
func TestServerErrors(t *testing.T) {
	onlyServer(t)
	for what, c := range map[string]struct {
		path string
		o    store.Options
		is   error
		says string
	}{
		"nobody listens":    {"postgres://ann:secret@127.0.0.1:1/x", store.Options{}, store.ErrUnwritable, "see whether the server runs"},
		"no graph in it":    {place(t), store.Options{ReadOnly: true}, store.ErrNotFound, "make one with"},
		"not an address":    {"postgres://ann:secret@127.0.0.1:port/x", store.Options{}, store.ErrUnwritable, "postgres://USER@HOST"},
		"no such database":  {strings.Replace(postgrestest.New(t), "?", "_none?", 1), store.Options{}, store.ErrUnwritable, "does not exist"},
		"wrong schema name": {place(t) + "_none", store.Options{}, store.ErrUnwritable, "schema"},
	} {
		_, err := store.Open(c.path, c.o)
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestBackupBesideAWriter: a backup made while articles come is whole: what was there when it began, and no
// half of what came.
func TestBackupBesideAWriter(t *testing.T) {
	path := place(t)
	s, err := store.Open(path, store.Options{Merger: merge.Merger{}, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for n := range 10 {
		put(t, s, graphtest.Random(3, n, 6))
	}
	done := make(chan error, 1)
	go func() {
		var err error
		for n := 10; n < 30 && err == nil; n++ {
			_, err = s.Put(ctx, graphtest.Random(3, n, 6))
		}
		done <- err
	}()
	for i := range 3 {
		var b bytes.Buffer
		if err := s.Backup(ctx, &b); err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "restored.db")
		if err := store.Restore(ctx, to, &b); err != nil {
			t.Fatal(err)
		}
		r, err := store.Open(to, store.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		clean(t, r)
		if info, err := r.Info(ctx); err != nil || info.Articles < 10 || info.Articles > 30 {
			t.Errorf("backup %d: %+v %v", i, info, err)
		}
		r.Close()
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	clean(t, s)
}
