package event

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// This file decides which words may fill a slot of a pattern.

// accept gives t and what is coordinated with it, as far as the constraints of
// the slot hold.
func (v *view) accept(m *match, sl *slot, a *alt, t int) []int {
	var out []int
	if a.place.isClause() {
		if !v.fits(a, t, v.bitsOf(t)) {
			return nil
		}
		return v.conjuncts(nil, t, true)
	}
	all := v.conjuncts(nil, t, false)
	if len(all) == 1 && v.f.words.pair[a.prep] {
		all = v.pair(all)
	}
	all = v.once(all)
	for _, x := range all {
		if v.allowed(m, sl, a, x) {
			out = append(out, x)
		}
	}
	return out
}

// once leaves out of a coordination what says more of a name in it: "physician and writer
// Rachel Clarke" is one person; "the diplomat and the writer Rachel Clarke", "his wife and son Bob" are two.
func (v *view) once(all []int) []int {
	for i := len(all) - 1; i > 0; i-- {
		m := v.mention[all[i]]
		if m < 0 || v.doc.Mentions[m].Form != nlp.Named || v.doc.Mentions[m].Kind != graph.Person {
			continue
		}
		mn := &v.doc.Mentions[m]
		if slices.ContainsFunc(all[:i], func(x int) bool { return v.mention[x] == m }) {
			all = slices.Delete(all, i, i+1) // its title and the name itself
			continue
		}
		x := all[i-1]
		if w := v.doc.Word(mn.First); mn.Role == "" || w != lower(w) || v.find(x, nlp.DepDet) >= 0 || v.doc.Tokens[x].Fine != nlp.NN || v.bitsOf(x)&v.f.words.class["person"] == 0 || v.bitsOf(x)&v.f.words.class["kin"] != 0 || v.mention[x] >= 0 && v.doc.Mentions[v.mention[x]].Form == nlp.Named || v.doc.Tokens[max(mn.First-1, 0)].Tag != nlp.CCONJ {
			continue
		}
		all = slices.Delete(all, i-1, i)
	}
	return all
}

// pair adds the noun after the conjunction that follows the phrase of all[0], where
// the parser made it the subject of what comes: "a truce between the government
// and the rebels held".
func (v *view) pair(all []int) []int {
	_, last := v.extent(all[0], 0)
	last = min(last, all[0]+8)
	for i := all[0] + 1; i <= last+1 && i < len(v.lemma); i++ {
		if v.doc.Tokens[i].Tag != nlp.CCONJ {
			continue
		}
		for j := i + 1; j < len(v.lemma) && j < i+7; j++ {
			k := &v.doc.Tokens[j]
			if !nominal(k.Tag) || k.Dep == nlp.DepCompound || k.Dep == nlp.DepNmodPoss || k.Dep == nlp.DepFlat || k.Dep == nlp.DepNummod || k.Dep == nlp.DepNmodDesc {
				continue
			}
			if f := v.doc.Tokens[all[0]].Fine; (f == nlp.NNS || f == nlp.NNPS) && v.inside(j, all[0]) {
				return all // "between officials in France and Spain": the officials are two already
			}
			return append(all, j)
		}
	}
	return all
}

// inside reports whether token j stands below token t in the tree.
func (v *view) inside(j, t int) bool {
	for n := 0; j >= 0 && n < 32; n++ {
		if j == t {
			return true
		}
		j = v.doc.Tokens[j].Head
	}
	return false
}

func (v *view) allowed(m *match, sl *slot, a *alt, x int) bool {
	b := v.bitsOf(x)
	if !v.fits(a, x, b) || a.place == predPlace && v.has(x, v.f.words.negators) || sl.role != "content" && v.doc.Tokens[x].Tag == nlp.VERB && v.mention[x] < 0 && v.find(x, nlp.DepDet) < 0 {
		return false
	}
	if a.yes != 0 || a.lemma != nil {
		return true
	}
	if (b&v.f.words.class["time"] != 0 || v.timed[x]) && v.mention[x] < 0 && sl.role != "content" {
		return false // "said Wednesday"
	}
	var soft bits
	switch sl.role {
	case "actor":
		soft = m.p.rel.from
	case "recipient":
		soft = m.p.rel.to
	case "participant":
		soft = m.p.rel.from | m.p.rel.to
	}
	return soft == 0 || b == 0 || b&soft != 0
}

