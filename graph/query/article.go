package query

import (
	"context"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// Reading is an article with all that was read from it.
type Reading struct {
	SourceRow
	Source   graph.Source   // with its text
	Events   []graph.Event  // as the article tells them
	States   []graph.State  // likewise
	Entities []graph.Entity // likewise
	canon    map[string]string
	rejected map[graph.EventID]bool
}

// Canon is the canonical id of an entity or event of the article.
func (r *Reading) Canon(local string) string {
	if c, ok := r.canon[local]; ok {
		return c
	}
	return local
}

// Rejected reports whether a person rejected an event, given by its canonical id.
func (r *Reading) Rejected(id graph.EventID) bool { return r.rejected[id] }

// Read is the article with the given id, or the one whose id begins so.
func Read(ctx context.Context, s *store.Store, id string) (out Reading, err error) {
	err = ask(ctx, s, func(a *asker) error {
		src, err := a.article(id)
		if err != nil {
			return err
		}
		f, err := a.Facts(src.ID)
		if err != nil {
			return err
		}
		out = Reading{Source: src, Events: f.Events, States: f.States, Entities: f.Entities, canon: map[string]string{}, rejected: map[graph.EventID]bool{}}
		if out.SourceRow, err = a.source(src); err != nil {
			return err
		}
		for _, e := range f.Events {
			c := a.Canon(string(e.ID))
			out.canon[string(e.ID)] = c
			sum, _, err := a.Summary(graph.EventID(c))
			if err != nil {
				return err
			}
			out.rejected[sum.ID] = sum.Standing == store.Rejected
		}
		for _, e := range f.Entities {
			out.canon[string(e.ID)] = a.Canon(string(e.ID))
		}
		return nil
	})
	return out, err
}

// article finds an article with its text by its id or how that begins.
func (a *asker) article(id string) (graph.Source, error) {
	unknown := &UnknownError{What: "article", Name: id}
	if src, err := a.Article(graph.ArticleID(id)); err != nil || src.ID != "" {
		return src, err
	}
	if len(id) < 4 || strings.Contains(id, "/") {
		return graph.Source{}, unknown
	}
	all, err := a.Articles()
	if err != nil {
		return graph.Source{}, err
	}
	var found []graph.ArticleID
	for _, x := range all {
		if strings.HasPrefix(string(x.ID), id) {
			found = append(found, x.ID)
		}
	}
	if len(found) == 1 {
		return a.Article(found[0])
	}
	for _, f := range found[:min(5, len(found))] {
		unknown.Near = append(unknown.Near, string(f))
	}
	return graph.Source{}, unknown
}

// Differences are the discrepancies between the reports of one event.
func Differences(ctx context.Context, s *store.Store, id graph.EventID) (out []Discrepancy, err error) {
	err = ask(ctx, s, func(a *asker) error {
		out, err = a.discrepancies(graph.EventID(a.Canon(string(id))))
		return err
	})
	return out, err
}

// someRoles are the roles of an entity as at most its first most statements give them.
func (a *asker) someRoles(id graph.EntityID, most int) ([]RoleRow, error) {
	all, err := a.firstStates(id, true, most)
	if err != nil {
		return nil, err
	}
	return a.roleRowsOf(all), nil
}
