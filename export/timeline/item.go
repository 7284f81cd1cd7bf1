package timeline

import (
	"math"
	"strconv"
	"strings"
	"time"

	"dateline/export/metric"
	"dateline/export/told"
	"dateline/graph/when"
)

// Sizes, in px.
const (
	edge      = 24.0 // between the canvas and what is on it
	labelSize = 12.0
	smallSize = 11.0
	line      = 15.0 // from one line of a label to the next
	disc      = 10.0 // diameter
	barHeight = 8.0
	tail      = 26.0 // of an open end
	gapX      = 12.0 // between neighbours in a row
	gapY      = 7.0  // between rows
	tickRows  = 36.0 // the words of the axis
	longBar   = 90.0 // a longer bar has its label beneath
)

// item is an event on its way into the chart. x is final from the start, y is
// relative to the item's top until its row is known.
type item struct {
	e     *told.Event
	mark  Mark
	lanes []string
	x0    float64 // the room it takes in its row
	x1    float64
	h     float64
	texts []Text
	done  bool // texts are laid out
}

// spans are the stretches of time that p puts on the axis.
func spans(p when.Period) [][2]float64 {
	var out [][2]float64
	put := func(m when.Moment) {
		switch {
		case m.IsZero():
		case m.From.IsZero():
			out = append(out, [2]float64{days(m.To.AddDate(0, 0, -1)), days(m.To)})
		case m.To.IsZero():
			out = append(out, [2]float64{days(m.From), days(m.From.AddDate(0, 0, 1))})
		default:
			out = append(out, [2]float64{days(m.From), days(m.To)})
		}
	}
	put(p.Start)
	if p.Lasting {
		put(p.End)
	}
	return out
}

// newMark places the mark of e on the axis, at height 0.
func newMark(e *told.Event, s scale, plot Box) Mark {
	m := Mark{
		Event:  e.ID,
		Group:  told.ClassOf(e.Class).Group.Key,
		Status: e.Standing.String(),
		Hollow: e.Basis == when.BasisPublication,
	}
	p := e.When
	start, end := p.Start, p.End
	right := plot.X + plot.W
	switch {
	case p.Lasting && !(start.IsZero() || end.IsZero()):
		a, fadeA := edgeOf(start, s, false)
		b, fadeB := edgeOf(end, s, true)
		m.Shape, m.X, m.W, m.FadeL, m.FadeR = Bar, a, b-a, fadeA, fadeB
	case p.Lasting && end.IsZero(): // since
		a, fade := edgeOf(start, s, false)
		m.Shape, m.X, m.W, m.FadeL, m.FadeR = Bar, a, right-a, fade, tail
	case p.Lasting: // until
		b, fade := edgeOf(end, s, true)
		m.Shape, m.X, m.W, m.FadeL, m.FadeR = Bar, plot.X, b-plot.X, tail, fade
	case start.From.IsZero(): // by
		m.Shape, m.X, m.FadeL = Disc, discAt(start.To.AddDate(0, 0, -1), s), tail
	case start.To.IsZero(): // after
		m.Shape, m.X, m.FadeR = Disc, discAt(start.From, s), tail
	case start.To.Sub(start.From) <= 25*time.Hour:
		m.Shape, m.X = Disc, discAt(start.From, s)
		if start.Grain > when.Day { // the time of day is known
			m.X = s.at((days(start.From) + days(start.To)) / 2)
		}
		if start.Approx || start.Uncertain {
			m.FadeL, m.FadeR = tail/2, tail/2
		}
	default: // some time in it
		a, b := s.at(days(start.From)), s.at(days(start.To))
		m.Shape, m.X, m.W = Bar, a, b-a
		m.FadeL, m.FadeR = m.W/2, m.W/2
	}
	if m.Shape == Bar {
		m.H = barHeight
		if least := 12.0; m.W < least {
			m.X -= (least - m.W) / 2
			m.W = least
		}
		m.W = min(m.W, plot.W)
		m.X = min(max(m.X, plot.X), right-m.W)
		m.X, m.W = math.Round(m.X), math.Round(m.W) // no seams between its parts
		m.FadeL, m.FadeR = math.Round(m.FadeL), math.Round(m.FadeR)
		m.FadeL, m.FadeR = min(m.FadeL, m.W), min(m.FadeR, m.W)
	} else {
		m.H = disc
		m.X = min(max(m.X, plot.X+disc/2), right-disc/2)
		m.FadeL, m.FadeR = min(m.FadeL, m.X-plot.X), min(m.FadeR, right-m.X)
	}
	return m
}

// discAt is the middle of the day of t, but not far into it where a day is wide:
// the disc stands for the day, not for noon.
func discAt(t time.Time, s scale) float64 {
	d := days(t)
	x := s.at(d)
	return x + min((s.at(d+1)-x)/2, 14)
}

