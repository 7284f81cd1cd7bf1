package claim

import (
	"dateline/graph"
	"dateline/ingest/nlp"
)

// status is how a happening stands to the world, as far as the words above and
// beside it tell.
type status struct {
	denied bool
	fact   graph.Factuality
	mode   graph.Mode
	// set says that a word decided the mode, not only the tense.
	set  bool
	done bool
}

// over joins what a governing word does (up) with what is known below it.
func (s status) over(up status) status {
	s.denied = s.denied != up.denied
	s.fact = max(s.fact, up.fact)
	if up.set && !s.set {
		s.mode, s.set = up.mode, true
	}
	return s
}

// status works out the status of the happening or clause that token t heads. It
// climbs the tree: its own auxiliaries and negation, then what its governor does
// to it by the slot it stands in.
func (r *reader) status(t int) status { return r.statusAt(t, 0) }

func (r *reader) statusAt(t, depth int) status {
	if r.memo[t].done || depth > maxDepth {
		return r.memo[t]
	}
	r.memo[t].done = true // a ring in a broken tree ends here
	s := r.local(t)
	h := r.tree.head(t)
	if linked, ok := r.linked(t, depth); ok {
		s = s.over(linked)
	} else if h >= 0 {
		s = r.climb(t, h, s, depth)
	}
	s.done = true
	r.memo[t] = s
	return s
}

// linked is what the cues and implicatives that govern t do to it.
func (r *reader) linked(t, depth int) (status, bool) {
	var out status
	any := false
	for _, i := range r.linkOf[int32(t)] {
		l := &r.links[i]
		if l.cue == t {
			continue
		}
		// One effect per word: a cue that is also an implicative counts once.
		if any && out.set && l.class.stance == "" {
			continue
		}
		any = true
		if l.class.transparent {
			if r.tree.under(t, l.cue) {
				up := r.statusAt(l.cue, depth+1)
				if r.tree.head(t) == l.cue && r.negativePhrase(t) {
					up.denied = !up.denied // "held no talks": one negation, seen from both
				}
				out = out.over(up)
			}
			continue
		}
		up := status{denied: l.class.deny, fact: l.class.holds, mode: l.class.mode, set: l.class.hasMode}
		if !r.tree.under(l.cue, t) {
			over := r.statusAt(l.cue, depth+1)
			switch {
			case over.denied && r.rejected(l.cue):
				up.denied = !up.denied // "rejected accusations that ...": rejects their content
			case over.denied:
				up = negated(l.class, up)
			}
			if over.set && (over.mode == graph.Hypothetical || over.mode == graph.Ordered) {
				// "would deny", "if he says", "may admit": the saying itself is open.
				up.fact = max(up.fact, graph.Possible, over.fact)
				if !up.set && l.class.stance == "" {
					up.mode, up.set = over.mode, true
				}
			}
			if l.class.stance == "" && over.set && !up.set {
				up.mode, up.set = over.mode, true
			}
		} else if r.negation(l.cue) {
			up = negated(l.class, up)
		}
		out = out.over(up)
	}
	return out, any
}

// rejected reports whether the word at t, a noun for something said, is what a
// denial is about.
func (r *reader) rejected(t int) bool {
	if r.d.Tokens[t].Tag != nlp.NOUN {
		return false
	}
	for _, i := range r.linkOf[int32(t)] {
		if l := &r.links[i]; l.class.deny && l.class.stance != "" {
			return true
		}
	}
	return false
}

// negated is what a class does to its content when the cue itself is negated.
func negated(c *class, up status) status {
	switch {
	case c.not == "denied":
		up.denied = true
	case c.not != "":
		up.denied = false
		up.fact = max(up.fact, factualities[c.not])
	case c.stance == "":
		up.denied = !up.denied
	}
	return up
}

