package event

import (
	"dateline/ingest/nlp"
)

// This file finds who is meant where a clause does not say it at its verb: by a participle, an
// infinitive, a noun with an owner, a preposition.

// antecedent is the noun or name right before the relative pronoun t, with a comma
// or preposition between them at most, where no relative clause hangs on it:
// "said Anna Berg, who heads the union". t itself if there is none.
func (v *view) antecedent(t int) int {
	x := t - 1
	for n := 0; x > 0 && n < 2 && (v.doc.Tokens[x].Tag == nlp.PUNCT || v.doc.Tokens[x].Tag == nlp.ADP); n++ {
		x--
	}
	if x < 0 || x == t-1 && v.doc.Tokens[x].Tag != nlp.NOUN && v.doc.Tokens[x].Tag != nlp.PROPN || v.doc.SentenceOf(x) != v.doc.SentenceOf(t) {
		return t
	}
	for n := 0; n < deepest && nominal(v.doc.Tokens[x].Tag); n++ {
		h := v.doc.Tokens[x].Head
		if h < 0 || h >= t || !nominal(v.doc.Tokens[h].Tag) {
			return x
		}
		switch v.doc.Tokens[x].Dep {
		case nlp.DepFlat, nlp.DepCompound, nlp.DepNmodDesc, nlp.DepNummod:
			x = h
		default:
			return x
		}
	}
	return t
}

// meant is x unless it stands for nothing: who "it would take days to clear the road" tells of
// is not said. Else -1.
func (v *view) meant(x int) int {
	if x >= 0 && v.f.words.expletive[v.lemma[x]] && (v.mention[x] < 0 || v.doc.Mentions[v.mention[x]].Entity < 0) {
		return -1
	}
	return x
}

// before is the noun that stands right before the finite verb t, where the parser
// found it no subject: "More than 70 civilians have been killed".
func (v *view) before(t int) int {
	if !v.finite(t) && !v.passive(t) {
		return -1
	}
	x, start := v.nounBefore(t)
	if x < 0 || v.caseOf(x) != "" || v.doc.Tokens[start-1].Tag == nlp.PUNCT {
		return -1
	}
	return x
}

// described is what the adjective t is said of: its subject, or the noun before it ("with 16
// people dead"). -1 if there is none.
func (v *view) described(t int) int {
	switch k := &v.doc.Tokens[t]; k.Dep {
	case nlp.DepAmod:
		if k.Head < t {
			return k.Head
		}
	case nlp.DepAdvcl, nlp.DepAcl:
		if x, _ := v.nounBefore(t); x >= 0 && v.find(t, nlp.DepNsubj) < 0 && v.caseOf(x) != "" {
			return x
		}
	}
	return v.surface(t, 0)
}

// nearer is the noun right before the relative clause or participle t that hangs on x, a noun
// before that one: the parser may have gone too far, "the death toll of the earthquake that
// struck Haiti". -1 if there is none.
func (v *view) nearer(t, x int) int {
	if k := &v.doc.Tokens[t]; k.Head != x || k.Dep != nlp.DepAclRelcl && k.Dep != nlp.DepAcl || k.Fine == nlp.VB {
		return -1
	}
	first, _ := v.extent(t, 0)
	n := first - 1
	if n <= x || v.doc.SentenceOf(n) != v.doc.SentenceOf(t) || !nominal(v.doc.Tokens[n].Tag) {
		return -1
	}
	for d := 0; d < deepest && v.doc.Tokens[n].Head > x; d++ {
		n = v.doc.Tokens[n].Head
	}
	if n >= first || !nominal(v.doc.Tokens[n].Tag) || !v.inside(n, x) {
		return -1
	}
	return n
}

// afterWord is the subject of a clause whose conjunction the parser took for the preposition of a
// phrase: "after his faction and the government reached a deal". -1 if there is none.
func (v *view) afterWord(t int) int {
	if k := &v.doc.Tokens[t]; k.Dep != nlp.DepConj && k.Dep != nlp.DepAdvcl && k.Dep != nlp.DepParataxis || !v.finite(t) || v.find(t, nlp.DepMark) >= 0 {
		return -1
	}
	x, _ := v.nounBefore(t)
	if x < 0 || v.doc.Tokens[x].Dep != nlp.DepObl || v.doc.Tokens[x].Head != v.doc.Tokens[t].Head || !v.f.words.clauses[v.caseOf(x)] {
		return -1
	}
	return x
}

