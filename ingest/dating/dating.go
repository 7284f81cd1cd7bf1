// Package dating says when the happenings of an article were, no more surely
// than its text does. It takes sentences, dependencies, time expressions,
// happenings and attributions, and gives each happening When, Basis, Why, Timex
// and Order. It finds neither expressions nor events.
//
// The evidence is asked in this order, and the first that speaks decides: an
// expression the grammar attaches to the words of the event; one of its clause;
// the only one of its sentence; another mention of the same event; the day on
// which a news lead says it was reported; the time the narrative stands at; the
// order it is in with an event that has a date; for what was said in answer to
// the news, the day of the news; and last the publication, which is a bound and
// never a date. A date on a verb of saying is the date of the
// saying (docs/decisions tells the one exception).
package dating

import (
	"fmt"
	"time"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// Stage adds Timex, When, Basis, Why and Order to Happenings.
var Stage = nlp.Stage{
	Name:  "dating",
	Needs: nlp.Sentences | nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Times | nlp.Happenings,
	Adds:  nlp.Dates,
	Run:   run,
}

func run(d *nlp.Document) error {
	r := newReader(d)
	for i := range d.Happenings {
		h := &d.Happenings[i]
		h.Timex, h.When, h.Basis, h.Why, h.Order = -1, when.Period{}, when.BasisNone, "", nil
	}
	for i := range d.Happenings {
		r.own(i)
	}
	r.order()
	r.same()
	r.lead()
	r.same()
	r.distances()
	r.bounds()
	r.narrative()
	r.bounds()
	r.reactions()
	r.same()
	r.publication()
	return nil
}

// reader is what one run over one document works with.
type reader struct {
	d     *nlp.Document
	w     *words
	pub   when.Moment // the day of publication, zero if unknown
	heads []int       // per timex: its head token
	gov   []int       // per timex: the token it depends on, -1
	// said is, per happening, the innermost attribution whose content it is in.
	said []int
	at   map[int]int // token -> the happening it triggers
	told []int       // per timex: the attribution it is in the content of, -1
	cues map[int]bool
	// times is, per sentence, its timexes [times[s], times[s+1]).
	times []int
	// apart is the length of time that stands between two ordered happenings.
	apart map[[2]int]int
	// aside is, for a happening and an expression that reaches it through a noun,
	// that noun, if the happening is before or after it: "after the attack of May".
	aside map[[2]int]int
	// since is, for a happening and the expression of a verb that it is joined with
	// and follows, that verb, if the happening may be later than the expression.
	since map[[2]int]int
	// inside is, per happening, those that include it.
	inside map[int][]int
}

func newReader(d *nlp.Document) *reader {
	r := &reader{d: d, w: english(), at: map[int]int{}, apart: map[[2]int]int{}, aside: map[[2]int]int{}, since: map[[2]int]int{}, inside: map[int][]int{}}
	if p := d.Article.Published; !p.IsZero() {
		r.pub = when.DayOf(p)
	}
	r.heads, r.gov = make([]int, len(d.Timexes)), make([]int, len(d.Timexes))
	for i := range d.Timexes {
		x := &d.Timexes[i]
		r.heads[i], r.gov[i] = x.First, -1
		for t := x.First; t < x.Last; t++ {
			if h := d.Tokens[t].Head; h < x.First || h >= x.Last {
				r.heads[i], r.gov[i] = t, h
				break
			}
		}
	}
	r.cues = map[int]bool{}
	for i := range d.Attributions {
		r.cues[d.Attributions[i].CueToken] = true
	}
	r.times = make([]int, len(d.Sentences)+1)
	r.told = make([]int, len(d.Timexes))
	for i, s := 0, 0; s <= len(d.Sentences); s++ {
		for i < len(d.Timexes) && d.Timexes[i].Sentence < s {
			r.told[i] = r.content(d.Timexes[i].Start, r.gov[i]) // a time of the cue is not said
			i++
		}
		r.times[s] = i
	}
	r.said = make([]int, len(d.Happenings))
	for i := range d.Happenings {
		h := &d.Happenings[i]
		r.said[i] = r.content(d.Tokens[h.Trigger].Start, h.Trigger)
		if _, ok := r.at[h.Trigger]; !ok {
			r.at[h.Trigger] = i
		}
	}
	return r
}

// content is the innermost attribution that has the byte at in its content, -1.
// The cue itself is not inside.
func (r *reader) content(at, token int) int {
	best, size := -1, 1<<30
	for i := range r.d.Attributions {
		a := &r.d.Attributions[i]
		if a.CueToken == token {
			continue
		}
		n := 0
		in := false
		for _, c := range a.Content {
			n += c.End - c.Start
			in = in || c.Start <= at && at < c.End
		}
		if in && n < size && a.CueToken >= 0 {
			best, size = i, n
		}
	}
	return best
}

// state reports whether h is of a type that holds for a while.
func (r *reader) state(h *nlp.EventMention) bool { return r.d.Types[h.Type].State }

// dates reports whether a timex names a time that something can be at.
func (r *reader) dates(x *nlp.Timex) bool { return !x.Period.IsZero() && x.Type != nlp.Set }

// set dates h by timex x, for the reason why.
func (r *reader) set(i, x int, why string) {
	h, t := &r.d.Happenings[i], &r.d.Timexes[x]
	h.Timex, h.Basis = x, t.Basis
	h.When = r.fit(h, t.Period)
	if noun, ok := r.aside[[2]int{i, x}]; ok {
		r.setAside(i, x, noun)
		return
	}
	if verb, ok := r.since[[2]int{i, x}]; ok {
		if p, ok := side(t.Period, "after"); ok {
			h.When, h.Basis = r.fit(h, p), when.BasisRelative
			h.Why = "told after “" + r.d.Word(verb) + "”, with which it is joined and which was " + t.Period.Text() + " (" + t.Why + ")"
			return
		}
	}
	if t.Type == nlp.Duration && t.Period.Lasting && !r.state(h) {
		// "killed in the past three weeks": some time in them.
		h.When = when.At(when.Within(t.Period.Start.From, t.Period.End.To))
	}
	h.Why = fmt.Sprintf("“%s” %s: %s (%s)", r.d.Text(t.Span), why, h.When.Text(), t.Why)
}

// setAside dates h by the noun that the text puts it before or after, which timex
// x dates: a side of that time, or a length of time from it.
func (r *reader) setAside(i, x, noun int) {
	d := r.d
	h, t := &d.Happenings[i], &d.Timexes[x]
	rel := r.marker(noun)
	h.Basis = when.BasisRelative
	h.Why = "the text puts it " + rel + " “" + d.Word(noun) + "”, which was " + t.Period.Text() + " (" + t.Why + ")"
	s := &d.Sentences[h.Sentence]
	for c := s.First; c < noun; c++ {
		if d.Tokens[c].Head != noun {
			continue
		}
		if k := r.timexEnding(h.Sentence, c); k >= 0 && k != x {
			if p, ok := shifted(t.Period, rel, &d.Timexes[k]); ok {
				h.When = r.fit(h, p)
				h.Why = "“" + d.Text(d.Timexes[k].Span) + "” " + rel + " “" + d.Word(noun) + "”, which was " + t.Period.Text() + " (" + t.Why + ")"
				return
			}
		}
	}
	h.When = when.Period{}
	if p, ok := side(t.Period, rel); ok {
		h.When = r.fit(h, p)
	}
}

// fit cuts off the part of p that cannot be meant: what the text tells as past
// was not after its publication, what it tells as planned is not before it.
func (r *reader) fit(h *nlp.EventMention, p when.Period) when.Period {
	if r.pub.IsZero() || p.Lasting || p.Start.Grain >= when.Day && !p.Start.From.IsZero() && !p.Start.To.IsZero() {
		return p
	}
	var bound when.Period
	switch h.Mode {
	case graph.Past:
		bound = when.At(when.Before(r.pub.To))
	case graph.Planned:
		bound = when.At(when.After(r.pub.From))
	default:
		return p
	}
	q, ok := when.Meet(p, bound)
	if !ok {
		return p
	}
	if from, to := q.Bounds(); p.Start.Grain == when.Week && p.Start == p.End && to.Sub(from) <= 24*time.Hour {
		// "this week", told as past on a Monday, or as planned on a Sunday, is not
		// that very day.
		if h.Mode == graph.Past {
			return when.At(when.Within(r.pub.To.AddDate(0, 0, -7), r.pub.To))
		}
		return when.At(when.Within(r.pub.From, r.pub.From.AddDate(0, 0, 7)))
	}
	return q
}
