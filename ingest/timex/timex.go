// Package timex finds time expressions and works out what they mean. It takes
// sentences and tokens (with tags and dependencies where there are any) and
// adds Document.Timexes: span, TIMEX3 type, value, mod, quant and freq (TimeML
// 1.2.1), the period an event dated by the expression gets, and why. It does
// not say what happened then.
//
// What expressions look like and mean is in rules/*.txt; the code that applies
// them knows no words. Rules are applied level by level, each level the longest
// match from left to right over what the one before made, and give a meaning
// that depends on nothing but the words. Only then is the meaning resolved: by
// the date of publication or of the dateline, the date the text last spoke of,
// and the tense of the clause.
package timex

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Stage adds Timexes.
var Stage = nlp.Stage{Name: "timex", Needs: nlp.Sentences | nlp.Tokens | nlp.Tags, Adds: nlp.Times, Run: run}

//go:embed rules/*.txt
var ruleFiles embed.FS

var english = sync.OnceValues(func() (*grammar, error) { return load(ruleFiles) })

func load(files fs.FS) (*grammar, error) {
	names, err := fs.Glob(files, "rules/*.txt")
	if err != nil {
		return nil, err
	}
	g := newGrammar()
	for pass, read := range [...]func(name, text string) error{g.words, g.level} {
		for _, n := range names {
			short := strings.TrimPrefix(n, "rules/")
			if strings.HasPrefix(short, "words") != (pass == 0) {
				continue
			}
			b, err := fs.ReadFile(files, n)
			if err != nil {
				return nil, err
			}
			if err := read(short, string(b)); err != nil {
				return nil, err
			}
		}
	}
	g.index()
	return g, nil
}

func run(d *nlp.Document) error {
	g, err := english()
	if err != nil {
		return fmt.Errorf("timex: %w", err)
	}
	w := &work{g: g, d: d}
	w.document()
	return nil
}

// document finds the expressions of all sentences and resolves them in order.
func (w *work) document() {
	d := w.d
	d.Timexes = nil
	c := newClock(d)
	for si := range d.Sentences {
		s := &d.Sentences[si]
		w.sentence(s.First, s.Last)
		w.clocks = w.clocks[:0]
		for i := range w.items {
			it := &w.items[i]
			if it.cat <= catOrd {
				continue
			}
			if w.named(it) || w.title(it) || w.hollow(it) {
				continue
			}
			if it.kids > 0 {
				w.emitList(&c, si, it)
			} else if !w.sems[it.sem].is(fHide) {
				w.emit(&c, si, it, &w.sems[it.sem])
			}
		}
		w.beside(&c, s.Block)
	}
}

