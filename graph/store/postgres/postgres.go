// Package postgres keeps the buckets of a graph in a table of PostgreSQL: Cayley's keys
// and those of our own index, as package bolt keeps them in a file, so that the same code gives
// the same answers. Any number of processes on any machines may read and write at once.
//
// A reader sees one snapshot (REPEATABLE READ). A writer first locks the one row of
// dateline_state, so that there is one at a time, reads, gathers what it writes, and
// sends all of it before the commit, which raises the generation in that row. What was read is
// kept in memory as long as the generation stays.
//
// It knows nothing about quads.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/tidwall/btree"

	"dateline/graph/store/engine"
)

// ErrMissing says that there is no graph in the database.
var ErrMissing = errors.New("no graph in it")

// Is reports whether a name is the address of a PostgreSQL database and not a file.
func Is(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// schema makes the tables. The values of Cayley's lists are long and change often; room in
// the pages keeps such a change in its page.
const schema = `
CREATE TABLE IF NOT EXISTS dateline (k bytea PRIMARY KEY, v bytea NOT NULL) WITH (fillfactor = 90);
CREATE TABLE IF NOT EXISTS dateline_state (one boolean PRIMARY KEY DEFAULT true CHECK (one), generation bigint NOT NULL);
INSERT INTO dateline_state (generation) VALUES (1) ON CONFLICT DO NOTHING`

// creating is the number of the lock under which the tables are made.
const creating = 0x646c696e65

// DB is an open database.
type DB struct {
	pool  *pgxpool.Pool
	cache cache
	group *tx // not nil while Group runs
}

var _ engine.DB = (*DB)(nil)

// Open connects to the database at an address: postgres://USER:PASSWORD@HOST:PORT/NAME,
// with libpq's parameters, environment and password file. search_path names a schema of it. Missing
// tables are made, or, without create, are ErrMissing.
func Open(ctx context.Context, address string, create bool) (*DB, error) {
	conf, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(address, "pool_max_conns") {
		conf.MaxConns = 16
	}
	if p := conf.ConnConfig.RuntimeParams; p["application_name"] == "" {
		p["application_name"] = "dateline"
	}
	// Every look of ours goes along the index. Of a table that has grown since it was analysed
	// the planner would often read and sort all of it.
	conf.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		if _, err := c.Exec(ctx, `SET idle_in_transaction_session_timeout = '10min'`); err != nil {
			return err // a process that hangs must not stop the others for ever
		}
		_, err := c.Exec(ctx, `SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off`)
		var pg *pgconn.PgError
		if errors.As(err, &pg) {
			return nil // what only speaks PostgreSQL's protocol has no such planner
		}
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, conf)
	if err != nil {
		return nil, err
	}
	db := &DB{pool: pool}
	if err := db.prepare(ctx, create); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

// prepare finds or makes the tables.
func (db *DB) prepare(ctx context.Context, create bool) error {
	var there bool
	if err := db.pool.QueryRow(ctx, `SELECT to_regclass('dateline_state') IS NOT NULL`).Scan(&there); err != nil || there {
		return err
	}
	if !create {
		return ErrMissing
	}
	return pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, creating); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, schema)
		return err
	})
}

// Close closes all connections; a second call does nothing.
func (db *DB) Close() error {
	if db.pool != nil {
		db.pool.Close()
	}
	return nil
}

// start begins a transaction and reads the generation. A connection that waited in the pool may
// be gone by now; then it takes another, until one holds.
func (db *DB) start(ctx context.Context, t *tx, o pgx.TxOptions, generation string) (err error) {
	for range db.pool.Config().MaxConns + 1 {
		if t.pg, err = db.pool.BeginTx(ctx, o); err == nil {
			if err = t.pg.QueryRow(ctx, generation).Scan(&t.generation); err == nil {
				db.cache.use(t.generation)
				return nil
			}
			t.pg.Rollback(context.WithoutCancel(ctx))
		}
		var pg *pgconn.PgError
		if ctx.Err() != nil || errors.As(err, &pg) && pg.Code != "57P01" { // the server ended the connection
			break
		}
	}
	return err
}

// begin starts a transaction for reading.
func (db *DB) begin(ctx context.Context) (*tx, func(), error) {
	t := &tx{ctx: ctx, cache: &db.cache}
	err := db.start(ctx, t, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, `SELECT generation FROM dateline_state`)
	return t, func() { t.pg.Rollback(context.WithoutCancel(ctx)) }, err
}

// View runs fn on a snapshot.
func (db *DB) View(ctx context.Context, fn func(engine.Tx) error) error {
	t, end, err := db.begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	if err := fn(t); t.err == nil {
		return err
	}
	return t.err
}