// climb is for a governor that is neither cue nor implicative.
func (r *reader) climb(t, h int, s status, depth int) status {
	tok := r.d.Tokens
	switch tok[t].Dep.Base() {
	case nlp.DepConj:
		// "will meet and discuss": the auxiliaries of the first hold for the second.
		if r.tree.child(t, nlp.DepNsubj, nlp.DepNsubjPass, nlp.DepAux) >= 0 && tok[t].Tag == nlp.VERB {
			up := r.governed(h, depth)
			return s.over(up)
		}
		up := r.statusAt(h, depth+1)
		if tok[t].Tag == nlp.VERB && up.denied && (!r.alternative(t) || s.denied) {
			up.denied = false
		}
		return s.over(up)
	case nlp.DepXcomp, nlp.DepCcomp, nlp.DepCsubj:
		up := r.statusAt(h, depth+1)
		if tok[t].Dep.Base() == nlp.DepCcomp {
			up.denied = false
		}
		return s.over(up)
	case nlp.DepAdvcl:
		up := r.statusAt(h, depth+1)
		// "will leave when the talks end": what is to come bounds what is to come.
		if (tok[t].Fine == nlp.VBZ || tok[t].Fine == nlp.VBP || tok[t].Fine == nlp.VBG) && up.set && up.mode == graph.Planned && !s.set {
			s.mode, s.set = up.mode, true
		}
		if tok[t].Fine == nlp.VBG && r.tree.child(t, nlp.DepMark) < 0 && up.denied && !r.local(h).denied {
			s.denied = !s.denied // "denied shelling it, killing nine": the denial is of both
		}
		if up.set && up.mode == graph.Hypothetical && r.condition(h) && !s.set {
			s.mode, s.set = up.mode, true
		}
		return s
	case nlp.DepAcl, nlp.DepAppos, nlp.DepParataxis, nlp.DepDiscourse, nlp.DepVocative, nlp.DepDislocated:
		return s
	case nlp.DepNsubj, nlp.DepObj, nlp.DepObl, nlp.DepNmod, nlp.DepIobj, nlp.DepCompound, nlp.DepAmod:
		if tok[t].Dep == nlp.DepAclRelcl || tok[t].Tag == nlp.VERB {
			return s
		}
		// A noun under any other word: a condition or a wish reaches one that is
		// not known already ("if an attack kills", not "if the attack").
		if r.definite(t) {
			return s
		}
		up := r.statusAt(h, depth+1)
		if loose := tok[t].Dep.Base() == nlp.DepObl || tok[t].Dep.Base() == nlp.DepNmod; loose && up.mode == graph.Ordered {
			return s // "ordered the expulsion over an attack": only the expulsion
		} else if loose && up.mode == graph.Hypothetical && r.granted(t) {
			return s
		}
		if up.set && up.mode != graph.Habitual && !s.set {
			s.mode, s.set = up.mode, true
			s.fact = max(s.fact, up.fact)
		}
		return s
	}
	return s
}

// governed is the status of a coordinated clause's head without its own negation
// and auxiliaries: only what governs both.
func (r *reader) governed(h, depth int) status {
	if up, ok := r.linked(h, depth+1); ok {
		return up
	}
	return status{}
}

// condition reports whether h stands in an if-clause or the like.
func (r *reader) condition(h int) bool {
	for k := r.tree.first[h]; k >= 0; k = r.tree.nxt[k] {
		if r.d.Tokens[k].Dep == nlp.DepMark {
			if c := r.first(mark, r.tree.fixed(int(k))); c != nil && c.class.hasMode {
				return true
			}
		}
	}
	return false
}

// alternative reports whether a coordinated verb is joined as an alternative
// ("did not eat or drink"), so that the negation holds for it too.
func (r *reader) alternative(t int) bool {
	c := r.tree.child(t, nlp.DepCc)
	return c >= 0 && !r.is("joining", r.d.Tokens[c].Lemma)
}

// definite reports whether noun t has an article or owner that makes it known.
func (r *reader) definite(t int) bool {
	for k := r.tree.first[t]; k >= 0; k = r.tree.nxt[k] {
		switch r.d.Tokens[k].Dep {
		case nlp.DepNmodPoss:
			return true
		case nlp.DepDet:
			if r.is("known", r.d.Tokens[k].Lemma) {
				return true
			}
		}
	}
	return false
}

// first is the first cue of a part for a word, nil if none.
func (r *reader) first(p part, word string) *cue {
	if list := r.data.words[p][word]; len(list) > 0 {
		return &list[0]
	}
	return nil
}

// apply adds the effect of a class to s.
func (s *status) apply(c *class) {
	*s = s.over(status{denied: c.deny, fact: c.holds, mode: c.mode, set: c.hasMode})
}
