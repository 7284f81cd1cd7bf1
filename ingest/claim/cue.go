package claim

import (
	"dateline/ingest/nlp"
)

// This file reads cues that are no verbs: nouns, adjectives, adverbs, prepositions.

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
		if c := r.first(adjectiveOn, r.lower(t)); c != nil && !c.class.spares[r.d.Tokens[h].Lemma] {
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
