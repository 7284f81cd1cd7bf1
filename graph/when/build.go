package when

import "time"

// Unit is the calendar unit of grain g that holds t, in t's own zone: the month
// of 31 March 2021 is [1 March, 1 April). Weeks start on Monday; winter is the
// one that starts in December of the year it is named after. Grains that are no
// calendar units (NoGrain, DayPart) give the day.
func Unit(t time.Time, g Grain) Moment {
	y, mo, d := t.Date()
	loc := t.Location()
	date := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, loc) }
	var from, to time.Time
	switch g {
	case Millennium, Century, Decade, Year:
		n := yearsOf(g)
		first := floorDiv(y, n) * n
		from, to = date(first, 1, 1), date(first+n, 1, 1)
	case HalfYear, Quarter:
		n := 6
		if g == Quarter {
			n = 3
		}
		first := (int(mo)-1)/n*n + 1
		from, to = date(y, time.Month(first), 1), date(y, time.Month(first+n), 1)
	case Season:
		first := int(mo) / 3 * 3 // December opens the winter: 12, 3, 6, 9
		if first == 0 {
			first, y = 12, y-1
		}
		from, to = date(y, time.Month(first), 1), date(y, time.Month(first+3), 1)
	case Month:
		from, to = date(y, mo, 1), date(y, mo+1, 1)
	case Week:
		back := (int(t.Weekday()) + 6) % 7
		from, to = date(y, mo, d-back), date(y, mo, d-back+7)
	case Hour, Minute, Second:
		h, mi, s := t.Clock()
		n := time.Second
		switch g {
		case Hour:
			mi, s, n = 0, 0, time.Hour
		case Minute:
			s, n = 0, time.Minute
		}
		from = time.Date(y, mo, d, h, mi, s, 0, loc)
		to = from.Add(n)
	default:
		g = Day
		from, to = date(y, mo, d), date(y, mo, d+1)
	}
	return Moment{From: bound(from), To: bound(to), Grain: g}
}

// Within is some moment in [from, to). A zero bound is open. Its grain is that
// of the smallest unit as long as the span.
func Within(from, to time.Time) Moment {
	return Moment{From: from, To: to, Grain: spanGrain(from, to)}
}

// Before is some moment ahead of t, After some moment at t or later.
func Before(t time.Time) Moment { return Within(time.Time{}, bound(t)) }

// After is some moment at t or later.
func After(t time.Time) Moment { return Within(bound(t), time.Time{}) }

// Span is the Period that lasted from a to b. A zero Moment is an open end.
func Span(a, b Moment) Period { return Period{Start: a, End: b, Lasting: true} }

// Shift moves m by n units of its own grain: a month by months, a week by weeks.
func (m Moment) Shift(n int) Moment {
	if m.From.IsZero() {
		return m
	}
	from := Add(m.From, n, m.Grain)
	s := Unit(from, m.Grain)
	s.Approx, s.Uncertain = m.Approx, m.Uncertain
	return s
}

// Add moves t by n units of grain g. A day that its new month does not have
// becomes the last day of that month: a month before 31 March is 28 February.
func Add(t time.Time, n int, g Grain) time.Time {
	switch g {
	case Millennium, Century, Decade, Year:
		return addMonths(t, 12*n*yearsOf(g))
	case HalfYear:
		return addMonths(t, 6*n)
	case Quarter, Season:
		return addMonths(t, 3*n)
	case Month:
		return addMonths(t, n)
	case Week:
		return t.AddDate(0, 0, 7*n)
	case Hour:
		return t.Add(time.Duration(n) * time.Hour)
	case Minute:
		return t.Add(time.Duration(n) * time.Minute)
	case Second:
		return t.Add(time.Duration(n) * time.Second)
	}
	return t.AddDate(0, 0, n)
}

func addMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, t.Location()).Day()
	h, mi, s := t.Clock()
	return time.Date(y, m+time.Month(n), min(d, last), h, mi, s, t.Nanosecond(), t.Location())
}

func yearsOf(g Grain) int {
	switch g {
	case Millennium:
		return 1000
	case Century:
		return 100
	case Decade:
		return 10
	}
	return 1
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// bound keeps the first instant of year 1 apart from the zero time, which
// means "open": it becomes the nanosecond after.
func bound(t time.Time) time.Time {
	if t.IsZero() {
		return t.Add(1)
	}
	return t
}

// spanGrain is the grain of the smallest unit that is as long as the span, of
// those that a span found by chance would not be named by: no quarter, no half.
func spanGrain(from, to time.Time) Grain {
	if from.IsZero() || to.IsZero() {
		t := from
		if t.IsZero() {
			t = to
		}
		if t.IsZero() {
			return NoGrain
		}
		return edgeGrain(t)
	}
	const day = 24 * time.Hour
	switch d := to.Sub(from); {
	case d <= time.Second:
		return Second
	case d <= time.Minute:
		return Minute
	case d <= time.Hour:
		return Hour
	case d < day:
		return DayPart
	case d == day:
		return Day
	case d <= 7*day:
		return Week
	case d <= 31*day:
		return Month
	case d <= 366*day:
		return Year
	case d <= 3653*day:
		return Decade
	case d <= 36525*day:
		return Century
	}
	return Millennium
}

// edgeGrain is the coarsest of Year, Month, Day, Hour, Minute, Second that has
// a unit starting at t.
func edgeGrain(t time.Time) Grain {
	_, mo, d := t.Date()
	h, mi, s := t.Clock()
	switch {
	case s != 0:
		return Second
	case mi != 0:
		return Minute
	case h != 0:
		return Hour
	case d != 1:
		return Day
	case mo != 1:
		return Month
	}
	return Year
}
