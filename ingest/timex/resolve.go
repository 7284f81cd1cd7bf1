package timex

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// result is what a meaning comes to once it is known when the text was written.
type result struct {
	typ              nlp.TimexType
	value            string
	mod, quant, freq string
	period           when.Period
	basis            when.Basis
	why              string
	pub, ref         bool // relative to the publication date, to the last date
	moment           when.Moment
	ambiguous        bool // day and month could be the other way round
}

func (c *clock) resolve(s *sem, tense int) result {
	var r result
	switch s.get(fKind) {
	case kRef:
		r.typ, r.value = nlp.Date, refs[s.get(fRef)]
		r.why = "points to no date"
	case kSet:
		c.resolveSet(s, &r)
	case kDur:
		c.resolveDuration(s, &r)
		if s.get(fDir) == dNext && tense == tPast { // "he spent the next ten years there": from when is told elsewhere
			r.period, r.basis, r.pub, r.why = when.Period{}, when.BasisNone, false, "a length of time"
		}
	case kShift:
		c.resolveShift(s, &r)
	default:
		c.resolveDate(s, tense, &r)
	}
	if m := s.get(fMod); m > 0 {
		c.modify(m, &r)
	}
	if s.is(fQuant) {
		r.quant = quants[s.get(fQuant)]
	}
	return r
}

// modify adds the mod, and narrows the period where it says where in it.
func (c *clock) modify(m int, r *result) {
	switch m {
	case mEarlier:
		r.mod = mods[mStart]
	case mLater:
		r.mod = mods[mEnd]
	default:
		r.mod = mods[m]
	}
	if r.period.IsZero() || r.period.Lasting {
		if m == mApprox {
			r.period.Start.Approx, r.period.End.Approx = !r.period.Start.IsZero(), !r.period.End.IsZero()
		}
		return
	}
	a := r.period.Start
	half := func(n, d int) time.Time {
		days := int(a.To.Sub(a.From).Hours() / 24)
		if days > 45 { // months or years: by whole months
			return a.From.AddDate(0, months(a.From, a.To)*n/d, 0)
		}
		return a.From.AddDate(0, 0, days*n/d)
	}
	b := a
	switch {
	case m == mApprox, m == mLessThan:
		b.Approx = true
	case m == mMoreThan:
		b = when.Before(a.To)
		b.Grain = a.Grain
	case a.From.IsZero() || a.To.IsZero() || a.Grain >= when.Day:
	case m == mStart:
		b = when.Within(a.From, half(1, 2))
	case m == mMid:
		b = when.Within(half(1, 4), half(3, 4))
	case m == mEnd:
		b = when.Within(half(1, 2), a.To)
	case m == mEarlier:
		if end := c.pub.AddDate(0, 0, 1); !c.pub.IsZero() && end.After(a.From) && end.Before(a.To) {
			b = when.Within(a.From, end)
		}
	case m == mLater:
		if c.pub.After(a.From) && c.pub.Before(a.To) {
			b = when.Within(c.pub, a.To)
		}
	case m == mOnOrAfter:
		b = when.After(a.From)
	case m == mAfter:
		b = when.After(a.To)
	case m == mBefore:
		b = when.Before(a.From)
	case m == mOnOrBefore:
		b = when.Before(a.To)
	}
	if a.Approx {
		b.Approx = true
	}
	r.period = when.At(b)
}

