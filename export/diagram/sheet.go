package diagram

import (
	"dateline/export/sheet"
)

// Sheet is c as shapes with colours, for forms that know no style sheet. The
// theme "auto" is the light one there.
func Sheet(c Chart) *sheet.Sheet {
	p := &sheetPen{l: lookOf(c.Theme)}
	p.s = sheet.Sheet{W: c.Width, H: c.Height, Title: c.Title, Desc: c.Desc, Lang: "en", Ground: sheet.Colour(p.l.ground)}
	for i := range c.Frames {
		f := &c.Frames[i]
		p.line(sheet.Rect(f.X, f.Y, f.W, f.H, 8), p.l.line, dashed, 1.3)
		p.texts(f.Texts, "", "")
	}
	for i := range c.Edges {
		e := &c.Edges[i]
		colour := p.l.colour(e.Group)
		p.line(e.Path, colour, e.Line, e.Width)
		for _, h := range e.Heads {
			p.area(h, colour)
		}
		for _, t := range e.Tails {
			p.line(t, colour, solid, e.Width)
		}
	}
	for i := range c.Edges {
		e := &c.Edges[i]
		p.area(e.Icon, p.l.colour(e.Group))
		p.texts(e.Texts, e.Group, e.Href)
	}
	for i := range c.Nodes {
		n := &c.Nodes[i]
		fill, stroke, icon := p.l.fill, p.l.line, p.l.soft
		if n.Group != "" {
			fill, stroke, icon = p.l.ground, p.l.colour(n.Group), p.l.colour(n.Group)
		}
		if len(n.Outline) > 0 {
			p.area(n.Outline, fill)
			p.line(n.Outline, stroke, n.Line, 1.3)
		}
		p.area(n.Icon, icon)
		p.texts(n.Texts, n.Group, n.Href)
	}
	for i := range c.Keys {
		k := &c.Keys[i]
		icon := p.l.soft
		if k.Group != "" {
			icon = p.l.colour(k.Group)
			p.line(k.Path, icon, k.Line, 2)
		}
		p.area(k.Icon, icon)
	}
	p.texts(c.Texts, "", "")
	return &p.s
}

type sheetPen struct {
	l *look
	s sheet.Sheet
}

func (p *sheetPen) area(path sheet.Path, colour string) {
	if len(path) > 0 {
		p.s.Items = append(p.s.Items, sheet.Item{Path: path, Fill: sheet.Colour(colour)})
	}
}

func (p *sheetPen) line(path sheet.Path, colour, line string, width float64) {
	if len(path) == 0 {
		return
	}
	it := sheet.Item{Path: path, Stroke: sheet.Colour(colour), Width: width}
	switch line {
	case dashed:
		it.Dash = []float64{5, 3}
	case dotted:
		it.Dash = []float64{1.5, 3.5}
	}
	p.s.Items = append(p.s.Items, it)
}

func (p *sheetPen) texts(texts []Text, group, href string) {
	for _, t := range texts {
		out := &sheet.Text{X: t.X, Y: t.Y, Size: t.Size, S: t.S, Fit: t.W, Href: href, Bold: t.Class == "title" || t.Class == "main"}
		if t.Middle {
			out.Anchor = sheet.Middle
		}
		it := sheet.Item{Fill: sheet.Colour(p.l.ink), Text: out}
		switch t.Class {
		case "legend", "left", "frame", "more":
			it.Fill = sheet.Colour(p.l.soft)
		case "edge", "event":
			it.Fill = sheet.Colour(p.l.words(group))
		}
		if t.Class == "edge" || t.Class == "frame" || t.Class == "more" && group != "" {
			out.Halo, it.Stroke, it.Width = true, sheet.Colour(p.l.ground), 3.5
		}
		p.s.Items = append(p.s.Items, it)
	}
}
