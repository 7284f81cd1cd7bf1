package event

import (
	"slices"
	"strings"

	"dateline/ingest/nlp"
)

// shape says which parts of a phrase its words are to have.
type shape uint8

const (
	bareCase   shape = iota // without its preposition
	keepCase                // with it
	complement              // of a copula: without subject, auxiliaries and what stands before
)

// words is the phrase of t in words with spaces between, as short as it makes
// sense.
func (v *view) words(t int, sh shape) string {
	keep := map[int]bool{t: true}
	first, last := t, t
	v.gather(t, t, sh, keep, &first, &last, 0)
	for first < last && (!keep[first] || joins(v.doc.Word(first))) {
		first++
	}
	for last > first && (!keep[last] || joins(v.doc.Word(last))) {
		last--
	}
	if first == last && v.doc.Tokens[first].Tag == nlp.PUNCT {
		return ""
	}
	return v.text(first, last, keep)
}

// text is the words of keep from first to last, with a space where the article has
// one or words are left out.
func (v *view) text(first, last int, keep map[int]bool) string {
	var b strings.Builder
	end := -1
	for i := first; i <= last; i++ {
		if keep != nil && !keep[i] {
			continue
		}
		if end >= 0 && v.doc.Tokens[i].Start > end {
			b.WriteByte(' ')
		}
		b.WriteString(v.doc.Word(i))
		end = v.doc.Tokens[i].End
	}
	return b.String()
}

// joins reports whether the word is a mark that neither starts nor ends a phrase.
func joins(w string) bool {
	return w == "," || w == "." || w == ";" || w == ":" || w == "--" || w == "-"
}

// gather puts the tokens of the phrase of t into keep. What a clause of its own
// tells is left out, at any depth.
func (v *view) gather(t, top int, sh shape, keep map[int]bool, first, last *int, depth int) {
	if depth > deepest*4 {
		return
	}
	clause := v.doc.Tokens[top].Tag == nlp.VERB
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if slices.Contains(v.stop, int(c)) {
			continue
		}
		k := &v.doc.Tokens[c]
		switch k.Dep {
		case nlp.DepCase:
			if t == top && sh != keepCase && int(c) < t && k.Fine != nlp.POS {
				continue
			}
		case nlp.DepParataxis, nlp.DepVocative, nlp.DepDiscourse:
			continue
		case nlp.DepAppos:
			if v.setOff(int(c)) {
				continue // not so "the architect Anna Holt"
			}
		case nlp.DepAclRelcl:
			if !clause && v.setOff(int(c)) || t == top && !clause {
				continue
			}
		case nlp.DepAcl, nlp.DepAdvcl:
			if !clause && v.setOff(int(c)) {
				continue
			}
		case nlp.DepConj, nlp.DepCc:
			if t == top && !clause {
				continue
			}
		case nlp.DepMark:
			if t == top && (sh == complement || sh == bareCase && v.doc.Tokens[t].Fine == nlp.VBG) {
				continue
			}
		case nlp.DepCop, nlp.DepNsubj, nlp.DepNsubjPass, nlp.DepAux, nlp.DepAuxPass:
			if t == top && sh == complement {
				continue
			}
		case nlp.DepAdvmod, nlp.DepObl, nlp.DepOblUnmarked:
			if t == top && sh == complement && int(c) < v.find(t, nlp.DepCop) {
				continue
			}
		case nlp.DepPunct:
			if t == top && sh == complement && int(c) < t {
				continue
			}
		}
		keep[int(c)] = true
		*first, *last = min(*first, int(c)), max(*last, int(c))
		v.gather(int(c), top, sh, keep, first, last, depth+1)
	}
}

// setOff reports whether a comma or dash stands before the phrase of t.
func (v *view) setOff(t int) bool {
	first, _ := v.extent(t, 0)
	if v.doc.Tokens[first].Tag == nlp.PUNCT {
		return true
	}
	return first > 0 && v.doc.Tokens[first-1].Tag == nlp.PUNCT
}
