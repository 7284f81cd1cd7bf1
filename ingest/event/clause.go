package event

import "dateline/ingest/nlp"

// This file sees a clause through voice, control, raising, relative clauses and
// coordination, so that patterns can speak of subjects and objects alone.

const deepest = 6 // how far a subject is looked for up the tree

// passive reports whether the verb t is in the passive voice.
func (v *view) passive(t int) bool {
	if v.passBuf[t] == 0 {
		v.passBuf[t] = 1
		if v.isPassive(t) {
			v.passBuf[t] = 2
		}
	}
	return v.passBuf[t] == 2
}

func (v *view) isPassive(t int) bool {
	tok := &v.doc.Tokens[t]
	subject, aux, object := false, false, false
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch v.doc.Tokens[c].Dep {
		case nlp.DepAuxPass, nlp.DepNsubjPass, nlp.DepCsubjPass:
			return true
		case nlp.DepOblAgent:
			if tok.Fine == nlp.VBN {
				return true
			}
		case nlp.DepNsubj:
			subject = true
		case nlp.DepAux, nlp.DepCop:
			aux = true
		case nlp.DepObj:
			object = true
		}
	}
	if tok.Fine != nlp.VBN && (tok.Fine != nlp.VBD || tok.Dep != nlp.DepXcomp) {
		return false
	}
	switch tok.Dep {
	case nlp.DepAcl:
		return !object || v.find(t, nlp.DepIobj) >= 0
	case nlp.DepXcomp:
		return !aux && !object // "ordered him jailed"
	case nlp.DepAdvcl:
		return !subject && !aux && !object
	case nlp.DepRoot:
		return !subject && !aux && !object // "3 killed in blast"
	case nlp.DepConj:
		h := tok.Head
		if !object && !aux && v.elliptic(t) >= 0 {
			return true
		}
		return h >= 0 && !subject && !aux && v.doc.Tokens[h].Tag == nlp.VERB && v.passive(h)
	}
	return false
}

// relative is t, or what t stands for if it is a relative pronoun.
func (v *view) relative(t int) int {
	if t < 0 || !v.f.words.relative[v.lemma[t]] {
		return t
	}
	for a, n := v.doc.Tokens[t].Head, 0; a >= 0 && n < deepest; a, n = v.doc.Tokens[a].Head, n+1 {
		switch v.doc.Tokens[a].Dep {
		case nlp.DepAclRelcl, nlp.DepAcl:
			if h := v.doc.Tokens[a].Head; h >= 0 {
				return h
			}
		}
	}
	return v.antecedent(t)
}

