package timex

import (
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// emitList adds the members of a list or range one by one. What only the last
// of them says (the month of "3, 4 and 7 March") holds for all.
func (w *work) emitList(c *clock, si int, it *item) {
	members := w.kids[it.kids-1]
	r := &w.g.rules[it.rule]
	shared := w.sems[members[len(members)-1].sem]
	if !shared.is(fKind) {
		shared = w.sems[members[0].sem]
	}
	from := len(w.d.Timexes)
	if r.isRange && len(members) == 2 {
		w.inOrder(c, si, members)
	}
	for i := range members {
		m := &members[i]
		s := w.sems[m.sem]
		if m.cat <= catOrd {
			n := int(s.num)
			s = shared
			s.drop(fDow)
			s.drop(fMod)
			switch {
			case shared.is(fDay):
				s.set(fDay, n)
			case shared.is(fHour):
				s.set(fHour, n)
				s.drop(fMinute)
			case shared.is(fCentury):
				s.set(fCentury, n-1)
			case shared.is(fQuarter):
				s.set(fQuarter, n)
			case shared.is(fYear) && w.pieces[m.first].digits < 4: // 1998-99
				s.set(fYear, int(shared.f[fYear])/100*100+n)
			case shared.is(fYear):
				s.set(fYear, n)
			case shared.is(fUnit):
				s.num = float64(n)
			}
		} else {
			inherit(&s, &shared)
		}
		if m.rule == 0 && m.cat <= catOrd {
			m.rule = it.rule
		}
		w.emit(c, si, m, &s)
	}
	if r.offset != 0 && len(members) == 1 {
		w.offset(c, from, r.offset, &w.sems[members[0].sem])
	}
	if ts := w.d.Timexes[from:]; r.isRange && len(ts) == 2 && ts[0].Type != nlp.Duration && !ts[0].Period.IsZero() && !ts[1].Period.IsZero() {
		a, b := ts[0].Period.Start, ts[1].Period.End
		if a.From.Before(b.To) {
			p := when.Span(a, b)
			ts[0].Period, ts[1].Period = p, p
		}
	}
}

// inOrder gives the months of a range that name no year years in which the first is
// not after the second: "the January-September period".
func (w *work) inOrder(c *clock, si int, members []item) {
	a, b := &w.sems[members[0].sem], &w.sems[members[1].sem]
	const said = 1<<fYear | 1<<fN | 1<<fDir | 1<<fBase
	if c.pub.IsZero() || members[0].cat <= catOrd || members[1].cat <= catOrd || !a.is(fMonth) || !b.is(fMonth) || (a.has|b.has)&said != 0 {
		return
	}
	tense := w.tense(si, int(w.pieces[members[0].first].tok), int(w.pieces[members[1].last-1].tok)+1)
	from, to := c.resolve(a, tense).moment.From, c.resolve(b, tense).moment.From
	switch {
	case from.IsZero() || to.IsZero():
	case from.After(to) && tense == tFuture:
		to = to.AddDate(1, 0, 0)
	case from.After(to):
		from = from.AddDate(-1, 0, 0)
	}
	a.set(fN, from.Year()-c.pub.Year())
	b.set(fN, to.Year()-c.pub.Year())
}

// offset dates what happened a length of time after (or before) the date the
// text spoke of last: "two days later". The expression stays a duration.
func (w *work) offset(c *clock, at, sign int, length *sem) {
	t := &w.d.Timexes[at]
	s := sem{}
	s.set(fKind, kShift)
	s.set(fUnit, length.get(fUnit))
	s.set(fN, sign*int(length.num))
	s.set(fBase, bRef)
	if length.is(fVague) || length.num != float64(int(length.num)) || length.get(fUnit) < uPart {
		return
	}
	if at > 0 && t.First-w.d.Timexes[at-1].Last < 3 && w.d.Timexes[at-1].Sentence == t.Sentence && w.d.Timexes[at-1].Value == refs[2] {
		return // "now, two years later" is now
	}
	ref := c.refIndex
	r := c.resolve(&s, tNone)
	if r.period.IsZero() {
		return
	}
	t.Period, t.Basis, t.Why = r.period, r.basis, r.why
	t.AnchorPub = r.pub
	if r.ref {
		t.Anchor = ref
	}
	if !r.moment.IsZero() {
		c.ref, c.refIndex = r.moment, at
	}
}

// inherit gives s the parts of the calendar above its own coarsest one.
func inherit(s, from *sem) {
	order := [...]field{fYear, fMonth, fDay, fPart}
	own := len(order)
	for i, f := range order {
		if s.is(f) {
			own = i
			break
		}
	}
	if s.is(fDow) || s.is(fHour) && own == len(order) {
		if s.is(fHour) && from.is(fHour) {
			for _, f := range [...]field{fYear, fMonth, fDay, fDow, fHalfDay, fZone} {
				if from.is(f) && !s.is(f) {
					s.set(f, from.get(f))
				}
			}
		}
		return
	}
	for _, f := range order[:own] {
		if from.is(f) && !s.is(f) && own < len(order) {
			s.set(f, from.get(f))
		}
	}
	for _, f := range [...]field{fShort} {
		if from.is(f) && !s.is(f) {
			s.set(f, from.get(f))
		}
	}
}
