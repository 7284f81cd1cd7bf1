package postgres

import (
	"context"
	"errors"
	"strings"

	"github.com/hidal-go/hidalgo/kv"
)

// Tx begins a transaction for reading, or joins that of Group.
func (db *DB) Tx(rw bool) (kv.Tx, error) {
	if db.group != nil {
		return &cayleyTx{tx: db.group}, nil
	}
	if rw {
		return nil, errors.New("outside of Group nothing is written") // a bug of ours
	}
	t, end, err := db.begin(context.Background())
	if err != nil {
		return nil, err
	}
	return &cayleyTx{tx: t, end: end}, nil
}

// cayleyTx is a transaction as Cayley sees it; end is nil where it is another's.
type cayleyTx struct {
	tx  *tx
	end func()
}

// name is the key of the table.
func name(key kv.Key) string {
	b := ""
	for _, part := range key[:len(key)-1] {
		b = into(b, part)
	}
	return b + "\x00" + string(key[len(key)-1])
}

func (c *cayleyTx) Get(_ context.Context, key kv.Key) (kv.Value, error) {
	v := c.tx.get(name(key))
	if v == nil && c.tx.err == nil {
		return nil, kv.ErrNotFound
	}
	return v, c.tx.err
}

func (c *cayleyTx) GetBatch(_ context.Context, keys []kv.Key) ([]kv.Value, error) {
	all := make([]string, len(keys))
	for i, k := range keys {
		all[i] = name(k)
	}
	vals := make([]kv.Value, len(keys))
	for i, v := range c.tx.getAll(all) {
		vals[i] = v
	}
	return vals, c.tx.err
}

func (c *cayleyTx) Put(key kv.Key, v kv.Value) error {
	if len(key[len(key)-1]) == 0 && len(v) == 0 {
		return nil // a bucket needs no making
	}
	return c.tx.put(name(key), v)
}

func (c *cayleyTx) Del(key kv.Key) error { return c.tx.delete(name(key)) }

func (c *cayleyTx) Commit(context.Context) error { return c.tx.err }

func (c *cayleyTx) Close() error {
	if c.end != nil {
		c.end()
		c.end = nil
	}
	return nil
}

// Scan gives the keys of a bucket that begin with the last part of prefix; of a prefix
// of one part, all of the bucket of that name, which is how Cayley asks for its log.
func (c *cayleyTx) Scan(prefix kv.Key) kv.Iterator {
	if len(prefix) == 1 {
		prefix = kv.Key{prefix[0], nil}
	}
	path := prefix[:len(prefix)-1]
	b := ""
	for _, part := range path {
		b = into(b, part)
	}
	from, to := leaves(b)
	return &scan{cursor: cursor{tx: c.tx, from: from, to: to}, path: path, prefix: string(prefix[len(prefix)-1])}
}

// scan is a Cursor as Cayley sees it.
type scan struct {
	cursor
	path   kv.Key
	prefix string
	begun  bool
	k, v   []byte
}

func (s *scan) Next(ctx context.Context) bool {
	if ctx.Err() != nil {
		s.tx.fail(ctx.Err())
		return false
	}
	if s.begun {
		s.k, s.v = s.cursor.Next()
	} else {
		s.k, s.v = s.Seek([]byte(s.prefix))
		s.begun = true
	}
	return s.k != nil && strings.HasPrefix(string(s.k), s.prefix)
}

func (s *scan) Key() kv.Key { return s.path.AppendBytes(s.k) }

func (s *scan) Val() kv.Value { return s.v }

func (s *scan) Err() error { return s.tx.err }

func (s *scan) Close() error { return nil }
