package sheet

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/math/fixed"
)

// Font is a font for letters that the built-in ones lack.
type Font struct {
	face *font.Face
	last bool
}

// ReadFont reads a TrueType or OpenType font, or the first of a collection.
func ReadFont(b []byte) (Font, error) {
	faces, err := font.ParseTTC(bytes.NewReader(b))
	if err != nil {
		return Font{}, fmt.Errorf("not a TrueType or OpenType font: %w", err)
	}
	return Font{face: faces[0]}, nil
}

// Last is f for letters that no other font has, DejaVu Sans included: what these have
// looks the same with it and without.
func (f Font) Last() Font { return Font{f.face, true} }

// Has reports whether f draws r.
func (f Font) Has(r rune) bool {
	_, ok := f.face.NominalGlyph(r)
	return ok
}

// Missing are the letters of s that are boxes when it is drawn with those fonts
// beside the built-in ones, each once, in order of their code points.
func (s *Sheet) Missing(more ...Font) string {
	fs := facesFor(false, more)
	seen := map[rune]bool{}
	for i := range s.Items {
		if t := s.Items[i].Text; t != nil {
			for _, r := range clean(t.S) {
				seen[r] = true
			}
		}
	}
	var out []rune
	for r := range seen {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector) || r == unicode.ReplacementChar {
			continue // nothing to be seen, or a sign for what could not be read
		}
		if !slices.ContainsFunc(fs, func(f *font.Face) bool { _, ok := f.NominalGlyph(r); return ok }) {
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return string(out)
}

// builtIn are the Go fonts, regular and bold, and DejaVu Sans for what they lack
// (Arabic, Hebrew, Armenian, Georgian, the rest of Latin), read once.
var builtIn = sync.OnceValue(func() [4]*font.Face {
	var out [4]*font.Face
	for i, ttf := range [][]byte{goregular.TTF, gobold.TTF, dejavusans.TTF, dejavusansbold.TTF} {
		f, err := ReadFont(ttf)
		if err != nil {
			panic("sheet: the embedded font: " + err.Error())
		}
		out[i] = f.face
	}
	return out
})

// faces are the fonts a picture is set in: the first that has a letter draws it.
type faces []*font.Face

func facesFor(bold bool, more []Font) faces {
	weight := 0
	if bold {
		weight = 1
	}
	fs := faces{builtIn()[weight]}
	for _, m := range more {
		if !m.last {
			fs = append(fs, m.face)
		}
	}
	fs = append(fs, builtIn()[2+weight])
	for _, m := range more {
		if m.last {
			fs = append(fs, m.face)
		}
	}
	return fs
}

// ResolveFace is the first face that knows r, else the first of all, whose box for
// unknown letters stands in.
func (fs faces) ResolveFace(r rune) *font.Face {
	for _, f := range fs {
		if _, ok := f.NominalGlyph(r); ok {
			return f
		}
	}
	return fs[0]
}

// clean is s without what is no letter at all: bytes that are not UTF-8, controls.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// plain reports whether s needs no more than the built-in font, letter by letter.
func (fs faces) plain(s string) bool {
	for _, r := range s {
		if _, ok := fs[0].NominalGlyph(r); !ok || r > 0xFFFF || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			return false
		}
	}
	return true
}

// setter shapes lines of text. It belongs to one picture.
type setter struct {
	shaper shaping.HarfbuzzShaper
	split  shaping.Segmenter
	wrap   shaping.LineWrapper
	more   []Font
}

// glyph is a glyph in its place on the line: px from the line's left end, and its
// outline in font units.
type glyph struct {
	x, y    float64
	scale   float64 // px a font unit
	outline []opentype.Segment
}

// set shapes s and gives its glyphs and its width in px.
func (t *setter) set(s string, bold bool, size float64) (glyphs []glyph, width float64) {
	text := []rune(s)
	if len(text) == 0 {
		return nil, 0
	}
	dir := di.DirectionLTR
	for _, r := range text {
		if unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko) {
			dir = di.DirectionRTL
			break
		}
		if unicode.IsLetter(r) {
			break
		}
	}
	var runs []shaping.Output
	in := shaping.Input{Text: text, RunEnd: len(text), Direction: dir, Size: fixed.Int26_6(math.Round(size * 64)), Language: language.DefaultLanguage()}
	for _, run := range t.split.Split(in, facesFor(bold, t.more)) {
		runs = append(runs, t.shaper.ShapeNoExtents(run))
	}
	if len(runs) > 1 { // the wrapper finds the order that the runs are read in
		lines, _ := t.wrap.WrapParagraph(shaping.WrapConfig{Direction: dir, DisableTrailingWhitespaceTrim: true, BreakPolicy: shaping.Never}, 1<<24, text, shaping.NewSliceIterator(runs))
		if len(lines) == 1 {
			runs = slices.Clone(lines[0])
			slices.SortStableFunc(runs, func(a, b shaping.Output) int { return cmp.Compare(a.VisualIndex, b.VisualIndex) })
		}
	}
	for _, run := range runs {
		scale := size / float64(run.Face.Upem())
		for _, g := range run.Glyphs {
			if o, ok := run.Face.GlyphDataOutline(g.GlyphID); ok {
				glyphs = append(glyphs, glyph{width + px(g.XOffset), -px(g.YOffset), scale, o.Segments})
			}
			width += px(g.Advance)
		}
	}
	return glyphs, width
}

func px(v fixed.Int26_6) float64 { return float64(v) / 64 }

// path is the outline of a line of text at x, y, narrowed by squeeze.
func outline(glyphs []glyph, x, y, squeeze float64) Path {
	var p Path
	for _, g := range glyphs {
		at := func(q opentype.SegmentPoint) (float64, float64) {
			return x + (g.x+float64(q.X)*g.scale)*squeeze, y + g.y - float64(q.Y)*g.scale
		}
		var lastX, lastY float64
		open := false
		for _, s := range g.outline {
			switch s.Op {
			case opentype.SegmentOpMoveTo:
				if open {
					p.Close()
				}
				lastX, lastY = at(s.Args[0])
				p.Move(lastX, lastY)
				open = true
			case opentype.SegmentOpLineTo:
				lastX, lastY = at(s.Args[0])
				p.Line(lastX, lastY)
			case opentype.SegmentOpQuadTo:
				cx, cy := at(s.Args[0])
				ex, ey := at(s.Args[1])
				p.Cubic(lastX+2*(cx-lastX)/3, lastY+2*(cy-lastY)/3, ex+2*(cx-ex)/3, ey+2*(cy-ey)/3, ex, ey)
				lastX, lastY = ex, ey
			case opentype.SegmentOpCubeTo:
				ax, ay := at(s.Args[0])
				bx, by := at(s.Args[1])
				lastX, lastY = at(s.Args[2])
				p.Cubic(ax, ay, bx, by, lastX, lastY)
			}
		}
		if open {
			p.Close()
		}
	}
	return p
}

// place is where a line of text of that width begins, and how much it is narrowed.
func (t *Text) place(width float64) (x, squeeze float64) {
	squeeze = 1
	if t.Fit > 0 && width > t.Fit {
		squeeze = t.Fit / width
		width = t.Fit
	}
	switch t.Anchor {
	case Middle:
		return t.X - width/2, squeeze
	case Right:
		return t.X - width, squeeze
	}
	return t.X, squeeze
}
