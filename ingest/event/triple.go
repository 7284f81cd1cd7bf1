package event

import (
	"slices"
	"strings"

	"dateline/ingest/nlp"
)

// Triple is a relation as the sentence words it: a subject, a predicate, and the
// rest. No frame is asked; it is open information extraction by the clause
// patterns of ClausIE (L. Del Corro, R. Gemulla, 2013): subject-verb-object,
// -complement, -adverbial, and copular and appositive relations.
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
			out = v.triplesOf(out, s, t)
		}
	}
	return out
}

func (v *view) triplesOf(out []Triple, s, t int) []Triple {
	tok := &v.doc.Tokens[t]
	cop := v.find(t, nlp.DepCop)
	if tok.Tag != nlp.VERB && cop < 0 {
		return out
	}
	subject := v.surface(t, 0)
	if subject < 0 || subject == t {
		return out
	}
	words := []int{t}
	if cop >= 0 {
		words = []int{cop}
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch k := &v.doc.Tokens[c]; k.Dep {
		case nlp.DepAux, nlp.DepAuxPass, nlp.DepCompoundPrt:
			words = append(words, int(c))
		case nlp.DepAdvmod:
			if v.child[c] < 0 && (v.f.words.negators[v.lemma[c]] || int(c) < t) && v.doc.Tokens[c].Fine != nlp.WRB {
				words = append(words, int(c))
			}
		}
	}
	var args []string
	if cop >= 0 {
		args = append(args, v.tokens(t, true, subject))
	}
	for pass := range 2 { // objects first, then what goes with them
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			if int(c) == subject {
				continue
			}
			core := false
			switch v.doc.Tokens[c].Dep {
			case nlp.DepObj, nlp.DepIobj, nlp.DepXcomp, nlp.DepCcomp:
				core = true
			case nlp.DepObl, nlp.DepOblAgent, nlp.DepOblUnmarked:
			default:
				continue
			}
			if cop >= 0 && v.doc.Tokens[c].Dep != nlp.DepObl {
				continue
			}
			if core == (pass == 0) {
				args = append(args, v.tokens(int(c), false, -1))
			}
		}
	}
	if len(args) == 0 {
		return out
	}
	if first := v.firstOblique(t, cop); first >= 0 {
		// "were adapted to | the soils": the preposition is the predicate's.
		for c := v.child[first]; c >= 0; c = v.sib[c] {
			if v.doc.Tokens[c].Dep == nlp.DepCase && int(c) < first {
				words = append(words, int(c))
			}
		}
		phrase := v.tokens(first, false, -1)
		for i := range args {
			if args[i] == phrase {
				args[i] = v.bare(phrase, first)
				args[0], args[i] = args[i], args[0]
			}
		}
	}
	slices.Sort(words)
	pred := make([]string, len(words))
	for i, w := range words {
		pred[i] = v.doc.Word(w)
	}
	for _, x := range v.conjuncts(nil, subject, false) {
		out = append(out, Triple{s, v.named(s, x), strings.Join(pred, " "), args})
	}
	return out
}

// firstOblique is the prepositional phrase right after a verb without object, -1
// if there is none.
func (v *view) firstOblique(t, cop int) int {
	if cop >= 0 {
		return -1
	}
	best := -1
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch v.doc.Tokens[c].Dep {
		case nlp.DepObj, nlp.DepXcomp, nlp.DepCcomp, nlp.DepIobj:
			return -1
		case nlp.DepObl, nlp.DepOblAgent:
			if int(c) > t && best < 0 && v.caseOf(int(c)) != "" {
				best = int(c)
			}
		}
	}
	return best
}

// bare is the phrase of t without its prepositions.
func (v *view) bare(phrase string, t int) string {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Dep == nlp.DepCase && int(c) < t {
			phrase = strings.TrimPrefix(phrase, v.doc.Word(int(c))+" ")
		}
	}
	return phrase
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
	return v.tokens(t, false, -1)
}

// tokens is the words of the phrase of t with spaces between. A predicate goes
// without its subject and copula.
func (v *view) tokens(t int, predicate bool, subject int) string {
	first, last := v.extent(t, 0)
	skip := map[int]bool{}
	drop := func(c int) {
		f, l := v.extent(c, 0)
		for i := f; i <= l; i++ {
			skip[i] = true
		}
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch v.doc.Tokens[c].Dep {
		case nlp.DepCop, nlp.DepNsubj, nlp.DepNsubjPass, nlp.DepAux, nlp.DepAuxPass, nlp.DepMark, nlp.DepParataxis, nlp.DepAdvcl:
			if predicate {
				drop(int(c))
			}
		case nlp.DepAclRelcl, nlp.DepAppos:
			drop(int(c))
		case nlp.DepConj:
			if v.doc.Tokens[c].Tag == nlp.VERB || !predicate && nominal(v.doc.Tokens[t].Tag) && v.doc.Tokens[t].Dep.Base() == nlp.DepNsubj {
				drop(int(c))
			}
		case nlp.DepCc:
			if v.doc.Tokens[t].Dep.Base() == nlp.DepNsubj {
				skip[int(c)] = true
			}
		}
	}
	var words []string
	for i := first; i <= last; i++ {
		if !skip[i] || i == t {
			words = append(words, v.doc.Word(i))
		}
	}
	for len(words) > 1 && (words[0] == "," || words[0] == "and") {
		words = words[1:]
	}
	for n := len(words); n > 1 && (words[n-1] == "," || words[n-1] == "."); n = len(words) {
		words = words[:n-1]
	}
	return strings.Join(words, " ")
}
