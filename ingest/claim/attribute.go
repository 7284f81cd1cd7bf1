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
		return at >= 0 && !(c.class.deny && r.person(at)) // "dismissed the general" denies nobody
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

// nounCue: "the claim that ...", "fears of a famine", "Kyiv's accusation".
func (r *reader) nounCue(s, t int) {
	var at int
	c := r.find(noun, t, func(c *cue) bool {
		at = r.nounContent(t, c.slots)
		return at >= 0
	})
	if c == nil {
		return
	}
	source := -1
	if c.class.stance != "" {
		if source = r.nounSource(t); source < 0 {
			// "fears of a famine": nobody's, but what is feared has not happened.
			r.link(link{cue: t, content: at, class: c.class.unsourced(), attribution: -1})
			return
		}
	}
	r.record(s, t, c, at, source)
}

// adjectiveCue: "is confident that", "the alleged attack".
func (r *reader) adjectiveCue(s, t int) {
	if h := r.tree.head(t); h > t && r.d.Tokens[t].Dep == nlp.DepAmod {
		if c := r.first(adjectiveOn, r.lower(t)); c != nil {
			r.record(s, t, c, h, -1)
		}
		return
	}
	var at int
	c := r.find(adjective, t, func(c *cue) bool {
		at = r.content(t, c.slots)
		return at >= 0
	})
	if c != nil {
		r.record(s, t, c, at, r.source(t))
	}
}

// adverbCue: "reportedly", which names nobody.
func (r *reader) adverbCue(s, t int) {
	h := r.tree.head(t)
	if h < 0 || r.d.Tokens[t].Dep.Base() != nlp.DepAdvmod {
		return
	}
	if c := r.find(adverb, t, func(c *cue) bool { return c.class.stance != "" }); c != nil {
		r.record(s, t, c, h, -1)
	}
}

// prepositionCue: "according to the ministry", "citing two officials".
func (r *reader) prepositionCue(s, t int) {
	if _, ok := r.data.words[preposition][r.d.Tokens[t].Lemma]; !ok {
		if _, ok = r.data.words[preposition][r.lower(t)]; !ok {
			return
		}
	}
	last := t
	match := func(list []cue) *cue {
		for i := range list {
			last = t
			ok := true
			for _, w := range list[i].more {
				if last++; last >= len(r.d.Tokens) || r.lower(last) != w {
					ok = false
					break
				}
			}
			if ok {
				return &list[i]
			}
		}
		return nil
	}
	c := match(r.data.words[preposition][r.lower(t)])
	if c == nil {
		return
	}
	// The source: what the preposition marks, or its own object ("citing X").
	source := -1
	dep := r.d.Tokens[t].Dep.Base()
	switch {
	case dep == nlp.DepCase || dep == nlp.DepMark || dep == nlp.DepFixed:
		source = r.tree.head(t)
	default:
		for k := r.tree.first[t]; k >= 0; k = r.tree.nxt[k] {
			b := r.d.Tokens[k].Dep.Base()
			if int(k) > last && (b == nlp.DepObj || b == nlp.DepObl || b == nlp.DepNmod) {
				source = int(k)
				break
			}
		}
	}
	for k := 0; source >= 0 && source <= last && k < 4; k++ {
		source = r.tree.head(source)
	}
	if source < 0 {
		return
	}
	// The content: the clause that source (or the verb form) hangs on.
	at := r.tree.head(source)
	if at == t {
		at = r.tree.head(t)
	}
	if at < 0 || !r.inSentence(s, at) {
		return
	}
	// "officials said, citing X": what the officials said is X's.
	verbal := dep != nlp.DepCase && dep != nlp.DepFixed
	for i := len(r.links) - 1; verbal && i >= 0 && r.inSentence(s, r.links[i].cue); i-- {
		if l := r.links[i]; l.cue == at && l.attribution >= 0 {
			at = l.content
			break
		}
	}
	a := r.record(s, t, c, at, source)
	if a >= 0 {
		x := &r.d.Attributions[a]
		x.Cue.End = r.d.Tokens[last].End
	}
}

func (r *reader) inSentence(s, t int) bool {
	return t >= r.d.Sentences[s].First && t < r.d.Sentences[s].Last
}

// record adds the link, and the attribution if the cue has a stance; it gives
// the attribution's index or -1.
func (r *reader) record(s, t int, c *cue, at, source int) int {
	a := -1
	if c.class.stance != "" {
		x := nlp.Attribution{Sentence: s, Mention: -1, Token: -1, Cue: r.cueSpan(t), CueToken: t,
			Stance: c.class.stance, Within: -1, Voice: !c.class.voiceless, Rule: c.rule}
		if source >= 0 && !c.class.silent {
			r.setSource(&x, source, t)
		}
		x.Content = r.contentSpans(s, at, t, source)
		a = len(r.d.Attributions)
		r.d.Attributions = append(r.d.Attributions, x)
	}
	cl := c.class
	if source < 0 && !cl.silent {
		cl = cl.unsourced()
	}
	r.link(link{cue: t, content: at, class: cl, attribution: a})
	return a
}

// cueSpan is the verb with its auxiliaries and particles where they stand
// together: "has said", "pointed out".
func (r *reader) cueSpan(t int) nlp.Span {
	lo, hi := t, t
	for k := r.tree.first[t]; k >= 0; k = r.tree.nxt[k] {
		switch r.d.Tokens[k].Dep.Base() {
		case nlp.DepAux, nlp.DepCop:
			if int(k) == lo-1 {
				lo = int(k)
			}
		case nlp.DepCompound:
			if r.d.Tokens[k].Dep == nlp.DepCompoundPrt && int(k) == hi+1 {
				hi = int(k)
			}
		}
	}
	// Auxiliaries before the one next to the verb: "has been told".
	for lo > 0 && r.tree.head(lo-1) == t && r.d.Tokens[lo-1].Dep.Base() == nlp.DepAux {
		lo--
	}
	return nlp.Span{Start: r.d.Tokens[lo].Start, End: r.d.Tokens[hi].End}
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
