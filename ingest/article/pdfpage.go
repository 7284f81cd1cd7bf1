package article

import (
	"fmt"
	"io"
	"math"

	"github.com/ledongthuc/pdf"
)

// span is text that one operator of a page shows: where it starts and ends on
// its baseline and how high it is, in points.
type span struct {
	x, end, y, size float64
	text            string
}

// Bounds of one page, for files that are made to be large.
const (
	mostPageBytes = 64 << 20 // of its content, unpacked
	mostMapBytes  = 8 << 20  // of a font's map to Unicode
	mostShown     = 1_000_000
)

// matrix is an affine map: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix [6]float64

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// pageFont is a font with what places its glyphs.
type pageFont struct {
	font   *pdf.Font
	encode pdf.TextEncoding
	wide   map[int]float64 // of a composite font: code -> width
	usual  float64         // width of the others
	two    bool            // codes of two bytes
}

func (f *pageFont) width(raw string) (w float64, glyphs int) {
	if !f.two {
		for i := 0; i < len(raw); i++ {
			w += f.font.Width(int(raw[i]))
		}
		return w, len(raw)
	}
	for i := 0; i+1 < len(raw); i += 2 {
		if v, ok := f.wide[int(raw[i])<<8|int(raw[i+1])]; ok {
			w += v
		} else {
			w += f.usual
		}
	}
	return w, len(raw) / 2
}

// textState is the part of the graphics state that text is placed by.
type textState struct {
	ctm                               matrix
	font                              *pageFont
	size, char, word, scale, lead, up float64
}

// pageSpans gives what a page shows, in the order of its content. left is how
// many more bytes of text the file may have.
func pageSpans(p pdf.Page, left *int64) (spans []span, err error) {
	contents := p.V.Key("Contents")
	if contents.IsNull() {
		return nil, nil
	}
	if err := measure(contents, mostPageBytes); err != nil {
		return nil, err
	}
	fonts := map[string]*pageFont{}
	font := func(name string) *pageFont {
		f, ok := fonts[name]
		if !ok {
			f = newPageFont(p.Font(name))
			fonts[name] = f
		}
		return f
	}
	id := matrix{1, 0, 0, 1, 0, 0}
	g := textState{ctm: id, scale: 1}
	var saved []textState
	tm, line := id, id
	shown := 0
	show := func(raw string) {
		if shown++; shown > mostShown || *left < 0 {
			panic(fmt.Errorf("%w: more text than an article has", ErrTooLarge))
		}
		if g.font == nil || raw == "" {
			return
		}
		text := g.font.encode.Decode(raw)
		*left -= int64(len(text))
		w, glyphs := g.font.width(raw)
		advance := (w/1000*g.size + float64(glyphs)*g.char) * g.scale
		if !g.font.two {
			for i := 0; i < len(raw); i++ {
				if raw[i] == ' ' {
					advance += g.word * g.scale
				}
			}
		}
		at := matrix{1, 0, 0, 1, 0, g.up}.mul(tm).mul(g.ctm)
		to := matrix{1, 0, 0, 1, advance, 0}.mul(tm)
		end := matrix{1, 0, 0, 1, 0, g.up}.mul(to).mul(g.ctm)
		size := math.Abs(g.size) * math.Hypot(at[2], at[3])
		if math.Abs(at[1]) < 0.3*math.Hypot(at[0], at[1]) { // text that stands upright or overhead is no prose
			spans = append(spans, span{at[4], end[4], at[5], size, text})
		}
		tm = to
	}
	next := func(x, y float64) {
		line = matrix{1, 0, 0, 1, x, y}.mul(line)
		tm = line
	}
	pdf.Interpret(contents, func(stk *pdf.Stack, op string) {
		args := make([]pdf.Value, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		num := func(i int) float64 {
			if i < len(args) {
				return args[i].Float64()
			}
			return 0
		}
		six := func() matrix { return matrix{num(0), num(1), num(2), num(3), num(4), num(5)} }
		raw := func(i int) string {
			if i >= 0 && i < len(args) {
				return args[i].RawString()
			}
			return ""
		}
		switch op {
		case "cm":
			g.ctm = six().mul(g.ctm)
		case "q":
			if len(saved) < 10_000 {
				saved = append(saved, g)
			}
		case "Q":
			if n := len(saved) - 1; n >= 0 {
				g, saved = saved[n], saved[:n]
			}
		case "BT":
			tm, line = id, id
		case "Tf":
			if len(args) == 2 {
				g.font, g.size = font(args[0].Name()), num(1)
			}
		case "Tc":
			g.char = num(0)
		case "Tw":
			g.word = num(0)
		case "Tz":
			g.scale = num(0) / 100
		case "TL":
			g.lead = num(0)
		case "Ts":
			g.up = num(0)
		case "Td":
			next(num(0), num(1))
		case "TD":
			g.lead = -num(1)
			next(num(0), num(1))
		case "Tm":
			tm, line = six(), six()
		case "T*":
			next(0, -g.lead)
		case "Tj":
			show(raw(0))
		case "'", `"`:
			next(0, -g.lead)
			if op == `"` {
				g.word, g.char = num(0), num(1)
			}
			show(raw(len(args) - 1))
		case "TJ":
			if len(args) == 0 {
				return
			}
			for i := 0; i < args[0].Len(); i++ {
				if v := args[0].Index(i); v.Kind() == pdf.String {
					show(v.RawString())
				} else {
					tm = matrix{1, 0, 0, 1, -v.Float64() / 1000 * g.size * g.scale, 0}.mul(tm)
				}
			}
		}
	})
	return spans, nil
}

// measure unpacks a stream, or each of an array of them, to see that it is not too large.
func measure(v pdf.Value, most int64) error {
	n := max(1, v.Len())
	for i := 0; i < n; i++ {
		s := v
		if v.Kind() == pdf.Array {
			s = v.Index(i)
		}
		if s.Kind() != pdf.Stream {
			continue
		}
		got, err := io.Copy(io.Discard, io.LimitReader(s.Reader(), most+1))
		if got > most {
			return fmt.Errorf("%w: a stream of more than %s", ErrTooLarge, size(most))
		}
		if err != nil && got == 0 {
			return err
		}
		most -= got
	}
	return nil
}

func newPageFont(f pdf.Font) *pageFont {
	p := &pageFont{font: &f, wide: map[int]float64{}, usual: 1000}
	if m := f.V.Key("ToUnicode"); m.Kind() == pdf.Stream && measure(m, mostMapBytes) != nil {
		return nil
	}
	if p.encode = f.Encoder(); p.encode == nil {
		return nil
	}
	if f.V.Key("Subtype").Name() != "Type0" {
		return p
	}
	p.two = true
	inner := f.V.Key("DescendantFonts").Index(0)
	if dw := inner.Key("DW"); !dw.IsNull() {
		p.usual = dw.Float64()
	}
	// W is a list of "first [w w w]" and "first last w".
	w := inner.Key("W")
	for i := 0; i+1 < w.Len(); {
		from := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for k := 0; k < list.Len(); k++ {
				p.wide[from+k] = list.Index(k).Float64()
			}
			i += 2
			continue
		}
		for c := from; c <= min(int(w.Index(i+1).Int64()), 0xffff); c++ {
			p.wide[c] = w.Index(i + 2).Float64()
		}
		i += 3
	}
	return p
}
