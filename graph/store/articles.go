package store

import (
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"dateline/graph"
)

// enter notes an article in the index.
func (t *Tx) enter(a addition, archived []string, copyOf graph.ArticleID) error {
	src := a.facts.Article
	src.Text, src.CopyOf = "", copyOf
	rec := articleRecord{Source: src, Digest: a.digest, Archived: archived, Counts: counts{
		Entities: len(a.facts.Entities), Events: len(a.facts.Events), States: len(a.facts.States), Quads: len(a.quads),
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
		if err := t.bucket(bPath).Put([]byte(src.Path), []byte(src.ID)); err != nil {
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
	delete(t.papers, rec.Source.ID)
	return t.bucket(bArticle).Put([]byte(rec.Source.ID), b)
}

// forget is the inverse of enter.
func (t *Tx) forget(rec articleRecord) error {
	src := rec.Source
	delete(t.papers, src.ID)
	if err := t.bucket(bArticle).Delete([]byte(src.ID)); err != nil {
		return err
	}
	if p := t.bucket(bPath); string(p.Get([]byte(src.Path))) == string(src.ID) && src.Path != "" {
		if err := p.Delete([]byte(src.Path)); err != nil {
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

// Root is the article that id is a copy of, or id.
func (r *Reader) Root(id graph.ArticleID) graph.ArticleID {
	if rec, ok, err := r.record(id); err == nil && ok && rec.Source.CopyOf != "" {
		return rec.Source.CopyOf
	}
	return id
}
