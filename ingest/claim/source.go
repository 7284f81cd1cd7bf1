package claim

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// source is the head token of who says what the verb or predicate t says, -1 if
// the text names nobody.
func (r *reader) source(t int) int {
	s := r.sourceByTree(t)
	if r.aside(t) {
		// "apologized after they came out, saying ...": who apologized speaks.
		if m := r.mainSubject(t); m >= 0 {
			s = m
		}
	}
	if s >= 0 && r.quote.at[s] >= 0 && r.quote.at[t] < 0 {
		// "Others are just not,” said Paul Chipok": the speaker is outside the quote.
		if n := r.nearestNoun(t); n >= 0 {
			return n
		}
	}
	if s >= 0 || r.d.Tokens[t].Tag != nlp.VERB || r.tree.passive(t) {
		return s
	}
	if r.d.Tokens[t].Fine == nlp.VBG {
		return r.mainSubject(t)
	}
	if finiteForm(r.d.Tokens[r.group(t)].Fine) {
		if a := r.beforeApposition(r.group(t)); a >= 0 {
			return a
		}
		if q := r.group(t) - 2; q >= 0 && r.quote.at[q] >= 0 && r.quote.at[t] < 0 {
			return r.nearestNoun(t) // "...,” said a veteran"
		}
		return r.lastSubject(t)
	}
	return -1
}

// lastSubject is the nearest subject before t in its sentence, whatever verb the
// tree gave it to.
func (r *reader) lastSubject(t int) int {
	first := r.d.Sentences[r.d.SentenceOf(t)].First
	for k := t - 1; k >= first && k > t-maxApposition; k-- {
		if d := r.d.Tokens[k].Dep; (d == nlp.DepNsubj || d == nlp.DepNsubjPass) && r.quote.at[k] == r.quote.at[t] && r.nominal(k) {
			return k
		}
	}
	return -1
}

// aside reports whether t is a participle that a comma sets off from a clause of
// circumstance, so that it belongs to the main clause.
func (r *reader) aside(t int) bool {
	if r.d.Tokens[t].Fine != nlp.VBG || r.d.Tokens[t].Dep != nlp.DepAdvcl || t == 0 || r.d.Word(t-1) != "," {
		return false
	}
	h := r.tree.head(t)
	return h >= 0 && h < t && (r.d.Tokens[h].Dep == nlp.DepAdvcl || r.d.Tokens[h].Dep == nlp.DepXcomp)
}

// mainSubject is the subject of the sentence of t, for a participle that the tree
// has hung on something without one.
func (r *reader) mainSubject(t int) int {
	for h, k := r.tree.head(t), 0; h >= 0 && k < maxDepth; h, k = r.tree.head(h), k+1 {
		if r.tree.head(h) < 0 {
			if s := r.ownSubject(h); s >= 0 && s < t && r.quote.at[s] == r.quote.at[t] {
				return s
			}
		}
	}
	return -1
}

// beforeApposition is the name before a description between commas that ends just
// before t: "Michael Cernech, the city manager, said".
func (r *reader) beforeApposition(t int) int {
	first := r.d.Sentences[r.d.SentenceOf(t)].First
	if t-1 <= first || r.d.Word(t-1) != "," {
		return -1
	}
	for k := t - 2; k > first && k > t-maxApposition; k-- {
		if r.quote.at[k] >= 0 {
			return -1
		}
		if r.d.Word(k) == "," && r.nominal(k-1) {
			return r.nounHead(k - 1)
		}
	}
	return -1
}

// maxApposition bounds a description between commas, in tokens.
const maxApposition = 16

// ownSubject is the subject of t in the tree, the nearest before it if there are
// several (one of them is then part of a quote or a misread phrase); -1 if none.
func (r *reader) ownSubject(t int) int {
	best := -1
	for k := int(r.tree.first[t]); k >= 0; k = int(r.tree.nxt[k]) {
		switch r.d.Tokens[k].Dep {
		case nlp.DepNsubj, nlp.DepNsubjOuter, nlp.DepNsubjPass:
			if best < 0 || k < t {
				best = k
			}
		}
	}
	return best
}

