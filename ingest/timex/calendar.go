package timex

import (
	"fmt"
	"time"

	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// resolveDate works out a place in the calendar. What is left out above the
// coarsest part that is said (the year of "in May", the week of "on Friday")
// comes from the anchor, in the direction the words or the tense give.
func (c *clock) resolveDate(s *sem, tense int, r *result) {
	r.typ = nlp.Date
	base := s.get(fBase)
	anchor, known := c.day(base)
	dir := s.get(fDir)
	if base == bRef && s.is(fDow) && c.ref.Grain < when.Day && !c.refDay.IsZero() {
		anchor = c.refDay // "the previous Friday", after a week or month
	}
	if base == bRef && dir == dThis {
		tense = tNone // "that September" is that of the year told of
	}
	explicit := false
	year := s.get(fYear)
	if s.is(fYear) {
		explicit = true
		if s.is(fShort) {
			year = c.century(year)
		}
	}
	if s.get(fOrder) == 3 { // 3/5/2021
		t := *s
		s = &t
		if c.dayFirst {
			t.f[fMonth], t.f[fDay] = t.f[fDay], t.f[fMonth]
		}
	}
	date := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	// of finds the unit in the year that is said or meant.
	of := func(unit when.Grain, start func(y int) time.Time, near bool) (when.Moment, bool) {
		at := func(k int) when.Moment { return when.Unit(start(anchor.Year()+k), unit) }
		switch {
		case explicit:
			return when.Unit(start(year), unit), true
		case !known:
			return when.Moment{}, false
		case s.is(fN): // "July last year"
			return at(s.get(fN)), true
		case base == bRef && dir == 0:
			return at(0), true
		}
		return choose(at, anchor, dir, tense, near), true
	}
	var m when.Moment
	unit, ok := 0, true
	switch {
	case s.is(fHoliday):
		m, ok = of(when.Day, func(y int) time.Time { return easter(y).AddDate(0, 0, s.get(fHoliday)) }, true)
		unit = uDay
	case s.is(fNth):
		m, ok = of(when.Day, func(y int) time.Time { return nthWeekday(y, s.get(fMonth), s.get(fDow), s.get(fNth)) }, true)
		unit = uDay
	case s.is(fMonth) && s.is(fDay):
		day := s.get(fDay)
		start := func(y int) time.Time { return date(y, s.get(fMonth), day) }
		if s.is(fDow) && !explicit && known && dir == 0 {
			// "Friday, Oct. 23" names its year by the weekday.
			for _, k := range [...]int{0, -1, 1, -2, 2} {
				if t := start(anchor.Year() + k); weekday(t) == s.get(fDow) && abs(t.Sub(anchor)) < 400*24*time.Hour {
					m, unit = when.Unit(t, when.Day), uDay
					break
				}
			}
		}
		if unit == 0 {
			m, ok = of(when.Day, start, true)
			unit = uDay
		}
		if ok && m.From.Day() != day { // 31 June
			ok = false
		}
	case s.is(fMonth):
		if dir == dPast && base != bRef && known { // the month just over is "last month", not "last October"
			anchor = date(anchor.Year(), int(anchor.Month())-1, 1)
		}
		m, ok = of(when.Month, func(y int) time.Time { return date(y, s.get(fMonth), 1) }, true)
		unit = uMonth
	case s.is(fSeason):
		m, ok = of(when.Season, func(y int) time.Time { return date(y, 3*s.get(fSeason), 1) }, true)
		unit = uSeason
	case s.is(fQuarter):
		m, ok = of(when.Quarter, func(y int) time.Time { return date(y, 3*s.get(fQuarter)-2, 1) }, true)
		unit = uQuarter
	case s.is(fHalf):
		m, ok = of(when.HalfYear, func(y int) time.Time { return date(y, 6*s.get(fHalf)-5, 1) }, true)
		unit = uHalf
	case s.is(fWeek):
		m, ok = of(when.Week, func(y int) time.Time { return date(y, 1, 4).AddDate(0, 0, 7*(s.get(fWeek)-1)) }, true)
		unit = uWeek
	case s.is(fDay) && !explicit: // "the 15th"
		day := s.get(fDay)
		if !known {
			ok = false
			break
		}
		first := date(anchor.Year(), int(anchor.Month()), 1)
		at := func(k int) when.Moment {
			t := when.Add(first, k, when.Month)
			return when.Unit(date(t.Year(), int(t.Month()), day), when.Day)
		}
		unit = uDay
		if s.is(fDow) { // "Friday the 13th" names its month by the weekday
			ok = false
			for _, k := range [...]int{0, -1, 1, -2, 2, -3, 3} {
				if m = at(k); weekday(m.From) == s.get(fDow) && m.From.Day() == day {
					ok = true
					break
				}
			}
			break
		}
		m = choose(at, anchor, dir, tense, base != bRef)
	case s.is(fDow):
		unit = uDay
		if !known {
			ok = false
			break
		}
		monday := when.Unit(anchor, when.Week).From
		at := func(k int) when.Moment { return when.Unit(monday.AddDate(0, 0, 7*k+s.get(fDow)-1), when.Day) }
		if s.is(fN) { // "Friday of last week"
			m = at(s.get(fN))
		} else {
			m = choose(at, anchor, dir, tense, false)
		}
	case s.is(fWeekend):
		unit = uWeekend
		if !known {
			ok = false
			break
		}
		at := func(k int) when.Moment { return weekend(anchor.AddDate(0, 0, 7*k)) }
		m = choose(at, anchor, dir, tense, false)
	case explicit && s.is(fOpen) && !c.quarter.IsZero(): // "the 1988 quarter"
		m, unit = when.Unit(date(year, int(c.quarter.From.Month()), 1), when.Quarter), uQuarter
	case explicit:
		m, unit = when.Unit(date(year, 1, 1), when.Year), uYear
	case s.is(fDecade):
		y := 10 * s.get(fDecade)
		if s.get(fDecade) < 10 {
			y += 1900
			if known {
				y = anchor.Year()/100*100 + 10*s.get(fDecade)
				if y > anchor.Year() {
					y -= 100
				}
			}
		}
		m, unit, explicit = when.Unit(date(y, 1, 1), when.Decade), uDecade, true
	case s.is(fCentury):
		m, unit, explicit = when.Unit(date(100*s.get(fCentury), 1, 1), when.Century), uCentury, true
	case s.is(fMillen):
		m, unit, explicit = when.Unit(date(1000*s.get(fMillen), 1, 1), when.Millennium), uMillennium, true
	case s.is(fPart) || s.is(fHour): // a time of the day that is meant
		unit = uDay
		if known {
			days := s.get(fN)
			if p := parts[s.get(fPart)]; (p == "MI" || p == "NI") && !s.is(fN) && tense == tPast && base != bRef {
				days-- // "they worked through the night": the one that is over
			}
			m = when.Unit(anchor.AddDate(0, 0, days), when.Day)
		} else {
			ok = false
		}
	default:
		ok = false
	}
	if !ok {
		day := *s
		day.drop(fPart)
		r.value = pattern(&day)
		if r.value == "" {
			r.value = unknown(max(unit, uDay))
		}
		r.value += c.clockSuffix(s, r)
		r.why = "no date is known that it is relative to"
		return
	}
	if s.is(fPlus) && m.Grain == when.Day {
		m = m.Shift(s.get(fPlus))
	}
	switch s.get(fGrain) {
	case uWeek:
		m, unit = when.Unit(m.From, when.Week), uWeek
	case uWeekend:
		m, unit = weekend(m.From), uWeekend
	}
	r.moment = m
	r.value = valueOf(m, unit)
	r.period = when.At(m)
	if s.is(fFiscal) && unit >= uQuarter {
		r.period.Start.Approx, r.period.End.Approx = true, true
	}
	if explicit {
		r.basis = when.BasisExplicit
		r.why = "the text gives the date"
	} else {
		r.basis = when.BasisRelative
		r.pub, r.ref = base != bRef || c.ref.From.IsZero(), base == bRef && !c.ref.From.IsZero()
		r.why = c.whyDate(m, anchor, base, dir, tense, unit)
	}
	if s.get(fOrder) == 3 && !c.orderKnown && s.get(fDay) != s.get(fMonth) {
		r.ambiguous = true
		r.period.Start.Uncertain, r.period.End.Uncertain = true, true
		r.why += ", and nothing in the text tells whether the day or the month comes first"
	}
	r.value += c.clockSuffix(s, r)
	if r.typ == nlp.Time && s.is(fHour) {
		c.clockPeriod(s, r)
	}
}

func (c *clock) whyDate(m when.Moment, anchor time.Time, base, dir, tense, unit int) string {
	from := c.name
	if base == bRef && !c.ref.From.IsZero() {
		from = "the date told of before"
	}
	from += " " + anchor.Format("2006-01-02")
	if unit == uDay && base != bRef {
		from += " (a " + anchor.Weekday().String() + ")"
	}
	switch day := when.Unit(anchor, when.Day); {
	case !m.From.After(day.From) && !m.To.Before(day.To):
		return "the one that holds " + from
	case m.From.Before(anchor) && dir == dTense && tense == tPast:
		return "the last one before " + from + ", as the verb is in the past"
	case m.From.Before(anchor):
		return "the last one before " + from
	case tense == tFuture && dir == 0:
		return "the next one after " + from + ", as the clause is about the future"
	}
	return "the next one after " + from
}

// clockSuffix is what a time of day adds to a value.
func (c *clock) clockSuffix(s *sem, r *result) string {
	if !s.is(fHour) {
		if s.is(fPart) {
			r.typ = nlp.Time
			if parts[s.get(fPart)] == "MI" {
				return "T" + "24:00"
			}
			return "T" + parts[s.get(fPart)]
		}
		return ""
	}
	r.typ = nlp.Time
	h := c.hour(s)
	v := fmt.Sprintf("T%02d:%02d", h, s.get(fMinute))
	if s.is(fSecond) {
		v += fmt.Sprintf(":%02d", s.get(fSecond))
	}
	return v
}

// hour is on the 24-hour clock: half days and parts of the day tell which.
func (c *clock) hour(s *sem) int {
	h := s.get(fHour)
	pm := s.get(fHalfDay) == 2
	if !s.is(fHalfDay) && s.is(fPart) {
		switch parts[s.get(fPart)] {
		case "AF", "EV":
			pm = true
		case "NI":
			pm = h >= 6
		}
	}
	switch {
	case pm && h < 12:
		return h + 12
	case s.get(fHalfDay) == 1 && h == 12:
		return 0
	}
	return h
}

func (c *clock) clockPeriod(s *sem, r *result) {
	y, mo, d := r.moment.From.Date()
	loc := time.UTC
	if s.is(fZone) {
		if off := s.get(fZone) - zoneBias; off == 0 {
			loc = time.FixedZone("Z", 0)
		} else {
			loc = time.FixedZone("", off*60)
		}
	}
	t := time.Date(y, mo, d, c.hour(s), s.get(fMinute), s.get(fSecond), 0, loc)
	g := when.Hour
	switch {
	case s.is(fSecond):
		g = when.Second
	case s.is(fMinute):
		g = when.Minute
	}
	r.period = when.At(when.Unit(t, g))
}

// century completes a year of two digits: at most ten years ahead of the anchor.
func (c *clock) century(y int) int {
	top := 2030
	if !c.pub.IsZero() {
		top = c.pub.Year() + 10
	}
	full := top/100*100 + y
	if full > top {
		full -= 100
	}
	return full
}

// easter is Easter Sunday of the year y in the Gregorian calendar (the
// anonymous algorithm, as published in Nature, 20 April 1876).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(y, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}

// nthWeekday is the n-th weekday of a month, the last one for n = -1.
func nthWeekday(y, month, dow, n int) time.Time {
	if n < 0 {
		t := time.Date(y, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
		return t.AddDate(0, 0, -((weekday(t) - dow + 7) % 7))
	}
	t := time.Date(y, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, (dow-weekday(t)+7)%7+7*(n-1))
}

// weekday is 1 for Monday to 7 for Sunday.
func weekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

func abs(d time.Duration) time.Duration { return max(d, -d) }
