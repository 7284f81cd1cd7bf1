package event

import (
	"strings"

	"dateline/ingest/nlp"
)

// filled is a slot with what fills it.
type filled struct {
	slot   int
	tokens []int
}

// match is a pattern that fits a trigger.
type match struct {
	p       *Pattern
	trigger int
	noun    int // the object of a light verb, -1
	support int // the light verb of a noun, -1
	args    []filled
	score   int
	conf    float64
}

// sentence finds the happenings of sentence s: of each trigger the most
// specific pattern.
func (v *view) sentence(s int) {
	sent := &v.doc.Sentences[s]
	// A headline has no full stop, and leaves out "was".
	title := sent.Last > sent.First && v.doc.Tokens[sent.Last-1].Fine != nlp.FineStop
	// Verbs first: a light verb takes its noun along.
	for t := sent.First; t < sent.Last; t++ {
		if v.doc.Tokens[t].Tag != nlp.VERB || v.inName(t) {
			continue
		}
		if title && v.given(t) {
			v.passBuf[t] = 2 // "Singer granted asylum"
		}
		v.best(s, t, v.f.verbs[v.lemma[t]])
		if title && !v.used[t] && v.alone(t) {
			// "Navalny arrested at airport": without an object it may be passive.
			v.passBuf[t] = 2
			if v.best(s, t, v.f.verbs[v.lemma[t]]); !v.used[t] {
				v.passBuf[t] = 1
			}
		}
	}
	for t := sent.First; t < sent.Last; t++ {
		tok := &v.doc.Tokens[t]
		if v.used[t] || v.inMention(t) {
			continue
		}
		switch tok.Tag {
		case nlp.NOUN, nlp.PROPN:
			v.best(s, t, v.f.nouns[v.lemma[t]])
		case nlp.ADJ:
			v.best(s, t, v.f.adjs[v.lemma[t]])
		}
	}
	for t := sent.First; t < sent.Last; t++ {
		if v.doc.Tokens[t].Tag == nlp.VERB && !v.used[t] && !v.inName(t) {
			v.open(s, t)
		}
	}
}

// alone reports whether t is a past form at the root with neither auxiliary nor
// object.
func (v *view) alone(t int) bool {
	k := &v.doc.Tokens[t]
	if k.Fine != nlp.VBN && k.Fine != nlp.VBD || k.Head >= 0 {
		return false
	}
	for _, d := range [...]nlp.Dep{nlp.DepAux, nlp.DepAuxPass, nlp.DepObj, nlp.DepIobj, nlp.DepCcomp, nlp.DepXcomp} {
		if v.find(t, d) >= 0 {
			return false
		}
	}
	return true
}

// given reports whether t, a past form at the root without an auxiliary, tells what somebody got.
func (v *view) given(t int) bool {
	k := &v.doc.Tokens[t]
	if k.Fine != nlp.VBN && k.Fine != nlp.VBD || k.Head >= 0 || !v.f.words.giving[v.lemma[t]] || v.find(t, nlp.DepObj) < 0 || v.find(t, nlp.DepIobj) >= 0 {
		return false
	}
	if v.find(t, nlp.DepAux) >= 0 {
		return false
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Dep == nlp.DepObl && v.f.words.givenTo[v.caseOf(int(c))] {
			return false
		}
	}
	return true
}

// inMention reports whether t is part of a name with its title and role.
func (v *view) inMention(t int) bool {
	m := v.mention[t]
	return m >= 0 && v.doc.Mentions[m].Form == nlp.Named
}

// inName reports whether t is part of a proper name.
func (v *view) inName(t int) bool {
	m := v.mention[t]
	if m < 0 {
		return false
	}
	mn := &v.doc.Mentions[m]
	span := v.doc.Tokens[t].Span
	return mn.Form == nlp.Named && mn.Name.End > mn.Name.Start && mn.Name.Contains(span)
}

// best adds the happening of the best of the patterns at t.
func (v *view) best(s, t int, patterns []*Pattern) {
	// The same words may tell of an event and of a state: "was born in Riga".
	var top, held match
	found, holds := false, false
	for _, p := range patterns {
		m, ok := v.match(p, t)
		switch {
		case !ok:
		case p.rel.State:
			if !holds || m.score > held.score {
				held, holds = m, true
			}
		case !found || m.score > top.score:
			top, found = m, true
		}
	}
	if holds {
		v.add(s, held)
	}
	if found {
		v.add(s, top)
	}
}

// match tries p at t.
func (v *view) match(p *Pattern, t int) (match, bool) {
	m := match{p: p, trigger: t, noun: -1, support: -1, score: p.spec, conf: p.conf}
	if p.unless != nil && v.has(t, p.unless) {
		return m, false
	}
	switch p.kind {
	case verbPattern:
		if p.particle != "" && !v.particle(t, p.particle) {
			return m, false
		}
		if len(p.objects) > 0 {
			if m.noun = v.lightNoun(t, p.objects); m.noun < 0 || p.unless != nil && v.has(m.noun, p.unless) {
				return m, false
			}
		}
	case nounPattern:
		if len(p.before) > 0 && !v.modified(t, p.before) {
			return m, false
		}
		m.support = v.supportOf(t, p)
	}
	if p.rel.State && p.kind == nounPattern && v.titled(t) {
		return m, false
	}
	participants, named := 0, 0
	for i := range p.slots {
		sl := &p.slots[i]
		toks, weight, barred := v.fill(&m, sl, i)
		if len(toks) == 0 {
			if sl.required || barred {
				return m, false
			}
			continue
		}
		m.args = append(m.args, filled{i, toks})
		m.score += 2 + weight
		if i == p.actor || i == p.other {
			participants += len(toks)
			for _, a := range toks {
				if v.mention[a] >= 0 {
					named++
				}
			}
			if i == p.actor && p.rel.Symmetric && v.several(toks[0]) {
				participants++
			}
		}
	}
	switch {
	case len(m.args) == 0:
		return m, false
	case p.rel.Symmetric && participants < 2 && (p.other < 0 || !p.slots[p.other].optional):
		return m, false
	case participants == 0:
		return m, false
	}
	if named == 0 {
		m.conf *= 0.85
	}
	if len(m.args) < 2 {
		m.conf *= 0.85
	}
	return m, true
}

