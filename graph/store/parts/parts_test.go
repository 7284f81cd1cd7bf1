package parts_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/graph/store/bolt"
	"dateline/graph/store/engine"
	"dateline/graph/store/parts"
)

var ctx = context.Background()

// open opens a file with the buckets points and named, kept in parts unless plain.
func open(t *testing.T, path string, plain bool) *bolt.DB {
	t.Helper()
	o := bolt.Options{Wait: time.Second, NoSync: true}
	if !plain {
		o.Scattered = map[string]bool{"points": false, "named": true}
	}
	db, err := bolt.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

var names = []string{"points", "named"}

// key is one of many: a name, a zero byte and a number, so that several have a name in common.
func key(r *rand.Rand) string {
	return fmt.Sprintf("%x\x00%d", r.IntN(2000), r.IntN(4))
}

// TestParts: commits of few and many keys, taken away and put again, give what plain maps have, whatever became one with what; keys
// that were there before the bucket was kept in parts are there too.
func TestParts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	r := rand.New(rand.NewPCG(3, 4))
	model := map[string]map[string]string{}
	db := open(t, path, true)
	for round := range 50 {
		if round == 3 || round%40 == 39 {
			db.Close()
			db = open(t, path, false)
		}
		n := 1 + r.IntN(20)
		if r.IntN(4) == 0 {
			n = 1500
		}
		err := db.Group(ctx, func(tx engine.Tx) error {
			for _, name := range names {
				b, err := tx.CreateBucketIfNotExists([]byte(name))
				if err != nil {
					return err
				}
				if model[name] == nil {
					model[name] = map[string]string{}
				}
				m := model[name]
				for range n {
					k := key(r)
					if r.IntN(3) == 0 {
						delete(m, k)
						err = b.Delete([]byte(k))
					} else {
						v := strings.Repeat("v", r.IntN(40))
						if r.IntN(500) == 0 {
							v = strings.Repeat("w", 20_000) // more than a block
						}
						m[k], err = v, b.Put([]byte(k), []byte(v))
					}
					if err != nil {
						return err
					}
				}
			}
			return compare(r, tx, model)
		})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if err := db.View(ctx, func(tx engine.Tx) error { return compare(r, tx, model) }); err != nil {
			t.Fatalf("round %d, stored: %v", round, err)
		}
	}
	// A copy has the same, all in the buckets themselves.
	to := open(t, path+".copy", false)
	defer to.Close()
	defer db.Close()
	if err := db.View(ctx, func(tx engine.Tx) error { return engine.Copy(ctx, tx, to) }); err != nil {
		t.Fatal(err)
	}
	if err := to.View(ctx, func(tx engine.Tx) error { return compare(r, tx, model) }); err != nil {
		t.Fatalf("copied: %v", err)
	}
}

