package event

import (
	"strings"

	"dateline/ingest/nlp"
)

// view is a document with what matching needs at hand: the children of each
// token, the mention each token heads, the class of each noun.
type view struct {
	doc     *nlp.Document
	f       *Frames
	child   []int32  // first child of each token, -1
	sib     []int32  // next child of the same head, -1
	mention []int32  // mention that the token heads, else the one it lies in, -1
	heads   []bool   // the token heads its mention
	lemma   []string // lower case
	used    []bool   // token is consumed by a happening
	at      map[int]int
	timed   []bool // the token is part of a time expression
	stop    []int  // arguments of the happening being written, which end each other's phrases
	passBuf []int8 // memo of passive: 0 unknown, 1 no, 2 yes
}

func newView(d *nlp.Document, f *Frames) *view {
	n := len(d.Tokens)
	ints := make([]int32, 3*n)
	for i := range ints {
		ints[i] = -1
	}
	v := &view{
		doc: d, f: f, child: ints[:n], sib: ints[n : 2*n], mention: ints[2*n:],
		heads: make([]bool, n), timed: make([]bool, n), lemma: make([]string, n), used: make([]bool, n),
		at: map[int]int{}, passBuf: make([]int8, n),
	}
	for i := n - 1; i >= 0; i-- {
		t := &d.Tokens[i]
		if h := t.Head; h >= 0 && h < n && h != i {
			v.sib[i] = v.child[h]
			v.child[h] = int32(i)
		}
		v.lemma[i] = lower(t.Lemma)
		switch {
		case t.Tag == nlp.NOUN && t.Fine == nlp.NNS:
			// A lemmatiser may leave a plural as it is.
			l := v.lemma[i]
			if s, ok := strings.CutSuffix(l, "s"); ok && f.words.noun[l] == 0 && f.nouns[l] == nil && (f.words.noun[s] != 0 || f.nouns[s] != nil) {
				v.lemma[i] = s
			} else if s, ok := strings.CutSuffix(strings.TrimSuffix(l, "s"), "e"); ok && f.words.noun[l] == 0 && f.nouns[l] == nil && (f.words.noun[s] != 0 || f.nouns[s] != nil) {
				v.lemma[i] = s // "volcanoes"
			}
		case t.Tag == nlp.VERB:
			if l, ok := f.cut[v.lemma[i]]; ok {
				v.lemma[i] = l
			}
		}
	}
	for i := range d.Timexes {
		for t := max(d.Timexes[i].First, 0); t < d.Timexes[i].Last && t < n; t++ {
			v.timed[t] = true
		}
	}
	for m := range d.Mentions {
		mn := &d.Mentions[m]
		for i := mn.First; i < mn.Last && i < n; i++ {
			old := v.mention[i]
			switch {
			case i == mn.Head && (old < 0 || !v.heads[i]):
				v.mention[i], v.heads[i] = int32(m), true
			case i == mn.Head && mn.Last-mn.First > d.Mentions[old].Last-d.Mentions[old].First:
				v.mention[i] = int32(m)
			case v.heads[i]:
			case old < 0 || mn.Last-mn.First < d.Mentions[old].Last-d.Mentions[old].First:
				v.mention[i] = int32(m)
			}
		}
	}
	return v
}

// lower is strings.ToLower without an allocation for words that are.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(s)
		}
	}
	return s
}

// find is the first child of t with the relation, -1 if none.
func (v *view) find(t int, dep nlp.Dep) int {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Dep == dep {
			return int(c)
		}
	}
	return -1
}

// has reports whether t has a child whose lemma is in words.
func (v *view) has(t int, words map[string]bool) bool {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if words[v.lemma[c]] {
			return true
		}
	}
	return false
}

// modified reports whether each of words modifies the noun t from before it.
func (v *view) modified(t int, words []string) bool {
	for _, w := range words {
		ok := false
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			if int(c) < t && (v.lemma[c] == w || strings.EqualFold(v.doc.Word(int(c)), w)) {
				ok = true
				break
			}
		}
		if !ok && t > 0 && v.lemma[t-1] == w {
			ok = true
		}
		if !ok {
			return false
		}
	}
	return true
}

// verbal reports whether t heads a clause.
func (v *view) verbal(t int) bool {
	tok := &v.doc.Tokens[t]
	return tok.Tag == nlp.VERB || tok.Tag == nlp.AUX || v.find(t, nlp.DepCop) >= 0
}

// caseOf is the preposition of t, its fixed parts joined with "_".
func (v *view) caseOf(t int) string {
	first := -1
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch d := v.doc.Tokens[c].Dep; {
		case (d == nlp.DepCase || d == nlp.DepMark) && int(c) < t && v.doc.Tokens[c].Fine != nlp.POS:
			if first < 0 {
				first = int(c)
			}
		}
	}
	if first < 0 {
		return ""
	}
	p := v.lemma[first]
	for c := v.child[first]; c >= 0; c = v.sib[c] {
		if v.doc.Tokens[c].Dep == nlp.DepFixed {
			p += "_" + v.lemma[c]
		}
	}
	return p
}

