package timeline

import (
	"dateline/export/svg"
)

// Draw writes c as SVG.
func Draw(c Chart) []byte {
	var d svg.Doc
	d.Open("svg").Attr("xmlns", "http://www.w3.org/2000/svg").
		Num("width", c.Width).Num("height", c.Height).
		Attr("viewBox", "0 0 "+svg.Num(c.Width)+" "+svg.Num(c.Height)).
		Attr("class", root).Attr("role", "img").Attr("aria-labelledby", "dl-title dl-desc").
		Attr("font-family", "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif")
	d.Open("title").Attr("id", "dl-title").Text(c.Title).Close()
	d.Open("desc").Attr("id", "dl-desc").Text(c.Desc).Close()
	d.Open("style").Raw(style(c.Theme)).Close()
	defs(&d)
	d.Open("rect").Attr("class", "ground").Num("width", c.Width).Num("height", c.Height).Close()
	d.Open("g").Attr("class", "dl-axis")
	for _, t := range c.Ticks {
		class := "tickline"
		if t.Major {
			class = "tickline major"
		}
		d.Open("path").Attr("class", class).Path("M", t.X, t.Top, "V", t.Bottom).Close()
	}
	if c.Plot.W > 0 {
		d.Open("path").Attr("class", "axisline").Path("M", c.Plot.X, c.Plot.Y, "H", c.Plot.X+c.Plot.W).Close()
	}
	for _, b := range c.Breaks {
		drawBreak(&d, b)
	}
	d.Close()
	for i, l := range c.Lanes {
		if i > 0 {
			d.Open("path").Attr("class", "rule").Path("M", l.X, l.Y, "H", l.X+l.W).Close()
		}
	}
	for _, r := range c.Rules {
		d.Open("path").Attr("class", "rule").Path("M", r.X, r.Y, "H", r.X+r.W).Close()
	}
	for _, j := range c.Joins {
		d.Open("path").Attr("class", "join").Path("M", j.X, j.Y1, "V", j.Y2).Close()
	}
	for _, m := range c.Marks {
		drawMark(&d, m)
	}
	for _, m := range c.Keys {
		drawMark(&d, m)
	}
	for _, t := range c.Texts {
		drawText(&d, t)
	}
	return d.Bytes()
}

// defs are the fades of bars. A fade is a mask in units
// of what it is put on, so that one serves every bar.
func defs(d *svg.Doc) {
	d.Open("defs")
	fade := func(id string, stops ...float64) {
		d.Open("linearGradient").Attr("id", id+"-g")
		for i := 0; i < len(stops); i += 2 {
			d.Open("stop").Num("offset", stops[i]).Attr("stop-color", "#fff").Num("stop-opacity", stops[i+1]).Close()
		}
		d.Close()
		d.Open("mask").Attr("id", id).Attr("maskContentUnits", "objectBoundingBox")
		d.Open("rect").Num("width", 1).Num("height", 1).Attr("fill", "url(#"+id+"-g)").Close()
		d.Close()
	}
	fade("dl-left", 0, 0.04, 1, 1)
	fade("dl-right", 0, 1, 1, 0.04)
	fade("dl-both", 0, 0.04, 0.5, 1, 1, 0.04)
	d.Close()
}

func drawBreak(d *svg.Doc, b Break) {
	d.Open("g").Attr("class", "break")
	d.Element("title", b.Title)
	d.Open("rect").Attr("class", "cutground").Num("x", b.X+2).Num("y", b.Y).Num("width", b.W-4).Num("height", b.H).Close()
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
		d.Open("path").Attr("class", "cutline").Path(parts...).Close()
	}
	d.Close()
}

func drawMark(d *svg.Doc, m Mark) {
	d.Open("g").Attr("class", "dl-"+m.Group+" dl-"+m.Status)
	if m.Event != "" {
		d.Attr("data-event", string(m.Event))
	}
	if m.Title != "" {
		d.Element("title", m.Title)
	}
	switch m.Shape {
	case Disc:
		drawTails(d, m)
		drawDisc(d, m)
	case Bar:
		drawBar(d, m)
	case Echo:
		d.Open("circle").Attr("class", "ring").Num("cx", m.X).Num("cy", m.Y).Num("r", m.H/2-1).Close()
	case Cluster:
		d.Open("rect").Attr("class", "lozenge").Num("x", m.X).Num("y", m.Y-m.H/2).
			Num("width", m.W).Num("height", m.H).Num("rx", m.H/2).Close()
	}
	for _, t := range m.Texts {
		drawText(d, t)
	}
	d.Close()
}

