package bolt

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"

	"github.com/hidal-go/hidalgo/kv"
	"go.etcd.io/bbolt"

	"dateline/graph/store/engine"
	"dateline/graph/store/parts"
)

var _ engine.DB = (*DB)(nil)

// View runs fn on the file as it was last committed.
func (db *DB) View(_ context.Context, fn func(engine.Tx) error) error {
	return db.db.View(func(tx *bbolt.Tx) error {
		t := db.around(tx)
		return errors.Join(fn(t), t.parts.Err())
	})
}

// Group runs fn in one transaction of the file, which every transaction that is
// begun meanwhile joins, readers included: all is committed when fn returns nil,
// else nothing is. The caller makes sure that nobody else uses the file meanwhile.
func (db *DB) Group(_ context.Context, fn func(engine.Tx) error) error {
	return db.db.Update(func(tx *bbolt.Tx) error {
		t := db.around(tx)
		db.group = &t
		defer func() { db.group = nil }()
		if err := fn(t); err != nil {
			return err
		}
		return t.parts.Flush()
	})
}

// around is what the store sees of a transaction.
func (db *DB) around(tx *bbolt.Tx) boltTx {
	a := &around{opt: &db.opt, cursors: map[*bbolt.Bucket]*bbolt.Cursor{}}
	t := boltTx{tx, a}
	a.parts = parts.New(db.knownOf(tx), func(name []byte, make bool) (engine.Bucket, error) {
		if make {
			return t.CreateBucketIfNotExists(name)
		}
		return t.Bucket(name), nil
	})
	return t
}

// state is what is known of the parts of one state of the file, where it was mapped.
type state struct {
	id   int
	data uintptr
	parts.Known
}

// knownOf is what is known of the state that tx reads, nil if it writes.
func (db *DB) knownOf(tx *bbolt.Tx) *parts.Known {
	if tx.Writable() {
		return nil
	}
	id, data := tx.ID(), db.db.Info().Data // it stays there while tx is open
	s := db.state.Load()
	if s == nil || s.id != id || s.data != data {
		s = &state{id: id, data: data}
		db.state.Store(s)
	}
	return &s.Known
}

// loadKeys is how many keys Load puts in one commit.
const loadKeys = 50_000

// Load puts keys in several commits.
func (db *DB) Load(_ context.Context, fn func(engine.Put) error) error {
	t, err := db.db.Begin(true)
	if err != nil {
		return err
	}
	defer func() { t.Rollback() }() // nothing after a commit
	n := 0
	err = fn(func(path [][]byte, k, v []byte) error {
		if n++; n%loadKeys == 0 {
			if err := t.Commit(); err != nil {
				return err
			}
			if t, err = db.db.Begin(true); err != nil {
				return err
			}
		}
		b, err := t.CreateBucketIfNotExists(path[0])
		for _, name := range path[1:] {
			if err == nil {
				b, err = b.CreateBucketIfNotExists(name)
			}
		}
		if err != nil {
			return err
		}
		b.FillPercent = full // keys come in order
		return b.Put(k, v)
	})
	if err != nil {
		return err
	}
	return t.Commit()
}

// Size is the size of the file.
func (db *DB) Size(context.Context) (int64, error) {
	st, err := os.Stat(db.db.Path())
	if err != nil {
		return 0, err
	}
	return st.Size(), nil
}

// Shared is false: the file is locked.
func (db *DB) Shared() bool { return false }

// boltTx is a transaction as the store sees it.
type boltTx struct {
	tx *bbolt.Tx
	*around
}

// around is what the buckets of a transaction have in common.
type around struct {
	opt   *known
	parts *parts.Set
	// cursors are those that keys of a bucket are looked up with, kept because each look of a new one
	// allocates. So a transaction is for one goroutine.
	cursors map[*bbolt.Bucket]*bbolt.Cursor
}

// cursor is the cursor of b.
func (a *around) cursor(b *bbolt.Bucket) *bbolt.Cursor {
	c := a.cursors[b]
	if c == nil {
		c = b.Cursor()
		a.cursors[b] = c
	}
	return c
}