// emit resolves one expression and adds it.
func (w *work) emit(c *clock, si int, it *item, s *sem) *nlp.Timex {
	d := w.d
	end := it.last
	if p := &w.pieces[end-1]; end-1 > it.first && w.g.in(p.word, w.g.point) && d.Tokens[p.tok].Start == int(p.start) {
		end-- // the full stop of the sentence, not of an abbreviation
	}
	first, last := int(w.pieces[it.first].tok), int(w.pieces[end-1].tok)+1
	t := nlp.Timex{
		Span:     nlp.Span{Start: int(w.pieces[it.first].start), End: int(w.pieces[end-1].end)},
		Sentence: si, First: first, Last: last, Anchor: -1, BeginPoint: -1, EndPoint: -1,
		Rule: w.g.rules[it.rule].name,
	}
	tense := w.tense(si, first, last)
	prep, ahead := int32(0), false
	if first > d.Sentences[si].First {
		prep = w.prep(first - 1)
		ahead = prep == pUntil || w.lemmaIn(first-1, w.g.forward)
	}
	switch {
	case s.is(fDow) && w.wanted(si, first):
		tense = tFuture
	case s.is(fDow) && tense != tFuture && ahead:
		tense = tAhead // "called a strike for Tuesday", "gave them until Tuesday"
	case s.is(fDow) && tense != tPast && last < d.Sentences[si].Last && d.Tokens[last].Fine == nlp.POS:
		tense = tNearest // "they will look for ways around Wednesday's ruling"
	case s.is(fDow) && tense == tPresent:
		tense = tAhead // "the team plays Sunday"
	case (s.is(fMonth) || s.is(fQuarter)) && !s.is(fDow) && tense == tPast && w.done(si, first, last):
		tense = tDone
	case (s.is(fMonth) || s.is(fQuarter)) && !s.is(fDow) && prep == 0 && w.adnominal(first, last):
		// "came before the November 3 polls": the verb tells less of the date of a noun
		switch tense {
		case tPast:
			tense = tPresent
		case tFuture:
			tense = tNearest
		}
	case s.is(fDow) || s.is(fPart) || s.is(fHour) || prep != pUntil:
	case tense != tPast:
		tense = tFuture // "the government has money through September"
	default:
		tense = tNearest // "it has taken loans through January"
	}
	if s.get(fBase) == bNear && (c.refIndex < 0 || d.Timexes[c.refIndex].Sentence < si-1) {
		t := *s
		t.set(fBase, bPub) // "the month" after a page on other things
		s = &t
	}
	bare := s.has&(1<<fDow|1<<fMonth|1<<fDay|1<<fN|1<<fDir|1<<fBase|1<<fYear|1<<fNth|1<<fPlus|1<<fGrain) == 1<<fDow
	if bare && !c.weekdays[s.get(fDow)].IsZero() && w.adnominal(first, last) { // "will meet on Monday ... Monday's talks"
		t := *s
		t.set(fN, int(when.Unit(c.weekdays[s.get(fDow)], when.Week).From.Sub(when.Unit(c.pub, when.Week).From).Hours()/(7*24)))
		s = &t
	}
	if prep == pSince && (!s.is(fDir) || s.get(fDir) == dThis) {
		t := *s
		t.set(fDir, dLatest)
		s = &t
	}
	at := c.seen(s, tense)
	if s.get(fOpen) == oYear {
		if quarter, year := w.span(si); year || !quarter.IsZero() {
			own := *at
			own.quarter = quarter
			at = &own
		}
	}
	r := at.resolve(s, tense)
	t.Type, t.Value, t.Mod, t.Quant, t.Freq = r.typ, r.value, r.mod, r.quant, r.freq
	t.Period, t.Basis, t.Why = r.period, r.basis, r.why
	t.AnchorPub = r.pub
	if r.ref {
		t.Anchor = at.refIndex
	}
	if first > d.Sentences[si].First {
		w.preposition(&t, first-1)
	}
	inDateline := w.dateline(c, si, &t, s, &r)
	noDay := r.typ == nlp.Time && s.has&(1<<fDow|1<<fDay|1<<fMonth|1<<fYear|1<<fHoliday|1<<fNth|1<<fN|1<<fBase|1<<fWeekend) == 0
	if noDay {
		w.clocks = append(w.clocks, dayless{len(d.Timexes), *s, tense == tPast})
	}
	if r.ambiguous {
		d.Problem("timex", t.Span, "“%s” can be two days: nothing tells whether the day or the month comes first; read as %s", d.Text(t.Span), t.Value)
	}
	d.Timexes = append(d.Timexes, t)
	if s.get(fOpen) >= oQuarter && s.get(fUnit) == uQuarter && c.quarter.IsZero() {
		c.quarter = r.period.Start // "the quarter ended Sept. 30 ... a year earlier"
	}
	if !r.moment.IsZero() && !inDateline && !noDay {
		c.ref, c.refIndex = r.moment, len(d.Timexes)-1
		if bare && r.moment.Grain == when.Day {
			c.weekdays[s.get(fDow)] = r.moment.From
		}
		if r.moment.Grain >= when.Month {
			c.refMonth = r.moment.From
		}
		if r.moment.Grain >= when.Day {
			c.severalDays = c.severalDays || c.refDayIndex >= 0 && !c.refDay.Equal(dayOf(r.moment.From))
			c.refDay, c.refDayIndex, c.refDayBlock = dayOf(r.moment.From), c.refIndex, d.Sentences[si].Block
		}
		if r.moment.Grain == when.Quarter && s.is(fQuarter) && !s.is(fN) && !c.newer(c.quarter, r.moment) {
			c.quarter = r.moment
		}
		if !r.moment.From.After(c.pub) {
			c.behind = c.told
		}
	}
	return &d.Timexes[len(d.Timexes)-1]
}

