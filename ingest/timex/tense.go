package timex

import "dateline/ingest/nlp"

// Tenses of the clause an expression stands in.
const (
	tNone = iota
	tPast
	tPresent
	tFuture
	tAhead   // not of the verb: a preposition looks ahead ("a strike for Tuesday")
	tNearest // nothing tells, but the nearer one is likelier
	tDone    // of the very verb in the past that says what happened then
)

// tense is that of the verb the tokens [first, last) belong to. A verb in the
// past right beside them decides ("officials said Monday", "Monday vowed").
func (w *work) tense(sent, first, last int) int {
	d := w.d
	s := d.Sentences[sent]
	if first > s.First && d.Tokens[first-1].Fine == nlp.VBD || last < s.Last && d.Tokens[last].Fine == nlp.VBD {
		return tPast
	}
	if first > s.First+1 && d.Tokens[first-1].Fine == nlp.IN && d.Tokens[first-2].Fine == nlp.VBD && !w.lemmaIn(first-2, w.g.planned) {
		return tPast // "agreed in June to buy it"
	}
	if d.Has&nlp.Deps != 0 {
		head := first
		for t := first; t < last; t++ {
			if h := d.Tokens[t].Head; h < first || h >= last {
				head = t
			}
		}
		infinitive, gerund := false, false
		if d.Tokens[head].Head < 0 && last < s.Last && d.Tokens[last].Tag == nlp.PUNCT { // an agenda: "Thursday: the minister visits the port"
			for t := last; t < s.Last; t++ {
				if d.Tokens[t].Head == head && d.Tokens[t].Tag == nlp.VERB {
					if x := w.verbTense(t, false); x != tPresent {
						return x
					}
					return tFuture
				}
			}
		}
		for steps := 0; head >= 0 && steps < 12; steps++ {
			head = d.Tokens[head].Head
			if head < 0 {
				break
			}
			if t := d.Tokens[head].Tag; t == nlp.VERB || t == nlp.AUX {
				if d.Tokens[head].Fine == nlp.VBN && d.Tokens[head].Dep.Base() == nlp.DepXcomp {
					// "to have the ship refloated by Saturday", "asked to be heard on Monday"
					infinitive = infinitive || !gerund && w.particle(head)
					continue
				}
				if x := w.verbTense(head, infinitive); x != tNone {
					return x
				}
				gerund = gerund || d.Tokens[head].Fine == nlp.VBG // "voted to oust him for saying so in March"
				infinitive = infinitive || !gerund && w.particle(head)
			} else if infinitive && (w.lemmaIn(head, w.g.planned) || w.lemmaIn(head, w.g.intended)) { // "a plan to meet"
				return tFuture
			} else if x := w.copula(s, head); x != tNone {
				if w.lemmaIn(head, w.g.planned) && x != tFuture { // "was due to speak on Sunday"
					if x == tPast {
						return tNearest
					}
					return tFuture
				}
				return x
			}
		}
		if infinitive { // "is to resume Tuesday"
			return tFuture
		}
	}
	if d.Has&nlp.Tags == 0 {
		return tNone
	}
	best, dist := -1, 1<<30
	for t := s.First; t < s.Last; t++ {
		if t >= first && t < last || d.Tokens[t].Tag != nlp.VERB && d.Tokens[t].Tag != nlp.AUX {
			continue
		}
		away := first - t
		if t >= last {
			away = (t - last + 1) * 2
		}
		if away < dist {
			best, dist = t, away
		}
	}
	if best < 0 {
		return tNone
	}
	return w.verbTense(best, false)
}

// wanted reports whether the expression that starts at token first belongs to what
// someone called for: "called for a general strike on Tuesday".
func (w *work) wanted(sent, first int) bool {
	d := w.d
	for c := first - 1; c > max(d.Sentences[sent].First, first-8); c-- {
		if d.Tokens[c].Tag == nlp.PUNCT || d.Tokens[c].Tag == nlp.VERB {
			return false
		}
		if w.lemmaIn(c, w.g.forward) {
			return w.lemmaIn(c-1, w.g.called)
		}
	}
	return false
}

// done reports whether the tokens [first, last) are by their preposition a time of a
// verb in the past: "was declared on February 6".
func (w *work) done(sent, first, last int) bool {
	d := w.d
	if d.Has&nlp.Deps == 0 || first == d.Sentences[sent].First || !w.lemmaIn(first-1, w.g.located) {
		return false
	}
	for t := first; t < last; t++ {
		if h := d.Tokens[t].Head; h >= 0 && (h < first || h >= last) {
			return d.Tokens[h].Tag == nlp.VERB && (d.Tokens[h].Fine == nlp.VBD || d.Tokens[h].Fine == nlp.VBN) && w.verbTense(h, false) == tPast
		}
	}
	return false
}

