// Package sheet draws shapes and words as PNG and PDF.
//
// It takes a Sheet, a list of shapes and lines of text with final coordinates and
// colours, and gives the bytes of a picture. It lays nothing out and knows nothing
// of what is drawn. Words are set in the Go fonts, letters that these lack in Fonts
// that the caller adds and in DejaVu Sans; what none of them has (Chinese, Japanese,
// Korean, the scripts of India) are boxes, and Missing names them.
// Text is shaped and ordered as its script asks (HarfBuzz and Unicode's
// bidirectional algorithm), so that Arabic joins and Hebrew runs from the right.
package sheet

import (
	"image/color"
	"strconv"
	"strings"
)

// Sheet is a picture in px, 96 of them an inch, y downwards.
type Sheet struct {
	W, H   float64
	Title  string
	Desc   string
	Lang   string
	Ground color.NRGBA
	Items  []Item // drawn in this order
	Rows   bool   // may be cut into pages between its rows
	Head   *Strip // drawn again on the pages of what is below it
}

// Item is a shape or a line of text.
type Item struct {
	Path   Path
	Fill   color.NRGBA // alpha 0 fills nothing
	Stroke color.NRGBA // alpha 0 strokes nothing
	Width  float64     // of the stroke
	Dash   []float64   // lengths drawn and left out, by turns
	// Fade is how much of Fill there is from the left edge of the shape to its
	// right, at equal distances, 0 to 1; nil is all of it.
	Fade []float64
	Text *Text
	Keep bool // a heading, or the line above one: not parted from what is below it
}

// dashes are the lengths of Dash in units of which a px has k.
func (it *Item) dashes(k float64) []float64 {
	out := make([]float64, len(it.Dash))
	for i, d := range it.Dash {
		out[i] = d * k
	}
	return out
}

// Text is one line of words in the colour of its Item's Fill.
type Text struct {
	X, Y   float64 // of the start of the baseline, or of its other end
	Size   float64 // px
	S      string
	Bold   bool
	Anchor Anchor
	Fit    float64 // not wider than this, 0 for any width
	Halo   bool    // outlined in the Item's Stroke, so that it reads on lines
	Href   string  // a link, where the form has links
}

// Anchor says which point of a line of text X is.
type Anchor uint8

// The anchors.
const (
	Left Anchor = iota
	Middle
	Right
)

// Op is what a step of a path does.
type Op uint8

// The steps.
const (
	Move Op = iota
	Line
	Cubic
	Close
)

// Step is one step of a path; a Cubic has all three points, the last being its
// end, Move and Line only the last.
type Step struct {
	Op                     Op
	X1, Y1, X2, Y2, X3, Y3 float64
}

// Path is a shape's outline.
type Path []Step

// Move begins a new part at x, y.
func (p *Path) Move(x, y float64) { *p = append(*p, Step{Op: Move, X3: x, Y3: y}) }

// Line goes straight to x, y.
func (p *Path) Line(x, y float64) { *p = append(*p, Step{Op: Line, X3: x, Y3: y}) }

// Cubic goes to x3, y3 in a Bézier curve.
func (p *Path) Cubic(x1, y1, x2, y2, x3, y3 float64) {
	*p = append(*p, Step{Cubic, x1, y1, x2, y2, x3, y3})
}

// Close goes back to where the part began.
func (p *Path) Close() { *p = append(*p, Step{Op: Close}) }

// kappa is how far the control points of a quarter circle are from its ends.
const kappa = 0.5522847498307936

// Ellipse is the ellipse round cx, cy.
func Ellipse(cx, cy, rx, ry float64) Path {
	var p Path
	kx, ky := rx*kappa, ry*kappa
	p.Move(cx+rx, cy)
	p.Cubic(cx+rx, cy+ky, cx+kx, cy+ry, cx, cy+ry)
	p.Cubic(cx-kx, cy+ry, cx-rx, cy+ky, cx-rx, cy)
	p.Cubic(cx-rx, cy-ky, cx-kx, cy-ry, cx, cy-ry)
	p.Cubic(cx+kx, cy-ry, cx+rx, cy-ky, cx+rx, cy)
	p.Close()
	return p
}

// Rect is the rectangle with its upper left corner at x, y and corners rounded
// by r.
func Rect(x, y, w, h, r float64) Path {
	var p Path
	r = min(r, w/2, h/2)
	if r <= 0 {
		p.Move(x, y)
		p.Line(x+w, y)
		p.Line(x+w, y+h)
		p.Line(x, y+h)
		p.Close()
		return p
	}
	k := r * (1 - kappa)
	p.Move(x+r, y)
	p.Line(x+w-r, y)
	p.Cubic(x+w-k, y, x+w, y+k, x+w, y+r)
	p.Line(x+w, y+h-r)
	p.Cubic(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
	p.Line(x+r, y+h)
	p.Cubic(x+k, y+h, x, y+h-k, x, y+h-r)
	p.Line(x, y+r)
	p.Cubic(x, y+k, x+k, y, x+r, y)
	p.Close()
	return p
}

// box is the room that p takes, by its points.
func (p Path) box() (x0, y0, x1, y1 float64) {
	first := true
	add := func(x, y float64) {
		if first {
			x0, y0, x1, y1, first = x, y, x, y, false
			return
		}
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	for _, s := range p {
		switch s.Op {
		case Cubic:
			add(s.X1, s.Y1)
			add(s.X2, s.Y2)
			add(s.X3, s.Y3)
		case Move, Line:
			add(s.X3, s.Y3)
		}
	}
	return x0, y0, x1, y1
}

// Colour reads "#1b1b1f". What is no colour is a bug of who asks.
func Colour(s string) color.NRGBA {
	v, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 24)
	if err != nil {
		panic("sheet: no colour: " + s)
	}
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// mix is c on ground, as much of it as share says.
func mix(c, ground color.NRGBA, share float64) color.NRGBA {
	share *= float64(c.A) / 255
	part := func(a, b uint8) uint8 { return uint8(float64(a)*share + float64(b)*(1-share) + 0.5) }
	return color.NRGBA{part(c.R, ground.R), part(c.G, ground.G), part(c.B, ground.B), 255}
}
