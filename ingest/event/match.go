package event

import (
	"slices"
	"strings"

	"dateline/graph"
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
	if len(all) == 1 && v.f.words.pair[a.prep] {
		all = v.pair(all)
	}
	all = v.once(all)
	for _, x := range all {
		if v.allowed(m, sl, a, x) {
			out = append(out, x)
		}
	}
	return out
}

// once leaves out of a coordination what says more of a name in it: "physician and writer
// Rachel Clarke" is one person; "the diplomat and the writer Rachel Clarke", "his wife and son Bob" are two.
func (v *view) once(all []int) []int {
	for i := len(all) - 1; i > 0; i-- {
		m := v.mention[all[i]]
		if m < 0 || v.doc.Mentions[m].Form != nlp.Named || v.doc.Mentions[m].Kind != graph.Person {
			continue
		}
		mn := &v.doc.Mentions[m]
		if slices.ContainsFunc(all[:i], func(x int) bool { return v.mention[x] == m }) {
			all = slices.Delete(all, i, i+1) // its title and the name itself
			continue
		}
		x := all[i-1]
		if w := v.doc.Word(mn.First); mn.Role == "" || w != lower(w) || v.find(x, nlp.DepDet) >= 0 || v.doc.Tokens[x].Fine != nlp.NN || v.bitsOf(x)&v.f.words.class["person"] == 0 || v.bitsOf(x)&v.f.words.class["kin"] != 0 || v.mention[x] >= 0 && v.doc.Mentions[v.mention[x]].Form == nlp.Named || v.doc.Tokens[max(mn.First-1, 0)].Tag != nlp.CCONJ {
			continue
		}
		all = slices.Delete(all, i-1, i)
	}
	return all
}

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
			if f := v.doc.Tokens[all[0]].Fine; (f == nlp.NNS || f == nlp.NNPS) && v.inside(j, all[0]) {
				return all // "between officials in France and Spain": the officials are two already
			}
			return append(all, j)
		}
	}
	return all
}

// inside reports whether token j stands below token t in the tree.
func (v *view) inside(j, t int) bool {
	for n := 0; j >= 0 && n < 32; n++ {
		if j == t {
			return true
		}
		j = v.doc.Tokens[j].Head
	}
	return false
}

func (v *view) allowed(m *match, sl *slot, a *alt, x int) bool {
	b := v.bitsOf(x)
	if !v.fits(a, x, b) || sl.role != "content" && v.doc.Tokens[x].Tag == nlp.VERB && v.mention[x] < 0 {
		return false
	}
	if a.yes != 0 || a.lemma != nil {
		return true
	}
	if (b&v.f.words.class["time"] != 0 || v.timed[x]) && v.mention[x] < 0 && sl.role != "content" {
		return false // "said Wednesday"
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
	case a.noLem[v.lemma[x]], b&a.no != 0, a.unnamed && v.inName(x):
		return false
	case a.yes != 0 || a.lemma != nil || a.named:
		return b&a.yes != 0 || a.lemma[v.lemma[x]] || a.named && (v.mention[x] >= 0 || v.doc.Tokens[x].Tag == nlp.PROPN)
	}
	return true
}

// apposed reports whether the conjunct c of t is rather an apposition: two without a conjunction, the
// second with an article, "Bright Water, a charity, hosts".
func (v *view) apposed(t, c int) bool {
	if v.find(c, nlp.DepCc) >= 0 || v.find(t, nlp.DepCc) >= 0 || v.find(c, nlp.DepDet) < 0 || v.find(c, nlp.DepConj) >= 0 {
		return false
	}
	for x := v.child[t]; x >= 0; x = v.sib[x] {
		if int(x) != c && v.doc.Tokens[x].Dep == nlp.DepConj {
			return false
		}
	}
	return true
}

// firstOf is the noun that the subject t is coordinated with where the parser gave it to an
// earlier clause: "after the government and the rebels had begun a ceasefire". -1 if there is none.
func (v *view) firstOf(t int) int {
	cc := v.find(t, nlp.DepCc)
	if cc < 1 || cc > t || v.doc.Tokens[t].Dep != nlp.DepNsubj || v.find(t, nlp.DepCase) >= 0 {
		return -1
	}
	x := cc - 1
	for n := 0; n < deepest; n++ {
		h := v.doc.Tokens[x].Head
		if h < 0 || h >= cc || !nominal(v.doc.Tokens[h].Tag) {
			break
		}
		x = h
	}
	if !nominal(v.doc.Tokens[x].Tag) || v.doc.Tokens[x].Dep != nlp.DepObl || !v.f.words.clauses[v.caseOf(x)] {
		return -1
	}
	return x
}

// conjuncts appends t and its conjuncts of the same sort.
func (v *view) conjuncts(out []int, t int, clause bool) []int {
	if x := v.firstOf(t); x >= 0 && !clause {
		out = append(out, v.relative(x))
	}
	out = append(out, v.relative(t))
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if k.Dep != nlp.DepConj || len(out) > 40 || !clause && v.apposed(t, int(c)) {
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
