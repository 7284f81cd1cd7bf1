package postgres

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hidal-go/hidalgo/kv"
	"github.com/jackc/pgx/v5"
	"github.com/tidwall/btree"

	"dateline/graph/store/engine"
)

// tx is a transaction. What it writes stays in memory until the commit, and is
// laid over what it reads.
type tx struct {
	ctx        context.Context
	pg         pgx.Tx
	generation uint64
	cache      *cache
	written    *btree.Map[string, []byte] // nil where only read; a nil value is a key taken away

	mu  sync.Mutex // queries in Cayley's languages may read from several goroutines
	err error      // the first look that failed
}

var _ engine.Tx = (*tx)(nil)

func (t *tx) Bucket(name []byte) engine.Bucket { return &bucket{t, into("", name)} }

func (t *tx) CreateBucketIfNotExists(name []byte) (engine.Bucket, error) {
	if len(name) == 0 || len(name) > 255 {
		return nil, fmt.Errorf("a bucket needs a name of 1 to 255 bytes, got %d", len(name))
	}
	return t.Bucket(name), nil
}

func (t *tx) Empty() bool {
	return len(t.query(`SELECT k, v FROM dateline LIMIT 1`)) == 0 && t.err == nil && (t.written == nil || t.written.Len() == 0)
}

func (t *tx) Generation() uint64 { return t.generation }
func (t *tx) Revision() uint64   { return t.generation }

func (t *tx) KV() kv.KV { return &DB{group: t} }

// fail remembers the first error; what it makes of nothing is never committed.
func (t *tx) fail(err error) {
	if t.err == nil && err != nil {
		t.err = err
	}
}

// get is the value of a key of the table, nil if there is none.
func (t *tx) get(k string) []byte {
	if t.written != nil {
		if v, ok := t.written.Get(k); ok {
			return v
		}
	}
	if v, ok := t.cache.value(t.generation, k); ok {
		return v
	}
	return t.fetch([]string{k})[k]
}

// getAll is get of each.
func (t *tx) getAll(keys []string) [][]byte {
	out := make([][]byte, len(keys))
	var missing []string
	var at []int
	for i, k := range keys {
		if t.written != nil {
			if v, ok := t.written.Get(k); ok {
				out[i] = v
				continue
			}
		}
		v, ok := t.cache.value(t.generation, k)
		if !ok {
			missing, at = append(missing, k), append(at, i)
			continue
		}
		out[i] = v
	}
	if len(missing) > 0 {
		found := t.fetch(missing)
		for i, k := range missing {
			out[at[i]] = found[k]
		}
	}
	return out
}

// fetch asks the database.
func (t *tx) fetch(keys []string) map[string][]byte {
	out := make(map[string][]byte, len(keys))
	asked := make([][]byte, len(keys))
	for i, k := range keys {
		asked[i] = []byte(k)
	}
	rows := t.query(`SELECT k, v FROM dateline WHERE k = ANY($1)`, asked)
	for _, r := range rows {
		out[r.k] = r.v
	}
	if t.err == nil {
		for _, k := range keys {
			t.cache.set(t.generation, k, out[k])
		}
	}
	return out
}

func (t *tx) query(sql string, args ...any) []row {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err != nil {
		return nil
	}
	rows, err := t.pg.Query(t.ctx, sql, args...)
	if err != nil {
		t.fail(err)
		return nil
	}
	var out []row
	for rows.Next() {
		var k, v []byte
		if err := rows.Scan(&k, &v); err != nil {
			t.fail(err)
			break
		}
		out = append(out, row{string(k), v})
	}
	rows.Close()
	t.fail(rows.Err())
	return out
}

// page gives up to limit stored rows with a key in [from, to), to being the end of a bucket;
// or fewer, if they are known already.
func (t *tx) page(from, to string, limit int) page {
	if p, ok := t.cache.page(t.generation, from); ok {
		return p
	}
	p := page{rows: t.query(`SELECT k, v FROM dateline WHERE k >= $1 AND k < $2 ORDER BY k LIMIT `+strconv.Itoa(limit), []byte(from), []byte(to))}
	p.last = len(p.rows) < limit
	if t.err == nil {
		t.cache.setPage(t.generation, from, p)
	}
	return p
}

// pageBefore is page for the rows before to, from the last on.
func (t *tx) pageBefore(from, to string, limit int) page {
	rows := t.query(`SELECT k, v FROM dateline WHERE k >= $1 AND k < $2 ORDER BY k DESC LIMIT `+strconv.Itoa(limit), []byte(from), []byte(to))
	return page{rows, len(rows) < limit}
}

// ahead asks for the first rows from each key on, to being the end of their bucket.
func (t *tx) ahead(keys []string, to string) {
	const limit, most = 3, 2000
	var asked [][]byte
	for _, k := range keys {
		if _, ok := t.cache.page(t.generation, k); !ok {
			asked = append(asked, []byte(k))
		}
	}
	for part := range slices.Chunk(asked, most) {
		pages := make([]page, len(part))
		t.mu.Lock()
		if t.err != nil {
			t.mu.Unlock()
			return
		}
		rows, err := t.pg.Query(t.ctx, `SELECT a.n, d.k, d.v FROM unnest($1::bytea[]) WITH ORDINALITY AS a(k, n)
			CROSS JOIN LATERAL (SELECT k, v FROM dateline WHERE k >= a.k AND k < $2 ORDER BY k LIMIT `+strconv.Itoa(limit)+`) d`, part, []byte(to))
		if err == nil {
			var n int
			var k, v []byte
			_, err = pgx.ForEachRow(rows, []any{&n, &k, &v}, func() error {
				pages[n-1].rows = append(pages[n-1].rows, row{string(k), slices.Clone(v)})
				return nil
			})
		}
		t.fail(err)
		t.mu.Unlock()
		if t.err != nil {
			return
		}
		for i, p := range pages {
			from := string(part[i])
			slices.SortFunc(p.rows, func(a, b row) int { return strings.Compare(a.k, b.k) })
			p.last = len(p.rows) < limit
			t.cache.setPage(t.generation, from, p)
			var v []byte
			if len(p.rows) > 0 && p.rows[0].k == from {
				v = p.rows[0].v
			}
			t.cache.set(t.generation, from, v)
		}
	}
}

func (t *tx) put(k string, v []byte) error {
	switch {
	case t.written == nil:
		return kv.ErrReadOnly
	case len(k) > maxKey:
		return fmt.Errorf("a key of %d bytes cannot be stored on PostgreSQL, which takes %d: %.80q", len(k), maxKey, k)
	}
	if v == nil {
		v = []byte{}
	}
	t.written.Set(k, v)
	return nil
}

func (t *tx) delete(k string) error {
	if t.written == nil {
		return kv.ErrReadOnly
	}
	t.written.Set(k, nil)
	return nil
}

// Walk reads the whole table. It sees nothing that the transaction wrote itself.
func (t *tx) Walk(fn func(path [][]byte, k, v []byte) error) error {
	const portion = 5000
	for from := []byte{}; ; {
		rows := t.query(`SELECT k, v FROM dateline WHERE k >= $1 ORDER BY k LIMIT `+strconv.Itoa(portion), from)
		if t.err != nil {
			return t.err
		}
		for _, r := range rows {
			path, k, err := split([]byte(r.k))
			if err != nil {
				return err
			}
			if err := fn(path, k, r.v); err != nil {
				return err
			}
		}
		if len(rows) < portion {
			return nil
		}
		from = append([]byte(rows[len(rows)-1].k), 0)
	}
}
