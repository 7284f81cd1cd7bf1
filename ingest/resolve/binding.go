package resolve

import (
	"dateline/graph"
	"dateline/ingest/nlp"
)

// bound reports whether grammar forbids that pronoun i is mention k: the object of
// a verb is not its subject, unless it is reflexive (principle B of the binding
// theory, Chomsky 1981).
func (r *resolver) bound(i, k int) bool {
	p := r.note[i].pronoun
	t := r.d.Mentions[i].Head
	tok := &r.d.Tokens[t]
	if p.form == "refl" || p.form == "poss" || tok.Head < 0 {
		return false
	}
	switch tok.Dep {
	case nlp.DepObj, nlp.DepIobj, nlp.DepOblAgent:
	default:
		return false
	}
	s := r.top(r.d.Mentions[k].Head)
	if a := &r.d.Tokens[s]; a.Dep == nlp.DepAppos && a.Head >= 0 {
		s = a.Head // "her father, William Moore, gave him"
	}
	return r.isSubject(s, tok.Head)
}

// holds reports whether the clause of verb lies in that of v or is joined to it.
func (r *resolver) holds(v, verb int) bool {
	for n := 0; n < 6 && verb >= 0; n++ {
		if verb == v {
			return true
		}
		verb = r.d.Tokens[verb].Head
	}
	return false
}

// commands reports whether mention i is the subject of a clause that names cluster c
// after it: in "the firm said Granit had lied" the firm is not Granit (principle C). A
// government may speak of its country by name.
func (r *resolver) commands(i, c int) bool {
	t := &r.d.Tokens[r.d.Mentions[i].Head]
	if t.Dep.Base() != nlp.DepNsubj || t.Head < 0 || r.clusters[c].kind == graph.GPE || r.child(t.Head, nlp.DepCcomp) < 0 {
		return false
	}
	for _, o := range r.clusters[c].mentions {
		if m := &r.d.Mentions[o]; o > i && m.Form == nlp.Named && r.facts[o].sent == r.facts[i].sent && r.below(m.Head, t.Head) {
			return true
		}
	}
	return false
}

// below reports whether token t stands in a clause that is the complement of verb v.
func (r *resolver) below(t, v int) bool {
	for n, clause := 0, false; n < 12 && t >= 0; n++ {
		switch r.d.Tokens[t].Dep.Base() {
		case nlp.DepConj, nlp.DepParataxis, nlp.DepAppos, nlp.DepList, nlp.DepDep:
			return false
		case nlp.DepCcomp:
			clause = true
		}
		if t = r.d.Tokens[t].Head; t == v {
			return clause
		}
	}
	return false
}

// describes reports whether pronoun i owns what an apposition says mention k to be: "Anna
// Keller, her lawyer" is not her own. Deeper in the apposition she may be: "Anna Keller, who
// lost her seat".
func (r *resolver) describes(i, k int) bool {
	t := &r.d.Tokens[r.d.Mentions[i].Head]
	if t.Dep != nlp.DepNmodPoss || t.Head < 0 {
		return false
	}
	a := &r.d.Tokens[t.Head]
	return a.Dep == nlp.DepAppos && a.Head == r.d.Mentions[k].Head
}

// isSubject reports whether token s is the subject of verb v, by itself or by the
// clause that v belongs to: "killing him", "refused to meet her".
func (r *resolver) isSubject(s, v int) bool {
	for n := 0; n < 6 && v >= 0; n++ {
		if own := r.child(v, nlp.DepNsubj); own >= 0 {
			if own == s {
				return true
			}
			// "the man who shot him"
			t := &r.d.Tokens[v]
			return t.Dep == nlp.DepAclRelcl && t.Head == s && r.d.Tokens[own].Fine != nlp.PRP && r.d.Tokens[own].Tag == nlp.PRON
		}
		t := &r.d.Tokens[v]
		switch t.Dep.Base() {
		case nlp.DepXcomp:
			if o := r.child(t.Head, nlp.DepObj); o >= 0 {
				return o == s // "asked Jane to help her"
			}
		case nlp.DepAdvcl, nlp.DepConj:
		case nlp.DepAcl:
			return t.Head == s // "the man wanted for killing him"
		default:
			return false
		}
		v = t.Head
	}
	return false
}

// ahead is the person whom a pronoun of a clause that comes first may stand for:
// "After he left, Keller ...". -1 if there is none.
func (r *resolver) ahead(i int) int {
	t := r.d.Mentions[i].Head
	if g := r.note[i].pronoun.gender; g != nlp.Male && g != nlp.Female {
		return -1
	}
	s := r.d.Sentences[r.sent[t]]
	for v := s.First; v < s.Last; v++ {
		if r.d.Tokens[v].Head >= 0 {
			continue
		}
		sub := r.child(v, nlp.DepNsubj)
		if sub <= t {
			return -1
		}
		if k := r.covering[sub]; k >= 0 && r.d.Mentions[k].Form == nlp.Named && r.d.Mentions[k].Kind == graph.Person {
			return int(k)
		}
	}
	return -1
}

// ownWords reports whether pronoun i, "he" or "she", stands in a quotation of cluster c's, who says "I" of themselves:
// the subject of a verb of saying, outside the quotation, in a sentence that has some of it.
func (r *resolver) ownWords(i, c int) bool {
	q := r.facts[i].quote
	if q == 0 {
		return false
	}
	says := func(k int) bool {
		o := &r.facts[k]
		return o.quote == 0 && o.said && r.of[k] == c && r.quoteSpan[q][0] <= o.sent && o.sent <= r.quoteSpan[q][1]
	}
	for k := i - 1; k >= 0 && r.facts[k].sent >= r.quoteSpan[q][0]; k-- {
		if says(k) {
			return true
		}
	}
	for k := i + 1; k < len(r.facts) && r.facts[k].sent <= r.quoteSpan[q][1]; k++ {
		if says(k) {
			return true
		}
	}
	return false
}