// surface is the token that stands in, or is understood as, the grammatical
// subject of t: in a passive clause what is acted on. -1 if there is none.
func (v *view) surface(t, depth int) int {
	if depth > deepest {
		return -1
	}
	best := -1
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch v.doc.Tokens[c].Dep {
		case nlp.DepNsubj, nlp.DepNsubjPass:
			// Of two, "left-wing and liberal organisations", the one that is a mention, else the
			// last before the verb: "a magnitude 7 earthquake".
			if best < 0 || v.mention[best] < 0 && (v.mention[c] >= 0 && v.heads[c] || v.mention[c] < 0 && int(c) < t && v.find(int(c), nlp.DepDet) < 0 && nominal(v.doc.Tokens[c].Tag)) {
				best = int(c)
			}
		}
	}
	if best >= 0 {
		return v.relative(best)
	}
	tok := &v.doc.Tokens[t]
	h := tok.Head
	if h < 0 {
		return v.before(t)
	}
	if n := v.elliptic(t); n >= 0 {
		return n
	}
	if n := v.afterWord(t); n >= 0 {
		return n
	}
	head := &v.doc.Tokens[h]
	switch tok.Dep {
	case nlp.DepConj:
		if v.verbal(h) && v.sameMood(h, t) {
			return v.surface(h, depth+1)
		}
	case nlp.DepXcomp:
		if x := v.urged(h, t); x >= 0 {
			return x
		}
		if !v.f.words.control[v.lemma[h]] && !v.passive(h) {
			if o := v.find(h, nlp.DepObj); o >= 0 {
				return v.relative(o)
			}
			if o := v.find(h, nlp.DepIobj); o >= 0 {
				return v.relative(o)
			}
		}
		if v.usedFor(h) {
			return v.agent(h)
		}
		if head.Tag == nlp.VERB || head.Tag == nlp.ADJ || head.Tag == nlp.AUX {
			return v.meant(v.surface(h, depth+1))
		}
		if head.Tag == nlp.NOUN {
			return v.holder(h, depth+1)
		}
	case nlp.DepAdvcl, nlp.DepCcomp, nlp.DepParataxis, nlp.DepDep:
		if tok.Dep == nlp.DepParataxis && tok.Fine != nlp.VBG && tok.Fine != nlp.VBN {
			return -1
		}
		if tok.Dep == nlp.DepCcomp && v.finite(t) {
			// "which Kyiv says has killed": the pronoun hangs on the report.
			for c := v.child[h]; c >= 0; c = v.sib[c] {
				if v.f.words.relative[v.lemma[c]] && v.doc.Tokens[c].Dep != nlp.DepMark && int(c) < t {
					return v.relative(int(c))
				}
			}
			if head.Dep == nlp.DepAclRelcl && head.Head >= 0 && v.find(h, nlp.DepObj) < 0 && v.find(h, nlp.DepNsubj) >= 0 {
				return head.Head
			}
			// "Arroyo has pardoned Estrada, her spokesman said": the subject may
			// hang on the last verb.
			for c := v.child[h]; c >= 0 && int(c) < t && t < h; c = v.sib[c] {
				if v.doc.Tokens[c].Dep == nlp.DepNsubj {
					return int(c)
				}
			}
			return -1
		}
		if tok.Fine == nlp.VBG || tok.Fine == nlp.VBN || tok.Fine == nlp.VB {
			if x := v.urged(h, t); x >= 0 {
				return x
			}
			if v.f.words.persuade[v.lemma[h]] && head.Tag == nlp.VERB && (tok.Fine == nlp.VB && v.hasTo(t) || tok.Fine == nlp.VBN && t > h && !v.setOff(t)) {
				// "ordered the troops to leave", "ordered the men jailed"
				if o := v.object(h); o >= 0 {
					return o
				}
			}
			if tok.Fine == nlp.VBG && v.f.words.objects[v.caseOf(t)] && head.Tag == nlp.VERB {
				// "accused Russia of sending", "was barred from leaving"
				if o := v.object(h); o >= 0 {
					return o
				}
			}
			if tok.Fine == nlp.VB && v.usedFor(h) {
				return v.agent(h)
			}
			if head.Tag == nlp.VERB || head.Tag == nlp.ADJ {
				if m := v.matrix(h); m >= 0 && v.setOff(t) {
					h = m // "an attack on a convoy carrying the governor, killing five"
				}
				return v.meant(v.surface(h, depth+1))
			}
			if head.Tag == nlp.NOUN {
				return v.holder(h, depth+1)
			}
		}
	case nlp.DepAcl:
		if x := v.urged(h, t); x >= 0 {
			return x
		}
		return v.ofNoun(t, h, depth)
	case nlp.DepAclRelcl:
		if v.gap(t) == subjPlace {
			return h
		}
	case nlp.DepNmod, nlp.DepAmod:
		if tok.Fine == nlp.VBG && v.find(t, nlp.DepObj) >= 0 {
			return h // "accuses Kestria of massing troops"
		}
	}
	return -1
}

// usedFor reports whether h, in the passive, is a verb whose subject does what the infinitive says:
// "a school used to shelter families" shelters nobody; but "a gun used to kill him" killed him.
func (v *view) usedFor(h int) bool {
	if !v.f.words.control[v.lemma[h]] || !v.passive(h) {
		return false
	}
	x := v.surface(h, 0)
	return x < 0 || v.bitsOf(x)&(v.f.words.class["weapon"]|v.f.words.class["vehicle"]) == 0
}

