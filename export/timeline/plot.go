package timeline

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"dateline/export/told"
	"dateline/graph/when"
)

// plot lays out the axis, the lanes and what is in them.
func (l *layout) plot() {
	plot := Box{X: edge, Y: l.y + tickRows, W: l.o.Width - 2*edge}
	var pts [][2]float64
	years := map[int]bool{}
	for _, e := range l.dated {
		pts = append(pts, spans(e.When)...)
		from, to := e.When.Bounds()
		for _, t := range []time.Time{from, to} {
			if !t.IsZero() {
				years[t.Add(-time.Nanosecond).Year()] = true
			}
		}
	}
	l.scale = newScale(pts, plot.X, plot.W)
	l.wholeDays = !slices.ContainsFunc(l.dated, func(e *told.Event) bool {
		return e.When.Start.Grain > when.Day || e.When.End.Grain > when.Day
	})
	l.year = len(years) > 2
	y := plot.Y + 4
	of, names := laneNames(l.story, l.dated, l.o.Lanes)
	room := min(max(plot.W*0.19, 150), 235)
	echoes := map[string][]*item{}
	own := map[string][]*item{}
	inDay := map[string]int{} // events so far, by lane and day
	for i, e := range l.dated {
		it := &item{e: e, mark: newMark(e, l.scale, plot), lanes: of[i]}
		if l.wholeDays {
			it.spread(l.scale, room, of[i][0], inDay)
		}
		own[of[i][0]] = append(own[of[i][0]], it)
		for _, other := range of[i][1:] {
			echoes[other] = append(echoes[other], it)
		}
	}
	labelled, gathered := map[string][]*item{}, map[string][]*item{}
	var rest []*item
	for _, name := range names {
		labelled[name], gathered[name] = l.labelled(own[name], room, func(it *item, room float64) { it.label(l.fonts, plot, room, l.year) })
		rest = append(rest, gathered[name]...)
	}
	numbered := l.numbered(rest)
	echoAt := map[string]float64{}
	var all []*item
	for _, name := range names {
		if len(own[name]) == 0 && len(echoes[name]) == 0 {
			continue
		}
		top := y
		if name != "" {
			for _, s := range l.fonts.Bold.Wrap(name, labelSize, plot.W, 2) {
				l.text(s, "lane", labelSize, l.fonts.Bold, edge, y+13)
				y += 16
			}
			y += 4
		}
		if len(echoes[name]) > 0 {
			echoAt[name] = y + 7
			y += 18
		}
		y += stack(labelled[name], y)
		all = append(all, labelled[name]...)
		if len(gathered[name]) > 0 {
			y = l.clusters(gathered[name], numbered, plot, y)
		}
		y += 6
		l.c.Lanes = append(l.c.Lanes, Lane{Box{plot.X, top, plot.W, y - top}, name})
	}
	plot.H = y - plot.Y
	l.c.Plot = plot
	for _, it := range all {
		it.mark.Title, it.mark.Href = title(it.e), l.story.Evidence(it.e)
		it.mark.Texts = it.texts
		l.c.Marks = append(l.c.Marks, it.mark)
		for _, other := range it.lanes[1:] {
			l.echo(it, echoAt[other])
		}
	}
	l.axis(plot, plot.Y-tickRows, true)
	l.y = plot.Y + plot.H
	if plot.H > 480 {
		l.axis(plot, l.y+2, false)
		l.y += tickRows
	}
	l.y += 18
}

// labelled gives items their labels, of that width, or wider where that leaves fewer
// gathered or needs less height: of a few events on a long axis each may say what it
// has to say on one line.
func (l *layout) labelled(items []*item, room float64, lay func(*item, float64)) (labelled, gathered []*item) {
	const few = 80
	set := func(room float64) ([]*item, []*item) {
		for _, it := range items {
			it.done, it.texts = false, nil
		}
		return l.labelledIn(items, func(it *item) { lay(it, room) })
	}
	best, least, high := room, 0, 0.0
	for i, wider := range []float64{1, 1.3, 1.7} {
		if i > 0 && len(items) > few {
			break
		}
		labelled, gathered = set(room * wider)
		if h := height(labelled); i == 0 || cmp.Or(cmp.Compare(len(gathered), least), cmp.Compare(h, high)) < 0 {
			best, least, high = room*wider, len(gathered), h
		}
	}
	if len(items) <= few {
		labelled, gathered = set(best)
	}
	return labelled, gathered
}

