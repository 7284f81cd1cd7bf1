package dating

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// ordering is the ordering word or phrase that starts at token c: its relation
// and how many tokens it has, 0 if there is none.
func (r *reader) ordering(c, last int) (rel string, n int) {
	phrase := ""
	for k := 0; k < 3 && c+k < last; k++ {
		if k > 0 {
			phrase += " "
		}
		phrase += strings.ToLower(r.d.Word(c + k))
		if r.w.firm[phrase] {
			rel, n = r.w.order[phrase], k+1
		}
	}
	return rel, n
}

// beside orders what stands on the two sides of an ordering word, for parses that
// went wrong and for nouns that take up an event told before: "two days after the
// attack". It takes the nearest event on either side within the sentence.
func (r *reader) beside() {
	d := r.d
	for si := range d.Sentences {
		s := &d.Sentences[si]
		joined := -1 // what the phrase before belongs to: "after he left and before he returned"
		for c := s.First; c < s.Last; c++ {
			rel, n := r.ordering(c, s.Last)
			if n == 0 || r.inTimex(si, c) {
				continue
			}
			obj := r.object(c+n, s.Last)
			if obj < 0 {
				continue
			}
			gov := joined
			if gov < 0 || d.Tokens[c-1].Tag != nlp.CCONJ {
				gov = r.governor(c, s.First, s.Last, obj)
			}
			joined = gov
			if gov < 0 || gov == obj || r.state(&d.Happenings[gov]) || r.said[gov] >= 0 && r.said[obj] < 0 && d.Happenings[obj].Sentence == si {
				continue
			}
			if !r.related(gov, obj) {
				r.relate(gov, rel, obj)
			}
			if x := r.timexEnding(si, c); x >= 0 && r.related(gov, obj) {
				r.apart[[2]int{gov, obj}] = x
			}
		}
	}
}

// object is the event that the ordering word before token from introduces: the
// first one before another verb or a mark, or one told before that a noun takes
// up; -1 if there is none.
func (r *reader) object(from, last int) int {
	const reach = 9 // tokens
	for t := from; t < min(last, from+reach); t++ {
		if k, ok := r.at[t]; ok {
			return k
		}
		switch r.d.Tokens[t].Tag {
		case nlp.VERB, nlp.PUNCT:
			return -1
		case nlp.NOUN:
			if k := r.takenUp(t); k >= 0 {
				return k
			}
			if p := &r.d.Tokens[from-1]; p.Head == t && p.Dep == nlp.DepCase {
				return -1 // "shut after the incident and reopened": it is after what tells of no event
			}
		}
	}
	return -1
}

// takenUp is the last event before the noun t whose word has its lemma: "the
// attack" after "attacked"; -1 if there is none.
func (r *reader) takenUp(t int) int {
	d := r.d
	for i := len(d.Happenings) - 1; i >= 0; i-- {
		if h := &d.Happenings[i]; h.Trigger < t && d.Tokens[h.Trigger].Lemma == d.Tokens[t].Lemma && !r.state(h) {
			return i
		}
	}
	return -1
}

// governor is the event that the phrase of the ordering word c belongs to: the
// nearest verb before it in the sentence, else the main verb after its object.
func (r *reader) governor(c, first, last, obj int) int {
	d := r.d
	nominal := -1
	for t := c - 1; t >= first; t-- {
		if k, ok := r.at[t]; ok {
			if !d.Happenings[k].Nominal {
				return k
			}
			if nominal < 0 {
				nominal = k
			}
		}
		if d.Tokens[t].Tag == nlp.VERB { // one that tells of no event of ours
			if k, ok := r.carried(t); ok {
				return k
			}
			return -1
		}
	}
	if nominal >= 0 {
		return nominal
	}
	for t := c + 1; t < last; t++ {
		if k, ok := r.at[t]; ok && k != obj && d.Tokens[t].Head < 0 && !d.Happenings[k].Nominal {
			return k
		}
	}
	return -1
}

func (r *reader) related(i, j int) bool {
	for _, o := range r.d.Happenings[i].Order {
		if o.Happening == j {
			return true
		}
	}
	return false
}

// inTimex reports whether token t belongs to an expression of sentence s.
func (r *reader) inTimex(s, t int) bool {
	for x := r.times[s]; x < r.times[s+1]; x++ {
		if r.d.Timexes[x].First <= t && t < r.d.Timexes[x].Last {
			return true
		}
	}
	return false
}

