package parse

import "dateline/ingest/nlp"

// repair puts right what no sentence of English means. The tokens are those of
// one sentence, starting at first.
func repair(tokens []nlp.Token, first int) {
	subordinate(tokens, first)
	comment(tokens, first)
}

// subordinate mends a clause with a subordinator ("as Ukraine has said …") that is
// made to govern, as its content, the clause before the subordinator ("the call
// comes"). What stands before a subordinator is never inside its clause, so the
// clause before it governs, and the marked one modifies it.
func subordinate(tokens []nlp.Token, first int) {
	for m := range tokens {
		t := &tokens[m]
		if t.Dep != nlp.DepMark || t.Tag != nlp.SCONJ || t.Head < first {
			continue
		}
		below := t.Head - first // the verb of the marked clause
		if below < m {
			continue
		}
		above := -1 // the verb before it
		for i := range tokens[:m] {
			c := &tokens[i]
			if c.Head == below+first && c.Dep == nlp.DepCcomp && c.Tag == nlp.VERB && end(tokens, first, i) <= m {
				above = i
			}
		}
		if above < 0 {
			continue
		}
		tokens[above].Head, tokens[above].Dep = tokens[below].Head, tokens[below].Dep
		tokens[below].Head, tokens[below].Dep = above+first, nlp.DepAdvcl
		for i := range tokens {
			// What hung on the marked verb from before the subordinator, and the
			// stop at the end of the sentence, belong to the verb before it.
			if i != above && tokens[i].Head == below+first && (i < m || i == len(tokens)-1 && tokens[i].Dep == nlp.DepPunct) {
				tokens[i].Head = above + first
			}
		}
	}
}

// comment mends a clause after a comma that is made a relative clause of the noun
// before the comma: "held a call, the army reported". A relative clause without a
// pronoun is never set off, so this one stands beside the whole sentence.
func comment(tokens []nlp.Token, first int) {
	for v := range tokens {
		t := &tokens[v]
		if t.Dep != nlp.DepAclRelcl || t.Tag != nlp.VERB && t.Tag != nlp.AUX {
			continue
		}
		from := v
		for i := range tokens[:v] {
			c := &tokens[i]
			if c.Head != v+first || c.Dep == nlp.DepPunct {
				continue
			}
			from = min(from, begin(tokens, first, i))
		}
		noun := t.Head - first
		if from < 2 || noun < 0 || noun >= from || from == v || tokens[from-1].Dep != nlp.DepPunct || relative(tokens[from:v]) {
			continue
		}
		above := noun
		for above >= 0 && tokens[above].Tag != nlp.VERB {
			above = tokens[above].Head - first
		}
		if above < 0 || above >= from {
			continue
		}
		t.Head, t.Dep = above+first, nlp.DepParataxis
	}
}

// relative reports whether a pronoun or adverb that makes clauses relative is among
// the words.
func relative(words []nlp.Token) bool {
	for i := range words {
		switch words[i].Fine {
		case nlp.WDT, nlp.WP, nlp.WPS, nlp.WRB:
			return true
		}
	}
	return false
}

// begin is the first token at or below token i.
func begin(tokens []nlp.Token, first, i int) int {
	for j := range tokens[:i] {
		for k := j; k >= 0; k = tokens[k].Head - first {
			if k == i {
				return j
			}
			if tokens[k].Head < first {
				break
			}
		}
	}
	return i
}

// end is one past the last token below token i, itself included.
func end(tokens []nlp.Token, first, i int) int {
	last := i
	for j := len(tokens) - 1; j > i; j-- {
		for k := j; k >= 0; k = tokens[k].Head - first {
			if k == i {
				return j + 1
			}
			if tokens[k].Head < first {
				break
			}
		}
	}
	return last + 1
}
