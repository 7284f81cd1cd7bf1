package timex

import "strconv"

// A field is one thing that a rule can say about a time.
type field uint8

// The fields, by the names that rules use.
const (
	fKind    field = iota // date, shift, dur, set, ref
	fMillen               // thousands of years
	fCentury              // 19 is the years 1900 to 1999
	fDecade               // 198 is the 1980s; below 10 it lacks its century
	fYear
	fHalf
	fQuarter
	fSeason
	fMonth
	fWeek // of the ISO year
	fDow  // Monday is 1
	fWeekend
	fDay
	fPart // of the day
	fHour
	fMinute
	fSecond
	fZone // minutes east of UTC, plus zoneBias
	fHoliday
	fNth    // the n-th weekday of the month
	fN      // how many units to shift by
	fUnit   // of a shift, duration or set
	fN2     // of the finer part of a duration
	fUnit2  //
	fDir    // which one: past, next, this, tense
	fBase   // what it is relative to: pub, ref
	fMod    // TIMEX3 mod
	fRef    // PAST_REF ...
	fQuant  // of a set
	fFreq   // times per period of a set
	fFiscal // of a fiscal year
	fHalfDay
	fVague // how many is not said
	fGrain // what a shift is written as, if not by its unit
	fShort // a year of two digits
	fOrder // which of day and month came first where both could be
	fOpen  // how it takes up the quarter that the text reports on
	fHide  // is no expression by itself
	fPlus  // days to add once the day is known
	fHHMM  // 930 is half past nine
	numFields
)

var fieldNames = map[string]field{
	"kind": fKind, "millennium": fMillen, "century": fCentury, "decade": fDecade, "year": fYear, "half": fHalf,
	"quarter": fQuarter, "season": fSeason, "month": fMonth, "week": fWeek, "dow": fDow, "weekend": fWeekend,
	"day": fDay, "part": fPart, "hour": fHour, "minute": fMinute, "second": fSecond, "zone": fZone,
	"holiday": fHoliday, "nth": fNth, "n": fN, "unit": fUnit, "n2": fN2, "unit2": fUnit2, "dir": fDir,
	"base": fBase, "mod": fMod, "ref": fRef, "quant": fQuant, "freq": fFreq, "fiscal": fFiscal,
	"halfday": fHalfDay, "vague": fVague, "grain": fGrain, "short": fShort, "order": fOrder, "open": fOpen, "hide": fHide, "plus": fPlus, "hhmm": fHHMM,
}

// Kinds of meaning.
const (
	kDate  = iota + 1 // a place in the calendar, perhaps with its upper parts left out
	kShift            // so many units from some point
	kDur
	kSet
	kRef // PAST_REF, PRESENT_REF, FUTURE_REF
)

// Units, from the finest.
const (
	uSecond = iota + 1
	uMinute
	uHour
	uPart
	uDay
	uWeekend
	uWeek
	uMonth
	uSeason
	uQuarter
	uHalf
	uYear
	uDecade
	uCentury
	uMillennium
)

// Directions and bases.
const (
	dPast = iota + 1
	dNext
	dThis
	dTense
	dLatest // the last one that is over
)

const (
	bPub = iota + 1
	bRef
	bNear // bRef if that is near by, else bPub
)

// How an expression takes up the quarter that the text reports on.
const (
	oYear    = iota + 1 // "a year ago": that quarter a year before
	oQuarter            // "the quarter"
	oLatest             // "the latest quarter": it, if it is over
)

const zoneBias = 10000

var unitCodes = [...]string{uSecond: "S", uMinute: "M", uHour: "H", uPart: "D", uDay: "D", uWeekend: "W", uWeek: "W",
	uMonth: "M", uSeason: "S", uQuarter: "Q", uHalf: "H", uYear: "Y", uDecade: "DE", uCentury: "CE", uMillennium: "ML"}

var (
	parts   = []string{"", "MO", "AF", "EV", "NI", "DT", "MI"}
	seasons = []string{"", "SP", "SU", "FA", "WI"}
	mods    = []string{"", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX", "EARLIER", "LATER"}
	refs    = []string{"", "PAST_REF", "PRESENT_REF", "FUTURE_REF"}
	quants  = []string{"", "EVERY", "EACH", "SOME", "MOST"}
)

// The mods as numbers, in the order of mods. The last two are our own: earlier
// and later within a unit, as seen from the anchor.
const (
	mBefore = iota + 1
	mAfter
	mOnOrBefore
	mOnOrAfter
	mLessThan
	mMoreThan
	mEqualOrLess
	mEqualOrMore
	mStart
	mMid
	mEnd
	mApprox
	mEarlier
	mLater
)

// codes are the symbols a rule or word may give as a value.
var codes = func() map[string]int32 {
	m := map[string]int32{
		"date": kDate, "shift": kShift, "dur": kDur, "set": kSet, "pointer": kRef,
		"second": uSecond, "minute": uMinute, "hour": uHour, "part": uPart, "day": uDay, "weekend": uWeekend, "week": uWeek,
		"month": uMonth, "season": uSeason, "quarter": uQuarter, "half": uHalf, "year": uYear, "decade": uDecade,
		"century": uCentury, "millennium": uMillennium,
		"past": dPast, "next": dNext, "this": dThis, "tense": dTense, "latest": dLatest, "pub": bPub, "earlier": bRef, "near": bNear,
	}
	for _, table := range [][]string{parts, seasons, mods, refs, quants} {
		for i, s := range table {
			if s != "" {
				m[s] = int32(i)
			}
		}
	}
	return m
}()

// sem is the meaning of an expression before anything is known about when it
// was written: fields, each set or not, and a number.
type sem struct {
	f   [numFields]int32
	has uint64
	num float64
}

func (s *sem) get(f field) int    { return int(s.f[f]) }
func (s *sem) is(f field) bool    { return s.has&(1<<f) != 0 }
func (s *sem) set(f field, v int) { s.f[f] = int32(v); s.has |= 1 << f }
func (s *sem) drop(f field)       { s.f[f] = 0; s.has &^= 1 << f }

// merge takes over what t says and s does not.
func (s *sem) merge(t *sem) {
	for f := field(0); f < numFields; f++ {
		if t.is(f) && !s.is(f) && f != fHide {
			s.set(f, t.get(f))
		}
	}
	if s.num == 0 {
		s.num = t.num
	}
}

func constant(s string) (int32, bool) {
	if v, ok := codes[s]; ok {
		return v, true
	}
	n, err := strconv.Atoi(s)
	return int32(n), err == nil
}
