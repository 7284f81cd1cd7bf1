package tag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// Word is what the features say about one word.
type Word struct {
	Form    string // in small letters
	exact   uint32
	lower   uint32
	suffix  [5]uint32 // the last 1 to 5 characters
	prefix  [4]uint32 // the first 1 to 4
	shape   uint32
	marks   uint32 // which of hyphen, digit, capital, stop it has
	capital bool
}

// Words describes the words of a sentence.
func Words(text string, tokens []nlp.Token, dst []Word) []Word {
	dst = dst[:0]
	for _, t := range tokens {
		dst = append(dst, describe(text[t.Start:t.End]))
	}
	return dst
}

func describe(form string) Word {
	w := Word{Form: strings.ToLower(form), exact: linear.Text(form)}
	w.lower = linear.Text(w.Form)
	at := len(w.Form)
	for i := range w.suffix {
		if at > 0 {
			_, n := utf8.DecodeLastRuneInString(w.Form[:at])
			at -= n
		}
		w.suffix[i] = linear.Text(w.Form[at:])
	}
	at = 0
	for i := range w.prefix {
		if at < len(w.Form) {
			_, n := utf8.DecodeRuneInString(w.Form[at:])
			at += n
		}
		w.prefix[i] = linear.Text(w.Form[:at])
	}
	w.shape, w.marks = shape(form)
	r, _ := utf8.DecodeRuneInString(form)
	w.capital = unicode.IsUpper(r)
	return w
}

// shape is a hash of how a word is written, runs of one class of character
// taken as one ("Xx" for "Mark", "X.X." for "U.S.", "d,d" for "14,000"), and the
// set of classes.
func shape(form string) (hash, set uint32) {
	hash = 2166136261
	last, run := byte(0), 0
	for _, r := range form {
		var c byte
		switch {
		case unicode.IsLower(r):
			c = 'x'
			set |= 1
		case unicode.IsUpper(r):
			c = 'X'
			set |= 2
		case unicode.IsDigit(r):
			c = 'd'
			set |= 4
		case unicode.IsLetter(r):
			c = 'l'
			set |= 8
		case r == '-':
			c = '-'
			set |= 16
		case r < utf8.RuneSelf:
			c = byte(r)
			set |= 32
		default:
			c = 'u'
			set |= 64
		}
		if c == last {
			if run++; run > 2 || c == 'x' {
				continue
			}
		} else {
			run = 1
		}
		last = c
		hash = (hash ^ uint32(c)) * 16777619
	}
	return hash, set
}

var (
	before = Word{exact: 1, lower: 1, shape: 1}
	after  = Word{exact: 2, lower: 2, shape: 2}
)

func at(words []Word, i int) *Word {
	switch {
	case i < 0:
		return &before
	case i >= len(words):
		return &after
	}
	return &words[i]
}

// Sentence is what holds for a whole sentence: whether it is written in
// capitals, or with a capital on nearly every word as headlines are.
func sentenceCase(words []Word) uint32 {
	letters, capitals, shouts := 0, 0, 0
	for i := range words {
		if words[i].marks&3 == 0 {
			continue
		}
		letters++
		if words[i].capital {
			capitals++
		}
		if words[i].marks&1 == 0 && len(words[i].Form) > 1 {
			shouts++
		}
	}
	switch {
	case letters > 2 && shouts*10 > letters*7:
		return 2
	case letters > 3 && capitals*10 > letters*7:
		return 1
	}
	return 0
}

// tagFeatures appends the keys for the tag of word i. a and b are the classes of
// the two words before it.
func tagFeatures(words []Word, lex *Lexicon, i int, style uint32, a, b uint32, keys []uint32) []uint32 {
	w, p, pp, n, nn := &words[i], at(words, i-1), at(words, i-2), at(words, i+1), at(words, i+2)
	first := uint32(0)
	if i == 0 {
		first = 1
	}
	am, an := lex.usual(w.lower), lex.usual(n.lower)
	cw, cn, cp := lex.cluster(w.lower), lex.cluster(n.lower), lex.cluster(p.lower)
	return append(keys,
		linear.Key1(0, 0),
		linear.Key1(1, w.exact),
		linear.Key1(2, w.lower),
		linear.Key1(3, w.suffix[0]),
		linear.Key1(4, w.suffix[1]),
		linear.Key1(5, w.suffix[2]),
		linear.Key1(6, w.suffix[3]),
		linear.Key1(7, w.suffix[4]),
		linear.Key1(8, w.prefix[0]),
		linear.Key1(9, w.prefix[2]),
		linear.Key1(10, w.prefix[3]),
		linear.Key3(11, w.shape, first, style),
		linear.Key3(12, w.marks, first, style),
		linear.Key1(13, a),
		linear.Key2(14, a, b),
		linear.Key2(15, w.lower, a),
		linear.Key1(16, p.lower),
		linear.Key1(17, pp.lower),
		linear.Key1(18, n.lower),
		linear.Key1(19, nn.lower),
		linear.Key2(20, p.lower, w.lower),
		linear.Key2(21, w.lower, n.lower),
		linear.Key2(22, a, n.lower),
		linear.Key1(23, n.suffix[2]),
		linear.Key2(24, n.shape, w.shape),
		linear.Key2(25, p.shape, w.shape),
		linear.Key3(26, a, am, an),
		linear.Key2(27, am, an),
		linear.Key3(28, am, an, lex.usual(nn.lower)),
		linear.Key2(29, w.suffix[2], a),
		linear.Key2(30, w.suffix[2], an),
		linear.Key3(31, a, b, am),
		linear.Key2(32, p.lower, n.lower),
		linear.Key2(33, w.lower, an),
		linear.Key1(34, cw),
		linear.Key1(35, cw>>3|1<<20),
		linear.Key2(36, cw, a),
		linear.Key2(37, cw, cn),
		linear.Key2(38, cp, cw),
		linear.Key3(39, a, cw, an),
		linear.Key1(40, cn),
		linear.Key1(41, cp),
	)
}

// lemmaFeatures appends the keys for the lemma of word i, whose tags are known.
func lemmaFeatures(words []Word, i int, style uint32, tag nlp.Tag, fine, next nlp.Fine, keys []uint32) []uint32 {
	w := &words[i]
	f := uint32(tag)<<8 | uint32(fine)
	first := style << 1
	if i == 0 {
		first |= 1
	}
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
		linear.Key3(10, f, w.lower, uint32(next)),
		linear.Key1(11, w.lower),
		linear.Key3(12, w.lower, w.marks, first),
	)
}
