package diagram

import "dateline/export/sheet"

// Chart is a diagram laid out: everything has its final place, in px from the upper
// left corner; y of a Text is its baseline.
type Chart struct {
	Width, Height float64
	Title         string
	Desc          string
	Theme         string

	Frames []Frame
	Edges  []Edge
	Nodes  []Node
	Keys   []Key  // the signs of the legend
	Texts  []Text // title, legend, and what was left out
}

// Box is a rectangle.
type Box struct{ X, Y, W, H float64 }

// Overlaps reports whether a and b share more than an edge.
func (a Box) Overlaps(b Box) bool {
	const e = 0.01
	return a.X+e < b.X+b.W && b.X+e < a.X+a.W && a.Y+e < b.Y+b.H && b.Y+e < a.Y+a.H
}

// Frame goes round nodes that belong together.
type Frame struct {
	Box
	Texts []Text
}

// Node is a thing or an event: an outline with an icon and words in it.
type Node struct {
	Box
	Outline sheet.Path
	Icon    sheet.Path // nil for none
	IconBox Box
	Group   string // of an event: vc mc vx mx ot
	Line    string // of the outline: solid, dashed or dotted
	Title   string // what it is, in words
	Href    string // where its evidence is read
	Class   string // of the SVG's element
	Texts   []Text
}

// Edge is a line between two nodes.
type Edge struct {
	Path  sheet.Path
	Heads []sheet.Path // areas at its ends
	Tails []sheet.Path // the same as lines
	Group string       // vc mc vx mx ot, state, role, says or denies
	Line  string
	Width float64
	Title string
	Href  string
	Class string
	// Icon stands beside the words, nil for none; Room is that of both.
	Icon          sheet.Path
	IconBox, Room Box
	Texts         []Text
}

// Key is a sign of the legend, a line or an icon.
type Key struct {
	Path  sheet.Path // nil for none
	Icon  sheet.Path // nil for none
	Group string     // "" is a kind of thing
	Line  string
}

// Text is one line of words. W is the room kept for it.
type Text struct {
	X, Y   float64
	W      float64
	Size   float64
	S      string
	Class  string // how it looks: title, legend, left, frame, name, main, event, edge, more
	Middle bool   // X is its middle
	RTL    bool   // reads from right to left
	Fit    bool   // has signs of unknown width: hold it to W
}

// Box is the room of t.
func (t Text) Box() Box {
	x := t.X
	if t.Middle {
		x -= t.W / 2
	}
	return Box{x, t.Y - 0.8*t.Size, t.W, 1.05 * t.Size}
}
