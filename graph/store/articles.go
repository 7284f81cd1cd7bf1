package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"iter"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// enter notes an article in the index.
func (t *Tx) enter(a addition, archived []string, copyOf graph.ArticleID) error {
	src := a.facts.Article
	src.Text, src.CopyOf = "", copyOf
	rec := articleRecord{Source: src, Digest: a.digest, Archived: archived, Counts: counts{
		Entities: len(a.facts.Entities), Events: len(a.facts.Events), States: len(a.facts.States), Quads: a.laid.Len(),
	}}
	for _, e := range a.facts.Events {
		rec.Counts.Claims += len(e.Claims)
	}
	for _, s := range a.facts.States {
		rec.Counts.Claims += len(s.Claims)
	}
	if err := t.putRecord(rec); err != nil {
		return err
	}
	if readFromFile(src) {
		if err := t.bucket(bPath).Put(pathKey(src.Path), []byte(src.ID)); err != nil {
			return err
		}
	}
	if err := t.bucket(bDate).Put(dateKey(src), nil); err != nil {
		return err
	}
	if err := t.bucket(bHash).Put(join(src.SHA256, string(src.ID)), nil); err != nil {
		return err
	}
	return t.count(map[string]int{"articles": 1, "states": rec.Counts.States, "claims": rec.Counts.Claims})
}

// dateKey is where an article stands among all: in order of publication, those without a date last.
func dateKey(src graph.Source) []byte {
	at := noTime
	if !src.Published.IsZero() {
		at = keyOf(src.Published)
	}
	return append(at.append(nil), src.ID...)
}

func (t *Tx) putRecord(rec articleRecord) error {
	b, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	if err := t.countArticle(rec.Source.ID, -1); err != nil {
		return err
	}
	delete(t.records, rec.Source.ID)
	delete(t.papers, rec.Source.ID)
	if err := t.count(articleCounts(rec.Source, 1)); err != nil {
		return err
	}
	return t.bucket(bArticle).Put([]byte(rec.Source.ID), b)
}

// forget is the inverse of enter.
func (t *Tx) forget(rec articleRecord) error {
	src := rec.Source
	if err := t.countArticle(src.ID, -1); err != nil {
		return err
	}
	delete(t.records, src.ID)
	delete(t.papers, src.ID)
	if err := t.bucket(bArticle).Delete([]byte(src.ID)); err != nil {
		return err
	}
	if p := t.bucket(bPath); string(p.Get(pathKey(src.Path))) == string(src.ID) && src.Path != "" {
		if err := p.Delete(pathKey(src.Path)); err != nil {
			return err
		}
	}
	if err := t.bucket(bDate).Delete(dateKey(src)); err != nil {
		return err
	}
	if err := t.bucket(bHash).Delete(join(src.SHA256, string(src.ID))); err != nil {
		return err
	}
	return t.count(map[string]int{"articles": -1, "states": -rec.Counts.States, "claims": -rec.Counts.Claims})
}

// publishedBy begins the names of the totals of articles by publisher.
const publishedBy = "by "

// articleCounts are the totals that an article is counted in, n times.
func articleCounts(src graph.Source, n int) map[string]int {
	out := map[string]int{publishedBy + cmp.Or(src.Publisher, Unpublished): n}
	if src.CopyOf != "" {
		out["copies"] = n
	}
	return out
}

// countArticle counts the article of an id, as it is kept, n times, if it is there.
func (t *Tx) countArticle(id graph.ArticleID, n int) error {
	rec, ok, err := t.record(id)
	if err != nil || !ok {
		return err
	}
	return t.count(articleCounts(rec.Source, n))
}

// Sources is how many articles there are.
func (r *Reader) Sources() int { return r.total("articles") }

// Copies is how many articles are copies of another.
func (r *Reader) Copies() int { return r.total("copies") }

// Publishers are how many articles each publisher has.
func (r *Reader) Publishers() map[string]int {
	out := map[string]int{}
	for k, v := range engine.Under(r.bucket(bCount), []byte(publishedBy)) {
		if n, _ := binary.Varint(v); n > 0 {
			out[string(k)] = int(n)
		}
	}
	return out
}

