package claim

import (
	"strings"

	"dateline/ingest/nlp"
)

// content is the head token of what fills one of the slots of the verb or
// predicate t, -1 if none does. Clauses come before phrases.
func (r *reader) content(t int, want slots) int {
	tok := r.d.Tokens
	object, prep, small := -1, -1, -1
	for k := int(r.tree.first[t]); k >= 0; k = int(r.tree.nxt[k]) {
		switch dep := tok[k].Dep; dep.Base() {
		case nlp.DepCcomp, nlp.DepXcomp:
			if r.clauseFits(t, k, want) {
				return k
			}
			if want&slotSmall != 0 && dep == nlp.DepXcomp && r.tree.child(t, nlp.DepObj) >= 0 {
				small = r.tree.child(t, nlp.DepObj)
			}
		case nlp.DepCsubj:
			if want&slotClause != 0 && (r.tree.child(t, nlp.DepCop, nlp.DepAuxPass) >= 0) {
				return k
			}
		case nlp.DepAdvcl:
			m := r.tree.preposition(k)
			if want&slotClause != 0 && k > t && r.complementizer(k) {
				return k // "is aware that prices rose" read as an adverbial clause
			}
			if s := prepositionSlot(m); s&want != 0 && (s != slotAs || want&slotSmall != 0) {
				if !r.infinitive(k) {
					prep = k
				}
			}
			if r.infinitive(k) && want&slotInf != 0 && tok[k].Fine == nlp.VB && k > t && prep < 0 {
				prep = k // "urged residents to leave" read as a purpose
			}
			if m == slotAs.name() && want&slotAs != 0 && prep < 0 {
				prep = k
			}
		case nlp.DepParataxis:
			if want&slotQuote != 0 && k > t && r.tree.verbal(k) && r.colon(t, k) && r.quote.at[t] < 0 {
				return k
			}
		case nlp.DepObj:
			switch {
			case want&slotSmall != 0 && (object >= 0 || r.quotedApposition(k)):
				small = k // "called the senator “the next Washington”"
				if object >= 0 {
					small = object
				}
			case object < 0:
				object = k
			}
		case nlp.DepIobj:
			if want&slotSmall != 0 {
				small = k // "called Clinton a liar" read with two objects
			}
		case nlp.DepNsubj:
			if dep == nlp.DepNsubjPass && want&slotObj != 0 && r.tree.child(t, nlp.DepObj) < 0 {
				object = k
			} else if want&slotSubj != 0 {
				object = k
			}
		case nlp.DepObl:
			m := r.tree.preposition(k)
			if s := prepositionSlot(m); s&want != 0 {
				prep = k
			}
			if m == slotAs.name() && want&slotSmall != 0 {
				if small = r.tree.child(t, nlp.DepObj); small < 0 {
					small = r.tree.child(t, nlp.DepNsubjPass)
				}
			}
		case nlp.DepNmod:
			if s := prepositionSlot(r.tree.preposition(k)); s&want != 0 && prep < 0 {
				prep = k
			}
		}
	}
	if o := r.tree.child(t, nlp.DepObj, nlp.DepIobj); o >= 0 && prep < 0 && want&(slotPrepositions|slotInf) != 0 {
		prep = r.underObject(o, want)
	}
	if want&slotClause != 0 {
		// "The bridge collapsed, officials said": the cue hangs on its content.
		if h := r.tree.head(t); h >= 0 && tok[t].Dep == nlp.DepParataxis && r.tree.child(t, nlp.DepNsubj) >= 0 &&
			(t > h || r.tree.hi[t] < int32(h)) && !r.ownClause(t) {
			return h
		}
		if h := r.tree.head(t); h >= 0 && tok[t].Dep == nlp.DepAdvcl && want&slotAs != 0 && r.tree.preposition(t) == slotAs.name() {
			return h
		}
	}
	if want&slotObj != 0 && tok[t].Dep == nlp.DepAclRelcl {
		// "a deal that Paris has criticized": what the relative clause stands on.
		s := r.ownSubject(t)
		if object >= 0 {
			if a := r.antecedent(t, object); a >= 0 && s >= 0 && s != object {
				object = a
			}
		} else if s >= 0 && s < t && r.antecedent(t, s) < 0 {
			object = r.tree.head(t)
		}
	}
	switch {
	case prep >= 0:
		return prep
	case small >= 0:
		return small
	case object >= 0 && want&(slotObj|slotSubj) != 0:
		// "said Kirby" and "told reporters" have people, not contents, as objects.
		if want&slotSubj == 0 && want&slotObj == 0 {
			return -1
		}
		return object
	}
	return -1
}

