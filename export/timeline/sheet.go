package timeline

import (
	"cmp"
	"strings"

	"dateline/export/sheet"
)

// Sheet is c as shapes with colours, for forms that know no style sheet. The
// theme "auto" is the light one there.
func Sheet(c Chart) *sheet.Sheet {
	p := &sheetPen{palette: paletteOf(c.Theme)}
	p.s = sheet.Sheet{W: c.Width, H: c.Height, Title: c.Title, Desc: c.Desc, Lang: "en", Ground: sheet.Colour(p.palette.ground)}
	p.s.Rows = true
	if c.Plot.H > 0 {
		p.s.Head = &sheet.Strip{Top: c.Plot.Y - tickRows, Bottom: c.Plot.Y + 2, From: c.Plot.Y, To: c.Plot.Y + c.Plot.H - 2*line}
	}
	draw(p, c)
	return &p.s
}

func paletteOf(theme string) palette {
	switch theme {
	case "dark":
		return dark
	case "print":
		return paper
	}
	return light
}

// sheetPen looks up what a class looks like, as a style sheet would.
type sheetPen struct {
	palette palette
	s       sheet.Sheet
	group   string // the colour of the group that is open
	href    string // and its link
}

func (p *sheetPen) open(class string, of *Mark, _ string) {
	p.group, p.href = p.palette.ink, ""
	if of != nil {
		p.href = of.Href
	}
	for i, key := range groupKeys {
		if strings.HasPrefix(class, "dl-"+key+" ") {
			p.group = p.palette.groups[i]
		}
	}
}

func (p *sheetPen) close() { p.group, p.href = "", "" }

// dress gives it the colours of its class.
func (p *sheetPen) dress(class string, it *sheet.Item) {
	l := &p.palette
	switch class {
	case "ground", "lozenge":
		it.Fill = sheet.Colour(l.ground)
	case "cutground":
		it.Fill = sheet.Colour(l.cut)
	case "solid", "pale":
		it.Fill = sheet.Colour(p.group)
		if class == "pale" {
			it.Fill.A = 115
		}
	}
	switch class {
	case "tickline":
		it.Stroke, it.Width = sheet.Colour(l.faint), 0.75
	case "tickline major":
		it.Stroke, it.Width = sheet.Colour(l.line), 0.75
	case "axisline", "rule", "cutline":
		it.Stroke, it.Width = sheet.Colour(l.line), 1
	case "join":
		it.Stroke, it.Width, it.Dash = sheet.Colour(l.line), 1, []float64{2, 3}
	case "ring", "stroke":
		it.Stroke, it.Width = sheet.Colour(p.group), 1.5
	case "ring dotted":
		it.Stroke, it.Width, it.Dash = sheet.Colour(p.group), 1.5, []float64{2, 1.6}
	case "lozenge":
		it.Stroke, it.Width = sheet.Colour(p.group), 1.25
	}
}

func (p *sheetPen) put(class string, path sheet.Path, fade []float64) {
	it := sheet.Item{Path: path, Fade: fade, Keep: class == "rule"}
	p.dress(class, &it)
	p.s.Items = append(p.s.Items, it)
}

func (p *sheetPen) rect(class string, b Box, round float64, fade string) {
	var shares []float64
	switch fade {
	case "left":
		shares = []float64{0.04, 1}
	case "right":
		shares = []float64{1, 0.04}
	case "both":
		shares = []float64{0.04, 1, 0.04}
	}
	p.put(class, sheet.Rect(b.X, b.Y, b.W, b.H, round), shares)
}

func (p *sheetPen) circle(class string, x, y, r float64) {
	p.put(class, sheet.Ellipse(x, y, r, r), nil)
}

func (p *sheetPen) half(class string, x, y, r float64) {
	var h sheet.Path
	k := r * 0.5522847498307936
	h.Move(x, y-r)
	h.Cubic(x-k, y-r, x-r, y-k, x-r, y)
	h.Cubic(x-r, y+k, x-k, y+r, x, y+r)
	h.Close()
	p.put(class, h, nil)
}

func (p *sheetPen) path(class string, parts ...any) {
	var out sheet.Path
	var x, y float64
	for i := 0; i < len(parts); {
		letter := parts[i].(string)
		i++
		switch letter {
		case "M", "L":
			x, y = parts[i].(float64), parts[i+1].(float64)
			i += 2
		case "H":
			x = parts[i].(float64)
			i++
		case "V":
			y = parts[i].(float64)
			i++
		}
		switch letter {
		case "M":
			out.Move(x, y)
		case "Z":
			out.Close()
		default:
			out.Line(x, y)
		}
	}
	p.put(class, out, nil)
}

func (p *sheetPen) text(t Text) {
	l := &p.palette
	out := &sheet.Text{X: t.X, Y: t.Y, Size: t.Size, S: t.S, Fit: t.W, Href: cmp.Or(t.Href, p.href)}
	if t.End {
		out.Anchor = sheet.Right
	}
	it := sheet.Item{Fill: sheet.Colour(l.ink), Text: out}
	switch t.Class {
	case "title", "date", "lane", "head", "unit", "count":
		out.Bold = true
	}
	it.Keep = t.Class == "lane" || t.Class == "head"
	switch t.Class {
	case "sub", "tick", "cut", "key", "numbers", "legend":
		it.Fill = sheet.Colour(l.soft)
	case "date":
		if p.group != "" && *l != paper {
			it.Fill = sheet.Colour(p.group)
		}
	}
	switch t.Class {
	case "label", "date", "lane":
		out.Halo, it.Stroke, it.Width = true, sheet.Colour(l.ground), 3
	}
	p.s.Items = append(p.s.Items, it)
}
