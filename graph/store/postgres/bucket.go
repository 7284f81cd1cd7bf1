package postgres

import "dateline/graph/store/engine"

// bucket is a stretch of the table.
type bucket struct {
	tx     *tx
	prefix string
}

func (b *bucket) Bucket(name []byte) engine.Bucket { return &bucket{b.tx, into(b.prefix, name)} }

func (b *bucket) CreateBucketIfNotExists(name []byte) (engine.Bucket, error) {
	if _, err := b.tx.CreateBucketIfNotExists(name); err != nil {
		return nil, err
	}
	return b.Bucket(name), nil
}

func (b *bucket) key(k []byte) string { return b.prefix + "\x00" + string(k) }

func (b *bucket) Get(k []byte) []byte { return b.tx.get(b.key(k)) }

func (b *bucket) GetAll(keys [][]byte) [][]byte {
	all := make([]string, len(keys))
	for i, k := range keys {
		all[i] = b.key(k)
	}
	return b.tx.getAll(all)
}

func (b *bucket) Ahead(keys [][]byte) {
	all := make([]string, len(keys))
	for i, k := range keys {
		all[i] = b.key(k)
	}
	_, to := leaves(b.prefix)
	b.tx.ahead(all, to)
}

// Put keeps v, which the caller may not change afterwards.
func (b *bucket) Put(k, v []byte) error { return b.tx.put(b.key(k), v) }

func (b *bucket) Delete(k []byte) error { return b.tx.delete(b.key(k)) }

func (b *bucket) Cursor() engine.Cursor {
	from, to := leaves(b.prefix)
	return &cursor{tx: b.tx, from: from, to: to}
}

// How many rows a cursor asks for: few at first, since most looks end soon.
const (
	firstPage = 32
	mostPage  = 2048
)

// cursor merges stored rows, which it asks for by the page, with those written in the
// transaction.
type cursor struct {
	tx       *tx
	from, to string // bounds of the bucket
	at       string // the key it stands at

	rows     []row // stored, from a key on
	backward bool
	more     bool // there may be rows behind them
	size     int
}

func (c *cursor) Seek(k []byte) (key, value []byte) {
	c.rows, c.more, c.size, c.backward = nil, true, 0, false
	return c.move(c.from+string(k), true)
}

func (c *cursor) Last() (key, value []byte) {
	c.rows, c.more, c.size, c.backward = nil, true, 0, true
	return c.move(c.to, false)
}

func (c *cursor) Next() (key, value []byte) { return c.turn(false) }

func (c *cursor) Prev() (key, value []byte) { return c.turn(true) }

func (c *cursor) turn(backward bool) (key, value []byte) {
	if c.backward != backward {
		c.rows, c.more, c.size, c.backward = nil, true, 0, backward
	}
	return c.move(c.at, false)
}

// move goes on from a key, or to it if it is there and may be taken.
func (c *cursor) move(at string, here bool) (key, value []byte) {
	for {
		s, stored := c.stored(at, here)
		w, written := c.written(at, here)
		if !stored && !written {
			c.at = c.to
			if c.backward {
				c.at = c.from
			}
			return nil, nil
		}
		r := s
		if !stored || written && (w.k == s.k || (w.k < s.k) != c.backward) {
			r = w
		}
		if at, here = r.k, false; r.v != nil {
			c.at = at
			return []byte(at[len(c.from):]), r.v
		}
	}
}

// stored is the next row of the table.
func (c *cursor) stored(at string, here bool) (row, bool) {
	for {
		for len(c.rows) > 0 {
			if k := c.rows[0].k; k == at && here || k != at && (k > at) != c.backward {
				return c.rows[0], true
			}
			c.rows = c.rows[1:]
		}
		if !c.more || c.tx.err != nil {
			return row{}, false
		}
		c.size = min(max(firstPage, 4*c.size), mostPage)
		from := at
		if !here {
			from += "\x00"
		}
		var p page
		if c.backward {
			p = c.tx.pageBefore(c.from, at, c.size)
		} else {
			p = c.tx.page(from, c.to, c.size)
		}
		c.rows, c.more = p.rows, !p.last
	}
}

// written is the next key that the transaction wrote itself.
func (c *cursor) written(at string, here bool) (row, bool) {
	if c.tx.written == nil {
		return row{}, false
	}
	it := c.tx.written.Iter()
	ok := it.Seek(at)
	if c.backward {
		if ok {
			ok = it.Prev()
		} else {
			ok = it.Last()
		}
		ok = ok && it.Key() >= c.from
	} else {
		if ok && !here && it.Key() == at {
			ok = it.Next()
		}
		ok = ok && it.Key() < c.to
	}
	if !ok {
		return row{}, false
	}
	return row{it.Key(), it.Value()}, true
}
