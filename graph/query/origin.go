package query

import (
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// origin is where articles may be from.
type origin struct {
	papers map[string]bool          // folded publishers and agencies
	ids    map[graph.ArticleID]bool // articles themselves
}

// from reports whether an article is of an origin.
func (a *asker) from(o *origin, id graph.ArticleID) bool {
	if o.ids[id] {
		return true
	}
	src, ok, err := a.Source(id)
	return err == nil && ok && (src.Publisher != "" && o.papers[store.Fold(src.Publisher)] || src.Agency != "" && o.papers[store.Fold(src.Agency)])
}

// originOf are publishers and agencies of these names, and articles with these ids.
func (a *asker) originOf(sources []string) (*origin, error) {
	if len(sources) == 0 {
		return nil, nil
	}
	o := &origin{papers: map[string]bool{}, ids: map[graph.ArticleID]bool{}}
	for _, want := range sources {
		found := false
		if len(want) >= 4 {
			for id := range a.SourcesWith(want) {
				o.ids[id], found = true, true
			}
		}
		if folded := store.Fold(want); folded != "" {
			o.papers[folded] = true
			for range a.Events(store.List{Paper: folded}, store.Range{}) {
				found = true
				break
			}
		}
		if found {
			continue
		}
		if err := a.published(want); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// published is an error if no article is by a publisher or agency, even one that tells of no event.
func (a *asker) published(name string) error {
	as, err := a.Articles()
	if err != nil {
		return err
	}
	var known []string
	for _, x := range as {
		if folded := store.Fold(name); folded != "" && (folded == store.Fold(x.Publisher) || folded == store.Fold(x.Agency)) {
			return nil
		}
		known = append(known, x.Publisher, x.Agency)
	}
	slices.Sort(known)
	return &UnknownError{What: "source", Name: name, Near: nearest(name, slices.DeleteFunc(slices.Compact(known), func(k string) bool { return k == "" }))}
}
