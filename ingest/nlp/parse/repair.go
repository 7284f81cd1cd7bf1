package parse

import (
	_ "embed"
	"strings"
	"sync"

	"dateline/ingest/nlp"
)

//go:embed en/nominal.txt
var nominalList string

// nominal are the subordinators of clauses that never belong to verbs.
var nominal = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(nominalList) {
		if word, _, ok := strings.Cut(line, "\t"); ok && line[0] != '#' {
			m[word] = true
		}
	}
	return m
})

// repair puts right what no sentence of English means. The tokens are those of
// one sentence, starting at first.
func repair(tokens []nlp.Token, first int) {
	markers(tokens)
	subordinate(tokens, first)
	comment(tokens, first)
	complement(tokens, first)
	preposition(tokens, first)
	predicate(tokens, first)
}

// preposition mends one that is made to hang on an initial or forename before the name that is the head ("with H. Dragan"):
// it is the whole name's.
func preposition(tokens []nlp.Token, first int) {
	for i := range tokens {
		t := &tokens[i]
		if t.Dep != nlp.DepCase || t.Head != first+i+1 {
			continue
		}
		part := &tokens[i+1]
		if part.Tag == nlp.PROPN && (part.Dep == nlp.DepCompound || part.Dep == nlp.DepFlat) && part.Head > t.Head && tokens[part.Head-first].Tag == nlp.PROPN {
			t.Head = part.Head
		}
	}
}

// complement mends a clause right after an adjective ("stopped short of expelling him") that is made to hang on
// what the adjective hangs on, where its subordinator is one of those whose clauses never belong to verbs.
func complement(tokens []nlp.Token, first int) {
	for i := 1; i < len(tokens); i++ {
		mark, adjective := &tokens[i], &tokens[i-1]
		if mark.Dep != nlp.DepMark || !nominal()[mark.Lemma] || adjective.Tag != nlp.ADJ || mark.Head-first <= i {
			continue
		}
		clause := &tokens[mark.Head-first]
		if clause.Dep == nlp.DepAdvcl && clause.Head == adjective.Head && adjective.Head >= first {
			clause.Head = first + i - 1
		}
	}
}

// markers mends subordinators that are made subject or object of their clause: what
// is that is a pronoun, with another tag.
func markers(tokens []nlp.Token) {
	for i := range tokens {
		switch t := &tokens[i]; t.Dep {
		case nlp.DepNsubj, nlp.DepNsubjPass, nlp.DepObj, nlp.DepIobj:
			if t.Tag == nlp.SCONJ && t.Head >= 0 {
				t.Dep = nlp.DepMark
			}
		}
	}
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

// comment mends a clause after a comma that is made a relative clause of a noun
// before the comma: "held a call, the army reported". A relative clause without a
// pronoun has a subject and is never set off, so this one stands beside the whole
// sentence; what touches its verb is its subject, whatever it was made.
func comment(tokens []nlp.Token, first int) {
	for v := range tokens {
		t := &tokens[v]
		if t.Dep != nlp.DepAclRelcl || t.Tag != nlp.VERB && t.Tag != nlp.AUX {
			continue
		}
		noun := t.Head - first
		from := v
		for i := range tokens[:v] {
			if tokens[i].Head == v+first && tokens[i].Dep != nlp.DepPunct {
				from = min(from, begin(tokens, first, i))
			}
		}
		subject := -1
		if from == v && v > 0 && t.Fine != nlp.VBN {
			subject = touching(tokens, first, v)
			if subject < 0 || subject <= noun {
				continue
			}
			from = begin(tokens, first, subject)
			if tokens[from].Dep == nlp.DepPunct {
				from++
			}
		}
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
		if subject >= 0 {
			tokens[subject].Head, tokens[subject].Dep = v+first, nlp.DepNsubj
		}
	}
}

// touching is the coordinated or apposed noun whose phrase ends right before token
// v, -1 if there is none.
func touching(tokens []nlp.Token, first, v int) int {
	for n := v - 1; n >= 0; n = tokens[n].Head - first {
		t := &tokens[n]
		if (t.Dep == nlp.DepConj || t.Dep == nlp.DepAppos) && (t.Tag == nlp.NOUN || t.Tag == nlp.PROPN) && end(tokens, first, n) == v {
			return n
		}
		if t.Head < first || t.Head-first >= v {
			break
		}
	}
	return -1
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
