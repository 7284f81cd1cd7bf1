// Package engine says what the store needs of what keeps its keys: buckets of ordered
// keys, as a bbolt file has them, in transactions. Package bolt keeps them in a file,
// package postgres in a table. Cayley's own keys lie in the same buckets, so that one
// transaction holds both, and the same code reads them whatever keeps them.
//
// A look that fails (a lost connection, a deadline) gives nothing, and the transaction
// remembers why: View and Group return that error whatever their function returned, and
// nothing is committed. Slices that are given back are good until the next write, and
// must not be changed.
package engine

import (
	"bytes"
	"context"
	"errors"
	"iter"

	"github.com/hidal-go/hidalgo/kv"
)

// DB keeps buckets.
type DB interface {
	// KV is what Cayley sees. Its transactions join that of Group while one runs.
	kv.KV
	// View runs fn on one state of the database; Group's writes are not seen.
	View(ctx context.Context, fn func(Tx) error) error
	// Group runs fn in one transaction for writing, of which there is one at a time among
	// all processes: all is kept when fn returns nil, else nothing is. Nobody else may use the KV meanwhile.
	Group(ctx context.Context, fn func(Tx) error) error
	// Load puts many keys into an empty database. Killed in between, it may leave some.
	Load(ctx context.Context, fn func(put Put) error) error
	// Size is the room taken, in bytes.
	Size(ctx context.Context) (int64, error)
	// Shared reports whether other processes may write while it is open.
	Shared() bool
}

// ErrAgain says that a transaction was stopped for the sake of another, and may be run again.
var ErrAgain = errors.New("stopped for the sake of another transaction")

// ErrUnknown says that the connection was lost while a transaction was committed, so that nobody
// knows whether it was kept.
var ErrUnknown = errors.New("the connection was lost during the commit")

// Put puts a key into the bucket at path.
type Put func(path [][]byte, k, v []byte) error

// Tx is a transaction.
type Tx interface {
	// Bucket is a bucket at the top, nil if it is not there. Where buckets need no making it always is.
	Bucket(name []byte) Bucket
	CreateBucketIfNotExists(name []byte) (Bucket, error)
	// Empty reports whether there is nothing at all.
	Empty() bool
	// Generation is a number that every commit of any process changes, where there may be
	// others. After Group it is that of its commit.
	Generation() uint64
	// Revision is a number that every commit changes.
	Revision() uint64
	// KV is what Cayley sees of this transaction.
	KV() kv.KV
	// Walk gives every key of every bucket, those of a bucket in order.
	Walk(fn func(path [][]byte, k, v []byte) error) error
}

// Bucket holds keys in order, and buckets.
type Bucket interface {
	Bucket(name []byte) Bucket
	CreateBucketIfNotExists(name []byte) (Bucket, error)
	Get(k []byte) []byte // nil if it is not there
	// GetAll is Get of each of keys, at once.
	GetAll(keys [][]byte) [][]byte
	// Ahead says that each of keys, or the first after it, will be looked for soon, so that
	// where each look is a journey they are made at once.
	Ahead(keys [][]byte)
	Put(k, v []byte) error
	Delete(k []byte) error // does nothing if it is not there
	Cursor() Cursor
}

// Cursor stands at a key of a bucket. Nothing may be written while it is in use. A nil key is
// the end.
type Cursor interface {
	Seek(k []byte) (key, value []byte) // the first at or after k
	Last() (key, value []byte)
	Next() (key, value []byte)
	Prev() (key, value []byte)
}

// Narrow is a Bucket that looks for keys with a prefix more quickly than for others.
type Narrow interface {
	Under(prefix []byte) iter.Seq2[[]byte, []byte]
	CursorUnder(prefix []byte) Cursor
}

// CursorUnder is a cursor for keys that begin with prefix; it may pass over others.
func CursorUnder(b Bucket, prefix []byte) Cursor {
	if n, ok := b.(Narrow); ok {
		return n.CursorUnder(prefix)
	}
	return b.Cursor()
}

// Under gives the keys that begin with prefix, in order, without the prefix. The
// slices are good until the next step.
func Under(b Bucket, prefix []byte) iter.Seq2[[]byte, []byte] {
	if n, ok := b.(Narrow); ok {
		return n.Under(prefix)
	}
	return func(yield func(k, v []byte) bool) {
		c := b.Cursor()
		for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
			if !yield(k[len(prefix):], v) {
				return
			}
		}
	}
}

// Copy puts all that from holds into the empty database to.
func Copy(ctx context.Context, from Tx, to DB) error {
	return to.Load(ctx, func(put Put) error {
		return from.Walk(func(path [][]byte, k, v []byte) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return put(path, k, v)
		})
	})
}
