package web

import (
	"context"
	"errors"
	"net/http"

	"dateline/graph/query"
	"dateline/graph/store"
)

// overview is what the first page counts: it looks at every event.
type overview struct {
	Actors, Classes, Years []query.Facet
	MostYear               int
}

const (
	newest       = 12 // events and articles on the first page
	mostActors   = 18
	mostClasses  = 12
	mostSearched = 1000 // hits that a search looks at
)

func countOverview(ctx context.Context, s *store.Store) (o overview, err error) {
	for _, f := range []struct {
		to   *[]query.Facet
		by   string
		most int
	}{{&o.Actors, "actor", mostActors}, {&o.Classes, "class", mostClasses}, {&o.Years, "year", 0}} {
		if *f.to, err = query.Facets(ctx, s, f.by, query.Filter{Limit: f.most}); err != nil {
			return o, err
		}
	}
	o.Years = o.Years[max(0, len(o.Years)-40):]
	for _, y := range o.Years {
		o.MostYear = max(o.MostYear, y.N)
	}
	return o, nil
}

// startBody is what the first page shows. What looks at the whole graph is left out as long as it is
// not known: the page waits for none of it.
type startBody struct {
	Info     store.Info
	Newest   list
	Articles []query.SourceRow
	Over     *overview
	Waiting  *int // pairs in the review queue
}

func (x *Site) start(_ http.ResponseWriter, r *http.Request) (*page, error) {
	ctx := r.Context()
	var b startBody
	err := x.keeper.read(ctx, func(s *store.Store, _ state) (err error) {
		if b.Info, err = s.Info(ctx); err != nil {
			return err
		}
		v, err := query.Events(ctx, s, query.Filter{Sort: query.Newest, Limit: newest})
		if err != nil {
			return err
		}
		b.Newest = listOf(&v)
		b.Articles, err = query.LatestSources(ctx, s, newest)
		return err
	})
	if err != nil {
		return nil, err
	}
	var soon soonError
	switch over, err := x.overview.within(ctx, patience, x.keeper, countOverview); {
	case err == nil:
		b.Over = &over
	case !errors.As(err, &soon):
		return nil, err
	}
	switch q, err := x.queue.within(ctx, patience, x.keeper, waiting); {
	case err == nil:
		n := len(q)
		b.Waiting = &n
	case !errors.As(err, &soon):
		return nil, err
	}
	return &page{Title: "Dateline", Template: "start", Place: "start", Body: b, Take: map[string][]string{}, Drawn: true}, nil
}

// Warm works out beforehand what the first pages would wait for.
func (x *Site) Warm(ctx context.Context) {
	x.sources.get(ctx, x.keeper, listSources)
	x.overview.get(ctx, x.keeper, countOverview)
	x.queue.get(ctx, x.keeper, waiting)
	x.types.get(ctx, x.keeper, listTypes)
	x.differ.get(ctx, x.keeper, listDifferences)
}
