package web

import (
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

// vocabulary is what filters can be given.
type vocabulary struct {
	Relations []graph.Type
	Classes   []string
}

func listTypes(ctx context.Context, s *store.Store) (v vocabulary, err error) {
	err = s.View(ctx, func(r *store.Reader) error {
		v.Relations, err = r.Types()
		return err
	})
	for _, t := range v.Relations {
		if t.Class != "" && !t.State && !slices.Contains(v.Classes, string(t.Class)) {
			v.Classes = append(v.Classes, string(t.Class))
		}
	}
	slices.Sort(v.Classes)
	v.Relations = slices.DeleteFunc(v.Relations, func(t graph.Type) bool { return t.State || t.Open })
	return v, err
}

// sourceList is all articles, in two orders.
type sourceList struct {
	oldest, newest []query.SourceRow
	publishers     []query.Count
}

func listSources(ctx context.Context, s *store.Store) (l sourceList, err error) {
	if l.oldest, err = query.Sources(ctx, s); err != nil {
		return l, err
	}
	dated := slices.IndexFunc(l.oldest, func(r query.SourceRow) bool { return r.Published.IsZero() })
	if dated < 0 {
		dated = len(l.oldest)
	}
	l.newest = slices.Clone(l.oldest)
	slices.Reverse(l.newest[:dated])
	at := map[string]int{}
	for _, r := range l.oldest {
		i, ok := at[r.Publisher]
		if !ok {
			i = len(l.publishers)
			at[r.Publisher] = i
			l.publishers = append(l.publishers, query.Count{Value: r.Publisher})
		}
		l.publishers[i].N++
	}
	slices.SortStableFunc(l.publishers, func(a, b query.Count) int { return b.N - a.N })
	return l, nil
}
