package lead

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// when is the expression that dates the happening, with its date; else a date or time in the same
// clause or sentence. A date that is only the publication's is no answer.
func (r *reader) when(c clause) Answer {
	d := r.d
	if c.happening >= 0 {
		h := &d.Happenings[c.happening]
		if h.Timex >= 0 && h.Timex < len(d.Timexes) {
			a := r.timex(h.Timex)
			if !h.When.IsZero() {
				a.Date = h.When.String()
			}
			return a
		}
	}
	best := -1
	for i := range d.Timexes {
		t := &d.Timexes[i]
		if t.Sentence != c.sentence || t.Type != nlp.Date && t.Type != nlp.Time || t.Period.IsZero() || !r.adverbial(t) {
			continue
		}
		if best < 0 && r.sameClause(t.First, c.head) {
			best = i
		}
	}
	if best < 0 {
		return Answer{}
	}
	return r.timex(best)
}

// sameClause reports whether no clause of its own lies between token t and the predicate above it.
func (r *reader) sameClause(t, head int) bool {
	for n := 0; t >= 0 && n < deepest; n++ {
		if t == head {
			return true
		}
		switch r.d.Tokens[t].Dep {
		case nlp.DepAclRelcl, nlp.DepAdvcl, nlp.DepAcl, nlp.DepCcomp, nlp.DepParataxis, nlp.DepAdvclRelcl:
			return false
		}
		t = r.d.Tokens[t].Head
	}
	return false
}

// adverbial reports whether an expression says when something was, rather than being part of a
// name or a noun phrase ("the 2020 campaign").
func (r *reader) adverbial(t *nlp.Timex) bool {
	for i := t.First; i < t.Last; i++ {
		k := &r.d.Tokens[i]
		if k.Head >= t.First && k.Head < t.Last {
			continue
		}
		switch k.Dep {
		case nlp.DepObl, nlp.DepOblUnmarked, nlp.DepAdvmod, nlp.DepNmodUnmarked, nlp.DepNmod:
			return true
		}
		return false
	}
	return false
}

func (r *reader) timex(i int) Answer {
	t := &r.d.Timexes[i]
	a := Answer{Span: t.Span, Text: oneLine(r.d.Text(t.Span))}
	if !t.Period.IsZero() {
		a.Date = t.Period.String()
	}
	return a
}

// where is the place that the happening has, else a place with a preposition in its clause, else one in
// a telling of the same event, in its sentence, in the headline, else that of the dateline.
func (r *reader) where(c clause, reason, means nlp.Span) Answer {
	d := r.d
	if c.happening >= 0 {
		if m := d.Happenings[c.happening].Place; m >= 0 {
			return r.place(m)
		}
	}
	if m := r.placeBelow(c.head, c, 0); m >= 0 {
		return r.place(m)
	}
	if c.happening >= 0 {
		for i := range d.Happenings {
			o := &d.Happenings[i]
			if h := &d.Happenings[c.happening]; o.Event >= 0 && o.Event == h.Event && r.isEvent(i) && r.isEvent(c.happening) && o.Place >= 0 {
				return r.place(o.Place)
			}
		}
	}
	if m := r.placeIn(c, func(s int) bool { return s == c.sentence }, reason, means); m >= 0 {
		return r.place(m)
	}
	if m := r.placeIn(c, func(s int) bool { return d.Sentences[s].Kind == article.TitleBlock }); m >= 0 {
		return r.place(m)
	}
	for _, b := range d.Article.Blocks {
		if b.Kind != article.Body || b.Dateline == 0 {
			continue
		}
		for i := range d.Mentions {
			if m := &d.Mentions[i]; m.Start >= b.Start && m.End <= b.Start+b.Dateline && isPlace(m) {
				return r.place(i)
			}
		}
	}
	return Answer{}
}

// placeIn is the first place with a preposition in the sentences that want names and outside the phrases of not, -1. What a name
// has after it ("University of Miami") does not count.
func (r *reader) placeIn(c clause, want func(sentence int) bool, not ...nlp.Span) int {
	for m := range r.d.Mentions {
		x := &r.d.Mentions[m]
		if x.Head < 0 || !isPlace(x) || !want(r.d.SentenceOf(x.Head)) || slices.ContainsFunc(not, func(s nlp.Span) bool { return s.Contains(x.Span) }) {
			continue
		}
		if dep := r.d.Tokens[x.Head].Dep; (dep == nlp.DepObl || dep == nlp.DepNmod) && r.match(x.Head, c, places) > 0 && !r.aboutPerson(x.Head) {
			return m
		}
	}
	return -1
}

// aboutPerson reports whether token t stands in a relative clause that tells of a person ("who was born in").
func (r *reader) aboutPerson(t int) bool {
	for n := 0; t >= 0 && n < deepest; n++ {
		h := r.d.Tokens[t].Head
		if r.d.Tokens[t].Dep == nlp.DepAclRelcl && h >= 0 && r.mention[h] >= 0 && r.d.Mentions[r.mention[h]].Kind == graph.Person {
			return true
		}
		t = h
	}
	return false
}

// placeBelow is a place in a prepositional phrase of predicate t or of its complements, -1; what
// hangs on the subject or on a clause of its own does not count.
func (r *reader) placeBelow(t int, cl clause, depth int) int {
	for c := r.child[t]; c >= 0 && depth < 3; c = r.sib[c] {
		switch r.d.Tokens[c].Dep {
		case nlp.DepObl, nlp.DepNmod:
			if m := r.mention[c]; m >= 0 && isPlace(&r.d.Mentions[m]) && r.match(c, cl, places) > 0 {
				return m
			}
			if m := r.placeBelow(c, cl, depth+1); m >= 0 {
				return m
			}
		case nlp.DepObj, nlp.DepXcomp, nlp.DepCcomp:
			if m := r.placeBelow(c, cl, depth+1); m >= 0 {
				return m
			}
		}
	}
	return -1
}

func isPlace(m *nlp.Mention) bool {
	return m.Form == nlp.Named && (m.Kind == graph.GPE || m.Kind == graph.Place || m.Kind == graph.Facility)
}

// place is mention m with what says where it lies ("Tripoli, Libya").
func (r *reader) place(m int) Answer {
	a := r.nounPhrase(r.d.Mentions[m].Head)
	if a.Start > r.d.Mentions[m].Start || a.End < r.d.Mentions[m].End {
		s := r.d.Mentions[m].Span
		a = Answer{Span: s, Text: oneLine(r.d.Text(s))}
	}
	a.Entity = r.entityAt(r.d.Mentions[m].Head)
	return a
}
