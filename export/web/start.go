package web

import (
	"context"
	"net/http"
	"slices"

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

// startBody is what the first page shows.
type startBody struct {
	Info     store.Info
	Newest   list
	Articles []query.SourceRow
	Over     overview
	Waiting  int // pairs in the review queue; -1: not known yet
}

func (x *Site) start(_ http.ResponseWriter, r *http.Request) (*page, error) {
	ctx := r.Context()
	var b startBody
	err := x.keeper.read(ctx, func(s *store.Store, _ state) (err error) {
		if b.Info, err = s.Info(ctx); err != nil {
			return err
		}
		v, err := query.Events(ctx, s, query.Filter{Sort: query.Newest, Limit: newest})
		b.Newest = listOf(&v)
		return err
	})
	if err != nil {
		return nil, err
	}
	all, err := x.sources.get(ctx, x.keeper, listSources)
	if err != nil {
		return nil, err
	}
	b.Articles = slices.Clone(all.newest[:min(newest, len(all.newest))])
	if b.Over, err = x.overview.get(ctx, x.keeper, countOverview); err != nil {
		return nil, err
	}
	q, err := x.queue.get(ctx, x.keeper, waiting)
	if err != nil {
		return nil, err
	}
	b.Waiting = len(q)
	return &page{Title: "Dateline", Template: "start", Place: "start", Body: b, Take: map[string][]string{}, Drawn: true}, nil
}

// Warm works out beforehand what the first pages would wait for.
func (x *Site) Warm(ctx context.Context) {
	x.sources.get(ctx, x.keeper, listSources)
	x.overview.get(ctx, x.keeper, countOverview)
	x.queue.get(ctx, x.keeper, waiting)
	x.types.get(ctx, x.keeper, listTypes)
	x.differ.get(ctx, x.keeper, listDifferences)
	x.words.open(ctx, x.keeper)
}
