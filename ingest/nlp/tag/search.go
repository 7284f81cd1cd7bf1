package tag

import (
	"strings"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// Tagger tags sentences; it keeps what it needs between them and is for one
// goroutine.
type Tagger struct {
	m      *Model
	words  []Word
	keys   []uint32
	scores []int32
	lemmas []int32
}

// NewTagger makes a Tagger of a model.
func NewTagger(m *Model) *Tagger {
	return &Tagger{m: m, scores: make([]int32, len(m.Classes)), lemmas: make([]int32, len(m.Scripts))}
}

// Tag sets Tag, Fine and Lemma of the tokens of one sentence.
func (t *Tagger) Tag(text string, tokens []nlp.Token) {
	t.words = Words(text, tokens, t.words)
	style := sentenceCase(t.words)
	a, b := uint32(0), uint32(0)
	for i := range tokens {
		t.keys = tagFeatures(t.words, &t.m.Lexicon, i, style, a, b, t.keys[:0])
		c := best(t.m.Tags, t.keys, t.scores)
		tokens[i].Tag, tokens[i].Fine = t.m.Classes[c].Tag, t.m.Classes[c].Fine
		a, b = uint32(c)+1, a
	}
	for i := range tokens {
		next := nlp.NoFine
		if i+1 < len(tokens) {
			next = tokens[i+1].Fine
		}
		t.keys = lemmaFeatures(t.words, i, style, tokens[i].Tag, tokens[i].Fine, next, t.keys[:0])
		s := t.m.Scripts[best(t.m.Lemmas, t.keys, t.lemmas)]
		form := text[tokens[i].Start:tokens[i].End]
		if !s.Keep {
			form = t.words[i].Form
		}
		if s.Cut <= len(form) {
			if s.Cut > 0 || s.Add != "" {
				form = form[:len(form)-s.Cut] + s.Add
			}
		}
		tokens[i].Lemma = form
	}
}

func best(m *linear.Model, keys []uint32, scores []int32) int {
	clear(scores)
	m.Score(keys, scores)
	c := 0
	for i, s := range scores {
		if s > scores[c] {
			c = i
		}
	}
	return c
}

// Learner is asked for classes while a model is trained: it gets the features
// and the right class and answers with the class to go on with.
type Learner func(keys []uint32, gold int) int

// Learn goes through a sentence as Tag does and asks tags and lemmas what to
// choose. gold tells the class and the script of each word.
func Learn(text string, tokens []nlp.Token, lex *Lexicon, gold func(i int) (class, script int), tags, lemmas Learner) {
	words := Words(text, tokens, nil)
	style := sentenceCase(words)
	a, b := uint32(0), uint32(0)
	var keys []uint32
	for i := range tokens {
		class, script := gold(i)
		if tags != nil {
			keys = tagFeatures(words, lex, i, style, a, b, keys[:0])
			a, b = uint32(tags(keys, class))+1, a
		}
		if lemmas != nil {
			next := nlp.NoFine
			if i+1 < len(tokens) {
				next = tokens[i+1].Fine
			}
			keys = lemmaFeatures(words, i, style, tokens[i].Tag, tokens[i].Fine, next, keys[:0])
			lemmas(keys, script)
		}
	}
}

// Lower is the key under which Lexicon knows a form.
func Lower(form string) uint32 { return linear.Text(strings.ToLower(form)) }
