package resolve

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// This file finds how far a phrase goes, what it is joined of, and who owns or modifies it.

// phrase is the tokens of the noun phrase that t heads: without its preposition,
// conjuncts and, unless whole is asked for, clauses. The whole phrase is what GUM
// marks: relative clauses and the possessive mark with it, appositions without.
func (r *resolver) phrase(t int, whole bool) (int, int) {
	first, last := t, t
	predicate := r.child(t, nlp.DepCop) >= 0
	preposition := r.child(t, nlp.DepCase)
	for c := r.kid[t]; c >= 0; c = r.sib[c] {
		tok := &r.d.Tokens[c]
		after := int(c) > t
		if tok.Dep == nlp.DepNmodUnmarked && int(c) < preposition && preposition < t {
			continue // "hours after the talks"
		}
		switch tok.Dep.Base() {
		case nlp.DepCase:
			if !whole || !after {
				continue
			}
		case nlp.DepCc, nlp.DepPunct, nlp.DepConj, nlp.DepMark, nlp.DepCop, nlp.DepNsubj, nlp.DepAux, nlp.DepParataxis, nlp.DepAdvcl,
			nlp.DepDiscourse, nlp.DepExpl, nlp.DepAppos, nlp.DepVocative, nlp.DepList, nlp.DepDep, nlp.DepOrphan, nlp.DepReparandum, nlp.DepCsubj:
			continue
		case nlp.DepObl:
			if !whole || !after {
				continue
			}
		case nlp.DepAdvmod:
			if predicate || whole && !after {
				continue
			}
		case nlp.DepAcl:
			if !whole {
				continue
			}
		case nlp.DepNmod:
			if !whole && after && !r.w.is("phrase-link", r.preposition(int(c))) {
				continue
			}
		default:
			if !whole && after {
				continue
			}
		}
		first, last = min(first, int(r.lo[c])), max(last, int(r.hi[c]))
	}
	return r.trim(first, last, t)
}

// trim takes the punctuation off both ends of the phrase of t, tokens first to last,
// and puts a bracket back that closes one within it.
func (r *resolver) trim(first, last, t int) (int, int) {
	d := r.d
	s := d.Sentences[r.sent[t]]
	first, last = max(first, s.First), min(last, s.Last-1)
	end := last
	for last > t && d.Tokens[last].Tag == nlp.PUNCT {
		last--
	}
	for first < t && d.Tokens[first].Tag == nlp.PUNCT {
		first++
	}
	open := 0
	for k := first; k <= last; k++ {
		switch d.Tokens[k].Fine {
		case nlp.FineOpenBracket:
			open++
		case nlp.FineCloseBracket:
			open--
		}
	}
	for k := last + 1; k <= end && open > 0 && d.Tokens[k].Fine == nlp.FineCloseBracket; k++ {
		last, open = k, open-1
	}
	return first, last + 1
}

// coordinations adds a mention for each coordination of nouns as a whole, which
// "they" and "both" may stand for.
func (r *resolver) coordinations() {
	d := r.d
	for t := range d.Tokens {
		switch d.Tokens[t].Tag {
		case nlp.NOUN, nlp.PROPN, nlp.PRON:
		default:
			continue
		}
		end := -1
		for c := r.kid[t]; c >= 0; c = r.sib[c] {
			if d.Tokens[c].Dep == nlp.DepConj && r.child(int(c), nlp.DepCc) >= 0 && (d.Tokens[c].Tag == nlp.NOUN || d.Tokens[c].Tag == nlp.PROPN || d.Tokens[c].Tag == nlp.PRON) {
				end = int(c)
			}
		}
		if end < 0 || !r.reads(int(r.sent[t])) {
			continue
		}
		first, last := r.phrase(t, true)
		_, z := r.phrase(end, true)
		last = max(last, z)
		r.add(nlp.Mention{Form: nlp.Nominal, Head: t, First: first, Last: last, Kind: graph.Group, Plural: true}, noun{both: true, kind: graph.Group, whole: [2]int{first, last}})
	}
}

// partsOf are the mentions that coordination i joins.
func (r *resolver) partsOf(i int) []int {
	h := r.d.Mentions[i].Head
	var parts []int
	if k := r.headed[h]; k >= 0 {
		parts = append(parts, int(k))
	}
	for c := r.kid[h]; c >= 0; c = r.sib[c] {
		if k := r.headed[c]; k >= 0 && r.d.Tokens[c].Dep == nlp.DepConj {
			parts = append(parts, int(k))
		}
	}
	return parts
}

// modifiers finds the owners of nominal mention i and how it is determined.
func (r *resolver) modifiers(i int) {
	m, n := &r.d.Mentions[i], &r.note[i]
	t := m.Head
	for c := r.kid[t]; c >= 0; c = r.sib[c] {
		tok := &r.d.Tokens[c]
		low := strings.ToLower(r.d.Word(int(c)))
		switch tok.Dep.Base() {
		case nlp.DepDet:
			n.definite = n.definite || r.w.is("definite", low)
			n.count = n.count || r.w.is("pair", low)
		case nlp.DepNummod:
			n.count = n.count || r.w.is("pair", low)
		case nlp.DepNmod, nlp.DepCompound, nlp.DepAmod:
			if tok.Dep == nlp.DepNmodPoss {
				n.definite = true
				if h := r.headed[c]; h >= 0 && r.d.Mentions[h].Form == nlp.Pronominal {
					n.possess = int(h)
					continue
				}
			}
			if tok.Dep.Base() == nlp.DepNmod && tok.Dep != nlp.DepNmodPoss && r.preposition(int(c)) != "of" && r.preposition(int(c)) != "" {
				if !(n.office && r.w.is("office-link", r.preposition(int(c)))) {
					continue
				}
			}
			r.own(n, int(c), 0)
			// "chiefs of staff of the army": the parser may hang the army on "staff"
			if n.office && strings.HasSuffix(n.lemma, " "+r.lemma(int(c))) {
				for k := r.kid[c]; k >= 0; k = r.sib[k] {
					if r.d.Tokens[k].Dep.Base() == nlp.DepNmod {
						r.own(n, int(k), 0)
					}
				}
			}
		}
	}
	n.owners = slices.DeleteFunc(n.owners, func(o int) bool {
		x := &r.d.Mentions[o]
		return x.Head < m.First || x.Head >= m.Last
	})
	// the words before it, where the parser leaves them unattached
	if len(n.owners) == 0 {
		for k := m.First; k < m.Head; k++ {
			if c := r.covering[k]; c >= 0 && int(c) != i && r.d.Mentions[c].Form == nlp.Named && r.d.Mentions[c].Kind != graph.Person {
				n.owners = append(n.owners, int(c))
				k = r.d.Mentions[c].Last
			}
		}
	}
}

// own adds the mentions at token c and its conjuncts to the owners.
func (r *resolver) own(n *noun, c, depth int) {
	if depth > 4 {
		return
	}
	if x := r.covering[c]; x >= 0 && !slices.Contains(n.owners, int(x)) {
		if o := &r.d.Mentions[x]; o.Form == nlp.Named || o.Form == nlp.Nominal && o.Head == c {
			n.owners = append(n.owners, int(x))
			if o.Form == nlp.Nominal && r.note[x].lemma != "" {
				// the owner's owners speak for it: "chiefs of staff of the Russian military"
				if len(r.note[x].owners) == 0 {
					r.modifiers(int(x))
				}
			}
		}
	}
	for k := r.kid[c]; k >= 0; k = r.sib[k] {
		if r.d.Tokens[k].Dep == nlp.DepConj {
			r.own(n, int(k), depth+1)
		}
	}
}
