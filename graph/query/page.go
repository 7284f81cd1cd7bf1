package query

import (
	"cmp"
	"context"
	"math"
	"time"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/graph/when"
)

// Page is the rows of the events that f selects from f.Offset on, or after a cursor, and what
// follows them.
type Page struct {
	Rows []EventRow
	Next string // what f.After must be for the page that follows; empty on the last, and in orders that the index does not have
	// Total is how many events f selects, as far as that is known without looking at them: all of a graph or of one
	// entity; else those that were counted, up to 200 behind the page. AtLeast says that there may be more.
	Total   int
	AtLeast bool
}

// EventsPage is the rows of a page of events, from the index alone: no article is read for it.
func EventsPage(ctx context.Context, s *store.Store, f Filter) (p Page, err error) {
	err = ask(ctx, s, func(a *asker) error {
		p, err = a.eventsPage(f)
		return err
	})
	return p, err
}

func (a *asker) eventsPage(f Filter) (p Page, err error) {
	s, err := a.compile(f)
	if err != nil {
		return p, err
	}
	sums, n, more, err := s.slice()
	if err != nil {
		return p, err
	}
	if p.Rows, err = a.rowsOf(sums, f); err != nil {
		return p, err
	}
	p.Total, p.AtLeast = n, more
	if more || n > f.Offset+len(sums) {
		if k := len(sums); k > 0 && (f.Sort == ByTime || f.Sort == Newest) {
			p.Next = store.CursorOf(&sums[k-1])
		}
	}
	if total, ok, err := s.total(); err != nil || ok && f.After == "" {
		p.Total, p.AtLeast = total, false
		return p, err
	}
	return p, nil
}

// rowsOf are the lines of events, as f knows them.
func (a *asker) rowsOf(sums []store.Summary, f Filter) (rows []EventRow, err error) {
	if !f.KnownOn.IsZero() { // as some of the articles tell of them: these must be read
		v, err := a.viewOf(sums, a.eventAs(f))
		return Rows(v), err
	}
	for i := range sums {
		r, err := a.rowOf(&sums[i])
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// slice is the summaries of a page, with how many events were counted up to 200 behind it, and
// whether there are more than that.
func (s *selection) slice() (shown []store.Summary, n int, more bool, err error) {
	for sum, err := range s.inOrder() {
		if err != nil {
			return nil, 0, false, err
		}
		n++
		if n > s.Offset && (s.Limit <= 0 || len(shown) < s.Limit) {
			shown = append(shown, sum)
		}
		if s.Limit > 0 && n >= s.Offset+s.Limit+countOn {
			return shown, n, true, nil
		}
	}
	return shown, n, false, nil
}

// total is how many events s selects, where the counts of the store say so.
func (s *selection) total() (n int, ok bool, err error) {
	rejected, err := s.a.Rejected()
	if err != nil || len(rejected) > 0 && !s.Rejected {
		return 0, false, err
	}
	if s.plain() {
		for _, value := range []string{store.IsDated, store.IsUndated} {
			n += s.a.Tally(store.ByState, false, value).N
			if s.Open {
				n += s.a.Tally(store.ByState, true, value).N
			}
		}
		return n, true, nil
	}
	only := *s
	only.actors = nil
	if len(s.actors) != 1 || s.Side != EitherSide || !only.plain() {
		return 0, false, nil
	}
	for id := range s.actors {
		n = s.a.Tally(store.ByTaker, false, string(id)).N
		if s.Open {
			n += s.a.Tally(store.ByTaker, true, string(id)).N
		}
	}
	return n, true, nil
}

// rowOf is the line of one event. What the index does not know, how an event with denials is told, is read.
func (a *asker) rowOf(e *store.Summary) (EventRow, error) {
	t, _, err := a.Type(e.Type)
	if err != nil {
		return EventRow{}, err
	}
	r := EventRow{
		ID: e.ID, When: e.When, Basis: e.Basis, Type: e.Type, Label: cmp.Or(t.Label, string(e.Type)), Class: e.Class,
		Place: a.name(e.Place), Text: e.Text, Sources: e.Sources, Articles: len(e.Articles), Denied: e.Denied,
		Confidence: e.Confidence, Standing: e.Standing,
	}
	for _, role := range e.Roles {
		switch {
		case role.Entity == "":
		case role.Name == "actor":
			r.Actors = append(r.Actors, a.name(role.Entity))
		default:
			r.Others = append(r.Others, a.name(role.Entity))
		}
	}
	modes := e.Modes
	if e.Denied {
		if modes, err = a.assertedModes(e.ID); err != nil {
			return r, err
		}
	}
	r.Planned, r.Supposed = standing(modes)
	var first graph.Source
	for _, id := range e.Articles {
		src, _, err := a.Source(id)
		if err != nil {
			return r, err
		}
		first = earlier(first, src)
	}
	to := time.Time{}
	if e.Dated() && e.To != math.MaxInt64 {
		to = time.Unix(e.To, 0)
	}
	report(&r, first, e.Basis, to)
	return r, nil
}

// assertedModes are the modes of the claims that assert an event, a bit for each.
func (a *asker) assertedModes(id graph.EventID) (modes uint8, err error) {
	claims, err := a.Claims(id)
	for _, c := range claims {
		if c.Polarity != graph.Denied {
			modes |= 1 << c.Mode
		}
	}
	return modes, err
}

// standing says of the modes in which an event is asserted whether it is only planned, or only supposed.
func standing(modes uint8) (planned, supposed bool) {
	happened := modes&(1<<graph.Past|1<<graph.Present|1<<graph.Habitual) != 0
	planned = modes&(1<<graph.Planned|1<<graph.Ordered) != 0 && !happened
	return planned, modes != 0 && !planned && !happened
}

// earlier is the one of two articles that came out first; one without a date is none.
func earlier(x, y graph.Source) graph.Source {
	if !y.Published.IsZero() && (x.Published.IsZero() || cmp.Or(y.Published.Compare(x.Published), cmp.Compare(y.ID, x.ID)) < 0) {
		return y
	}
	return x
}

// report says who first told of an event, and how long after its latest possible time.
func report(r *EventRow, first graph.Source, basis when.Basis, to time.Time) {
	if first.Published.IsZero() {
		return
	}
	r.Reported, r.ReportedDay, r.Reporter = first.Published, first.DayOnly, cmp.Or(first.Publisher, first.Agency, string(first.ID))
	if basis != when.BasisPublication && !to.IsZero() {
		r.Lag = max(0, first.Published.Sub(to))
	}
}
