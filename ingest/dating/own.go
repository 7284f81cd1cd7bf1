package dating

import (
	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// own dates happening i by an expression of its own sentence.
func (r *reader) own(i int) {
	d := r.d
	h := &d.Happenings[i]
	best, rank, why := -1, 0, ""
	for x := r.times[h.Sentence]; x < r.times[h.Sentence+1]; x++ {
		if !r.dates(&d.Timexes[x]) {
			continue
		}
		if from, _ := d.Timexes[x].Period.Bounds(); h.Mode == graph.Past && !r.pub.IsZero() && !from.Before(r.pub.To) {
			continue // what is told as past was not to come: one of the two was misread
		}
		if n, reason := r.attached(i, x); n > rank || n == rank && n > 0 && r.sharper(x, best) {
			best, rank, why = x, n, reason
		}
	}
	if best >= 0 {
		r.set(i, best, why)
		return
	}
	for x := r.times[h.Sentence]; x < r.times[h.Sentence+1]; x++ {
		if t := &d.Timexes[x]; t.Type == nlp.Set {
			if n, _ := r.attached(i, x); n >= 3 {
				h.Timex = x
				h.Why = "“" + d.Text(t.Span) + "” says that it comes again and again, so it has no one date"
			}
		}
	}
}

// sharper prefers a place in the calendar to a length, and the finer of two.
func (r *reader) sharper(x, y int) bool {
	a, b := &r.d.Timexes[x], &r.d.Timexes[y]
	if a.Type != b.Type {
		return b.Type == nlp.Duration
	}
	return a.Period.Start.Grain > b.Period.Start.Grain
}

// attached says how closely timex x belongs to happening i: 5 to its very
// words, 4 to a verb that only carries it, 3 to its clause, 2 to a verb it is
// joined with, 1 by being the only one about; 0 not at all.
func (r *reader) attached(i, x int) (int, string) {
	d := r.d
	h := &d.Happenings[i]
	g := r.gov[x]
	trig := h.Trigger
	// An expression outside of what is said dates the saying, and one inside
	// does not date it.
	// "Friday: teachers plan to strike" is no plan of Friday.
	plan := trig
	if d.Tokens[trig].Dep == nlp.DepXcomp {
		plan = d.Tokens[trig].Head
	}
	if p := &d.Tokens[plan]; g < 0 && p.Head == r.heads[x] && r.w.awaiting[p.Lemma] {
		if plan == trig {
			return 0, ""
		}
		return 5, "heads the clause of “" + d.Word(trig) + "”"
	}
	if r.told[x] != r.said[i] {
		if g >= 0 && h.Nominal && r.cue(g) && r.w.light[d.Tokens[g].Lemma] && d.Tokens[trig].Head == g && r.told[x] < 0 {
			return 4, "belongs to “" + d.Word(g) + "”, which carries “" + d.Word(trig) + "”"
		}
		if a := r.told[x]; a >= 0 && g >= 0 && d.Attributions[a].CueToken == trig && r.ordered(trig, g) {
			return r.past(i, x)
		}
		return 0, ""
	}
	if r.aslant(x, trig) {
		return 0, ""
	}
	if g < 0 {
		// The expression heads its sentence ("Wednesday: talks") or was parsed so.
		if d.Tokens[trig].Head == r.heads[x] {
			return 3, "heads the clause of “" + d.Word(trig) + "”"
		}
		return r.only(i, x)
	}
	// "in 2004, when the army attacked": the clause tells of its date.
	if r.tells(trig, x) {
		return 5, "is the date that “" + d.Word(trig) + "” tells of"
	}
	if g == trig || r.inWords(h, g) && !r.other(i, g) {
		return 5, "belongs to “" + d.Text(h.Words) + "”"
	}
	// What stands before a noun that only describes another dates neither: "people hurt in the
	// November riots were tried", "met in advance of the 28 June summit".
	if x := r.heads[x]; x >= 0 && x < g && d.Tokens[x].Head == g && d.Tokens[g].Dep.Base() == nlp.DepNmod && !verbal(d.Tokens[g].Tag) {
		return 0, ""
	}
	// Through a noun that is no event: "on the morning of", "in talks on Monday".
	up := g
	for steps := 0; steps < 3 && up >= 0 && !verbal(d.Tokens[up].Tag); steps++ {
		if _, ok := r.at[up]; ok {
			break
		}
		if rel := r.marker(up); rel == "before" || rel == "after" {
			r.aside[[2]int{i, x}] = up
		}
		up = d.Tokens[up].Head
		if up == trig {
			return 4, "belongs to “" + d.Text(h.Words) + "”, through “" + d.Word(g) + "”"
		}
	}
	if h.Nominal {
		// The noun is an argument of a verb without an event of its own.
		if v := r.carrier(trig); v >= 0 && v == g && r.w.light[d.Tokens[v].Lemma] {
			return 4, "belongs to “" + d.Word(v) + "”, which carries “" + d.Word(trig) + "”"
		}
		// What an event did, it did when it was: "the attack killed five on Monday".
		if t := &d.Tokens[trig]; t.Head == g && t.Dep == nlp.DepNsubj && verbal(d.Tokens[g].Tag) && !r.cue(g) {
			return 3, "belongs to “" + d.Word(g) + "”, which tells what “" + d.Word(trig) + "” did"
		}
		return 0, ""
	}
	if clause := r.clause(trig); clause == g && !r.other(i, g) {
		return 3, "belongs to the clause of “" + d.Word(trig) + "”"
	}
	// Verbs that are joined share a date: one that stands before them all, or one
	// of the subject they share. What is only planned has no part in it.
	shares := (h.Mode == graph.Past || h.Mode == graph.Present) && (r.heads[x] < g || !r.subject(trig))
	for c := trig; shares && d.Tokens[c].Dep == nlp.DepConj && d.Tokens[c].Head >= 0; {
		c = d.Tokens[c].Head
		if c == g {
			if t := &d.Timexes[x]; r.heads[x] > g && r.heads[x] < trig && !t.Period.Lasting && (t.Period.Start.Grain <= when.Year || r.later(trig)) {
				r.since[[2]int{i, x}] = g // "was founded in 2010 and won", "met on Monday and later left"
			}
			return 2, "belongs to “" + d.Word(g) + "”, with which “" + d.Word(trig) + "” is joined"
		}
	}
	// A verb that only leads up to it: "began talks", "agreed to meet Monday".
	if d.Tokens[trig].Dep == nlp.DepXcomp && d.Tokens[trig].Head == g && r.w.light[d.Tokens[g].Lemma] {
		return 2, "belongs to “" + d.Word(g) + "”, which leads up to “" + d.Word(trig) + "”"
	}
	// What one goes there for: "will visit Paris on Thursday to meet".
	if k := &d.Tokens[trig]; k.Head == g && k.Dep.Base() == nlp.DepAdvcl && k.Fine == nlp.VB && r.w.presence[d.Tokens[g].Lemma] {
		return 2, "belongs to “" + d.Word(g) + "”, which is to “" + d.Word(trig) + "”"
	}
	if r.ordered(trig, g) {
		if n, why := r.past(i, x); n > 0 {
			return n, why
		}
	}
	return r.only(i, x)
}

// past holds for an expression of what was still to come, if the date is past
// already: then it is when the order was given.
func (r *reader) past(i, x int) (int, string) {
	d := r.d
	if !d.Timexes[x].Period.CertainlyBefore(when.At(when.After(r.pub.To))) {
		return 0, ""
	}
	return 2, "belongs to “" + d.Word(r.gov[x]) + "”, which was still to come, and is past: it is the date of “" + d.Word(d.Happenings[i].Trigger) + "”"
}

// ordered reports whether the infinitive g depends on the past verb t, perhaps
// through a noun: "ordered preparations to lighten the ship on Sunday".
func (r *reader) ordered(t, g int) bool {
	d := r.d
	if d.Tokens[g].Fine != nlp.VB || r.pub.IsZero() || r.w.awaiting[d.Tokens[t].Lemma] || d.Tokens[t].Fine != nlp.VBD && d.Tokens[t].Fine != nlp.VBN {
		return false
	}
	for steps := 0; steps < 3 && g >= 0; steps++ {
		if g = d.Tokens[g].Head; g == t {
			return true
		}
	}
	return false
}

// only holds for the main verb of a sentence in which there is one date and no
// other event that it belongs to: a guard against a parse that went wrong.
func (r *reader) only(i, x int) (int, string) {
	d := r.d
	h := &d.Happenings[i]
	if h.Nominal || d.Tokens[h.Trigger].Head >= 0 {
		return 0, ""
	}
	for k := r.times[h.Sentence]; k < r.times[h.Sentence+1]; k++ {
		if k != x && r.dates(&d.Timexes[k]) {
			return 0, ""
		}
	}
	for t := r.gov[x]; t >= 0; t = d.Tokens[t].Head {
		if k, ok := r.at[t]; ok {
			if k == i {
				break
			}
			return 0, ""
		}
		if dep := d.Tokens[t].Dep.Base(); dep == nlp.DepAdvcl || dep == nlp.DepAcl || dep == nlp.DepCcomp {
			return 0, ""
		}
	}
	return 1, "is the only date of the sentence of “" + d.Word(h.Trigger) + "”"
}

// subject reports whether the verb t has a subject of its own.
func (r *reader) subject(t int) bool {
	s := r.d.Sentences[r.d.SentenceOf(t)]
	for k := s.First; k < s.Last; k++ {
		if r.d.Tokens[k].Head == t && r.d.Tokens[k].Dep.Base() == nlp.DepNsubj {
			return true
		}
	}
	return false
}

func verbal(t nlp.Tag) bool { return t == nlp.VERB || t == nlp.AUX }

// inWords reports whether token t is among the words that name h.
func (r *reader) inWords(h *nlp.EventMention, t int) bool {
	return h.Words.Contains(r.d.Tokens[t].Span)
}

// other reports whether token t triggers a happening that is not i.
func (r *reader) other(i, t int) bool {
	k, ok := r.at[t]
	return ok && k != i && r.d.Happenings[k].Trigger != r.d.Happenings[i].Trigger
}

// carrier is the verb that the noun t is an argument of, -1.
func (r *reader) carrier(t int) int {
	for steps := 0; steps < 4; steps++ {
		k := &r.d.Tokens[t]
		if k.Head < 0 {
			return -1
		}
		switch k.Dep.Base() {
		case nlp.DepNsubj, nlp.DepObj, nlp.DepObl:
			if verbal(r.d.Tokens[k.Head].Tag) {
				return k.Head
			}
			return -1
		case nlp.DepConj, nlp.DepCompound, nlp.DepNmod:
			t = k.Head
		default:
			return -1
		}
	}
	return -1
}

// clause is the head of the clause that token t stands in: t itself for a verb,
// or the predicate it depends on without crossing into another clause.
func (r *reader) clause(t int) int {
	for steps := 0; steps < 8; steps++ {
		k := &r.d.Tokens[t]
		switch k.Dep.Base() {
		case nlp.DepXcomp:
			if k.Head >= 0 {
				t = k.Head
				continue
			}
		}
		break
	}
	return t
}
