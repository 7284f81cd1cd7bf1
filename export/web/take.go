package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"dateline/export"
	"dateline/export/diagram"
	explorer "dateline/export/page"
	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

// drawing is a form of the diagram.
type drawing struct {
	name, ending, media, help string
	write                     func(w io.Writer, v *graph.View, c diagram.Chart, o export.Options) error
}

var drawings = []drawing{
	{"network.svg", "svg", "image/svg+xml; charset=utf-8", "the diagram of who had to do with whom", func(w io.Writer, _ *graph.View, c diagram.Chart, _ export.Options) error {
		_, err := w.Write(diagram.Draw(c))
		return err
	}},
	{"network.png", "png", "image/png", "the diagram in pixels", func(w io.Writer, _ *graph.View, c diagram.Chart, o export.Options) error {
		return o.PNG(w, diagram.Sheet(c))
	}},
	{"network.pdf", "pdf", "application/pdf", "the diagram as a page", func(w io.Writer, _ *graph.View, c diagram.Chart, o export.Options) error {
		return o.PDF(w, diagram.Sheet(c))
	}},
	{"network.html", "html", "text/html; charset=utf-8", "the diagram on a page that can be zoomed and searched", func(w io.Writer, v *graph.View, c diagram.Chart, _ export.Options) error {
		return explorer.Explore(w, v, diagram.Draw(c), c.Title)
	}},
}

// Of a large graph a file holds so many events, and a picture so many; the page says so.
const (
	mostTaken    = 10_000
	mostPictured = 600
)

// take gives what an address chooses in a form of export. It is saved, never shown: a page of
// export has a script of its own.
func (x *Site) take(w http.ResponseWriter, r *http.Request) {
	if err := x.write(w, r); err != nil {
		x.answer(w, r, nil, err)
	}
}

func (x *Site) write(w http.ResponseWriter, r *http.Request) error {
	name, ctx := r.PathValue("form"), r.Context()
	v, _ := tidy(r.URL.Query())
	o, err := x.o.Pictures(v)
	if err != nil {
		return bad("%v", err)
	}
	var media, ending string
	var write func(io.Writer, *graph.View) error
	most := mostTaken
	if f, ok := export.Lookup(name); ok {
		media, ending = f.MediaType, f.Ending
		write = func(w io.Writer, v *graph.View) error { return f.Write(w, v, o) }
		if strings.HasPrefix(media, "image/") || media == "application/pdf" || f.Name == "html" || f.Name == "chart" {
			most = mostPictured
		}
	}
	for _, d := range drawings {
		if d.name == name {
			media, ending, most = d.media, ".network."+d.ending, mostPictured
			write = func(w io.Writer, view *graph.View) error {
				chart, err := x.networkOf(ctx, view, v)
				if err != nil {
					return err
				}
				return d.write(w, view, chart, o)
			}
		}
	}
	if write == nil {
		return bad("There is no form “%s”; there are %s.", name, strings.Join(export.Names(), ", "))
	}
	view, err := x.chosen(ctx, v, most)
	if err != nil {
		return err
	}
	view.Title = v.Get("title")
	var b bytes.Buffer
	if err := write(&b, &view); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", `attachment; filename="dateline`+ending+`"`)
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	if view.Omitted > 0 {
		h.Set("Dateline-Left-Out", "more than "+strconv.Itoa(most)+" events were chosen; use filters")
	}
	_, err = w.Write(b.Bytes())
	return nil // who went away needs no page
}

// chosen is the view that an address chooses: one event, or what the filters do.
func (x *Site) chosen(ctx context.Context, v url.Values, most int) (view graph.View, err error) {
	if id := v.Get("event"); id != "" {
		err = x.keeper.read(ctx, func(s *store.Store, _ state) error {
			why, err := query.Why(ctx, s, id)
			view = why.View
			return err
		})
		return view, err
	}
	p, err := x.pick(ctx, with(v, "limit", strconv.Itoa(most)), most, most)
	return p.view, err
}
