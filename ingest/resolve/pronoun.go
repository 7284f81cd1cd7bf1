package resolve

import (
	"dateline/graph"
	"dateline/ingest/nlp"
)

// clause is the verb or predicate whose clause holds token t.
func (r *resolver) clause(t int) int {
	for n := 0; n < 30; n++ {
		h := r.d.Tokens[t].Head
		if h < 0 {
			return t
		}
		switch r.d.Tokens[t].Dep.Base() {
		case nlp.DepCcomp, nlp.DepAdvcl, nlp.DepAcl, nlp.DepParataxis, nlp.DepXcomp, nlp.DepCsubj:
			return t
		}
		if r.d.Tokens[t].Tag == nlp.VERB && r.d.Tokens[t].Dep == nlp.DepConj {
			return t
		}
		t = h
	}
	return t
}

// governs reports whether verb is in a clause that v governs.
func (r *resolver) governs(v, verb int) bool {
	for n := 0; n < 6 && verb >= 0; n++ {
		h := r.d.Tokens[verb].Head
		if h < 0 {
			return false
		}
		if h == v && (r.d.Tokens[verb].Dep.Base() == nlp.DepCcomp || r.d.Tokens[verb].Dep.Base() == nlp.DepParataxis) {
			return true
		}
		verb = h
	}
	return false
}

// speaker is who "I" and "me" are in a quotation that says who is quoted, and the
// body they speak for of "we"; -1 where the sentence does not tell.
func (r *resolver) speaker(i int) int {
	p := r.note[i].pronoun
	switch {
	case p.person != '1':
		return -1
	case p.plural:
		return r.speaksFor(r.quoted(r.d.Mentions[i].Head))
	}
	return r.quoted(r.d.Mentions[i].Head)
}

// saidThing reports whether pronoun i is what was said, not who: "the Kremlin
// denies it".
func (r *resolver) saidThing(i int) bool {
	t := &r.d.Tokens[r.d.Mentions[i].Head]
	return r.note[i].pronoun.gender == nlp.Neuter && t.Dep.Base() == nlp.DepObj && t.Head >= 0 && r.w.is("deny", r.lemma(t.Head))
}

// impersonal reports whether pronoun i stands for nothing: "it would take weeks".
func (r *resolver) impersonal(i int) bool {
	t := &r.d.Tokens[r.d.Mentions[i].Head]
	if r.note[i].pronoun.gender != nlp.Neuter || t.Dep != nlp.DepNsubj || t.Head < 0 || !r.w.is("impersonal", r.lemma(t.Head)) {
		return false
	}
	o := r.child(t.Head, nlp.DepObj)
	return o >= 0 && senses()[r.lemma(o)].name == "time"
}

// speaksFor is the cluster that "we" means in the words of cluster c: the body
// itself where a body is quoted, else the one body that the quoted person holds
// an office at; -1 where the text names none.
func (r *resolver) speaksFor(c int) int {
	if c < 0 {
		return -1
	}
	if r.clusters[c].kind != graph.Person {
		return c
	}
	body := -1
	for k := range r.d.Mentions {
		of := r.d.Mentions[k].RoleOf
		if k >= len(r.of) || r.of[k] != c || of < 0 || r.of[of] < 0 || r.d.Mentions[k].Former {
			continue
		}
		if body >= 0 && body != r.of[of] {
			return -1
		}
		body = r.of[of]
	}
	return body
}

// quoted is the cluster of the subject of the verb of saying that governs t, in
// the same sentence.
func (r *resolver) quoted(t int) int {
	for v, n := r.clause(t), 0; n < 6; n++ {
		for c := r.kid[v]; c >= 0; c = r.sib[c] {
			if r.d.Tokens[c].Dep.Base() == nlp.DepParataxis && r.w.is("say", r.lemma(int(c))) {
				if x := r.subjectOf(int(c)); x >= 0 {
					return x
				}
			}
		}
		h := r.d.Tokens[v].Head
		if h < 0 {
			return -1
		}
		if r.w.is("say", r.lemma(h)) {
			if x := r.subjectOf(h); x >= 0 && r.clusters[x].kind == graph.Person {
				return x
			}
		}
		v = h
	}
	return -1
}

func (r *resolver) subjectOf(v int) int {
	s := r.child(v, nlp.DepNsubj)
	if s < 0 {
		return -1
	}
	if k := r.covering[s]; k >= 0 && r.of[k] >= 0 {
		return r.of[k]
	}
	return -1
}
