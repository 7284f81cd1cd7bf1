package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/cayleygraph/quad"

	"dateline/graph"
	"dateline/graph/store/engine"
	"dateline/graph/store/layout"
	"dateline/graph/store/words"
)

// commit does all of c in one transaction of the file, or nothing of it.
func (s *Store) commit(ctx context.Context, c change) error {
	err := engine.ErrAgain
	for try := 0; try < 10 && errors.Is(err, engine.ErrAgain); try++ {
		err = s.db.Group(ctx, func(tx engine.Tx) error { return s.run(ctx, tx, c) })
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, engine.ErrUnknown):
		return fmt.Errorf("%s: it is not known whether this commit was stored; do the same again, what is there stays as it is: %w", s.path, err)
	}
	return fmt.Errorf("%s: nothing of this commit was stored: %w", s.path, err)
}

// Spent is how long the commits since a store was opened took for some of their parts: laying quads, joining, the index and
// the words. What else they took is writing pages and waiting for the disk.
type Spent struct{ Quads, Join, Index time.Duration }

// Spent may be asked for at any time.
func (s *Store) Spent() Spent {
	return Spent{time.Duration(s.spent.quads.Load()), time.Duration(s.spent.join.Load()), time.Duration(s.spent.index.Load())}
}

type spent struct{ quads, join, index atomic.Int64 } // nanoseconds

// spend adds the time since start.
func spend(to *atomic.Int64, start time.Time) (now time.Time) {
	now = time.Now()
	to.Add(int64(now.Sub(start)))
	return now
}

// ahead has the index looked up at once for all that comes and goes.
func (t *Tx) ahead(c Change) {
	var ids, keys [][]byte
	for _, f := range slices.Concat(c.Added, c.Removed) {
		for _, e := range f.Entities {
			ids = append(ids, []byte(e.ID))
		}
		for _, e := range f.Events {
			ids = append(ids, []byte(e.ID))
		}
	}
	for _, id := range ids {
		keys = append(keys, append(id[:len(id):len(id)], 0))
	}
	t.bucket(bCanon).Ahead(ids)
	t.bucket(bEvent).Ahead(ids)
	t.bucket(bRecord).Ahead(ids)
	t.bucket(bMembers).Ahead(keys)
}

// run is the body of a commit.
func (s *Store) run(ctx context.Context, tx engine.Tx, c change) error {
	t := &Tx{
		Reader: newReader(ctx, tx), facts: map[graph.ArticleID]*graph.Facts{}, met: map[graph.ArticleID]*graph.Facts{}, gone: map[graph.ArticleID]*graph.Facts{},
		assign: map[string]string{}, copies: map[graph.ArticleID]graph.ArticleID{}, added: map[graph.ArticleID]bool{}, events: map[graph.EventID]graph.Event{}, tally: map[string]*tallied{},
	}
	var del, add []quad.Quad
	var laid []layout.Laid
	var come []words.Ready
	merge := Change{}
	remove := func(id graph.ArticleID) (old []quad.Quad, rec articleRecord, err error) {
		rec, ok, err := t.record(id)
		if err != nil || !ok {
			return nil, rec, err
		}
		if old, err = t.label(articleIRI(id)); err != nil {
			return nil, rec, err
		}
		f, err := decodeFacts(id, old)
		if err != nil {
			return nil, rec, err
		}
		t.gone[id] = &f
		t.facts[id] = nil
		merge.Removed = append(merge.Removed, f)
		return old, rec, nil
	}
	for _, id := range c.removes {
		old, rec, err := remove(id)
		if err != nil {
			return err
		}
		if rec.Source.ID == "" {
			continue // it is not there
		}
		del = append(del, old...)
		for _, l := range append(rec.Archived, string(mergeLabel(id))) {
			qs, err := t.label(quad.IRI(l))
			if err != nil {
				return err
			}
			del = append(del, qs...)
		}
		if err := t.forget(rec); err != nil {
			return err
		}
	}
	for i := range c.adds {
		a := &c.adds[i]
		if tx.Generation() != a.seen { // another process wrote since
			if err := t.look(a, tx.Generation()); err != nil {
				return err
			}
		}
		if a.res.Outcome == Same {
			continue
		}
		var archived []string
		var copyOf graph.ArticleID
		if a.replaces != "" {
			old, rec, err := remove(a.replaces)
			if err != nil {
				return err
			}
			now, _ := Quads(a.facts)
			del, add = append(del, without(old, now)...), append(add, without(now, old)...)
			if err := t.forget(rec); err != nil {
				return err
			}
			archived = rec.Archived
			if rec.Source.ID == a.facts.Article.ID {
				copyOf = rec.Source.CopyOf // the quad is still there; the Merger says if it stays
			}
			if a.archive {
				q := archive(rec.Source, *t.gone[a.replaces])
				if !slices.Contains(archived, string(q.Label.(quad.IRI))) {
					add = append(add, q)
					archived = append(archived, string(q.Label.(quad.IRI)))
				}
			}
			if a.replaces != a.facts.Article.ID {
				qs, err := t.label(mergeLabel(a.replaces))
				if err != nil {
					return err
				}
				del = append(del, qs...)
			}
		} else {
			laid = append(laid, a.laid)
		}
		t.facts[a.facts.Article.ID] = &a.facts
		t.added[a.facts.Article.ID] = true
		merge.Added = append(merge.Added, a.facts)
		come = append(come, a.words)
		if err := t.enter(*a, archived, copyOf); err != nil {
			return err
		}
	}
	if err := t.describeTypes(c.adds, &del, &add); err != nil {
		return err
	}
	if err := t.judgements(c, &del, &add, &merge); err != nil {
		return err
	}
	if err := t.batch(c, &del, &add); err != nil {
		return err
	}
	start := time.Now()
	if err := layout.Apply(tx, del, add, laid...); err != nil {
		return err
	}
	start = spend(&s.spent.quads, start)
	t.ahead(merge)
	t.preds = map[quad.Value]uint64{} // predicates may have come, gone and come again
	if s.opt.Merger != nil && len(merge.Added)+len(merge.Removed)+len(merge.Judged) > 0 {
		if err := s.opt.Merger.Merge(ctx, t, merge); err != nil {
			return err
		}
	}
	start = spend(&s.spent.join, start)
	t.release(merge)
	del, add, err := t.sameQuads()
	if err != nil {
		return err
	}
	if err := layout.Apply(tx, del, add); err != nil {
		return err
	}
	if err := t.index(merge); err != nil {
		return err
	}
	var gone []string
	for _, f := range merge.Removed {
		gone = append(gone, string(f.Article.ID))
	}
	if err := words.Apply(tx.Bucket(bDateline), gone, come); err != nil {
		return err
	}
	if err := t.mark(c.group.Marks); err != nil {
		return err
	}
	spend(&s.spent.index, start)
	return ctx.Err()
}