// Group runs fn in the one transaction that may write. It waits for its turn as long as ctx
// allows.
func (db *DB) Group(ctx context.Context, fn func(engine.Tx) error) error {
	t := &tx{ctx: ctx, cache: &db.cache, written: &btree.Map[string, []byte]{}}
	if err := db.start(ctx, t, pgx.TxOptions{}, `SELECT generation FROM dateline_state FOR UPDATE`); err != nil {
		return again(err)
	}
	defer t.pg.Rollback(context.WithoutCancel(ctx)) // nothing after a commit
	db.group = t
	err := fn(t)
	db.group = nil
	switch {
	case t.err != nil:
		return again(t.err)
	case err != nil:
		return err
	}
	if err := t.flush(); err != nil {
		return again(err)
	}
	if err := t.pg.Commit(ctx); err != nil {
		if pg := (*pgconn.PgError)(nil); !errors.As(err, &pg) {
			err = fmt.Errorf("%w: %w", engine.ErrUnknown, err)
		}
		return again(err)
	}
	if t.written.Len() > 0 {
		db.cache.committed(t.generation, t.generation+1, func(yield func(string, []byte)) {
			t.written.Scan(func(k string, v []byte) bool { yield(k, v); return true })
		})
		t.generation++
	}
	return nil
}

// again marks the errors after which the same transaction may well succeed: where the
// database lets several run at once (CockroachDB) and stops one of them.
func again(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01") {
		return fmt.Errorf("%w: %w", engine.ErrAgain, err)
	}
	return err
}

// flush sends what was written: in one go, in order of keys.
func (t *tx) flush() error {
	if t.written.Len() == 0 {
		return nil
	}
	const rows, size = 5000, 8 << 20
	var batch pgx.Batch
	var keys, values, gone [][]byte
	bytes := 0
	send := func() {
		if len(keys) > 0 {
			batch.Queue(`INSERT INTO dateline (k, v) SELECT * FROM unnest($1::bytea[], $2::bytea[]) ON CONFLICT (k) DO UPDATE SET v = excluded.v`, keys, values)
		}
		if len(gone) > 0 {
			batch.Queue(`DELETE FROM dateline WHERE k = ANY($1)`, gone)
		}
		keys, values, gone, bytes = nil, nil, nil, 0
	}
	t.written.Scan(func(k string, v []byte) bool {
		if v == nil {
			gone = append(gone, []byte(k))
		} else {
			keys, values = append(keys, []byte(k)), append(values, v)
		}
		if bytes += len(k) + len(v); bytes > size || len(keys)+len(gone) == rows {
			send()
		}
		return true
	})
	send()
	batch.Queue(`UPDATE dateline_state SET generation = generation + 1`)
	return t.pg.SendBatch(t.ctx, &batch).Close()
}

// Load copies keys into the empty table: all or none.
func (db *DB) Load(ctx context.Context, fn func(engine.Put) error) error {
	err := pgx.BeginFunc(ctx, db.pool, func(pg pgx.Tx) error {
		var full bool
		if err := pg.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM dateline) FROM dateline_state FOR UPDATE`).Scan(&full); err != nil {
			return err
		}
		if full {
			return errors.New("it is not empty")
		}
		var failed error
		next, stop := iter.Pull2(func(yield func(k, v []byte) bool) {
			failed = fn(func(path [][]byte, k, v []byte) error {
				b := ""
				for _, part := range path {
					b = into(b, part)
				}
				key := append([]byte(b+"\x00"), k...)
				if len(key) > maxKey {
					return fmt.Errorf("a key of %d bytes cannot be stored on PostgreSQL, which takes %d: %.80q", len(key), maxKey, key)
				}
				if v == nil {
					v = []byte{}
				}
				if !yield(key, v) {
					return context.Canceled
				}
				return nil
			})
		})
		defer stop()
		_, err := pg.CopyFrom(ctx, pgx.Identifier{"dateline"}, []string{"k", "v"}, pgx.CopyFromFunc(func() ([]any, error) {
			k, v, ok := next()
			if !ok {
				return nil, failed
			}
			return []any{k, v}, nil
		}))
		if err = errors.Join(err, failed); err != nil {
			return err
		}
		_, err = pg.Exec(ctx, `UPDATE dateline_state SET generation = generation + 1`)
		return err
	})
	if err == nil {
		_, err = db.pool.Exec(ctx, `ANALYZE dateline`)
	}
	return err
}

// Size is the room that the table takes with its index.
func (db *DB) Size(ctx context.Context) (n int64, err error) {
	err = db.pool.QueryRow(ctx, `SELECT pg_total_relation_size('dateline')`).Scan(&n)
	return n, err
}

// Vacuum gives back the room of what was replaced; nobody can use the graph meanwhile.
func (db *DB) Vacuum(ctx context.Context) error {
	_, err := db.pool.Exec(ctx, `VACUUM FULL ANALYZE dateline`)
	return err
}

// Shared is true: any number of processes may write, one after the other.
func (db *DB) Shared() bool { return true }