// quotedApposition reports whether noun k has an apposition in quotation marks that
// it is not in itself.
func (r *reader) quotedApposition(k int) bool {
	a := r.tree.child(k, nlp.DepAppos)
	return a >= 0 && r.quote.at[a] >= 0 && r.quote.at[k] < 0
}

// complementizer reports whether clause k starts with "that".
func (r *reader) complementizer(k int) bool {
	m := r.tree.child(k, nlp.DepMark)
	return m >= 0 && r.is("complementizer", r.d.Tokens[m].Lemma)
}

// underObject is what the tree hung on the object instead of the verb: "blamed the
// pilot for the crash", "urged residents to leave"; -1 if there is nothing.
func (r *reader) underObject(o int, want slots) int {
	for k := int(r.tree.first[o]); k >= 0; k = int(r.tree.nxt[k]) {
		m := r.tree.preposition(k)
		s := prepositionSlot(m)
		switch r.d.Tokens[k].Dep {
		case nlp.DepNmod:
			if s&want&^slotOf != 0 || s&want != 0 && r.d.Tokens[k].Fine == nlp.VBG {
				return k
			}
		case nlp.DepAcl, nlp.DepAdvcl:
			if s&want != 0 && r.d.Tokens[k].Fine == nlp.VBG {
				return k
			}
			if want&slotInf != 0 && r.d.Tokens[k].Fine == nlp.VB && r.infinitive(k) {
				return k
			}
		}
	}
	return -1
}

// slotOf is that of the preposition by which a noun owns another, so that under an
// object it is no slot of the verb above: "accused the head of the union".
const slotOf = firstPreposition

// slotAbout is what a report is about, also by a participle: "reports concerning".
var slotAbout = prepositionSlot("about")

// infinitive reports whether verb k has its "to".
func (r *reader) infinitive(k int) bool {
	for c := r.tree.first[k]; c >= 0; c = r.tree.nxt[c] {
		if x := &r.d.Tokens[c]; x.Dep == nlp.DepMark && (x.Tag == nlp.PART || x.Fine == nlp.TO) {
			return true
		}
	}
	return false
}

// ownClause reports whether t has a clause of its own as an object, so that it
// is not about the clause that it hangs on.
func (r *reader) ownClause(t int) bool {
	return r.tree.child(t, nlp.DepCcomp) >= 0
}

// colon reports whether a colon or an opening quotation mark parts t and k.
func (r *reader) colon(t, k int) bool {
	return strings.ContainsAny(r.d.Article.Text[r.d.Tokens[t].End:r.d.Tokens[k].Start], ":“\"")
}

// clauseFits reports whether the clause k fills a slot of t.
func (r *reader) clauseFits(t, k int, want slots) bool {
	tok := r.d.Tokens
	infinitive := r.infinitive(k)
	if want&slotGoing != 0 {
		return infinitive && tok[t].Fine == nlp.VBG
	}
	switch {
	case infinitive:
		return want&slotInf != 0
	case tok[k].Fine == nlp.VBG && r.tree.child(k, nlp.DepAux, nlp.DepNsubj) < 0:
		if s := prepositionSlot(r.tree.preposition(k)); s&want != 0 {
			return true
		}
		return want&slotIng != 0
	case tok[k].Dep == nlp.DepCcomp:
		return want&slotClause != 0
	case tok[k].Fine == nlp.VB: // "helped rebuild", "let him go"
		return want&slotInf != 0
	case tok[k].Tag == nlp.VERB || tok[k].Tag == nlp.AUX:
		return want&(slotClause|slotInf) != 0
	case tok[k].Dep == nlp.DepXcomp && want&slotSmall != 0 && r.tree.child(t, nlp.DepObj, nlp.DepIobj) < 0:
		return true // "was described as": the predicate itself
	}
	return false
}