// titled reports whether the noun t is the role of a name that stands beside it:
// what the mentions know already is not told twice.
func (v *view) titled(t int) bool {
	x := v.predicateOf(t)
	if x < 0 {
		return false
	}
	m := v.mention[x]
	return m >= 0 && v.doc.Mentions[m].RoleOf >= 0 && len(v.f.roles[v.lemma[t]]) > 0 && strings.Contains(lower(v.doc.Mentions[m].Role), v.lemma[t])
}

// several reports whether the noun t is a plural: "the two leaders met".
func (v *view) several(t int) bool {
	switch v.doc.Tokens[t].Fine {
	case nlp.NNS, nlp.NNPS:
		return true
	}
	m := v.mention[t]
	return m >= 0 && v.doc.Mentions[m].Plural
}

// particle reports whether the verb t has the particle or fixed words after it.
func (v *view) particle(t int, word string) bool {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if v.lemma[c] == word && int(c) > t {
			switch v.doc.Tokens[c].Dep {
			case nlp.DepCompoundPrt, nlp.DepAdvmod, nlp.DepXcomp, nlp.DepObl, nlp.DepObj:
				return true
			}
		}
	}
	if t+1 < len(v.lemma) && v.lemma[t+1] == word {
		switch v.doc.Tokens[t+1].Tag {
		case nlp.ADP, nlp.ADV, nlp.PART, nlp.SCONJ, nlp.ADJ:
			return true
		}
	}
	return false
}

// lightNoun is the object of the light verb t that is one of nouns, -1 if none.
func (v *view) lightNoun(t int, nouns []phrase) int {
	// Of two objects, "granted Iraq a waiver", either may be the noun.
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Dep != nlp.DepObj {
			continue
		}
		for i := range nouns {
			if v.lemma[c] == nouns[i].head && v.modified(int(c), nouns[i].before) {
				return int(c)
			}
		}
	}
	o := v.object(t)
	if o < 0 {
		return -1
	}
	if v.f.words.noun[v.lemma[o]]&v.f.words.class["part"] != 0 {
		// "imposed a series of sanctions"
		for c := v.child[o]; c >= 0; c = v.sib[c] {
			for i := range nouns {
				if v.doc.Tokens[c].Dep == nlp.DepNmod && v.lemma[c] == nouns[i].head && v.hasAny(int(c), v.f.words.genitive) && v.modified(int(c), nouns[i].before) {
					return int(c)
				}
			}
		}
	}
	if v.doc.Tokens[o].Tag == nlp.PRON && v.find(o, nlp.DepConj) >= 0 {
		return -1 // "killed herself and two others"
	}
	for n := 0; o >= 0 && n < 3 && (n == 0 || v.doc.Tokens[o].Tag != nlp.PRON); n++ {
		for i := range nouns {
			if v.lemma[o] == nouns[i].head && v.modified(o, nouns[i].before) {
				return o
			}
		}
		o = v.find(o, nlp.DepConj)
	}
	return -1
}

// supportOf is the light verb that the noun t is the object of, -1 if none.
func (v *view) supportOf(t int, p *Pattern) int {
	light := p.light
	if light == nil {
		light = v.f.words.light
	}
	tok := &v.doc.Tokens[t]
	if h := tok.Head; h >= 0 && light[v.lemma[h]] && v.doc.Tokens[h].Tag == nlp.VERB {
		switch tok.Dep {
		case nlp.DepObj, nlp.DepNsubjPass:
			return h
		case nlp.DepNsubj:
			if p.light != nil && p.actor >= 0 && p.slots[p.actor].alts[0].place == prepPlace {
				return h // "the death toll rose to 92"
			}
		}
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if (k.Dep == nlp.DepAcl || k.Dep == nlp.DepAclRelcl) && k.Tag == nlp.VERB && light[v.lemma[c]] && v.object(int(c)) == t {
			return int(c)
		}
	}
	return -1
}

// fill finds the tokens of a slot: the first place that has some. It reports
// whether the subject or object stands there and is of the wrong kind: then the
// pattern does not fit at all.
func (v *view) fill(m *match, sl *slot, index int) (toks []int, weight int, barred bool) {
	for i := range sl.alts {
		a := &sl.alts[i]
		t := v.place(m, a, index)
		if t < 0 || a.place != nounPlace && v.taken(m, t) {
			continue
		}
		if toks := v.accept(m, sl, a, t); len(toks) > 0 {
			return toks, a.weight, false
		}
		if a.place == subjPlace || a.place == objPlace {
			if x := v.nearer(m.trigger, t); x >= 0 && !v.taken(m, x) {
				if toks := v.accept(m, sl, a, x); len(toks) > 0 {
					return toks, a.weight, false
				}
			}
		}
		barred = barred || a.place == subjPlace || a.place == objPlace
	}
	return nil, 0, barred
}

func (v *view) taken(m *match, t int) bool {
	if t == m.trigger || t == m.noun || t == m.support {
		return true
	}
	for _, f := range m.args {
		for _, x := range f.tokens {
			if x == t {
				return true
			}
		}
	}
	return false
}