func (r *reader) sourceByTree(t int) int {
	if r.d.Tokens[t].Tag == nlp.VERB && r.tree.child(t, nlp.DepNsubj, nlp.DepNsubjPass, nlp.DepAuxPass) < 0 {
		// The tree has no subject for a finite verb: the noun that ends just before it.
		alone := r.d.Tokens[t].Dep != nlp.DepConj || r.tree.child(t, nlp.DepCc) < 0
		if at := r.group(t); finiteForm(r.d.Tokens[at].Fine) && alone && r.d.Tokens[t].Dep != nlp.DepAclRelcl {
			if s := r.nounBefore(at); s >= 0 {
				return s
			}
		}
	}
	return r.subject(t, 0)
}

// group is the first word of the verb group that ends in t: "has also said".
func (r *reader) group(t int) int {
	first := t
	for k := t - 1; k >= 0 && r.tree.head(k) == t && k > t-5; k-- {
		switch r.d.Tokens[k].Dep.Base() {
		case nlp.DepAux:
			first = k
		case nlp.DepAdvmod:
		default:
			return first
		}
	}
	return first
}

func finiteForm(f nlp.Fine) bool {
	return f == nlp.VBD || f == nlp.VBZ || f == nlp.VBP || f == nlp.MD
}

// nounBefore is the head of the noun phrase that ends just before token t.
func (r *reader) nounBefore(t int) int {
	k := t - 1
	for k > 0 && r.d.Tokens[k].Tag == nlp.ADV {
		k--
	}
	if k < 0 || !r.nominal(k) || r.quote.at[k] >= 0 || k < r.d.Sentences[r.d.SentenceOf(t)].First {
		return -1
	}
	h := r.nounHead(k)
	if h > t || r.d.Tokens[h].Dep == nlp.DepObj {
		return -1
	}
	return h
}

func (r *reader) subject(t, depth int) int {
	if depth > 8 {
		return -1
	}
	tok := r.d.Tokens
	if tok[t].Tag == nlp.VERB && r.tree.passive(t) {
		if a := r.tree.child(t, nlp.DepOblAgent); a >= 0 {
			return a
		}
		for k := r.tree.first[t]; k >= 0; k = r.tree.nxt[k] {
			if tok[k].Dep == nlp.DepObl && r.is("agent", r.tree.preposition(int(k))) {
				return int(k)
			}
		}
		return -1
	}
	if s := r.ownSubject(t); s >= 0 {
		if s > t && tok[t].Dep == nlp.DepConj {
			if g := r.outer(t, r.tree.head(t)); g >= 0 {
				return r.subject(g, depth+1) // the noun after it is the subject of what is said
			}
		}
		if a := r.antecedent(t, s); a >= 0 {
			return a
		}
		return s
	}
	h := r.tree.head(t)
	if h < 0 {
		return -1
	}
	switch tok[t].Dep {
	case nlp.DepConj:
		if g := r.outer(t, h); g >= 0 {
			return r.subject(g, depth+1)
		}
		return r.subject(h, depth+1)
	case nlp.DepXcomp:
		// "urged him to say": the object speaks; "declined to say": the subject.
		if o := r.tree.child(h, nlp.DepObj, nlp.DepIobj); o >= 0 && o < t && tok[h].Tag == nlp.VERB {
			return o
		}
		return r.subject(h, depth+1)
	case nlp.DepAdvcl, nlp.DepParataxis, nlp.DepCcomp, nlp.DepDep:
		if tok[h].Tag == nlp.VERB || tok[h].Tag == nlp.AUX || r.tree.child(h, nlp.DepCop) >= 0 {
			if tok[t].Dep == nlp.DepAdvcl || tok[t].Fine == nlp.VBG {
				return r.subject(h, depth+1)
			}
			return -1
		}
		return h
	case nlp.DepAcl, nlp.DepAclRelcl:
		if top := r.tree.verbless(t); top >= 0 && tok[t].Dep == nlp.DepAcl && tok[t].Fine == nlp.VBN {
			return top
		}
		if tok[t].Fine == nlp.VBN || tok[t].Fine == nlp.VB {
			if r.infinitive(t) {
				return h
			}
			if tok[t].Dep == nlp.DepAcl {
				return -1
			}
		}
		return h
	}
	return -1
}

