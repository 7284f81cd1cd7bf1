package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
)

// Support is what an event rests on before and after articles are taken away.
type Support struct {
	EventRow
	Before, After     int // independent sources
	Articles, Remains int
}

// Without are the events that lose support when articles are taken away: those that nothing is left
// of first, then by time.
func Without(ctx context.Context, s *store.Store, articles ...graph.ArticleID) (out []Support, err error) {
	gone := map[graph.ArticleID]bool{}
	for _, id := range articles {
		gone[id] = true
	}
	err = ask(ctx, s, func(a *asker) error {
		seen := map[graph.EventID]bool{}
		for _, id := range articles {
			f, err := a.Facts(id)
			if err != nil {
				return err
			}
			for _, e := range f.Events {
				canon := graph.EventID(a.Canon(string(e.ID)))
				if seen[canon] {
					continue
				}
				seen[canon] = true
				sup, err := a.support(canon, gone)
				if err != nil {
					return err
				}
				out = append(out, sup)
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(x, y Support) int {
		return cmp.Or(cmp.Compare(min(x.Remains, 1), min(y.Remains, 1)), cmp.Compare(x.When, y.When), cmp.Compare(x.ID, y.ID))
	})
	return out, err
}

func (a *asker) support(id graph.EventID, gone map[graph.ArticleID]bool) (Support, error) {
	sum, _, err := a.Summary(id)
	if err != nil {
		return Support{}, err
	}
	v, err := a.view([]store.Summary{sum})
	if err != nil || len(v.Events) == 0 {
		return Support{}, err
	}
	out := Support{EventRow: Rows(v)[0], Before: sum.Sources, Articles: len(sum.Articles)}
	left := map[graph.ArticleID]bool{}
	stays := map[graph.ArticleID]bool{}
	for _, c := range v.Events[0].Claims {
		if gone[c.Article] {
			continue
		}
		stays[c.Article] = true
		// A copy whose original goes stands for it.
		if c.Polarity == graph.Asserted {
			left[a.Root(c.Article)] = true
		}
	}
	out.After, out.Remains = len(left), len(stays)
	return out, nil
}

// FindArticle is the article with an id that begins so, a URL, or a path that ends so.
func FindArticle(ctx context.Context, s *store.Store, name string) (graph.Source, error) {
	all, err := s.Articles(ctx)
	if err != nil {
		return graph.Source{}, err
	}
	var found []graph.Source
	for _, x := range all {
		switch {
		case string(x.ID) == name || x.URL == name && name != "" || x.Path == name && name != "":
			return x, nil
		case len(name) >= 4 && strings.HasPrefix(string(x.ID), name), x.Path != "" && strings.HasSuffix(x.Path, "/"+name):
			found = append(found, x)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	e := &UnknownError{What: "article", Name: name}
	if len(found) > 1 {
		e.What = "article (several are called so)"
	}
	for _, f := range found[:min(5, len(found))] {
		e.Near = append(e.Near, string(f.ID))
	}
	return graph.Source{}, e
}

// Change is how one event differs between two batches.
type Change struct {
	Kind string // new, gone, changed
	EventRow
	What []string // of what changed: "sources 1 -> 3"
}

// Diff says how a story changed from what the articles of one batch told to what those of another
// did: events that only the second tells of, that only the first does, and those both tell of
// differently. An article that both read is taken as each read it.
func Diff(ctx context.Context, s *store.Store, first, second store.Batch) (out []Change, err error) {
	err = ask(ctx, s, func(a *asker) error {
		was, err := a.batch(s, first)
		if err != nil {
			return err
		}
		is, err := a.batch(s, second)
		if err != nil {
			return err
		}
		for id, e := range is {
			old, ok := was[id]
			c := Change{Kind: "new", EventRow: e.row}
			if ok {
				c.Kind = "changed"
				if c.What = e.against(old); len(c.What) == 0 {
					continue
				}
			}
			out = append(out, c)
		}
		for id, e := range was {
			if _, ok := is[id]; !ok {
				out = append(out, Change{Kind: "gone", EventRow: e.row})
			}
		}
		return nil
	})
	order := []string{"new", "changed", "gone"}
	slices.SortFunc(out, func(x, y Change) int {
		return cmp.Or(cmp.Compare(slices.Index(order, x.Kind), slices.Index(order, y.Kind)), cmp.Compare(x.When, y.When), cmp.Compare(x.ID, y.ID))
	})
	return out, err
}

// batched is an event as the articles of one batch tell of it.
type batched struct {
	row     EventRow
	numbers string
}

func (b batched) against(old batched) []string {
	var out []string
	add := func(what, x, y string) {
		if x != y {
			out = append(out, fmt.Sprintf("%s: %s -> %s", what, cmp.Or(x, "none"), cmp.Or(y, "none")))
		}
	}
	add("date", old.row.When, b.row.When)
	add("actors", strings.Join(old.row.Actors, ", "), strings.Join(b.row.Actors, ", "))
	add("others", strings.Join(old.row.Others, ", "), strings.Join(b.row.Others, ", "))
	add("place", old.row.Place, b.row.Place)
	add("numbers", old.numbers, b.numbers)
	add("denied", fmt.Sprint(old.row.Denied), fmt.Sprint(b.row.Denied))
	add("sources", fmt.Sprint(old.row.Sources), fmt.Sprint(b.row.Sources))
	return out
}

func (a *asker) batch(s *store.Store, b store.Batch) (map[graph.EventID]batched, error) {
	members := map[graph.EventID][]graph.Event{}
	for i, id := range b.Articles {
		f, err := a.Facts(id)
		if err != nil {
			return nil, err
		}
		if i < len(b.Texts) && f.Article.SHA256 != b.Texts[i] {
			old, err := a.Versions(id)
			if err != nil {
				return nil, err
			}
			for _, o := range old {
				if o.Article.SHA256 == b.Texts[i] {
					f = o
				}
			}
		}
		for _, e := range f.Events {
			t, _, err := a.Type(e.Type)
			if err != nil {
				return nil, err
			}
			if t.Open || e.Class == "OTHER" {
				continue
			}
			canon := graph.EventID(a.Canon(string(e.ID)))
			members[canon] = append(members[canon], e)
		}
	}
	out := map[graph.EventID]batched{}
	for id, ms := range members {
		slices.SortFunc(ms, func(x, y graph.Event) int { return cmp.Compare(x.ID, y.ID) })
		e := store.Join(ms, a.Canon)
		e.ID = id
		v := graph.View{Articles: map[graph.ArticleID]graph.Source{}, Types: map[graph.TypeID]graph.Type{}}
		if err := a.addClaims(&v, map[graph.EntityID]bool{}, e.Claims); err != nil {
			return nil, err
		}
		if err := a.addType(&v, e.Type); err != nil {
			return nil, err
		}
		var numbers []string
		for _, q := range e.Values {
			numbers = append(numbers, quantity(q))
		}
		slices.Sort(numbers)
		out[id] = batched{row(e, v, a.name), strings.Join(numbers, ", ")}
	}
	return out, nil
}

// Ingested is when each article was first read.
func Ingested(ctx context.Context, s *store.Store) (map[graph.ArticleID]time.Time, error) {
	batches, err := s.Batches(ctx)
	out := map[graph.ArticleID]time.Time{}
	for _, b := range batches {
		for _, id := range b.Articles {
			if _, ok := out[id]; !ok {
				out[id] = b.Started
			}
		}
	}
	return out, err
}
