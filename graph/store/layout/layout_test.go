package layout_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"

	"dateline/graph/store/bolt"
	"dateline/graph/store/engine"
	"dateline/graph/store/layout"
)

var ctx = context.Background()

func open(t *testing.T) *bolt.DB {
	t.Helper()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "l.db"), bolt.Options{Wait: time.Second, NoSync: true, Upwards: layout.Upwards})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	kv.DefaultQuadIndexes = []kv.QuadIndex{layout.SP, layout.OP, layout.L}
	err = db.Group(ctx, func(tx engine.Tx) error {
		for _, b := range layout.Buckets() {
			if _, err := tx.CreateBucketIfNotExists(b); err != nil {
				return err
			}
		}
		return kv.Init(layout.KV(tx.KV()), cgraph.Options{"no_bloom": true})
	})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func node(p string, n int) quad.IRI { return quad.IRI(fmt.Sprintf("%s%d", p, n)) }

// TestModel adds and deletes random quads, in one transaction and in many, with some that are
// there already or not there, and compares what lies in the buckets, and what Cayley
// sees of it, with a plain set.
func TestModel(t *testing.T) {
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 3))
		db := open(t)
		model := map[quad.Quad]bool{}
		random := func() quad.Quad { // few objects, so that lists have many pieces
			o := quad.Value(node("o", r.IntN(3)))
			switch r.IntN(6) {
			case 2:
				o = node("a/o", r.IntN(3))
			case 3: // an object of its own, of several quads and of one quad twice
				o = quad.TypedString{Value: quad.String(fmt.Sprintf("%40d", r.IntN(5))), Type: "t"}
			case 4:
				o = quad.String(fmt.Sprintf("%150d", r.IntN(5)))
			case 0:
				o = quad.Time(time.Unix(int64(r.IntN(50)), 0).UTC())
			case 1:
				o = quad.TypedString{Value: quad.String(fmt.Sprint(r.IntN(50))), Type: "t"}
			}
			return quad.Quad{Subject: node([]string{"s", "a/s", "b/s"}[r.IntN(3)], r.IntN(70)), Predicate: node("p", r.IntN(3)), Object: o, Label: node("l", r.IntN(4))}
		}
		for step := range 8 {
			var del, add []quad.Quad
			for _, q := range slices.Collect(maps.Keys(model)) {
				if r.IntN(3) == 0 {
					del = append(del, q)
				}
			}
			if r.IntN(4) == 0 {
				del = append(slices.Collect(maps.Keys(model)), random()) // all of it
			}
			for range r.IntN(900) {
				add = append(add, random())
			}
			del = append(del, del[:min(3, len(del))]...)
			err := db.Group(ctx, func(tx engine.Tx) error {
				if r.IntN(2) == 0 {
					if err := layout.Apply(tx, del, nil); err != nil {
						return err
					}
					return layout.Apply(tx, nil, add)
				}
				var laid []layout.Laid // some of them twice
				for n, rest := 0, add; len(rest) > 0; rest = rest[n:] {
					n = min(len(rest), 1+r.IntN(300))
					l, err := layout.Lay(rest[:min(len(rest), n+r.IntN(50))])
					if err != nil {
						return err
					}
					laid = append(laid, l)
				}
				return layout.Apply(tx, del, add[:r.IntN(len(add)+1)], laid...)
			})
			if err != nil {
				t.Fatalf("seed %d, step %d: %v", seed, step, err)
			}
			for _, q := range del {
				delete(model, q)
			}
			for _, q := range add {
				model[q] = true
			}
			if err := db.View(ctx, func(tx engine.Tx) error { compare(t, tx, model); return nil }); err != nil {
				t.Fatal(err)
			}
			if t.Failed() {
				t.Fatalf("seed %d, step %d", seed, step)
			}
		}
	}
}

