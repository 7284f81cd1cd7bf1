// Package metric measures words before anybody draws them.
//
// It takes a line of text and a size and gives the room that the line needs in any
// common sans-serif font, and breaks text into lines that fit a room. It draws
// nothing.
package metric

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/width"
)

// Margin is the room beyond what is measured: a picture is read with whatever sans-serif font the reader has. We measure with
// the Go fonts, and of the common ones DejaVu Sans and Verdana are
// the widest: on news text their lines are 12 percent longer than those of Go.
const Margin = 1.13

// Face measures text in one font. Advances are kept per rune, in em. It is not to be
// used by two at once.
type Face struct {
	font  *sfnt.Font
	buf   sfnt.Buffer
	low   [0x250]float32 // Latin, 0 is not yet known
	other map[rune]float32
}

// Fonts are the two faces a picture is set in. They belong to one layout.
type Fonts struct{ Regular, Bold *Face }

// New gives faces that have measured nothing yet.
func New() *Fonts { return &Fonts{newFace(goregular.TTF), newFace(gobold.TTF)} }

func newFace(ttf []byte) *Face {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic("metric: the embedded font: " + err.Error())
	}
	return &Face{font: f, other: map[rune]float32{}}
}

// advance is the width of r in em, and whether the font knows it.
func (f *Face) advance(r rune) (float32, bool) {
	if r >= 0 && int(r) < len(f.low) {
		if f.low[r] == 0 {
			f.low[r], _ = f.lookUp(r)
		}
		return f.low[r], true
	}
	if a, ok := f.other[r]; ok {
		return max(a, -a), a >= 0
	}
	a, ok := f.lookUp(r)
	if !ok {
		f.other[r] = -a
	} else {
		f.other[r] = a
	}
	return a, ok
}

func (f *Face) lookUp(r rune) (float32, bool) {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 1e-6, true // stands on the rune before it
	}
	i, err := f.font.GlyphIndex(&f.buf, r)
	if err == nil && i != 0 {
		const em = 1024
		if a, err := f.font.GlyphAdvance(&f.buf, i, fixed.I(em), font.HintingNone); err == nil {
			return float32(a) / 64 / em, true
		}
	}
	switch k := width.LookupRune(r).Kind(); {
	case r > 0x1EFFF && r < 0x20000:
		return 1.3, false // emoji and other pictures
	case k == width.EastAsianWide || k == width.EastAsianFullwidth:
		return 1, true // in every font
	case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
		return 0.62, true
	case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Devanagari, unicode.Thai, unicode.Georgian, unicode.Armenian):
		return 0.68, true // rather wider than they are
	}
	return 0.75, false
}

// Width is the room in px that s needs at size px, and whether all of it was measured.
func (f *Face) Width(s string, size float64) (float64, bool) {
	var sum float32
	known := true
	for _, r := range s {
		a, ok := f.advance(r)
		sum += a
		known = known && ok
	}
	return float64(sum) * size * Margin, known
}

// Wrap breaks s into lines of at most room px, between words (a
// no-break space is part of one), and inside a word
// only where one word is longer than a line. More than limit lines are cut after
// a word and end in "…"; limit 0 is no limit.
func (f *Face) Wrap(s string, size, room float64, limit int) []string {
	var lines []string
	line := ""
	var used float64
	blank, _ := f.Width(" ", size)
	put := func() { lines = append(lines, line); line, used = "", 0 }
	breaks := func(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' }
	for word := range strings.FieldsFuncSeq(s, breaks) {
		w, _ := f.Width(word, size)
		if line != "" && used+blank+w > room {
			put()
		}
		for w > room {
			var head string
			head, word = f.split(word, size, room)
			lines = append(lines, head)
			w, _ = f.Width(word, size)
		}
		if word == "" {
			continue
		}
		if line != "" {
			line += " "
			used += blank
		}
		line += word
		used += w
	}
	if line != "" {
		put()
	}
	if limit > 0 && len(lines) > limit {
		lines = lines[:limit]
		lines[limit-1] = f.Cut(lines[limit-1]+" …", size, room)
	}
	return lines
}

// Cut shortens s, which ends in an ellipsis, by whole words until it fits.
func (f *Face) Cut(s string, size, room float64) string {
	for {
		if w, _ := f.Width(s, size); w <= room {
			return s
		}
		words := strings.Fields(strings.TrimSuffix(s, "…"))
		if len(words) < 2 {
			head, _ := f.split(words[0], size, room-size)
			return head + "…"
		}
		s = strings.Join(words[:len(words)-1], " ") + " …"
	}
}

// split cuts a word that is longer than a line, never between a letter and the
// marks that stand on it. The head has at least one rune.
func (f *Face) split(word string, size, room float64) (head, tail string) {
	var used float64
	for i, r := range word {
		a, _ := f.advance(r)
		used += float64(a) * size * Margin
		if used > room && i > 0 && !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			return word[:i], word[i:]
		}
	}
	_, n := utf8.DecodeRuneInString(word)
	if f, _ := f.Width(word, size); f > room && n < len(word) {
		return word[:n], word[n:]
	}
	return word, ""
}

// RightToLeft reports whether the first letter of s that has a direction is of a
// script written from right to left.
func RightToLeft(s string) bool {
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko):
			return true
		case unicode.IsLetter(r):
			return false
		}
	}
	return false
}
