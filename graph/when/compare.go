package when

import (
	"cmp"
	"time"
)

// Bounds are the earliest and the latest instant that p can cover, [from, to);
// a zero time is an open side. What is approximate is taken as one more of its
// unit to either side, which is a convention: "about 1990" may be 1989.
func (p Period) Bounds() (from, to time.Time) { return p.Start.from(), p.End.to() }

func (m Moment) from() time.Time {
	if m.Approx && !m.From.IsZero() {
		return bound(Add(m.From, -1, m.Grain))
	}
	return m.From
}

func (m Moment) to() time.Time {
	if m.Approx && !m.To.IsZero() {
		return bound(Add(m.To, 1, m.Grain))
	}
	return m.To
}

// sure reports whether the text stands by both ends of p.
func (p Period) sure() bool { return !p.Start.Uncertain && !p.End.Uncertain }

// CertainlyBefore reports whether p was over when q began, whatever instants
// of their ranges they were. Nothing is certain of what is marked uncertain.
func (p Period) CertainlyBefore(q Period) bool {
	end, start := p.End.to(), q.Start.from()
	return p.sure() && q.sure() && !end.IsZero() && !start.IsZero() && !end.After(start)
}

// CertainlyAfter reports whether p began when q was over.
func (p Period) CertainlyAfter(q Period) bool { return q.CertainlyBefore(p) }

// PossiblyBefore reports whether some reading of the two has p over before q
// began. An unknown time is possibly anything.
func (p Period) PossiblyBefore(q Period) bool {
	if !p.sure() || !q.sure() {
		return true
	}
	end, start := p.End.from(), q.Start.to()
	if p.Lasting && p.End.IsZero() {
		end = p.Start.from() // still open: it may have ended any time since
	}
	return end.IsZero() || start.IsZero() || end.Before(start)
}

// PossiblyAfter reports whether some reading has p begin after q was over.
func (p Period) PossiblyAfter(q Period) bool { return q.PossiblyBefore(p) }

// CertainlyIn reports whether all of p lies in [from, to); a zero bound is open.
func (p Period) CertainlyIn(from, to time.Time) bool {
	a, b := p.Bounds()
	return p.sure() && (from.IsZero() || !a.IsZero() && !a.Before(from)) && (to.IsZero() || !b.IsZero() && !b.After(to))
}

// PossiblyIn reports whether some of p can lie in [from, to).
func (p Period) PossiblyIn(from, to time.Time) bool {
	a, b := p.Bounds()
	return !p.sure() || (to.IsZero() || a.IsZero() || a.Before(to)) && (from.IsZero() || b.IsZero() || b.After(from))
}

// Meet is what both p and q allow: the common part of their ranges, end by end
// if both lasted. It is false if they cannot both be true.
func Meet(p, q Period) (Period, bool) {
	if p.IsZero() {
		return q, true
	}
	if q.IsZero() {
		return p, true
	}
	if p.Lasting && q.Lasting {
		start, ok := meet(p.Start, q.Start)
		end, ok2 := meet(p.End, q.End)
		return Span(start, end), ok && ok2
	}
	m, ok := meet(p.hull(), q.hull())
	return At(m), ok
}

// hull is the one moment that can be anywhere in p.
func (p Period) hull() Moment {
	if !p.Lasting {
		return p.Start
	}
	m := Within(p.Start.From, p.End.To)
	m.Approx = p.Start.Approx || p.End.Approx
	m.Uncertain = !p.sure()
	return m
}

func meet(a, b Moment) (Moment, bool) {
	from, to := a.From, a.To
	if from.IsZero() || !b.From.IsZero() && b.From.After(from) {
		from = b.From
	}
	if to.IsZero() || !b.To.IsZero() && b.To.Before(to) {
		to = b.To
	}
	if !from.IsZero() && !to.IsZero() && !from.Before(to) {
		return Moment{}, false
	}
	inA, inB := from.Equal(a.From) && to.Equal(a.To), from.Equal(b.From) && to.Equal(b.To)
	switch {
	case inA && (!inB || !a.Approx && !a.Uncertain):
		return a, true
	case inB:
		return b, true
	}
	m := Within(from, to)
	m.Approx = a.Approx || b.Approx // a bound does not make "about 1990" any surer
	m.Uncertain = a.Uncertain || b.Uncertain
	return m, true
}

// Compare is the order of a timeline: by the earliest instant, what is open
// below by its latest, the unknown last; then the shorter, then the less
// qualified. It is 0 only for periods of the same bounds, grain and marks.
func Compare(p, q Period) int {
	if c := cmp.Compare(boolInt(p.IsZero()), boolInt(q.IsZero())); c != 0 || p.IsZero() {
		return c
	}
	return cmp.Or(
		key(p).Compare(key(q)),
		cmp.Compare(boolInt(p.Start.From.IsZero()), boolInt(q.Start.From.IsZero())),
		compareOpen(p.End.To, q.End.To),
		cmp.Compare(boolInt(p.Lasting), boolInt(q.Lasting)),
		compareOpen(p.Start.To, q.Start.To),
		compareOpen(p.End.From, q.End.From),
		compareMarks(p.Start, q.Start),
		compareMarks(p.End, q.End),
	)
}

func key(p Period) time.Time {
	if p.Start.From.IsZero() {
		return p.End.To
	}
	return p.Start.From
}

func compareOpen(a, b time.Time) int {
	if a.IsZero() || b.IsZero() {
		return cmp.Compare(boolInt(a.IsZero()), boolInt(b.IsZero()))
	}
	return a.Compare(b)
}

func compareMarks(a, b Moment) int {
	return cmp.Or(
		cmp.Compare(b.Grain, a.Grain),
		cmp.Compare(boolInt(a.Approx), boolInt(b.Approx)),
		cmp.Compare(boolInt(a.Uncertain), boolInt(b.Uncertain)),
	)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
