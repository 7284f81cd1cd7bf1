package query

import (
	"cmp"
	"context"
	"os"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

var basisNames = [...]string{"none", "explicit", "relative", "dateline", "publication"}

// Sources are the articles, earliest first, those without a date last.
func Sources(ctx context.Context, s *store.Store) (rows []SourceRow, err error) {
	err = ask(ctx, s, func(a *asker) error {
		as, err := a.Articles()
		if err != nil {
			return err
		}
		for _, x := range as {
			r, err := a.source(x)
			if err != nil {
				return err
			}
			rows = append(rows, r)
		}
		return nil
	})
	slices.SortStableFunc(rows, func(x, y SourceRow) int {
		switch {
		case x.Published.IsZero() != y.Published.IsZero() && x.Published.IsZero():
			return 1
		case x.Published.IsZero() != y.Published.IsZero():
			return -1
		}
		return cmp.Or(x.Published.Compare(y.Published), cmp.Compare(x.ID, y.ID))
	})
	return rows, err
}

func (a *asker) source(x graph.Source) (SourceRow, error) {
	events, claims, err := a.Counts(x.ID)
	return SourceRow{
		ID: x.ID, Title: x.Title, Publisher: x.Publisher, Agency: x.Agency, Published: x.Published, DayOnly: x.DayOnly,
		URL: x.URL, Path: x.Path, CopyOf: x.CopyOf, Events: events, Claims: claims,
	}, err
}

// Stats counts the graph. It looks at the index record of every event.
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
	types, classes, bases, months, publishers, kinds := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	as, err := a.Articles()
	if err != nil {
		return err
	}
	for _, x := range as {
		publishers[cmp.Or(x.Publisher, "(unknown)")]++
		if x.CopyOf != "" {
			t.Copies++
		}
	}
	seen := map[graph.EntityID]bool{"": true}
	s, err := a.compile(Filter{Open: true})
	if err != nil {
		return err
	}
	for sum, err := range s.matches() {
		if err != nil {
			return err
		}
		types[string(sum.Type)]++
		classes[string(sum.Class)]++
		if int(sum.Basis) < len(basisNames) {
			bases[basisNames[sum.Basis]]++
		}
		if sum.Denied {
			t.Denied++
		}
		if !sum.Dated() {
			t.Undated++
		} else {
			t.First, t.Last = cmp.Or(t.First, sum.When), sum.When
			if len(sum.When) >= 7 && sum.When[4] == '-' {
				months[sum.When[:7]]++
			}
		}
		for _, r := range sum.Roles {
			if !seen[r.Entity] {
				seen[r.Entity] = true
				e, err := a.entity(r.Entity)
				if err != nil {
					return err
				}
				kinds[string(e.Kind)]++
			}
		}
	}
	t.Types, t.Classes, t.Kinds = counts(types), counts(classes), counts(kinds)
	t.Publishers, t.Bases, t.Months = counts(publishers), counts(bases), counts(months)
	slices.SortFunc(t.Months, func(x, y Count) int { return cmp.Compare(x.Value, y.Value) })
	return nil
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
