package store

import (
	"context"
	"maps"
	"slices"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// bMark keeps which inputs an article was read from, by which program, beside the
// digest of what was stored of the article when that was done with. It is no part
// of the graph: a restored database has none, and then articles are read once
// more and found the same.
var bMark = []byte("mark")

// Marks are the marks of inputs, by the article that they hold.
type Marks map[graph.ArticleID][]string

// Mark notes that an input of an article was dealt with: what is stored of the
// article is all that reading the input again, by the same program and with the
// same options, would leave there. A mark stands for these three. It is made with
// or after Put; an article that is not stored is left out.
func (s *Store) Mark(ctx context.Context, marks Marks) error {
	if len(marks) == 0 {
		return nil
	}
	if err := s.lockWrite(); err != nil {
		return err
	}
	defer s.mu.Unlock()
	return s.commit(ctx, change{group: Group{Marks: marks}})
}

// mark writes marks beside the articles as they stand after the change.
func (t *Tx) mark(marks Marks) error {
	if len(marks) == 0 {
		return nil
	}
	b, err := t.tx.Bucket(bDateline).CreateBucketIfNotExists(bMark)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(marks)) {
		rec, ok, err := t.record(id)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		// Marks of what is stored no more are of no use.
		prefix := append([]byte(id), 0)
		var old [][]byte
		for k, v := range engine.Under(b, prefix) {
			if string(v) != rec.Digest {
				old = append(old, slices.Concat(prefix, k))
			}
		}
		for _, k := range old {
			if err := b.Delete(k); err != nil {
				return err
			}
		}
		for _, mark := range marks[id] {
			if err := b.Put(join(string(id), mark), []byte(rec.Digest)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Marked reports whether the input of this mark was dealt with and the article is
// stored as it was then. It does not wait for a writer.
func (s *Store) Marked(ctx context.Context, id graph.ArticleID, mark string) (yes bool, err error) {
	err = s.db.View(ctx, func(tx engine.Tx) error {
		b := tx.Bucket(bDateline).Bucket(bMark)
		if b == nil {
			return nil
		}
		was := b.Get(join(string(id), mark))
		if was == nil {
			return nil
		}
		rec, ok, err := newReader(ctx, tx).record(id)
		yes = ok && string(was) == rec.Digest
		return err
	})
	return yes, err
}

// Elsewhere is the article of this id if it was read from another place than
// path, with its text; ok is false if there is none.
func (s *Store) Elsewhere(ctx context.Context, id graph.ArticleID, path string) (a graph.Source, ok bool, err error) {
	err = s.View(ctx, func(r *Reader) error {
		rec, found, err := r.record(id)
		if err != nil || !found || rec.Source.Path == path {
			return err
		}
		ok = true
		a, err = r.Article(id)
		return err
	})
	return a, ok, err
}

// Standing is what Put would find of an article, as far as its id and text tell:
// New, Copy of an article with the same text, or Changed if one of that id is
// there (which may turn out to be the Same).
func (s *Store) Standing(ctx context.Context, id graph.ArticleID, sha256 string) (o Outcome, copyOf graph.ArticleID, err error) {
	o = New
	err = s.db.View(ctx, func(tx engine.Tx) error {
		r := newReader(ctx, tx)
		if _, ok, err := r.record(id); err != nil || ok {
			o = Changed
			return err
		}
		for other := range engine.Under(r.bucket(bHash), append([]byte(sha256), 0)) {
			o, copyOf = Copy, graph.ArticleID(other)
			break
		}
		return nil
	})
	return o, copyOf, err
}
