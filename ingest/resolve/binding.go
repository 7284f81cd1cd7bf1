package resolve

import (
	"slices"

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

// Priors of the people that "he" and "she" may be, in steps of the model's weights.
// Treebank texts seldom have two people of one gender side by side, so that what is
// learnt from them leans to the nearest one. That a subject goes before an object,
// and like goes to like, is known from studies of such pairs (Lappin and Leass 1994;
// the baselines of Webster et al. 2018).
const (
	priorSubject  = 48
	priorGoverns  = 16
	priorParallel = 24
	priorActs     = 16 // for who can act: "it" and "they" that do something
	priorSays     = 64 // that say something, or to whom something is done
	priorTogether = 24 // for a coordination of names as "they"
	priorCountry  = 96 // against one country as "they" beside what is more than one
)

// priorActs rates who can act for pronoun i by the verb whose subject it is.
func (r *resolver) priorActs(i int) int32 {
	t := &r.d.Tokens[r.d.Mentions[i].Head]
	switch {
	case r.facts[i].said:
		return priorSays
	case r.facts[i].quote == 0 && r.actable(i): // whom a quotation speaks of may stand in no sentence
		return priorSays
	case t.Dep == nlp.DepNsubj && t.Head >= 0 && r.d.Tokens[t.Head].Tag == nlp.VERB:
		return priorActs
	}
	return 0
}

// named reports whether one of the mentions is a name.
func (r *resolver) named(mentions []int) bool {
	return slices.ContainsFunc(mentions, func(k int) bool { return r.d.Mentions[k].Form == nlp.Named })
}

// actable reports whether pronoun i is the object of a verb that is done to who can
// act: "accuse them", "poisoning them".
func (r *resolver) actable(i int) bool {
	t := &r.d.Tokens[r.d.Mentions[i].Head]
	switch t.Dep {
	case nlp.DepObj, nlp.DepIobj, nlp.DepNsubjPass:
		return t.Head >= 0 && r.w.is("to-actor", r.lemma(t.Head))
	}
	return false
}

// prior rates person k for pronoun i by where the entity last stands, in this
// sentence or the one before.
func (r *resolver) prior(i, k int) int32 {
	p := r.note[i].pronoun
	x := &r.clusters[r.of[k]]
	if p != nil && p.person == '3' && (p.plural || p.gender == nlp.Neuter) && x.kind != graph.Thing {
		if p.plural && r.note[k].both && r.named(r.note[k].parts) {
			return r.priorActs(i) + priorTogether
		}
		return r.priorActs(i)
	}
	if p == nil || p.gender != nlp.Male && p.gender != nlp.Female || p.form == "refl" || x.kind != graph.Person || k > i {
		return 0
	}
	a := &r.facts[i]
	at := int32(-1)
	best := int32(0)
	for n := len(x.mentions) - 1; n >= 0; n-- {
		o := x.mentions[n]
		b := &r.facts[o]
		if o >= i {
			continue
		}
		if at < 0 {
			if a.sent-b.sent > 1 {
				break
			}
			if a.said && a.quote == 0 && b.quote > 0 {
				return -priorSays // who is spoken of seldom speaks
			}
		}
		if at >= 0 && b.sent != at {
			break
		}
		at = b.sent
		v := int32(0)
		t := r.top(r.d.Mentions[o].Head)
		switch r.d.Tokens[t].Dep.Base() {
		case nlp.DepNsubj:
			if p.form == "subj" {
				v = priorSubject
			}
			if b.sent == a.sent && r.holds(r.d.Tokens[t].Head, int(a.clause)) {
				v += priorGoverns
			}
		case nlp.DepObj, nlp.DepIobj:
			if d := r.d.Tokens[r.d.Mentions[i].Head].Dep.Base(); d == nlp.DepObj || d == nlp.DepIobj {
				v = priorParallel
			}
		}
		best = max(best, v)
	}
	return best
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
