// Package when holds dates that are no sharper than the text they came from.
//
// It takes what a time expression committed to (a day, a month, "some time last
// week", "since 2014") and gives bounds, comparison and the EDTF text form
// (ISO 8601-2:2019, level 1 and the parts of level 2 that news needs). It never
// reads the clock and reads no words of any language; the few it writes for a
// person are in text.go.
//
// A Moment is one instant that is known to lie in [From, To). A Period is what
// lasted from one Moment to another. "Some time in March" is a Moment with the
// grain Month; "all through March" is a Period with two Moments.
package when

import "time"

// Grain is how sharply a text committed itself, from vague to sharp.
type Grain uint8

// The grains, ordered so that a larger one is sharper.
const (
	NoGrain Grain = iota
	Millennium
	Century
	Decade
	Year
	HalfYear
	Quarter
	Season
	Month
	Week
	Day
	DayPart // morning, afternoon, evening, night
	Hour
	Minute
	Second
)

// Moment is some instant t with From <= t < To. A zero From means that nothing
// bounds it below, a zero To that nothing bounds it above; both zero is the
// unknown Moment.
type Moment struct {
	From, To  time.Time
	Grain     Grain
	Approx    bool // "about 1990": EDTF ~
	Uncertain bool // "perhaps in 1990": EDTF ?
}

// Period is what an event or state covers. A single moment has Start == End;
// an open end ("since 2014") has a zero End and Lasting set.
type Period struct {
	Start, End Moment
	// Lasting says that it filled the time from Start to End (EDTF a/b);
	// otherwise Start == End and it is some moment inside.
	Lasting bool
}

// Basis says how a date was found.
type Basis uint8

// The bases, from the surest to none.
const (
	BasisNone        Basis = iota // the text gives no date and nothing stands in for it
	BasisExplicit                 // "on March 31, 2021"
	BasisRelative                 // "on Wednesday", "last year"
	BasisDateline                 // the article's dateline carries the date
	BasisPublication              // no date in the text: not after the publication date
)

// At is the Period of a single Moment.
func At(m Moment) Period { return Period{Start: m, End: m} }

// IsZero reports whether nothing is known about m.
func (m Moment) IsZero() bool { return m.From.IsZero() && m.To.IsZero() }

// IsZero reports whether nothing is known about p.
func (p Period) IsZero() bool { return p.Start.IsZero() && p.End.IsZero() }

// DayOf is the calendar day of t, in t's own zone, as a Moment whose bounds are
// written in UTC.
func DayOf(t time.Time) Moment {
	y, m, d := t.Date()
	from := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return Moment{From: from, To: from.AddDate(0, 0, 1), Grain: Day}
}
