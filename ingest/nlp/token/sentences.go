package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/linear"
)

// look is what the features say about one word.
type look struct {
	word  uint32 // in lower case
	shape uint32
	gap   uint32 // before it: 0 nothing, 1 space, 2 line break
	lower bool   // starts with a small letter
	mark  bool   // is a mark of punctuation
}

func lookAt(text string, s nlp.Span, before int) look {
	w := text[s.Start:s.End]
	l := look{word: linear.Text(strings.ToLower(w)), shape: shape(w)}
	if s.Start > before {
		l.gap = 1
		if strings.IndexByte(text[before:s.Start], '\n') >= 0 {
			l.gap = 2
		}
	}
	r, _ := utf8.DecodeRuneInString(w)
	l.lower = unicode.IsLower(r)
	l.mark = !unicode.IsLetter(r) && !unicode.IsDigit(r)
	return l
}

// shape is a small number for how a word is written: 1 small letters, 2 one
// capital, 3 a capital first, 4 capitals, 5 mixed, 6 digits, 7 digits with
// marks or letters, 8 letters with a stop at the end, from 16 on marks.
func shape(w string) uint32 {
	r, n := utf8.DecodeRuneInString(w)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return 16 + uint32(r)&0xFFF
	}
	var small, capital, digit, other bool
	for _, q := range w {
		switch {
		case unicode.IsLower(q):
			small = true
		case unicode.IsUpper(q):
			capital = true
		case unicode.IsDigit(q):
			digit = true
		default:
			other = true
		}
	}
	switch {
	case w[len(w)-1] == '.':
		if n == len(w)-1 {
			return 9 // an initial
		}
		return 8
	case digit && !small && !capital && !other:
		return 6
	case digit:
		return 7
	case capital && !small:
		if n == len(w) {
			return 2
		}
		return 4
	case capital && unicode.IsUpper(r) && strings.IndexFunc(w[n:], unicode.IsUpper) < 0:
		return 3
	case capital:
		return 5
	}
	return 1
}

// Gaps goes through the words of one block and calls ends for each place where
// a sentence may end, with the word before the place and its features; the
// sentence ends there if ends says so. keys is valid during the call only. It is
// exported for package train, which learns from it.
func Gaps(text string, words []nlp.Span, ends func(word int, keys []uint32) bool) {
	if len(words) == 0 {
		return
	}
	looks := make([]look, len(words))
	before := words[0].Start
	for i, w := range words {
		looks[i] = lookAt(text, w, before)
		before = w.End
	}
	var keys []uint32
	g := gaps{looks: looks}
	start := 0
	for i := range len(words) - 1 {
		g.pass(i)
		if !g.candidate(i) {
			continue
		}
		keys = g.features(i, start, keys[:0])
		if ends(i, keys) {
			start = i + 1
			g.quote, g.depth = false, 0
		}
	}
}

// gaps describes the places between words.
type gaps struct {
	looks []look
	quote bool // a straight or curved double mark is open
	depth int  // open brackets
}

var (
	straight   = shape("\"")
	openCurved = shape("“")
	shutCurved = shape("”")
	openRound  = shape("(")
	shutRound  = shape(")")
	shutSingle = shape("’")
	apostrophe = shape("'")
	guillemet  = shape("»")
	comma      = shape(",")
)

// pass takes note of quotation marks and brackets.
func (g *gaps) pass(i int) {
	switch g.looks[i].shape {
	case straight:
		g.quote = !g.quote
	case openCurved:
		g.quote = true
	case shutCurved:
		g.quote = false
	case openRound:
		g.depth++
	case shutRound:
		g.depth = max(0, g.depth-1)
	}
}

// candidate reports whether a sentence may end after word i at all: not between
// a word and another that starts with a small letter, nor inside a chunk.
func (g *gaps) candidate(i int) bool {
	a, b := &g.looks[i], &g.looks[i+1]
	if b.gap == 0 && !a.mark && a.shape != 8 {
		return false
	}
	// Nor after a comma, quotation mark or not: “We go,” Smith said.
	if a.shape == comma || i > 0 && g.looks[i-1].shape == comma && b.gap > 0 && a.closes() {
		return false
	}
	return a.mark || !b.lower || a.shape == 8 || b.gap == 2
}

// closes reports whether the word can be a closing quotation mark.
func (l *look) closes() bool {
	return l.shape == straight || l.shape == shutCurved || l.shape == shutSingle || l.shape == apostrophe || l.shape == guillemet
}

func (g *gaps) at(i int) look {
	if i < 0 || i >= len(g.looks) {
		return look{word: 1, shape: 1 << 20}
	}
	return g.looks[i]
}

// features appends the keys of the features of the gap after word i; the
// sentence starts at word start.
func (g *gaps) features(i, start int, keys []uint32) []uint32 {
	z, a, b, c := g.at(i-1), g.at(i), g.at(i+1), g.at(i+2)
	if i-1 < start {
		z = look{word: 2, shape: 1<<20 + 1}
	}
	length := uint32(min(i-start, 12))
	if i-start > 30 {
		length = 13
	}
	state := uint32(min(g.depth, 2)) << 1
	if g.quote {
		state |= 1
	}
	left := uint32(min(len(g.looks)-2-i, 6))
	return append(keys,
		linear.Key1(0, 0),
		linear.Key2(1, a.word, b.gap),
		linear.Key1(2, b.word),
		linear.Key3(3, a.word, b.shape, b.gap),
		linear.Key2(4, z.word, a.word),
		linear.Key3(5, a.shape, b.shape, b.gap),
		linear.Key2(6, b.word, c.word),
		linear.Key3(7, z.word, a.word, b.shape),
		linear.Key3(8, z.shape, a.shape, b.shape),
		linear.Key3(9, a.shape, b.shape, c.shape),
		linear.Key3(10, length, a.shape, b.shape),
		linear.Key3(11, state, a.shape, b.shape),
		linear.Key2(12, a.word, b.word),
		linear.Key3(13, a.word, b.shape, c.shape),
		linear.Key3(14, a.shape, b.word, c.shape),
		linear.Key2(15, g.at(start).shape, a.shape),
		linear.Key3(16, g.at(start).word, a.shape, b.shape),
		linear.Key3(17, state, b.word, a.shape),
		linear.Key3(18, left, a.shape, b.shape),
		linear.Key3(19, g.at(i-2).word, z.word, a.word),
		linear.Key2(20, length, left),
		linear.Key3(21, c.word, b.word, a.shape),
	)
}
