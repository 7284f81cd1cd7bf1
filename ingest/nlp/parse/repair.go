package parse

import "dateline/ingest/nlp"

// repair puts right what cannot be: a clause with a subordinator ("as Ukraine
// has said …") that is made to govern, as its content, the clause before the
// subordinator ("the call comes"). What stands before a subordinator is never
// inside its clause, so the clause before it governs, and the marked one
// modifies it. The tokens are those of one sentence, starting at first.
func repair(tokens []nlp.Token, first int) {
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
