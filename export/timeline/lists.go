package timeline

import (
	"strconv"
	"strings"

	"dateline/export/metric"
	"dateline/export/told"
)

// lists sets what stands below the picture: the gathered events by number, the
// events without a date, the sources.
func (l *layout) lists() {
	if l.o.Unlisted {
		return
	}
	if len(l.listed) > 0 || l.more > 0 {
		var entries []entry
		for _, g := range l.listed {
			entries = append(entries, l.eventEntry(strconv.Itoa(g.n), g.e))
		}
		l.list("Gathered above", "", entries, l.more)
	}
	if len(l.apart) > 0 {
		var entries []entry
		n := len(l.apart)
		if l.o.MaxListed >= 0 {
			n = min(n, l.o.MaxListed)
		}
		for _, e := range l.apart[:n] {
			entries = append(entries, l.eventEntry("\u2013", e))
		}
		l.list("No date in the text", "", entries, len(l.apart)-n)
	}
	numbers := l.sources()
	if len(numbers) == 0 {
		return
	}
	const maxSources = 400
	var entries []entry
	for _, n := range numbers[:min(len(numbers), maxSources)] {
		s := l.story.Sources[n-1]
		text := s.Heading()
		if c := s.Credit(); c != "" {
			text = told.Stop(text) + " " + c
		}
		if day := longDay(s.Published); strings.HasSuffix(text, day) { // a date is not parted
			text = strings.TrimSuffix(text, day) + strings.ReplaceAll(day, " ", "\u00a0")
		}
		entries = append(entries, entry{key: strconv.Itoa(n), text: text, href: s.Link()})
	}
	l.list("Sources", "source", entries, len(numbers)-len(entries))
}

// entry is one item of a list: its number and its words.
type entry struct {
	key, text, href string
}

func (l *layout) eventEntry(key string, e *told.Event) entry {
	text := e.Line
	if e.Dated() {
		text = told.ShortDate(e.When, true) + ": " + text
	}
	if d := e.Doubt(); d != "" {
		text += " (" + d + ")"
	}
	if r := references(e.Sources); r != "" {
		text += " " + r
	}
	return entry{key, text, l.story.Evidence(e)}
}

// list sets entries in columns under a heading.
func (l *layout) list(heading, class string, entries []entry, more int) {
	l.c.Rules = append(l.c.Rules, Box{edge, l.y, l.o.Width - 2*edge, 0})
	l.y += 8
	l.paragraph(heading, "head", labelSize, l.fonts.Bold, edge, l.o.Width-2*edge, 20, 2)
	const size, leading, gutter = 11.0, 14.5, 24.0
	room := l.o.Width - 2*edge
	columns := max(1, min(3, int(room/340)))
	if len(entries) < 2*columns {
		columns = max(1, min(columns, len(entries)))
	}
	width := (room - gutter*float64(columns-1)) / float64(columns)
	indent := 12.0
	for _, e := range entries {
		w, _ := l.fonts.Regular.Width(e.key+".", size)
		indent = max(indent, w+6)
	}
	var wrapped [][]string
	total := 0
	for _, e := range entries {
		lines := l.fonts.Regular.Wrap(e.text, size, width-indent, 6)
		wrapped = append(wrapped, lines)
		total += len(lines)
	}
	top, x, y, used := l.y, edge, l.y, 0
	bottom := l.y
	for i, e := range entries {
		column := min(used*columns/max(total, 1), columns-1)
		if cx := edge + float64(column)*(width+gutter); cx != x {
			x, y = cx, top
		}
		key := e.key
		if key != "\u2013" {
			key += "."
		}
		l.text(key, "key", size, l.fonts.Regular, x, y+size)
		for _, s := range wrapped[i] {
			w, known := l.fonts.Regular.Width(s, size)
			t := Text{X: x + indent, Y: y + size, W: w, Size: size, S: s, Class: "entry", Href: e.href, Fit: !known}
			if metric.RightToLeft(s) {
				t.RTL = true
			}
			l.c.Texts = append(l.c.Texts, t)
			y += leading
		}
		y += 3
		bottom = max(bottom, y)
		used += len(wrapped[i])
	}
	l.y = bottom
	if more > 0 {
		l.paragraph("and "+thousands(more)+" more, in the data that can be exported beside this picture", "sub", size, l.fonts.Regular, edge, room, leading, 0)
	}
	l.y += 12
}