// outer is, for "Hewitt argued that A allowed B, but suggested C", the cue above
// the verb h that t was joined to, when a comma sets t off from it; -1 otherwise.
func (r *reader) outer(t, h int) int {
	c := r.tree.child(t, nlp.DepCc)
	if s := r.tree.child(t, nlp.DepNsubj); c < 1 || s >= 0 && s < t {
		return -1
	}
	comma := r.d.Word(c-1) == ","
	for k := 0; k < 4; k++ {
		g := r.tree.head(h)
		if g < 0 {
			return -1
		}
		if r.d.Tokens[h].Dep == nlp.DepCcomp {
			x, y := &r.d.Tokens[g], &r.d.Tokens[t]
			if x.Tag == nlp.VERB && x.Fine == y.Fine && (comma || x.Lemma == y.Lemma) && len(r.data.words[verb][x.Lemma]) > 0 {
				return g
			}
			return -1
		}
		h = g
	}
	return -1
}

// antecedent is the noun that the relative pronoun s stands for, -1 if s is none.
func (r *reader) antecedent(t, s int) int {
	switch r.d.Tokens[s].Fine {
	case nlp.WP, nlp.WDT, nlp.WPS:
	default:
		return -1
	}
	for k := 0; t >= 0 && k < 4; k++ {
		if r.d.Tokens[t].Dep == nlp.DepAclRelcl {
			return r.tree.head(t)
		}
		t = r.tree.head(t)
	}
	return -1
}

// nounSource is who makes the statement, claim or threat that noun t names.
func (r *reader) nounSource(t int) int {
	tok := r.d.Tokens
	compound := -1
	for k := int(r.tree.first[t]); k >= 0; k = int(r.tree.nxt[k]) {
		switch tok[k].Dep {
		case nlp.DepNmodPoss:
			return k
		case nlp.DepNmod, nlp.DepObl:
			if p := r.tree.preposition(k); k > t && (r.is("maker", p) || r.speaks(k)) {
				return k
			}
		case nlp.DepCompound, nlp.DepAmod, nlp.DepNmodDesc:
			if m := r.mention[k]; m >= 0 && r.d.Mentions[m].Form == nlp.Named {
				compound = k
			}
		}
	}
	if compound >= 0 {
		return compound
	}
	// "made a statement", "expressed concern": whose verb it is.
	if h := r.tree.head(t); h >= 0 && tok[h].Tag == nlp.VERB && tok[t].Dep == nlp.DepObj && !r.tree.passive(h) {
		// Not "rejected accusations": those are somebody else's.
		if r.find(verb, h, func(c *cue) bool {
			return c.slots&slotObj != 0 && (c.class.transparent || c.class.stance == labelStance)
		}) != nil {
			return r.subject(h, 0)
		}
		return -1
	}
	if h := r.tree.head(t); h >= 0 && tok[h].Tag == nlp.VERB && tok[t].Dep == nlp.DepObl {
		if r.is("vehicle", r.tree.preposition(t)) {
			return r.subject(h, 0)
		}
	}
	return -1
}

// setSource fills the source of x from its head token: the span of its noun
// phrase, its mention, and the mentions coordinated with it.
func (r *reader) setSource(x *nlp.Attribution, source, cue int) {
	lo, hi := r.phrase(source, cue)
	x.Token = source
	x.Source = nlp.Span{Start: r.d.Tokens[lo].Start, End: r.d.Tokens[hi].End}
	if s := r.tree.child(cue, nlp.DepNsubj); s >= 0 && s != source && r.antecedent(cue, s) == source {
		x.Source = r.d.Tokens[s].Span // "who" stands in the text for the source
	}
	x.Mention = r.sourceMention(source, lo, hi)
	if m := r.mention[source]; m >= 0 {
		// A name is one phrase, whatever the tree makes of its title.
		if s := r.d.Mentions[m].Span; s.Overlaps(x.Source) && !s.Overlaps(x.Cue) && r.quote.at[source] < 0 {
			x.Source = nlp.Span{Start: min(x.Source.Start, s.Start), End: max(x.Source.End, s.End)}
		}
	}
	x.Others = r.coordinated(lo, hi, x.Mention)
}

