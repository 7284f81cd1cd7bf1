package diagram

import (
	"cmp"
	"strconv"
	"strings"

	"dateline/export/told"
	"dateline/graph"
)

// look is the colours of a theme, those of the timeline.
type look struct {
	ground, ink, soft, line, fill string
	groups                        map[string]string
	plain                         bool // classes are told by lines alone, words are in ink
}

var (
	light = look{"#ffffff", "#1b1b1f", "#4a4a53", "#8a8a94", "#f4f4f8",
		map[string]string{"vc": "#0a66b4", "mc": "#007a5a", "vx": "#a35a00", "mx": "#b3261e", "ot": "#5b5b66"}, false}
	dark = look{"#15161a", "#ececf1", "#b3b3bf", "#8d8d99", "#23242b",
		map[string]string{"vc": "#6cb4ff", "mc": "#3fc79a", "vx": "#f0a840", "mx": "#ff8a80", "ot": "#b3b3bf"}, false}
	paper = look{"#ffffff", "#000000", "#333333", "#777777", "#ffffff",
		map[string]string{"vc": "#6e6e6e", "mc": "#8a8a8a", "vx": "#3c3c3c", "mx": "#000000", "ot": "#5c5c5c"}, true}
)

// Themes are the names of the colourings: "auto" is light, and dark in an SVG on a
// screen that is dark; "print" is black on white.
func Themes() []string { return []string{"auto", "light", "dark", "print"} }

func lookOf(theme string) *look {
	switch theme {
	case "dark":
		return &dark
	case "print":
		return &paper
	}
	return &light
}

// colour is that of the lines of a group.
func (l *look) colour(group string) string {
	switch group {
	case stateLine, roleLine:
		return l.line
	case saysLine:
		return l.soft
	case deniesLine:
		return l.groups[told.MaterialConflict.Key]
	}
	return cmp.Or(l.groups[group], l.groups[told.OtherGroup.Key])
}

// words is the colour of what is written about a group.
func (l *look) words(group string) string {
	switch group {
	case "":
		return l.ink
	case stateLine, roleLine:
		return l.soft
	}
	if l.plain {
		return l.ink
	}
	return l.colour(group)
}

// shape is the outline of a node.
type shape string

const (
	ellipse shape = "ellipse"
	box     shape = "box"
	rounded shape = "rounded box"
	hexagon shape = "hexagon"
	octagon shape = "octagon"
	note    shape = "note"   // an event
	folder  shape = "folder" // a source
	pill    shape = "pill"   // an event of several with each other
	bare    shape = "bare"   // words alone
)

// graphviz is the nearest that Graphviz has.
func (s shape) graphviz() string {
	switch s {
	case rounded, pill:
		return "box"
	case bare:
		return "plain"
	}
	return string(s)
}

// kindLook is how the legend calls a kind of thing, and how it is drawn.
type kindLook struct {
	kind  graph.Kind
	icon  icon
	shape shape
	words string
}

// kinds is the table of them, in the order of the legend. What is not listed is a
// rounded box without an icon.
var kinds = []kindLook{
	{graph.Person, iconPerson, ellipse, "person"},
	{graph.Organisation, iconOrganisation, box, "organisation"},
	{graph.GPE, iconFlag, hexagon, "country or city"},
	{graph.Place, iconPin, hexagon, "place"},
	{graph.Facility, iconBuilding, hexagon, "building or site"},
	{graph.Group, iconGroup, octagon, "group"},
	{graph.Product, iconProduct, rounded, "product"},
	{graph.Work, iconWork, rounded, "work"},
	{graph.Law, iconLaw, rounded, "law"},
	{graph.Occasion, iconOccasion, rounded, "occasion"},
	{"", iconSource, folder, "article"},
}

// entity is the node of an entity.
func (d *drawing) entity(id graph.EntityID) string {
	e := d.story.Entity(id)
	if e == nil {
		e = &graph.Entity{ID: id}
	}
	name := d.story.Name(id)
	n := node{shape: rounded, words: words{main: []string{name}, letters: 22}, class: "entity " + string(e.Kind) + " " + d.story.Key(e.ID)}
	for _, k := range kinds {
		if k.kind == e.Kind && e.Kind != "" {
			n.shape, n.kind = k.shape, k.icon
			n.tip = k.words + ": "
		}
	}
	if e.Unnamed {
		n.line = dashed
	}
	n.tip += name
	for _, more := range []string{e.Role, e.Country} {
		if more != "" {
			n.tip += "; " + more
		}
	}
	if len(e.Aliases) > 0 {
		n.tip += "; also " + told.Few(e.Aliases, 5)
	}
	_, known := d.ids["entity "+string(e.ID)]
	made := d.node("entity "+string(e.ID), n)
	if f := d.cluster[e.ID]; f != "" && !known {
		d.framed[f] = append(d.framed[f], made)
	}
	return made
}

// eventClasses say which events a line or node stands for: a page finds their
// sentences by them.
func eventClasses(events ...*told.Event) string {
	const limit = 60 // of what a page shows at once
	var b strings.Builder
	for _, e := range events[:min(len(events), limit)] {
		b.WriteString(" ev-" + string(e.ID))
	}
	return b.String()
}

// The styles of lines.
const (
	solid  = "solid"
	dashed = "dashed"
	dotted = "dotted"
)

// stroke is the line style of a standing: what is not simply reported is not a
// solid line.
func stroke(s told.Standing) string {
	switch s {
	case told.Reported:
		return solid
	case told.Alleged, told.Disputed:
		return dashed
	}
	return dotted
}

// key is an entry of the legend: a line of a group, or a kind of thing.
type key struct {
	words string
	group string
	line  string
	kind  icon
	shape shape
}

// keys explain what the drawing uses, and nothing else.
func (d *drawing) keys() []key {
	groups, lines, icons := map[string]bool{}, map[string]bool{}, map[icon]bool{}
	for i := range d.nodes {
		n := &d.nodes[i]
		groups[n.group] = true
		if n.group != "" {
			lines[n.line] = true
		} else {
			icons[n.kind] = true
		}
	}
	for i := range d.edges {
		groups[d.edges[i].group] = true
		lines[d.edges[i].line] = true
	}
	var out []key
	for _, g := range told.Groups() {
		if groups[g.Key] {
			out = append(out, key{g.Label, g.Key, solid, groupIcons[g.Key], ""})
		}
	}
	if groups[stateLine] {
		out = append(out, key{"office or membership", stateLine, solid, "", ""})
	}
	for _, l := range [][2]string{{dashed, "alleged or disputed"}, {dotted, "planned, possible or only denied"}} {
		if lines[l[0]] {
			out = append(out, key{l[1], told.OtherGroup.Key, l[0], "", ""})
		}
	}
	for _, k := range kinds {
		if icons[k.icon] {
			out = append(out, key{k.words, "", "", k.icon, k.shape})
		}
	}
	return out
}

// leftOut says what a limit kept from the picture, and by which rule.
func (d *drawing) leftOut(shown, all int, what, rule string) {
	if shown < all {
		d.left = append(d.left, strconv.Itoa(shown)+" of "+strconv.Itoa(all)+" "+what+" shown: "+rule)
	}
}
