package timeline

import (
	"fmt"
	"math"

	"dateline/graph/when"
)

// axis draws the ticks with their words, above the plot or below it. The larger
// units are on the outer line: "March 2021" over "29 30 31".
func (l *layout) axis(plot Box, y float64, lines bool) {
	majorY, minorY := y+12, y+28
	if !lines {
		minorY, majorY = y+12, y+28
	}
	for i, g := range l.scale.segments {
		end := g.x + g.w
		if i < len(l.scale.segments)-1 {
			end += breakWidth / 2
			l.cut(g, l.scale.segments[i+1], plot, minorY, lines)
		}
		st := l.step(g)
		ticks := g.ticks(st)
		if len(ticks) == 0 { // a stretch within one unit: name that
			ticks = []tick{newTick(instant(g.from), g.from, st)}
		}
		l.minors(ticks, g, plot, minorY, lines)
		l.majors(ticks, g, majorY, end)
	}
}

// step is the distance between the ticks of g.
func (l *layout) step(g segment) step {
	st := stepFor(g, l.tickRoom(g))
	if l.wholeDays && st.unit > when.Day {
		return step{when.Day, 1, 1}
	}
	return st
}

// tickRoom is the px between ticks of g: what their words need.
func (l *layout) tickRoom(g segment) float64 {
	if span := g.to - g.from; span > 3*366 || span < 3 {
		return 46
	}
	return 34
}

func (l *layout) minors(ticks []tick, g segment, plot Box, y float64, lines bool) {
	free := g.x - 2
	major := ""
	for i, t := range ticks {
		x := g.x + g.w*(max(t.d, g.from)-g.from)/(g.to-g.from)
		if lines {
			l.c.Ticks = append(l.c.Ticks, Tick{x, plot.Y, plot.Y + plot.H, i > 0 && t.major != major})
		}
		major = t.major
		w, _ := l.fonts.Regular.Width(t.minor, 10.5)
		if x+3 < free || x+3+w > g.x+g.w {
			continue
		}
		l.text(t.minor, "tick", 10.5, l.fonts.Regular, x+3, y)
		free = x + 3 + w + 4
	}
}

// majors names the larger units, each where it begins, or where the segment does.
// One without room is named in short, and left out if that is still too long.
func (l *layout) majors(ticks []tick, g segment, y, end float64) {
	type name struct {
		x float64
		s string
	}
	var names []name
	for _, t := range ticks {
		if t.major == "" || len(names) > 0 && names[len(names)-1].s == t.major {
			continue
		}
		names = append(names, name{g.x + g.w*(max(t.d, g.from)-g.from)/(g.to-g.from), t.major})
	}
	for i, n := range names {
		if i == 0 { // the unit that the segment begins in
			if first := majorAt(g, ticks); first != n.s && n.x-g.x > 20 {
				names[0].x, n.x = n.x, g.x
				room := names[0].x - n.x - 6
				if s := l.short(first, room); s != "" {
					l.text(s, "unit", smallSize, l.fonts.Bold, n.x+3, y)
				}
				n = names[0]
			} else if first == n.s {
				n.x = g.x
			}
		}
		room := end - n.x - 6
		if i+1 < len(names) {
			room = names[i+1].x - n.x - 6
		}
		if s := l.short(n.s, min(room, l.o.Width-2-n.x)); s != "" {
			l.text(s, "unit", smallSize, l.fonts.Bold, n.x+3, y)
		}
	}
}

// majorAt is the larger unit that g begins in, in the words of its ticks.
func majorAt(g segment, ticks []tick) string {
	return newTick(instant(g.from), g.from, stepOf(ticks)).major
}

// stepOf tells the unit of ticks from the form of their words.
func stepOf(ticks []tick) step {
	minor, major := ticks[0].minor, ticks[0].major
	for _, st := range steps {
		if t := newTick(instant(ticks[0].d), ticks[0].d, st); t.minor == minor && t.major == major {
			return st
		}
	}
	return steps[len(steps)-1]
}

// short is s, or its short form, whichever fits room; "" if none does.
func (l *layout) short(s string, room float64) string {
	for _, form := range []string{s, shortUnit(s)} {
		if w, _ := l.fonts.Bold.Width(form, smallSize); w <= room {
			return form
		}
	}
	return ""
}

// shortUnit cuts the month in "March 2021" and "3 March 2021" to three letters.
func shortUnit(s string) string {
	out := []byte{}
	letters := 0
	for i := range len(s) {
		if c := s[i]; c >= 'A' && c <= 'z' {
			if letters++; letters > 3 {
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}

// cut shows that the time between a and b is left out.
func (l *layout) cut(a, b segment, plot Box, y float64, lines bool) {
	gap := b.from - a.to
	short, long := howLong(gap)
	x := a.x + a.w
	if lines {
		l.c.Breaks = append(l.c.Breaks, Break{Box{x, plot.Y, breakWidth, plot.H}, long + " without events, cut out"})
	}
	w, _ := l.fonts.Regular.Width(short, 10)
	l.c.Texts = append(l.c.Texts, Text{X: x + (breakWidth-w)/2, Y: y, W: w, Size: 10, S: short, Class: "cut"})
}

// howLong says a number of days in short and in words.
func howLong(d float64) (short, long string) {
	switch {
	case d >= 700:
		n := int(math.Round(d / 365.25))
		return fmt.Sprintf("%d y", n), plural(n, "year")
	case d >= 60:
		n := int(math.Round(d / 30.44))
		return fmt.Sprintf("%d mo", n), plural(n, "month")
	}
	n := max(int(math.Round(d)), 1)
	return fmt.Sprintf("%d d", n), plural(n, "day")
}
