package claim

import (
	"cmp"
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// attribute finds the cues of every sentence that tells, and records what they
// govern: an Attribution for those with a stance, a link for all.
func (r *reader) attribute() {
	r.d.Attributions = r.d.Attributions[:0]
	for s := range r.d.Sentences {
		sentence := &r.d.Sentences[s]
		if !sentence.Kind.Tells() {
			continue
		}
		for t := sentence.First; t < sentence.Last && t < len(r.d.Tokens); t++ {
			switch r.d.Tokens[t].Tag {
			case nlp.VERB:
				if r.d.Tokens[t].Dep == nlp.DepAmod {
					r.adjectiveCue(s, t) // "the alleged killer"
				} else {
					r.verbCue(s, t)
				}
			case nlp.AUX:
				if r.tree.first[t] >= 0 {
					r.verbCue(s, t)
				}
			case nlp.NOUN:
				r.nounCue(s, t)
			case nlp.ADJ:
				r.adjectiveCue(s, t)
			case nlp.ADV:
				r.adverbCue(s, t)
			}
			r.prepositionCue(s, t)
		}
		r.labelled(s)
	}
}

// find is the first cue of a part for the word at t whose further words stand
// near it and for which want holds.
func (r *reader) find(p part, t int, want func(*cue) bool) *cue {
	list := r.data.words[p][r.d.Tokens[t].Lemma]
	if list == nil && p <= passiveVerb {
		list = r.data.words[p][r.d.Tokens[t].Lemma+"e"] // "refut" for "refuted"
	}
	for _, long := range [2]bool{true, false} { // "point out" before "point"
		for i := range list {
			c := &list[i]
			if (len(c.more) > 0) == long && r.words(t, c.more) && want(c) {
				return c
			}
		}
	}
	return nil
}

// words reports whether the further words of a cue hang on t or on its children
// within a few words after it.
func (r *reader) words(t int, more []string) bool {
	at := t
	for _, w := range more {
		found := false
		for i := at + 1; i < len(r.d.Tokens) && i <= at+4 && !found; i++ {
			if r.d.Tokens[i].Lemma != w {
				continue
			}
			h := r.tree.head(i)
			if h == t || h >= 0 && r.tree.head(h) == t || h == at {
				at, found = i, true
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// verbCue tries the cues of the verb at t: the first that finds its content.
func (r *reader) verbCue(s, t int) {
	if r.d.Tokens[t].Fine == nlp.VBG && len(r.data.words[preposition][r.lower(t)]) > 0 {
		return // "citing two officials": a preposition in all but form
	}
	passive := r.tree.passive(t)
	if passive && r.feeling(s, t) {
		return
	}
	if passive {
		// "is believed to have fled": only with nobody named.
		if r.tree.child(t, nlp.DepOblAgent) < 0 && r.d.Tokens[t].Dep != nlp.DepAcl {
			c := r.find(passiveVerb, t, func(c *cue) bool { return r.content(t, c.slots) >= 0 })
			if c != nil {
				r.record(s, t, c, r.content(t, c.slots), -1)
				return
			}
		}
	}
	var at int
	c := r.find(verb, t, func(c *cue) bool {
		at = r.content(t, c.slots)
		return at >= 0 && !(c.class.deny && r.person(at)) && // "dismissed the general" denies nobody
			!(r.d.Tokens[at].Tag == nlp.NOUN && c.class.spares[r.d.Tokens[at].Lemma])
	})
	if c == nil {
		r.linear(s, t)
		return
	}
	source := -1
	if c.class.stance != "" {
		source = r.source(t)
	}
	r.record(s, t, c, at, source)
	r.effects(t, at, c)
}

// feeling reads participles that say what somebody feels, "they are worried about
// the vote", which taggers take for the passive.
func (r *reader) feeling(s, t int) bool {
	list := r.data.words[adjective][r.lower(t)]
	source := r.ownSubject(t)
	if source < 0 || r.tree.child(t, nlp.DepOblAgent) >= 0 {
		return false
	}
	for i := range list {
		if list[i].class.stance == "" {
			continue
		}
		if at := r.content(t, list[i].slots); at >= 0 && at != source {
			r.record(s, t, &list[i], at, source)
			return true
		}
	}
	return false
}

// person reports whether token t heads a mention of a person.
func (r *reader) person(t int) bool {
	m := r.mention[t]
	return m >= 0 && r.d.Mentions[m].Kind == graph.Person
}

// linear reads a verb of saying whose content the tree has put elsewhere, by the
// order of the words: what follows it, if that has a finite verb ("the envoy said
// the talks ..."), else what goes before the comma in front of its source ("...,
// the envoy said").
func (r *reader) linear(s, t int) {
	switch r.d.Tokens[t].Fine {
	case nlp.VBD, nlp.VBZ, nlp.VBP:
	default:
		return
	}
	const speech = slotClause | slotQuote
	c := r.find(verb, t, func(c *cue) bool { return c.slots&speech == speech && c.class.stance != "" })
	if c == nil || r.tree.child(t, nlp.DepAuxPass) >= 0 {
		return
	}
	source := r.source(t)
	if source < 0 {
		return
	}
	x := &r.d.Sentences[s]
	at := t + 1 + len(c.more)
	for k := at; k < x.Last && k < at+maxAddressee; k++ {
		if r.is("complementizer", r.d.Tokens[k].Lemma) && r.d.Tokens[k].Tag == nlp.SCONJ {
			at = k // "told Reuters that ..."
			break
		}
	}
	lo, hi := at, x.Last-1
	head := r.finite(lo, hi+1)
	if head < 0 || at < x.Last && r.d.Tokens[at].Tag == nlp.PUNCT && r.quote.at[min(at+1, len(r.quote.at)-1)] < 0 {
		first, _ := r.phrase(source, t)
		if source > t || first <= x.First || r.d.Word(first-1) != "," {
			return
		}
		lo, hi = x.First, first-2
		if head = r.finite(lo, hi+1); head < 0 {
			return
		}
	}
	a := r.record(s, t, c, head, source)
	r.d.Attributions[a].Content = r.trimmed(lo, hi)
}

// maxAddressee is how many words may name whom something is told to.
const maxAddressee = 6

// finite is the first finite verb of the tokens [from, to), -1 if there is none.
func (r *reader) finite(from, to int) int {
	for i := from; i < to; i++ {
		switch r.d.Tokens[i].Fine {
		case nlp.VBD, nlp.VBZ, nlp.VBP, nlp.MD:
			if h := r.tree.head(i); r.d.Tokens[i].Tag == nlp.AUX && h >= from && h < to {
				return h
			}
			return i
		}
	}
	return -1
}

// effects links what else the verb does to a content: "promise to try", where the
// same word is a cue and an implicative, has one link only.
func (r *reader) effects(t, at int, c *cue) {
	if c.class.stance == "" || c.slots&slotObj == 0 {
		return
	}
	// Coordinated objects share the cue: "denied the attack and the theft".
	for k := r.tree.first[at]; k >= 0; k = r.tree.nxt[k] {
		if r.d.Tokens[k].Dep == nlp.DepConj && len(r.links) > 0 && r.d.Tokens[k].Tag == r.d.Tokens[at].Tag {
			l := r.links[len(r.links)-1]
			if l.cue == t {
				l.content = int(k)
				r.link(l)
			}
		}
	}
}

// nest sets Within: the smallest attribution whose content holds the cue. The
// attributions are first put in the order of their cues.
func (r *reader) nest() {
	as := r.d.Attributions
	order := make([]int, len(as))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(as[a].Cue.Start, as[b].Cue.Start) })
	sorted, at := make([]nlp.Attribution, len(as)), make([]int, len(as))
	for to, from := range order {
		sorted[to], at[from] = as[from], to
	}
	r.d.Attributions = sorted
	for i := range r.links {
		if r.links[i].attribution >= 0 {
			r.links[i].attribution = at[r.links[i].attribution]
		}
	}
	for i := range sorted {
		best, size := -1, 0
		own := contentSize(&sorted[i])
		look := func(j int) {
			for _, c := range sorted[j].Content {
				if !c.Contains(sorted[i].Cue) {
					continue
				}
				n := contentSize(&sorted[j])
				same := sorted[i].Stance == sorted[j].Stance && n <= own
				if (best < 0 || n < size) && !same && !r.around(sorted, j, i) {
					best, size = j, n
				}
			}
		}
		for j := i - 1; j >= 0 && sorted[j].Sentence >= sorted[i].Sentence-maxQuoteSentences; j-- {
			look(j)
		}
		for j := i + 1; j < len(sorted) && sorted[j].Sentence <= sorted[i].Sentence+maxQuoteSentences; j++ {
			look(j)
		}
		sorted[i].Within = best
	}
}

// maxQuoteSentences bounds how far from its cue a quote may start.
const maxQuoteSentences = 40

// around reports whether j holds i, at any remove; Within must have no ring.
func (r *reader) around(as []nlp.Attribution, i, j int) bool {
	for k := 0; i >= 0 && k < maxDepth; k++ {
		if i == j {
			return true
		}
		i = as[i].Within
	}
	return false
}

func contentSize(a *nlp.Attribution) (n int) {
	for _, c := range a.Content {
		n += c.End - c.Start
	}
	return n
}
