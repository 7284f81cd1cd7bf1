package engine_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph/store/bolt"
	"dateline/graph/store/engine"
	"dateline/graph/store/postgres"
	"dateline/graph/store/postgres/postgrestest"
)

var ctx = context.Background()

// engines are opened anew by each call of what they give.
func engines(t *testing.T) map[string]func() engine.DB {
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "engine.db")
	all := map[string]func() engine.DB{"file": func() engine.DB {
		db, err := bolt.Open(file, bolt.Options{Wait: time.Second, NoSync: true})
		fail(err)
		return db
	}}
	scattered := filepath.Join(t.TempDir(), "parts.db")
	all["parts"] = func() engine.DB {
		db, err := bolt.Open(scattered, bolt.Options{Wait: time.Second, NoSync: true, Scattered: map[string]bool{"ab": true}, Sorted: [][]byte{[]byte("c")}})
		fail(err)
		return db
	}
	if postgrestest.Have() {
		address := postgrestest.New(t)
		all["postgres"] = func() engine.DB {
			db, err := postgres.Open(ctx, address, true)
			fail(err)
			return db
		}
	}
	return all
}

// TestEngine does random things to nested buckets and to plain maps and compares all that
// can be asked, inside the transaction, after it, and after one that failed.
func TestEngine(t *testing.T) {
	for name, open := range engines(t) {
		t.Run(name, func(t *testing.T) {
			db := open()
			defer func() { db.Close() }()
			r := rand.New(rand.NewPCG(1, 2))
			paths := []string{"a", "a/b", "ab", "b", "a/b/c"}
			model := map[string]map[string]string{}
			for _, p := range paths {
				model[p] = map[string]string{}
			}
			stop := errors.New("stop")
			for round := range 60 {
				next := map[string]map[string]string{}
				for p, m := range model {
					next[p] = maps.Clone(m)
				}
				failing := round%5 == 4
				err := db.Group(ctx, func(tx engine.Tx) error {
					for range r.IntN(120) {
						p, k := paths[r.IntN(len(paths))], randomKey(r)
						b := at(t, tx, p)
						if r.IntN(4) == 0 {
							delete(next[p], k)
							if err := b.Delete([]byte(k)); err != nil {
								return err
							}
							continue
						}
						v := strings.Repeat("v", r.IntN(3)) // an empty value is one
						next[p][k] = v
						if err := b.Put([]byte(k), []byte(v)); err != nil {
							return err
						}
					}
					compare(t, r, tx, next)
					if failing {
						return stop
					}
					return nil
				})
				if failing != errors.Is(err, stop) {
					t.Fatalf("round %d: %v", round, err)
				}
				if !failing {
					model = next
				}
				if round%10 == 9 {
					db.Close()
					db = open()
				}
				if err := db.View(ctx, func(tx engine.Tx) error {
					compare(t, r, tx, model)
					walked := 0
					err := tx.Walk(func(path [][]byte, k, v []byte) error {
						var names []string
						for _, p := range path {
							names = append(names, string(p))
						}
						if got, ok := model[strings.Join(names, "/")][string(k)]; !ok || got != string(v) {
							return fmt.Errorf("walked into %q %q", names, k)
						}
						walked++
						return nil
					})
					want := 0
					for _, m := range model {
						want += len(m)
					}
					if walked != want {
						t.Errorf("walked over %d keys of %d", walked, want)
					}
					return err
				}); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// randomKey is one of few hundred, so that keys meet; some hold zero bytes and 0xff.
func randomKey(r *rand.Rand) string {
	return []string{"", "x\x00", "x\xff", "yy"}[r.IntN(4)] + fmt.Sprint(r.IntN(60))
}

func at(t *testing.T, tx engine.Tx, path string) engine.Bucket {
	t.Helper()
	names := strings.Split(path, "/")
	b, err := tx.CreateBucketIfNotExists([]byte(names[0]))
	for _, n := range names[1:] {
		if err == nil {
			b, err = b.CreateBucketIfNotExists([]byte(n))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// compare asks a bucket in all ways.
func compare(t *testing.T, r *rand.Rand, tx engine.Tx, model map[string]map[string]string) {
	t.Helper()
	for path, m := range model {
		names := strings.Split(path, "/")
		b := tx.Bucket([]byte(names[0]))
		for _, n := range names[1:] {
			if b != nil {
				b = b.Bucket([]byte(n))
			}
		}
		if b == nil {
			if len(m) > 0 {
				t.Fatalf("bucket %s is not there", path)
			}
			continue
		}
		keys := slices.Sorted(maps.Keys(m))
		var asked [][]byte
		for range 6 {
			asked = append(asked, []byte(randomKey(r)))
		}
		if r.IntN(2) == 0 {
			b.Ahead(asked)
		}
		for i, v := range b.GetAll(asked) {
			want, ok := m[string(asked[i])]
			if (v != nil) != ok || string(v) != want {
				t.Fatalf("%s: %q is %q, want %q (%t)", path, asked[i], v, want, ok)
			}
			if one := b.Get(asked[i]); (one != nil) != ok || string(one) != want {
				t.Fatalf("%s: %q is %q, want %q (%t)", path, asked[i], one, want, ok)
			}
		}
		if buckets(model, path) {
			continue // bbolt's cursor walks over the buckets in it, which nobody asks for
		}
		// From a key on, some steps forward and backward.
		c := b.Cursor()
		k, v := c.Seek(asked[0])
		i, _ := slices.BinarySearch(keys, string(asked[0]))
		for range 12 {
			if i < 0 || i >= len(keys) {
				if k != nil {
					t.Fatalf("%s: from %q: %q behind the end", path, asked[0], k)
				}
				break
			}
			if string(k) != keys[i] || string(v) != m[keys[i]] {
				t.Fatalf("%s: from %q: at %q, want %q", path, asked[0], k, keys[i])
			}
			if r.IntN(3) == 0 {
				i--
				k, v = c.Prev()
			} else {
				i++
				k, v = c.Next()
			}
		}
		var all []string
		for k := range engine.Under(b, nil) {
			all = append(all, string(k))
		}
		if !slices.Equal(all, keys) {
			t.Fatalf("%s: %q, want %q", path, all, keys)
		}
		var back []string
		for k, _ := c.Last(); k != nil; k, _ = c.Prev() {
			back = append(back, string(k))
		}
		slices.Reverse(back)
		if !slices.Equal(back, keys) {
			t.Fatalf("%s backward: %q, want %q", path, back, keys)
		}
	}
}

func buckets(model map[string]map[string]string, path string) bool {
	for p := range model {
		if strings.HasPrefix(p, path+"/") {
			return true
		}
	}
	return false
}

// TestCopy copies from each engine to each.
func TestCopy(t *testing.T) {
	want := map[string]string{}
	for i := range 3000 {
		want[fmt.Sprint(i)] = strings.Repeat("v", i%50)
	}
	from := engines(t)
	for name, open := range from {
		to := engines(t)
		a := open()
		defer a.Close()
		if err := a.Group(ctx, func(tx engine.Tx) error {
			for k, v := range want {
				if err := at(t, tx, "a/b").Put([]byte(k), []byte(v)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for other, open := range to {
			if other == name && len(from) > 1 {
				continue
			}
			b := open()
			defer b.Close()
			if err := a.View(ctx, func(tx engine.Tx) error { return engine.Copy(ctx, tx, b) }); err != nil {
				t.Fatal(err)
			}
			if err := b.View(ctx, func(tx engine.Tx) error {
				compare(t, rand.New(rand.NewPCG(1, 1)), tx, map[string]map[string]string{"a/b": want})
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
}
