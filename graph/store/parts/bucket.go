package parts

import (
	"bytes"
	"errors"
	"iter"

	"github.com/tidwall/btree"

	"dateline/graph/store/engine"
)

// Bucket is a bucket that is kept in parts. It holds no buckets.
type Bucket struct {
	set      *Set
	path     string
	base     engine.Bucket
	bare     bool // base is empty
	sorted   bool // it has no parts: what is fresh goes to base
	prefixes bool
	parts    []part
	joined   joined              // what parts are being made one, in a transaction that writes
	fresh    *btree.BTreeG[item] // what this transaction wrote; nil in one that reads
	size     uint64              // of fresh, about
	// Of a transaction that writes, those that stand nowhere any more.
	idle      []*stored
	idleBelow []*below
}

var (
	_ engine.Bucket = (*Bucket)(nil)
	_ engine.Narrow = (*Bucket)(nil)
)

// Bucket is nil.
func (b *Bucket) Bucket([]byte) engine.Bucket { return nil }

// CreateBucketIfNotExists is an error.
func (b *Bucket) CreateBucketIfNotExists([]byte) (engine.Bucket, error) {
	return nil, errors.New("a bucket in parts holds no buckets: " + b.path)
}

// Get is the value of k, nil if it is not there.
func (b *Bucket) Get(k []byte) []byte {
	if b.fresh != nil {
		if e, ok := b.fresh.Get(item{k: k}); ok {
			return e.v
		}
	}
	return b.below(k)
}

// below is Get of what is stored.
func (b *Bucket) below(k []byte) []byte {
	if len(b.parts) > 0 {
		h := hash(k)
		for i := len(b.parts) - 1; i >= 0; i-- {
			p := &b.parts[i]
			if !p.filter.has(h) {
				continue
			}
			if e, ok := b.in(p.id, k); ok {
				return e.v
			}
		}
	}
	if b.bare {
		return nil
	}
	return b.base.Get(k)
}

// in looks into a part.
func (b *Bucket) in(id uint32, k []byte) (item, bool) {
	l := b.set.look()
	defer b.set.done(l)
	l.key = blockKey(l.key[:0], id, k)
	at, v := l.c.Seek(l.key)
	if _, ok := blockOf(at, id); !ok {
		return item{}, false
	}
	bl := block(v)
	n := bl.len()
	i := bl.find(k)
	if i == n { // its last key is not before k
		b.set.damaged(b.path)
		return item{}, false
	}
	e := bl.at(i, n)
	return e, bytes.Equal(e.k, k)
}

// GetAll is Get of each of keys.
func (b *Bucket) GetAll(keys [][]byte) [][]byte {
	out := make([][]byte, len(keys))
	for i, k := range keys {
		out[i] = b.Get(k)
	}
	return out
}

// Ahead does nothing: all is near.
func (b *Bucket) Ahead([][]byte) {}

var empty = []byte{}

// Put sets the value of k. The value may not be changed before the transaction ends.
func (b *Bucket) Put(k, v []byte) error {
	if b.fresh == nil {
		return errors.New("a transaction for reading cannot write: " + b.path)
	}
	if v == nil {
		v = empty
	}
	b.size += uint64(len(k) + len(v) + 8)
	b.fresh.Set(item{bytes.Clone(k), v})
	return nil
}

// Delete takes k away, if it is there.
func (b *Bucket) Delete(k []byte) error {
	if b.fresh == nil {
		return errors.New("a transaction for reading cannot write: " + b.path)
	}
	if b.below(k) != nil {
		b.size += uint64(len(k) + 8)
		b.fresh.Set(item{bytes.Clone(k), nil})
	} else {
		b.fresh.Delete(item{k: k})
	}
	return nil
}

// Cursor goes over all keys.
func (b *Bucket) Cursor() engine.Cursor { return b.cursor(nil) }

// CursorUnder goes over the keys of the parts that may have some with prefix.
func (b *Bucket) CursorUnder(prefix []byte) engine.Cursor {
	if !b.prefixes {
		return b.cursor(nil)
	}
	return b.cursor(prefixOf(prefix))
}

// Under gives the keys that begin with prefix, without it, from the parts that may have some.
func (b *Bucket) Under(prefix []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		c := b.CursorUnder(prefix).(*cursor)
		defer b.release(c)
		for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
			if !yield(k[len(prefix):], v) {
				return
			}
		}
	}
}

// cursor goes over the keys of all parts, or, with a prefix, of those that may have keys with it.
func (b *Bucket) cursor(prefix []byte) *cursor {
	c := &cursor{}
	if b.fresh != nil && b.fresh.Len() > 0 {
		c.from = append(c.from, &written{it: b.fresh.Iter()})
	}
	h := uint64(0)
	if prefix != nil {
		h = hash(prefix)
	}
	for i := len(b.parts) - 1; i >= 0; i-- {
		if p := &b.parts[i]; prefix == nil || p.filter.has(h) {
			c.from = append(c.from, b.stored(p.id))
		}
	}
	if !b.bare {
		c.from = append(c.from, b.lowest())
	}
	return c
}

// lowest goes over the bucket itself.
func (b *Bucket) lowest() *below {
	if n := len(b.idleBelow); n > 0 {
		s := b.idleBelow[n-1]
		b.idleBelow = b.idleBelow[:n-1]
		return s
	}
	return &below{c: b.base.Cursor()}
}

// stored goes over a part. Those that are done with are used again, where one transaction writes and nobody
// else looks.
func (b *Bucket) stored(id uint32) *stored {
	if n := len(b.idle); n > 0 {
		s := b.idle[n-1]
		b.idle = b.idle[:n-1]
		s.id = id
		return s
	}
	return &stored{set: b.set, c: b.set.blocks.Cursor(), id: id}
}

func (b *Bucket) release(c *cursor) {
	if b.fresh == nil {
		return
	}
	for _, s := range c.from {
		switch s := s.(type) {
		case *stored:
			b.idle = append(b.idle, s)
		case *below:
			b.idleBelow = append(b.idleBelow, s)
		}
	}
}
