package timeline

import (
	"strings"

	"dateline/export/svg"
)

// svgPen draws SVG, whose style sheet says how classes look.
type svgPen struct {
	d  svg.Doc
	in Page
}

// begin opens the document: what it is in words, how it looks.
func (p *svgPen) begin(c Chart) {
	d, id := &p.d, p.in.Prefix+"dl-"
	role := "img"
	if p.in.Link != nil {
		role = "group" // what is in an image cannot be followed
	}
	d.Open("svg").Attr("xmlns", "http://www.w3.org/2000/svg").
		Num("width", c.Width).Num("height", c.Height).
		Attr("viewBox", "0 0 "+svg.Num(c.Width)+" "+svg.Num(c.Height)).
		Attr("class", root).Attr("role", role).Attr("aria-labelledby", id+"title "+id+"desc").
		Attr("font-family", "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif")
	d.Open("title").Attr("id", id+"title").Text(c.Title).Close()
	d.Open("desc").Attr("id", id+"desc").Text(c.Desc).Close()
	if !p.in.Styled {
		d.Open("style").Raw(style(c.Theme)).Close()
	}
	defs(d, id)
}

// defs are the fades of bars. A fade is a mask in units
// of what it is put on, so that one serves every bar.
func defs(d *svg.Doc, prefix string) {
	d.Open("defs")
	fade := func(id string, stops ...float64) {
		d.Open("linearGradient").Attr("id", id+"-g")
		for i := 0; i < len(stops); i += 2 {
			d.Open("stop").Num("offset", stops[i]).Attr("stop-color", "#fff").Num("stop-opacity", stops[i+1]).Close()
		}
		d.Close()
		d.Open("mask").Attr("id", id).Attr("maskContentUnits", "objectBoundingBox")
		d.Open("rect").Num("width", 1).Num("height", 1).Attr("fill", "url(#"+id+"-g)").Close()
		d.Close()
	}
	fade(prefix+"left", 0, 0.04, 1, 1)
	fade(prefix+"right", 0, 1, 1, 0.04)
	fade(prefix+"both", 0, 0.04, 0.5, 1, 1, 0.04)
	d.Close()
}

func (p *svgPen) open(class string, of *Mark, title string) {
	switch {
	case of != nil && of.Event != "" && p.in.Link != nil:
		p.d.Open("a").Attr("href", p.in.Link(of.Event))
	case of != nil && of.Href != "":
		p.d.Open("a").Attr("href", of.Href)
	default:
		p.d.Open("g")
	}
	p.d.Attr("class", class)
	if of != nil && of.Event != "" {
		p.d.Attr("data-event", string(of.Event))
	}
	if of != nil && len(of.Events) > 0 {
		ids := make([]string, len(of.Events))
		for i, id := range of.Events {
			ids[i] = string(id)
		}
		p.d.Attr("data-events", strings.Join(ids, " "))
	}
	if title != "" {
		p.d.Element("title", title)
	}
}

func (p *svgPen) close() { p.d.Close() }

func (p *svgPen) rect(class string, b Box, round float64, fade string) {
	d := &p.d
	d.Open("rect").Attr("class", class)
	if fade != "" {
		d.Attr("mask", "url(#"+p.in.Prefix+"dl-"+fade+")")
	}
	d.Num("x", b.X).Num("y", b.Y).Num("width", b.W).Num("height", b.H)
	if round > 0 {
		d.Num("rx", round)
	}
	d.Close()
}

func (p *svgPen) circle(class string, x, y, r float64) {
	p.d.Open("circle").Attr("class", class).Num("cx", x).Num("cy", y).Num("r", r).Close()
}

func (p *svgPen) path(class string, parts ...any) {
	p.d.Open("path").Attr("class", class).Path(parts...).Close()
}

func (p *svgPen) half(class string, x, y, r float64) {
	p.path(class, "M", x, y-r, "A", r, r, 0.0, 0.0, 0.0, x, y+r, "Z")
}

func (p *svgPen) text(t Text) {
	d := &p.d
	if t.Href != "" {
		d.Open("a").Attr("href", t.Href)
	}
	d.Open("text").Attr("class", "t-"+t.Class).Num("font-size", t.Size)
	x, anchor := t.X, t.End
	if t.RTL { // its start is at the right: the words keep to the same side
		d.Attr("direction", "rtl")
		anchor = !t.End
	}
	d.Num("x", x).Num("y", t.Y)
	if anchor {
		d.Attr("text-anchor", "end")
	}
	if t.Fit && t.W > 0 {
		d.Num("textLength", t.W).Attr("lengthAdjust", "spacingAndGlyphs")
	}
	d.Text(t.S).Close()
	if t.Href != "" {
		d.Close()
	}
}
