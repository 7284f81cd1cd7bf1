package timeline

import "dateline/graph"

// pen draws what Draw decides. A class says what a shape is; how that looks is
// the pen's matter.
type pen interface {
	open(class string, of *Mark, title string) // a group, closed by close
	close()
	rect(class string, b Box, round float64, fade string)
	circle(class string, x, y, r float64)
	path(class string, parts ...any)    // of the letters M L H V Z and coordinates
	half(class string, x, y, r float64) // the left half of a disc
	text(t Text)
}

// Draw writes c as SVG.
func Draw(c Chart) []byte { return DrawIn(c, Page{}) }

// Page is the page that a picture is drawn into. The zero value is none: the picture
// stands alone.
type Page struct {
	Prefix string                     // before the picture's ids, so that a page can have several
	Styled bool                       // the page has Style: the picture has no style sheet of its own
	Link   func(graph.EventID) string // where the mark of an event leads
}

// Style is the style sheet of a picture whose Theme is theme.
func Style(theme string) string { return style(theme) }

// DrawIn writes c as SVG for a page.
func DrawIn(c Chart, in Page) []byte {
	p := &svgPen{in: in}
	p.begin(c)
	draw(p, c)
	return p.d.Bytes()
}

// draw draws everything of c, from the ground up.
func draw(p pen, c Chart) {
	p.rect("ground", Box{0, 0, c.Width, c.Height}, 0, "")
	p.open("dl-axis", nil, "")
	for _, t := range c.Ticks {
		class := "tickline"
		if t.Major {
			class = "tickline major"
		}
		p.path(class, "M", t.X, t.Top, "V", t.Bottom)
	}
	if c.Plot.W > 0 {
		p.path("axisline", "M", c.Plot.X, c.Plot.Y, "H", c.Plot.X+c.Plot.W)
	}
	for _, b := range c.Breaks {
		drawBreak(p, b)
	}
	p.close()
	for i, l := range c.Lanes {
		if i > 0 {
			p.path("rule", "M", l.X, l.Y, "H", l.X+l.W)
		}
	}
	for _, r := range c.Rules {
		p.path("rule", "M", r.X, r.Y, "H", r.X+r.W)
	}
	for _, j := range c.Joins {
		p.path("join", "M", j.X, j.Y1, "V", j.Y2)
	}
	for i := range c.Marks {
		drawMark(p, &c.Marks[i])
	}
	for i := range c.Keys {
		drawMark(p, &c.Keys[i])
	}
	for _, t := range c.Texts {
		p.text(t)
	}
}

func drawBreak(p pen, b Break) {
	p.open("break", nil, b.Title)
	drawCut(p, b.Box)
	p.close()
}

// drawCut is a strip with ragged edges.
func drawCut(p pen, b Box) {
	p.rect("cutground", Box{b.X + 2, b.Y, b.W - 4, b.H}, 0, "")
	for _, x := range []float64{b.X + 2, b.X + b.W - 2} {
		parts := []any{"M", x, b.Y}
		y := b.Y
		for i := 0; y < b.Y+b.H; i++ {
			y = min(y+6, b.Y+b.H)
			dx := 2.5
			if i%2 == 1 {
				dx = 0
			}
			parts = append(parts, "L", x+dx, y)
		}
		p.path("cutline", parts...)
	}
}

func drawMark(p pen, m *Mark) {
	p.open("dl-"+m.Group+" dl-"+m.Status, m, m.Title)
	switch m.Shape {
	case Disc:
		drawTails(p, m)
		drawDisc(p, m)
	case Bar:
		drawBar(p, m)
	case Echo:
		p.circle("ring", m.X, m.Y, m.H/2-1)
	case Cluster:
		p.rect("lozenge", Box{m.X, m.Y - m.H/2, m.W, m.H}, m.H/2, "")
	}
	for _, t := range m.Texts {
		p.text(t)
	}
	p.close()
}

// drawTails are the open ends of a disc: then or before, then or after.
func drawTails(p pen, m *Mark) {
	const h = 4.0
	if m.FadeL > 0 {
		p.rect("solid", Box{m.X - m.FadeL - m.H/2, m.Y - h/2, m.FadeL + m.H/2 - m.H/2, h}, 0, "left")
	}
	if m.FadeR > 0 {
		p.rect("solid", Box{m.X + m.H/2, m.Y - h/2, m.FadeR, h}, 0, "right")
	}
}

// drawDisc gives each standing a form of its own, so that none needs its colour.
func drawDisc(p pen, m *Mark) {
	r := m.H / 2
	switch {
	case m.Status == "planned":
		p.path("ring", "M", m.X, m.Y-r, "L", m.X+r, m.Y, "L", m.X, m.Y+r, "L", m.X-r, m.Y, "Z")
		if m.Hollow {
			p.circle("solid", m.X, m.Y, 1.2)
		}
	case m.Status == "supposed":
		p.circle("ring dotted", m.X, m.Y, r-0.75)
	case m.Hollow && m.Status == "reported":
		p.circle("ring", m.X, m.Y, r-0.75)
	case m.Status == "alleged":
		p.circle("ring", m.X, m.Y, r-0.5)
		if !m.Hollow {
			p.circle("solid", m.X, m.Y, r-2.5)
		}
	case m.Status == "disputed":
		p.circle("ring", m.X, m.Y, r-0.75)
		if !m.Hollow {
			p.half("solid", m.X, m.Y, r)
		}
		p.path("stroke", "M", m.X, m.Y-r-2, "V", m.Y+r+2)
	case m.Status == "denied":
		p.circle("ring", m.X, m.Y, r-0.75)
		c := r * 0.6
		p.path("stroke", "M", m.X-c, m.Y-c, "L", m.X+c, m.Y+c, "M", m.X+c, m.Y-c, "L", m.X-c, m.Y+c)
	case m.Hollow:
		p.circle("ring", m.X, m.Y, r)
	default:
		p.circle("solid", m.X, m.Y, r)
	}
}

// drawBar draws an interval in up to three parts: the vague start, the certain
// middle, the vague end.
func drawBar(p pen, m *Mark) {
	y := m.Y - m.H/2
	class := "solid"
	switch {
	case m.Status == "cut":
		drawCut(p, Box{m.X, y - 2, m.W, m.H + 4})
		return
	case m.Hollow || m.Status != "reported":
		class = "pale"
	}
	part := func(x, w float64, fade string, round float64) {
		if w >= 0.01 {
			p.rect(class, Box{x, y, w, m.H}, round, fade)
		}
	}
	l := min(m.FadeL, m.W)
	r := min(m.FadeR, m.W-l)
	if l > 0 && r > 0 && m.W-l-r < 1 {
		part(m.X, m.W, "both", 0)
		drawSign(p, m)
		return
	}
	part(m.X, l, "left", 0)
	round := 0.0
	if l == 0 && r == 0 {
		round = 3
	}
	part(m.X+l, m.W-l-r, "", round)
	part(m.X+m.W-r, r, "right", 0)
	drawSign(p, m)
}

// drawSign puts the sign of a doubtful event, the same as on discs, in the middle
// of its bar.
func drawSign(p pen, m *Mark) {
	switch m.Status {
	case "disputed", "denied", "alleged", "planned", "supposed":
		drawDisc(p, &Mark{X: m.X + m.W/2, Y: m.Y, H: disc, Status: m.Status})
	}
}