// nounBefore is the head of the noun phrase that ends right before the verb t and its
// auxiliaries, and the first of these; -1 if there is none.
func (v *view) nounBefore(t int) (x, start int) {
	start = t
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if d := v.doc.Tokens[c].Dep; d == nlp.DepAux || d == nlp.DepAuxPass || d == nlp.DepCop {
			start = min(start, int(c))
		}
	}
	x = start - 1
	if x > 0 && v.doc.Tokens[x].Fine == nlp.FineComma {
		x-- // an apposition may stand between
	}
	if x < 0 || v.doc.SentenceOf(x) != v.doc.SentenceOf(t) {
		return -1, start
	}
	switch k := &v.doc.Tokens[x]; {
	case k.Tag == nlp.NOUN, k.Tag == nlp.PROPN, k.Tag == nlp.NUM, k.Fine == nlp.LS:
	default:
		return -1, start
	}
	for n := 0; n < deepest; n++ {
		h := v.doc.Tokens[x].Head
		if h < 0 || h >= start || !nominal(v.doc.Tokens[h].Tag) {
			break
		}
		x = h
	}
	if v.bitsOf(x)&v.f.words.class["time"] != 0 {
		return -1, start
	}
	return x, start
}

// elliptic is the number right before a participle whose auxiliary an earlier clause
// has: "five were killed and 11 injured", "and another wounded". -1 if there is none.
func (v *view) elliptic(t int) int {
	tok := &v.doc.Tokens[t]
	if tok.Fine != nlp.VBN && tok.Fine != nlp.VBD || tok.Dep != nlp.DepConj && tok.Dep != nlp.DepParataxis && tok.Dep != nlp.DepAdvcl {
		return -1
	}
	x := t - 1
	for x > 0 && v.doc.Tokens[x].Tag == nlp.ADV && v.doc.Tokens[x].Head == t {
		x--
	}
	if x < 0 {
		return -1
	}
	if k := &v.doc.Tokens[x]; k.Head == t && (k.Tag == nlp.NUM || k.Tag == nlp.DET && k.Dep == nlp.DepDet) {
		return x
	}
	return -1
}

// ofNoun is who does what the clause of t says that hangs on the noun h.
func (v *view) ofNoun(t, h, depth int) int {
	doer := v.bitsOf(h)&v.f.words.class["actor"] != 0
	switch v.doc.Tokens[t].Fine {
	case nlp.VB:
		if doer {
			// "became the first country to recognize it"
			if x := v.subjectOf(h, depth); x >= 0 {
				return x
			}
			break
		}
		// "a plan to send troops": whose plan?
		if s := v.holder(h, depth+1); s >= 0 {
			return s
		}
	case nlp.VBG:
		switch {
		case v.caseOf(t) != "" && !doer:
			// "their role in suppressing it", "arrested on suspicion of plotting"
			if s := v.holder(h, depth+1); s >= 0 || v.doc.Tokens[h].Dep != nlp.DepObl {
				return s
			}
			of := v.doc.Tokens[h].Head
			if o := v.find(of, nlp.DepObj); o >= 0 && !v.passive(of) {
				return v.relative(o)
			}
			return v.surface(of, depth+1)
		case v.f.words.noun[v.lemma[h]]&v.f.words.class["document"] != 0:
			// "a report accusing the army"
			if s := v.holder(h, depth+1); s >= 0 {
				return s
			}
		case v.setOff(t) && v.find(h, nlp.DepCop) >= 0:
			return v.surface(h, depth+1) // "the second attack was in a mosque, killing eight"
		case v.setOff(t):
			// "an attack on the convoy, killing five"
			if m := v.matrix(t); m >= 0 && !v.inside(h, v.surface(m, depth+1)) && !v.passive(m) {
				return v.surface(m, depth+1)
			}
		}
	}
	return v.relative(h)
}

// subjectOf is what the noun n is said to be or to become, -1 if n is no predicate.
func (v *view) subjectOf(n, depth int) int {
	if v.find(n, nlp.DepCop) >= 0 {
		return v.surface(n, depth+1)
	}
	if h := v.doc.Tokens[n].Head; h >= 0 && v.doc.Tokens[n].Dep == nlp.DepXcomp && v.doc.Tokens[h].Tag == nlp.VERB && v.find(h, nlp.DepObj) < 0 {
		return v.surface(h, depth+1)
	}
	return -1
}

// matrix is the verb of the clause that holds the noun which the participle t
// hangs on, -1 if t hangs on none.
func (v *view) matrix(t int) int {
	for n := 0; n < deepest && v.doc.Tokens[t].Dep == nlp.DepAdvcl && v.doc.Tokens[t].Head >= 0; n++ {
		if f := v.doc.Tokens[t].Fine; f != nlp.VBG && f != nlp.VBN {
			return -1
		}
		t = v.doc.Tokens[t].Head // "a boat suspected of carrying arms, killing two"
	}
	if k := &v.doc.Tokens[t]; k.Dep != nlp.DepAcl || k.Fine != nlp.VBG && k.Fine != nlp.VBN {
		return -1
	}
	x := v.doc.Tokens[t].Head
	for n := 0; x >= 0 && n < deepest; n++ {
		if v.doc.Tokens[x].Tag == nlp.VERB {
			return x
		}
		x = v.doc.Tokens[x].Head
	}
	return -1
}

