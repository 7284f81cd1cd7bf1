package when

import (
	"strconv"
	"strings"
	"time"
)

// String is the EDTF form of p, "" if nothing is known.
//
// A single moment is written as the unit it fills (2021, 2021-03, 2021-03-31,
// 201X, 2021-22 for summer 2021, 2021-33 for its first quarter), else as one of
// a set of them: [2021-03-22..2021-03-28], [..2013]. What lasted is an
// interval, 2014/.. if its end is open. Times of day are written as sharply as
// they are known (2021-03-31T10, T10:30), which is ISO 8601 but more than EDTF
// level 1 asks for; so is an interval whose end is itself a set.
func (p Period) String() string {
	var b strings.Builder
	switch {
	case p.IsZero():
	case !p.Lasting:
		p.Start.write(&b)
	default:
		p.Start.write(&b)
		b.WriteByte('/')
		p.End.write(&b)
	}
	return b.String()
}

// String is the EDTF form of m, ".." if nothing is known.
func (m Moment) String() string {
	var b strings.Builder
	m.write(&b)
	return b.String()
}

// MarshalText writes p as EDTF.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads EDTF.
func (p *Period) UnmarshalText(b []byte) error {
	q, err := Parse(string(b))
	if err == nil {
		*p = q
	}
	return err
}

func (m Moment) write(b *strings.Builder) {
	if m.IsZero() {
		b.WriteString("..")
		return
	}
	if g, ok := m.unit(); ok {
		writeUnit(b, m.From, g)
		m.qualify(b)
		return
	}
	g := edge(m)
	b.WriteByte('[')
	if !m.From.IsZero() {
		writeUnit(b, m.From, g)
		m.qualify(b)
	}
	b.WriteString("..")
	if !m.To.IsZero() {
		writeUnit(b, Add(m.To, -1, g), g)
		m.qualify(b)
	}
	b.WriteByte(']')
}

// edge is the grain that the bounds of a set are written in: years if both are
// bounds of years, else days or what is finer; an open set as its grain says.
func edge(m Moment) Grain {
	g := NoGrain
	if !m.From.IsZero() {
		g = edgeGrain(m.From)
	}
	if !m.To.IsZero() {
		g = max(g, edgeGrain(m.To))
	}
	if m.From.IsZero() || m.To.IsZero() {
		return max(g, writable(m.Grain))
	}
	if g == Month {
		return Day
	}
	return g
}

// writable is the grain of the EDTF date that a grain is written in.
func writable(g Grain) Grain {
	switch {
	case g <= Year:
		return Year
	case g <= Month:
		return Month
	case g <= DayPart:
		return Day
	}
	return g
}

// unit is the grain of the calendar unit that m fills, if there is one that
// EDTF can write.
func (m Moment) unit() (Grain, bool) {
	if m.From.IsZero() || m.To.IsZero() {
		return NoGrain, false
	}
	if g := m.Grain; g != NoGrain && g != Week && g != DayPart {
		if u := Unit(m.From, g); u.From.Equal(m.From) && u.To.Equal(m.To) && writes(m.From, g) {
			return g, true
		}
	}
	for _, g := range [...]Grain{Year, Month, Day, Hour, Minute, Second} {
		if u := Unit(m.From, g); u.From.Equal(m.From) && u.To.Equal(m.To) {
			return g, true
		}
	}
	return NoGrain, false
}

// writes reports whether EDTF has a form for the unit of grain g at t: decades
// and centuries only of the years 0 to 9999.
func writes(t time.Time, g Grain) bool {
	y := t.Year()
	return g > Decade || y >= 0 && y <= 9999
}

func writeUnit(b *strings.Builder, t time.Time, g Grain) {
	y, mo, d := t.Date()
	switch g {
	case Millennium, Century, Decade:
		s := pad(y, 4)
		n := map[Grain]int{Millennium: 1, Century: 2, Decade: 3}[g]
		b.WriteString(s[:n] + "XXX"[:4-n])
		return
	}
	switch {
	case y > 9999 || y < -9999:
		b.WriteByte('Y')
		b.WriteString(strconv.Itoa(y))
	case y < 0:
		b.WriteByte('-')
		b.WriteString(pad(-y, 4))
	default:
		b.WriteString(pad(y, 4))
	}
	two := func(sep byte, n int) {
		b.WriteByte(sep)
		b.WriteString(pad(n, 2))
	}
	switch g {
	case Year, NoGrain:
		return
	case HalfYear:
		two('-', 40+(int(mo)-1)/6)
		return
	case Quarter:
		two('-', 33+(int(mo)-1)/3)
		return
	case Season:
		two('-', 20+int(mo)/3)
		return
	}
	two('-', int(mo))
	if g == Month {
		return
	}
	two('-', d)
	if g <= DayPart {
		return
	}
	h, mi, s := t.Clock()
	two('T', h)
	if g >= Minute {
		two(':', mi)
	}
	if g >= Second {
		two(':', s)
	}
	if t.Location() != time.UTC {
		if _, off := t.Zone(); off == 0 {
			b.WriteByte('Z')
		} else {
			b.WriteString(t.Format("-07:00"))
		}
	}
}

func (m Moment) qualify(b *strings.Builder) {
	switch {
	case m.Approx && m.Uncertain:
		b.WriteByte('%')
	case m.Approx:
		b.WriteByte('~')
	case m.Uncertain:
		b.WriteByte('?')
	}
}

func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}
