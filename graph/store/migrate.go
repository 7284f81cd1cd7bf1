package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"slices"

	"go.etcd.io/bbolt"

	"dateline/graph"
	"dateline/graph/store/bolt"
)

// migrate brings a file of the oldest format that is known to this one: it had no counts, and no
// lists of articles by date and of events by publisher. All of these follow from the rest of the index.
func (s *Store) migrate() error {
	if !s.opt.ReadOnly {
		return s.db.Bolt().Update(derive)
	}
	// It is written once, so that it can be read fast from then on.
	if err := s.db.Close(); err != nil {
		return err
	}
	w, err := bolt.Open(s.path, bolt.Options{Wait: s.opt.Wait})
	if err != nil {
		return err
	}
	if err := w.Bolt().Update(derive); err != nil {
		w.Close()
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	s.db, err = bolt.Open(s.path, bolt.Options{ReadOnly: true, Wait: s.opt.Wait})
	return err
}

// derive fills the buckets that version 3 brought.
func derive(tx *bbolt.Tx) error {
	if err := makeBuckets(tx); err != nil {
		return err
	}
	var keys []entry
	totals := map[string]int{}
	sources := map[graph.ArticleID]graph.Source{}
	for _, v := range under(bucket(tx, bArticle), nil) {
		var a articleRecord
		if err := json.Unmarshal(v, &a); err != nil {
			return err
		}
		sources[a.Source.ID] = a.Source
		for name, n := range articleCounts(a.Source, 1) {
			totals[name] += n
		}
		keys = append(keys, entry{bDate, dateKey(a.Source)})
	}
	of := func(id graph.ArticleID) graph.Source { return sources[id] }
	t := &Tx{Reader: newReader(nil, nil, tx), tally: map[string]*tallied{}}
	for k, v := range under(bucket(tx, bEvent), nil) {
		e, err := unpackSummary(graph.EventID(k), v)
		if err != nil {
			return err
		}
		keys = append(keys, paperKeys(&e, of)...)
		countInto(t.tally, &e, of)
	}
	if err := t.putAll(keys); err != nil {
		return err
	}
	for name := range totals {
		if err := bucket(tx, bCount).Delete([]byte(name)); err != nil {
			return err
		}
	}
	if err := t.count(totals); err != nil {
		return err
	}
	if err := t.writeTallies(); err != nil {
		return err
	}
	return tx.Bucket(bDateline).Put(kVersion, binary.BigEndian.AppendUint32(nil, Version))
}

// putAll puts keys without values in their order: in any other, each would move all that came
// before it, as a bucket is one page until the transaction ends.
func (t *Tx) putAll(keys []entry) error {
	slices.SortFunc(keys, func(x, y entry) int {
		if c := bytes.Compare(x.bucket, y.bucket); c != 0 {
			return c
		}
		return bytes.Compare(x.key, y.key)
	})
	for _, e := range keys {
		if err := t.bucket(e.bucket).Put(e.key, nil); err != nil {
			return err
		}
	}
	return nil
}
