// Package diagram draws the actors of a View and what passed between them.
//
// DOT takes a graph.View and gives a Graphviz graph as text, the same for the same
// View. Render makes a picture of that text with Graphviz, which is compiled into
// the program; it runs in a child process of its own, under a deadline, because
// Graphviz can neither be stopped nor used by two at once. Foreign text enters a
// graph only through quote, and never as an id, a shape or a file name.
package diagram

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dateline/export/told"
	"dateline/graph"
)

// Options say what is drawn. The zero value draws actors and their relations.
type Options struct {
	Kind     string // a name of Kinds; "" is "actors"
	Focus    string // an event (kind event) or an entity (kinds around and chain): its id or name
	To       string // the other end of a chain
	Cluster  string // frames round those that belong together: one of Clusters; "" is none
	Title    string // "" is that of the View, or of its only source
	Theme    string // one of Themes; "" is "auto"
	MaxNodes int    // 0 is 40
	MaxEdges int    // 0 is 45
	NoStates bool   // leave out offices and memberships
}

// Kind is a way of drawing a View.
type Kind struct {
	Name, Help string
	title      string // where neither the options nor the View has one
	draw       func(*drawing) error
}

// Kinds is the table that help and errors read.
func Kinds() []Kind {
	return []Kind{
		{"actors", "actors and their relations, equal ones drawn as one line with count and dates", "Who with whom", (*drawing).actors},
		{"around", "one actor and those it had to do with", "Who with whom", (*drawing).around},
		{"event", "one event, who took part, who says so and who denies it", "One event", (*drawing).event},
		{"chain", "the shortest ways from one actor to another", "How they are connected", (*drawing).chain},
		{"communities", "groups of actors that have more to do with each other than with the rest, for large graphs", "Groups of actors", (*drawing).communityView},
		{"claims", "who says what: claimants, what they assert and what they deny", "Who says what", (*drawing).claims},
	}
}

// DOT is v as a Graphviz graph. The error names what is wrong with o.
func DOT(v *graph.View, o Options) ([]byte, error) {
	if o.Kind == "" {
		o.Kind = "actors"
	}
	if o.MaxNodes <= 0 {
		o.MaxNodes = 40
	}
	if o.MaxEdges <= 0 {
		o.MaxEdges = 45
	}
	d := &drawing{o: o, look: lookOf(o.Theme), story: told.Read(v), ids: map[string]string{}, groups: map[string]bool{}, lines: map[string]bool{}, shapes: map[string]bool{}, frames: map[string]string{}, framed: map[string][]string{}}
	d.title = strings.Join(strings.Fields(o.Title), " ")
	if d.title == "" {
		d.title = d.story.Title
	}
	var names []string
	for _, k := range Kinds() {
		if k.Name == o.Kind {
			d.title = cmp.Or(d.title, k.title)
			if err := k.draw(d); err != nil {
				return nil, err
			}
			return d.text(), nil
		}
		names = append(names, k.Name)
	}
	return nil, fmt.Errorf("unknown kind of diagram %q (known: %s)", o.Kind, strings.Join(names, ", "))
}

// drawing is a graph being written.
type drawing struct {
	o     Options
	look  *look
	story *told.Story
	title string
	rank  string // rankdir
	left  []string
	ids   map[string]string // what a node stands for -> n1, n2 ...

	hubs         []*told.Event // events of three or more with each other
	nodes, edges []string
	cluster      map[graph.EntityID]string // the frame that an entity belongs in
	frames       map[string]string         // what a frame is called, if not by its key
	framed       map[string][]string       // the nodes in each
	edgeCount    int
	// What the legend has to explain.
	groups, lines, shapes map[string]bool
}

// node is the id of the node for key, written when it is new.
func (d *drawing) node(key string, attrs ...string) string {
	if id, ok := d.ids[key]; ok {
		return id
	}
	id := fmt.Sprintf("n%d", len(d.ids)+1)
	d.ids[key] = id
	d.nodes = append(d.nodes, "  "+id+list(attrs))
	return id
}

func (d *drawing) edge(from, to string, attrs ...string) {
	d.edges = append(d.edges, "  "+from+" -> "+to+list(attrs))
	d.edgeCount++
}

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

// Layout names of Graphviz. Up to this many nodes dot is quick enough; above it
// sfdp is, without words on its edges.
const dotNodes = 500

func (d *drawing) text() []byte {
	var b strings.Builder
	b.WriteString("digraph " + quote(d.title) + " {\n")
	engine := "dot"
	if len(d.nodes) > dotNodes {
		engine = "sfdp"
	}
	rank := d.rank
	if rank == "" {
		rank = "LR"
	}
	b.WriteString("  graph" + list([]string{
		"layout", engine, "rankdir", rank, "bgcolor", d.look.ground, "pad", "0.3", "nodesep", "0.28", "ranksep", "0.65",
		"fontname", "Helvetica", "fontsize", "11", "fontcolor", d.look.ink, "labelloc", "t", "labeljust", "l",
		"outputorder", "edgesfirst", "overlap", "prism", "splines", "true",
	}))
	if d.o.Theme != "" && d.o.Theme != "auto" {
		b.WriteString("  graph" + list([]string{"class", still}))
	}
	b.WriteString("  graph [label=<" + d.heading() + ">];\n")
	b.WriteString("  node" + list([]string{"fontname", "Helvetica", "fontsize", "12", "fontcolor", d.look.ink, "color", d.look.line, "fillcolor", d.look.fill, "style", "filled", "margin", "0.14,0.07", "penwidth", "1.2"}))
	b.WriteString("  edge" + list([]string{"fontname", "Helvetica", "fontsize", "10", "fontcolor", d.look.soft, "color", d.look.line, "arrowsize", "0.75", "penwidth", "1.3"}))
	for _, n := range d.nodes {
		b.WriteString(n)
	}
	b.WriteString(d.clusters())
	for _, e := range d.edges {
		b.WriteString(e)
	}
	b.WriteString("}\n")
	return []byte(b.String())
}

// clusters are the frames round two nodes or more.
func (d *drawing) clusters() string {
	var keys []string
	for k, nodes := range d.framed {
		if len(nodes) > 1 {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var b strings.Builder
	for i, k := range keys {
		fmt.Fprintf(&b, "  subgraph cluster_%d {\n    graph%s", i+1, list([]string{
			"label", wrap(cmp.Or(d.frames[k], k), 40, 2), "style", "rounded,dashed", "color", d.look.line, "fontcolor", d.look.soft, "margin", "14"}))
		b.WriteString("    " + strings.Join(d.framed[k], "; ") + ";\n  }\n")
	}
	return b.String()
}
