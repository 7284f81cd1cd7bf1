package resolve

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// This file finds the whole phrases of names, as others mark coreference.

// namePhrase is the whole phrase of a name; the place that says where a place is
// belongs to it: "Portland, Oregon".
func (r *resolver) namePhrase(i int) (int, int) {
	m := &r.d.Mentions[i]
	a, z := r.nameTokens(m)
	first, last := r.around(m.Head, m.Kind)
	first, last = min(first, a), r.untilOther(i, z, max(last, z))
	if last < len(r.d.Tokens) && r.d.Tokens[last].Fine == nlp.POS && r.sent[last] == r.sent[first] {
		return first, last + 1 // the mark, whatever the parser hangs it on
	}
	if m.Kind == graph.Person && last+1 < len(r.d.Tokens) && r.d.Tokens[last].Fine == nlp.FineComma && r.w.letters[r.d.Word(last+1)] {
		return first, last + 2 // Anna Keller, QC
	}
	if m.Kind == graph.Person || last+1 >= len(r.d.Tokens) || r.d.Tokens[last].Fine != nlp.FineComma || r.nestedIn(i) {
		return first, last
	}
	if k := r.covering[last+1]; k >= 0 {
		if o := &r.d.Mentions[k]; o.Form == nlp.Named && (o.Kind == graph.GPE || o.Kind == graph.Place) && o.First == last+1 && r.d.Tokens[o.Head].Dep != nlp.DepConj && (o.Last >= len(r.d.Tokens) || r.d.Tokens[o.Last].Tag != nlp.CCONJ && r.d.Tokens[o.Last].Tag != nlp.NOUN) {
			last = o.Last
		}
	}
	return first, last
}

// around is the phrase of a name that t heads. Less belongs to a name than to a noun:
// of what follows, relative clauses, and phrases that say where from or whose.
func (r *resolver) around(t int, kind graph.Kind) (int, int) {
	person := kind == graph.Person
	first, last := t, t
	for c := r.kid[t]; c >= 0; c = r.sib[c] {
		tok := &r.d.Tokens[c]
		if int(c) < t {
			switch tok.Dep.Base() {
			case nlp.DepDet, nlp.DepAmod, nlp.DepCompound, nlp.DepNummod, nlp.DepNmod, nlp.DepFlat:
				first = min(first, int(r.lo[c]))
			}
			continue
		}
		marked := r.lo[c] > 0 && (r.d.Tokens[r.lo[c]].Tag == nlp.PUNCT || r.d.Tokens[r.lo[c]-1].Tag == nlp.PUNCT)
		switch tok.Dep {
		case nlp.DepFlat, nlp.DepCompound, nlp.DepCase, nlp.DepNummod, nlp.DepDet:
		case nlp.DepAclRelcl:
			if r.singlesOut(t, int(c), marked) {
				continue
			}
		case nlp.DepNmod:
			if p := r.preposition(int(c)); marked || !r.w.is("name-link", p) && !(kind == graph.Organisation && r.w.is("at", p)) {
				continue
			}
		case nlp.DepNmodUnmarked:
			if tok.Tag == nlp.PRON && !marked {
				break // "Keller himself"
			}
			if person || !marked || r.d.Tokens[r.lo[c]].Fine == nlp.FineOpenBracket || tok.Tag != nlp.PROPN {
				continue
			}
		case nlp.DepAcl:
			if !person {
				continue
			}
		default:
			continue
		}
		last = max(last, int(r.hi[c]))
	}
	return r.trim(first, last, t)
}

// singlesOut reports whether the relative clause c after name t is none of the name: it
// says which of several, as names need not, so that it belongs to another noun ("the
// claim of Keller that ...") or to the whole ("it is Keller that knows").
func (r *resolver) singlesOut(t, c int, marked bool) bool {
	if r.child(t, nlp.DepCop) >= 0 {
		if s := r.child(t, nlp.DepNsubj); s >= 0 && r.d.Tokens[s].Tag == nlp.PRON && r.w.pronouns[strings.ToLower(r.d.Word(s))] != nil {
			return true
		}
	}
	for k := int(r.lo[c]); k < c; k++ {
		if r.d.Tokens[k].Tag == nlp.PUNCT || r.d.Tokens[k].Tag == nlp.ADP {
			continue
		}
		w := strings.ToLower(r.d.Word(k))
		return r.w.is("which", w) && (!marked || r.w.is("definite", w))
	}
	return false
}

// untilOther is the end of the phrase of name i, tokens up to last, without a
// coordination with another name of its kind that the parser hung too low: "Ivo Keller of
// Granit and Jan Osk of Basalt" are two people. The name itself ends at z.
func (r *resolver) untilOther(i, z, last int) int {
	m := &r.d.Mentions[i]
	for k := z; k+1 < last; k++ {
		if r.d.Tokens[k].Tag != nlp.CCONJ {
			continue
		}
		if c := r.covering[k+1]; c >= 0 {
			if o := &r.d.Mentions[c]; o.Form == nlp.Named && o.First == k+1 && o.Kind == m.Kind && m.Kind == graph.Person {
				return k
			}
		}
	}
	return last
}

// nestedIn reports whether name i stands inside a longer one, so that what follows
// belongs to that: "California" in "the University of California, Berkeley".
func (r *resolver) nestedIn(i int) bool {
	m := &r.d.Mentions[i]
	for k := i - 1; k >= 0 && r.d.Mentions[k].First >= m.First-12; k-- {
		if o := &r.d.Mentions[k]; o.Form == nlp.Named && o.Last >= m.Last && o.Last-o.First > m.Last-m.First {
			return true
		}
	}
	return false
}
