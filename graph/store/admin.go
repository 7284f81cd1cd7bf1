package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"go.etcd.io/bbolt"

	"dateline/graph"
	"dateline/graph/store/engine"
	"dateline/graph/store/layout"
	"dateline/graph/store/postgres"
)

// Info says what the database holds.
func (s *Store) Info(ctx context.Context) (Info, error) {
	info := Info{Path: s.path, Version: Version}
	var err error
	if info.Bytes, err = s.db.Size(ctx); err != nil {
		return info, err
	}
	err = s.View(ctx, func(r *Reader) error {
		types, err := r.Types()
		info.Quads = r.size()
		info.Articles, info.Entities, info.Events = r.total("articles"), r.total("entities"), r.total("events")
		info.States, info.Claims, info.Types = r.total("states"), r.total("claims"), len(types)
		return err
	})
	return info, err
}

// Revision is another after each change: what was worked out from the database holds while it is the same.
func (s *Store) Revision(ctx context.Context) (out string, err error) {
	err = s.View(ctx, func(r *Reader) error {
		out = fmt.Sprintf("%d %d %d %d %d", r.tx.Revision(), r.size(), r.total("articles"), r.total("events"), r.total("claims"))
		return nil
	})
	return out, err
}

// each gives all quads of the graph, in the order they came. Only maintenance may
// ask for that: it reads the whole file.
func (r *Reader) each(do func(q quad.Quad) error) error {
	log := r.tx.Bucket(layout.Log)
	if log == nil {
		return errors.New("the file has no quads; it is damaged")
	}
	var batch []proto.Primitive
	flush := func() error {
		qs, err := r.quads(batch)
		if err != nil {
			return err
		}
		for _, q := range qs {
			if err := do(q); err != nil {
				return err
			}
		}
		batch = batch[:0]
		return r.ctx.Err()
	}
	for _, v := range engine.Under(log, nil) {
		var p proto.Primitive
		if err := p.Unmarshal(v); err != nil {
			return err
		}
		if p.IsNode() {
			continue
		}
		if batch = append(batch, p); len(batch) == 1000 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// Backup writes a copy of the database as it stands, while others read, and, where it is on a
// server, write. It is a file that can be restored anywhere, or be used as it is.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	if s.file == nil {
		return s.backupServer(ctx, w)
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.file.Bolt().View(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(ctxWriter{ctx, w})
		return err
	})
}

// backupServer copies one snapshot to a file and writes that.
func (s *Store) backupServer(ctx context.Context, w io.Writer) error {
	dir, err := os.MkdirTemp("", "dateline-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	to, err := open(filepath.Join(dir, "backup.db"), Options{NoSync: true})
	if err != nil {
		return err
	}
	defer to.Close()
	if err := s.fill(ctx, to); err != nil {
		return err
	}
	return to.Backup(ctx, w)
}

// fill copies all that s holds as it stands into an empty database.
func (s *Store) fill(ctx context.Context, to *Store) error {
	if !s.db.Shared() {
		s.mu.RLock()
		defer s.mu.RUnlock()
	}
	err := s.db.View(ctx, func(tx engine.Tx) error { return engine.Copy(ctx, tx, to.db) })
	if err == nil {
		err = to.db.Group(ctx, makeBuckets) // those with nothing in them
	}
	if err != nil {
		return fmt.Errorf("%s cannot be copied to %s: %w", s.path, to.path, err)
	}
	return to.start(ctx)
}

type ctxWriter struct {
	ctx context.Context
	w   io.Writer
}

func (c ctxWriter) Write(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(b)
}

// Restore makes the database at path from a backup; path must not exist, or, on a server,
// hold no graph. What is no backup leaves nothing behind.
func Restore(ctx context.Context, path string, r io.Reader) error {
	if OnServer(path) {
		dir, err := os.MkdirTemp("", "dateline-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		from := filepath.Join(dir, "backup.db")
		if err := restoreFile(ctx, from, r); err != nil {
			return err
		}
		return CopyAll(ctx, from, path)
	}
	return restoreFile(ctx, path, r)
}

func restoreFile(ctx context.Context, path string, r io.Reader) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		if errors.Is(err, os.ErrExist) {
			return existing(path)
		}
		return explain(path, err)
	}
	defer func() {
		if err != nil {
			os.Remove(path)
		}
	}()
	_, err = io.Copy(ctxWriter{ctx, f}, r)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	s, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	return s.Close()
}

func existing(path string) error {
	return &openError{path: path, what: "exists already", kind: ErrUnwritable, do: "name another one, or move it away first"}
}

// CopyAll copies the database at from into one at to, which must not exist, or, on a server,
// hold no graph; both may be files or on servers. The copy holds the same to the last byte; one that
// fails leaves nothing behind.
func CopyAll(ctx context.Context, from, to string) (err error) {
	s, err := Open(from, Options{ReadOnly: true, Create: MustExist})
	if err != nil {
		return err
	}
	defer s.Close()
	if _, err := os.Stat(to); err == nil {
		return existing(to)
	}
	t, err := open(to, Options{})
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, t.Close()); err != nil && !OnServer(to) {
			os.Remove(to)
		}
	}()
	if _, empty, err := t.version(ctx); err != nil || !empty {
		return cmp.Or(err, existing(t.path))
	}
	return s.fill(ctx, t)
}

