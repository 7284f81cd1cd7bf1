package timeline

import (
	"strings"

	"dateline/export/svg"
)

// palette is the colours of one theme. Those of the groups are told apart by
// people who do not see red and green alike (after Okabe and Ito), and stand
// against the ground with a contrast of 4.5 or better.
type palette struct {
	ground, ink, soft, faint, line, cut string
	groups                              [5]string // vc mc vx mx ot
}

var groupKeys = [5]string{"vc", "mc", "vx", "mx", "ot"}

var (
	light = palette{"#ffffff", "#1b1b1f", "#55555e", "#e4e4ea", "#9a9aa4", "#f1f1f5",
		[5]string{"#0a66b4", "#007a5a", "#a35a00", "#b3261e", "#5b5b66"}}
	dark = palette{"#15161a", "#ececf1", "#b0b0bb", "#2b2c33", "#6d6d78", "#1e1f25",
		[5]string{"#6cb4ff", "#3fc79a", "#f0a840", "#ff8a80", "#b3b3bf"}}
	paper = palette{"#ffffff", "#000000", "#333333", "#dddddd", "#777777", "#f2f2f2",
		[5]string{"#6e6e6e", "#8a8a8a", "#3c3c3c", "#000000", "#5c5c5c"}}
)

// style is the style sheet of a theme. Colours stand in it as they are, not as
// variables, which converters of SVG do not know; every rule is bound to the
// class of the picture, so that it leaves alone the page that the picture is in.
func style(theme string) string {
	var b strings.Builder
	b.WriteByte('\n')
	for _, r := range [][2]string{
		{".t-title,.t-date,.t-lane,.t-head,.t-unit,.t-count", "font-weight:bold"},
		{".t-label,.t-date,.t-lane", "paint-order:stroke;stroke-width:3px;stroke-linejoin:round"},
		{".ring,.stroke", "fill:none;stroke-width:1.5"},
		{".dotted", "stroke-dasharray:2 1.6"},
		{".pale", "fill-opacity:.45"},
		{".join", "stroke-dasharray:2 3;fill:none"},
		{".rule,.tickline,.axisline,.cutline", "fill:none"},
		{".tickline", "stroke-width:.75"},
		{".lozenge", "stroke-width:1.25"},
		{"a:hover", "text-decoration:underline"},
	} {
		rule(&b, r[0], r[1])
	}
	switch theme {
	case "light":
		light.css(&b)
	case "dark":
		dark.css(&b)
	case "print":
		paper.css(&b)
	default:
		light.css(&b)
		b.WriteString("@media screen and (prefers-color-scheme:dark){\n")
		dark.css(&b)
		b.WriteString("}\n")
	}
	return b.String()
}

func rule(b *strings.Builder, selectors, body string) { b.WriteString(svg.Rule(root, selectors, body)) }

// root is the class of the picture.
const root = "dateline-timeline"

func (p palette) css(b *strings.Builder) {
	rule(b, ".ground", "fill:"+p.ground)
	rule(b, "text", "fill:"+p.ink)
	rule(b, ".t-sub,.t-tick,.t-cut,.t-key,.t-numbers,.t-legend", "fill:"+p.soft)
	rule(b, ".t-label,.t-date,.t-lane", "stroke:"+p.ground)
	rule(b, ".tickline", "stroke:"+p.faint)
	rule(b, ".tickline.major,.axisline,.rule,.cutline", "stroke:"+p.line)
	rule(b, ".join", "stroke:"+p.line)
	rule(b, ".cutground", "fill:"+p.cut)
	rule(b, ".lozenge", "fill:"+p.ground)
	for i, key := range groupKeys {
		c := p.groups[i]
		g := ".dl-" + key
		rule(b, g+" .solid,"+g+" .pale", "fill:"+c)
		if p != paper { // shades of grey are for marks, not for words
			rule(b, g+" .t-date", "fill:"+c)
		}
		rule(b, g+" .ring,"+g+" .stroke,"+g+" .lozenge", "stroke:"+c)
	}
}
