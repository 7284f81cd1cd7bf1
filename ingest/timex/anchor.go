package timex

import (
	"strings"
	"time"

	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// clock is what relative expressions of a document are relative to.
type clock struct {
	pub  time.Time // the day of publication, or of the dateline; zero if unknown
	full time.Time // with the time of day, where known
	name string    // for Why: "the publication date"

	told
	behind told // what it spoke of that is not after the publication

	dayFirst   bool // 3/5/2021 is the third of May
	orderKnown bool // as other dates of the document, or its language, tell
}

// told is what the text has spoken of so far.
type told struct {
	ref                      when.Moment  // the last date
	refIndex                 int          // its Timex, -1
	refDay                   time.Time    // the last single day
	severalDays              bool         // it told of others before
	refMonth                 time.Time    // the last one as fine as a month
	refDayIndex, refDayBlock int          // its Timex and paragraph, -1
	quarter                  when.Moment  // the last quarter
	weekdays                 [8]time.Time // the last date of each weekday, from Monday, 1
}

var nothingTold = told{refIndex: -1, refDayIndex: -1, refDayBlock: -1}

func newClock(d *nlp.Document) clock {
	c := clock{told: nothingTold, behind: nothingTold}
	if p := d.Article.Published; !p.IsZero() {
		c.pub = dayOf(p)
		if !d.Article.DayOnly {
			c.full = p
		}
		c.name = "the publication date"
	}
	c.dayFirst, c.orderKnown = order(d.Article.Text)
	if region := d.Article.Lang; !c.orderKnown && len(region) > 3 {
		c.dayFirst, c.orderKnown = region[3:] != "US", true
	}
	return c
}

// order tells from the dates of a text that can be read in one way only
// (31/3/2021, 3/31/2021) which comes first in the others, and whether it can
// be told.
func order(text string) (dayFirst, known bool) {
	var days, months int
	for i := 0; ; {
		k := strings.IndexByte(text[i:], '/')
		if k < 0 {
			break
		}
		i += k + 1
		a, okA := numberBefore(text, i-1)
		b, end := numberAt(text, i)
		if !okA || end == i || end >= len(text) || text[end] != '/' {
			continue
		}
		switch {
		case a > 12 && a <= 31 && b >= 1 && b <= 12:
			days++
		case b > 12 && b <= 31 && a >= 1 && a <= 12:
			months++
		}
	}
	return days > months, days != months
}

func numberBefore(text string, end int) (int, bool) {
	n, f, i := 0, 1, end
	for ; i > 0 && end-i < 2 && text[i-1] >= '0' && text[i-1] <= '9'; i-- {
		n += int(text[i-1]-'0') * f
		f *= 10
	}
	return n, i < end
}

func numberAt(text string, i int) (n, end int) {
	for end = i; end < len(text) && end-i < 2 && text[end] >= '0' && text[end] <= '9'; end++ {
		n = n*10 + int(text[end]-'0')
	}
	return n, end
}

func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// day is the day that an expression with the given base is relative to, and
// whether one is known.
func (c *clock) day(base int) (time.Time, bool) {
	if base == bRef && !c.ref.From.IsZero() {
		return c.ref.From, true
	}
	return c.pub, !c.pub.IsZero()
}

// near reports whether "the week" (the month, the year) takes up the date told of
// last: one at least as fine, over by the publication, and no further from it than
// two of the unit.
func (c *clock) near(unit int) bool {
	g := calendarUnits[unit]
	if c.ref.From.IsZero() || c.ref.Grain < g || c.ref.From.After(c.pub) {
		return false
	}
	return !when.Add(c.pub, -2, g).After(c.ref.From)
}

// seen is the clock as a clause of the given tense sees it. What is told as past
// goes on from what is past: "the hearing is on 9 May. Earlier the same day ...".
func (c *clock) seen(s *sem, tense int) *clock {
	if s.get(fBase) != bRef || tense != tPast || c.pub.IsZero() {
		return c
	}
	at := *c
	if c.ref.From.After(c.pub) {
		at.told = c.behind
	}
	if at.ref.From.IsZero() && s.get(fN) > 0 {
		at.pub = time.Time{} // the next day after none is not the one after the publication
	}
	return &at
}

// newer reports whether m is over by the publication and later than o. A report on
// the third quarter may look back at the second and stays one on the third.
func (c *clock) newer(m, o when.Moment) bool {
	return m.From.After(o.From) && !m.To.After(c.pub)
}

// choose gives the one of the recurring units (a weekday, a month) that is
// meant: at(0) is the one in the anchor's own cycle, at(-1) the one before.
// Direction dTense goes by the tense of the clause.
func choose(at func(k int) when.Moment, anchor time.Time, dir, tense int, near bool) when.Moment {
	anchorEnd := anchor.AddDate(0, 0, 1)
	past := func(strict bool) when.Moment {
		for k := 1; k >= -3; k-- {
			m := at(k)
			if strict && !m.To.After(anchor) || !strict && m.From.Before(anchorEnd) {
				return m
			}
		}
		return at(-1)
	}
	next := func(strict bool) when.Moment {
		for k := -1; k <= 3; k++ {
			m := at(k)
			if strict && !m.From.Before(anchorEnd) || !strict && m.To.After(anchor) {
				return m
			}
		}
		return at(1)
	}
	switch dir {
	case dPast:
		return past(true)
	case dLatest:
		return past(false)
	case dNext:
		return next(true)
	case dThis:
		m := at(0)
		switch {
		case tense == tPast && !m.From.Before(anchorEnd): // "this Sunday he won", told on a Tuesday
			return at(-1)
		case tense == tFuture && !m.To.After(anchor):
			return at(1)
		}
		return m
	}
	switch {
	case near || tense >= tAhead:
		p, n := past(false), next(false)
		// How much nearer the unlikely side must be.
		back, ahead := anchor.Sub(p.To), n.From.Sub(anchor)
		switch tense {
		case tPast:
			ahead *= 6
		case tDone:
			ahead *= 12
		case tFuture:
			back *= 4
		case tPresent:
			ahead *= 2
		case tAhead:
			back *= 4
		case tNearest:
		default:
			ahead *= 3
		}
		if back < ahead || back == ahead && tense != tAhead { // "ends Sunday" is the one to come
			return p
		}
		return n
	case tense == tFuture:
		return next(false)
	}
	return past(false)
}
