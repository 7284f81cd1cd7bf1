package diagram

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"dateline/export/metric"
	"dateline/export/sheet"
)

// chart puts everything where it belongs: title and legend above, the graph below.
func (m *maker) chart(p places) (Chart, error) {
	c := Chart{Title: m.title, Theme: m.o.Theme, Width: max(p.w+2*pad, minWidth), Desc: m.describe()}
	y := m.heading(&c)
	dx, dy := (c.Width-p.w)/2, y
	for i, k := range m.frameKeys() {
		b := p.frames[strconv.Itoa(i)]
		f := Frame{Box: Box{b.X + dx, b.Y + dy, b.W, b.H}}
		f.Texts = m.frame[k].at(f.X+10+m.frame[k].w/2, f.Y+6)
		c.Frames = append(c.Frames, f)
	}
	for i := range m.drawing.edges {
		s, ok := p.edges[edgeName(i)]
		if !ok || len(s.points) < 4 {
			return c, fmt.Errorf("diagram: Graphviz gave no place to line %d", i+1)
		}
		c.Edges = append(c.Edges, m.lineOf(i, s, dx, dy))
	}
	for i := range m.drawing.nodes {
		at, ok := p.nodes[m.drawing.nodes[i].id]
		if !ok {
			return c, fmt.Errorf("diagram: Graphviz gave no place to node %d", i+1)
		}
		c.Nodes = append(c.Nodes, m.nodeOf(i, at.x+dx, at.y+dy))
	}
	c.Height = y + p.h + pad
	return c, nil
}

// at places the lines of l: x is its middle, y its top.
func (l label) at(x, y float64) []Text {
	var out []Text
	for _, t := range l.lines {
		t.X, t.Y = x, y+t.Y
		out = append(out, t)
	}
	return out
}

func (m *maker) nodeOf(i int, x, y float64) Node {
	of, s := &m.drawing.nodes[i], &m.nodes[i]
	n := Node{Box: Box{x - s.w/2, y - s.h/2, s.w, s.h}, Group: of.group, Line: cmp.Or(of.line, solid), Title: of.tip, Href: of.url, Class: of.class}
	n.Outline = of.shape.outline(n.Box)
	top, middle := y-s.label.h/2-0.08*nameSize, x
	if of.kind != "" {
		left := leftOf(x, s.w-12, iconSize+iconGap, s.label.w)
		n.IconBox = Box{left, y - iconSize/2, iconSize, iconSize}
		if of.shape == note { // beside its first line
			n.IconBox.Y = top + 0.08*nameSize
		}
		n.Icon = of.kind.place(n.IconBox.X, n.IconBox.Y, iconSize)
		middle = left + iconSize + iconGap + s.label.w/2
	}
	n.Texts = s.label.at(middle, top)
	if of.kind != "" {
		for i := range n.Texts {
			if t := &n.Texts[i]; !t.RTL {
				t.X, t.Middle = n.IconBox.X+iconSize+iconGap, false
			}
		}
	}
	return n
}

// leftOf is where an icon and the words after it begin in a room round x, so that they
// stand in its middle as most fonts have them, and within it in the widest.
func leftOf(x, room, icon, words float64) float64 {
	return min(x-(icon+words/metric.Margin)/2, x+room/2-icon-words)
}

// outline is the shape drawn in b, as Graphviz cuts lines off at it.
func (s shape) outline(b Box) sheet.Path {
	switch s {
	case ellipse:
		return sheet.Ellipse(b.X+b.W/2, b.Y+b.H/2, b.W/2, b.H/2)
	case hexagon:
		x, w := b.X, b.W
		return area(x, b.Y+b.H/2, x+w/4, b.Y, x+w*3/4, b.Y, x+w, b.Y+b.H/2, x+w*3/4, b.Y+b.H, x+w/4, b.Y+b.H)
	case octagon:
		const k = 0.2928932188134524 // 1/(2+√2)
		x, y, w, h := b.X, b.Y, b.W, b.H
		return area(x+k*w, y, x+w-k*w, y, x+w, y+k*h, x+w, y+h-k*h, x+w-k*w, y+h, x+k*w, y+h, x, y+h-k*h, x, y+k*h)
	case pill:
		return sheet.Rect(b.X, b.Y, b.W, b.H, b.H/2)
	case rounded:
		return sheet.Rect(b.X, b.Y, b.W, b.H, 9)
	case note, folder:
		return sheet.Rect(b.X, b.Y, b.W, b.H, 3)
	case bare:
		return nil
	}
	return sheet.Rect(b.X, b.Y, b.W, b.H, 0)
}

