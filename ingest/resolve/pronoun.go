package resolve

import (
	"dateline/graph"
	"dateline/ingest/nlp"
)

// pronoun links pronoun mention i to the best cluster before it. One that finds
// none stays without an entity.
func (r *resolver) pronoun(i int) {
	p := r.note[i].pronoun
	if p.person != '3' {
		r.speaker(i)
		return
	}
	d := r.d
	m := &d.Mentions[i]
	s := int(r.sent[m.Head])
	verb := r.clause(m.Head)
	if t := &d.Tokens[m.Head]; p.gender == nlp.Neuter && t.Dep.Base() == nlp.DepObj && t.Head >= 0 && r.w.is("say", r.lemma(t.Head)) {
		return // "the Kremlin denies it": what was said, not who
	}
	best, score := -1, 0
	rank := 0
	for k := i - 1; k >= 0; k-- {
		a := &d.Mentions[k]
		distance := s - int(r.sent[a.Head])
		if distance > 4 {
			break
		}
		c := r.of[k]
		if c < 0 || !r.may(p, c, k) {
			continue
		}
		if a.Span.Contains(m.Span) && !(a.Form == nlp.Named) {
			continue // "[the man with [his] dog]"
		}
		rank++
		v := r.salience(k, distance) - rank
		ha := r.top(a.Head)
		if distance == 0 {
			switch {
			case p.reflexes || p.possess:
				if r.subject(ha) && r.clause(ha) == verb {
					v += 60
				}
			case r.subject(ha) && d.Tokens[ha].Head == d.Tokens[m.Head].Head && ha != m.Head:
				continue // subject and object of one verb
			}
			// "X said that it": the subject of the verb that governs the clause
			if r.subject(m.Head) && r.subject(ha) && r.governs(d.Tokens[ha].Head, verb) {
				v += 50
			}
		}
		if r.subject(m.Head) && r.subject(ha) {
			v += 15
		}
		if best < 0 || v > score {
			best, score = c, v
		}
	}
	if best >= 0 {
		r.put(i, best)
	}
}

// salience is how present the mention k is, so many sentences before.
func (r *resolver) salience(k, distance int) int {
	a := &r.d.Mentions[k]
	t := r.top(a.Head)
	v := 100 - 35*distance
	switch r.d.Tokens[t].Dep.Base() {
	case nlp.DepNsubj:
		v += 40
	case nlp.DepObj, nlp.DepRoot:
		v += 20
	case nlp.DepObl, nlp.DepIobj:
		v += 10
	case nlp.DepNmod:
		v += 5
	case nlp.DepAmod, nlp.DepCompound:
		v -= 60
	}
	if a.Kind == graph.GPE && r.w.is("at", r.preposition(t)) {
		v -= 30 // where something is, not who acts
	}
	switch a.Form {
	case nlp.Named, nlp.Pronominal:
		v += 8
	}
	v += min(len(r.clusters[r.of[k]].mentions), 6) * 3
	return v
}

// may reports whether the pronoun agrees with cluster c, whose mention k is.
func (r *resolver) may(p *pronoun, c, k int) bool {
	x := &r.clusters[c]
	a := &r.d.Mentions[k]
	if p.plural {
		switch {
		case x.kind == graph.Person, x.kind == graph.GPE && !x.plural:
			return false
		case x.kind == graph.Organisation:
			return x.plural || r.w.is("plural-body", r.note[k].lemma) || x.named
		case x.kind == graph.Group:
			return !r.modifies(k)
		}
		return x.plural || a.Plural
	}
	if x.plural && !x.named || x.kind == graph.Group {
		return false
	}
	switch p.gender {
	case nlp.Male, nlp.Female:
		return x.kind == graph.Person && (x.gender == nlp.NoGender || x.gender == p.gender)
	case nlp.Neuter:
		return x.kind != graph.Person && !a.Plural
	}
	return true
}

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

// speaker links "I" and "me" in a quotation to who is quoted, "we" to the body
// they speak for; elsewhere the singular first person of a text is one person.
func (r *resolver) speaker(i int) {
	p := r.note[i].pronoun
	m := &r.d.Mentions[i]
	if p.person == '1' && !p.plural {
		if c := r.quoted(m.Head); c >= 0 {
			r.put(i, c)
			return
		}
	}
	if p.person == '1' && p.plural {
		if c := r.speaksFor(r.quoted(m.Head)); c >= 0 {
			r.put(i, c)
			return
		}
	}
	if !r.all {
		return
	}
	for k := i - 1; k >= 0; k-- {
		if q := r.note[k].pronoun; q != nil && q.person == p.person && q.plural == p.plural && r.of[k] >= 0 {
			r.put(i, r.of[k])
			return
		}
	}
	r.fresh(i)
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
