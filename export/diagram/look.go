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

func (l *look) colour(g told.Group) string { return cmp.Or(l.groups[g.Key], l.groups["ot"]) }

// words is the colour of what is written about g.
func (l *look) words(g told.Group) string {
	if l.plain {
		return l.ink
	}
	return l.colour(g)
}

// shapes of the kinds of entity; what is not listed is a rounded box.
var shapes = map[graph.Kind][2]string{ // shape, what the legend calls it
	graph.Person:       {"ellipse", "ellipse: person"},
	graph.Organisation: {"box", "box: organisation"},
	graph.GPE:          {"hexagon", "hexagon: country or place"},
	graph.Place:        {"hexagon", "hexagon: country or place"},
	graph.Facility:     {"hexagon", "hexagon: country or place"},
	graph.Group:        {"octagon", "octagon: group"},
}

var shapeOrder = []graph.Kind{graph.Person, graph.Organisation, graph.GPE, graph.Group}

// entity is the node of an entity.
func (d *drawing) entity(id graph.EntityID) string {
	e := d.story.Entity(id)
	if e == nil {
		e = &graph.Entity{ID: id}
	}
	shape, style := "box", "filled,rounded"
	if s, ok := shapes[e.Kind]; ok {
		shape, style = s[0], "filled"
		d.shapes[s[1]] = true
	}
	if e.Unnamed {
		style += ",dashed"
	}
	name := d.story.Name(id)
	tip := name
	for _, more := range []string{e.Role, e.Country} {
		if more != "" {
			tip += "; " + more
		}
	}
	if len(e.Aliases) > 0 {
		tip += "; also " + told.Few(e.Aliases, 5)
	}
	_, known := d.ids["entity "+string(e.ID)]
	n := d.node("entity "+string(e.ID), "label", wrap(name, 22, 4), "shape", shape, "style", style, "tooltip", tip, "class", "entity "+string(e.Kind)+" "+d.story.Key(e.ID))
	if f := d.cluster[e.ID]; f != "" && !known {
		d.framed[f] = append(d.framed[f], n)
	}
	return n
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

// stroke is the line style of a standing: what is not simply reported is not a
// solid line.
func stroke(s told.Standing) (style, legend string) {
	switch s {
	case told.Reported:
		return "solid", ""
	case told.Alleged, told.Disputed:
		return "dashed", "dashed: alleged or disputed"
	}
	return "dotted", "dotted: planned, possible or only denied"
}

// heading is the graph's label: title, legend, and what was left out.
func (d *drawing) heading() string {
	var b strings.Builder
	b.WriteString(`<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="2">`)
	row := func(s string) { b.WriteString(`<TR><TD ALIGN="LEFT" BALIGN="LEFT">` + s + `</TD></TR>`) }
	if d.title != "" {
		row(`<FONT POINT-SIZE="18"><B>` + markup(wrap(d.title, 70, 3)) + `</B></FONT>`)
	}
	var keys []string
	for _, g := range told.Groups() {
		if d.groups[g.Key] {
			keys = append(keys, `<FONT COLOR="`+d.look.colour(g)+`"><B>&#8212;</B></FONT><FONT COLOR="`+d.look.words(g)+`">&#160;`+markup(g.Label)+`</FONT>`)
		}
	}
	if len(keys) > 0 {
		row(strings.Join(keys, "&#160;&#160;&#160; "))
	}
	var words []string
	for _, l := range []string{"dashed: alleged or disputed", "dotted: planned, possible or only denied", "grey: office or membership"} {
		if d.lines[l] {
			words = append(words, l)
		}
	}
	for _, k := range shapeOrder {
		if l := shapes[k][1]; d.shapes[l] {
			words = append(words, l)
		}
	}
	if len(words) > 0 {
		row(`<FONT COLOR="` + d.look.soft + `">` + markup(wrap(strings.Join(words, " · "), 95, 3)) + `</FONT>`)
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

// leftOut says what a limit kept from the picture, and by which rule.
func (d *drawing) leftOut(shown, all int, what, rule string) {
	if shown < all {
		d.left = append(d.left, strconv.Itoa(shown)+" of "+strconv.Itoa(all)+" "+what+" shown: "+rule)
	}
}