// span is the quarter that the sentence so far reports on, or whether it reports on a
// year: "for the year it earned more than a year earlier" compares years.
func (w *work) span(si int) (quarter when.Moment, year bool) {
	for i := len(w.d.Timexes) - 1; i >= 0 && w.d.Timexes[i].Sentence == si; i-- {
		switch t := &w.d.Timexes[i]; {
		case t.Period.Start.Grain == when.Quarter:
			return t.Period.Start, false
		case t.Type == nlp.Duration && t.Value == "P1Y", t.Type == nlp.Date && t.Period.Start.Grain == when.Year:
			year = true
		}
	}
	return quarter, year
}

// Where a preposition puts the event, by the value of class prep.
const (
	pSince = iota + 1
	pAfter
	pBefore
	pUntil
	pBy
)

// prep is where the preposition that ends with tok puts an event, 0 if it is none;
// one of two words has them joined in the list: as_of.
func (w *work) prep(tok int) int32 {
	word := strings.ToLower(w.d.Word(tok))
	if id, ok := w.g.ids[word]; ok && w.g.in(id, w.g.prep) {
		return w.g.values[wordClass{id, w.g.prep}]
	}
	if tok == 0 {
		return 0
	}
	id, ok := w.g.ids[strings.ToLower(w.d.Word(tok-1))+"_"+word]
	if !ok || !w.g.in(id, w.g.prep) {
		return 0
	}
	return w.g.values[wordClass{id, w.g.prep}]
}

// preposition moves the period where the word before the expression says so:
// "since 2014" lasts, "before 2014" is over by then. The expression and its
// value stay as they are.
func (w *work) preposition(t *nlp.Timex, tok int) {
	if t.Period.IsZero() || t.Period.Lasting || t.Type != nlp.Date && t.Type != nlp.Time {
		return
	}
	prep := w.prep(tok)
	if prep == 0 {
		return
	}
	m := t.Period.Start
	if t.Type == nlp.Time && m.Grain <= when.Day && prep != pSince {
		return // "before dawn on Sunday" is still Sunday
	}
	side := func(b when.Moment) when.Period {
		b.Grain, b.Approx, b.Uncertain = m.Grain, m.Approx, m.Uncertain
		return when.At(b)
	}
	word := w.d.Word(tok)
	if id, ok := w.g.ids[strings.ToLower(word)]; !ok || !w.g.in(id, w.g.prep) {
		word = w.d.Word(tok-1) + " " + word
	}
	switch prep {
	case pSince:
		t.Period = when.Span(m, when.Moment{})
	case pUntil:
		t.Period = when.Span(when.Moment{}, m)
	case pAfter:
		t.Period = side(when.After(m.To))
	case pBefore:
		t.Period = side(when.Before(m.From))
	case pBy:
		t.Period = side(when.Before(m.To))
	}
	t.Why += "; “" + word + "” puts it on one side of it"
}

// dateline takes a date in the dateline of an article as the anchor of what
// follows: it beats the date of publication.
func (w *work) dateline(c *clock, si int, t *nlp.Timex, s *sem, r *result) bool {
	d := w.d
	b := d.Sentences[si].Block
	if b < 0 || b >= len(d.Article.Blocks) {
		return false
	}
	block := d.Article.Blocks[b]
	if block.Kind != article.Body || block.Dateline == 0 || t.Span.End > block.Start+block.Dateline || r.moment.Grain != when.Day {
		return false
	}
	if p := d.Article.Published; !p.IsZero() && d.Article.DateFrom != "dateline" && abs(dayOf(p).Sub(r.moment.From)) > 72*time.Hour {
		d.Problem("timex", t.Span, "the dateline says %s, the publication date is %s: relative dates are told from the dateline", r.moment, when.DayOf(p))
	}
	c.pub, c.name = r.moment.From, "the date of the dateline"
	t.Basis = when.BasisDateline
	return true
}
