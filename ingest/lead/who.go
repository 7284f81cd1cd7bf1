package lead

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// who is the subject of the clause, whatever it does or suffers, so that "who" and "what"
// read on as a sentence; without one, the actor that the happening has.
func (r *reader) who(c clause) Answer {
	t := r.subject(c.head)
	if t < 0 {
		t = r.actor(c)
	}
	if t < 0 {
		return Answer{}
	}
	if m := r.antecedent(t); m >= 0 {
		s := r.d.Mentions[m].Span
		return Answer{Span: s, Text: oneLine(r.d.Text(s)), Entity: r.entityAt(t)}
	}
	a := r.nounPhrase(t)
	a.Entity = r.entityAt(t)
	return a
}

// actor is the token of who the happening says did it, else whom it befell, -1.
func (r *reader) actor(c clause) int {
	if c.happening < 0 {
		return -1
	}
	for _, role := range [...]string{"actor", "participant", "recipient"} {
		for _, a := range r.d.Happenings[c.happening].Args {
			if a.Role == role && a.Token >= 0 {
				return a.Token
			}
		}
	}
	return -1
}

// antecedent is the first mention by name of what the pronoun at t refers to; -1 if t is none or
// nobody is known.
func (r *reader) antecedent(t int) int {
	d := r.d
	m := r.mention[t]
	if d.Tokens[t].Tag != nlp.PRON && d.Tokens[t].Tag != nlp.DET {
		return -1
	}
	if m < 0 || d.Mentions[m].Entity < 0 {
		return -1
	}
	for i := range d.Mentions {
		o := &d.Mentions[i]
		if o.Entity == d.Mentions[m].Entity && o.Form == nlp.Named {
			return i
		}
	}
	return -1
}

// nounPhrase is the phrase of t without what a clause or an aside tells of it.
func (r *reader) nounPhrase(t int) Answer {
	first, last := r.extent(t, func(c int) bool {
		k := &r.d.Tokens[c]
		switch k.Dep {
		case nlp.DepAclRelcl, nlp.DepParataxis:
			return true
		case nlp.DepAcl, nlp.DepAppos, nlp.DepAdvcl:
			return r.setOff(c)
		case nlp.DepCase:
			return k.Head == t && c < t
		}
		return r.dated(c)
	})
	if m := r.mention[t]; m >= 0 && r.d.Mentions[m].First < r.d.Mentions[m].Last {
		first, last = min(first, r.d.Mentions[m].First), max(last, r.d.Mentions[m].Last-1)
	}
	return r.answer(first, last)
}

// setOff reports whether a mark stands right before the phrase of t.
func (r *reader) setOff(t int) bool {
	first, _ := r.extent(t, nil)
	return first > 0 && r.d.Tokens[first-1].Tag == nlp.PUNCT
}

func (r *reader) entityAt(t int) graph.EntityID {
	m := r.mention[t]
	if m < 0 || r.d.Mentions[m].Entity < 0 {
		return ""
	}
	return r.d.Entities[r.d.Mentions[m].Entity].ID
}

// what is the predicate with what belongs to it, without its subject and what answers the
// other questions. Its span runs from the first to the last of its words; its text leaves
// out what lies between and answers something else.
func (r *reader) what(c clause, l Lead) Answer {
	d := r.d
	others := []nlp.Span{l.Who.Span, l.When.Span, l.Where.Span, l.Why.Span, l.How.Span}
	subject := r.under(c.head, nlp.DepNsubj)
	if subject < 0 {
		subject = r.under(c.head, nlp.DepNsubjPass)
	}
	keep := map[int]bool{c.head: true}
	var walk func(t, depth int)
	walk = func(t, depth int) {
		for k := r.child[t]; k >= 0 && depth < deepest; k = r.sib[k] {
			tok := &d.Tokens[k]
			if k == subject || t == c.head && (tok.Dep == nlp.DepMark || tok.Dep == nlp.DepCc || tok.Dep == nlp.DepParataxis) {
				continue
			}
			if t == c.head && tok.Dep == nlp.DepConj && r.subject(k) != r.subject(c.head) {
				continue
			}
			if (tok.Dep == nlp.DepAclRelcl || tok.Dep == nlp.DepAcl || tok.Dep == nlp.DepAdvcl || tok.Dep == nlp.DepAppos) && r.setOff(k) {
				continue
			}
			if r.taken(others, k) || r.match(k, c, nobody) > 0 {
				continue
			}
			keep[k] = true
			walk(k, depth+1)
		}
	}
	walk(c.head, 0)
	return r.kept(keep)
}

// taken reports whether the phrase of token k answers another question or dates the event.
func (r *reader) taken(others []nlp.Span, k int) bool {
	s := r.d.Tokens[k].Span
	if slices.ContainsFunc(others, func(o nlp.Span) bool { return o.Contains(s) }) {
		return true
	}
	return r.dated(k)
}

// dated reports whether token k belongs to a time expression that says when something was.
func (r *reader) dated(k int) bool {
	return slices.ContainsFunc(r.d.Timexes, func(t nlp.Timex) bool {
		return t.First <= k && k < t.Last && r.adverbial(&t)
	})
}

// kept is the answer of the tokens in keep: marks at the ends are dropped.
func (r *reader) kept(keep map[int]bool) Answer {
	first, last := len(r.d.Tokens), -1
	for t := range keep {
		if r.d.Tokens[t].Tag != nlp.PUNCT {
			first, last = min(first, t), max(last, t)
		}
	}
	if last < 0 {
		return Answer{}
	}
	var b strings.Builder
	end := -1
	for t := first; t <= last; t++ {
		if !keep[t] || r.d.Tokens[t].Tag == nlp.PUNCT && (!keep[t-1] || !keep[t+1]) {
			continue // a mark beside what was left out
		}
		if end >= 0 && r.d.Tokens[t].Start > end {
			b.WriteByte(' ')
		}
		b.WriteString(r.d.Word(t))
		end = r.d.Tokens[t].End
	}
	return Answer{Span: nlp.Span{Start: r.d.Tokens[first].Start, End: r.d.Tokens[last].End}, Text: oneLine(b.String())}
}
