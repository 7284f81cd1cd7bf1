package event

import (
	"slices"

	"dateline/ingest/nlp"
)

// Triple is a relation as the sentence words it: a subject, a predicate, and the
// arguments, the nearest first. No frame is asked; it is open information
// extraction by the clause patterns of ClausIE (L. Del Corro, R. Gemulla, 2013):
// subject-verb-object, -complement, -adverbial, copular and appositive relations.
//
// The arguments are kept short: without relative clauses between commas,
// appositions and asides. The preposition of the first argument belongs to the
// predicate, "were adapted to | the soils"; further arguments carry theirs.
type Triple struct {
	Sentence  int
	Subject   string
	Predicate string
	Args      []string
}

// Triples is the open relations of d, in the order of their predicates.
func (f *Frames) Triples(d *nlp.Document) []Triple {
	v := newView(d, f)
	var out []Triple
	for s := range d.Sentences {
		if !d.Sentences[s].Kind.Tells() {
			continue
		}
		for t := d.Sentences[s].First; t < d.Sentences[s].Last; t++ {
			out = v.clauseTriples(out, s, t)
			out = v.nameTriples(out, s, t)
		}
	}
	return out
}

// clauseTriples are those of the clause that t heads: one for each subject and each
// object that stand side by side.
func (v *view) clauseTriples(out []Triple, s, t int) []Triple {
	cop := v.find(t, nlp.DepCop)
	if _, word := openID(v.lemma[t]); !word && cop < 0 {
		return out // a quotation mark that was taken for a verb
	}
	if v.doc.Tokens[t].Tag != nlp.VERB && cop < 0 || v.chained(t) {
		return out
	}
	subject := v.surface(t, 0)
	if subject < 0 || subject == t || v.dependent(t) {
		return out
	}
	v.stop = append(v.stop[:0], t) // "the duties specified for them": what is said of a noun is no part of it
	chain := v.chain(t)
	first, rest := v.arguments(chain, cop, subject)
	if len(first) == 0 && len(chain) > 1 && cop < 0 {
		first, chain = chain[1:2], chain[:1] // "wants to return"
	}
	last := chain[len(chain)-1]
	predicate := v.predicateWords(chain, cop)
	if cop >= 0 {
		first, rest = []int{t}, append(first, rest...)
	}
	if len(first) == 0 {
		return out
	}
	var further []string
	for _, a := range rest {
		further = append(further, v.words(a, keepCase))
	}
	if cop < 0 {
		predicate = append(predicate, v.cases(first[0], last)...)
	}
	slices.Sort(predicate)
	verb := map[int]bool{}
	for _, w := range predicate {
		verb[w] = true
	}
	for _, x := range v.sideBySide(subject) {
		for _, a := range first {
			arg := v.words(a, bareCase)
			if cop >= 0 {
				arg = v.words(a, complement)
			}
			if name := v.named(s, x); arg != "" && name != "" {
				out = append(out, Triple{s, name, v.text(predicate[0], predicate[len(predicate)-1], verb), append([]string{arg}, further...)})
			}
		}
	}
	return out
}

// dependent reports whether the verb t only says what something is for or how it
// is done, so that it asserts nothing: "a plan to leave", "left to have lunch",
// "cleared by adding salt".
func (v *view) dependent(t int) bool {
	tok := &v.doc.Tokens[t]
	switch tok.Dep {
	case nlp.DepAcl:
		return tok.Fine == nlp.VB
	case nlp.DepAdvcl:
		return tok.Fine == nlp.VB && v.hasTo(t) || tok.Fine == nlp.VBG && v.find(t, nlp.DepMark) >= 0
	}
	return false
}

// chained reports whether t is the complement that the verb above is told with:
// "agreed to set up".
func (v *view) chained(t int) bool {
	h := v.doc.Tokens[t].Head
	return h >= 0 && v.next(h) == t
}

// next is the infinitive that follows the verb t without an object between them,
// so that both are one predicate; -1 if there is none.
func (v *view) next(t int) int {
	if v.doc.Tokens[t].Tag != nlp.VERB {
		return -1
	}
	x := v.find(t, nlp.DepXcomp)
	if x < t || v.doc.Tokens[x].Fine != nlp.VB || v.find(t, nlp.DepObj) >= 0 || v.find(t, nlp.DepIobj) >= 0 || v.find(x, nlp.DepCop) >= 0 {
		return -1
	}
	return x
}

// chain is t and the infinitives that go on with it.
func (v *view) chain(t int) []int {
	out := []int{t}
	for x := v.next(t); x >= 0 && len(out) < 4; x = v.next(x) {
		out = append(out, x)
	}
	return out
}

