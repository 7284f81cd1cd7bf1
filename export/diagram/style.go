package diagram

import (
	"maps"
	"slices"
	"strings"

	"dateline/export/svg"
)

// Style is the style sheet of a picture that follows the screen.
func Style() string { return style("auto") }

// style is the style sheet of a theme. Every rule is bound to the class of the
// picture, so that it leaves alone the page that the picture is in.
func style(theme string) string {
	var b strings.Builder
	b.WriteByte('\n')
	rule(&b, ".outline,.frame rect", "stroke-width:1.3") // a line has a width of its own
	rule(&b, ".line,.frame rect", "fill:none")
	rule(&b, ".line.dashed,.outline.dashed,.frame rect", "stroke-dasharray:5 3")
	rule(&b, ".line.dotted,.outline.dotted", "stroke-dasharray:1.5 3.5")
	rule(&b, ".t-title,.t-main", "font-weight:bold")
	rule(&b, ".t-left", "font-style:italic")
	rule(&b, ".edge text,.frame text", "paint-order:stroke;stroke-width:3.5px;stroke-linejoin:round")
	rule(&b, "a", "text-decoration:none")
	if theme == "" || theme == "auto" {
		light.css(&b)
		b.WriteString("@media screen and (prefers-color-scheme:dark){\n")
		dark.css(&b)
		b.WriteString("}\n")
	} else {
		lookOf(theme).css(&b)
	}
	return b.String()
}

func rule(b *strings.Builder, selectors, body string) { b.WriteString(svg.Rule(root, selectors, body)) }

func (l *look) css(b *strings.Builder) {
	rule(b, ".ground", "fill:"+l.ground)
	rule(b, "text", "fill:"+l.ink)
	rule(b, ".t-legend,.t-left,.t-frame,.t-more", "fill:"+l.soft)
	rule(b, ".icon", "fill:"+l.soft)
	rule(b, ".outline", "fill:"+l.fill+";stroke:"+l.line)
	rule(b, ".frame rect", "stroke:"+l.line)
	rule(b, ".edge text,.frame text", "stroke:"+l.ground)
	for _, g := range slices.Concat(slices.Sorted(maps.Keys(l.groups)), []string{stateLine, roleLine, saysLine, deniesLine}) {
		c := l.colour(g)
		rule(b, ".dl-"+g+" .line", "stroke:"+c)
		rule(b, ".dl-"+g+" .head", "fill:"+c)
		rule(b, ".dl-"+g+" .t-edge,.dl-"+g+" .t-event", "fill:"+l.words(g))
		if l.groups[g] != "" {
			rule(b, ".dl-"+g+" .icon", "fill:"+c)
			rule(b, ".dl-"+g+" .outline", "fill:"+l.ground+";stroke:"+c)
		}
	}
}
