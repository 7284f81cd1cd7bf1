package store

import (
	"bytes"
	"context"

	"go.etcd.io/bbolt"

	"dateline/graph"
)

// bMark keeps, for an article, what it was read from and by, beside the digest of
// what was stored of it. It is no part of the graph: a restored database has
// none, and then articles are read once more and found the same.
var bMark = []byte("mark")

// Mark notes that what is stored of an article was read from an input, by a
// program and with options that the mark stands for. It is made after Put; an
// article that is not stored is left out.
func (s *Store) Mark(ctx context.Context, marks map[graph.ArticleID]string) error {
	if len(marks) == 0 {
		return nil
	}
	if err := s.lockWrite(); err != nil {
		return err
	}
	defer s.mu.Unlock()
	return s.db.Bolt().Update(func(tx *bbolt.Tx) error {
		b, err := tx.Bucket(bDateline).CreateBucketIfNotExists(bMark)
		if err != nil {
			return err
		}
		r := newReader(ctx, s.qs, tx)
		for id, mark := range marks {
			rec, ok, err := r.record(id)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			if err := b.Put([]byte(id), join(mark, rec.Digest)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Marked reports whether the article is stored as it was when this mark was
// made: then reading it again would change nothing. It does not wait for a
// writer.
func (s *Store) Marked(ctx context.Context, id graph.ArticleID, mark string) (yes bool, err error) {
	err = s.db.Bolt().View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bDateline).Bucket(bMark)
		if b == nil {
			return nil
		}
		was := b.Get([]byte(id))
		if was == nil {
			return nil
		}
		rec, ok, err := newReader(ctx, s.qs, tx).record(id)
		yes = ok && bytes.Equal(was, join(mark, rec.Digest))
		return err
	})
	return yes, err
}

// Standing is what Put would find of an article, as far as its id and text tell:
// New, Copy of an article with the same text, or Changed if one of that id is
// there (which may turn out to be the Same).
func (s *Store) Standing(ctx context.Context, id graph.ArticleID, sha256 string) (o Outcome, copyOf graph.ArticleID, err error) {
	o = New
	err = s.db.Bolt().View(func(tx *bbolt.Tx) error {
		r := newReader(ctx, s.qs, tx)
		if _, ok, err := r.record(id); err != nil || ok {
			o = Changed
			return err
		}
		for other := range under(r.bucket(bHash), append([]byte(sha256), 0)) {
			o, copyOf = Copy, graph.ArticleID(other)
			break
		}
		return nil
	})
	return o, copyOf, err
}
