package parts

import "bytes"

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