// TestJoined: parts become one over several commits, with a file that is opened anew in between, and all keys are there at any time.
func TestJoined(t *testing.T) {
	defer parts.SetSizes(100<<10, 4<<10)()
	path := filepath.Join(t.TempDir(), "p.db")
	r := rand.New(rand.NewPCG(5, 6))
	model := map[string]map[string]string{"points": {}, "named": {}}
	db := open(t, path, false)
	defer func() { db.Close() }()
	waited, done := 0, 0
	for round := range 120 {
		if round%7 == 6 {
			db.Close()
			db = open(t, path, false)
		}
		err := db.Group(ctx, func(tx engine.Tx) error {
			for _, name := range names {
				b, err := tx.CreateBucketIfNotExists([]byte(name))
				if err != nil {
					return err
				}
				for range 250 {
					k, v := key(r), strings.Repeat("v", 60+r.IntN(20))
					if r.IntN(5) == 0 {
						delete(model[name], k)
						err = b.Delete([]byte(k))
					} else {
						model[name][k], err = v, b.Put([]byte(k), []byte(v))
					}
					if err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err == nil {
			err = db.View(ctx, func(tx engine.Tx) error { return compare(r, tx, model) })
		}
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		now := joining(t, db)
		if now > 0 {
			waited++
		} else if waited > 0 {
			done++
		}
	}
	if waited < 10 || done < 5 {
		t.Errorf("in %d rounds parts were being joined, in %d after that none: the test shows nothing", waited, done)
	}
}

// TestJoinedOtherwise: what is written of a part is dropped when a program that knows nothing of it has changed the parts meanwhile.
func TestJoinedOtherwise(t *testing.T) {
	undo := parts.SetSizes(100<<10, 1<<10)
	path := filepath.Join(t.TempDir(), "p.db")
	r := rand.New(rand.NewPCG(7, 8))
	model := map[string]map[string]string{"points": {}, "named": {}}
	db := open(t, path, false)
	defer func() { db.Close() }()
	put := func(n int) {
		t.Helper()
		err := db.Group(ctx, func(tx engine.Tx) error {
			for _, name := range names {
				b, err := tx.CreateBucketIfNotExists([]byte(name))
				if err != nil {
					return err
				}
				for range n {
					k := key(r)
					model[name][k] = strings.Repeat("w", 60)
					if err := b.Put([]byte(k), []byte(model[name][k])); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for joining(t, db) == 0 {
		put(300)
	}
	undo()
	if err := db.Group(ctx, func(tx engine.Tx) error { // as if all had become one at once
		list := tx.Bucket(parts.List)
		kept := map[string][]byte{}
		for k, v := range engine.Under(list, nil) {
			if bytes.HasSuffix(k, []byte{0}) {
				kept[string(k)] = bytes.Clone(v)
			}
		}
		for k, v := range kept {
			v = bytes.Clone(v)
			v[len(v)-1]++ // another last key
			v[4] ^= 1     // another of the parts it is made of
			if err := list.Put([]byte(k), v); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	put(10)
	if n := joining(t, db); n != 0 {
		t.Errorf("%d are still being joined", n)
	}
	if err := db.View(ctx, func(tx engine.Tx) error { return compare(r, tx, model) }); err != nil {
		t.Error(err)
	}
}

// joining is in how many buckets parts are being joined.
func joining(t *testing.T, db *bolt.DB) (n int) {
	t.Helper()
	err := db.View(ctx, func(tx engine.Tx) error {
		list := tx.Bucket(parts.List)
		if list == nil {
			return nil
		}
		for k := range engine.Under(list, nil) {
			if bytes.HasSuffix(k, []byte{0}) {
				n++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func compare(r *rand.Rand, tx engine.Tx, model map[string]map[string]string) error {
	for _, name := range names {
		b, m := tx.Bucket([]byte(name)), model[name]
		for range 50 {
			k := key(r)
			want, ok := m[k]
			if v := b.Get([]byte(k)); (v != nil) != ok || string(v) != want {
				return fmt.Errorf("%s: %q has %d bytes, want %d (%t)", name, k, len(v), len(want), ok)
			}
			prefix := k[:strings.IndexByte(k, 0)+1]
			var got, all []string
			for k := range engine.Under(b, []byte(prefix)) {
				got = append(got, prefix+string(k))
			}
			for i := range 4 {
				if _, ok := m[fmt.Sprintf("%s%d", prefix, i)]; ok {
					all = append(all, fmt.Sprintf("%s%d", prefix, i))
				}
			}
			if !slices.Equal(got, all) {
				return fmt.Errorf("%s: under %q is %q, want %q", name, prefix, got, all)
			}
		}
		if r.IntN(8) != 0 {
			continue
		}
		keys := slices.Sorted(maps.Keys(m))
		i := 0
		for k, v := range engine.Under(b, nil) {
			if i >= len(keys) || string(k) != keys[i] || string(v) != m[keys[i]] {
				return fmt.Errorf("%s: key %d is %q", name, i, k)
			}
			i++
		}
		c := b.Cursor()
		for k, v := c.Last(); k != nil; k, v = c.Prev() {
			if i--; i < 0 || string(k) != keys[i] || string(v) != m[keys[i]] {
				return fmt.Errorf("%s: key %d from behind is %q", name, i, k)
			}
		}
		if i != 0 {
			return fmt.Errorf("%s: %d keys fewer from behind", name, i)
		}
	}
	return nil
}

// TestFewParts: what a look meets grows with the logarithm of what there is, and what is written stays a
// small multiple of it.
func TestFewParts(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "f.db"), false)
	defer db.Close()
	r := rand.New(rand.NewPCG(5, 6))
	most := 0
	for range 150 {
		err := db.Group(ctx, func(tx engine.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("points"))
			for range 1000 {
				if err == nil {
					err = b.Put(fmt.Appendf(nil, "%016x", r.Uint64()), bytes.Repeat([]byte("v"), 10))
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		db.View(ctx, func(tx engine.Tx) error {
			n := 0
			last := ""
			for k := range engine.Under(tx.Bucket([]byte("blocks")), nil) {
				if id := string(k[:4]); id != last {
					n, last = n+1, id
				}
			}
			most = max(most, n)
			return nil
		})
	}
	if most > 22 { // three sizes, seven of each at most
		t.Errorf("%d parts of 150 commits", most)
	}
}

// TestFailed: nothing of a transaction that fails is kept, and one for reading writes nothing.
func TestFailed(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "x.db"), false)
	defer db.Close()
	put := func(k string, fail error) {
		err := db.Group(ctx, func(tx engine.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("points"))
			if err == nil {
				err = b.Put([]byte(k), []byte("v"))
			}
			if err == nil {
				err = fail
			}
			return err
		})
		if err != fail {
			t.Fatal(err)
		}
	}
	put("a", nil)
	put("b", context.Canceled)
	db.View(ctx, func(tx engine.Tx) error {
		b := tx.Bucket([]byte("points"))
		if b.Get([]byte("a")) == nil || b.Get([]byte("b")) != nil {
			t.Error("not what was committed")
		}
		if b.Put([]byte("c"), nil) == nil || b.Delete([]byte("a")) == nil {
			t.Error("a transaction for reading writes")
		}
		if _, err := b.CreateBucketIfNotExists([]byte("d")); err == nil || b.Bucket([]byte("d")) != nil {
			t.Error("a bucket in a bucket of parts")
		}
		return nil
	})
}

// TestDamaged: a block or a list that cannot be read is an error of the transaction, not a key that is not there.
func TestDamaged(t *testing.T) {
	for name, spoil := range map[string]func(k, v []byte) []byte{
		"blocks": func(k, v []byte) []byte {
			if k[4] == 0 {
				return v // a filter
			}
			return []byte{1, 2, 3}
		},
		"parts": func(_, v []byte) []byte { return v[:len(v)-1] },
	} {
		path := filepath.Join(t.TempDir(), "d.db")
		db := open(t, path, false)
		err := db.Group(ctx, func(tx engine.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("named"))
			for i := range 2000 {
				if err == nil {
					err = b.Put(fmt.Append(nil, i), []byte("v"))
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Group(ctx, func(tx engine.Tx) error {
			b := tx.Bucket([]byte(name))
			kept := map[string][]byte{}
			for k, v := range engine.Under(b, nil) {
				kept[string(k)] = spoil(k, v)
			}
			for k, v := range kept {
				if err := b.Put([]byte(k), v); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for how, look := range map[string]func(b engine.Bucket){
			"get":    func(b engine.Bucket) { b.Get([]byte("7")) },
			"cursor": func(b engine.Bucket) { b.Cursor().Seek(nil) },
		} {
			do := func(tx engine.Tx) error { look(tx.Bucket([]byte("named"))); return nil }
			if err := db.View(ctx, do); !errors.Is(err, parts.ErrDamaged) {
				t.Errorf("%s, %s: %v", name, how, err)
			}
			if err := db.Group(ctx, do); !errors.Is(err, parts.ErrDamaged) {
				t.Errorf("%s, %s while writing: %v", name, how, err)
			}
		}
		db.Close()
	}
}

// TestBeside: several read, also in one transaction, while one writes: each sees the whole of a commit.
func TestBeside(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "b.db"), false)
	defer db.Close()
	put := func(round int) error {
		return db.Group(ctx, func(tx engine.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("named"))
			for i := range 300 {
				if err == nil {
					err = b.Put(fmt.Appendf(nil, "n\x00%d", i), fmt.Append(nil, round))
				}
			}
			return err
		})
	}
	if err := put(0); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				err := db.View(ctx, func(tx engine.Tx) error {
					b := tx.Bucket([]byte("named"))
					first := string(b.Get([]byte("n\x000")))
					var both sync.WaitGroup
					for range 2 {
						both.Go(func() {
							n := 0
							for _, v := range engine.Under(b, []byte("n\x00")) {
								if n++; string(v) != first {
									t.Errorf("%s and %s in one state", first, v)
									return
								}
							}
							if v := b.Get([]byte("n\x00299")); n != 300 || string(v) != first {
								t.Errorf("%d keys, the last of %s, the first of %s", n, v, first)
							}
						})
					}
					both.Wait()
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for round := range 40 {
		if err := put(round + 1); err != nil {
			t.Error(err)
		}
	}
	close(done)
	group.Wait()
}
