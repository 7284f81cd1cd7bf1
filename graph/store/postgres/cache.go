package postgres

import "sync"

// cacheBytes is how much of what was read is kept for the transactions that follow, about.
const cacheBytes = 128 << 20

// row is a key with its value, nil where there is none.
type row struct {
	k string
	v []byte
}

// cache keeps what was read of one generation of the database: values by key, and rows
// from a key on. Only transactions of that generation use it. It has an old and a young half; when
// the young one is full, the old one is thrown away.
type cache struct {
	mu         sync.Mutex
	generation uint64
	young, old half
}

type half struct {
	values map[string][]byte
	pages  map[string]page
	bytes  int
}

func newHalf() half { return half{values: map[string][]byte{}, pages: map[string]page{}} }

// use makes the cache that of a generation, unless it is that of a later one.
func (c *cache) use(generation uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.young.values == nil || generation > c.generation {
		c.generation, c.young, c.old = generation, newHalf(), newHalf()
	}
}

// value is what is known of a key.
func (c *cache) value(generation uint64, k string) (v []byte, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.generation != generation {
		return nil, false
	}
	if v, known = c.young.values[k]; known {
		return v, true
	}
	if v, known = c.old.values[k]; known {
		c.keep(k, v)
	}
	return v, known
}

// set keeps what a generation has under a key.
func (c *cache) set(generation uint64, k string, v []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.generation == generation {
		c.keep(k, v)
	}
}

func (c *cache) keep(k string, v []byte) {
	c.young.values[k] = v
	c.grow(len(k) + len(v) + 64)
}

func (c *cache) grow(n int) {
	if c.young.bytes += n; c.young.bytes > cacheBytes/2 {
		c.old, c.young = c.young, newHalf()
	}
}

// page are the rows from a key on, as far as they were asked for; last says that there
// are no more in their bucket.
type page struct {
	rows []row
	last bool
}

// page is what is known from a key on.
func (c *cache) page(generation uint64, from string) (p page, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.generation != generation {
		return page{}, false
	}
	if p, known = c.young.pages[from]; !known {
		p, known = c.old.pages[from]
	}
	return p, known
}

func (c *cache) setPage(generation uint64, from string, p page) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.generation != generation {
		return
	}
	c.young.pages[from] = p
	n := len(from) + 64
	for _, r := range p.rows {
		n += len(r.k) + len(r.v) + 64
	}
	c.grow(n)
}

// committed takes over what a commit wrote: from one generation to the next.
func (c *cache) committed(from, to uint64, written func(yield func(k string, v []byte))) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.generation != from {
		return
	}
	c.generation = to
	clear(c.young.pages)
	clear(c.old.pages)
	written(func(k string, v []byte) {
		delete(c.old.values, k)
		c.keep(k, v)
	})
}