// fits reports whether x, of the classes b, meets the constraint in brackets.
func (v *view) fits(a *alt, x int, b bits) bool {
	switch {
	case a.noLem[v.lemma[x]], b&a.no != 0, a.unnamed && v.inName(x):
		return false
	case a.yes != 0 || a.lemma != nil || a.named:
		if w := v.whole(x); w >= 0 && a.lemma[v.lemma[w]] {
			return true // "hundreds of protesters"
		}
		return b&a.yes != 0 || a.lemma[v.lemma[x]] || a.named && (v.mention[x] >= 0 || v.doc.Tokens[x].Tag == nlp.PROPN)
	}
	return true
}

// apposed reports whether the conjunct c of t is rather an apposition: two without a conjunction, the
// second with an article, "Bright Water, a charity, hosts".
func (v *view) apposed(t, c int) bool {
	if v.find(c, nlp.DepCc) >= 0 || v.find(t, nlp.DepCc) >= 0 || v.find(c, nlp.DepDet) < 0 || v.find(c, nlp.DepConj) >= 0 {
		return false
	}
	for x := v.child[t]; x >= 0; x = v.sib[x] {
		if int(x) != c && v.doc.Tokens[x].Dep == nlp.DepConj {
			return false
		}
	}
	return true
}

// firstOf is the noun that the subject t is coordinated with where the parser gave it to an
// earlier clause: "after the government and the rebels had begun a ceasefire". -1 if there is none.
func (v *view) firstOf(t int) int {
	cc := v.find(t, nlp.DepCc)
	if cc < 1 || cc > t || v.doc.Tokens[t].Dep != nlp.DepNsubj || v.find(t, nlp.DepCase) >= 0 {
		return -1
	}
	x := cc - 1
	for n := 0; n < deepest; n++ {
		h := v.doc.Tokens[x].Head
		if h < 0 || h >= cc || !nominal(v.doc.Tokens[h].Tag) {
			break
		}
		x = h
	}
	if !nominal(v.doc.Tokens[x].Tag) || v.doc.Tokens[x].Dep != nlp.DepObl || !v.f.words.clauses[v.caseOf(x)] {
		return -1
	}
	return x
}

// conjuncts appends t and its conjuncts of the same sort.
func (v *view) conjuncts(out []int, t int, clause bool) []int {
	if x := v.firstOf(t); x >= 0 && !clause {
		out = append(out, v.relative(x))
	}
	out = append(out, v.relative(t))
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if k.Dep != nlp.DepConj || len(out) > 40 || !clause && v.apposed(t, int(c)) {
			continue
		}
		if clause && v.verbal(int(c)) || !clause && nominal(k.Tag) && v.find(int(c), nlp.DepNsubj) < 0 {
			out = v.conjuncts(out, int(c), clause)
		}
	}
	// "the call between Chairman Mark Milley and Valery Gerasimov": the second
	// name may hang on another word of the first.
	if m := v.mention[t]; !clause && m >= 0 {
		mn := &v.doc.Mentions[m]
		for w := mn.First; w < mn.Last && len(out) < 40; w++ {
			for c := v.child[w]; w != t && c >= 0; c = v.sib[c] {
				if v.doc.Tokens[c].Dep == nlp.DepConj && int(c) >= mn.Last && v.mention[c] >= 0 && v.mention[c] != m && !slices.Contains(out, int(c)) {
					out = v.conjuncts(out, int(c), clause)
				}
			}
		}
	}
	return out
}
