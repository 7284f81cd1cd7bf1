package diagram

import (
	"fmt"
	"strconv"
	"strings"
)

// skeleton is a piece without words, for Graphviz to find places: a px of ours is a
// point of its. Where its lines cross depends on the order in which it hears of nodes and lines: try
// says which.
func (m *maker) skeleton(p piece, try order) string {
	var b strings.Builder
	num := func(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
	inch := func(v float64) string { return strconv.FormatFloat(v/72, 'f', 4, 64) }
	hold := func(l label, below float64) string {
		return `<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0"><TR><TD FIXEDSIZE="TRUE" WIDTH="` + num(l.w+8) + `" HEIGHT="` + num(l.h+below) + `"></TD></TR></TABLE>>`
	}
	b.WriteString("digraph {\n  graph" + list([]string{"layout", m.engine(), "rankdir", "LR", "nodesep", "0.22", "ranksep", "0.22", "overlap", "prism", "splines", "true", "outputorder", "edgesfirst", "remincross", "true"}))
	b.WriteString("  node [label=\"\", fixedsize=true];\n  edge [arrowsize=0.75];\n")
	p = try(p)
	for _, i := range p.nodes {
		n, of := &m.nodes[i], &m.drawing.nodes[i]
		shape := of.shape.graphviz()
		if of.shape == note || of.shape == folder || of.shape == bare {
			shape = "box"
		}
		b.WriteString("  " + of.id + list([]string{"shape", shape, "width", inch(n.w), "height", inch(n.h)}))
	}
	for _, k := range p.frames {
		fmt.Fprintf(&b, "  subgraph cluster_%d { graph [margin=14, labeljust=l, labelloc=t, label=%s]; %s; }\n", m.frameNumber(k), hold(m.frame[k], 2), strings.Join(m.framed[k], "; "))
	}
	for _, i := range p.edges {
		l, e := &m.edges[i], &m.drawing.edges[i]
		a := []string{"id", edgeName(i), "arrowhead", string(e.head)}
		if e.both {
			a = append(a, "dir", "both", "arrowtail", string(e.head))
		}
		words := ""
		if len(l.lines) > 0 && m.engine() == "dot" {
			words = "label=" + hold(*l, 8) + ", "
		}
		b.WriteString("  " + e.from + " -> " + e.to + " [" + words + strings.TrimPrefix(list(a), " ["))
	}
	b.WriteString("}\n")
	return b.String()
}