// compare holds all buckets to the model, and Cayley's answers to both.
func compare(t *testing.T, tx engine.Tx, model map[quad.Quad]bool) {
	t.Helper()
	refs := map[quad.Value]uint64{}
	bySP, byOP := map[[2]quad.Value]int{}, map[[2]quad.Value]int{}
	own := 0
	for q := range model {
		for _, d := range quad.Directions {
			if v := q.Get(d); d == quad.Object && layout.Own(v) {
				own++
			} else {
				refs[v]++
			}
		}
		bySP[[2]quad.Value{q.Subject, q.Predicate}]++
		if !layout.Own(q.Object) {
			byOP[[2]quad.Value{q.Object, q.Predicate}]++
		}
	}
	ids := map[quad.Value]uint64{}
	nodes := tx.Bucket(layout.Node)
	for v, n := range refs {
		id, got := layout.Ref(nodes, v)
		if id == 0 || got != n {
			t.Errorf("%v has number %d and is counted %d times, not %d", v, id, got, n)
		}
		ids[v] = id
	}
	entries := 0
	for range engine.Under(tx.Bucket(layout.Log), nil) {
		entries++
	}
	found := 0
	for range engine.Under(nodes, nil) {
		found++
	}
	if found != len(refs) {
		t.Errorf("%d of %d values are found", found, len(refs))
	}
	if entries != len(model)+len(refs)+own || layout.Size(tx) != int64(len(model)) {
		t.Errorf("the log has %d entries of %d nodes and %d quads, size %d", entries, len(refs), len(model), layout.Size(tx))
	}
	check := func(index kv.QuadIndex, want map[[2]quad.Value]int, a quad.Direction) {
		b := tx.Bucket(layout.Name(index))
		listed := 0
		for _, l := range layout.Lists(b, 2) {
			listed += len(l)
		}
		if listed != len(model) {
			t.Errorf("%s lists %d of %d quads", layout.Name(index), listed, len(model))
		}
		for k, n := range want {
			l, err := layout.List(b, ids[k[0]], ids[k[1]])
			if err != nil || len(l) != n || !slices.IsSorted(l) {
				t.Errorf("%s of %v: %d quads, not %d (%v)", layout.Name(index), k, len(l), n, err)
			}
			for _, id := range l {
				var p proto.Primitive
				if err := p.Unmarshal(tx.Bucket(layout.Log).Get(layout.LogKey(nil, id))); err != nil || p.GetDirection(a) != ids[k[0]] || p.Predicate != ids[k[1]] {
					t.Errorf("%s of %v lists %+v (%v)", layout.Name(index), k, p, err)
				}
			}
		}
	}
	check(layout.SP, bySP, quad.Subject)
	check(layout.OP, byOP, quad.Object)

	qs, err := layout.Cayley(tx, cgraph.Options{"no_bloom": true})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[quad.Quad]bool{}
	it := qs.QuadsAllIterator()
	for it.Next(ctx) {
		seen[qs.Quad(it.Result())] = true
	}
	it.Close()
	if !maps.Equal(seen, model) {
		t.Errorf("Cayley sees %d quads, there are %d", len(seen), len(model))
	}
	for l := range 4 {
		want := 0
		for q := range model {
			if q.Label == quad.Value(node("l", l)) {
				want++
			}
		}
		ref := qs.ValueOf(node("l", l))
		if ref == nil {
			if want > 0 {
				t.Errorf("Cayley does not know label %d", l)
			}
			continue
		}
		got := 0
		it := qs.QuadIterator(quad.Label, ref)
		for it.Next(ctx) {
			got++
		}
		it.Close()
		if got != want {
			t.Errorf("Cayley finds %d of %d quads of label %d", got, want, l)
		}
	}
	for k, n := range byOP {
		found := map[quad.Value]bool{}
		want := map[quad.Value]bool{}
		for q := range model {
			if q.Object == k[0] && q.Predicate == k[1] {
				want[q.Subject] = true
			}
		}
		err := path.StartPath(qs, k[0]).In(k[1]).Iterate(ctx).EachValue(qs, func(v quad.Value) { found[v] = true })
		if err != nil || !maps.Equal(found, want) {
			t.Errorf("Cayley goes from %v to %d nodes, not %d of %d quads (%v)", k, len(found), len(want), n, err)
		}
	}
}

// TestCayleyDoesNotWrite: its writer would lay quads as it is used to.
func TestCayleyDoesNotWrite(t *testing.T) {
	db := open(t)
	err := db.Group(ctx, func(tx engine.Tx) error {
		qs, err := kv.New(layout.KV(tx.KV()), cgraph.Options{"no_bloom": true})
		if err != nil {
			return err
		}
		return qs.ApplyDeltas([]cgraph.Delta{{Quad: quad.MakeIRI("a", "b", "c", "d"), Action: cgraph.Add}}, cgraph.IgnoreOpts{})
	})
	if err == nil {
		t.Fatal("Cayley wrote a quad")
	}
}

// FuzzList reads lists of any bytes without a panic; those that can be read come back.
func FuzzList(f *testing.F) {
	f.Add([]byte{1}, []byte{3, 1, 1, 200, 1})
	f.Add([]byte{}, []byte{})
	f.Fuzz(func(t *testing.T, k, v []byte) {
		b := fake{string(k): v}
		for _, ids := range layout.Lists(b, 2) {
			if ids != nil && !slices.IsSorted(ids) {
				t.Fatalf("%x: %v", v, ids)
			}
		}
		layout.List(b, 1, 2)
		layout.Ref(b, quad.IRI("a"))
	})
}

// fake is a bucket with one key at most, under any name.
type fake map[string][]byte

func (f fake) Bucket([]byte) engine.Bucket                           { return nil }
func (f fake) CreateBucketIfNotExists([]byte) (engine.Bucket, error) { return nil, nil }
func (f fake) GetAll(keys [][]byte) [][]byte                         { return make([][]byte, len(keys)) }
func (f fake) Put(k, v []byte) error                                 { return nil }
func (f fake) Ahead([][]byte)                                        {}
func (f fake) Delete([]byte) error                                   { return nil }
func (f fake) Cursor() engine.Cursor                                 { return &fakeCursor{fake: f} }

func (f fake) Get([]byte) []byte {
	for _, v := range f {
		return v
	}
	return nil
}

type fakeCursor struct{ fake }

func (c *fakeCursor) Seek([]byte) (key, value []byte) {
	for k, v := range c.fake {
		return []byte(k), v
	}
	return nil, nil
}
func (c *fakeCursor) Last() (key, value []byte) { return nil, nil }
func (c *fakeCursor) Next() (key, value []byte) { return nil, nil }
func (c *fakeCursor) Prev() (key, value []byte) { return nil, nil }