// Compact rewrites the database at path without what was deleted, builds its
// index anew with the merger of o, and gives the sizes before and after. It needs the
// file for itself; the old one is replaced only when the new one is whole.
func Compact(ctx context.Context, path string, o Options) (before, after int64, err error) {
	if OnServer(path) {
		return compactServer(ctx, path)
	}
	o.Create, o.ReadOnly = MustExist, false
	old, err := Open(path, o)
	if err != nil {
		return 0, 0, err
	}
	defer old.Close()
	next := path + ".compact"
	os.Remove(next)
	n := o
	n.Create, n.NoSync = CreateMissing, true
	made, err := Open(next, n)
	if err != nil {
		return 0, 0, err
	}
	defer os.Remove(next)
	err = old.copyTo(ctx, made)
	whole := path + ".whole" // without the room to grow
	defer os.Remove(whole)
	if err == nil {
		err = made.backupTo(ctx, whole)
	}
	if err = errors.Join(err, made.Close()); err != nil {
		return 0, 0, err
	}
	a, err := os.Stat(path)
	if err != nil {
		return 0, 0, err
	}
	b, err := os.Stat(whole)
	if err != nil {
		return 0, 0, err
	}
	return a.Size(), b.Size(), os.Rename(whole, path)
}

// compactServer has the server give back the room of what was replaced. What Cayley keeps of
// deleted quads stays; a copy of a compacted file has none.
func compactServer(ctx context.Context, path string) (before, after int64, err error) {
	s, err := Open(path, Options{Create: MustExist})
	if err != nil {
		return 0, 0, err
	}
	defer s.Close()
	if before, err = s.db.Size(ctx); err == nil {
		err = s.db.(*postgres.DB).Vacuum(ctx)
	}
	if err == nil {
		after, err = s.db.Size(ctx)
	}
	return before, after, err
}

// backupTo writes a copy of the file that is on the disk when it returns.
func (s *Store) backupTo(ctx context.Context, path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	err = s.Backup(ctx, f)
	return errors.Join(err, f.Sync(), f.Close())
}

// copyTo writes all that s holds into an empty store: articles by id, then what
// persons said, batches and earlier versions.
func (s *Store) copyTo(ctx context.Context, to *Store) error {
	js, err := s.Judgements(ctx)
	if err != nil {
		return err
	}
	if len(js) > 0 {
		if err := to.Judge(ctx, js...); err != nil {
			return err
		}
	}
	var ids []graph.ArticleID
	var archived []quad.Quad
	archives := map[graph.ArticleID][]string{}
	err = s.View(ctx, func(r *Reader) error {
		as, err := r.Articles()
		for _, a := range as {
			ids = append(ids, a.ID)
			rec, _, err := r.record(a.ID)
			if err != nil {
				return err
			}
			for _, l := range rec.Archived {
				qs, err := r.label(quad.IRI(l))
				if err != nil {
					return err
				}
				archived = append(archived, qs...)
				archives[a.ID] = append(archives[a.ID], l)
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, groupArticles) {
		var facts []graph.Facts
		for _, id := range part {
			f, err := s.Facts(ctx, id)
			if err != nil {
				return err
			}
			facts = append(facts, f)
		}
		results, err := to.Put(ctx, facts...)
		if err != nil {
			return err
		}
		for _, r := range results {
			if r.Err != nil {
				return r.Err
			}
		}
	}
	if err := s.copyTypes(ctx, to); err != nil {
		return err
	}
	if err := to.putArchives(ctx, archived, archives); err != nil {
		return err
	}
	batches, err := s.Batches(ctx)
	if err != nil {
		return err
	}
	for _, b := range batches {
		if err := to.PutBatch(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

// copyTypes copies the relations that no article uses any more.
func (s *Store) copyTypes(ctx context.Context, to *Store) error {
	read := func(s *Store) (qs []quad.Quad, err error) {
		err = s.View(ctx, func(r *Reader) error {
			qs, err = r.label(labelTypes)
			return err
		})
		return qs, err
	}
	want, err := read(s)
	if err != nil {
		return err
	}
	have, err := read(to)
	if err != nil {
		return err
	}
	return to.commitQuads(ctx, without(want, have))
}

func (s *Store) commitQuads(ctx context.Context, add []quad.Quad) error {
	if err := s.lockWrite(); err != nil {
		return err
	}
	defer s.mu.Unlock()
	return s.db.Group(ctx, func(tx engine.Tx) error {
		return layout.Apply(tx, nil, add)
	})
}

func (s *Store) putArchives(ctx context.Context, quads []quad.Quad, of map[graph.ArticleID][]string) error {
	if len(quads) == 0 {
		return nil
	}
	if err := s.commitQuads(ctx, quads); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.db.Group(ctx, func(tx engine.Tx) error {
		t := &Tx{Reader: newReader(ctx, tx)}
		for id, labels := range of {
			rec, ok, err := t.record(id)
			if err != nil || !ok {
				return fmt.Errorf("article %s: %w", id, err)
			}
			rec.Archived = labels
			if err := t.putRecord(rec); err != nil {
				return err
			}
		}
		return nil
	})
}

// Dump writes all quads but those of batches as sorted N-Quads, the same bytes
// for the same content.
func (s *Store) Dump(ctx context.Context, w io.Writer) error {
	var lines [][]byte
	err := s.View(ctx, func(r *Reader) error {
		return r.each(func(q quad.Quad) error {
			if q.Predicate != pBatch {
				lines = append(lines, appendNQuad(nil, q))
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	slices.SortFunc(lines, bytes.Compare)
	for _, l := range slices.CompactFunc(lines, bytes.Equal) {
		if _, err := w.Write(l); err != nil {
			return err
		}
	}
	return nil
}