// full is how full pages are left to which nothing is added any more.
const full = 0.95

func (t boltTx) Bucket(name []byte) engine.Bucket {
	return t.wrap(t.tx.Bucket(name), string(name))
}

func (t boltTx) CreateBucketIfNotExists(name []byte) (engine.Bucket, error) {
	b, err := t.tx.CreateBucketIfNotExists(name)
	return t.wrap(b, string(name)), err
}

func (t boltTx) Empty() bool {
	k, _ := t.tx.Cursor().First()
	return k == nil
}

func (t boltTx) Generation() uint64 { return 0 }
func (t boltTx) Revision() uint64   { return uint64(t.tx.ID()) }

func (t boltTx) KV() kv.KV { return &DB{db: t.tx.DB(), group: &t} }

func (t boltTx) Walk(fn func(path [][]byte, k, v []byte) error) error {
	var down func(path [][]byte, b *bbolt.Bucket) error
	down = func(path [][]byte, b *bbolt.Bucket) error {
		if kept, ok := t.wrap(b, string(bytes.Join(path, []byte("/")))).(*parts.Bucket); ok {
			for k, v := range kept.Under(nil) {
				if err := fn(path, k, v); err != nil {
					return err
				}
			}
			return nil
		}
		return b.ForEach(func(k, v []byte) error {
			if sub := b.Bucket(k); v == nil && sub != nil {
				return down(append(path[:len(path):len(path)], k), sub)
			}
			return fn(path, k, v)
		})
	}
	return t.tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		if bytes.Equal(name, parts.List) || bytes.Equal(name, parts.Blocks) {
			return nil
		}
		return down([][]byte{name}, b)
	})
}

// boltBucket is a bucket as the store sees it.
type boltBucket struct {
	b    *bbolt.Bucket
	path string
	*around
}

// wrap is b, which is remembered by its transaction with how full its pages are left.
func (a *around) wrap(b *bbolt.Bucket, at string) engine.Bucket {
	if b == nil {
		return nil
	}
	name := at[strings.LastIndexByte(at, '/')+1:]
	if a.opt.upwards[name] {
		b.FillPercent = full
	}
	out := boltBucket{b, at, a}
	if a.opt.sorted[name] {
		return a.parts.Sorted(at, out)
	}
	if prefixes, ok := a.opt.scattered[name]; ok {
		return a.parts.Bucket(at, out, prefixes)
	}
	return out
}

func (b boltBucket) Bucket(name []byte) engine.Bucket {
	return b.wrap(b.b.Bucket(name), b.path+"/"+string(name))
}

func (b boltBucket) CreateBucketIfNotExists(name []byte) (engine.Bucket, error) {
	made, err := b.b.CreateBucketIfNotExists(name)
	return b.wrap(made, b.path+"/"+string(name)), err
}

func (b boltBucket) Get(k []byte) []byte {
	if at, v := b.cursor(b.b).Seek(k); bytes.Equal(at, k) {
		return v // nil, as that of Get, where k is a bucket
	}
	return nil
}

// nearby is how many steps GetAll goes on for a key before it goes down the tree for it: what is looked up
// at once often lies side by side.
const nearby = 8

func (b boltBucket) GetAll(keys [][]byte) [][]byte {
	out := make([][]byte, len(keys))
	c := b.cursor(b.b)
	var at, v []byte
	for i, k := range keys {
		if at == nil || bytes.Compare(at, k) > 0 {
			at, v = c.Seek(k)
		}
		for n := 0; n < nearby && at != nil && bytes.Compare(at, k) < 0; n++ {
			at, v = c.Next()
		}
		if at == nil || bytes.Compare(at, k) < 0 {
			at, v = c.Seek(k)
		}
		if bytes.Equal(at, k) {
			out[i] = v
		}
	}
	return out
}

func (b boltBucket) Ahead([][]byte) {} // all is near

func (b boltBucket) Put(k, v []byte) error { return b.b.Put(k, v) }

func (b boltBucket) Delete(k []byte) error { return b.b.Delete(k) }

func (b boltBucket) Cursor() engine.Cursor { return b.b.Cursor() }
