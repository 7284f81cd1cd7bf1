package event

import (
	"slices"

	"dateline/ingest/nlp"
)

// add writes a happening for the match.
func (v *view) add(s int, m match) {
	p := m.p
	h := nlp.EventMention{
		Sentence: s, Trigger: m.trigger, Type: p.rel.ID, Class: p.rel.Class,
		Nominal: p.kind == nounPattern, Place: -1, Manner: p.manner, Tags: slices.Clone(p.rel.Tags),
		Rule: p.rule, Same: -1, Timex: -1, Event: -1, Confidence: m.conf,
	}
	h.Words = v.wordsOf(&m)
	other := -1
	v.stop = append(v.stop[:0], m.trigger)
	if m.noun >= 0 {
		v.stop = append(v.stop, m.noun)
	}
	for _, f := range m.args {
		v.stop = append(v.stop, f.tokens...)
	}
	for _, f := range m.args {
		sl := &p.slots[f.slot]
		if f.slot == p.other {
			other = len(h.Args)
		}
		for _, t := range f.tokens {
			h.Args = v.argument(h.Args, sl.role, t)
		}
	}
	v.owners(&h, p.rel)
	if p.rel.Symmetric {
		h.Args = v.parts(h.Args)
	}
	v.reciprocal(&h, other, p.mutual)
	h.Place = v.placeOf(&m, &h)
	v.manner(&m, &h)
	v.quantities(&m, &h)
	v.contexts(&m, &h)
	v.used[m.trigger] = true
	if m.noun >= 0 {
		v.used[m.noun] = true
		v.at[m.noun] = len(v.doc.Happenings)
	}
	for i := range m.args {
		if a := m.args[i]; p.slots[a.slot].alts[0].place == predPlace {
			for _, t := range a.tokens {
				v.used[t] = true // "left three dead" is told once
			}
		}
	}
	v.at[m.trigger] = len(v.doc.Happenings)
	v.doc.Happenings = append(v.doc.Happenings, h)
}

// wordsOf is the words that name the event: the trigger, its particle, the light
// verb or the noun that goes with it.
func (v *view) wordsOf(m *match) nlp.Span {
	s := v.doc.Tokens[m.trigger].Span
	grow := func(t int) {
		o := v.doc.Tokens[t].Span
		s.Start, s.End = min(s.Start, o.Start), max(s.End, o.End)
	}
	if c := v.find(m.trigger, nlp.DepCompoundPrt); c >= 0 {
		grow(c)
	}
	if m.noun >= 0 {
		grow(m.noun)
	}
	for c := v.child[m.trigger]; m.p.kind == nounPattern && c >= 0; c = v.sib[c] {
		if slices.Contains(m.p.before, v.lemma[c]) {
			grow(int(c))
		}
	}
	return s
}

// argument appends an argument with its span, mention and, where the noun stands
// for a kind of event, topic.
func (v *view) argument(args []nlp.Arg, role string, t int) []nlp.Arg {
	a := nlp.Arg{Role: role, Token: t, Mention: v.mentionOf(t, 0), Happening: -1, Span: v.phrase(t)}
	if all := v.members(a.Mention, t); all != nil && sided(role) && !v.anyOf(args, all) {
		// "Both countries" acted: each of the two did.
		for _, m := range all {
			a.Mention = m
			args = append(args, a)
		}
		return args
	}
	if role == "content" {
		a.Topic = v.topic(t)
	}
	return append(args, a)
}

// sided reports whether the role is one of those that stand on a side of the event.
func sided(role string) bool { return role == "actor" || role == "recipient" || role == "participant" }

// phrase is the words of the noun phrase or clause that t heads, without its
// preposition, its conjuncts, appositions and relative clauses.
func (v *view) phrase(t int) nlp.Span {
	first, last := t, t
	clause := v.verbal(t)
	preposition := v.find(t, nlp.DepCase)
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Dep == nlp.DepNmodUnmarked && int(c) < preposition && preposition < t {
			continue // "hours after the talks"
		}
		switch v.doc.Tokens[c].Dep {
		case nlp.DepCase, nlp.DepPunct, nlp.DepCc, nlp.DepAclRelcl, nlp.DepAppos, nlp.DepParataxis, nlp.DepMark, nlp.DepCcPreconj:
			if !clause || v.doc.Tokens[c].Dep == nlp.DepPunct {
				if v.doc.Tokens[c].Dep == nlp.DepCase && int(c) > t {
					last = max(last, int(c))
				}
				continue
			}
		case nlp.DepConj:
			continue
		case nlp.DepCop, nlp.DepNsubj, nlp.DepAux:
			if !clause {
				continue
			}
		}
		if slices.Contains(v.stop, int(c)) {
			continue
		}
		f, l := v.extent(int(c), 0)
		first, last = min(first, f), max(last, l)
	}
	if clause {
		first = v.subjectClause(t, first)
	}
	if m := v.mention[t]; m >= 0 && v.heads[t] {
		mn := &v.doc.Mentions[m]
		if mn.First >= first-1 && mn.Last-1 <= last+12 && mn.First <= t && t < mn.Last {
			first, last = min(first, mn.First), max(last, mn.Last-1)
		}
	}
	for first < t && v.doc.Tokens[first].Tag == nlp.CCONJ && !clause {
		first++
	}
	for last > t && v.doc.Tokens[last].Tag == nlp.PUNCT && v.doc.Tokens[last].Fine != nlp.FineCloseBracket {
		last--
	}
	return nlp.Span{Start: v.doc.Tokens[first].Start, End: v.doc.Tokens[last].End}
}

// subjectClause is where the clause of t starts when what stands right before it,
// under the same verb, is its subject: "says Russians fighting there are volunteers".
func (v *view) subjectClause(t, first int) int {
	h := v.doc.Tokens[t].Head
	if h < 0 || v.doc.Tokens[t].Dep != nlp.DepCcomp || v.find(t, nlp.DepNsubj) >= 0 || v.find(t, nlp.DepNsubjPass) >= 0 {
		return first
	}
	for c := v.child[h]; c >= 0 && int(c) < t; c = v.sib[c] {
		if d := v.doc.Tokens[c].Dep; d != nlp.DepCcomp && d != nlp.DepCsubj || v.finite(int(c)) {
			continue
		}
		if f, l := v.extent(int(c), 0); l == first-1 && f > h {
			return f
		}
	}
	return first
}

// extent is the first and last token below and including t.
func (v *view) extent(t, depth int) (int, int) {
	first, last := t, t
	if depth > 60 {
		return first, last
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if slices.Contains(v.stop, int(c)) {
			continue
		}
		f, l := v.extent(int(c), depth+1)
		first, last = min(first, f), max(last, l)
	}
	return first, last
}
