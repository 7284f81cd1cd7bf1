package web

import (
	"context"
	"net/http"

	"dateline/graph/query"
	"dateline/graph/store"
)

// differBody is what the page of disagreements shows.
type differBody struct {
	Rows  []query.Discrepancy
	All   int
	Pages pager
}

const differPerPage = 20

func listDifferences(ctx context.Context, s *store.Store) ([]query.Discrepancy, error) {
	return query.Discrepancies(ctx, s, query.Filter{})
}

func (x *Site) discrepancies(w http.ResponseWriter, r *http.Request) (*page, error) {
	v, ok := x.tidied(w, r)
	if !ok {
		return nil, nil
	}
	all, err := x.differ.get(r.Context(), x.keeper, listDifferences)
	if err != nil {
		return nil, err
	}
	offset := whole(v, "offset", 0, len(all))
	to := min(offset+differPerPage, len(all))
	b := differBody{Rows: all[offset:to], All: len(all)}
	b.Pages = pagerOf("/discrepancies", v, offset, differPerPage, to-offset, to < len(all))
	return &page{Title: "Disagreements", Template: "differ", Place: "differ", Body: b}, nil
}
