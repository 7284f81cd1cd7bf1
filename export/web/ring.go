package web

import (
	"html/template"
	"math"

	"dateline/export/svg"
	"dateline/graph"
	"dateline/graph/query"
)

// ring draws an entity and round it those it has most to do with; each leads to its page. A line
// is the thicker the more events they share.
func ring(e graph.Entity, with []query.Acquaintance) template.HTML {
	if len(with) == 0 {
		return ""
	}
	const rx, ry, cx, cy = 190.0, 165.0, 370.0, 210.0
	var d svg.Doc
	d.Open("svg").Attr("viewBox", "0 0 740 420").Attr("class", "ring").Attr("role", "group").Attr("aria-labelledby", "ring-title")
	d.Open("title").Attr("id", "ring-title").Text("Whom " + e.Name + " has to do with").Close()
	place := func(i int) (x, y float64) {
		a := 2*math.Pi*float64(i)/float64(len(with)) - math.Pi/2
		return cx + rx*math.Cos(a), cy + ry*math.Sin(a)
	}
	most := math.Log2(1 + float64(with[0].Events))
	for i, n := range with {
		x, y := place(i)
		d.Open("line").Attr("class", "tie").Num("x1", cx).Num("y1", cy).Num("x2", x).Num("y2", y).
			Num("stroke-width", 1+5*math.Log2(1+float64(n.Events))/most).Close()
	}
	for i, n := range with {
		x, y := place(i)
		anchor, dx := "middle", 0.0
		switch c := math.Cos(2*math.Pi*float64(i)/float64(len(with)) - math.Pi/2); {
		case c > 0.2:
			anchor, dx = "start", 12
		case c < -0.2:
			anchor, dx = "end", -12
		}
		dy := 4.0
		if anchor == "middle" {
			dy = 22
			if y < cy {
				dy = -13
			}
		}
		d.Open("a").Attr("href", entityAddress(n.ID))
		d.Open("title").Text(n.Name + ", " + count(n.Events, "event")).Close()
		d.Open("circle").Num("cx", x).Num("cy", y).Num("r", 6).Close()
		d.Open("text").Num("x", x+dx).Num("y", y+dy).Attr("text-anchor", anchor).Text(short(n.Name, 18)).Close()
		d.Close()
	}
	d.Open("circle").Attr("class", "self").Num("cx", cx).Num("cy", cy).Num("r", 9).Close()
	d.Open("text").Attr("class", "self").Num("x", cx).Num("y", cy+26).Attr("text-anchor", "middle").Text(short(e.Name, 30)).Close()
	d.Close()
	return template.HTML(d.Bytes())
}

// short is s cut to n letters.
func short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
