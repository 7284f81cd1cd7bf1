package parts

import (
	"bytes"

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

// cursor merges sources, the newest first: of those that have a key the first is right.
type cursor struct {
	from []source
	back bool
	gone bool // give also keys that are gone
	// The source that has the key, and the nearest key of all others: as long as the source does not reach it,
	// no other need be asked.
	best  source
	rival []byte
	k     []byte // where it stands, nil at the end
	v     []byte
}

func (c *cursor) Seek(k []byte) (key, value []byte) {
	c.back, c.best = false, nil
	for _, s := range c.from {
		s.seek(k)
	}
	return c.pick()
}

func (c *cursor) Last() (key, value []byte) {
	c.back, c.best = true, nil
	for _, s := range c.from {
		s.before(nil)
	}
	return c.pick()
}

func (c *cursor) Next() (key, value []byte) { return c.step(false) }

func (c *cursor) Prev() (key, value []byte) { return c.step(true) }

func (c *cursor) step(back bool) (key, value []byte) {
	switch {
	case c.back == back:
		c.pass()
	case c.k == nil && back: // from behind the end
		return c.Last()
	case c.k == nil:
		return c.Seek(nil)
	default:
		c.back, c.best = back, nil
		at := bytes.Clone(c.k)
		for _, s := range c.from {
			if back {
				s.before(at)
				continue
			}
			s.seek(at)
			if bytes.Equal(s.at().k, at) {
				s.next()
			}
		}
	}
	return c.pick()
}

// pass goes on from the key at which it stands.
func (c *cursor) pass() {
	if c.alone(c.rival, c.k) { // nobody else has it
		c.move(c.best)
		return
	}
	at := c.k
	for _, s := range c.from {
		if e := s.at(); e.k != nil && bytes.Equal(e.k, at) {
			c.move(s)
		}
	}
	c.best = nil
}

// alone reports whether the nearest of other keys is beyond k.
func (c *cursor) alone(rival, k []byte) bool {
	if c.best == nil || k == nil {
		return false
	}
	if rival == nil {
		return true
	}
	d := bytes.Compare(rival, k)
	return d > 0 && !c.back || d < 0 && c.back
}

func (c *cursor) move(s source) {
	if c.back {
		s.prev()
	} else {
		s.next()
	}
}

// pick stands at the nearest key of all sources.
func (c *cursor) pick() (key, value []byte) {
	for {
		var e item
		if c.best != nil {
			e = c.best.at()
		}
		if !c.alone(c.rival, e.k) {
			e = c.nearest()
		}
		c.k, c.v = e.k, e.v
		if e.k == nil || e.v != nil || c.gone {
			return c.k, c.v
		}
		c.pass()
	}
}

// nearest asks all sources.
func (c *cursor) nearest() (e item) {
	c.best, c.rival = nil, nil
	for _, s := range c.from {
		x := s.at()
		if x.k == nil {
			continue
		}
		if e.k == nil {
			e, c.best = x, s
			continue
		}
		if d := bytes.Compare(x.k, e.k); d != 0 && (d < 0) != c.back {
			c.rival, e, c.best = e.k, x, s
		} else if c.rival == nil || (bytes.Compare(x.k, c.rival) < 0) != c.back {
			c.rival = x.k
		}
	}
	return e
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
