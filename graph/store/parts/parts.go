// Package parts keeps buckets whose keys come in any order: hashes, signatures, what is known of an
// entity by its id. In a tree of pages each such key goes to a page of its own once there are more pages than keys
// in a commit, and the whole page is written for it. Here a commit writes what it puts as one part, in
// order, and several parts of one size become one of the next (a log-structured merge tree, O'Neil et al.
// 1996), so that a key is written some three times in all, among others like it.
//
// A look asks what the transaction has written, then the parts from the newest to the oldest, then
// the bucket itself, which may hold keys from before; the first that has the key is right, also
// where it says that the key is gone. Each part has a filter, so that nearly all of them are passed over.
//
// All lies in two buckets of the same database and is written in the same transaction:
//
//	parts   path of a bucket -> its parts, the oldest first
//	blocks  number of a part -> its filter; number of a part, last key -> a block of keys and values
//
// Numbers of parts go upwards, so that blocks are added at the end, in full pages.
package parts

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/tidwall/btree"

	"dateline/graph/store/engine"
)

// Names of the buckets; the keys of Blocks go upwards.
var (
	List   = []byte("parts")
	Blocks = []byte("blocks")
)

// ErrDamaged says that what is kept cannot be read.
var ErrDamaged = errors.New("the parts of a bucket are damaged; restore the database from a backup, or build it again from the articles")

// Set are the buckets of a transaction that are kept in parts.
type Set struct {
	top    func(name []byte, make bool) (engine.Bucket, error)
	writes bool

	known        *Known
	mu           sync.Mutex // several may read in one transaction
	list, blocks engine.Bucket
	open         map[string]*Bucket
	idle         []*look
	next         uint32 // number of the next part, 0 before anything is written
	err          error
}

// New is the set of a transaction, which writes or only reads. top opens a bucket at the top of the database, or makes it.
// known is what transactions that read the same state have found out; nil for one that writes.
func New(known *Known, top func(name []byte, make bool) (engine.Bucket, error)) *Set {
	return &Set{top: top, writes: known == nil, known: known, open: map[string]*Bucket{}}
}

// Known is what parts the buckets of one state of a database have, as long as that lies where it does in memory.
// The zero value knows nothing yet.
type Known struct {
	mu sync.Mutex
	of map[string]opened
}

type opened struct {
	parts []part
	bare  bool
}

func (k *Known) get(path string) (o opened, ok bool) {
	if k == nil {
		return o, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	o, ok = k.of[path]
	return o, ok
}

func (k *Known) put(path string, o opened) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of == nil {
		k.of = map[string]opened{}
	}
	k.of[path] = o
}

// Bucket is the bucket at path. base is that of the database itself. With prefixes, keys are looked for by
// what stands before their first zero byte as well.
func (s *Set) Bucket(path string, base engine.Bucket, prefixes bool) *Bucket {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.open[path]
	if b == nil {
		b = &Bucket{set: s, path: path, base: base, prefixes: prefixes, fresh: s.fresh()}
		if err := s.load(b); err != nil {
			s.fail(err)
		}
		s.open[path] = b
	}
	return b
}

// Sorted is a bucket that keeps what is put into it apart, and is written at the end of the transaction in
// the order of its keys. A page grows until then, and each key that comes in another order moves all behind it.
func (s *Set) Sorted(path string, base engine.Bucket) engine.Bucket {
	if !s.writes {
		return base
	}
	b := s.open[path]
	if b == nil {
		b = &Bucket{set: s, path: path, base: base, sorted: true, fresh: s.fresh()}
		s.open[path] = b
	}
	return b
}

// fresh is room for what a transaction writes, nil in one that reads.
func (s *Set) fresh() *btree.BTreeG[item] {
	if !s.writes {
		return nil
	}
	return btree.NewBTreeGOptions(func(x, y item) bool { return less(x.k, y.k) }, btree.Options{NoLocks: true})
}

func isEmpty(b engine.Bucket) bool {
	k, _ := b.Cursor().Seek(nil)
	return k == nil
}

// load reads what parts a bucket has.
func (s *Set) load(b *Bucket) (err error) {
	if s.list == nil {
		if s.list, err = s.top(List, false); err != nil || s.list == nil {
			b.bare = isEmpty(b.base)
			return err
		}
		if s.blocks, err = s.top(Blocks, false); err != nil || s.blocks == nil {
			return errors.Join(err, ErrDamaged)
		}
	}
	if o, ok := s.known.get(b.path); ok {
		b.parts, b.bare = o.parts, o.bare
		return nil
	}
	b.bare = isEmpty(b.base)
	if b.parts, err = unpackList(s.list.Get([]byte(b.path))); err != nil {
		return fmt.Errorf("%s: %w", b.path, err)
	}
	c := s.blocks.Cursor()
	for i := range b.parts {
		k := filterKey(b.parts[i].id)
		if at, v := c.Seek(k); bytes.Equal(at, k) {
			b.parts[i].filter = v
		}
	}
	s.known.put(b.path, opened{b.parts, b.bare})
	if s.writes {
		return s.loadJoined(b)
	}
	return nil
}

// damaged remembers that a look met what cannot be read.
func (s *Set) damaged(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail(fmt.Errorf("%s: %w", what, ErrDamaged))
}

// fail remembers the first error of a look. s is locked.
func (s *Set) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// Err is what went wrong with a look.
func (s *Set) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// part is one part of a bucket.
type part struct {
	id     uint32
	keys   uint64
	bytes  uint64
	filter filter
}

func packList(parts []part) []byte {
	var v []byte
	for _, p := range parts {
		for _, n := range []uint64{uint64(p.id), p.keys, p.bytes} {
			v = binary.AppendUvarint(v, n)
		}
	}
	return v
}

func unpackList(v []byte) (out []part, err error) {
	for len(v) > 0 {
		var ns [3]uint64
		for i := range ns {
			n := 0
			if ns[i], n = binary.Uvarint(v); n <= 0 {
				return nil, ErrDamaged
			}
			v = v[n:]
		}
		if ns[0] > 1<<32-1 {
			return nil, ErrDamaged
		}
		out = append(out, part{id: uint32(ns[0]), keys: ns[1], bytes: ns[2]})
	}
	return out, nil
}

// Keys of Blocks.
const (
	idBytes   = 4
	keyFilter = 0
	keyBlock  = 1
)

func filterKey(id uint32) []byte { return append(binary.BigEndian.AppendUint32(nil, id), keyFilter) }

func blockKey(to []byte, id uint32, k []byte) []byte {
	return append(append(binary.BigEndian.AppendUint32(to, id), keyBlock), k...)
}

// blockOf is the last key of the block that stands under a key of Blocks; ok is false if it is none of part id.
func blockOf(k []byte, id uint32) (last []byte, ok bool) {
	if len(k) <= idBytes || binary.BigEndian.Uint32(k) != id || k[idBytes] != keyBlock {
		return nil, false
	}
	return k[idBytes+1:], true
}

// look is what one look for a key needs.
type look struct {
	c   engine.Cursor
	key []byte
}

func (s *Set) look() *look {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.idle); n > 0 {
		l := s.idle[n-1]
		s.idle = s.idle[:n-1]
		return l
	}
	return &look{c: s.blocks.Cursor()}
}

func (s *Set) done(l *look) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.idle = append(s.idle, l)
}