func (m *maker) lineOf(i int, s spline, dx, dy float64) Edge {
	of, l := &m.drawing.edges[i], &m.edges[i]
	e := Edge{Path: s.path(dx, dy), Group: of.group, Line: of.line, Width: cmp.Or(of.width, 1.3), Title: of.tip, Href: of.url, Class: of.class}
	if of.line != solid { // dots of a thick line would look like ticks
		e.Width = min(e.Width, 2)
	}
	n := len(s.points)
	put := func(from point, to *point) {
		if to == nil {
			return
		}
		shape, filled := of.head.shape(point{from.x + dx, from.y + dy}, point{to.x + dx, to.y + dy}, e.Width)
		if filled {
			e.Heads = append(e.Heads, shape)
		} else {
			e.Tails = append(e.Tails, shape)
		}
	}
	put(s.points[n-1], s.end)
	put(s.points[0], s.start)
	if len(l.lines) > 0 && m.engine() == "dot" {
		x, y := s.label.x+dx, s.label.y+dy
		e.Texts = l.at(x, y-l.h/2-0.1*smallSize)
		e.Room = Box{x - l.w/2, y - l.h/2, l.w, l.h}
		if kind := groupIcons[of.group]; kind != "" {
			first := &e.Texts[0]
			e.IconBox = Box{leftOf(x, l.w, edgeIcon+edgeGap, first.W), first.Y - 0.36*smallSize - edgeIcon/2, edgeIcon, edgeIcon}
			e.Icon = kind.place(e.IconBox.X, e.IconBox.Y, edgeIcon)
			if !first.RTL {
				first.X, first.Middle = e.IconBox.X+edgeIcon+edgeGap, false
			} else {
				first.X += (edgeIcon + edgeGap) / 2
			}
		}
	}
	return e
}

// shape is the head of a line that comes from a point and ends in to.
func (h head) shape(from, to point, width float64) (p sheet.Path, filled bool) {
	length := math.Hypot(to.x-from.x, to.y-from.y)
	if length == 0 {
		return nil, false
	}
	ux, uy := (to.x-from.x)/length, (to.y-from.y)/length
	half := max(0.36*length, 1.3*width)
	switch h {
	case bar:
		x, y, half := to.x-3*ux, to.y-3*uy, 5+width
		p.Move(from.x, from.y)
		p.Line(x, y)
		p.Move(x-uy*half, y+ux*half)
		p.Line(x+uy*half, y-ux*half)
		return p, false
	case open:
		p.Move(from.x-uy*half, from.y+ux*half)
		p.Line(to.x, to.y)
		p.Line(from.x+uy*half, from.y-ux*half)
		p.Move(from.x, from.y)
		p.Line(to.x, to.y)
		return p, false
	}
	return area(to.x, to.y, from.x-uy*half, from.y+ux*half, from.x+uy*half, from.y-ux*half), true
}

// heading places title, legend and what was left out, and says where the graph begins.
func (m *maker) heading(c *Chart) float64 {
	y := pad
	room := c.Width - 2*pad
	paragraph := func(s, class string, size, leading float64, limit int) {
		face := m.fonts.Regular
		if class == "title" {
			face = m.fonts.Bold
		}
		for _, line := range face.Wrap(s, size, room, limit) {
			w, known := face.Width(line, size)
			c.Texts = append(c.Texts, Text{X: pad, Y: y + size, W: w, Size: size, S: line, Class: class, Fit: !known})
			y += leading
		}
	}
	if m.title != "" {
		paragraph(m.title, "title", 20, 26, 3)
		y += 4
	}
	const sign, gap, row = 30.0, 16.0, 21.0
	x := pad
	newRow := func() { x, y = pad, y+row }
	keys := m.keys()
	for i, k := range keys {
		w, _ := m.fonts.Regular.Width(k.words, smallSize)
		wide := sign + 5 + w
		if k.group == "" {
			wide = iconSize + 5 + w
		}
		if x > pad && (x+wide > pad+room || i > 0 && k.group == "" && keys[i-1].group != "") {
			newRow()
		}
		key, at := Key{Group: k.group, Line: k.line}, x
		switch {
		case k.group == "":
			key.Icon = k.kind.place(x, y+1, iconSize)
			at += iconSize
		case k.kind != "":
			key.Path.Move(x, y+8.5)
			key.Path.Line(x+10, y+8.5)
			key.Icon = k.kind.place(x+14, y+1, iconSize)
			at += sign
		default:
			key.Path.Move(x, y+8.5)
			key.Path.Line(x+sign-3, y+8.5)
			at += sign
		}
		c.Keys = append(c.Keys, key)
		c.Texts = append(c.Texts, Text{X: at + 5, Y: y + 12.5, W: w, Size: smallSize, S: k.words, Class: "legend"})
		x += wide + gap
	}
	if len(keys) > 0 {
		newRow()
	}
	for _, s := range m.left {
		paragraph(s, "left", smallSize, 15, 3)
	}
	if len(m.drawing.nodes) == 0 {
		paragraph("Nothing to draw.", "left", smallSize, 15, 1)
	}
	return y + 12
}

// describe is the picture in a sentence, for those who hear it.
func (m *maker) describe() string {
	var names []string
	for i := range m.drawing.nodes {
		if n := &m.drawing.nodes[i]; n.group == "" && len(names) < 12 {
			names = append(names, strings.Join(n.words.main, ", "))
		}
	}
	s := fmt.Sprintf("Diagram of %s and %s.", count(len(m.drawing.nodes), "node"), count(len(m.drawing.edges), "line"))
	if len(names) > 0 {
		s += " It shows " + strings.Join(names, ", ") + "."
	}
	return s
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
