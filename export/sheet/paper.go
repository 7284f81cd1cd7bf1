package sheet

import (
	"cmp"
	"math"
	"slices"
)

// Paper is a size of page, in points.
type Paper struct {
	Name string
	W, H float64
}

// Papers is the table of sizes that help and errors read.
func Papers() []Paper {
	return []Paper{
		{"a4", 595.28, 841.89}, {"a4-landscape", 841.89, 595.28}, {"a3", 841.89, 1190.55}, {"a3-landscape", 1190.55, 841.89},
		{"letter", 612, 792}, {"letter-landscape", 792, 612},
	}
}

const (
	margin = 34.0 // of a sheet of paper, in points: 12 mm
	footer = 16.0 // above the lower margin, for the number of the page
)

// Width is how wide a picture is, in px, that fills the paper without being made
// smaller.
func (p Paper) Width() float64 { return math.Floor((p.W - 2*margin) / 0.75) }

// Strip is what stands over the part of a sheet from From to To, and is drawn again
// on every page that begins in it: the axis of a timeline.
type Strip struct{ Top, Bottom, From, To float64 }

// part is what a page shows: the px from y0 to y1, below the strip if it has one.
type part struct {
	y0, y1 float64
	strip  bool
}

// parts cuts s for pages that have room for h px, between lines and rows: never
// through words or marks, unless these are higher than a page.
func (s *Sheet) parts(h float64) []part {
	var out []part
	rows, lines := s.solid(true), s.solid(false)
	end := s.H
	if n := len(lines); n > 0 {
		end = min(end, lines[n-1][1]+1)
	}
	for y := 0.0; ; {
		room := h
		p := part{y0: y, strip: s.Head != nil && y > s.Head.From && y < s.Head.To}
		if p.strip {
			if room -= s.Head.Bottom - s.Head.Top; room < h/2 {
				p.strip, room = false, h
			}
		}
		if end-y <= room {
			p.y1 = end
			return append(out, p)
		}
		p.y1 = gap(rows, y+room/2, y+room)
		if p.y1 < 0 {
			p.y1 = gap(lines, y+room/2, y+room)
		}
		if p.y1 < 0 {
			p.y1 = y + room
		}
		out = append(out, p)
		y = p.y1
	}
}

// solid are the stretches of s, by height, that hold words or marks: with wide, also
// what is between the lines of one label.
func (s *Sheet) solid(wide bool) [][2]float64 {
	const (
		small = 60 // a higher shape is a line or a ground, and may be cut
		keep  = 60 // a heading and two lines
	)
	pad := 0.0
	if wide {
		pad = 1.5
	}
	var all [][2]float64
	for i := range s.Items {
		it := &s.Items[i]
		y0, y1 := it.span()
		if wide && it.Keep {
			y1 += keep
		}
		if it.Text != nil || y1-y0 <= small {
			all = append(all, [2]float64{y0 - pad, y1 + pad})
		}
	}
	slices.SortFunc(all, func(a, b [2]float64) int { return cmp.Compare(a[0], b[0]) })
	var out [][2]float64
	for _, a := range all {
		if n := len(out); n > 0 && a[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], a[1])
		} else {
			out = append(out, a)
		}
	}
	return out
}

// gap is the lowest place between from and to that is in none of the stretches, a
// little above the next of them; -1 if there is none.
func gap(solid [][2]float64, from, to float64) float64 {
	for i := len(solid); i >= 0; i-- {
		a, b := from, to
		if i > 0 {
			a = max(a, solid[i-1][1])
		}
		if i < len(solid) {
			b = min(b, solid[i][0])
		}
		if a < b {
			return max((a+b)/2, b-3)
		}
	}
	return -1
}

// span is how far up and down it reaches.
func (it *Item) span() (y0, y1 float64) {
	if t := it.Text; t != nil {
		return t.Y - 0.9*t.Size, t.Y + 0.35*t.Size
	}
	_, y0, _, y1 = it.Path.box()
	return y0, y1
}