func months(from, to time.Time) int {
	return (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
}

var calendarUnits = [...]when.Grain{uSecond: when.Second, uMinute: when.Minute, uHour: when.Hour, uPart: when.Day, uDay: when.Day,
	uWeekend: when.Week, uWeek: when.Week, uMonth: when.Month, uSeason: when.Season, uQuarter: when.Quarter, uHalf: when.HalfYear,
	uYear: when.Year, uDecade: when.Decade, uCentury: when.Century, uMillennium: when.Millennium}

// unitNames are for Why only.
var unitNames = [...]string{uSecond: "second", uMinute: "minute", uHour: "hour", uPart: "day", uDay: "day", uWeekend: "weekend",
	uWeek: "week", uMonth: "month", uSeason: "season", uQuarter: "quarter", uHalf: "half year", uYear: "year", uDecade: "decade",
	uCentury: "century", uMillennium: "millennium"}

// resolveShift is so many units from the anchor: "last year", "three weeks ago".
func (c *clock) resolveShift(s *sem, r *result) {
	unit, n := s.get(fUnit), s.get(fN)
	r.typ = nlp.Date
	if unit < uPart {
		r.typ = nlp.Time
	}
	if half := math.Abs(s.num); unit == uYear && half != math.Floor(half) && !s.is(fVague) { // a year and a half ago
		unit = uMonth
		if n = int(math.Round(half * 12)); s.num > 0 && s.get(fN) < 0 {
			n = -n
		}
	}
	grainUnit := unit
	if s.is(fGrain) {
		grainUnit = s.get(fGrain)
	}
	base := s.get(fBase)
	if base == bNear {
		base = bPub
		if c.near(unit) {
			base = bRef
		}
	}
	if s.is(fVague) {
		switch {
		case n < 0:
			r.value = refs[1]
		case n > 0:
			r.value = refs[3]
		default:
			r.value = refs[2]
		}
		r.why = "how long is not said"
		if !c.pub.IsZero() && n < 0 {
			r.pub, r.basis = true, when.BasisRelative
			m := when.Before(c.pub.AddDate(0, 0, 1))
			m.Grain = when.Day
			r.period = when.At(m)
			r.why = "before " + c.name + ", how long is not said"
		}
		return
	}
	anchor, ok := c.day(base)
	if base == bRef && unit == uDay && s.get(fDir) == dThis && c.refIndex > c.refDayIndex && c.ref.Grain == when.Month {
		r.value = valueOf(c.ref, uMonth) + "-XX" // "In May he won. That day ..."
		r.period, r.basis, r.ref = when.At(c.ref), when.BasisRelative, true
		r.why = "a day in the month told of before, " + c.ref.String()
		return
	}
	if base == bRef && unit <= uWeek && !c.ref.From.IsZero() && c.ref.Grain < calendarUnits[max(unit, uDay)] {
		// "that day", where the text last spoke of a year: it has told no day.
		anchor, ok = c.refDay, !c.refDay.IsZero()
	}
	if base == bRef && (unit == uMonth || unit == uQuarter) && !c.ref.From.IsZero() && c.ref.Grain < when.Quarter {
		anchor, ok = c.refMonth, !c.refMonth.IsZero() // "the previous month", after a year
	}
	if s.get(fDir) == dThis && c.ref.From.IsZero() {
		ok = false // "the same day" as none that was told
	}
	if !ok {
		r.value = unknown(grainUnit)
		r.why = "relative, and nothing says to what"
		return
	}
	var m when.Moment
	switch {
	case unit < uPart:
		t := c.full
		if t.IsZero() || base == bRef {
			m = when.Unit(anchor, when.Day)
			r.typ = nlp.Date
			if time.Duration(n)*unitLength(unit) <= -20*time.Hour {
				m = when.Unit(anchor.Add(time.Duration(n)*unitLength(unit)), when.Day)
			}
		} else {
			m = when.Unit(when.Add(t, n, calendarUnits[unit]), when.Hour)
		}
		if m.Grain == when.Hour {
			grainUnit = uHour
		} else {
			grainUnit = uDay
		}
	case unit == uWeekend:
		m = weekend(when.Add(anchor, 7*n, when.Day))
	case unit == uQuarter && s.get(fOpen) >= oQuarter: // the one last told of, or the last one that is over
		m = c.quarter
		if m.IsZero() || s.get(fOpen) == oLatest && m.To.After(anchor) {
			m = when.Unit(anchor, when.Quarter).Shift(-1)
		}
	case unit == uYear && n == -1 && s.is(fOpen) && !c.quarter.IsZero(): // a year before the quarter that is told of
		m, grainUnit = when.Unit(when.Add(c.quarter.From, n, when.Year), when.Quarter), uQuarter
	default:
		m = when.Unit(when.Add(anchor, n, calendarUnits[unit]), calendarUnits[grainUnit])
	}
	if !s.is(fOpen) {
		r.moment = m
	}
	r.value = valueOf(m, grainUnit)
	r.period = when.At(m)
	if unit == uWeek && n == -1 && base != bRef && !s.is(fOpen) && anchor.Weekday() == time.Sunday {
		// On a Sunday "last week" may be the one that ends with it (ISO 8601).
		r.period = when.At(when.Within(m.From, anchor.AddDate(0, 0, 1)))
	}
	r.basis = when.BasisRelative
	r.pub, r.ref = base != bRef || c.ref.From.IsZero(), base == bRef && !c.ref.From.IsZero()
	from := c.name + " " + anchor.Format("2006-01-02")
	if r.ref {
		from = "the date told of before, " + c.ref.String()
	}
	switch {
	case n == 0:
		r.why = "the " + unitNames[unit] + " of " + from
	case n < 0:
		r.why = fmt.Sprintf("%s before %s", plural(-n, unitNames[unit]), from)
	default:
		r.why = fmt.Sprintf("%s after %s", plural(n, unitNames[unit]), from)
	}
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	if unit == "century" {
		return strconv.Itoa(n) + " centuries"
	}
	return strconv.Itoa(n) + " " + unit + "s"
}

func unitLength(u int) time.Duration {
	return [...]time.Duration{uSecond: time.Second, uMinute: time.Minute, uHour: time.Hour, uPart: 0}[u]
}

// unknown is the value of a date of which only the unit is known.
func unknown(unit int) string {
	switch {
	case unit == uWeek:
		return "XXXX-WXX"
	case unit == uWeekend:
		return "XXXX-WXX-WE"
	case unit == uMonth:
		return "XXXX-XX"
	case unit == uQuarter:
		return "XXXX-QX"
	case unit >= uYear:
		return "XXXX"
	}
	return "XXXX-XX-XX"
}

func weekend(t time.Time) when.Moment {
	w := when.Unit(t, when.Week)
	return when.Within(w.From.AddDate(0, 0, 5), w.To)
}

// valueOf writes m as TIMEX3 does.
func valueOf(m when.Moment, unit int) string {
	y, mo, d := m.From.Date()
	year := fmt.Sprintf("%04d", y)
	if y < 0 {
		year = "BC" + fmt.Sprintf("%04d", 1-y)
	} else if y == 0 && unit <= uYear {
		year = "BC0001"
	}
	switch unit {
	case uMillennium:
		return year[:1]
	case uCentury:
		return year[:2]
	case uDecade:
		return year[:3]
	case uYear:
		return year
	case uHalf:
		return year + "-H" + strconv.Itoa((int(mo)-1)/6+1)
	case uQuarter:
		return year + "-Q" + strconv.Itoa((int(mo)-1)/3+1)
	case uSeason:
		return year + "-" + seasons[(int(mo)/3+3)%4+1]
	case uMonth:
		return fmt.Sprintf("%s-%02d", year, mo)
	case uWeek, uWeekend:
		iy, iw := m.From.ISOWeek()
		v := fmt.Sprintf("%04d-W%02d", iy, iw)
		if unit == uWeekend {
			v += "-WE"
		}
		return v
	case uHour:
		return fmt.Sprintf("%s-%02d-%02dT%02d", year, mo, d, m.From.Hour())
	case uMinute:
		return fmt.Sprintf("%s-%02d-%02dT%02d:%02d", year, mo, d, m.From.Hour(), m.From.Minute())
	case uSecond:
		return fmt.Sprintf("%s-%02d-%02dT%02d:%02d:%02d", year, mo, d, m.From.Hour(), m.From.Minute(), m.From.Second())
	}
	return fmt.Sprintf("%s-%02d-%02d", year, mo, d)
}
