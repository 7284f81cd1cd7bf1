package web

import (
	"cmp"
	"context"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"dateline/export/diagram"
	"dateline/export/timeline"
	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

// timelineBody is what the page of events shows.
type timelineBody struct {
	Filters     filters
	List        list
	Desk, Phone template.HTML
	Lanes       string
	Pages       pager
	Nothing     bool
	Newest      bool
}

const (
	eventsPerPage = 50
	mostPerPage   = 200
	mostOffset    = 20_000
)

// picked are the events that an address chooses.
type picked struct {
	view   graph.View
	offset int
	limit  int
	more   bool
}

// pick asks for the page of events that v chooses; usual is how many.
func (x *Site) pick(ctx context.Context, v url.Values, usual, most int) (p picked, err error) {
	p.offset, p.limit = whole(v, "offset", 0, mostOffset), max(1, whole(v, "limit", usual, most))
	err = x.keeper.read(ctx, func(s *store.Store, _ state) error {
		f, err := x.filter(ctx, s, v)
		if err != nil {
			return err
		}
		f.Offset, f.Limit = p.offset, p.limit
		p.view, err = query.Events(ctx, s, f)
		p.more = p.view.Omitted > p.offset
		return err
	})
	return p, err
}

// filter reads the filters of an address; newest is the usual order.
func (x *Site) filter(ctx context.Context, s *store.Store, v url.Values) (query.Filter, error) {
	v = with(v, "sort", cmp.Or(v.Get("sort"), "newest"))
	for _, own := range []string{"offset", "limit", "said"} {
		delete(v, own)
	}
	f, err := x.o.Filter(ctx, s, v)
	if err == nil {
		return f, nil
	}
	var unknown *query.UnknownError
	var ambiguous *query.AmbiguousError
	if errors.As(err, &unknown) || errors.As(err, &ambiguous) {
		return f, err
	}
	return f, bad("%v", err)
}

func (x *Site) timeline(w http.ResponseWriter, r *http.Request) (*page, error) {
	v, ok := x.tidied(w, r)
	if !ok {
		return nil, nil
	}
	ctx := r.Context()
	p, err := x.pick(ctx, v, eventsPerPage, mostPerPage)
	if err != nil {
		return nil, err
	}
	o, err := x.o.Pictures(v)
	if err != nil {
		return nil, bad("%v", err)
	}
	words, err := x.types.get(ctx, x.keeper, listTypes)
	if err != nil {
		return nil, err
	}
	lanes := field{Name: "lanes", Label: "Lanes by", Kind: "choice", Usual: "none"}
	for _, l := range timeline.LaneKinds()[1:] {
		lanes.Choices = append(lanes.Choices, l.Name)
	}
	b := timelineBody{List: listOf(&p.view), Lanes: o.Timeline.Lanes, Nothing: len(p.view.Events) == 0, Newest: cmp.Or(v.Get("sort"), "newest") == "newest"}
	b.Filters = formOf("/timeline", v, called(&p.view), lanes)
	b.Filters.Words = words
	if !b.Nothing {
		b.Desk, b.Phone = lines(&p.view, o.Timeline)
	}
	b.Pages = pagerOf("/timeline", v, p.offset, p.limit, len(p.view.Events), p.more)
	return &page{Title: "Timeline", Template: "timeline", Place: "timeline", Body: b, Take: taken(v), Drawn: true}, nil
}

// taken is what of the values of a page chooses its data: its pages do not.
func taken(v url.Values) url.Values {
	out := url.Values{}
	for n, values := range v {
		if n != "offset" && n != "limit" && n != "said" {
			out[n] = slices.Clone(values)
		}
	}
	return out
}

// pictureStyle is what pictures need of the style sheet that pages have.
func pictureStyle() []byte { return []byte(timeline.Style("auto") + diagram.Style()) }
