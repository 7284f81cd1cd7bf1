package event

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// This file finds what stands at the places that slots name.

// place is the token at the place, -1 if it is empty.
func (v *view) place(m *match, a *alt, slot int) int {
	p, t := m.p, m.trigger
	if p.kind == verbPattern {
		return v.verbPlace(m, a, t)
	}
	switch a.place {
	case subjPlace:
		if m.support >= 0 {
			return v.subject(m.support, 0)
		}
		if p.rel.Shared && p.kind == nounPattern {
			return v.taker(t)
		}
		if p.kind == adjPattern {
			return v.described(t)
		}
	case namePlace:
		return v.predicateOf(t)
	case headPlace:
		if d := v.doc.Tokens[t].Dep; d == nlp.DepAmod || d == nlp.DepAcl || d == nlp.DepCompound || d == nlp.DepAppos {
			return v.doc.Tokens[t].Head
		}
	case possPlace:
		return v.relative(v.find(t, nlp.DepNmodPoss))
	case compPlace, demPlace:
		x := v.modifier(t, a.place, p.before)
		if x >= 0 && slot == p.actor && p.rel.Hostile && a.place == compPlace && v.town(x) {
			return -1 // "the Paris attacks"
		}
		return x
	case objPlace:
		return v.find(t, nlp.DepObj)
	case prepPlace:
		if x := v.prep(t, a); x >= 0 {
			return x
		}
		if m.support >= 0 {
			if v.f.words.agent[a.prep] {
				if x := v.agent(m.support); x >= 0 {
					return x
				}
			}
			return v.prep(m.support, a)
		}
		if v.f.words.agent[a.prep] {
			return v.beside(t, a)
		}
	case infPlace, ingPlace, thatPlace:
		return v.clauseOf(t, a.place)
	}
	return -1
}

// town reports whether x is the name of a place that is no country: it suffers, and does not do,
// what is called after it.
func (v *view) town(x int) bool {
	m := v.mention[x]
	if m < 0 || v.doc.Mentions[m].Kind != graph.GPE && v.doc.Mentions[m].Kind != graph.Place {
		return false
	}
	_, country := lexicon.CountryByID(string(v.doc.Mentions[m].Lexicon))
	return !country
}

// beside is the maker of what the noun t names where the parser gave it to the verb:
// "condemned the attack on Kyiv by Russia". A verb with a subject has its own.
func (v *view) beside(t int, a *alt) int {
	h := v.doc.Tokens[t].Head
	if v.doc.Tokens[t].Dep != nlp.DepObj || v.passive(h) || v.find(h, nlp.DepNsubj) < 0 {
		return -1
	}
	for c := v.child[h]; c >= 0; c = v.sib[c] {
		if d := v.doc.Tokens[c].Dep; int(c) > t && (d == nlp.DepObl || d == nlp.DepOblAgent) && v.hasCase(int(c), a.prep) && v.fits(a, int(c), v.bitsOf(int(c))) && v.bitsOf(int(c))&v.f.words.class["time"] == 0 {
			return v.relative(int(c))
		}
	}
	return -1
}

func (v *view) verbPlace(m *match, a *alt, t int) int {
	switch a.place {
	case subjPlace:
		return v.subject(t, 0)
	case objPlace:
		if m.noun >= 0 {
			return -1
		}
		if o := v.object(t); o >= 0 || m.p.particle == "" {
			return o
		}
		// "took in refugees": the particle may be read as a preposition.
		return v.prep(t, &alt{prep: m.p.particle})
	case iobjPlace:
		if x := v.indirect(t); x >= 0 && x != m.noun || m.noun < 0 {
			return x
		}
		// "granted the government permission" may come as one noun phrase.
		for c := v.child[m.noun]; c >= 0; c = v.sib[c] {
			if v.doc.Tokens[c].Dep == nlp.DepCompound && v.bitsOf(int(c))&v.f.words.class["actor"] != 0 {
				return int(c)
			}
		}
		return -1
	case prepPlace:
		if m.noun < 0 {
			if x := v.prep(t, a); x >= 0 {
				return x
			}
		} else {
			// Of what hangs on both, what is nearest: "carried out an attack against a
			// target in retaliation for aggression against them".
			if x := v.prepUnder(t, a, nearest); x >= 0 {
				return x
			}
			if x := v.prep(m.noun, a); x >= 0 {
				return x
			}
			if x := v.prep(t, a); x >= 0 {
				return x
			}
			// "lifted the sanctions imposed on Iran"
			for c := v.child[m.noun]; c >= 0; c = v.sib[c] {
				if d := v.doc.Tokens[c].Dep; (d == nlp.DepAcl || d == nlp.DepAclRelcl) && v.f.words.light[v.lemma[c]] {
					return v.prep(int(c), a)
				}
			}
			return -1
		}
		// "imposed sanctions on Russia": what modifies the object may be the verb's.
		if o := v.object(t); o > t {
			// … but "of" only as a clause, "accused Iran of arming", or where the
			// object itself is not the recipient.
			x := v.prep(o, a)
			if g := v.gerund(x, a.prep); g >= 0 {
				return g
			}
			if x >= 0 && (!v.f.words.genitive[a.prep] || !m.p.takesObject() || v.doc.Tokens[x].Tag == nlp.VERB) {
				return x
			}
		}
	case possPlace:
		if m.noun >= 0 {
			return v.find(m.noun, nlp.DepNmodPoss)
		}
		if o := v.find(t, nlp.DepObj); o >= 0 {
			return v.find(o, nlp.DepNmodPoss)
		}
	case compPlace, demPlace:
		if m.noun >= 0 {
			return v.modifier(m.noun, a.place, nil)
		}
	case nounPlace:
		return m.noun
	case predPlace:
		if x := v.find(t, nlp.DepXcomp); x >= 0 && !v.hasTo(x) {
			return x
		}
		// "took two pilots hostage" may come as two objects, "leaving three people dead" as one.
		if o := v.find(t, nlp.DepObj); o >= 0 {
			for c := v.child[o]; c >= 0; c = v.sib[c] {
				if k := &v.doc.Tokens[c]; int(c) > o && (k.Dep == nlp.DepAmod || k.Dep == nlp.DepAcl && k.Fine == nlp.VBN) {
					return int(c)
				}
			}
			for c := v.sib[o]; c >= 0; c = v.sib[c] {
				if v.doc.Tokens[c].Dep == nlp.DepObj {
					return int(c)
				}
			}
		}
		return -1
	case infPlace, ingPlace, thatPlace:
		if x := v.clauseOf(t, a.place); x >= 0 {
			return x
		}
		if m.noun >= 0 {
			return v.clauseOf(m.noun, a.place)
		}
	}
	return -1
}