// hasCase reports whether t has the preposition, alone or as one of several:
// "out of" is "out_of" and "of".
func (v *view) hasCase(t int, prep string) bool {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if k.Dep != nlp.DepCase && k.Dep != nlp.DepMark || int(c) > t || k.Fine == nlp.POS || k.Fine == nlp.TO {
			continue
		}
		if v.lemma[c] == prep && v.find(int(c), nlp.DepFixed) < 0 {
			return true
		}
		if len(prep) > len(v.lemma[c]) && prep[len(v.lemma[c])] == '_' && v.caseOf(t) == prep {
			return true
		}
	}
	return false
}

// hasAny reports whether t has one of the prepositions.
func (v *view) hasAny(t int, preps map[string]bool) bool {
	for p := range preps {
		if v.hasCase(t, p) {
			return true
		}
	}
	return false
}

// bitsOf is the kind and the classes of what t names; 0 if that is not known.
func (v *view) bitsOf(t int) bits {
	if t < 0 {
		return 0
	}
	if x := v.whole(t); x >= 0 {
		return v.bitsOf(x) | v.f.words.noun[v.lemma[t]]&^v.f.words.class["part"] // a member is a person
	}
	if k := &v.doc.Tokens[t]; k.Fine == nlp.VBN && k.Tag == nlp.VERB && v.find(t, nlp.DepDet) >= 0 {
		return v.f.words.class["person"] // "the accused"
	}
	if _, ok := v.f.words.units["¤"+v.doc.Word(t)]; ok {
		return v.f.words.class["money"]
	}
	if v.year(t) {
		return v.f.words.class["time"]
	}
	switch v.doc.Tokens[t].Tag {
	case nlp.NUM, nlp.ADJ, nlp.DET:
		if v.mention[t] >= 0 {
			break
		}
		switch v.doc.Tokens[t].Dep {
		case nlp.DepObj, nlp.DepNsubj, nlp.DepNsubjPass:
			return v.f.words.class["person"] // "Ukraine expelled 13", "injured several more"
		}
	}
	if h := v.doc.Tokens[t].Head; h > t && v.mention[t] < 0 && v.elliptic(h) == t {
		return v.f.words.class["person"] // "five were killed and 11 injured"
	}
	var b bits
	m := v.mention[t]
	if m >= 0 && v.heads[t] {
		mn := &v.doc.Mentions[m]
		b = v.f.words.class[string(mn.Kind)]
		if mn.Form == nlp.Named && mn.Lexicon == "" && mn.Role == "" && mn.Last == mn.First+1 && b&v.f.words.class["actor"] != 0 {
			return v.f.words.class["name"] // the kind of a lone surname is a guess
		}
		if v.doc.Mentions[m].Form == nlp.Named && v.doc.Tokens[t].Tag == nlp.PROPN {
			if b&v.f.words.class["actor"] == 0 {
				b |= v.called(t)
			}
			return b
		}
	}
	if n, ok := v.f.words.noun[v.lemma[t]]; ok {
		return n
	}
	if i := strings.LastIndexByte(v.lemma[t], '-'); i > 0 && b == 0 {
		if n, ok := v.f.words.noun[v.lemma[t][i+1:]]; ok {
			return n // "ex-members", "co-pilot"
		}
	}
	if b == 0 && m < 0 && v.doc.Tokens[t].Tag == nlp.PROPN {
		if b = v.called(t); b == 0 {
			b = v.f.words.class["name"] // a name that the names stage does not know
		}
	}
	return b
}

// called is what the noun before the name t says that it is, "Hurricane Ivan"; 0 if nothing.
func (v *view) called(t int) bits {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if d := v.doc.Tokens[c].Dep; int(c) < t && (d == nlp.DepNmodDesc || d == nlp.DepCompound) {
			if b := v.f.words.noun[v.lemma[c]] & (v.f.words.class["nature"] | v.f.words.class["vehicle"] | v.f.words.class["disease"]); b != 0 {
				return b
			}
		}
	}
	return 0
}

// year reports whether t is a number that stands for a year: four figures, as a
// phrase of its own.
func (v *view) year(t int) bool {
	w := v.doc.Word(t)
	if v.doc.Tokens[t].Tag != nlp.NUM || len(w) != 4 || w < "1500" || w > "2100" {
		return false
	}
	switch v.doc.Tokens[t].Dep {
	case nlp.DepObl, nlp.DepNmod, nlp.DepOblUnmarked, nlp.DepNmodUnmarked:
		return true
	}
	return false
}

// whole is what t is part of: the prisoners of "11 of the prisoners", -1 if t is
// no number or word for a part.
func (v *view) whole(t int) int {
	if v.doc.Tokens[t].Tag != nlp.NUM && v.f.words.noun[v.lemma[t]]&v.f.words.class["part"] == 0 {
		return -1
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if int(c) > t && v.doc.Tokens[c].Dep == nlp.DepNmod && v.hasAny(int(c), v.f.words.genitive) {
			return int(c)
		}
	}
	return -1
}
