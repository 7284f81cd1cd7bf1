package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/cayleygraph/quad"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// judgementNode is the node of what one person said at one time about one or two.
func judgementNode(j Judgement) quad.IRI {
	at := strconv.FormatInt(j.At.UnixNano(), 10)
	if j.At.IsZero() {
		at = "0"
	}
	sum := sha256.Sum256(join(j.By, min(j.A, j.B), max(j.A, j.B), at))
	return quad.IRI("judge:" + hex.EncodeToString(sum[:8]))
}

func judgementQuads(j Judgement) []quad.Quad {
	n, l := judgementNode(j), humanLabel(j.By)
	out := []quad.Quad{
		{Subject: n, Predicate: pFirst, Object: nodeIRI(j.A), Label: l},
		{Subject: n, Predicate: pVerdict, Object: quad.String(j.Verdict), Label: l},
		{Subject: n, Predicate: pAt, Object: quad.Time(j.At.UTC()), Label: l},
	}
	if j.B != "" {
		out = append(out, quad.Quad{Subject: n, Predicate: pSecond, Object: nodeIRI(j.B), Label: l})
	}
	if j.Name != "" {
		out = append(out, quad.Quad{Subject: n, Predicate: pName, Object: quad.String(j.Name), Label: l})
	}
	return out
}

// judgements works out the quads of what persons said, and notes their ids in the index.
func (t *Tx) judgements(c change, del, add *[]quad.Quad, merge *Change) error {
	drop := func(j Judgement) ([]quad.Quad, error) {
		n, l := judgementNode(j), humanLabel(j.By)
		fs, err := t.node(n)
		var old []quad.Quad
		for _, f := range fs {
			old = append(old, quad.Quad{Subject: n, Predicate: f.p, Object: f.o, Label: l})
		}
		if j.Verdict.Pair() {
			merge.Judged = append(merge.Judged, j.A, j.B)
		}
		return old, err
	}
	index := t.bucket(bJudge)
	for _, j := range c.unjudge {
		old, err := drop(j)
		if err != nil {
			return err
		}
		*del = append(*del, old...)
		if err := index.Delete([]byte(judgementNode(j))); err != nil {
			return err
		}
	}
	last := map[quad.IRI]Judgement{}
	var order []quad.IRI
	for _, j := range c.judgements {
		n := judgementNode(j)
		if _, ok := last[n]; !ok {
			order = append(order, n)
		}
		last[n] = j
	}
	for _, n := range order {
		j := last[n]
		old, err := drop(j)
		if err != nil {
			return err
		}
		want := judgementQuads(j)
		*del, *add = append(*del, without(old, want)...), append(*add, without(want, old)...)
		v, err := json.Marshal(j)
		if err != nil {
			return err
		}
		if err := index.Put([]byte(n), v); err != nil {
			return err
		}
	}
	return nil
}

// Judgements are all that persons said, by time, name and pair.
func (r *Reader) Judgements() ([]Judgement, error) {
	var out []Judgement
	for _, v := range engine.Under(r.bucket(bJudge), nil) {
		var j Judgement
		if err := json.Unmarshal(v, &j); err != nil {
			return nil, err
		}
		out = append(out, j)
	}
	sortJudgements(out)
	return out, nil
}

// opinions are what persons said of single entities and events, by canonical id: their last word.
type opinions struct {
	names    map[graph.EntityID]string
	standing map[graph.EventID]Verdict
}

// opinions reads them once.
func (r *Reader) opinions() (*opinions, error) {
	if r.said != nil {
		return r.said, nil
	}
	all, err := r.Judgements()
	if err != nil {
		return nil, err
	}
	o := &opinions{names: map[graph.EntityID]string{}, standing: map[graph.EventID]Verdict{}}
	for _, j := range all {
		switch id := r.Canon(j.A); j.Verdict {
		case Renamed:
			o.names[graph.EntityID(id)] = j.Name
		case Rejected, Confirmed:
			o.standing[graph.EventID(id)] = j.Verdict
		}
	}
	r.said = o
	return o, nil
}

func sortJudgements(js []Judgement) {
	slices.SortFunc(js, func(a, b Judgement) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.By, b.By), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
}

// Judgements are all that persons said, by time.
func (s *Store) Judgements(ctx context.Context) (out []Judgement, err error) {
	err = s.View(ctx, func(r *Reader) error {
		out, err = r.Judgements()
		return err
	})
	return out, err
}

// Articles are all articles without their text, by time of publication, then id.
func (s *Store) Articles(ctx context.Context) (out []graph.Source, err error) {
	err = s.View(ctx, func(r *Reader) error {
		out, err = r.Articles()
		return err
	})
	slices.SortStableFunc(out, func(a, b graph.Source) int {
		return cmp.Or(compareTimes(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// compareTimes puts the unknown last.
func compareTimes(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1
		}
		return -1
	}
	return a.Compare(b)
}

// Facts is all that one article said, as it was given to Put.
func (s *Store) Facts(ctx context.Context, id graph.ArticleID) (f graph.Facts, err error) {
	err = s.View(ctx, func(r *Reader) error {
		f, err = r.Facts(id)
		return err
	})
	return f, err
}

// Versions are the earlier versions of an article, in order of label.
func (s *Store) Versions(ctx context.Context, id graph.ArticleID) (out []graph.Facts, err error) {
	err = s.View(ctx, func(r *Reader) error {
		out, err = r.Versions(id)
		return err
	})
	return out, err
}

// Versions are the earlier versions of an article, in order of label.
func (r *Reader) Versions(id graph.ArticleID) ([]graph.Facts, error) {
	rec, _, err := r.record(id)
	if err != nil {
		return nil, err
	}
	var out []graph.Facts
	for _, l := range rec.Archived {
		qs, err := r.label(quad.IRI(l))
		if err != nil {
			return nil, err
		}
		for _, q := range qs {
			var f graph.Facts
			if err := unpack(q.Object, &f); err != nil {
				return nil, err
			}
			out = append(out, f)
		}
	}
	return out, nil
}
