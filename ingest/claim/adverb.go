package claim

import (
	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// This file reads what the words right at a verb say of it: negation, adverbs, auxiliaries, tense.

// local is the status that the word t itself has by its tense, auxiliaries,
// adverbs, marks and determiners.
func (r *reader) local(t int) status {
	tok := r.d.Tokens
	s := status{mode: graph.Past}
	verbal := tok[t].Tag == nlp.VERB || tok[t].Tag == nlp.AUX || r.tree.child(t, nlp.DepCop) >= 0
	if verbal {
		s = r.tense(t)
	}
	for k := int(r.tree.first[t]); k >= 0; k = int(r.tree.nxt[k]) {
		if r.ended(k) {
			s.denied = !s.denied
			continue
		}
		switch dep := tok[k].Dep; dep.Base() {
		case nlp.DepAdvmod, nlp.DepDiscourse:
			r.adverb(&s, t, k)
		case nlp.DepMark, nlp.DepCase:
			p := mark
			if dep == nlp.DepCase {
				p = caseMark
			}
			word := r.tree.fixed(k)
			if c := r.first(p, word); c != nil {
				if tok[k].Tag == nlp.PART {
					if !r.purpose(t) {
						continue
					}
					// "will travel to meet": the purpose of a plan is planned with it.
					if h := r.tree.head(t); h >= 0 && tok[h].Tag == nlp.VERB {
						if up := r.statusAt(h, 1); up.set && up.mode == graph.Planned {
							s.mode, s.set = graph.Planned, true
							continue
						}
					}
				}
				s.apply(c.class)
			}
		case nlp.DepDet, nlp.DepCc:
			if c := r.first(determiner, r.lower(k)); c != nil && k < t {
				s.apply(c.class)
			}
		case nlp.DepNsubj, nlp.DepObj:
			if verbal && r.negativePhrase(k) {
				s.denied = !s.denied
			}
		}
	}
	if r.question(t) {
		s.fact = graph.Unknown
	}
	return s
}

// negativePhrase: "no soldiers", "nobody", "none of them", "neither side".
func (r *reader) negativePhrase(k int) bool {
	if r.first(pronoun, r.d.Tokens[k].Lemma) != nil {
		return true
	}
	for d := r.tree.first[k]; d >= 0; d = r.tree.nxt[d] {
		switch r.d.Tokens[d].Dep {
		case nlp.DepDet, nlp.DepDetPredet, nlp.DepCcPreconj, nlp.DepAdvmod, nlp.DepCc:
			if c := r.first(determiner, r.d.Tokens[d].Lemma); int(d) < k && c != nil && c.class.deny {
				return true
			}
		}
	}
	return false
}

// negation reports whether token t has a negation of its own.
func (r *reader) negation(t int) bool { return r.local(t).denied }

// adverb applies the adverb k of t, or the negation that it is.
func (r *reader) adverb(s *status, t, k int) {
	tok := r.d.Tokens
	c := r.first(adverb, tok[k].Lemma)
	if c == nil {
		return
	}
	for i := range r.data.words[adverb][tok[k].Lemma] {
		x := &r.data.words[adverb][tok[k].Lemma][i]
		if x.class.focus && len(r.data.words[adverb][tok[k].Lemma]) > 1 {
			continue
		}
		if len(x.more) > 0 && !(k+1 < len(tok) && tok[k+1].Lemma == x.more[0] || k > 0 && tok[k-1].Lemma == x.more[0]) {
			continue
		}
		if x.class.deny && k+1 < len(tok) {
			// "not only", "not until".
			if f := r.first(adverb, tok[k+1].Lemma); f != nil && f.class.focus {
				return
			}
		}
		if x.class.stance != "" {
			continue // a hearsay adverb has its link
		}
		if x.class.hasMode && s.set {
			continue
		}
		s.apply(x.class)
		return
	}
}

// purpose reports whether the infinitive t is one of purpose, not the complement
// of a word that already says what it means for it.
func (r *reader) purpose(t int) bool {
	if len(r.linkOf[int32(t)]) > 0 {
		return false
	}
	switch r.d.Tokens[t].Dep {
	case nlp.DepAcl:
		return !r.ordinal(r.tree.head(t)) // "the first country to recognize it" has done so
	case nlp.DepAdvcl, nlp.DepXcomp, nlp.DepConj, nlp.DepCcomp, nlp.DepCsubj:
		return true
	}
	return false
}

// ordinal reports whether noun t is one of a row: "the first country".
func (r *reader) ordinal(t int) bool {
	for k := r.tree.first[t]; k >= 0; k = r.tree.nxt[k] {
		if r.d.Tokens[k].Dep.Base() == nlp.DepAmod && r.is("ordinal", r.d.Tokens[k].Lemma) {
			return true
		}
	}
	return r.is("ordinal", r.d.Tokens[t].Lemma)
}

// granted reports whether noun t stands behind a preposition of what is taken for granted:
// "applied to join after a meeting".
func (r *reader) granted(t int) bool {
	for k := r.tree.first[t]; k >= 0; k = r.tree.nxt[k] {
		if r.d.Tokens[k].Dep.Base() == nlp.DepCase && int(k) < t && r.is("granted", r.lower(int(k))) {
			return true
		}
	}
	return false
}

// toldInPast reports whether the clause of t is what a verb of saying in the past
// tense reports, without a condition of its own: then its "would" is a "will".
func (r *reader) toldInPast(t int) bool {
	for k := r.tree.first[t]; k >= 0; k = r.tree.nxt[k] {
		if r.d.Tokens[k].Dep == nlp.DepAdvcl && r.condition(int(k)) {
			return false
		}
	}
	for k := 0; t >= 0 && k < 3; k++ {
		for _, i := range r.linkOf[int32(t)] {
			l := &r.links[i]
			f := r.d.Tokens[l.cue].Fine
			if l.class.stance != "" && !l.class.voiceless && (f == nlp.VBD || f == nlp.VBN) {
				return true
			}
		}
		if r.d.Tokens[t].Dep != nlp.DepConj {
			return false
		}
		t = r.tree.head(t)
	}
	return false
}

// question reports whether t heads a clause of a sentence that asks.
func (r *reader) question(t int) bool {
	s := r.d.SentenceOf(t)
	if s >= len(r.d.Sentences) || r.tree.head(t) >= 0 && r.d.Tokens[t].Dep != nlp.DepConj {
		return false
	}
	last := r.d.Sentences[s].Last - 1
	for last > t && r.d.Tokens[last].Tag == nlp.PUNCT {
		if r.d.Word(last) == "?" {
			return true
		}
		last--
	}
	return false
}

// tense is the mode by the verb's form and auxiliaries.
func (r *reader) tense(t int) status {
	tok := r.d.Tokens
	s := status{mode: graph.Present}
	kind := article.Body
	if i := r.d.SentenceOf(t); i < len(r.d.Sentences) {
		kind = r.d.Sentences[i].Kind
	}
	title := kind == article.TitleBlock || kind == article.Subtitle
	have, modal, first := false, -1, -1
	infinitive := false
	for k := int(r.tree.first[t]); k >= 0; k = int(r.tree.nxt[k]) {
		switch tok[k].Dep.Base() {
		case nlp.DepAux, nlp.DepCop:
			if first < 0 {
				first = k
			}
			perfect := r.is("perfect", tok[k].Lemma)
			have = have || perfect
			if tok[k].Fine == nlp.MD || r.first(auxiliary, r.lower(k)) != nil && !perfect {
				modal = k
			}
		case nlp.DepMark:
			infinitive = infinitive || tok[k].Tag == nlp.PART
		}
	}
	fine := tok[t].Fine
	if first >= 0 {
		fine = tok[first].Fine
	}
	if infinitive && first >= 0 && !have && modal < 0 {
		// "The army is to withdraw."
		if c := r.first(auxiliaryTo, tok[first].Lemma); c != nil {
			s.apply(c.class)
			return s
		}
	}
	switch {
	case modal >= 0:
		p := auxiliary
		switch {
		case have:
			p = auxiliaryHave
			s.mode = graph.Past
		case r.first(auxiliaryTold, tok[modal].Lemma) != nil && r.toldInPast(t):
			p = auxiliaryTold
		}
		word := tok[modal].Lemma
		c := r.first(p, word)
		if c == nil {
			c = r.first(p, r.lower(modal))
		}
		if c != nil {
			s.apply(c.class)
		}
		if have && !s.set {
			s.set, s.mode = true, graph.Past
		}
	case have:
		s.mode = graph.Past
	case fine == nlp.VBD || fine == nlp.VBN && first < 0:
		s.mode = graph.Past
	case title && first < 0 && infinitive && (tok[t].Dep == nlp.DepRoot || tok[t].Dep == nlp.DepXcomp || tok[t].Dep == nlp.DepAcl || tok[t].Dep == nlp.DepAdvcl):
		s.mode, s.set = graph.Planned, true
	case title && first < 0 && fine != nlp.VBG:
		s.mode = graph.Past
	case fine == nlp.VBG && first < 0:
		// A participle is of the time of its governor.
		if h := r.tree.head(t); h >= 0 && (tok[h].Tag == nlp.VERB) && len(r.linkOf[int32(t)]) == 0 {
			up := r.statusAt(h, 1)
			s.mode = up.mode
		} else {
			s.mode = graph.Past
		}
	case fine == nlp.VB && tok[t].Dep == nlp.DepRoot && first < 0 && !infinitive &&
		r.tree.child(t, nlp.DepNsubj) < 0 && !title:
		s.mode, s.set = graph.Ordered, true
	case infinitive && first < 0:
		s.mode = graph.Past // of the time of what governs it; see climb
		if h := r.tree.head(t); h >= 0 && tok[h].Tag == nlp.VERB {
			s.mode = r.statusAt(h, 1).mode
		}
	}
	return s
}
