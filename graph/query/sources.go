package query

import (
	"cmp"
	"context"
	"os"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// Sources are the articles, earliest first, those without a date last.
func Sources(ctx context.Context, s *store.Store) ([]SourceRow, error) {
	rows, _, err := SourcesPage(ctx, s, 0, 0)
	return rows, err
}

// SourcesPage are limit of the Sources from offset on, and how many there are in all.
func SourcesPage(ctx context.Context, s *store.Store, offset, limit int) (rows []SourceRow, total int, err error) {
	err = ask(ctx, s, func(a *asker) error {
		total = a.Sources()
		n := 0
		for id := range a.SourcesByDate() {
			if n++; n <= offset {
				continue
			}
			if limit > 0 && len(rows) == limit {
				break
			}
			if n&255 == 0 && a.ctx.Err() != nil {
				return a.ctx.Err()
			}
			r, err := a.sourceOf(id)
			if err != nil {
				return err
			}
			rows = append(rows, r)
		}
		return nil
	})
	return rows, total, err
}

// LatestSources are limit of the articles, those that came out last first, those without a date after all.
func LatestSources(ctx context.Context, s *store.Store, limit int) (rows []SourceRow, err error) {
	err = ask(ctx, s, func(a *asker) error {
		for id := range a.SourcesLatest() {
			if len(rows) == limit {
				break
			}
			r, err := a.sourceOf(id)
			if err != nil {
				return err
			}
			rows = append(rows, r)
		}
		return nil
	})
	return rows, err
}

func (a *asker) sourceOf(id graph.ArticleID) (SourceRow, error) {
	x, _, err := a.Source(id)
	if err != nil {
		return SourceRow{}, err
	}
	return a.source(x)
}

func (a *asker) source(x graph.Source) (SourceRow, error) {
	events, claims, err := a.Counts(x.ID)
	if err == nil && x.Title == "" && x.Text == "" {
		var whole graph.Source
		if whole, err = a.Article(x.ID); err == nil {
			x.Text = whole.Text
		}
	}
	return SourceRow{
		ID: x.ID, Title: x.Title, Heading: x.Heading(), Publisher: x.Publisher, Agency: x.Agency, Published: x.Published, DayOnly: x.DayOnly,
		URL: x.URL, Path: x.Path, CopyOf: x.CopyOf, Events: events, Claims: claims,
	}, err
}

// Stats counts the graph, from the counts that the store keeps. The kinds of entities are
// those of all that take part in something, or, where these are many, of some of them, in proportion.
func Stats(ctx context.Context, s *store.Store) (t Totals, err error) {
	info, err := s.Info(ctx)
	if err != nil {
		return t, err
	}
	t.Articles, t.Entities, t.Events, t.States, t.Claims = info.Articles, info.Entities, info.Events, info.States, info.Claims
	t.Quads, t.Bytes = info.Quads, info.Bytes
	if st, err := os.Stat(info.Path); err == nil {
		t.Bytes = st.Size()
	}
	err = ask(ctx, s, func(a *asker) error { return a.totals(&t) })
	return t, err
}

func (a *asker) totals(t *Totals) error {
	t.Copies = a.Copies()
	t.Publishers = counts(a.Publishers())
	sel, err := a.compile(Filter{Open: true})
	if err != nil {
		return err
	}
	for _, x := range []struct {
		facet string
		to    *[]Count
	}{{"relation", &t.Types}, {"class", &t.Classes}, {"basis", &t.Bases}} {
		c := counter{sel: sel, by: x.facet, at: map[string]int{}, endsOf: store.IsDated}
		if err := c.kept(0); err != nil {
			return err
		}
		m := map[string]int{}
		for _, f := range c.out {
			m[f.Value] = f.N
		}
		*x.to = counts(m)
	}
	c := counter{sel: sel, by: store.ByState, at: map[string]int{}, endsOf: store.IsDated}
	if err := c.kept(0); err != nil {
		return err
	}
	for _, f := range c.out {
		switch month, ok := strings.CutPrefix(f.Value, store.InMonth); {
		case ok:
			t.Months = append(t.Months, Count{month, f.N})
		case f.Value == store.IsUndated:
			t.Undated = f.N
		case f.Value == store.IsDenied:
			t.Denied = f.N
		case f.Value == store.IsDated:
			dated := []Facet{f}
			if err := c.ends(dated); err != nil {
				return err
			}
			t.First, t.Last = dated[0].First, dated[0].Last
		}
	}
	slices.SortFunc(t.Months, func(x, y Count) int { return cmp.Compare(x.Value, y.Value) })
	return a.kinds(t)
}

// kindsOf is of how many entities statistics look at the kind: up to twice as many.
const kindsOf = 500

// kindsCounted is how many entities there are of each kind, and, where that is an estimate, from how many.
type kindsCounted struct {
	kinds  map[string]int
	looked int
}

// kinds counts the entities that take part in something by their kinds.
func (a *asker) kinds(t *Totals) error {
	c, err := store.Kept(a.Reader, "kinds", func() (c kindsCounted, err error) {
		ids, each, n := a.SampleTaking(kindsOf)
		c.kinds = map[string]int{}
		for i, id := range ids {
			kind, err := a.Kind(id)
			if err == nil && i&63 == 0 {
				err = a.ctx.Err()
			}
			if err != nil {
				return c, err
			}
			c.kinds[string(kind)]++
		}
		if each > 1 {
			c.looked = len(ids)
			for k, v := range c.kinds {
				c.kinds[k] = v * n / len(ids)
			}
		}
		return c, nil
	})
	t.Kinds, t.KindsOf = counts(c.kinds), c.looked
	return err
}

// counts are the values of m, most frequent first.
func counts(m map[string]int) []Count {
	var out []Count
	for v, n := range m {
		out = append(out, Count{v, n})
	}
	slices.SortFunc(out, func(x, y Count) int { return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Value, y.Value)) })
	return out
}