// finite reports whether t is, or has as auxiliary, a verb with a tense.
func (v *view) finite(t int) bool {
	switch v.doc.Tokens[t].Fine {
	case nlp.VBZ, nlp.VBD, nlp.VBP:
		return true
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if k := &v.doc.Tokens[c]; k.Dep == nlp.DepAux || k.Dep == nlp.DepAuxPass || k.Dep == nlp.DepCop {
			switch k.Fine {
			case nlp.VBZ, nlp.VBD, nlp.VBP, nlp.MD:
				return true
			}
		}
	}
	return false
}

// sameMood tells "he met Putin and flew home" (one subject) from a clause that
// merely follows.
func (v *view) sameMood(a, b int) bool {
	return v.doc.Tokens[b].Tag == nlp.VERB || v.doc.Tokens[b].Tag == nlp.AUX || v.find(b, nlp.DepCop) >= 0 || v.doc.Tokens[a].Tag == v.doc.Tokens[b].Tag
}

// subject is who acts: the subject of an active, the agent of a passive verb.
func (v *view) subject(t, depth int) int {
	if v.passive(t) {
		return v.agent(t)
	}
	return v.surface(t, depth)
}

// object is what is acted on.
func (v *view) object(t int) int {
	if o := v.find(t, nlp.DepObj); o >= 0 {
		// "accused its neighbour Kestria": the name may come as a second object.
		for c := v.sib[o]; c >= 0; c = v.sib[c] {
			if v.doc.Tokens[c].Dep == nlp.DepObj && int(c) == o+1 && v.doc.Tokens[c].Tag == nlp.PROPN {
				return int(c)
			}
			if v.doc.Tokens[c].Dep == nlp.DepObj && int(c) > o+1 && v.bitsOf(int(c))&v.f.words.class["money"] != 0 {
				return int(c) // "granted the valley 15 million euros"
			}
		}
		return v.relative(o)
	}
	if v.passive(t) {
		return v.surface(t, 0)
	}
	if o := v.find(t, nlp.DepIobj); o >= 0 {
		return v.relative(o)
	}
	tok := &v.doc.Tokens[t]
	if tok.Dep == nlp.DepAclRelcl && v.gap(t) == objPlace {
		return tok.Head
	}
	// "killed at least eight people" may be read as a prepositional phrase.
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if int(c) < t || v.doc.Tokens[c].Dep != nlp.DepObl {
			continue
		}
		if v.caseOf(int(c)) == "" && v.find(int(c), nlp.DepNummod) >= 0 && v.bitsOf(int(c))&v.f.words.class["time"] == 0 {
			return int(c)
		}
		for x := v.child[c]; x >= 0; x = v.sib[x] {
			if v.doc.Tokens[x].Dep == nlp.DepCase && int(x)+1 < len(v.lemma) && v.f.words.approx[v.lemma[x]+" "+v.lemma[x+1]] != "" {
				return int(c)
			}
		}
	}
	// "attacked and killed three men": the object stands with the last verb.
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if k := &v.doc.Tokens[c]; k.Dep == nlp.DepConj && k.Tag == nlp.VERB && k.Fine == tok.Fine && int(c)-t < 4 {
			if o := v.find(int(c), nlp.DepObj); o >= 0 {
				return v.relative(o)
			}
		}
	}
	return -1
}

// indirect is the indirect object: in "Ukraine was granted a waiver" the
// grammatical subject.
func (v *view) indirect(t int) int {
	if o := v.find(t, nlp.DepIobj); o >= 0 {
		return v.relative(o)
	}
	o := v.find(t, nlp.DepObj)
	if o >= 0 && v.passive(t) {
		return v.surface(t, 0)
	}
	if o >= 0 {
		// "denied the journalist a visa" may come as two objects; where they touch, the
		// second must not be part of a name.
		for c := v.sib[o]; c >= 0; c = v.sib[c] {
			if v.doc.Tokens[c].Dep == nlp.DepObj && (int(c) > o+1 || v.mention[c] < 0) {
				return v.relative(o)
			}
		}
	}
	return -1
}