// predicateWords are the tokens of the verbs of the chain with their auxiliaries,
// particles and negations.
func (v *view) predicateWords(chain []int, cop int) []int {
	var out []int
	for i, t := range chain {
		if cop < 0 {
			out = append(out, t)
		} else {
			out = append(out, cop)
		}
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			switch k := &v.doc.Tokens[c]; k.Dep {
			case nlp.DepAux, nlp.DepAuxPass, nlp.DepCompoundPrt:
				out = append(out, int(c))
			case nlp.DepMark:
				if i > 0 {
					out = append(out, int(c))
				}
			case nlp.DepAdvmod:
				if v.child[c] < 0 && (v.f.words.negators[v.lemma[c]] || int(c) < t && cop < 0) && k.Fine != nlp.WRB && (i > 0 || int(c) > v.firstAux(t)) {
					out = append(out, int(c))
				}
			}
		}
	}
	return out
}

// firstAux is the first auxiliary of t, or t itself less one: what stands before
// it is no part of the predicate.
func (v *view) firstAux(t int) int {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch v.doc.Tokens[c].Dep {
		case nlp.DepAux, nlp.DepAuxPass, nlp.DepCop:
			return int(c)
		}
	}
	return t - 2
}

// arguments are what goes with the predicate: the objects that stand side by side,
// or where there is none the nearest phrase after it, and the rest.
func (v *view) arguments(chain []int, cop, subject int) (first, rest []int) {
	var core, other []int
	for i, t := range chain {
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			if int(c) == subject || i+1 < len(chain) && int(c) == chain[i+1] {
				continue
			}
			switch v.doc.Tokens[c].Dep {
			case nlp.DepObj, nlp.DepXcomp, nlp.DepCcomp:
				if cop < 0 {
					core = append(core, int(c))
				}
			case nlp.DepIobj:
				if cop < 0 {
					core = slices.Insert(core, 0, int(c))
				}
			case nlp.DepObl, nlp.DepOblAgent, nlp.DepOblUnmarked:
				if cop < 0 || int(c) < cop {
					other = append(other, int(c))
				}
			case nlp.DepAdvcl:
				// "accused Iran of arming them"
				if cop < 0 && v.doc.Tokens[c].Fine == nlp.VBG && int(c) > t && v.f.words.objects[v.caseOf(int(c))] {
					other = append(other, int(c))
				}
			}
		}
	}
	last := chain[len(chain)-1]
	switch {
	case cop >= 0:
		return nil, other
	case len(core) > 0:
		return v.sideBySide(core[0]), append(core[1:], other...)
	}
	for i, o := range other {
		if o > last {
			return v.sideBySide(o), slices.Delete(other, i, i+1)
		}
	}
	return nil, nil
}

// sideBySide is t and the nouns coordinated with it, unless they are one name.
func (v *view) sideBySide(t int) []int {
	if !nominal(v.doc.Tokens[t].Tag) {
		return []int{v.relative(t)}
	}
	all := v.conjuncts(nil, t, false)
	out := all[:1]
	for _, x := range all[1:] {
		if m := v.mention[x]; m < 0 || m != v.mention[all[0]] {
			out = append(out, x)
		}
	}
	return out
}

// cases are the prepositions of a, where it is the first argument after verb t.
func (v *view) cases(a, t int) []int {
	var out []int
	switch v.doc.Tokens[a].Dep {
	case nlp.DepObl, nlp.DepOblAgent, nlp.DepAdvcl:
	default:
		return nil
	}
	for c := v.child[a]; c >= 0; c = v.sib[c] {
		if d := v.doc.Tokens[c].Dep; (d == nlp.DepCase || d == nlp.DepMark) && int(c) < a && int(c) > t {
			out = append(out, int(c))
			for x := v.child[c]; x >= 0; x = v.sib[x] {
				if v.doc.Tokens[x].Dep == nlp.DepFixed {
					out = append(out, int(x))
				}
			}
		}
	}
	return out
}

// nameTriples are what an apposition says of a name: "Kirby, a spokesman".
func (v *view) nameTriples(out []Triple, s, t int) []Triple {
	if !nominal(v.doc.Tokens[t].Tag) {
		return out
	}
	v.stop = v.stop[:0]
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if k.Dep != nlp.DepAppos || !nominal(k.Tag) || k.Tag == nlp.NUM {
			continue
		}
		v.stop = append(v.stop[:0], int(c))
		subject, predicate := v.words(t, bareCase), ""
		v.stop = v.stop[:0]
		predicate = v.words(int(c), bareCase)
		if k.Tag == nlp.PROPN && v.doc.Tokens[t].Tag == nlp.NOUN {
			subject, predicate = predicate, subject
		}
		if subject != "" && predicate != "" {
			out = append(out, Triple{s, subject, v.f.words.copula, []string{predicate}})
		}
	}
	return out
}

// named is the words of a subject: of a pronoun, what it stands for in the
// sentence.
func (v *view) named(s, t int) string {
	m := v.mention[t]
	if m >= 0 && v.heads[t] && v.doc.Mentions[m].Form == nlp.Pronominal && v.doc.Mentions[m].Entity >= 0 {
		for i := range v.doc.Mentions {
			o := &v.doc.Mentions[i]
			if o.Entity == v.doc.Mentions[m].Entity && o.Form != nlp.Pronominal && v.doc.Sentences[s].Span.Contains(o.Span) {
				return v.doc.Text(o.Span)
			}
		}
	}
	return v.words(t, bareCase)
}
