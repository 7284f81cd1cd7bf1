package query

import (
	"cmp"
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// Claims are the sentences that speak of the events f selects, in the order of the events, then of
// the articles. about is a name (events it takes part in, and what it claims itself), the id of an
// event, or empty. f.Limit and f.Offset count sentences.
func Claims(ctx context.Context, s *store.Store, about string, f Filter) (rows []ClaimRow, err error) {
	limit, offset := f.Limit, f.Offset
	f.Limit, f.Offset = 0, 0
	err = ask(ctx, s, func(a *asker) error {
		if e, ok, err := a.Event(graph.EventID(a.Canon(about))); isID(about) && (ok || err != nil) {
			if err != nil {
				return err
			}
			sel, err := a.compile(f)
			if err != nil {
				return err
			}
			rows, err = a.claimRows(e, sel)
			rows = paged(rows, limit, offset)
			return err
		}
		var self graph.EntityID
		if about != "" {
			if self, err = a.resolve(about); err != nil {
				return err
			}
		}
		rows, err = a.claims(self, f, limit, offset)
		return err
	})
	return rows, err
}

func paged(rows []ClaimRow, limit, offset int) []ClaimRow {
	if rows = rows[min(offset, len(rows)):]; limit > 0 {
		rows = rows[:min(limit, len(rows))]
	}
	return rows
}

func (a *asker) claims(about graph.EntityID, f Filter, limit, offset int) ([]ClaimRow, error) {
	var rows []ClaimRow
	take := func(f Filter, seen map[graph.EventID]bool) error {
		s, err := a.compile(f)
		if err != nil {
			return err
		}
		for sum, err := range s.matches() {
			if err != nil {
				return err
			}
			if seen[sum.ID] {
				continue
			}
			seen[sum.ID] = true
			e, ok, err := a.Event(sum.ID)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			rs, err := a.claimRows(e, s)
			if err != nil {
				return err
			}
			if rows = append(rows, rs...); limit > 0 && len(rows) >= offset+limit {
				return nil
			}
		}
		return nil
	}
	seen := map[graph.EventID]bool{}
	if about != "" && f.Actor == nil {
		f.Actor = []string{string(about)}
	}
	if err := take(f, seen); err != nil {
		return nil, err
	}
	return paged(rows, limit, offset), nil
}

// claimRows are the claims of an event that the filter wants.
func (a *asker) claimRows(e graph.Event, s *selection) ([]ClaimRow, error) {
	var rows []ClaimRow
	edtf := ""
	if !e.When.IsZero() {
		edtf = e.When.String()
	}
	for _, c := range e.Claims {
		if s != nil && !s.wantsClaim(c) {
			continue
		}
		src, err := a.Article(c.Article)
		if err != nil {
			return nil, err
		}
		r := ClaimRow{
			Event: e.ID, Text: e.Text, When: edtf, Claimant: a.names(c.Claimant), Polarity: c.Polarity, Factuality: c.Factuality,
			Mode: c.Mode, Article: c.Article, Publisher: src.Publisher, Published: src.Published, Start: c.Start, End: c.End,
			Rule: c.Rule, Confidence: c.Confidence,
		}
		if 0 <= c.Start && c.Start <= c.Trigger[0] && c.Trigger[0] <= c.Trigger[1] && c.Trigger[1] <= c.End && c.End <= len(src.Text) {
			r.Sentence = src.Text[c.Start:c.End]
			r.Trigger = [2]int{c.Trigger[0] - c.Start, c.Trigger[1] - c.Start}
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// wantsClaim keeps of a selected event the claims that were asked for themselves.
func (s *selection) wantsClaim(c graph.Claim) bool {
	switch {
	case s.claimants != nil && !slices.ContainsFunc(c.Claimant, func(id graph.EntityID) bool { return s.claimants[id] }),
		s.origin != nil && !s.a.from(s.origin, c.Article),
		s.batch != nil && !s.batch[c.Article],
		s.Denied != nil && *s.Denied && c.Polarity != graph.Denied,
		s.modes != 0 && s.modes&(1<<c.Mode) == 0,
		s.Factuality != nil && c.Factuality > *s.Factuality:
		return false
	}
	return true
}

// Why explains the event with the given id, or the one whose id begins so.
func Why(ctx context.Context, s *store.Store, id string) (r Reason, err error) {
	err = ask(ctx, s, func(a *asker) error {
		r, err = a.why(id)
		return err
	})
	return r, err
}

func (a *asker) event(id string) (graph.EventID, error) {
	if e := graph.EventID(a.Canon(id)); e != "" {
		if _, ok, err := a.Summary(e); ok || err != nil {
			return e, err
		}
	}
	var found []graph.EventID
	if id != "" {
		for e := range a.EventIDs(id) {
			if found = append(found, e); len(found) == 6 {
				break
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", &UnknownError{What: "event", Name: id}
	}
	e := &UnknownError{What: "event (several begin so)", Name: id}
	for _, f := range found[:min(5, len(found))] {
		e.Near = append(e.Near, string(f))
	}
	return "", e
}

func (a *asker) why(id string) (Reason, error) {
	canon, err := a.event(id)
	if err != nil {
		return Reason{}, err
	}
	sum, _, err := a.Summary(canon)
	if err != nil {
		return Reason{}, err
	}
	v, err := a.view([]store.Summary{sum})
	if err != nil || len(v.Events) == 0 {
		return Reason{}, cmp.Or(err, error(&UnknownError{What: "event", Name: id}))
	}
	r := Reason{Event: v.Events[0], Row: Rows(v)[0], Dating: v.Events[0].Dating, Members: v.Events[0].Members, View: v}
	if r.Claims, err = a.claimRows(r.Event, nil); err != nil {
		return r, err
	}
	if r.Merged, err = a.merged(r.Event); err != nil {
		return r, err
	}
	for _, art := range sortedArticles(v) {
		row, err := a.source(v.Articles[art])
		if err != nil {
			return r, err
		}
		r.Sources = append(r.Sources, row)
	}
	return r, nil
}

func sortedArticles(v graph.View) []graph.ArticleID {
	ids := map[graph.ArticleID]bool{}
	for _, e := range v.Events {
		for _, c := range e.Claims {
			ids[c.Article] = true
		}
	}
	return sortedKeys(ids)
}
