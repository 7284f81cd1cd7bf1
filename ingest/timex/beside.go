package timex

import (
	"cmp"
	"slices"
	"time"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// dayless is a time of day whose expression names no day.
type dayless struct {
	timex int
	sem   sem
	past  bool // told as past
}

// beside gives the times of day of a sentence the day that the sentence names
// near them: "at 10 a.m. in the town on Friday". Failing that, they are of the day
// that the paragraph, or if told as past the text, told of last, if it was in the week
// before the publication; perhaps, and of none if the text told of several.
func (w *work) beside(c *clock, block int) {
	const near = 8 // tokens
	ts := w.d.Timexes
	for _, k := range w.clocks {
		t := &ts[k.timex]
		best, gap := -1, near+1
		for _, i := range [...]int{k.timex - 1, k.timex + 1} {
			if i < 0 || i >= len(ts) || ts[i].Sentence != t.Sentence || ts[i].Type != nlp.Date || ts[i].Period.Lasting || ts[i].Period.Start.Grain != when.Day || len(ts[i].Value) != len("2006-01-02") {
				continue
			}
			if g := max(ts[i].First-t.Last, t.First-ts[i].Last); g < gap {
				best, gap = i, g
			}
		}
		at := clock{name: "the day beside it", told: nothingTold}
		same := best >= 0 // the sentence itself names it
		if same {
			day, err := time.Parse(time.DateOnly, ts[best].Value)
			if err != nil {
				continue
			}
			at.pub = day
		} else if (c.refDayBlock == block || (c.refDayBlock == block-1 || k.past) && c.pub.Sub(c.refDay) < 7*24*time.Hour) && c.refDayIndex >= 0 && c.refDay.Before(c.pub) {
			best, at.pub, at.name = c.refDayIndex, c.refDay, "the day told of before"
		} else {
			continue
		}
		r := at.resolve(&k.sem, tNone)
		t.Value, t.Period, t.Why = r.value, r.period, r.why
		switch {
		case same:
		case c.severalDays && c.refDayBlock < block-1:
			t.Period, t.Why = when.At(when.Before(c.pub.AddDate(0, 0, 1))), "of which of the days told of is not said"
		default: // the likeliest day, but the text does not say so
			t.Period.Start.Uncertain, t.Period.End.Uncertain = true, true
		}
		t.Basis, t.Anchor, t.AnchorPub = ts[best].Basis, best, false
	}
}

// hollow reports whether the item points to a future that the story has passed:
// "he was soon freed" is no FUTURE_REF.
func (w *work) hollow(it *item) bool {
	s := &w.sems[it.sem]
	if it.kids > 0 || s.get(fKind) != kRef || refs[s.get(fRef)] != "FUTURE_REF" {
		return false
	}
	t := &w.d.Tokens[w.pieces[it.last-1].tok]
	return t.Tag == nlp.ADV && t.Head >= 0 && w.d.Tokens[t.Head].Tag == nlp.VERB && w.verbTense(t.Head, false) == tPast
}

// named reports whether the item is a name, or a part of one: Theresa May, This
// Week. Names of occasions may hold dates.
func (w *work) named(it *item) bool {
	start, end := int(w.pieces[it.first].start), int(w.pieces[it.last-1].end)
	ms := w.d.Mentions
	i, _ := slices.BinarySearchFunc(ms, start, func(m nlp.Mention, at int) int { return cmp.Compare(m.Span.End, at+1) })
	for ; i < len(ms) && ms[i].Start < end; i++ {
		m := &ms[i]
		if m.Form != nlp.Named || !m.Name.Contains(nlp.Span{Start: start, End: end}) {
			continue
		}
		if m.Name.Start == start && w.sems[it.sem].is(fYear) && m.Kind != graph.Person {
			continue // a name that begins with a year is that of an occasion: "the 2003 London Marathon"
		}
		if m.Kind == graph.Person || m.Kind != graph.Occasion && m.Name.End-m.Name.Start > end-start {
			return true
		}
	}
	return false
}

// title reports whether the item is the name of a work or programme: several words
// with capitals that have quotation marks of their own, as in “This Week”.
func (w *work) title(it *item) bool {
	end := int(it.last)
	for end < len(w.pieces) && (w.is(end, w.g.comma) || w.is(end, w.g.point)) {
		end++
	}
	if it.last-it.first < 2 || it.first == 0 || !w.is(int(it.first)-1, w.g.quote) || !w.is(end, w.g.quote) {
		return false
	}
	for i := it.first; i < it.last; i++ {
		if p := &w.pieces[i]; p.num < 0 && !p.capital {
			return false
		}
	}
	return w.pieces[it.first].num < 0
}
