package web

import (
	"context"
	"net/http"
	"slices"

	"dateline/graph/merge"
	"dateline/graph/query"
	"dateline/graph/store"
)

// queue is the pairs that wait for a person, the likeliest first.
type queue []merge.Pair

func waiting(ctx context.Context, s *store.Store) (queue, error) {
	pairs, err := query.Waiting(ctx, s)
	return pairs, err
}

// reviewBody is what the page of the queue shows.
type reviewBody struct {
	Pairs []reviewPair
	All   int
	Pages pager
}

// reviewPair is a pair with its number on the page.
type reviewPair struct {
	query.ReviewRow
	N     int
	Sides [2]side
}

// side is one of a pair.
type side struct {
	query.Node
	Letter  string
	Address string
	Quotes  []quote
}

const pairsPerPage = 10

func (x *Site) review(w http.ResponseWriter, r *http.Request) (*page, error) {
	v, ok := x.tidied(w, r)
	if !ok {
		return nil, nil
	}
	ctx := r.Context()
	all, err := x.queue.get(ctx, x.keeper, waiting)
	if err != nil {
		return nil, err
	}
	var b reviewBody
	err = x.keeper.read(ctx, func(s *store.Store, _ state) error {
		// The queue may be the one of before the last judgement.
		open, err := query.StillWaiting(ctx, s, all)
		if err != nil {
			return err
		}
		offset := whole(v, "offset", 0, max(0, len(open)-1))
		to := min(offset+pairsPerPage, len(open))
		rows, err := query.ReviewRows(ctx, s, open[offset:to])
		if err != nil {
			return err
		}
		b.All = len(open)
		for i, row := range rows {
			b.Pairs = append(b.Pairs, reviewPair{row, offset + i + 1, [2]side{sideOf("A", row.Left), sideOf("B", row.Right)}})
		}
		b.Pages = pagerOf("/review", v, offset, pairsPerPage, len(rows), to < len(open))
		return nil
	})
	return &page{Title: "Review", Template: "review", Place: "review", Body: b}, err
}

func sideOf(letter string, n query.Node) side {
	s := side{Node: n, Letter: letter, Address: nodeAddress(n.ID, n.Event)}
	for _, c := range n.Sentences {
		s.Quotes = append(s.Quotes, sentenceOf(c))
	}
	return s
}

func nodeAddress(id string, event bool) string {
	if event {
		return "/event/" + escaped(id)
	}
	return "/entity/" + escaped(id)
}

// logBody is what the page of judgements shows, the latest first.
type logBody struct {
	Rows  []judged
	All   int
	Pages pager
}

const judgedPerPage = 50

func (x *Site) log(w http.ResponseWriter, r *http.Request) (*page, error) {
	v, ok := x.tidied(w, r)
	if !ok {
		return nil, nil
	}
	var b logBody
	err := x.keeper.read(r.Context(), func(s *store.Store, _ state) error {
		rows, err := query.Log(r.Context(), s)
		if err != nil {
			return err
		}
		slices.Reverse(rows)
		b.All = len(rows)
		offset := whole(v, "offset", 0, len(rows))
		to := min(offset+judgedPerPage, len(rows))
		for _, row := range rows[offset:to] {
			b.Rows = append(b.Rows, judgedOf(row))
		}
		b.Pages = pagerOf("/log", v, offset, judgedPerPage, to-offset, to < len(rows))
		return nil
	})
	return &page{Title: "Judgements", Template: "log", Place: "review", Body: b}, err
}
