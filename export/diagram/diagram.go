// Package diagram draws the actors of a View and what passed between them.
//
// DOT takes a graph.View and gives a Graphviz graph as text, the same for the same
// View. Layout gives a Chart, in which everything has its final place, and Draw and
// Sheet write that as a picture. Where nodes and lines go is Graphviz's work: it is
// compiled into the program, and runs in a child process of its own, under a
// deadline, because it can neither be stopped nor used by two at once. It is told
// sizes and no words: these are measured, and drawn, here. Foreign text enters a
// DOT graph only through quote, and never as an id, a shape or a file name.
package diagram

import (
	"cmp"
	"fmt"
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
	MaxNodes int    // 0 is 24
	MaxEdges int    // 0 is 30
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
	d, err := gather(v, o)
	if err != nil {
		return nil, err
	}
	return d.text(), nil
}

// gather finds what o asks to have drawn of v.
func gather(v *graph.View, o Options) (*drawing, error) {
	if o.Kind == "" {
		o.Kind = "actors"
	}
	if o.MaxNodes <= 0 {
		o.MaxNodes = 24
	}
	if o.MaxEdges <= 0 {
		o.MaxEdges = 30
	}
	d := &drawing{o: o, look: lookOf(o.Theme), story: told.Read(v), ids: map[string]string{}, frames: map[string]string{}, framed: map[string][]string{}}
	d.title = strings.Join(strings.Fields(o.Title), " ")
	if d.title == "" {
		d.title = d.story.Title
	}
	var names []string
	for _, k := range Kinds() {
		if k.Name == o.Kind {
			d.title = cmp.Or(d.title, k.title)
			return d, k.draw(d)
		}
		names = append(names, k.Name)
	}
	return nil, fmt.Errorf("unknown kind of diagram %q (known: %s)", o.Kind, strings.Join(names, ", "))
}

// drawing is what is to be drawn, without places.
type drawing struct {
	o     Options
	look  *look
	story *told.Story
	title string
	left  []string          // what was left out, in sentences
	ids   map[string]string // what a node stands for -> n1, n2 ...

	hubs    []*told.Event // events of three or more with each other
	nodes   []node
	edges   []edge
	cluster map[graph.EntityID]string // the frame that an entity belongs in
	frames  map[string]string         // what a frame is called, if not by its key
	framed  map[string][]string       // the nodes in each
}

// words are the lines of a label: what it says, and in softer colour what adds to
// it. Each is broken after about so many letters.
type words struct {
	main, more []string
	letters    int
}

// node is a thing, or an event.
type node struct {
	id    string
	shape shape
	words words
	kind  icon   // "" has none
	group string // of an event: a told.Group's Key
	line  string // of the outline: solid, dashed, dotted
	tip   string // what a reader sees who points at it
	url   string
	class string
}

// edge is a line between two nodes.
type edge struct {
	from, to string
	words    words
	group    string // a told.Group's Key, or one of the lines below
	line     string // solid, dashed, dotted
	width    float64
	head     head
	both     bool // a head at each end
	tip      string
	url      string
	class    string
}

// Groups of lines that are no events.
const (
	stateLine  = "state"  // an office or membership
	roleLine   = "role"   // takes part in an event
	saysLine   = "says"   // asserts it
	deniesLine = "denies" // denies it
)

// head is what a line ends in.
type head string

const (
	arrow   head = "normal"
	open    head = "vee"
	bar     head = "tee"
	nothing head = "none"
)

// node is the id of the node for key, written when it is new.
func (d *drawing) node(key string, n node) string {
	if id, ok := d.ids[key]; ok {
		return id
	}
	n.id = fmt.Sprintf("n%d", len(d.ids)+1)
	d.ids[key] = n.id
	d.nodes = append(d.nodes, n)
	return n.id
}

func (d *drawing) edge(e edge) { d.edges = append(d.edges, e) }
