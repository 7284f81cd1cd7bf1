package claim

import "dateline/ingest/nlp"

// tree is the dependency forest of a document with its edges downward.
type tree struct {
	tok        []nlp.Token
	first, nxt []int32 // first child, next sibling, in the order of the text; -1
	lo, hi     []int32 // first and last token of the subtree
}

// maxDepth bounds every walk upward, so that a broken tree cannot hang it.
const maxDepth = 64

func newTree(d *nlp.Document) *tree {
	n := len(d.Tokens)
	back := make([]int32, 4*n)
	t := &tree{tok: d.Tokens, first: back[:n], nxt: back[n : 2*n], lo: back[2*n : 3*n], hi: back[3*n:]}
	for i := range n {
		t.first[i], t.nxt[i] = -1, -1
		t.lo[i], t.hi[i] = int32(i), int32(i)
	}
	for i := n - 1; i >= 0; i-- {
		if h := d.Tokens[i].Head; h >= 0 && h < n && h != i {
			t.nxt[i] = t.first[h]
			t.first[h] = int32(i)
		}
	}
	for i := range n {
		for h, k := d.Tokens[i].Head, 0; h >= 0 && h < n && k < maxDepth; h, k = d.Tokens[h].Head, k+1 {
			t.lo[h] = min(t.lo[h], int32(i))
			t.hi[h] = max(t.hi[h], int32(i))
		}
	}
	return t
}

// head is the head of i, -1 for a root.
func (t *tree) head(i int) int {
	if h := t.tok[i].Head; h >= 0 && h < len(t.tok) && h != i {
		return h
	}
	return -1
}

// child is the first child of i with one of the relations, -1 if none.
func (t *tree) child(i int, deps ...nlp.Dep) int {
	for c := t.first[i]; c >= 0; c = t.nxt[c] {
		for _, d := range deps {
			if t.tok[c].Dep == d {
				return int(c)
			}
		}
	}
	return -1
}

// under reports whether token i is a or hangs below it.
func (t *tree) under(i, a int) bool {
	for k := 0; i >= 0 && k < maxDepth; i, k = t.head(i), k+1 {
		if i == a {
			return true
		}
	}
	return false
}

// preposition is the lemma of the case or mark of token i, its fixed parts with
// it ("instead of"); empty if it has none.
func (t *tree) preposition(i int) string {
	c := t.child(i, nlp.DepCase, nlp.DepMark)
	if c < 0 {
		return ""
	}
	return t.fixed(c)
}

// fixed is the lemma of token c with those of its fixed parts.
func (t *tree) fixed(c int) string {
	s := t.tok[c].Lemma
	for f := t.first[c]; f >= 0; f = t.nxt[f] {
		if t.tok[f].Dep == nlp.DepFixed {
			s += " " + t.tok[f].Lemma
		}
	}
	return s
}

// verbal reports whether token i heads a clause: a verb, or a predicate with a
// copula or a subject.
func (t *tree) verbal(i int) bool {
	return t.tok[i].Tag == nlp.VERB || t.child(i, nlp.DepCop, nlp.DepNsubj) >= 0
}

// passive reports whether verb i stands in the passive, reduced relatives
// ("the general arrested on Monday") included.
func (t *tree) passive(i int) bool {
	if t.tok[i].Fine != nlp.VBN {
		return t.child(i, nlp.DepAuxPass, nlp.DepNsubjPass) >= 0
	}
	if t.child(i, nlp.DepAuxPass, nlp.DepNsubjPass, nlp.DepOblAgent) >= 0 {
		return true
	}
	return t.tok[i].Dep == nlp.DepAcl && t.verbless(i) < 0
}

// verbless is the nominal root of a sentence that has no verb but i, which hangs
// on the root or its apposition: "Tusk, the president, called for calm" read as
// "Tusk, who was called". It is -1 where the sentence is not so.
func (t *tree) verbless(i int) int {
	top := i
	for k := 0; k < 4; k++ {
		h := t.head(top)
		if h < 0 {
			break
		}
		if tag := t.tok[h].Tag; tag != nlp.NOUN && tag != nlp.PROPN && tag != nlp.PRON {
			return -1
		}
		top = h
	}
	if top == i || t.head(top) >= 0 || t.child(top, nlp.DepAppos) < 0 || top > i || t.child(top, nlp.DepNsubj, nlp.DepCop) >= 0 {
		return -1
	}
	return top
}