// SourcesByDate gives the ids of all articles in order of publication, those without a date last.
func (r *Reader) SourcesByDate() iter.Seq[graph.ArticleID] {
	return func(yield func(graph.ArticleID) bool) {
		for k := range engine.Under(r.bucket(bDate), nil) {
			if !yield(graph.ArticleID(k[8:])) {
				return
			}
		}
	}
}

// SourcesLatest gives the ids of all articles, those that came out last first, those without a date after all.
func (r *Reader) SourcesLatest() iter.Seq[graph.ArticleID] {
	return func(yield func(graph.ArticleID) bool) {
		undated := noTime.append(nil)
		c := r.bucket(bDate).Cursor()
		k, _ := c.Seek(undated)
		if k == nil {
			k, _ = c.Last()
		} else {
			k, _ = c.Prev()
		}
		for ; k != nil; k, _ = c.Prev() {
			if !yield(graph.ArticleID(k[8:])) {
				return
			}
		}
		for k := range engine.Under(r.bucket(bDate), undated) {
			if !yield(graph.ArticleID(k)) {
				return
			}
		}
	}
}

// SourcesWith gives the ids of the articles that begin with prefix, in order.
func (r *Reader) SourcesWith(prefix string) iter.Seq[graph.ArticleID] {
	return func(yield func(graph.ArticleID) bool) {
		for k := range engine.Under(r.bucket(bArticle), []byte(prefix)) {
			if !yield(graph.ArticleID(prefix + string(k))) {
				return
			}
		}
	}
}

// count adds to the totals.
func (t *Tx) count(by map[string]int) error {
	b := t.bucket(bCount)
	for name, n := range by {
		if n == 0 {
			continue
		}
		old, _ := binary.Varint(b.Get([]byte(name)))
		if err := b.Put([]byte(name), binary.AppendVarint(nil, old+int64(n))); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) total(name string) int {
	n, _ := binary.Varint(r.bucket(bCount).Get([]byte(name)))
	return int(n)
}

// sameQuads are the quads that what the Merger assigned takes away and brings,
// and for copies likewise.
func (t *Tx) sameQuads() (del, add []quad.Quad, err error) {
	label := func(id string) quad.IRI {
		if a := ArticleOf(id); a != "" {
			return mergeLabel(a)
		}
		return "merge:lexicon"
	}
	for _, id := range slices.Sorted(maps.Keys(t.assign)) {
		old, now := t.Reader.Canon(id), t.assign[id]
		if old == now {
			delete(t.assign, id)
			continue
		}
		n := nodeIRI(id)
		if art := ArticleOf(id); old != id && (t.gone[art] == nil || t.added[art]) {
			del = append(del, quad.Quad{Subject: n, Predicate: pSame, Object: nodeIRI(old), Label: label(id)})
		}
		if now != id {
			add = append(add, quad.Quad{Subject: n, Predicate: pSame, Object: nodeIRI(now), Label: label(id)})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(t.copies)) {
		rec, ok, err := t.record(id)
		if err != nil {
			return nil, nil, err
		}
		if !ok || rec.Source.CopyOf == t.copies[id] {
			delete(t.copies, id)
			continue
		}
		n := articleIRI(id)
		if rec.Source.CopyOf != "" {
			del = append(del, quad.Quad{Subject: n, Predicate: pCopyOf, Object: articleIRI(rec.Source.CopyOf), Label: mergeLabel(id)})
		}
		rec.Source.CopyOf = t.copies[id]
		if rec.Source.CopyOf != "" {
			add = append(add, quad.Quad{Subject: n, Predicate: pCopyOf, Object: articleIRI(rec.Source.CopyOf), Label: mergeLabel(id)})
		}
		if err := t.putRecord(rec); err != nil {
			return nil, nil, err
		}
	}
	return del, add, nil
}

// noCopy stands in the record of an article that is no copy.
var noCopy = []byte(`"CopyOf":""`)

// Root is the article that id is a copy of, or id.
func (r *Reader) Root(id graph.ArticleID) graph.ArticleID {
	if v := r.bucket(bArticle).Get([]byte(id)); v == nil || bytes.Contains(v, noCopy) {
		return id // of most: there is no need to read all of the record
	}
	if src, ok, err := r.Source(id); err == nil && ok && src.CopyOf != "" {
		return src.CopyOf
	}
	return id
}