// gap is the place that the noun before a relative clause without a pronoun
// fills: its object if it has a subject and no object, else its subject.
func (v *view) gap(t int) place {
	subject, object := false, false
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch v.doc.Tokens[c].Dep {
		case nlp.DepNsubj, nlp.DepNsubjPass:
			subject = true
		case nlp.DepObj, nlp.DepCcomp:
			object = true
		}
	}
	switch {
	case !subject:
		return subjPlace
	case !object:
		return objPlace
	}
	return advPlace
}

// holder is whose n is: "Russia's plan", "the U.S. plan", "an attempt by the rebels", or
// of whom it is told: the subject of the verb that n is the object of.
func (v *view) holder(n, depth int) int {
	if depth > deepest {
		return -1
	}
	for _, d := range [...]nlp.Dep{nlp.DepNmodPoss, nlp.DepCompound, nlp.DepAmod} {
		for c := v.child[n]; c >= 0; c = v.sib[c] {
			if v.doc.Tokens[c].Dep == d && (v.mention[c] >= 0 && (v.mention[c] != v.mention[n] || v.inName(int(c))) || d == nlp.DepNmodPoss) {
				return v.relative(int(c))
			}
		}
	}
	// "an attempt by the rebels to …"
	for c := v.child[n]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Dep == nlp.DepNmod && v.f.words.agent[v.caseOf(int(c))] {
			return int(c)
		}
	}
	tok := &v.doc.Tokens[n]
	h := tok.Head
	if h < 0 {
		return -1
	}
	switch tok.Dep {
	case nlp.DepObj:
		return v.subject(h, depth+1)
	case nlp.DepNsubjPass:
		return v.agent(h)
	case nlp.DepConj:
		return v.holder(h, depth+1)
	}
	return -1
}

// urged is who is to do what the infinitive t of h says, if a preposition names them:
// "called on the army to leave", "put pressure on Israel to withdraw", "an appeal to
// Iran to release him". -1 if none.
func (v *view) urged(h, t int) int {
	if v.doc.Tokens[t].Fine != nlp.VB || !v.hasTo(t) {
		return -1
	}
	for _, w := range [...]int{h, v.find(h, nlp.DepObj)} {
		if w < 0 {
			continue
		}
		for _, of := range [...]int{w, h} { // the phrase may hang on the verb of a noun
			for c := v.child[of]; c >= 0 && int(c) < t; c = v.sib[c] {
				if d := v.doc.Tokens[c].Dep; d != nlp.DepObl && d != nlp.DepNmod || int(c) < w {
					continue
				}
				if v.f.words.urged[v.lemma[w]+"_"+v.caseOf(int(c))] && v.bitsOf(int(c))&v.f.words.class["time"] == 0 {
					return v.relative(int(c))
				}
			}
		}
	}
	return -1
}

// agent is the "by" phrase of a passive verb, -1 if none.
func (v *view) agent(t int) int {
	if a := v.find(t, nlp.DepOblAgent); a >= 0 && v.hasAny(a, v.f.words.agent) && !v.timed[a] {
		return v.relative(a)
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Dep == nlp.DepObl && v.f.words.agent[v.caseOf(int(c))] {
			if b := v.bitsOf(int(c)); b&v.f.words.class["time"] == 0 {
				return v.relative(int(c))
			}
		}
	}
	// "was accused of interference by Britain": the parser may hang it lower.
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if d := v.doc.Tokens[c].Dep; d != nlp.DepObl || int(c) < t {
			continue
		}
		for x := v.child[c]; x >= 0; x = v.sib[x] {
			if v.doc.Tokens[x].Dep == nlp.DepNmod && v.f.words.agent[v.caseOf(int(x))] {
				return v.relative(int(x))
			}
		}
	}
	// "was arrested and charged by police": the last verb has the agent.
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Dep == nlp.DepConj && v.doc.Tokens[c].Fine == nlp.VBN {
			if a := v.find(int(c), nlp.DepOblAgent); a >= 0 {
				return v.relative(a)
			}
		}
	}
	if v.doc.Tokens[t].Dep == nlp.DepConj {
		if h := v.doc.Tokens[t].Head; h >= 0 && v.passive(h) && v.find(t, nlp.DepAuxPass) < 0 {
			return v.agent(h)
		}
	}
	return -1
}
