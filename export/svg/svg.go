// Package svg writes SVG that is the same, byte for byte, on every machine.
//
// It takes elements, attributes and text in the order they are to stand in, and
// gives well-formed XML: everything is escaped here, numbers are rounded to two
// decimals, runes that XML forbids become U+FFFD. It lays nothing out and knows
// no colours.
package svg

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Doc is a document being written. The zero value is ready to use. Methods
// return the Doc, so that an element can be written on one line.
type Doc struct {
	buf    []byte
	open   []string // elements not yet closed
	inTag  bool     // the start tag of the last of open still takes attributes
	inText bool     // text was written: no line breaks until the element closes
}

// Open starts an element; attributes follow, then its content, then Close.
func (d *Doc) Open(name string) *Doc {
	d.endTag()
	if !d.inText && len(d.buf) > 0 {
		d.buf = append(d.buf, '\n')
	}
	d.buf = append(d.buf, '<')
	d.buf = append(d.buf, name...)
	d.open = append(d.open, name)
	d.inTag = true
	return d
}

// Attr adds an attribute to the element just opened.
func (d *Doc) Attr(name, value string) *Doc {
	d.name(name)
	d.buf = AppendEscaped(d.buf, value, true)
	d.buf = append(d.buf, '"')
	return d
}

// Num adds an attribute with a number.
func (d *Doc) Num(name string, value float64) *Doc {
	d.name(name)
	d.buf = AppendNum(d.buf, value)
	d.buf = append(d.buf, '"')
	return d
}

// Path adds the attribute d of a path, made of letters and numbers:
// Path("M", x, y, "V", y2).
func (d *Doc) Path(parts ...any) *Doc {
	d.name("d")
	number := false // the last part was one
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			d.buf = append(d.buf, p...)
			number = false
		case float64:
			if number {
				d.buf = append(d.buf, ' ')
			}
			d.buf = AppendNum(d.buf, p)
			number = true
		default:
			panic("svg: a path is made of letters and float64s")
		}
	}
	d.buf = append(d.buf, '"')
	return d
}

func (d *Doc) name(name string) {
	if !d.inTag {
		panic("svg: attribute " + name + " outside a start tag")
	}
	d.buf = append(d.buf, ' ')
	d.buf = append(d.buf, name...)
	d.buf = append(d.buf, '=', '"')
}

// Text adds text to the open element.
func (d *Doc) Text(s string) *Doc {
	d.endTag()
	d.inText = true
	d.buf = AppendEscaped(d.buf, s, false)
	return d
}

// Raw adds text that is known to be well-formed, such as a style sheet of ours.
func (d *Doc) Raw(s string) *Doc {
	d.endTag()
	d.inText = true
	d.buf = append(d.buf, s...)
	return d
}

// Close ends the innermost open element.
func (d *Doc) Close() *Doc {
	name := d.open[len(d.open)-1]
	d.open = d.open[:len(d.open)-1]
	if d.inTag {
		d.buf = append(d.buf, '/', '>')
		d.inTag = false
	} else {
		if !d.inText {
			d.buf = append(d.buf, '\n')
		}
		d.buf = append(d.buf, '<', '/')
		d.buf = append(d.buf, name...)
		d.buf = append(d.buf, '>')
	}
	d.inText = false
	return d
}

// Element writes <name>text</name>.
func (d *Doc) Element(name, text string) *Doc { return d.Open(name).Text(text).Close() }

// Bytes ends every open element and gives the document, with a final newline.
func (d *Doc) Bytes() []byte {
	for len(d.open) > 0 {
		d.Close()
	}
	return append(bytes.Clone(d.buf), '\n')
}

func (d *Doc) endTag() {
	if d.inTag {
		d.buf = append(d.buf, '>')
		d.inTag = false
	}
}

// Rule is a rule of a style sheet, each of its selectors bound to what has the class of
// a picture: it leaves alone the page that the picture is in.
func Rule(class, selectors, body string) string {
	var b strings.Builder
	for i, s := range strings.Split(selectors, ",") {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("." + class + " " + s)
	}
	b.WriteString("{" + body + "}\n")
	return b.String()
}

// Num is v as SVG gets it: two decimals at most, no "-0", no exponent. What is
// no number at all becomes 0.
func Num(v float64) string { return string(AppendNum(nil, v)) }

// AppendNum is Num for a buffer.
func AppendNum(b []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(b, '0')
	}
	v = math.Round(v*100) / 100
	if v == 0 { // also -0, which prints as such
		return append(b, '0')
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

// Escape is s as XML text, safe between tags and inside double quotes.
func Escape(s string) string { return string(AppendEscaped(nil, s, true)) }

// AppendEscaped is Escape for a buffer. In attributes white space other than
// blanks is written as a character reference, for XML would turn it into blanks.
func AppendEscaped(b []byte, s string, attr bool) []byte {
	plain := 0 // start of what needs no change
	for i := 0; i < len(s); {
		c := s[i]
		size, with := 1, ""
		switch {
		case c == '&':
			with = "&amp;"
		case c == '<':
			with = "&lt;"
		case c == '>':
			with = "&gt;"
		case c == '"' && attr:
			with = "&quot;"
		case c == '\n' && attr:
			with = "&#10;"
		case c == '\t' && attr:
			with = "&#9;"
		case c == '\r':
			with = "&#13;"
		case c == '\n' || c == '\t':
		case c < 0x20:
			with = "\uFFFD"
		case c >= utf8.RuneSelf:
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
				with = "\uFFFD"
			}
		}
		if with != "" {
			b = append(b, s[plain:i]...)
			b = append(b, with...)
			plain = i + size
		}
		i += size
	}
	return append(b, s[plain:]...)
}
