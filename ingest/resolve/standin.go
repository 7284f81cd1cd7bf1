package resolve

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// This file finds whom a noun stands for that says little of him: "the 45-year-old", "the suspect", "the striker".

// ageAt is the number of years in a phrase like "45-year-old" that ends with token t, empty if none does.
func (r *resolver) ageAt(t int) string {
	d := r.d
	if t < 4 || !r.w.is("age-end", r.lemma(t)) || !r.w.is("age-unit", r.lemma(t-2)) || d.Tokens[t-4].Tag != nlp.NUM {
		return ""
	}
	if d.Tokens[t-1].Tag != nlp.PUNCT || d.Tokens[t-3].Tag != nlp.PUNCT || r.sent[t-4] != r.sent[t] {
		return ""
	}
	return d.Word(t - 4)
}

// aged reports whether token t ends a phrase like "the 45-year-old" that stands for a person.
func (r *resolver) aged(t int) bool {
	if r.ageAt(t) == "" || t < 5 || r.d.Tokens[t-5].Tag != nlp.DET {
		return false
	}
	switch r.d.Tokens[t].Dep.Base() {
	case nlp.DepNsubj, nlp.DepObj, nlp.DepIobj, nlp.DepObl, nlp.DepNmod, nlp.DepConj, nlp.DepAppos:
		return r.d.Tokens[t].Tag == nlp.ADJ || r.d.Tokens[t].Tag == nlp.NOUN
	}
	return false
}

// age is what mention k says of somebody's age: "Anna Keller, 45", "a 45-year-old man"; empty if nothing.
func (r *resolver) age(k int) string {
	h := r.d.Mentions[k].Head
	if a := r.ageAt(h); a != "" {
		return a
	}
	for c := r.kid[h]; c >= 0; c = r.sib[c] {
		if r.d.Tokens[c].Dep == nlp.DepAmod {
			if a := r.ageAt(int(c)); a != "" {
				return a
			}
		}
	}
	if _, last := r.nameTokens(&r.d.Mentions[k]); r.d.Mentions[k].Form == nlp.Named && last+2 < len(r.d.Tokens) &&
		r.d.Tokens[last].Fine == nlp.FineComma && r.d.Tokens[last+1].Tag == nlp.NUM && r.d.Tokens[last+2].Tag == nlp.PUNCT && len(r.d.Word(last+1)) < 4 {
		return r.d.Word(last + 1)
	}
	return ""
}

// standIn is the person whom mention i, a definite noun for one, stands for: of the same age, else the only one of
// the latest sentence that has any, for an age alone its subject; -1 if that does not tell.
func (r *resolver) standIn(i int) int {
	m, n := &r.d.Mentions[i], &r.note[i]
	age := r.ageAt(m.Head)
	if m.Kind != graph.Person || m.Plural || !n.definite || len(n.owners) > 0 || n.possess >= 0 || age == "" && (!r.w.is("stand-in", n.lemma) || r.qualified(i, false)) {
		return -1
	}
	const window = 3
	other := map[int]bool{} // people of another age, or who are part of the same event
	if age != "" {
		for k := i - 1; k >= 0; k-- {
			c := r.of[k]
			if c < 0 || r.clusters[c].kind != graph.Person {
				continue
			}
			if a := r.age(k); a == age {
				return c
			} else if a != "" {
				other[c] = true
			}
		}
	}
	_, verb := r.place(i)
	found, subject, sent := -1, -1, int32(-1)
	for k := i - 1; k >= 0 && r.facts[i].sent-r.facts[k].sent <= window; k-- {
		c := r.of[k]
		if c < 0 || r.clusters[c].kind != graph.Person || r.clusters[c].plural || other[c] || !r.agree(i, c) {
			continue
		}
		part, v := r.place(k)
		if r.facts[k].sent == r.facts[i].sent && v == verb {
			other[c] = true
			continue
		}
		if sent >= 0 && r.facts[k].sent != sent {
			break
		}
		sent = r.facts[k].sent
		if found >= 0 && found != c {
			found = none
		} else if found == -1 {
			found = c
		}
		if part == placeSubject {
			subject = c
		}
	}
	if found == none {
		found = -1
		if age != "" {
			found = subject
		}
	}
	return found
}

// appositions gives names that the names stage took for people's the kind that an apposition says:
// "Granit Kliniken, a hospital group".
func (r *resolver) appositions() {
	d := r.d
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != nlp.Named || m.Kind != graph.Person || m.Role != "" || m.Rank != "" || m.Gender != nlp.NoGender {
			continue
		}
		for c := r.kid[m.Head]; c >= 0; c = r.sib[c] {
			if t := &d.Tokens[c]; t.Dep.Base() == nlp.DepAppos && t.Fine == nlp.NN && r.w.is("firm", r.lemma(int(c))) && r.child(int(c), nlp.DepDet) >= 0 {
				m.Kind = graph.Organisation
				r.renamed(m)
			}
		}
	}
}

// renamed gives all equal names the kind of m.
func (r *resolver) renamed(m *nlp.Mention) {
	key := strings.ToLower(r.d.Text(m.Name))
	for i := range r.d.Mentions {
		if o := &r.d.Mentions[i]; o.Form == nlp.Named && o.Kind == graph.Person && o.Role == "" && strings.ToLower(r.d.Text(o.Name)) == key {
			o.Kind = m.Kind
		}
	}
}