// modifier is the name before the noun t, "U.S. sanctions", "Russian sanctions",
// else a noun for who acts, "government troops".
func (v *view) modifier(t int, p place, not []string) int {
	best := -1
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if int(c) > t || p == compPlace && (k.Dep != nlp.DepCompound || k.Tag == nlp.ADJ) ||
			p == demPlace && k.Dep != nlp.DepAmod && k.Tag != nlp.ADJ {
			continue
		}
		if slices.Contains(not, v.lemma[c]) || v.mention[c] >= 0 && v.mention[c] == v.mention[t] && !v.inName(int(c)) {
			continue // "vice president": a part of the noun
		}
		if m := v.mention[c]; m >= 0 && v.doc.Mentions[m].Name.Start > k.Start && k.Span.Contains(v.doc.Mentions[m].Name) {
			continue // "a pro-Palestinian rally"
		}
		if v.mention[c] >= 0 {
			return int(c)
		}
		if best < 0 && v.bitsOf(int(c))&v.f.words.class["actor"] != 0 && !slices.Contains(not, v.lemma[c]) {
			best = int(c)
		}
	}
	return best
}

// prep is the dependent of t with the preposition. A clause ("of sending
// troops") counts as one. Prepositional phrases in a row are often attached to
// each other by the parser, "the killing of a nurse by militants", so those
// below the dependents are looked at too.
const nearest = -1 // depth of prepUnder: no deeper

func (v *view) prep(t int, a *alt) int { return v.prepUnder(t, a, 0) }

func (v *view) prepUnder(t int, a *alt, depth int) int {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch v.doc.Tokens[c].Dep {
		case nlp.DepObl, nlp.DepNmod, nlp.DepAdvcl, nlp.DepAcl, nlp.DepOblAgent, nlp.DepXcomp, nlp.DepCcomp:
		default:
			continue
		}
		x := v.relative(int(c))
		if !v.hasCase(int(c), a.prep) {
			// "a motion by Mubarak to overturn it": the name may come as the subject
			// of the infinitive.
			if x = v.find(int(c), nlp.DepNsubj); x < 0 || !v.hasCase(x, a.prep) {
				continue
			}
		}
		b := v.bitsOf(x)
		if b&v.f.words.class["time"] != 0 && v.mention[x] < 0 || !v.fits(a, x, b) {
			continue
		}
		if depth > 1 && b&v.f.words.class["actor"] == 0 {
			continue
		}
		return x
	}
	if depth >= 4 || depth < 0 || v.f.words.genitive[a.prep] && (depth > 0 || v.doc.Tokens[t].Tag == nlp.VERB) {
		return -1
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if int(c) < t {
			continue
		}
		switch v.doc.Tokens[c].Dep {
		case nlp.DepNmod, nlp.DepObl, nlp.DepConj:
			if v.doc.Tokens[c].Dep == nlp.DepConj && depth == 0 {
				continue
			}
			if v.doc.Tokens[c].Tag == nlp.PRON || v.doc.Tokens[t].Tag == nlp.VERB && v.owns(int(c)) {
				continue
			}
			if v.f.words.genitive[a.prep] && !v.hasAny(int(c), v.f.words.agent) {
				continue
			}
			if x := v.prepUnder(int(c), a, depth+1); x >= 0 {
				return x
			}
		}
	}
	return -1
}