// timexEnding is the expression of sentence s that ends right before token t, -1.
func (r *reader) timexEnding(s, t int) int {
	for x := r.times[s]; x < r.times[s+1]; x++ {
		if r.d.Timexes[x].Last == t {
			return x
		}
	}
	return -1
}

// adverbs orders what "later" or "earlier" belongs to against what it is joined
// with, or against the main event of the sentence before.
func (r *reader) adverbs() {
	d := r.d
	for i := range d.Happenings {
		h := &d.Happenings[i]
		s := &d.Sentences[h.Sentence]
		if h.Nominal || r.state(h) || h.Mode != graph.Past {
			continue
		}
		for t := s.First; t < s.Last; t++ {
			rel, ok := r.w.adverb[strings.ToLower(d.Word(t))]
			if !ok || d.Tokens[t].Head != h.Trigger || d.Tokens[t].Dep.Base() != nlp.DepAdvmod || r.inTimex(h.Sentence, t) {
				continue
			}
			if k := r.toldBefore(i); k >= 0 && !r.related(i, k) {
				r.relate(i, rel, k)
			}
		}
	}
}

// toldBefore is the verb that happening i is joined with, or the last one of the
// sentence before that is of the same paragraph, -1.
func (r *reader) toldBefore(i int) int {
	d := r.d
	h := &d.Happenings[i]
	if k := &d.Tokens[h.Trigger]; k.Dep == nlp.DepConj && k.Head >= 0 {
		if j, ok := r.at[k.Head]; ok {
			return j
		}
	}
	for j := i - 1; j >= 0 && d.Happenings[j].Sentence >= h.Sentence-1; j-- {
		o := &d.Happenings[j]
		if o.Sentence == h.Sentence-1 && d.Sentences[o.Sentence].Block == d.Sentences[h.Sentence].Block && d.Tokens[o.Trigger].Head < 0 && o.Mode == graph.Past && !r.cue(o.Trigger) {
			return j
		}
	}
	return -1
}

// followed orders two events that are subject and object of a verb that says so:
// "the arrest followed the attack".
func (r *reader) followed() {
	d := r.d
	for i := range d.Happenings {
		t := d.Happenings[i].Trigger
		v := d.Tokens[t].Head
		if !d.Happenings[i].Nominal || v < 0 || r.w.follow[d.Tokens[v].Lemma] == "" {
			continue
		}
		rel := r.w.follow[d.Tokens[v].Lemma]
		switch d.Tokens[t].Dep {
		case nlp.DepNsubj:
		case nlp.DepNsubjPass:
			rel = inverse[rel]
		default:
			continue
		}
		s := &d.Sentences[d.Happenings[i].Sentence]
		for o := v + 1; o < s.Last; o++ {
			dep := d.Tokens[o].Dep
			if d.Tokens[o].Head != v || dep != nlp.DepObj && dep.Base() != nlp.DepObl {
				continue
			}
			if k, ok := r.at[o]; ok && k != i && !r.related(i, k) {
				r.relate(i, rel, k)
			}
		}
	}
}

// distances reads "two days after the call": a length of time, an ordering word
// and an event that has a date.
func (r *reader) distances() {
	d := r.d
	for i := range d.Happenings {
		h := &d.Happenings[i]
		for _, o := range h.Order {
			x, ok := r.apart[[2]int{i, o.Happening}]
			if !ok {
				continue
			}
			j := &d.Happenings[o.Happening]
			// Both ways: the date of either gives that of the other.
			if h.Basis == when.BasisNone {
				r.shift(i, o.Rel, o.Happening, x)
			} else if j.Basis == when.BasisNone && inverse[o.Rel] != "" {
				r.shift(o.Happening, inverse[o.Rel], i, x)
			}
		}
	}
}

// shift dates happening i by happening j and the length of time x between them.
func (r *reader) shift(i int, rel string, j, x int) {
	d := r.d
	h, o := &d.Happenings[i], &d.Happenings[j]
	if o.When.IsZero() || o.When.Lasting || o.Basis != when.BasisExplicit && o.Basis != when.BasisRelative {
		return
	}
	p, ok := shifted(o.When, rel, &d.Timexes[x])
	if !ok {
		return
	}
	h.When, h.Basis, h.Timex = r.fit(h, p), when.BasisRelative, x
	h.Why = "“" + d.Text(d.Timexes[x].Span) + "” " + rel + " “" + d.Word(o.Trigger) + "”, which was " + o.When.Text()
}