// coordinated are the mentions beside the main one in a source that names several:
// one for each stretch between commas and conjunctions. The tree only has to say
// that something in the span is coordinated, not where.
func (r *reader) coordinated(lo, hi, main int) (out []int) {
	several := false
	for k := lo; k <= hi; k++ {
		switch r.d.Tokens[k].Dep {
		case nlp.DepConj:
			several = several || r.nominal(k) || r.mention[k] >= 0
		case nlp.DepAppos, nlp.DepAclRelcl:
			return nil // the commas belong to a description
		}
	}
	if !several {
		return nil
	}
	found := -1
	for k := lo; k <= hi+1; k++ {
		if k <= hi && r.d.Tokens[k].Tag != nlp.CCONJ && r.d.Tokens[k].Tag != nlp.PUNCT {
			if m := r.mention[k]; m >= 0 && (found < 0 || r.d.Mentions[m].Last > r.d.Mentions[found].Last) {
				found = int(m)
			}
			continue
		}
		if found >= 0 && found != main && !slices.Contains(out, found) && (k > hi || r.d.Mentions[found].Last <= k) {
			out = append(out, found)
		}
		found = -1
	}
	return out
}

// sourceMention is the mention that source heads, else the one that owns it:
// "a U.S. military readout of the call" speaks for the U.S. military.
func (r *reader) sourceMention(source, lo, hi int) int {
	if m := r.mention[source]; m >= 0 {
		return int(m)
	}
	tok := r.d.Tokens
	best := -1
	for k := int(r.tree.first[source]); k >= 0; k = int(r.tree.nxt[k]) {
		if k < lo || k > hi {
			continue
		}
		switch tok[k].Dep {
		case nlp.DepNmodPoss, nlp.DepCompound, nlp.DepAmod, nlp.DepNmodDesc, nlp.DepFlat, nlp.DepAppos:
		case nlp.DepNmod:
			if !r.is("owner", r.tree.preposition(k)) {
				continue
			}
		default:
			continue
		}
		if m := r.mention[k]; m >= 0 && r.d.Mentions[m].Kind == graph.Person && !r.is("document", tok[source].Lemma) {
			continue // "her lawyer", "Mr. Hale's office" are not the person
		}
		if m := r.mention[k]; m >= 0 && (best < 0 || tok[k].Dep == nlp.DepNmodPoss) {
			best = int(m)
		}
	}
	return best
}

// phrase is the noun phrase of the source as tokens [lo, hi]: its subtree
// without the preposition in front, and without clauses that hold the cue.
func (r *reader) phrase(source, cue int) (lo, hi int) {
	lo, hi = source, source
	tok := r.d.Tokens
	clausal := r.tree.verbal(source) && tok[source].Tag == nlp.VERB
	for k := int(r.tree.first[source]); k >= 0; k = int(r.tree.nxt[k]) {
		if r.tree.under(cue, k) || r.timed[k] {
			continue
		}
		switch tok[k].Dep.Base() {
		case nlp.DepCase, nlp.DepMark, nlp.DepPunct, nlp.DepCc, nlp.DepCop, nlp.DepNsubj, nlp.DepAux, nlp.DepParataxis, nlp.DepAdvcl, nlp.DepDislocated:
			continue
		case nlp.DepAdvmod, nlp.DepObl:
			if k < source {
				continue
			}
		case nlp.DepConj:
			if tok[k].Tag == nlp.VERB || clausal {
				continue
			}
		}
		a, b := int(r.tree.lo[k]), int(r.tree.hi[k])
		if a <= cue && cue <= b || a < cue && cue < source || source < cue && cue < b {
			continue
		}
		lo, hi = min(lo, a), max(hi, b)
	}
	s := r.d.SentenceOf(source)
	lo, hi = max(lo, r.d.Sentences[s].First), min(hi, r.d.Sentences[s].Last-1)
	for hi > source && tok[hi].Tag == nlp.PUNCT {
		hi--
	}
	for lo < source && tok[lo].Tag == nlp.PUNCT {
		lo++
	}
	return lo, hi
}
