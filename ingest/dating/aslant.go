package dating

import (
	"strings"

	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// tells reports whether the clause of the verb t starts right after timex x and tells
// what was at that time: "in 2004, when the army attacked".
func (r *reader) tells(t, x int) bool {
	d := r.d
	c := d.Timexes[x].Last
	if c < len(d.Tokens) && d.Tokens[c].Tag == nlp.PUNCT {
		c++
	}
	return c < t && d.Tokens[c].Head == t && verbal(d.Tokens[t].Tag) && r.w.order[strings.ToLower(d.Word(c))] == "simultaneous" && r.marker(t) == "simultaneous"
}

// aslant reports whether timex x, though the grammar puts it with it, is no time of
// the verb t: where something comes from ("data from 2004"), how far a comparison
// reaches ("the worst since 2011"), what was set or expected for it ("scheduled for
// Thursday"), the year of a name ("the Judiciary Act of 1869"), or the predicate of a
// clause beside ("the deadline is 5 May").
func (r *reader) aslant(x, t int) bool {
	d := r.d
	e := &d.Timexes[x]
	s := &d.Sentences[e.Sentence]
	for c := e.Last; c < s.Last; c++ {
		if k := &d.Tokens[c]; k.Dep == nlp.DepCop && k.Head == r.heads[x] {
			return true
		}
	}
	for c := s.First; c < e.First; c++ {
		if k := &d.Tokens[c]; k.Dep == nlp.DepCop && k.Head == r.heads[x] {
			return true
		}
	}
	p := e.First - 1
	if p <= s.First || r.gov[x] < 0 {
		return false
	}
	word := strings.ToLower(d.Word(p))
	before := &d.Tokens[p-1]
	switch {
	case r.w.naming[word]:
		return e.Period.Start.Grain == when.Year && before.Tag == nlp.PROPN
	case r.w.source[word]:
		return !e.Period.Lasting && e.Period.Start.Grain <= when.Year && (before.Tag == nlp.NOUN || before.Tag == nlp.PROPN || before.Tag == nlp.PUNCT)
	case r.w.scope[word]:
		for c := p - 1; c > t && c > p-8; c-- {
			if k := &d.Tokens[c]; k.Fine == nlp.JJS || k.Fine == nlp.RBS || r.w.scope[k.Lemma] {
				return true
			}
			if verbal(d.Tokens[c].Tag) {
				break
			}
		}
	case r.w.goal[word]:
		return r.w.awaiting[d.Tokens[t].Lemma] && r.gov[x] == t
	}
	return false
}

// later reports whether an adverb puts the verb t after what was told before.
func (r *reader) later(t int) bool {
	s := r.d.Sentences[r.d.SentenceOf(t)]
	for c := s.First; c < s.Last; c++ {
		if r.d.Tokens[c].Head == t && r.w.adverb[strings.ToLower(r.d.Word(c))] == "after" {
			return true
		}
	}
	return false
}
