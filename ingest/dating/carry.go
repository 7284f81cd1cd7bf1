package dating

import (
	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// same gives a happening without a date the one of another mention of it.
func (r *reader) same() {
	d := r.d
	root := func(i int) int {
		for n := 0; d.Happenings[i].Same >= 0 && d.Happenings[i].Same < len(d.Happenings) && n < 100; n++ {
			i = d.Happenings[i].Same
		}
		return i
	}
	best := map[int]int{}
	for i := range d.Happenings {
		h := &d.Happenings[i]
		if h.Basis != when.BasisExplicit && h.Basis != when.BasisRelative || h.When.IsZero() {
			continue
		}
		k, ok := best[root(i)]
		if !ok || h.When.Start.Grain > d.Happenings[k].When.Start.Grain {
			best[root(i)] = i
		}
	}
	for i := range d.Happenings {
		h := &d.Happenings[i]
		k, ok := best[root(i)]
		if !ok || k == i || h.Basis != when.BasisNone {
			continue
		}
		o := &d.Happenings[k]
		h.When, h.Basis, h.Timex = o.When, o.Basis, o.Timex
		h.Why = "the same event as “" + d.Text(o.Words) + "”, where " + o.Why
	}
}

// lead dates what a news lead tells as just past, and gives no date to, by the
// day on which the lead says it was reported: "X held a call, Y reported on
// Wednesday". See docs/decisions for why, and for what keeps it from going too
// far: only the first paragraph, only the past, only if the day is one of the
// week before publication, and only the event that the reporting is about.
func (r *reader) lead() {
	d := r.d
	if r.pub.IsZero() {
		return
	}
	first := -1
	for si := range d.Sentences {
		if d.Sentences[si].Kind == article.Body {
			first = d.Sentences[si].Block
			break
		}
	}
	for i := range d.Happenings {
		h := &d.Happenings[i]
		s := &d.Sentences[h.Sentence]
		if s.Block != first || s.Kind != article.Body || h.Basis != when.BasisNone || h.Mode != graph.Past || r.state(h) || r.said[i] < 0 || h.Why != "" {
			continue
		}
		a := &d.Attributions[r.said[i]]
		if a.Within >= 0 || !r.about(h.Trigger, a.CueToken) {
			continue
		}
		for x := r.times[h.Sentence]; x < r.times[h.Sentence+1]; x++ {
			t := &d.Timexes[x]
			p := t.Period.Start
			if r.gov[x] != a.CueToken || t.Type == nlp.Duration || !r.dates(t) || t.Period.Lasting || p.Grain < when.Day || p.From.After(r.pub.From) || p.From.Before(r.pub.From.AddDate(0, 0, -6)) {
				continue
			}
			r.set(i, x, "is the day the lead reports it, with “"+d.Word(a.CueToken)+"”, and nothing else dates it")
			h.Basis = when.BasisRelative
			break
		}
	}
}

// about reports whether the event at token t is what the clause that cue
// governs, or is set beside, is about: its predicate, or the object of a light
// predicate.
func (r *reader) about(t, cue int) bool {
	d := r.d
	if v := r.carrier(t); v >= 0 && r.w.light[d.Tokens[v].Lemma] {
		t = v
	}
	k := &d.Tokens[t]
	if r.perfect(t) {
		// "has granted", "had granted": something before the news.
		return false
	}
	if k.Head < 0 { // "X happened, officials said": the saying is beside it
		return d.Tokens[cue].Head == t
	}
	return k.Head == cue && (k.Dep.Base() == nlp.DepCcomp || k.Dep.Base() == nlp.DepParataxis)
}

// perfect reports whether the verb t is in the perfect or pluperfect.
func (r *reader) perfect(t int) bool {
	d := r.d
	if d.Tokens[t].Fine != nlp.VBN {
		return false
	}
	for c := max(0, t-6); c < t; c++ {
		if k := &d.Tokens[c]; k.Head == t && k.Dep == nlp.DepAux && (k.Fine == nlp.VBD || k.Fine == nlp.VBZ || k.Fine == nlp.VBP) {
			return true
		}
	}
	return false
}

// reactions gives what was said in answer to the news, and told without a date,
// the time from the news to the publication: the plain past of verbal events
// below a lead that has its day in the three days up to the publication, and of
// what is of the lead's own kind ("France and Poland expelled four each").
func (r *reader) reactions() {
	d := r.d
	if r.pub.IsZero() {
		return
	}
	first, news := -1, -1
	for i := range d.Happenings {
		h := &d.Happenings[i]
		s := &d.Sentences[h.Sentence]
		if s.Kind != article.Body {
			continue
		}
		if first < 0 {
			first = s.Block
		}
		if s.Block != first {
			break
		}
		m := h.When.Start
		if h.Basis != when.BasisRelative && h.Basis != when.BasisExplicit || h.When.Lasting || h.Mode != graph.Past || m.Grain < when.Day ||
			m.From.Before(r.pub.From.AddDate(0, 0, -2)) || m.From.After(r.pub.From) || m.To.IsZero() || r.state(h) || r.cue(h.Trigger) || h.Timex < 0 || d.Timexes[h.Timex].Sentence != h.Sentence {
			continue
		}
		if news < 0 || d.Happenings[news].When.Start.From.Before(m.From) {
			news = i
		}
	}
	if news < 0 {
		return
	}
	lead := &d.Happenings[news]
	for i := range d.Happenings {
		h := &d.Happenings[i]
		s := &d.Sentences[h.Sentence]
		if h.Basis != when.BasisNone || h.Why != "" || h.Mode != graph.Past || r.state(h) || s.Kind != article.Body || s.Block < first || h.Nominal ||
			d.Tokens[h.Trigger].Fine != nlp.VBD || r.said[i] >= 0 || !r.w.reaction[string(h.Class)] && h.Type != lead.Type || r.dated(h.Sentence) {
			continue
		}
		m := when.Within(when.Unit(lead.When.Start.From, when.Day).From, r.pub.To)
		h.When, h.Basis = when.At(m), when.BasisRelative
		h.Why = "told in answer to “" + d.Text(lead.Words) + "” of " + lead.When.Text() + ", so from then to the publication"
	}
}

// dated reports whether sentence s has an expression that dates something.
func (r *reader) dated(s int) bool {
	for x := r.times[s]; x < r.times[s+1]; x++ {
		if r.dates(&r.d.Timexes[x]) {
			return true
		}
	}
	return false
}

// narrative gives a past event the time that the story stands at: at or after
// the day that the sentence before it, of the same paragraph, was dated to.
func (r *reader) narrative() {
	d := r.d
	var stand when.Moment
	standTimex, block, sentence := -1, -1, -2
	for i := 0; i < len(d.Happenings); i++ {
		h := &d.Happenings[i]
		s := &d.Sentences[h.Sentence]
		if s.Block != block {
			stand, standTimex, block = when.Moment{}, -1, s.Block
		}
		main := d.Tokens[h.Trigger].Head < 0 && d.Tokens[h.Trigger].Fine == nlp.VBD
		if main && h.Basis == when.BasisNone && h.Why == "" && h.Mode == graph.Past && h.Sentence == sentence+1 && !stand.IsZero() && r.said[i] < 0 && !r.cue(h.Trigger) && !r.state(h) {
			to := r.pub.To
			h.When, h.Basis, h.Timex = when.At(when.Within(stand.From, to)), when.BasisRelative, standTimex
			h.Why = "told right after what was " + stand.Text() + ", so not before it"
			sentence = h.Sentence
		}
		if main && h.Timex >= 0 && h.Timex != standTimex && !h.When.Lasting && h.When.Start.Grain >= when.Month && !h.When.Start.From.IsZero() && !r.cue(h.Trigger) && r.said[i] < 0 &&
			d.Timexes[h.Timex].Sentence == h.Sentence && !h.When.Start.From.After(r.pub.From) {
			stand, standTimex, sentence = h.When.Start, h.Timex, h.Sentence
		}
	}
}

// cue reports whether token t is the cue of an attribution.
func (r *reader) cue(t int) bool { return r.cues[t] }

// publication bounds what nothing dates: past and present events were not after
// the publication, planned ones lie after it. It is no date.
func (r *reader) publication() {
	d := r.d
	for i := range d.Happenings {
		h := &d.Happenings[i]
		if h.Basis != when.BasisNone {
			continue
		}
		switch {
		case h.Mode == graph.Habitual || h.Why != "":
			if h.Why == "" {
				h.Why = "told as something that comes again and again, so it has no one date"
			}
			continue
		case r.state(h):
			continue
		case h.Mode == graph.Hypothetical || h.Mode == graph.Ordered:
			h.Why = "the text gives no date, and does not say that it happened"
			continue
		case r.pub.IsZero():
			h.Why = "the text gives no date, and the date of publication is not known"
			continue
		}
		day := r.pub.From.Format("2006-01-02")
		h.Basis = when.BasisPublication
		if h.Mode == graph.Planned {
			h.When = when.At(when.After(r.pub.From))
			h.Why = "the text gives no date; planned, so not before the publication on " + day
			continue
		}
		m := when.Before(r.pub.To)
		m.Grain = when.Day
		h.When = when.At(m)
		h.Why = "the text gives no date; told as past or present, so not after the publication on " + day
	}
}