// labelledIn tries to give all items a label, and gathers the lightest if that
// takes too many rows.
func (l *layout) labelledIn(items []*item, lay func(*item)) (labelled, gathered []*item) {
	if len(items) <= 60*l.o.MaxRows {
		for _, it := range items {
			lay(it)
		}
		if depth(items) <= l.o.MaxRows {
			return items, nil
		}
	}
	return choose(items, l.o.MaxRows, lay)
}

// echo marks the event of it in another lane, at height y, and joins the two.
func (l *layout) echo(it *item, y float64) {
	x := it.mark.X
	if it.mark.Shape == Bar {
		x += it.mark.W / 2
	}
	l.c.Joins = append(l.c.Joins, Join{it.e.ID, x, min(y, it.mark.Y), max(y, it.mark.Y)})
	l.c.Marks = append(l.c.Marks, Mark{
		Event: it.e.ID, Shape: Echo, X: x, Y: y, H: 8,
		Group: it.mark.Group, Status: it.mark.Status, Title: title(it.e), Href: it.mark.Href,
	})
}

// numbered chooses which of the gathered items are listed: the weightiest.
func (l *layout) numbered(rest []*item) map[*item]bool {
	l.c.Gathered = len(rest)
	n := min(max(l.o.MaxListed, 0), len(rest))
	l.more = len(rest) - n
	byWeight := slices.Clone(rest)
	slices.SortStableFunc(byWeight, func(a, b *item) int { return cmp.Compare(b.e.Weight, a.e.Weight) })
	keep := make(map[*item]bool, n)
	for _, it := range byWeight[:n] {
		keep[it] = true
	}
	return keep
}

// clusters draws gathered items as "+n" with the numbers they are listed under,
// in one strip below y.
func (l *layout) clusters(gathered []*item, keep map[*item]bool, plot Box, y float64) float64 {
	for _, c := range gather(gathered, plot, 120) {
		first := len(l.listed) + 1
		x0 := c.items[0].mark.X
		slices.SortStableFunc(c.items, func(a, b *item) int { return compareEvents(a.e, b.e) })
		for _, it := range c.items {
			if keep[it] {
				l.listed = append(l.listed, listing{len(l.listed) + 1, it.e})
			}
		}
		count := "+" + strconv.Itoa(len(c.items))
		w, _ := l.fonts.Bold.Width(count, smallSize)
		w += 12
		numbers := ""
		switch last := len(l.listed); {
		case last == first:
			numbers = "no. " + strconv.Itoa(first)
		case last > first:
			numbers = fmt.Sprintf("no. %d\u2013%d", first, last)
		}
		nw, _ := l.fonts.Regular.Width(numbers, 10)
		x := max(min(x0, c.right-w-nw-10), c.left)
		m := Mark{Shape: Cluster, X: x, Y: y + 9, W: w, H: 17, Group: sameGroup(c.items), Status: "reported"}
		m.Title = clusterTitle(c, first, len(l.listed))
		for _, g := range l.listed[first-1:] {
			m.Events = append(m.Events, g.e.ID)
		}
		m.Texts = []Text{{X: x + 6, Y: y + 13, W: w - 12, Size: smallSize, S: count, Class: "count"}}
		if numbers != "" {
			m.Texts = append(m.Texts, Text{X: x + w + 4, Y: y + 13, W: nw, Size: 10, S: numbers, Class: "numbers"})
		}
		l.c.Marks = append(l.c.Marks, m)
	}
	return y + 24
}

func compareEvents(a, b *told.Event) int {
	return cmp.Or(when.Compare(a.When, b.When), cmp.Compare(a.ID, b.ID))
}

func sameGroup(items []*item) string {
	g := items[0].mark.Group
	for _, it := range items {
		if it.mark.Group != g {
			return "ot"
		}
	}
	return g
}

func clusterTitle(c cluster, first, last int) string {
	s := plural(len(c.items), "more event") + ", " + c.items[0].e.DateText()
	if n := len(c.items); n > 1 {
		s += " to " + c.items[n-1].e.DateText()
	}
	if last >= first {
		s += fmt.Sprintf("; no. %d to %d of the list", first, last)
	}
	return s
}
