package timex

import (
	"fmt"
	"math"
	"strconv"

	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// resolveDuration writes "three weeks" as P3W; "the past three weeks" also
// lasts up to the anchor.
func (c *clock) resolveDuration(s *sem, r *result) {
	r.typ = nlp.Duration
	unit := s.get(fUnit)
	r.value = durationValue(s.num, unit, s.is(fVague))
	if s.is(fN2) {
		r.value += durationValue(float64(s.get(fN2)), s.get(fUnit2), false)[1:]
		if unit < uPart && s.get(fUnit2) < uPart { // PT1HT5M
			v := durationValue(float64(s.get(fN2)), s.get(fUnit2), false)
			r.value = durationValue(s.num, unit, false) + v[2:]
		}
	}
	r.why = "a length of time"
	dir := s.get(fDir)
	if dir == 0 || s.is(fVague) || c.pub.IsZero() || s.num <= 0 || s.num > 9999 || unit == uWeekend {
		return
	}
	n := int(math.Round(s.num))
	if dir == dPast {
		n = -n
	}
	g := calendarUnits[unit]
	if unit < uPart {
		return
	}
	edge := g
	switch {
	case g == when.Week:
		edge = when.Day
	case g < when.Year:
		edge = when.Year
	}
	far := when.Unit(when.Add(c.pub, n, g), edge)
	far.Approx = true
	here := when.Unit(c.pub, when.Day)
	if dir == dPast {
		r.period = when.Span(far, here)
		r.why = "the length of time up to " + c.name
	} else {
		r.period = when.Span(here, far)
		r.why = "the length of time from " + c.name
	}
	r.pub, r.basis = true, when.BasisRelative
}

func durationValue(n float64, unit int, vague bool) string {
	t := "P"
	if unit < uPart {
		t = "PT"
	}
	if unit == uWeekend && !vague {
		unit, n = uDay, 2*n
	}
	if unit == uPart {
		unit = uDay
	}
	if vague {
		return t + "X" + unitCodes[unit]
	}
	if unit == uDecade || unit == uCentury || unit == uMillennium {
		n *= float64(yearsIn(unit))
		unit = uYear
	}
	if unit == uSeason || unit == uQuarter {
		return t + number(n) + unitCodes[uQuarter]
	}
	if unit == uHalf {
		return t + number(n*6) + "M"
	}
	if whole := math.Floor(n); n != whole && (unit == uHour || unit == uMinute) {
		v := t
		if whole > 0 {
			v += number(whole) + unitCodes[unit]
		}
		return v + number(math.Round((n-whole)*60)) + unitCodes[unit-1]
	}
	return t + number(n) + unitCodes[unit]
}

func yearsIn(unit int) int {
	return map[int]int{uDecade: 10, uCentury: 100, uMillennium: 1000}[unit]
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// resolveSet writes what comes again and again: P1D, XXXX-WXX-1.
func (c *clock) resolveSet(s *sem, r *result) {
	r.typ = nlp.Set
	r.why = "comes again and again"
	r.value = pattern(s)
	if r.value == "" {
		n := s.num
		if n == 0 {
			n = 1
		}
		r.value = durationValue(n, max(s.get(fUnit), uSecond), s.is(fVague))
	}
	if s.is(fFreq) {
		r.freq = strconv.Itoa(s.get(fFreq)) + "X"
	}
}

// pattern is the calendar date that a set repeats, "" if it is a length.
func pattern(s *sem) string {
	v := ""
	switch {
	case s.is(fDow):
		v = "XXXX-WXX-" + strconv.Itoa(s.get(fDow))
	case s.is(fWeekend):
		v = "XXXX-WXX-WE"
	case s.is(fMonth) && s.is(fDay):
		v = fmt.Sprintf("XXXX-%02d-%02d", s.get(fMonth), s.get(fDay))
	case s.is(fMonth):
		v = fmt.Sprintf("XXXX-%02d", s.get(fMonth))
	case s.is(fSeason):
		v = "XXXX-" + seasons[s.get(fSeason)]
	case s.is(fQuarter):
		v = "XXXX-Q" + strconv.Itoa(s.get(fQuarter))
	}
	if s.is(fPart) {
		if v == "" {
			v = "XXXX-XX-XX"
		}
		v += "T" + parts[s.get(fPart)]
	}
	return v
}
