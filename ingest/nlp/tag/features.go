package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// word is what the features of lemmas say about one word.
type word struct {
	form   string // in small letters
	exact  uint32
	lower  uint32
	suffix [5]uint32 // the last 1 to 5 characters
	marks  uint32    // which of hyphen, digit, capital, stop it has
}

// look is what the features say about a form.
func look(form string) word {
	w := word{form: strings.ToLower(form), exact: linear.Text(form)}
	w.lower = linear.Text(w.form)
	at := len(w.form)
	for i := range w.suffix {
		if at > 0 {
			_, n := utf8.DecodeLastRuneInString(w.form[:at])
			at -= n
		}
		w.suffix[i] = linear.Text(w.form[at:])
	}
	w.marks = marks(form)
	return w
}

// marks is the set of the classes of characters a form has: small letters 1,
// capitals 2, digits 4, other letters 8, hyphens 16, other ASCII 32, the rest 64.
func marks(form string) (set uint32) {
	for _, r := range form {
		switch {
		case unicode.IsLower(r):
			set |= 1
		case unicode.IsUpper(r):
			set |= 2
		case unicode.IsDigit(r):
			set |= 4
		case unicode.IsLetter(r):
			set |= 8
		case r == '-':
			set |= 16
		case r < utf8.RuneSelf:
			set |= 32
		default:
			set |= 64
		}
	}
	return set
}

// Styles is how many values Style has.
const Styles = 3

// Style says whether a sentence is written in capitals (2), or with a capital on
// nearly every word as headlines are (1).
func Style(text string, tokens []nlp.Token) uint32 {
	words, capitals, shouts := 0, 0, 0
	for _, t := range tokens {
		form := text[t.Start:t.End]
		set := marks(form)
		if set&3 == 0 {
			continue
		}
		words++
		if r, _ := utf8.DecodeRuneInString(form); unicode.IsUpper(r) {
			capitals++
		}
		if set&1 == 0 && len(form) > 1 {
			shouts++
		}
	}
	switch {
	case words > 2 && shouts*10 > words*7:
		return 2
	case words > 3 && capitals*10 > words*7:
		return 1
	}
	return 0
}

// lemmaFeatures appends the keys for the lemma of a word with known tags that stands
// in the place.
func lemmaFeatures(w *word, place uint32, keys []uint32) []uint32 {
	f, next, first := place>>24<<8|place>>16&0xFF, place>>8&0xFF, place&0xFF
	return append(keys,
		linear.Key1(0, f),
		linear.Key2(1, f, w.lower),
		linear.Key2(2, f, w.suffix[0]),
		linear.Key2(3, f, w.suffix[1]),
		linear.Key2(4, f, w.suffix[2]),
		linear.Key2(5, f, w.suffix[3]),
		linear.Key2(6, f, w.suffix[4]),
		linear.Key3(7, f, w.marks, first),
		linear.Key2(8, f, w.exact),
		linear.Key3(9, f, w.suffix[2], w.marks),
		linear.Key3(10, f, w.lower, next),
		linear.Key1(11, w.lower),
		linear.Key3(12, w.lower, w.marks, first),
	)
}
