package diagram

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"strings"

	"dateline/export/sheet"
)

// narrow is how much smaller words are set than Graphviz reckoned: the Go fonts
// are wider than the Helvetica that it knows.
const narrow = 0.94

// Sheet reads an SVG that Render made, for forms that know no SVG. It knows the
// few elements that Graphviz writes: polygons, polylines, ellipses, paths of lines
// and curves, and lines of text.
func Sheet(picture []byte) (*sheet.Sheet, error) {
	r := &svgReader{s: sheet.Sheet{Lang: "en", Ground: color.NRGBA{255, 255, 255, 255}}}
	dec := xml.NewDecoder(bytes.NewReader(picture))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("diagram: reading the SVG: %w", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			r.start(t)
		case xml.CharData:
			if r.text != nil {
				r.text.S += string(t)
			}
		case xml.EndElement:
			r.end(t.Name.Local)
		}
	}
	if r.s.W <= 0 || r.s.H <= 0 {
		return nil, errors.New("diagram: the SVG has no size")
	}
	return &r.s, nil
}

// px is the px of a point.
const px = 4.0 / 3

type svgReader struct {
	s      sheet.Sheet
	x0, y0 float64 // the origin of the graph, in points
	text   *sheet.Text
	href   []string // of the links that are open
	moved  bool
}

func (r *svgReader) start(e xml.StartElement) {
	attr := map[string]string{}
	for _, a := range e.Attr {
		attr[a.Name.Local] = a.Value
	}
	num := func(name string) float64 { v, _ := strconv.ParseFloat(attr[name], 64); return v }
	var path sheet.Path
	switch e.Name.Local {
	case "svg":
		if box := numbers(attr["viewBox"]); len(box) == 4 {
			r.s.W, r.s.H = box[2]*px, box[3]*px
		}
		r.s.Title = attr["aria-label"]
		return
	case "g":
		if _, after, ok := strings.Cut(attr["transform"], "translate("); ok && !r.moved {
			after, _, _ = strings.Cut(after, ")")
			if v := numbers(after); len(v) == 2 {
				r.x0, r.y0, r.moved = v[0], v[1], true
			}
		}
		return
	case "a":
		r.href = append(r.href, attr["href"])
		return
	case "text":
		r.text = &sheet.Text{X: r.x(num("x")), Y: r.y(num("y")), Size: num("font-size") * px * narrow, Bold: attr["font-weight"] == "bold"}
		switch attr["text-anchor"] {
		case "middle":
			r.text.Anchor = sheet.Middle
		case "end":
			r.text.Anchor = sheet.Right
		}
		if n := len(r.href); n > 0 {
			r.text.Href = r.href[n-1]
		}
		it := sheet.Item{Fill: colourOf(attr["fill"], color.NRGBA{A: 255}), Text: r.text}
		r.s.Items = append(r.s.Items, it)
		return
	case "polygon", "polyline":
		v := numbers(attr["points"])
		for i := 0; i+1 < len(v); i += 2 {
			if i == 0 {
				path.Move(r.x(v[0]), r.y(v[1]))
			} else {
				path.Line(r.x(v[i]), r.y(v[i+1]))
			}
		}
		if e.Name.Local == "polygon" {
			path.Close()
		}
	case "ellipse":
		path = sheet.Ellipse(r.x(num("cx")), r.y(num("cy")), num("rx")*px, num("ry")*px)
	case "path":
		path = r.path(attr["d"])
	default:
		return
	}
	if e.Name.Local == "polygon" && len(r.s.Items) == 0 { // Graphviz begins with the ground
		r.s.Ground = colourOf(attr["fill"], r.s.Ground)
	}
	it := sheet.Item{Path: path, Fill: colourOf(attr["fill"], color.NRGBA{A: 255}), Stroke: colourOf(attr["stroke"], color.NRGBA{}), Width: px}
	if w := num("stroke-width"); w > 0 {
		it.Width = w * px
	}
	for _, d := range numbers(attr["stroke-dasharray"]) {
		it.Dash = append(it.Dash, d*px)
	}
	r.s.Items = append(r.s.Items, it)
}

func (r *svgReader) end(name string) {
	switch name {
	case "text":
		r.text = nil
	case "a":
		r.href = r.href[:max(len(r.href)-1, 0)]
	}
}

func (r *svgReader) x(v float64) float64 { return (v + r.x0) * px }
func (r *svgReader) y(v float64) float64 { return (v + r.y0) * px }

// path reads the d of a path: M, L and C with absolute coordinates.
func (r *svgReader) path(d string) sheet.Path {
	var out sheet.Path
	for d != "" {
		op := d[0]
		end := strings.IndexAny(d[1:], "MLCZz")
		part := d[1:]
		if end >= 0 {
			part, d = d[1:end+1], d[end+1:]
		} else {
			d = ""
		}
		v := numbers(part)
		switch op {
		case 'M', 'L':
			for i := 0; i+1 < len(v); i += 2 {
				if op == 'M' && i == 0 {
					out.Move(r.x(v[0]), r.y(v[1]))
				} else {
					out.Line(r.x(v[i]), r.y(v[i+1]))
				}
			}
		case 'C':
			for i := 0; i+5 < len(v); i += 6 {
				out.Cubic(r.x(v[i]), r.y(v[i+1]), r.x(v[i+2]), r.y(v[i+3]), r.x(v[i+4]), r.y(v[i+5]))
			}
		case 'Z', 'z':
			out.Close()
		}
	}
	return out
}

// numbers are those in s, parted by blanks and commas.
func numbers(s string) []float64 {
	var out []float64
	for f := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return out
		}
		out = append(out, v)
	}
	return out
}

// colourOf reads "#rrggbb" and the few names that Graphviz writes; missing is what
// an absent attribute means.
func colourOf(s string, missing color.NRGBA) color.NRGBA {
	switch s {
	case "":
		return missing
	case "none", "transparent":
		return color.NRGBA{}
	case "white":
		return color.NRGBA{255, 255, 255, 255}
	}
	v, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil || len(s) != 7 {
		return color.NRGBA{A: 255}
	}
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}
