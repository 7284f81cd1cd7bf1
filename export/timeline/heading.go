package timeline

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"dateline/export/metric"
	"dateline/export/told"
)

// header sets the title and the line beneath it.
func (l *layout) header() {
	l.y = edge
	if l.o.Unlisted {
		l.paragraph(l.summary(), "sub", labelSize, l.fonts.Regular, edge, l.o.Width-2*edge, 17, 0)
		l.y += 12
		for _, list := range [][]*told.Event{l.dated, l.apart} {
			for _, e := range list {
				e.Sources = nil // their numbers would lead nowhere
			}
		}
		return
	}
	l.paragraph(l.c.Title, "title", 22, l.fonts.Bold, edge, l.o.Width-2*edge, 28, 4)
	l.paragraph(l.summary(), "sub", labelSize, l.fonts.Regular, edge, l.o.Width-2*edge, 17, 0)
	l.y += 12
}

// summary counts what the picture shows.
func (l *layout) summary() string {
	n := len(l.dated) + len(l.apart)
	if n == 0 {
		return "No events."
	}
	parts := []string{}
	if span := l.span(); span != "" {
		parts = append(parts, span)
	}
	counts := plural(n, "event") + " from " + plural(len(l.sources()), "source")
	if len(l.apart) > 0 {
		counts += ", " + strconv.Itoa(len(l.apart)) + " of them without a date"
	}
	parts = append(parts, counts)
	if l.c.Omitted > 0 {
		parts = append(parts, plural(l.c.Omitted, "less important event")+" left out")
	}
	return strings.Join(parts, " · ")
}

// span is the time covered, in words.
func (l *layout) span() string {
	var from, to time.Time
	for _, e := range l.dated {
		a, b := e.When.Bounds()
		for _, t := range []time.Time{a, b} {
			if t.IsZero() {
				continue
			}
			if from.IsZero() || t.Before(from) {
				from = t
			}
			if to.IsZero() || t.After(to) {
				to = t
			}
		}
	}
	if from.IsZero() {
		return ""
	}
	if to.After(from) {
		to = to.Add(-time.Nanosecond)
	}
	a, b := longDay(from), longDay(to)
	if a == b {
		return a
	}
	return a + " \u2013 " + b
}

func longDay(t time.Time) string {
	if t.Year() < 1000 {
		return t.Format("2 January ") + yearText(t.Year())
	}
	return t.Format("2 January 2006")
}

// sources are the numbers of the sources of what is drawn.
func (l *layout) sources() []int {
	seen := make([]bool, len(l.story.Sources)+1)
	for _, list := range [][]*told.Event{l.dated, l.apart} {
		for _, e := range list {
			for _, n := range e.Sources {
				seen[n] = true
			}
		}
	}
	var out []int
	for n := 1; n < len(seen); n++ {
		if seen[n] {
			out = append(out, n)
		}
	}
	return out
}

// describe says in words what the picture shows.
func (l *layout) describe() string {
	s := "Timeline. " + l.summary() + "."
	for i, e := range l.dated {
		if i == 8 {
			s += fmt.Sprintf(" And %d more.", len(l.dated)-i)
			break
		}
		s += " " + e.DateText() + ": " + strings.TrimRight(e.Line, ".") + "."
	}
	return s
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return thousands(n) + " " + what + "s"
}

// thousands is n with a comma every three digits.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// text puts one line of words at x and baseline y.
func (l *layout) text(s, class string, size float64, f *metric.Face, x, y float64) Text {
	w, known := f.Width(s, size)
	t := Text{X: x, Y: y, W: w, Size: size, S: s, Class: class, RTL: metric.RightToLeft(s), Fit: !known}
	l.c.Texts = append(l.c.Texts, t)
	return t
}

// paragraph sets s in lines at the current height.
func (l *layout) paragraph(s, class string, size float64, f *metric.Face, x, room, leading float64, limit int) {
	for _, line := range f.Wrap(s, size, room, limit) {
		l.text(line, class, size, f, x, l.y+size)
		l.y += leading
	}
}