// spread sets discs of one day side by side where the day is wider than two
// labels: on an axis of whole days, a disc stands for its day wherever it is in it.
func (it *item) spread(s scale, room float64, lane string, inDay map[string]int) {
	m := it.e.When.Start
	if it.mark.Shape != Disc {
		return
	}
	day := m.From
	if day.IsZero() {
		day = m.To.AddDate(0, 0, -1)
	}
	left := s.at(days(day))
	width := s.at(days(day)+1) - left
	columns := int(width / (room + 48))
	if columns < 2 {
		return
	}
	key := lane + day.Format("\x002006-01-02")
	column := inDay[key] % columns
	inDay[key]++
	it.mark.X += float64(column) * width / float64(columns)
	it.mark.FadeL, it.mark.FadeR = min(it.mark.FadeL, 14), min(it.mark.FadeR, 14)
}

// edgeOf is where a bar begins (or ends, if last) and how much of it is vague.
func edgeOf(m when.Moment, s scale, last bool) (x, fade float64) {
	from, to := m.From, m.To
	if from.IsZero() {
		from = to.AddDate(0, 0, -1)
	}
	if to.IsZero() {
		to = from.AddDate(0, 0, 1)
	}
	a, b := s.at(days(from)), s.at(days(to))
	if m.Grain < when.Day {
		fade = b - a
	}
	if m.Approx || m.Uncertain {
		fade = max(fade, tail/2)
	}
	if last {
		return b, fade
	}
	return a, fade
}

// label lays out the words of it beside or beneath its mark, and with them the
// room it takes.
func (it *item) label(f *metric.Fonts, plot Box, room float64, year bool) {
	if it.done {
		return
	}
	it.done = true
	type row struct {
		s, class string
		size     float64
		face     *metric.Face
	}
	var rows []row
	date := told.ShortDate(it.e.When, year)
	doubt := it.e.Doubt()
	head := date
	if doubt != "" {
		head += " · " + doubt
	}
	for _, l := range f.Bold.Wrap(head, smallSize, room, 3) {
		rows = append(rows, row{l, "date", smallSize, f.Bold})
	}
	lines := withReferences(f.Regular, it.e.Line, references(it.e.Sources), room)
	for _, l := range lines {
		rows = append(rows, row{l, "label", labelSize, f.Regular})
	}
	wide := 0.0
	for _, r := range rows {
		w, known := r.face.Width(r.s, r.size)
		wide = max(wide, w)
		it.texts = append(it.texts, Text{W: w, Size: r.size, S: r.s, Class: r.class, RTL: metric.RightToLeft(r.s), Fit: !known})
	}
	m := &it.mark
	right := plot.X + plot.W
	left, first := 0.0, 10.0 // of the text
	it.x0, it.x1 = m.X-m.FadeL-disc/2, m.X+m.FadeR+disc/2
	m.Y = 6
	end := false
	switch {
	case m.Shape == Bar && m.W > longBar:
		it.x0, it.x1 = m.X, m.X+m.W
		left, first = min(m.X, right-wide), 10+disc+4
		m.Y = 5
	case m.Shape == Bar:
		it.x0, it.x1 = m.X, m.X+m.W
		fallthrough
	default:
		if left = it.x1 + 4; left+wide > right {
			end, left = true, it.x0-4-wide
			if left < plot.X { // room on neither side: beneath
				end, left, first = false, max(min(m.X-disc/2, right-wide), plot.X), 10+disc+4
			}
		}
	}
	for i := range it.texts {
		t := &it.texts[i]
		t.X, t.Y = left, first+float64(i)*line
		if end {
			t.X, t.End = left+wide, true
		}
	}
	it.x0, it.x1 = min(it.x0, left), max(it.x1, left+wide)
	it.h = first + float64(len(rows)-1)*line + 4
}

// withReferences sets words and the footnotes after them in at most three lines.
// The footnotes stay with the last word, never on a line of their own.
func withReferences(f *metric.Face, words, refs string, room float64) []string {
	if refs == "" {
		return f.Wrap(words, labelSize, room, 3)
	}
	lines := f.Wrap(words+"\u00a0"+refs, labelSize, room, 0)
	if len(lines) <= 3 {
		return lines
	}
	lines = f.Wrap(words, labelSize, room, 3)
	w, _ := f.Width("\u00a0"+refs, labelSize)
	last := f.Cut(strings.TrimSuffix(lines[2], " …")+" …", labelSize, room-w)
	lines[2] = last + "\u00a0" + refs
	return lines
}

// references are the footnotes of an event: "[1, 3]", at most four of them.
func references(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteByte('[')
	for i, n := range numbers {
		if i == 4 {
			b.WriteString("\u00a0+" + strconv.Itoa(len(numbers)-4))
			break
		}
		if i > 0 {
			b.WriteString(",\u00a0")
		}
		b.WriteString(strconv.Itoa(n))
	}
	b.WriteByte(']')
	return b.String()
}

// shift moves it down by y.
func (it *item) shift(y float64) {
	it.mark.Y += y
	for i := range it.texts {
		it.texts[i].Y += y
	}
}

// title says the whole of an event, for the mark's title.
func title(e *told.Event) string {
	parts := []string{e.DateText() + ": " + e.Line}
	if d := e.Doubt(); d != "" {
		parts = append(parts, d)
	}
	if e.Dating != "" {
		parts = append(parts, "dated by "+e.Dating)
	}
	if r := references(e.Sources); r != "" {
		parts = append(parts, "sources "+r)
	}
	return strings.Join(parts, "; ")
}
