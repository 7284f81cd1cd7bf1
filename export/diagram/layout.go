package diagram

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"dateline/export/metric"
	"dateline/graph"
)

// Sizes, in px.
const (
	pad       = 24.0 // round the picture
	nameSize  = 13.0 // words in nodes
	smallSize = 11.0 // words on lines
	leading   = 1.25 // of a line of words, times its size
	iconSize  = 15.0
	iconGap   = 5.0
	edgeIcon  = 10.0 // beside words on lines
	edgeGap   = 3.0
	minWidth  = 560.0 // of the picture, for the words above it

	mainLines = 6    // who has as many lines is a main actor
	mainSize  = 15.0 // of whose name
)

// Layout places all that o asks to have drawn of v. The end of ctx, or Deadline,
// ends it. The error names what is wrong with o.
func Layout(ctx context.Context, v *graph.View, o Options) (Chart, error) {
	d, err := gather(v, o)
	if err != nil {
		return Chart{}, err
	}
	m := &maker{drawing: d, fonts: metric.New()}
	m.measure()
	p, err := m.place(ctx)
	if err != nil {
		return Chart{}, err
	}
	return m.chart(p)
}

// maker makes a Chart of a drawing.
type maker struct {
	*drawing
	fonts *metric.Fonts
	nodes []sizedNode
	edges []label
	frame map[string]label
}

// label is words as measured: lines one below the other.
type label struct {
	lines []Text // Y from the top of the label, X from its middle
	w, h  float64
}

// sizedNode is how large a node must be, and its words.
type sizedNode struct {
	w, h  float64
	label label
}

// set breaks w into lines that fit room, at most limit for each of its parts.
func (m *maker) set(w words, size, room float64, limit int, main, more string) label {
	var l label
	put := func(parts []string, class string) {
		face := m.fonts.Regular
		if class == "main" {
			face = m.fonts.Bold
		}
		for _, p := range parts {
			for _, s := range face.Wrap(p, size, room, limit) {
				width, known := face.Width(s, size)
				l.lines = append(l.lines, Text{Y: l.h + size, W: width, Size: size, S: s, Class: class, Middle: true, RTL: metric.RightToLeft(s), Fit: !known})
				l.w = max(l.w, width)
				l.h += size * leading
			}
		}
	}
	put(w.main, main)
	put(w.more, more)
	return l
}

// measure finds how much room words need, and nodes round them.
func (m *maker) measure() {
	const letter = 7.2 // px, of nameSize; a words' letters times this is its room
	lines := map[string]int{}
	for i := range m.drawing.edges {
		lines[m.drawing.edges[i].from]++
		lines[m.drawing.edges[i].to]++
	}
	for i := range m.drawing.nodes {
		n := &m.drawing.nodes[i]
		size, class := nameSize, "name"
		more := lines[n.id] - mainLines
		if more >= 0 && strings.HasPrefix(n.class, "entity ") {
			size, class = mainSize, "main"
		}
		if n.shape == pill || n.shape == bare {
			size = smallSize
		}
		if n.group != "" {
			class = "event"
		}
		s := sizedNode{label: m.set(n.words, size, letter*float64(n.words.letters), 4, class, "more")}
		w, h := s.label.w, s.label.h
		if n.kind != "" {
			w, h = w+iconSize+iconGap, max(h, iconSize)
		}
		if class == "main" { // so that its lines do not end in one place
			h += min(8+3*float64(more), 60)
		}
		s.w, s.h = n.shape.round(w, h)
		m.nodes = append(m.nodes, s)
	}
	for i := range m.drawing.edges {
		e := &m.drawing.edges[i]
		l := m.set(e.words, smallSize, 6*float64(e.words.letters), 3, "edge", "more")
		if len(l.lines) > 0 && groupIcons[e.group] != "" { // beside the first line
			l.w = max(l.w, l.lines[0].W+edgeIcon+edgeGap)
		}
		m.edges = append(m.edges, l)
	}
	m.frame = map[string]label{}
	for _, k := range m.frameKeys() {
		m.frame[k] = m.set(words{main: []string{cmp.Or(m.frames[k], k)}}, smallSize, 260, 2, "frame", "")
	}
}

// round is the size of an outline that holds words of w by h.
func (s shape) round(w, h float64) (float64, float64) {
	switch s {
	case ellipse: // (w/W)² + (h/H)² is below 1
		return w*1.14 + 16, h*1.4 + 14
	case hexagon: // a quarter of the width slants on each side
		h2 := h + 16
		return (w + 8) / (1 - h/h2/2*0.9), h2
	case octagon:
		return w + 26, h + 16
	case bare:
		return w + 4, h + 4
	case pill:
		return w + 20, h + 10
	}
	return w + 20, h + 14
}

// frameKeys are the frames round two nodes or more.
func (d *drawing) frameKeys() []string {
	var keys []string
	for k, nodes := range d.framed {
		if len(nodes) > 1 {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}

// edgeName is what Graphviz knows a line by.
func edgeName(i int) string { return "e" + strconv.Itoa(i) }

// frameNumber is the number of a frame, which Graphviz knows it by.
func (d *drawing) frameNumber(key string) int { return slices.Index(d.frameKeys(), key) }