// nounContent is what the noun t is about: a clause, an infinitive, a phrase
// with one of the prepositions.
func (r *reader) nounContent(t int, want slots) int {
	tok := r.d.Tokens
	prep := -1
	for k := int(r.tree.first[t]); k >= 0; k = int(r.tree.nxt[k]) {
		if k < t {
			continue
		}
		switch dep := tok[k].Dep; dep {
		case nlp.DepCcomp, nlp.DepAcl, nlp.DepXcomp, nlp.DepAdvcl, nlp.DepAclRelcl:
			m := r.tree.preposition(k)
			if dep == nlp.DepAclRelcl && !r.is("complementizer", m) {
				// "the claim that X did": often read as a relative clause.
				if first := r.tree.lo[k]; tok[first].Fine == nlp.WDT && r.tree.child(k, nlp.DepObj) == int(first) && !r.full(k) || !r.is("complementizer", r.lower(int(first))) || r.tree.child(k, nlp.DepNsubj, nlp.DepNsubjPass) == int(r.tree.lo[k]) && !r.full(k) {
					continue
				}
			}
			switch {
			case r.is("concerning", tok[k].Lemma) && tok[k].Fine == nlp.VBG && want&slotAbout != 0:
				prep = r.tree.child(k, nlp.DepObj)
			case r.infinitive(k):
				if want&slotInf != 0 {
					return k
				}
			case prepositionSlot(m)&want != 0:
				prep = k
			case want&slotClause != 0 && (r.is("complementizer", m) || dep == nlp.DepCcomp || dep == nlp.DepAclRelcl):
				return k
			}
		case nlp.DepNmod, nlp.DepObl:
			m := r.tree.preposition(k)
			about := want&slotAbout != 0 && r.is("concerning", m)
			if (about || prepositionSlot(m)&want != 0) && prep < 0 && !r.speaks(k) {
				prep = k
			}
		}
	}
	if h := r.tree.head(t); prep < 0 && want&slotInf != 0 && h >= 0 && tok[t].Dep == nlp.DepObj {
		// "abandoned their plan to merge": the infinitive hung on the verb.
		for k := int(r.tree.first[h]); k >= 0; k = int(r.tree.nxt[k]) {
			if int(r.tree.lo[k]) == t+1 && r.infinitive(k) {
				return k
			}
		}
	}
	return prep
}

// full reports whether verb k has a second subject or object: then "that" before it
// is neither, and the clause is what the noun is about, "evidence that they shelled
// the town".
func (r *reader) full(k int) bool {
	subjects, objects := 0, 0
	for c := r.tree.first[k]; c >= 0; c = r.tree.nxt[c] {
		switch r.d.Tokens[c].Dep {
		case nlp.DepNsubj, nlp.DepNsubjPass:
			subjects++
		case nlp.DepObj:
			objects++
		}
	}
	return subjects > 1 || objects > 1
}

// speaks reports whether the phrase k is rather who speaks than what is spoken
// of: "the statement of the ministry".
func (r *reader) speaks(k int) bool {
	m := r.mention[k]
	return m >= 0 && prepositionSlot(r.tree.preposition(k)) == slotOf && r.d.Mentions[m].Form == nlp.Named
}

