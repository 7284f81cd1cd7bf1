// Package bolt lets Cayley's key-value quad store live in a go.etcd.io/bbolt
// file. It implements hidalgo's kv.KV, and adds what Cayley's own bolt backend
// lacks: a lock that is waited for no longer than asked, opening for reading only,
// and Group, which joins several of Cayley's transactions into one.
//
// It knows nothing about quads.
package bolt

import (
	"context"
	"os"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/hidal-go/hidalgo/kv"
	"go.etcd.io/bbolt"

	"dateline/graph/store/parts"
)

// mapSize is the address space mapped at opening. A write that has to grow the
// map waits for every open reader, and would wait for ever for a reader of its
// own goroutine, so the map starts larger than most files become.
const mapSize = 1 << 30

// growth is by how much the file grows at a time. bbolt's own 16 MB would be the
// size of the smallest database.
const growth = 4 << 20

// Options of Open.
type Options struct {
	ReadOnly bool
	Wait     time.Duration // for the lock of another process; must not be 0
	NoSync   bool
	// Upwards are the buckets most of whose keys are greater than all before them:
	// when a page of theirs is full, the next is begun, and it is not cut in half.
	Upwards [][]byte
	// Scattered are the buckets whose keys come in any order, of which each commit writes a part (see
	// package parts), and whether they are looked through by what stands before a zero byte in their keys.
	Scattered map[string]bool
	// Sorted are the buckets to which a transaction writes in the order of their keys at its end, in whatever
	// order they are put: those whose keys lie together.
	Sorted [][]byte
}

// known is what is known of buckets by their names.
type known struct {
	upwards, sorted map[string]bool
	scattered       map[string]bool
}

// DB is an open file.
type DB struct {
	db    *bbolt.DB
	group *boltTx // not nil while Group runs
	opt   known
	state atomic.Pointer[state]
}

var _ kv.KV = (*DB)(nil)

// Open opens the file, and makes it unless it is opened for reading only. When
// another process holds the file the error is bbolt's ErrTimeout.
func Open(path string, o Options) (*DB, error) {
	opt := &bbolt.Options{
		Timeout:      o.Wait,
		ReadOnly:     o.ReadOnly,
		NoSync:       o.NoSync,
		FreelistType: bbolt.FreelistArrayType,
	}
	if runtime.GOOS != "windows" { // there the file itself would take that size
		opt.InitialMmapSize = mapSize
	}
	mode := os.FileMode(0o644)
	db, err := bbolt.Open(path, mode, opt)
	if err != nil {
		return nil, err
	}
	db.AllocSize = growth
	d := &DB{db: db, opt: known{setOf(append(o.Upwards[:len(o.Upwards):len(o.Upwards)], parts.Blocks)), setOf(o.Sorted), o.Scattered}}
	return d, nil
}

func setOf(names [][]byte) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		out[string(n)] = true
	}
	return out
}

// Bolt is the file itself.
func (db *DB) Bolt() *bbolt.DB { return db.db }

// Close closes the file; a second call does nothing.
func (db *DB) Close() error { return db.db.Close() }

// Tx begins a transaction, or joins that of Group.
func (db *DB) Tx(rw bool) (kv.Tx, error) {
	if db.group != nil {
		return &tx{tx: db.group.tx, all: *db.group, joined: true}, nil
	}
	t, err := db.db.Begin(rw)
	if err != nil {
		return nil, err
	}
	return &tx{tx: t, all: db.around(t)}, nil
}

// tx is a transaction. A joined one is ended by Group.
type tx struct {
	tx     *bbolt.Tx
	all    boltTx
	joined bool
}

func (t *tx) Commit(context.Context) error {
	if t.joined {
		return nil
	}
	return t.tx.Commit()
}

func (t *tx) Close() error {
	if t.joined {
		return nil
	}
	if err := t.tx.Rollback(); err != nil && err != bbolt.ErrTxClosed {
		return err
	}
	return nil
}

// inParts reports whether key is one of a bucket at the top that is kept in parts: here it is read only, key by key.
func (t *tx) inParts(key kv.Key) bool {
	if len(key) != 2 {
		return false
	}
	_, ok := t.all.opt.scattered[string(key[0])]
	return ok
}

// bucket is the bucket that holds the last part of key, nil if there is none.
func (t *tx) bucket(key kv.Key) *bbolt.Bucket {
	if len(key) == 1 {
		return t.root()
	}
	b := t.tx.Bucket(key[0])
	for _, part := range key[1 : len(key)-1] {
		if b == nil {
			return nil
		}
		b = b.Bucket(part)
	}
	return b
}

// root is the bucket that holds the top-level buckets.
func (t *tx) root() *bbolt.Bucket { return t.tx.Cursor().Bucket() }

// value is nil for a missing key. The slice is good until the transaction ends.
func (t *tx) value(key kv.Key) kv.Value {
	if len(key) == 0 {
		return nil
	}
	if t.inParts(key) {
		if b := t.all.Bucket(key[0]); b != nil {
			return b.Get(key[1])
		}
		return nil
	}
	if b := t.bucket(key); b != nil {
		return b.Get(key[len(key)-1])
	}
	return nil
}

func (t *tx) Get(_ context.Context, key kv.Key) (kv.Value, error) {
	if v := t.value(key); v != nil {
		return v, nil
	}
	return nil, kv.ErrNotFound
}

func (t *tx) GetBatch(_ context.Context, keys []kv.Key) ([]kv.Value, error) {
	vals := make([]kv.Value, len(keys))
	for i, k := range keys {
		vals[i] = t.value(k)
	}
	return vals, nil
}

func (t *tx) Put(key kv.Key, v kv.Value) error {
	if !t.tx.Writable() || t.inParts(key) {
		return kv.ErrReadOnly
	}
	last := len(key) - 1
	b := t.root()
	if last > 0 {
		var err error
		if b, err = t.tx.CreateBucketIfNotExists(key[0]); err != nil {
			return err
		}
		for _, part := range key[1:last] {
			if b, err = b.CreateBucketIfNotExists(part); err != nil {
				return err
			}
		}
	}
	if len(key[last]) == 0 && len(v) == 0 {
		return nil // only the bucket was asked for
	}
	return b.Put(key[last], v)
}

func (t *tx) Del(key kv.Key) error {
	if !t.tx.Writable() || t.inParts(key) {
		return kv.ErrReadOnly
	}
	if b := t.bucket(key); b != nil {
		return b.Delete(key[len(key)-1])
	}
	return nil
}