// without is the quads of a that b does not have.
func without(a, b []quad.Quad) []quad.Quad {
	has := make(map[quad.Quad]struct{}, len(b))
	for _, q := range b {
		has[q] = struct{}{}
	}
	var out []quad.Quad
	for _, q := range a {
		if _, ok := has[q]; !ok {
			out = append(out, q)
		}
	}
	return out
}

// archive is an earlier version of an article as one quad: out of the way of all
// queries, and whole.
func archive(a graph.Source, f graph.Facts) quad.Quad {
	label := iri(artPrefix + string(a.ID) + "@" + a.SHA256[:min(12, len(a.SHA256))])
	b, err := json.Marshal(f)
	if err != nil {
		panic(err)
	}
	return quad.Quad{Subject: label, Predicate: pArchived, Object: quad.TypedString{Value: quad.String(b), Type: tArchive}, Label: label}
}

// describeTypes writes the relations that articles use, where they are not
// described so already.
func (t *Tx) describeTypes(adds []addition, del, add *[]quad.Quad) error {
	last := map[quad.Value][]quad.Quad{} // the last description of a type holds
	for _, a := range adds {
		here := map[quad.Value][]quad.Quad{}
		for _, q := range a.types {
			here[q.Subject] = append(here[q.Subject], q)
		}
		for n, qs := range here {
			last[n] = qs
		}
	}
	var want []quad.Quad
	for _, qs := range last {
		want = append(want, qs...)
	}
	old, err := t.typeQuads(want)
	if err != nil {
		return err
	}
	for _, q := range want {
		if _, ok := old[q]; ok {
			delete(old, q)
		} else {
			*add = append(*add, q)
		}
	}
	for q := range old {
		*del = append(*del, q)
	}
	return nil
}

// release takes what is no longer there out of its cluster.
func (t *Tx) release(c Change) {
	stays := map[string]bool{}
	for _, f := range c.Added {
		for _, e := range f.Entities {
			stays[string(e.ID)] = true
		}
		for _, e := range f.Events {
			stays[string(e.ID)] = true
		}
	}
	for _, f := range c.Removed {
		for _, e := range f.Entities {
			if ArticleOf(e.ID) != "" && !stays[string(e.ID)] {
				t.Assign(string(e.ID), string(e.ID))
			}
		}
		for _, e := range f.Events {
			if !stays[string(e.ID)] {
				t.Assign(string(e.ID), string(e.ID))
			}
		}
	}
}