// shifted is p moved by the length of time x.
func shifted(p when.Period, rel string, x *nlp.Timex) (when.Period, bool) {
	n, g, ok := length(x)
	m := p.Start
	if !ok || m.From.IsZero() || m.To.IsZero() {
		return when.Period{}, false
	}
	switch rel {
	case "before":
		n = -n
	case "after":
	default:
		return when.Period{}, false
	}
	far := m
	far.From, far.To = when.Add(m.From, n, g), when.Add(m.To, n, g)
	switch x.Mod {
	case "LESS_THAN", "EQUAL_OR_LESS": // some time between
		if n < 0 {
			return when.At(when.Within(far.From, m.To)), true
		}
		return when.At(when.Within(m.From, far.To)), true
	case "MORE_THAN", "EQUAL_OR_MORE":
		if n < 0 {
			return side(when.At(far), "before")
		}
		return side(when.At(far), "after")
	}
	switch {
	case g < when.Week && g < m.Grain: // "a year after" a day is some time in a year
		far = when.Unit(far.From, g)
		far.Approx = true
	case g < m.Grain || x.Mod == "APPROX":
		far.Approx = true
	}
	return when.At(far), true
}

// bounds gives what has no date of its own the sides of the events that it is
// ordered against, until nothing more follows.
func (r *reader) bounds() {
	for round := 0; round < 4; round++ {
		more := false
		for i := range r.d.Happenings {
			if r.bound(i) {
				more = true
			}
		}
		if !more {
			return
		}
	}
}

// bound reports whether it could give happening i sides.
func (r *reader) bound(i int) bool {
	d := r.d
	h := &d.Happenings[i]
	if h.Basis != when.BasisNone || r.state(h) || h.Mode == graph.Habitual || h.Mode == graph.Hypothetical {
		return false
	}
	if h.Mode == graph.Past && r.said[i] >= 0 {
		// What is told as past was not after the day it was told on.
		k, ok := r.at[d.Attributions[r.said[i]].CueToken]
		if ok && k != i && d.Happenings[k].Timex >= 0 && !d.Happenings[k].When.Lasting && !d.Happenings[k].When.End.To.IsZero() && d.Happenings[k].When.End.To.Before(r.pub.To) {
			j := &d.Happenings[k]
			m := when.Before(j.When.End.To)
			m.Grain = j.When.End.Grain
			h.When, h.Basis = when.At(m), when.BasisRelative
			h.Why = "told as past by “" + d.Word(j.Trigger) + "”, which was " + j.When.Text() + ", so not after it"
			return true
		}
	}
	var whole when.Period
	var whys []string
	order := slices.Clone(h.Order)
	for _, j := range r.inside[i] {
		order = append(order, nlp.Before{Rel: "within", Happening: j})
	}
	for _, o := range order {
		j := &d.Happenings[o.Happening]
		if j.Basis != when.BasisExplicit && j.Basis != when.BasisRelative || j.When.IsZero() {
			continue
		}
		p, ok := side(j.When, o.Rel)
		if !ok {
			continue
		}
		if p, ok = when.Meet(whole, p); !ok {
			continue // the text, or our reading of it, contradicts itself
		}
		whole = p
		rel := o.Rel
		switch rel {
		case "simultaneous":
			rel = "at the time of"
		}
		whys = append(whys, rel+" “"+d.Word(j.Trigger)+"”, which was "+j.When.Text())
	}
	if whole.IsZero() {
		return false
	}
	h.When, h.Basis = r.fit(h, whole), when.BasisRelative
	h.Why = "the text puts it " + strings.Join(whys, ", and ")
	return true
}

// side is the time before, after or at p.
func side(p when.Period, rel string) (when.Period, bool) {
	from, to := p.Bounds()
	var s when.Period
	switch {
	case rel == "after" && !from.IsZero():
		s = when.At(when.After(from))
	case rel == "before" && !to.IsZero():
		s = when.At(when.Before(to))
	case rel == "simultaneous" || rel == "within":
		return p, true
	default:
		return s, false
	}
	s.Start.Grain, s.End.Grain = p.Start.Grain, p.End.Grain
	return s, true
}