// drawTails are the open ends of a disc: then or before, then or after.
func drawTails(d *svg.Doc, m Mark) {
	const h = 4.0
	if m.FadeL > 0 {
		d.Open("rect").Attr("class", "solid").Attr("mask", "url(#dl-left)").
			Num("x", m.X-m.FadeL-m.H/2).Num("y", m.Y-h/2).Num("width", m.FadeL+m.H/2-m.H/2).Num("height", h).Close()
	}
	if m.FadeR > 0 {
		d.Open("rect").Attr("class", "solid").Attr("mask", "url(#dl-right)").
			Num("x", m.X+m.H/2).Num("y", m.Y-h/2).Num("width", m.FadeR).Num("height", h).Close()
	}
}

// drawDisc gives each standing a form of its own, so that none needs its colour.
func drawDisc(d *svg.Doc, m Mark) {
	r := m.H / 2
	circle := func(class string, r float64) {
		d.Open("circle").Attr("class", class).Num("cx", m.X).Num("cy", m.Y).Num("r", r).Close()
	}
	switch {
	case m.Status == "planned":
		d.Open("path").Attr("class", "ring").Path("M", m.X, m.Y-r, "L", m.X+r, m.Y, "L", m.X, m.Y+r, "L", m.X-r, m.Y, "Z").Close()
		if m.Hollow {
			circle("solid", 1.2)
		}
	case m.Status == "supposed":
		circle("ring dotted", r-0.75)
	case m.Hollow && m.Status == "reported":
		circle("ring", r-0.75)
	default:
		class := "solid"
		if m.Hollow {
			class = "ring"
		}
		switch m.Status {
		case "alleged":
			circle("ring", r-0.5)
			if !m.Hollow {
				circle("solid", r-2.5)
			}
		case "disputed":
			circle("ring", r-0.75)
			if !m.Hollow {
				d.Open("path").Attr("class", "solid").Path("M", m.X, m.Y-r, "A", r, r, 0.0, 0.0, 0.0, m.X, m.Y+r, "Z").Close()
			}
			d.Open("path").Attr("class", "stroke").Path("M", m.X, m.Y-r-2, "V", m.Y+r+2).Close()
		case "denied":
			circle("ring", r-0.75)
			c := r * 0.6
			d.Open("path").Attr("class", "stroke").Path("M", m.X-c, m.Y-c, "L", m.X+c, m.Y+c, "M", m.X+c, m.Y-c, "L", m.X-c, m.Y+c).Close()
		default:
			circle(class, r)
		}
	}
}

// drawBar draws an interval in up to three parts: the vague start, the certain
// middle, the vague end.
func drawBar(d *svg.Doc, m Mark) {
	y := m.Y - m.H/2
	class := "solid"
	if m.Status == "cut" {
		class = "cutground"
	} else if m.Hollow || m.Status != "reported" {
		class = "pale"
	}
	part := func(x, w float64, mask string, round float64) {
		if w < 0.01 {
			return
		}
		d.Open("rect").Attr("class", class)
		if mask != "" {
			d.Attr("mask", mask)
		}
		d.Num("x", x).Num("y", y).Num("width", w).Num("height", m.H)
		if round > 0 {
			d.Num("rx", round)
		}
		d.Close()
	}
	l := min(m.FadeL, m.W)
	r := min(m.FadeR, m.W-l)
	if l > 0 && r > 0 && m.W-l-r < 1 {
		part(m.X, m.W, "url(#dl-both)", 0)
		drawSign(d, m)
		return
	}
	part(m.X, l, "url(#dl-left)", 0)
	round := 0.0
	if l == 0 && r == 0 {
		round = 3
	}
	part(m.X+l, m.W-l-r, "", round)
	part(m.X+m.W-r, r, "url(#dl-right)", 0)
	drawSign(d, m)
}

// drawSign puts the sign of a doubtful event, the same as on discs, in the middle
// of its bar.
func drawSign(d *svg.Doc, m Mark) {
	switch m.Status {
	case "disputed", "denied", "alleged", "planned", "supposed":
		drawDisc(d, Mark{X: m.X + m.W/2, Y: m.Y, H: disc, Status: m.Status})
	}
}

func drawText(d *svg.Doc, t Text) {
	if t.Href != "" {
		d.Open("a").Attr("href", t.Href)
	}
	d.Open("text").Attr("class", "t-"+t.Class).Num("font-size", t.Size)
	x, anchor := t.X, t.End
	if t.RTL { // its start is at the right: the words keep to the same side
		d.Attr("direction", "rtl")
		anchor = !t.End
	}
	d.Num("x", x).Num("y", t.Y)
	if anchor {
		d.Attr("text-anchor", "end")
	}
	if t.Fit && t.W > 0 {
		d.Num("textLength", t.W).Attr("lengthAdjust", "spacingAndGlyphs")
	}
	d.Text(t.S).Close()
	if t.Href != "" {
		d.Close()
	}
}
