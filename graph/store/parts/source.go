package parts

import (
	"github.com/tidwall/btree"

	"dateline/graph/store/engine"
)

// source is one place where keys are, at one of them.
type source interface {
	seek(k []byte)   // goes to the first at or after k
	before(k []byte) // goes to the last before k, with nil to the last of all
	next()
	prev()
	at() item // no key at the end
}

// written are the keys that the transaction wrote.
type written struct {
	it btree.IterG[item]
	ok bool
}

func (w *written) seek(k []byte) { w.ok = w.it.Seek(item{k: k}) }

func (w *written) before(k []byte) {
	switch {
	case k != nil && w.it.Seek(item{k: k}):
		w.ok = w.it.Prev()
	default:
		w.ok = w.it.Last()
	}
}

func (w *written) next() { w.ok = w.ok && w.it.Next() }
func (w *written) prev() { w.ok = w.ok && w.it.Prev() }

func (w *written) at() item {
	if !w.ok {
		return item{}
	}
	return w.it.Item()
}

// stored are the keys of a part.
type stored struct {
	set  *Set
	c    engine.Cursor
	id   uint32
	b    block
	n, i int // entries of the block, and which of them
	here item
	key  []byte
}

func (s *stored) take(k, v []byte, ok bool) bool {
	s.here = item{}
	if ok {
		_, ok = blockOf(k, s.id)
	}
	s.b, s.n = nil, 0
	if ok {
		s.b = block(v)
		if s.n = s.b.len(); s.n == 0 {
			s.set.damaged("blocks")
		}
	}
	return s.n > 0
}

func (s *stored) stand(i int) {
	s.i = i
	if s.here = s.b.at(i, s.n); s.here.k == nil {
		s.set.damaged("blocks")
	}
}

func (s *stored) seek(k []byte) {
	s.key = blockKey(s.key[:0], s.id, k)
	bk, bv := s.c.Seek(s.key)
	if !s.take(bk, bv, bk != nil) {
		return
	}
	if i := s.b.find(k); i < s.n {
		s.stand(i)
	}
}

func (s *stored) before(k []byte) {
	if k == nil { // as of the part after this one
		s.last(s.c.Seek(blockKey(s.key[:0], s.id+1, nil)[:idBytes]))
		return
	}
	s.key = blockKey(s.key[:0], s.id, k)
	bk, bv := s.c.Seek(s.key)
	if s.take(bk, bv, bk != nil) {
		if i := s.b.find(k); i > 0 {
			s.stand(i - 1)
			return
		}
	}
	s.last(bk, bv)
}

// last goes to the last key of the block before the one at which the cursor stands.
func (s *stored) last(k, _ []byte) {
	var v []byte
	if k == nil {
		k, v = s.c.Last()
	} else {
		k, v = s.c.Prev()
	}
	if s.take(k, v, k != nil) {
		s.stand(s.n - 1)
	}
}

func (s *stored) next() {
	if s.here.k == nil {
		return
	}
	if s.i+1 < s.n {
		s.stand(s.i + 1)
		return
	}
	if k, v := s.c.Next(); s.take(k, v, k != nil) {
		s.stand(0)
	}
}

func (s *stored) prev() {
	if s.here.k == nil {
		return
	}
	if s.i > 0 {
		s.stand(s.i - 1)
		return
	}
	if k, v := s.c.Prev(); s.take(k, v, k != nil) {
		s.stand(s.n - 1)
	}
}

func (s *stored) at() item { return s.here }

// below are the keys of the bucket itself.
type below struct {
	c    engine.Cursor
	here item
}

func (b *below) take(k, v []byte) {
	if k != nil && v == nil {
		v = empty
	}
	b.here = item{k, v}
}

func (b *below) seek(k []byte) { b.take(b.c.Seek(k)) }

func (b *below) before(k []byte) {
	if k != nil {
		if at, _ := b.c.Seek(k); at != nil {
			b.take(b.c.Prev())
			return
		}
	}
	b.take(b.c.Last())
}

func (b *below) next() {
	if b.here.k != nil {
		b.take(b.c.Next())
	}
}

func (b *below) prev() {
	if b.here.k != nil {
		b.take(b.c.Prev())
	}
}

func (b *below) at() item { return b.here }
