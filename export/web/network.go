package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"

	"dateline/export/diagram"
	"dateline/export/told"
	"dateline/graph"
	"dateline/graph/when"
)

// networkBody is what the page of who had to do with whom shows.
type networkBody struct {
	Filters filters
	Picture string // its address
	Alt     string
	Pairs   []pair
	Events  int
	More    bool
	Kind    string
}

// pair is two with what passed between them.
type pair struct {
	A, B   person
	Events int
	Types  []kindCount
	Key    [2]string // what the picture calls them
	Last   string
	last   when.Period
}

type kindCount struct {
	ID    graph.TypeID
	Label string
	N     int
}

const (
	eventsDrawn = 200 // in the network of a page
	mostDrawn   = 1000
	pairsShown  = 60
)

func (x *Site) network(w http.ResponseWriter, r *http.Request) (*page, error) {
	v, ok := x.tidied(w, r)
	if !ok {
		return nil, nil
	}
	ctx := r.Context()
	p, err := x.pick(ctx, v, eventsDrawn, mostDrawn)
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
	b := networkBody{Events: len(p.view.Events), More: p.more, Kind: cmp.Or(o.Diagram.Kind, "actors"), Pairs: pairsOf(&p.view)}
	b.Filters = formOf("/network", v, called(&p.view), diagramFields()...)
	b.Filters.Words = words
	if b.Events > 0 {
		b.Picture = "/picture/network.svg" + query0(taken(v))
		b.Alt = "Diagram of who had to do with whom in " + count(b.Events, "event") + "; the table below has the same in words"
	}
	return &page{Title: "Network", Template: "network", Place: "network", Body: b, Take: taken(v), Drawn: true}, nil
}

func diagramFields() []field {
	kind := field{Name: "kind", Label: "Drawn as", Kind: "choice", Usual: "actors"}
	for _, k := range diagram.Kinds()[1:] {
		if k.Name != "event" {
			kind.Choices = append(kind.Choices, k.Name)
		}
	}
	return []field{
		kind,
		{Name: "focus", Label: "Around or from", Kind: "text"},
		{Name: "to", Label: "Chain to", Kind: "text", More: true},
		{Name: "cluster", Label: "Frames by", Kind: "choice", Choices: diagram.Clusters(), More: true},
		{Name: "max-nodes", Label: "Actors, at most", Kind: "number", More: true},
		{Name: "max-edges", Label: "Lines, at most", Kind: "number", More: true},
	}
}

// pairsOf are the pairs that the events of v join, the busiest first.
func pairsOf(v *graph.View) []pair {
	names, story := called(v), told.Read(v)
	at := map[[2]graph.EntityID]*pair{}
	var all []*pair
	for _, e := range v.Events {
		var who []graph.EntityID
		for _, r := range e.Roles {
			if r.Entity != "" && !slices.Contains(who, r.Entity) {
				who = append(who, r.Entity)
			}
		}
		for i, a := range who {
			for _, b := range who[i+1:] {
				k := [2]graph.EntityID{min(a, b), max(a, b)}
				p := at[k]
				if p == nil {
					p = &pair{A: person{a, names[string(a)]}, B: person{b, names[string(b)]}, Key: [2]string{story.Key(a), story.Key(b)}}
					at[k] = p
					all = append(all, p)
				}
				p.Events++
				if e.When.String() > p.last.String() {
					p.last, p.Last = e.When, shortDate(e.When)
				}
				i := slices.IndexFunc(p.Types, func(t kindCount) bool { return t.ID == e.Type })
				if i < 0 {
					i = len(p.Types)
					p.Types = append(p.Types, kindCount{ID: e.Type, Label: cmp.Or(v.Types[e.Type].Label, string(e.Type))})
				}
				p.Types[i].N++
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *pair) int { return b.Events - a.Events })
	var out []pair
	for _, p := range all[:min(len(all), pairsShown)] {
		out = append(out, *p)
	}
	return out
}

// drawn keeps the last pictures that Graphviz drew: it takes longer than all the rest.
type drawn struct {
	mu   sync.Mutex
	keys []string
	made map[string]diagram.Chart
	one  sync.Mutex // one is drawn at a time
}

const picturesKept = 64

func (d *drawn) lay(ctx context.Context, v *graph.View, o diagram.Options) (diagram.Chart, error) {
	dot, err := diagram.DOT(v, o) // says all that is drawn
	if err != nil {
		return diagram.Chart{}, bad("%v", err)
	}
	sum := sha256.Sum256(dot)
	key := string(sum[:]) + o.Theme
	look := func() (diagram.Chart, bool) {
		d.mu.Lock()
		defer d.mu.Unlock()
		c, ok := d.made[key]
		return c, ok
	}
	if c, ok := look(); ok {
		return c, nil
	}
	d.one.Lock()
	defer d.one.Unlock()
	if c, ok := look(); ok {
		return c, nil
	}
	c, err := diagram.Layout(ctx, v, o)
	if err != nil {
		return c, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.made == nil {
		d.made = map[string]diagram.Chart{}
	}
	if len(d.keys) == picturesKept {
		delete(d.made, d.keys[0])
		d.keys = d.keys[1:]
	}
	d.keys = append(d.keys, key)
	d.made[key] = c
	return c, nil
}

// networkPicture is the picture of the page's network.
func (x *Site) networkPicture(w http.ResponseWriter, r *http.Request) {
	v, _ := tidy(r.URL.Query())
	p, err := x.pick(r.Context(), v, eventsDrawn, mostDrawn)
	if err != nil {
		x.answer(w, r, nil, err)
		return
	}
	chart, err := x.networkOf(r.Context(), &p.view, v)
	if err != nil {
		x.answer(w, r, nil, err)
		return
	}
	svg := diagram.Draw(chart)
	w.Header().Set("Content-Security-Policy", picturePolicy(svg))
	w.Header().Set("Content-Type", "image/svg+xml; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(svg)))
	w.Write(svg)
}

func (x *Site) networkOf(ctx context.Context, view *graph.View, v url.Values) (diagram.Chart, error) {
	o, err := x.o.Pictures(v)
	if err != nil {
		return diagram.Chart{}, bad("%v", err)
	}
	return x.pictures.lay(ctx, view, o.Diagram)
}

// picturePolicy lets a picture have its own style sheet, told by its hash, and nothing else.
func picturePolicy(svg []byte) string {
	_, after, _ := bytes.Cut(svg, []byte("<style>"))
	style, _, _ := bytes.Cut(after, []byte("</style>"))
	sum := sha256.Sum256(style)
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; frame-ancestors 'none'; sandbox"
}
