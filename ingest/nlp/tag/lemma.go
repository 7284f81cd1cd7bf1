package tag

import (
	"strings"
	"sync"

	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// knownLemma is what was chosen for a short word before. All that its features are made
// of is in it, so that the choice would be the same again.
type knownLemma struct {
	form   [16]byte
	length uint8 // 0: nothing is known here
	script uint16
	place  uint32
}

// knownLemmas is how many a Tagger remembers, a power of two; words of which two share a place
// drive each other out.
const knownLemmas = 4096

// place is all but the word itself that the features of a lemma are made of.
func place(style uint32, tokens []nlp.Token, i int) uint32 {
	next := nlp.NoFine
	if i+1 < len(tokens) {
		next = tokens[i+1].Fine
	}
	first := style << 1
	if i == 0 {
		first |= 1
	}
	return uint32(tokens[i].Tag)<<24 | uint32(tokens[i].Fine)<<16 | uint32(next)<<8 | first
}

// lemmas sets the lemmas of a sentence whose tags are known.
func (t *Tagger) lemmas(text string, tokens []nlp.Token) {
	style := Style(text, tokens)
	for i := range tokens {
		form := text[tokens[i].Start:tokens[i].End]
		script := &t.m.Scripts[t.script(form, place(style, tokens, i))]
		if !script.Keep {
			form = strings.ToLower(form)
		}
		tokens[i].Lemma = script.change(form)
		if k := tokens[i].Fine; k == nlp.VBD || k == nlp.VBN {
			if l, ok := irregular()[strings.ToLower(form)]; ok {
				tokens[i].Lemma = l
			}
		}
	}
}

// irregular is the lemma of each irregular past and participle: what is learnt from endings
// cannot tell "shot" or "freed".
var irregular = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, e := range lexicon.Words("irregular").Entries {
		for _, form := range e.Fields {
			m[form] = e.Key
		}
	}
	return m
})

// script is the index of what makes the lemma of a form.
func (t *Tagger) script(form string, place uint32) int {
	slot := &t.known[linear.Key2(0, linear.Text(form), place)%knownLemmas]
	short := len(form) > 0 && len(form) <= len(slot.form)
	if short && int(slot.length) == len(form) && slot.place == place && string(slot.form[:len(form)]) == form {
		return int(slot.script)
	}
	w := look(form)
	t.keys = lemmaFeatures(&w, place, t.keys[:0])
	clear(t.scores)
	t.m.Lemmas.Score(t.keys, t.scores)
	best := 0
	for c, s := range t.scores {
		if s > t.scores[best] {
			best = c
		}
	}
	if short {
		*slot = knownLemma{length: uint8(len(form)), script: uint16(best), place: place}
		copy(slot.form[:], form)
	}
	return best
}

// LemmaKeys gives the features that the lemma of each word is chosen by, for
// package train. keys is valid during the call only.
func LemmaKeys(text string, tokens []nlp.Token, visit func(word int, keys []uint32)) {
	style := Style(text, tokens)
	var keys []uint32
	for i := range tokens {
		w := look(text[tokens[i].Start:tokens[i].End])
		keys = lemmaFeatures(&w, place(style, tokens, i), keys[:0])
		visit(i, keys)
	}
}