// contentSpans are the bytes of the content whose head is at, without the cue
// and its source where they stand inside it.
func (r *reader) contentSpans(s, at, cue, source int) []nlp.Span {
	sentence := &r.d.Sentences[s]
	lo, hi := int(r.tree.lo[at]), int(r.tree.hi[at])
	lo, hi = max(lo, sentence.First), min(hi, sentence.Last-1)
	if m := r.tree.child(at, nlp.DepMark); m > lo && m < at && lo > cue && r.is("complementizer", r.d.Tokens[m].Lemma) {
		lo = m // "told Reuters that ...": whom it was told is no part of it
	}
	if r.d.Tokens[at].Dep == nlp.DepCcomp && r.d.Tokens[at].Head == cue && at > cue {
		// Two clauses under one cue are both said; a subject after the cue is theirs.
		for k := r.tree.first[cue]; k >= 0; k = r.tree.nxt[k] {
			switch {
			case int(k) <= cue || r.quote.at[k] != r.quote.at[at] || int(k) == source:
			case r.d.Tokens[k].Dep == nlp.DepCcomp, r.d.Tokens[k].Dep == nlp.DepNsubj && int(k) < at:
				lo, hi = min(lo, int(r.tree.lo[k])), max(hi, int(r.tree.hi[k]))
			}
		}
		hi = min(hi, sentence.Last-1)
	}
	if r.d.Tokens[at].Head == cue {
		// "warned of a response if the ports were attacked": the condition is said too.
		for k := r.tree.first[cue]; k >= 0; k = r.tree.nxt[k] {
			if at < cue && int(k) < at && r.d.Tokens[k].Dep == nlp.DepAdvcl && r.condition(int(k)) {
				lo = max(min(lo, int(r.tree.lo[k])), sentence.First)
			}
			if at > cue && int(k) > at && r.d.Tokens[k].Dep == nlp.DepAdvcl && r.condition(int(k)) {
				hi = min(max(hi, int(r.tree.hi[k])), sentence.Last-1)
			}
		}
	}
	if at > cue && r.d.Tokens[cue].Fine == nlp.VBD {
		// "said it was watching and had offered help": the tense says that the second
		// is reported too, wherever the tree has joined it.
		for k := r.tree.first[cue]; k >= 0; k = r.tree.nxt[k] {
			if int(k) > hi && r.d.Tokens[k].Dep == nlp.DepConj && r.backshifted(int(k)) {
				hi = min(int(r.tree.hi[k]), sentence.Last-1)
			}
		}
	}
	cueLo, cueHi := cue, cue
	switch {
	case cue < len(r.d.Tokens) && r.tree.under(cue, at) && cue != at:
		// The cue hangs in its content: cut its own words out.
		top := cue
		for h := r.tree.head(top); h >= 0 && h != at; h = r.tree.head(top) {
			top = h
		}
		if source >= 0 && r.tree.under(source, at) && !r.tree.under(source, top) {
			for h := source; h >= 0 && h != at; h = r.tree.head(h) {
				cueLo, cueHi = min(cueLo, int(r.tree.lo[h])), max(cueHi, int(r.tree.hi[h]))
			}
		}
		cueLo, cueHi = min(cueLo, int(r.tree.lo[top])), max(cueHi, int(r.tree.hi[top]))
		if r.d.Tokens[top].Tag == nlp.ADV || r.d.Tokens[top].Tag == nlp.ADJ {
			cueLo, cueHi = cue, cue
		}
	}
	// An infinitive's "to" and the preposition of a slot are no part of what is claimed.
	for lo < hi && r.d.Tokens[lo].Head == at && (prepositionSlot(r.d.Tokens[lo].Lemma) != 0 || r.is("concerning", r.d.Tokens[lo].Lemma)) &&
		(r.d.Tokens[lo].Dep == nlp.DepMark || r.d.Tokens[lo].Dep == nlp.DepCase) {
		lo++
	}
	// "Moscow says it provides aid and says ...": the second says is beside the first.
	for k := at + 1; k <= hi; k++ {
		if r.d.Tokens[k].Dep == nlp.DepConj && r.d.Tokens[k].Tag == nlp.VERB && k > cue {
			if h := r.tree.head(k); h >= 0 && r.outer(k, h) == cue {
				hi = max(int(r.tree.lo[k])-1, at)
			}
		}
	}
	var out []nlp.Span
	if cueHi < lo || cueLo > hi {
		out = r.trimmed(lo, hi)
	} else {
		out = append(r.trimmed(lo, cueLo-1), r.trimmed(cueHi+1, hi)...)
	}
	if len(out) == 0 {
		out = append(out, r.d.Tokens[at].Span)
	}
	return out
}

// backshifted reports whether verb k, without a subject of its own, has the tense
// of reported speech: "had offered", "would meet".
func (r *reader) backshifted(k int) bool {
	if r.tree.child(k, nlp.DepNsubj, nlp.DepNsubjPass) >= 0 {
		return false
	}
	a := r.tree.child(k, nlp.DepAux)
	return a >= 0 && (r.d.Tokens[k].Fine == nlp.VBN && r.d.Tokens[a].Fine == nlp.VBD || r.first(auxiliaryTold, r.d.Tokens[a].Lemma) != nil)
}

// trimmed is the tokens lo to hi as a span without the punctuation and the
// conjunction at its ends; none if nothing is left.
func (r *reader) trimmed(lo, hi int) []nlp.Span {
	for lo <= hi && r.edge(lo) {
		lo++
	}
	for hi >= lo && (r.edge(hi) || r.d.Tokens[hi].Dep == nlp.DepCc) {
		hi--
	}
	if lo > hi {
		return nil
	}
	return []nlp.Span{{Start: r.d.Tokens[lo].Start, End: r.d.Tokens[hi].End}}
}

// edge reports whether token i is punctuation to be left off a span's end.
func (r *reader) edge(i int) bool {
	return r.d.Tokens[i].Tag == nlp.PUNCT && !strings.ContainsAny(r.d.Word(i), "()[]$%")
}

// lower is the word at t in small letters.
func (r *reader) lower(t int) string { return strings.ToLower(r.d.Word(t)) }
