package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/hidal-go/hidalgo/kv"
	berrors "go.etcd.io/bbolt/errors"

	"dateline/graph/store/bolt"
	"dateline/graph/store/engine"
)

var ctx = context.Background()

func open(t *testing.T, path string, o bolt.Options) *bolt.DB {
	t.Helper()
	o.Wait = 50 * time.Millisecond
	db, err := bolt.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func key(parts ...string) kv.Key { return kv.SKey(parts...) }

func write(t *testing.T, db *bolt.DB, do func(tx kv.Tx)) {
	t.Helper()
	if err := kv.Update(ctx, db, func(tx kv.Tx) error { do(tx); return nil }); err != nil {
		t.Fatal(err)
	}
}

func keys(t *testing.T, db *bolt.DB, prefix kv.Key) (out []string) {
	t.Helper()
	err := kv.View(db, func(tx kv.Tx) error {
		it := tx.Scan(prefix)
		defer it.Close()
		for it.Next(ctx) {
			out = append(out, string(bytes.Join(it.Key(), []byte("/")))+"="+string(it.Val()))
		}
		return it.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestKeysAndScans(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"), bolt.Options{})
	write(t, db, func(tx kv.Tx) {
		for _, k := range []kv.Key{key("b", "a"), key("b", "a1"), key("b", "b", "c"), key("b", "b", "d"), key("c", "x"), key("b2", "z")} {
			if err := tx.Put(k, []byte("v")); err != nil {
				t.Error(err)
			}
		}
		if v, err := tx.Get(ctx, key("b", "a")); err != nil || string(v) != "v" {
			t.Errorf("a write is not seen in its own transaction: %q %v", v, err)
		}
		if err := tx.Put(key("empty", ""), nil); err != nil { // a bucket only
			t.Error(err)
		}
	})
	for _, c := range []struct {
		prefix kv.Key
		want   string
	}{
		{key("b", ""), "[b/a=v b/a1=v b/b/c=v b/b/d=v]"},
		{key("b", "a"), "[b/a=v b/a1=v]"},
		{key("b", "b"), "[b/b/c=v b/b/d=v]"},
		{key("b", "b", "d"), "[b/b/d=v]"},
		{key("b"), "[b/a=v b/a1=v b/b/c=v b/b/d=v b2/z=v]"},
		{key("nothing", "x"), "[]"},
		{nil, "[b/a=v b/a1=v b/b/c=v b/b/d=v b2/z=v c/x=v]"},
	} {
		got := "[" + string(bytes.Join(asBytes(keys(t, db, c.prefix)), []byte(" "))) + "]"
		if got != c.want {
			t.Errorf("scan of %q\ngot  %s\nwant %s", c.prefix, got, c.want)
		}
	}
	err := kv.View(db, func(tx kv.Tx) error {
		if _, err := tx.Get(ctx, key("b", "no")); err != kv.ErrNotFound {
			t.Errorf("a missing key: %v", err)
		}
		if err := tx.Put(key("b", "no"), nil); err != kv.ErrReadOnly {
			t.Errorf("a write while reading: %v", err)
		}
		vals, err := tx.GetBatch(ctx, []kv.Key{key("b", "a"), key("q", "q"), key("c", "x")})
		if err != nil || string(vals[0]) != "v" || vals[1] != nil || string(vals[2]) != "v" {
			t.Errorf("batch: %q %v", vals, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func asBytes(in []string) (out [][]byte) {
	for _, s := range in {
		out = append(out, []byte(s))
	}
	return out
}

// TestGroup: transactions inside Group are one, seen by each other, and all or none is kept.
func TestGroup(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "g.db"), bolt.Options{})
	stop := errors.New("stop")
	err := db.Group(ctx, func(engine.Tx) error {
		write(t, db, func(tx kv.Tx) { tx.Put(key("b", "1"), []byte("x")) })
		if got := keys(t, db, key("b", "")); len(got) != 1 {
			t.Errorf("inside the group: %v", got)
		}
		return stop
	})
	if err != stop || len(keys(t, db, key("b", ""))) != 0 {
		t.Fatalf("a failed group: %v, %v", err, keys(t, db, key("b", "")))
	}
	err = db.Group(ctx, func(engine.Tx) error {
		write(t, db, func(tx kv.Tx) { tx.Put(key("b", "1"), []byte("x")) })
		write(t, db, func(tx kv.Tx) { tx.Del(key("b", "1")); tx.Put(key("b", "2"), []byte("y")) })
		return nil
	})
	if got := keys(t, db, key("b", "")); err != nil || len(got) != 1 || got[0] != "b/2=y" {
		t.Fatalf("%v %v", got, err)
	}
}

func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l.db")
	db := open(t, path, bolt.Options{})
	write(t, db, func(tx kv.Tx) { tx.Put(key("b", "1"), []byte("x")) })
	if _, err := bolt.Open(path, bolt.Options{Wait: 10 * time.Millisecond}); !errors.Is(err, berrors.ErrTimeout) {
		t.Fatalf("a second writer: %v", err)
	}
	db.Close()
	if err := db.Close(); err != nil {
		t.Fatalf("closing twice: %v", err)
	}
	a := open(t, path, bolt.Options{ReadOnly: true})
	b := open(t, path, bolt.Options{ReadOnly: true})
	if len(keys(t, a, key("b", ""))) != 1 || len(keys(t, b, key("b", ""))) != 1 {
		t.Fatal("two readers do not see the same")
	}
	if _, err := a.Tx(true); err == nil {
		t.Fatal("a write transaction on what is open for reading")
	}
}
