// Package timeline draws the events of a View along an axis of time.
//
// Layout is arithmetic: it takes a graph.View and gives a Chart, in which every
// line, mark and word has its final place. Draw writes a Chart as SVG and decides
// nothing. The picture stands alone: no script, no outside font, readable on
// light and dark ground and in print.
//
// What a reader can rely on: no two words overlap; nothing lies outside the
// canvas; what does not fit is counted ("+12") and listed by number below; a date
// is drawn no sharper than the text gave it; what is denied, alleged or planned
// has a shape of its own; a long time in which nothing happened is cut out, and
// the cut is shown. The same View gives the same bytes on every machine.
package timeline

import "dateline/graph"

// Options say how a timeline is laid out. The zero value is a good picture.
type Options struct {
	Width     float64 // of the canvas, in px; 0 is 1200, less than 320 is 320
	Title     string  // "" is that of the View, or of its only source
	Lanes     string  // a name of LaneKinds; "" is "none"
	Rank      string  // a name of told.Ranks, for when room is short; "" is "importance"
	Theme     string  // a name of Themes; "" is "auto"
	MaxEvents int     // events drawn, the weightiest first; 0 is all
	MaxRows   int     // rows of labels in a lane before events are gathered as "+n"; 0 is 14, in lanes 6
	MaxListed int     // gathered events listed by number below; 0 is 200, -1 none
	Unlisted  bool    // the page round it has title, lists and sources: the picture has none
}

// Theme names a way of colouring.
type Theme struct{ Name, Help string }

// Themes is the table of themes that help and errors read.
func Themes() []Theme {
	return []Theme{
		{"auto", "light or dark as the reader's screen is, light on paper"},
		{"light", "dark on white"},
		{"dark", "light on black"},
		{"print", "black on white, classes told by shades"},
	}
}

// LaneKind names a way of dividing events into lanes.
type LaneKind struct{ Name, Help string }

// LaneKinds is the table of lanes that help and errors read.
func LaneKinds() []LaneKind {
	return []LaneKind{
		{"none", "one band for all"},
		{"actor", "who did it; an event of two actors stands in both lanes, joined by a line"},
		{"class", "what kind of event it is"},
		{"place", "where it happened"},
		{"story", "articles that tell of the same events or name much the same are one story"},
		{"source", "the first article that told it"},
	}
}

// Chart is a timeline laid out. All coordinates are in px from the upper left
// corner of the canvas; y of a Text is its baseline.
type Chart struct {
	Width, Height float64
	Title         string
	Desc          string
	Theme         string

	Plot   Box     // where marks are
	Ticks  []Tick  // lines of the axis
	Breaks []Break // empty stretches cut out
	Lanes  []Lane
	Joins  []Join // one event in several lanes
	Marks  []Mark
	Rules  []Box  // thin lines between sections
	Texts  []Text // all words that are not a mark's
	Keys   []Mark // the marks of the legend

	Shown, Gathered, Undated, Omitted int // events
}

// Box is a rectangle.
type Box struct{ X, Y, W, H float64 }

// Tick is a line across the plot.
type Tick struct {
	X, Top, Bottom float64
	Major          bool
}

// Break is a stretch of time that was cut out.
type Break struct {
	Box
	Title string // what was cut: "5 years without events"
}

// Lane is a strip of the plot.
type Lane struct {
	Box
	Name string
}

// Join connects the marks of one event in two lanes.
type Join struct {
	Event  graph.EventID
	X      float64
	Y1, Y2 float64
}

// Shape is the form of a mark.
type Shape string

// The shapes.
const (
	Disc    Shape = "disc"    // a day, or less
	Bar     Shape = "bar"     // an interval, or some time in it
	Cluster Shape = "cluster" // several events gathered
	Echo    Shape = "echo"    // the same event in another lane
)

// Mark is a drawn event, or several gathered.
type Mark struct {
	Event  graph.EventID   `json:",omitempty"`
	Events []graph.EventID `json:",omitempty"` // of a cluster: those that are listed
	Shape  Shape
	X, Y   float64 // centre of a disc; left end and middle of a bar
	W, H   float64 // of a bar or cluster; H is the diameter of a disc
	FadeL  float64 // how much of a bar's left end fades, in px: the text was vague
	FadeR  float64
	Group  string // the class's group: vc mc vx mx ot
	Status string // told.Standing: reported, alleged, disputed, denied, planned, supposed
	Hollow bool   `json:",omitempty"` // the date is only that of publication
	Title  string // what it is, in words
	Href   string `json:",omitempty"` // where its evidence is read
	Texts  []Text `json:",omitempty"`
}

// Text is one line of words. W is the room kept for it; the words as measured
// are narrower by a margin, so that other fonts fit too.
type Text struct {
	X, Y  float64
	W     float64
	Size  float64
	S     string
	Class string // how it looks: date, label, lane, tick, head ...
	Href  string `json:",omitempty"`
	RTL   bool   `json:",omitempty"` // reads from right to left
	End   bool   `json:",omitempty"` // X is its right end
	Fit   bool   `json:",omitempty"` // has signs of unknown width: hold it to W
}

// Box is the room of t.
func (t Text) Box() Box {
	x := t.X
	if t.End {
		x -= t.W
	}
	return Box{x, t.Y - 0.8*t.Size, t.W, 1.05 * t.Size}
}

// Overlaps reports whether a and b share more than an edge.
func (a Box) Overlaps(b Box) bool {
	const e = 0.01
	return a.X+e < b.X+b.W && b.X+e < a.X+a.W && a.Y+e < b.Y+b.H && b.Y+e < a.Y+a.H
}