// adnominal reports whether the tokens [first, last) stand before the noun that they
// belong to.
func (w *work) adnominal(first, last int) bool {
	d := w.d
	if d.Has&nlp.Deps == 0 {
		return false
	}
	for t := first; t < last; t++ {
		if h := d.Tokens[t].Head; h >= last && (d.Tokens[h].Tag == nlp.NOUN || d.Tokens[h].Tag == nlp.PROPN) {
			return true
		}
	}
	return false
}

// particle reports whether the infinitive v has its "to".
func (w *work) particle(v int) bool {
	for a := v - 1; a >= max(0, v-4); a-- {
		if k := &w.d.Tokens[a]; k.Head == v && k.Fine == nlp.TO {
			return true
		}
	}
	return false
}

// copula is the tense of the verb "to be" that stands with a noun or adjective.
func (w *work) copula(s nlp.Sentence, head int) int {
	for t := max(s.First, head-8); t < min(s.Last, head+8); t++ {
		k := &w.d.Tokens[t]
		if k.Head == head && (k.Dep == nlp.DepCop || k.Dep == nlp.DepAux) {
			return w.auxTense(t, tNone)
		}
	}
	return tNone
}

// verbTense is the tense of the verb v with its auxiliaries. A verb of planning
// looks ahead, unless it is in the past and the expression is its own: "they
// agreed on Thursday".
func (w *work) verbTense(v int, above bool) int {
	d := w.d
	t := &d.Tokens[v]
	base := tNone
	switch t.Fine {
	case nlp.VBD:
		base = tPast
	case nlp.VBZ, nlp.VBP:
		base = tPresent
	case nlp.VBN:
		base = tPast // a participle by itself: "charged Monday"
	}
	if w.lemmaIn(v, w.g.planned) && (above || t.Fine != nlp.VBD) || (w.lemmaIn(v, w.g.intended) || w.lemmaIn(v, w.g.willed)) && above {
		if t.Fine == nlp.VBN && v > 0 && d.Tokens[v-1].Fine == nlp.VBD && d.Tokens[v-1].Head == v {
			return tNearest // "was expected to pass on Wednesday", told on a Thursday
		}
		if t.Fine == nlp.VBN && t.Dep.Base() == nlp.DepAdvcl {
			return tNone // "they began as planned on Saturday"
		}
		return tFuture
	}
	if t.Fine == nlp.VBD && w.lemmaIn(v, w.g.awaited) {
		return tAhead // "planned a rally on Saturday"
	}
	lo := max(0, v-8)
	deps := d.Has&nlp.Deps != 0
	for a := v - 1; a >= lo; a-- {
		k := &d.Tokens[a]
		if deps && k.Head != v {
			continue
		}
		if !deps && (k.Tag == nlp.PUNCT || k.Tag == nlp.VERB) {
			break
		}
		switch {
		case k.Fine == nlp.MD:
			if w.lemmaIn(a, w.g.future) {
				return tFuture
			}
			return tNone
		case k.Fine == nlp.TO && t.Fine == nlp.VBN && (t.Dep.Base() == nlp.DepAcl || a > lo && d.Tokens[a-1].Tag == nlp.AUX && d.Tokens[a-1].Head == v):
			return tFuture // "the meeting, to be held in May", "is to be held"
		case k.Fine == nlp.TO && t.Fine == nlp.VB:
			if a > lo && d.Tokens[a-1].Tag == nlp.AUX && d.Tokens[a-1].Head == v {
				return tFuture // "is to resume"
			}
			return tNone // it goes by the verb above: "plans to", "declined to"
		case k.Tag == nlp.AUX && k.Dep == nlp.DepAux && t.Fine == nlp.VBN && k.Fine == nlp.VB:
			return tNone // "hopes to have freed it by Friday"
		case k.Tag == nlp.AUX && k.Dep == nlp.DepAux && t.Fine == nlp.VBN:
			return tPast // the perfect
		case k.Tag == nlp.AUX:
			base = w.auxTense(a, base)
		}
	}
	return base
}

func (w *work) auxTense(a, base int) int {
	switch w.d.Tokens[a].Fine {
	case nlp.VBD, nlp.VBN:
		return tPast
	case nlp.MD:
		if w.lemmaIn(a, w.g.future) {
			return tFuture
		}
	case nlp.VBZ, nlp.VBP:
		if base == tNone || base == tPast {
			return tPresent
		}
	}
	return base
}

func (w *work) lemmaIn(t, class int) bool {
	l := w.d.Tokens[t].Lemma
	if id, ok := w.g.ids[l]; ok && w.g.in(id, class) {
		return true
	}
	id, ok := w.g.ids[w.d.Word(t)]
	return ok && w.g.in(id, class)
}
