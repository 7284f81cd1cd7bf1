package diagram

import (
	"strings"

	"dateline/export/sheet"
	"dateline/export/svg"
)

// root is the class of the picture.
const root = "dateline-diagram"

// Draw writes c as SVG that stands alone: no script, no outside font or picture.
func Draw(c Chart) []byte {
	d := &svgDoc{}
	d.Open("svg").Attr("xmlns", "http://www.w3.org/2000/svg").Num("width", c.Width).Num("height", c.Height).
		Attr("viewBox", "0 0 "+svg.Num(c.Width)+" "+svg.Num(c.Height)).
		Attr("class", root).Attr("role", "img").Attr("aria-label", strings.TrimSpace(c.Title+". "+c.Desc)).
		Attr("font-family", "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif")
	d.Element("title", c.Title)
	d.Element("desc", c.Desc)
	d.Open("style").Raw(style(c.Theme)).Close()
	d.Open("rect").Attr("class", "ground").Num("width", c.Width).Num("height", c.Height).Close()
	for i := range c.Frames {
		f := &c.Frames[i]
		d.Open("g").Attr("class", "frame")
		d.Open("rect").Num("x", f.X).Num("y", f.Y).Num("width", f.W).Num("height", f.H).Num("rx", 8).Close()
		d.texts(f.Texts)
		d.Close()
	}
	for i := range c.Edges {
		e := &c.Edges[i]
		d.part("edge dl-"+e.Group+" "+e.Class, e.Title, e.Href, func() {
			d.path(strings.TrimSpace("line "+e.Line), e.Path, e.Width)
			for _, h := range e.Heads {
				d.path("head", h, 0)
			}
			for _, t := range e.Tails {
				d.path("line", t, e.Width)
			}
		})
	}
	for i := range c.Edges { // above all lines
		if e := &c.Edges[i]; len(e.Texts) > 0 {
			d.part("edge words dl-"+e.Group+" "+e.Class, e.Title, e.Href, func() {
				d.icon(e.Icon)
				d.texts(e.Texts)
			})
		}
	}
	for i := range c.Nodes {
		n := &c.Nodes[i]
		class := "node "
		if n.Group != "" {
			class += "dl-" + n.Group + " "
		}
		d.part(class+n.Class, n.Title, n.Href, func() {
			if len(n.Outline) > 0 {
				d.path("outline "+n.Line, n.Outline, 0)
			}
			d.icon(n.Icon)
			d.texts(n.Texts)
		})
	}
	for i := range c.Keys {
		k := &c.Keys[i]
		d.Open("g").Attr("class", strings.TrimSpace("key dl-"+k.Group))
		if len(k.Path) > 0 {
			d.path("line "+k.Line, k.Path, 2)
		}
		d.icon(k.Icon)
		d.Close()
	}
	d.texts(c.Texts)
	return d.Bytes()
}

type svgDoc struct{ svg.Doc }

// part is a group with a title, in a link where it has one.
func (d *svgDoc) part(class, title, href string, draw func()) {
	d.Open("g").Attr("class", class)
	if href != "" {
		d.Open("a").Attr("href", href)
	}
	if title != "" {
		d.Element("title", title)
	}
	draw()
	if href != "" {
		d.Close()
	}
	d.Close()
}

func (d *svgDoc) path(class string, p sheet.Path, width float64) {
	d.Open("path").Attr("class", class)
	if width > 0 {
		d.Num("stroke-width", width)
	}
	var parts []any
	for _, s := range p {
		switch s.Op {
		case sheet.Move:
			parts = append(parts, "M", s.X3, s.Y3)
		case sheet.Line:
			parts = append(parts, "L", s.X3, s.Y3)
		case sheet.Cubic:
			parts = append(parts, "C", s.X1, s.Y1, s.X2, s.Y2, s.X3, s.Y3)
		case sheet.Close:
			parts = append(parts, "Z")
		}
	}
	d.Path(parts...).Close()
}

func (d *svgDoc) icon(p sheet.Path) {
	if len(p) > 0 {
		d.path("icon", p, 0)
	}
}

func (d *svgDoc) texts(texts []Text) {
	for _, t := range texts {
		d.Open("text").Attr("class", "t-"+t.Class).Num("font-size", t.Size).Num("x", t.X).Num("y", t.Y)
		if t.RTL {
			d.Attr("direction", "rtl")
		}
		if t.Middle {
			d.Attr("text-anchor", "middle")
		}
		if t.Fit {
			d.Num("textLength", t.W).Attr("lengthAdjust", "spacingAndGlyphs")
		}
		d.Text(t.S).Close()
	}
}