// gerund is the participle between the preposition and the noun x, where the
// parser took it for an adjective: "of sheltering members". -1 if there is none.
func (v *view) gerund(x int, prep string) int {
	if x < 2 {
		return -1
	}
	for c := v.child[x]; c >= 0; c = v.sib[c] {
		if k := &v.doc.Tokens[c]; k.Dep == nlp.DepAmod && k.Fine == nlp.VBG && k.Tag == nlp.VERB && c > 0 && v.lemma[c-1] == prep {
			return int(c)
		}
	}
	return -1
}

// taker is who took part in what the noun t names, where its phrase is an adjunct
// of their doing: "Pence said after talks with Erdogan". -1 if there is none.
func (v *view) taker(t int) int {
	h := v.doc.Tokens[t].Head
	if h < 0 || v.doc.Tokens[t].Dep != nlp.DepObl || v.doc.Tokens[h].Tag != nlp.VERB || !v.f.words.adjunct[v.caseOf(t)] {
		return -1
	}
	x := v.surface(h, 0)
	if x < 0 || v.bitsOf(x)&v.f.words.class["actor"] == 0 && v.mention[x] < 0 {
		return -1
	}
	return x
}

// owns reports whether t may be a trigger, whose phrases are its own.
func (v *view) owns(t int) bool {
	_, ok := v.f.nouns[v.lemma[t]]
	return ok
}

// clauseOf is the clause that depends on t.
func (v *view) clauseOf(t int, p place) int {
	best := -1
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		switch k.Dep {
		case nlp.DepCcomp, nlp.DepXcomp, nlp.DepAdvcl, nlp.DepAcl, nlp.DepCsubj:
		default:
			continue
		}
		inf := k.Fine == nlp.VB && v.hasTo(int(c)) || k.Dep == nlp.DepXcomp && k.Fine == nlp.VB
		switch p {
		case infPlace:
			if inf {
				return int(c)
			}
		case ingPlace:
			if k.Fine == nlp.VBG && (k.Dep == nlp.DepXcomp || k.Dep == nlp.DepCcomp) {
				return int(c)
			}
		case thatPlace:
			if k.Dep == nlp.DepCcomp && !inf || k.Dep == nlp.DepAcl && !inf && k.Fine != nlp.VBN && k.Fine != nlp.VBG {
				// Of two, the one with a conjunction, else the one after the verb.
				if best < 0 || v.find(best, nlp.DepMark) < 0 && (v.find(int(c), nlp.DepMark) >= 0 || best < t && int(c) > t) ||
					!v.finite(best) && v.finite(int(c)) && best > t {
					best = int(c)
				}
			}
		}
	}
	if best >= 0 {
		return best
	}
	if p == thatPlace {
		// "told reporters that the talks had failed"
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			if k := v.doc.Tokens[c].Dep; k != nlp.DepObj && k != nlp.DepIobj {
				continue
			}
			for x := v.child[c]; x >= 0; x = v.sib[x] {
				k := &v.doc.Tokens[x]
				if (k.Dep == nlp.DepAclRelcl || k.Dep == nlp.DepAcl || k.Dep == nlp.DepCcomp) && v.find(int(x), nlp.DepMark) >= 0 && v.find(int(x), nlp.DepNsubj) >= 0 {
					return int(x)
				}
			}
		}
		// "…", said Kirby: the quotation is the root and the verb depends on it.
		tok := &v.doc.Tokens[t]
		if tok.Dep == nlp.DepParataxis && tok.Head >= 0 && tok.Head < t {
			return tok.Head
		}
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			if k := &v.doc.Tokens[c]; k.Dep == nlp.DepParataxis && v.verbal(int(c)) {
				return int(c)
			}
		}
	}
	return -1
}

func (v *view) hasTo(t int) bool {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Fine == nlp.TO {
			return true
		}
	}
	return false
}

func abs(n int) int { return max(n, -n) }

// predicateOf is what the noun t says something of: the subject of its copula,
// the name it stands in apposition to or that stands in apposition to it.
func (v *view) predicateOf(t int) int {
	tok := &v.doc.Tokens[t]
	if v.find(t, nlp.DepCop) >= 0 {
		return v.surface(t, 0)
	}
	// Coreference knows better than attachment what "the head of staff" renames.
	if m := v.mention[t]; m >= 0 && v.doc.Mentions[m].Form == nlp.Nominal && v.doc.Mentions[m].Entity >= 0 {
		for i := range v.doc.Mentions {
			o := &v.doc.Mentions[i]
			if o.Form == nlp.Named && o.Entity == v.doc.Mentions[m].Entity && abs(t-o.Head) < 12 && (tok.Dep == nlp.DepAppos || abs(t-o.Head) < 6) && v.doc.SentenceOf(t) == v.doc.SentenceOf(o.Head) {
				return o.Head
			}
		}
	}
	if tok.Dep == nlp.DepAppos && tok.Head >= 0 {
		return tok.Head
	}
	if a := v.find(t, nlp.DepAppos); a >= 0 {
		return a
	}
	if tok.Dep == nlp.DepConj && tok.Head >= 0 && v.doc.Tokens[tok.Head].Tag == tok.Tag {
		return v.predicateOf(tok.Head)
	}
	return -1
}
