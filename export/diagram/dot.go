package diagram

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// list writes attributes given as name, value, name, value; empty values are
// left out.
func list(attrs []string) string {
	var b strings.Builder
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(attrs[i] + "=" + quote(attrs[i+1]))
	}
	if b.Len() == 0 {
		return ";\n"
	}
	return " [" + b.String() + "];\n"
}

// dotNodes is up to how many nodes Graphviz's layout dot is quick enough; above it
// sfdp is, without words on its edges.
const dotNodes = 500

// engine is the Graphviz layout for so many nodes.
func (d *drawing) engine() string {
	if len(d.nodes) > dotNodes {
		return "sfdp"
	}
	return "dot"
}

// text is the drawing in DOT, for people who go on with Graphviz. It has shapes and
// no icons: an icon would be an image file; the kind stands in class and tooltip.
func (d *drawing) text() []byte {
	var b strings.Builder
	b.WriteString("digraph " + quote(d.title) + " {\n")
	b.WriteString("  graph" + list([]string{
		"layout", d.engine(), "rankdir", "LR", "bgcolor", d.look.ground, "pad", "0.3", "nodesep", "0.28", "ranksep", "0.65",
		"fontname", "Helvetica", "fontsize", "11", "fontcolor", d.look.ink, "labelloc", "t", "labeljust", "l",
		"outputorder", "edgesfirst", "overlap", "prism", "splines", "true",
	}))
	b.WriteString("  graph [label=<" + d.heading() + ">];\n")
	b.WriteString("  node" + list([]string{"fontname", "Helvetica", "fontsize", "12", "fontcolor", d.look.ink, "color", d.look.line, "fillcolor", d.look.fill, "style", "filled", "margin", "0.14,0.07", "penwidth", "1.2"}))
	b.WriteString("  edge" + list([]string{"fontname", "Helvetica", "fontsize", "10", "fontcolor", d.look.soft, "color", d.look.line, "arrowsize", "0.75", "penwidth", "1.3"}))
	for i := range d.nodes {
		n := &d.nodes[i]
		b.WriteString("  " + n.id + list(d.nodeAttributes(n)))
	}
	b.WriteString(d.clusters())
	for i := range d.edges {
		e := &d.edges[i]
		b.WriteString("  " + e.from + " -> " + e.to + list(d.edgeAttributes(e)))
	}
	b.WriteString("}\n")
	return []byte(b.String())
}

func (d *drawing) nodeAttributes(n *node) []string {
	style := "filled"
	switch n.shape {
	case rounded, pill:
		style += ",rounded"
	case bare:
		style = "solid"
	}
	if n.line != "" && n.line != solid {
		style += "," + n.line
	}
	a := []string{"label", n.words.text(), "shape", n.shape.graphviz(), "style", style, "tooltip", n.tip, "URL", n.url, "class", n.class}
	if n.group != "" {
		a = append(a, "color", d.look.colour(n.group), "fontcolor", d.look.words(n.group), "fillcolor", d.look.ground)
	}
	if n.shape == pill {
		a = append(a, "fontsize", "10")
	}
	return a
}

func (d *drawing) edgeAttributes(e *edge) []string {
	a := []string{"style", e.line, "arrowhead", string(e.head), "tooltip", e.tip, "labeltooltip", e.tip, "URL", e.url, "class", e.class}
	if e.head == arrow {
		a[3] = "" // Graphviz's own
	}
	if e.group != stateLine && e.group != roleLine {
		a = append(a, "color", d.look.colour(e.group), "fontcolor", d.look.words(e.group))
	}
	if e.width > 0 {
		a = append(a, "penwidth", strconv.FormatFloat(e.width, 'f', 1, 64))
	}
	if e.both {
		a = append(a, "dir", "both")
	}
	if d.engine() == "dot" {
		a = append(a, "label", e.words.text())
	}
	return a
}

// text is w for DOT, whose words have no room that we could measure.
func (w words) text() string {
	var lines []string
	for _, l := range slices.Concat(w.main, w.more) {
		if l = wrap(l, w.letters, 4); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// clusters are the frames round two nodes or more.
func (d *drawing) clusters() string {
	var b strings.Builder
	for i, k := range d.frameKeys() {
		fmt.Fprintf(&b, "  subgraph cluster_%d {\n    graph%s", i+1, list([]string{
			"label", wrap(cmp.Or(d.frames[k], k), 40, 2), "style", "rounded,dashed", "color", d.look.line, "fontcolor", d.look.soft, "margin", "14"}))
		b.WriteString("    " + strings.Join(d.framed[k], "; ") + ";\n  }\n")
	}
	return b.String()
}

// heading is the graph's label: title, legend, and what was left out.
func (d *drawing) heading() string {
	var b strings.Builder
	b.WriteString(`<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="2">`)
	row := func(s string) { b.WriteString(`<TR><TD ALIGN="LEFT" BALIGN="LEFT">` + s + `</TD></TR>`) }
	if d.title != "" {
		row(`<FONT POINT-SIZE="18"><B>` + markup(wrap(d.title, 70, 3)) + `</B></FONT>`)
	}
	var keys, signs []string
	for _, k := range d.keys() {
		switch {
		case k.kind != "" && k.group == "":
			signs = append(signs, string(k.shape)+": "+k.words)
		case k.group == stateLine:
			signs = append(signs, "grey: "+k.words)
		case k.line != solid:
			signs = append(signs, k.line+": "+k.words)
		default:
			keys = append(keys, `<FONT COLOR="`+d.look.colour(k.group)+`"><B>&#8212;</B></FONT><FONT COLOR="`+d.look.words(k.group)+`">&#160;`+markup(k.words)+`</FONT>`)
		}
	}
	if len(keys) > 0 {
		row(strings.Join(keys, "&#160;&#160;&#160; "))
	}
	if len(signs) > 0 {
		row(`<FONT COLOR="` + d.look.soft + `">` + markup(wrap(strings.Join(signs, " · "), 95, 3)) + `</FONT>`)
	}
	for _, l := range d.left {
		row(`<FONT COLOR="` + d.look.soft + `"><I>` + markup(wrap(l, 95, 4)) + `</I></FONT>`)
	}
	if len(d.nodes) == 0 {
		row("Nothing to draw.")
	}
	b.WriteString(`</TABLE>`)
	return b.String()
}
