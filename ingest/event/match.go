package event

import (
	"slices"
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
	title := sent.Kind != 0
	// Verbs first: a light verb takes its noun along.
	for t := sent.First; t < sent.Last; t++ {
		if v.doc.Tokens[t].Tag == nlp.VERB && !v.inName(t) {
			v.best(s, t, v.f.verbs[v.lemma[t]], title)
		}
	}
	for t := sent.First; t < sent.Last; t++ {
		tok := &v.doc.Tokens[t]
		if v.used[t] || v.inMention(t) {
			continue
		}
		switch tok.Tag {
		case nlp.NOUN, nlp.PROPN:
			v.best(s, t, v.f.nouns[v.lemma[t]], title)
		case nlp.ADJ:
			v.best(s, t, v.f.adjs[v.lemma[t]], title)
		}
	}
	for t := sent.First; t < sent.Last; t++ {
		if v.doc.Tokens[t].Tag == nlp.VERB && !v.used[t] && !v.inName(t) {
			v.open(s, t)
		}
	}
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
func (v *view) best(s, t int, patterns []*Pattern, title bool) {
	var top match
	found := false
	for _, p := range patterns {
		m, ok := v.match(p, t, title)
		if ok && (!found || m.score > top.score) {
			top, found = m, true
		}
	}
	if found {
		v.add(s, top)
	}
}

// match tries p at t.
func (v *view) match(p *Pattern, t int, title bool) (match, bool) {
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
			if m.noun = v.lightNoun(t, p.objects); m.noun < 0 {
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
	return m >= 0 && len(v.f.roles[v.lemma[t]]) > 0 && strings.Contains(lower(v.doc.Mentions[m].Role), v.lemma[t])
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
	for n := 0; o >= 0 && n < 3; n++ {
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

// accept gives t and what is coordinated with it, as far as the constraints of
// the slot hold.
func (v *view) accept(m *match, sl *slot, a *alt, t int) []int {
	var out []int
	if a.place.isClause() {
		if !v.fits(a, t, v.bitsOf(t)) {
			return nil
		}
		return v.conjuncts(nil, t, true)
	}
	all := v.conjuncts(nil, t, false)
	if len(all) == 1 && a.prep == betweenPrep {
		all = v.pair(all)
	}
	for _, x := range all {
		if v.allowed(m, sl, a, x) {
			out = append(out, x)
		}
	}
	return out
}

// betweenPrep is the one preposition that always takes two.
const betweenPrep = "between"

// pair adds the noun after the conjunction that follows the phrase of all[0], where
// the parser made it the subject of what comes: "a truce between the government
// and the rebels held".
func (v *view) pair(all []int) []int {
	_, last := v.extent(all[0], 0)
	last = min(last, all[0]+8)
	for i := all[0] + 1; i <= last+1 && i < len(v.lemma); i++ {
		if v.doc.Tokens[i].Tag != nlp.CCONJ {
			continue
		}
		for j := i + 1; j < len(v.lemma) && j < i+7; j++ {
			k := &v.doc.Tokens[j]
			if !nominal(k.Tag) || k.Dep == nlp.DepCompound || k.Dep == nlp.DepNmodPoss || k.Dep == nlp.DepFlat || k.Dep == nlp.DepNummod || k.Dep == nlp.DepNmodDesc {
				continue
			}
			return append(all, j)
		}
	}
	return all
}

func (v *view) allowed(m *match, sl *slot, a *alt, x int) bool {
	b := v.bitsOf(x)
	if !v.fits(a, x, b) || sl.role != "content" && v.doc.Tokens[x].Tag == nlp.VERB && v.mention[x] < 0 {
		return false
	}
	if a.yes != 0 || a.lemma != nil {
		return true
	}
	var soft bits
	switch sl.role {
	case "actor":
		soft = m.p.rel.from
	case "recipient":
		soft = m.p.rel.to
	case "participant":
		soft = m.p.rel.from | m.p.rel.to
	}
	return soft == 0 || b == 0 || b&soft != 0
}

// fits reports whether x, of the classes b, meets the constraint in brackets.
func (v *view) fits(a *alt, x int, b bits) bool {
	switch {
	case a.noLem[v.lemma[x]], b&a.no != 0:
		return false
	case a.yes != 0 || a.lemma != nil || a.named:
		return b&a.yes != 0 || a.lemma[v.lemma[x]] || a.named && (v.mention[x] >= 0 || v.doc.Tokens[x].Tag == nlp.PROPN)
	}
	return true
}

// conjuncts appends t and its conjuncts of the same sort.
func (v *view) conjuncts(out []int, t int, clause bool) []int {
	out = append(out, v.relative(t))
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if k.Dep != nlp.DepConj || len(out) > 40 {
			continue
		}
		if clause && v.verbal(int(c)) || !clause && nominal(k.Tag) && v.find(int(c), nlp.DepNsubj) < 0 {
			out = v.conjuncts(out, int(c), clause)
		}
	}
	// "the call between Chairman Mark Milley and Valery Gerasimov": the second
	// name may hang on another word of the first.
	if m := v.mention[t]; !clause && m >= 0 {
		mn := &v.doc.Mentions[m]
		for w := mn.First; w < mn.Last && len(out) < 40; w++ {
			for c := v.child[w]; w != t && c >= 0; c = v.sib[c] {
				if v.doc.Tokens[c].Dep == nlp.DepConj && int(c) >= mn.Last && v.mention[c] >= 0 && v.mention[c] != m && !slices.Contains(out, int(c)) {
					out = v.conjuncts(out, int(c), clause)
				}
			}
		}
	}
	return out
}

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
		if p.kind == adjPattern {
			return v.surface(t, 0)
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
		return v.modifier(t, a.place, p.before)
	case objPlace:
		return v.find(t, nlp.DepObj)
	case prepPlace:
		if x := v.prep(t, a); x >= 0 {
			return x
		}
		if m.support >= 0 {
			if a.prep == byPrep {
				if x := v.agent(m.support); x >= 0 {
					return x
				}
			}
			return v.prep(m.support, a)
		}
	case infPlace, ingPlace, thatPlace:
		return v.clauseOf(t, a.place)
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
		if x := v.prep(t, a); x >= 0 {
			return x
		}
		if m.noun >= 0 {
			return v.prep(m.noun, a)
		}
		// "imposed sanctions on Russia": what modifies the object may be the verb's.
		if o := v.object(t); o > t {
			// … but "of" only as a clause, "accused Iran of arming", or where the
			// object itself is not the recipient.
			x := v.prep(o, a)
			if g := v.gerund(x, a.prep); g >= 0 {
				return g
			}
			if x >= 0 && (a.prep != "of" || !m.p.takesObject() || v.doc.Tokens[x].Tag == nlp.VERB) {
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
		if x := v.find(t, nlp.DepXcomp); x >= 0 {
			return x
		}
		// "took two pilots hostage" may come as two objects.
		if o := v.find(t, nlp.DepObj); o >= 0 {
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
	if depth >= 4 || a.prep == "of" && (depth > 0 || v.doc.Tokens[t].Tag == nlp.VERB) {
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
			if a.prep == "of" && !v.hasCase(int(c), byPrep) {
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
				if best < 0 || v.find(best, nlp.DepMark) < 0 && (v.find(int(c), nlp.DepMark) >= 0 || best < t && int(c) > t) {
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
			if o.Form == nlp.Named && o.Entity == v.doc.Mentions[m].Entity && o.Head < t && t-o.Head < 12 && tok.Dep == nlp.DepAppos {
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
