package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/nlp"
)

// Words divides text[start:end] into the syntactic words of Universal
// Dependencies as the English treebanks EWT and GUM write them, and appends
// their spans to dst. White space is in no word; every other character is.
func Words(text string, start, end int, dst []nlp.Span) []nlp.Span {
	c := cutter{text: text, lists: load(), out: dst}
	for i := start; i < end; {
		if n := space(text[i:end]); n > 0 {
			i += n
			continue
		}
		j, plain := i, true
		for j < end && space(text[j:end]) == 0 {
			if b := text[j]; b < utf8.RuneSelf {
				plain = plain && ascii[b] == letterClass
				j++
				continue
			}
			r, n := utf8.DecodeRuneInString(text[j:end])
			plain = plain && unicode.IsLetter(r)
			j += n
		}
		if plain {
			c.word(i, j)
		} else {
			c.chunk(i, j)
		}
		i = j
	}
	return c.out
}

// space is the length of the white space character s starts with, 0 if none.
// Invisible marks (zero width space, byte order mark) count as white space.
func space(s string) int {
	b := s[0]
	if b < utf8.RuneSelf {
		if b == ' ' || b >= '\t' && b <= '\r' {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u00ad' && n == len(s) {
		return n
	}
	return 0
}

const (
	otherClass = iota
	letterClass
	digitClass
	punctClass
)

var ascii = func() (t [utf8.RuneSelf]uint8) {
	for b := range t {
		switch r := rune(b); {
		case unicode.IsLetter(r):
			t[b] = letterClass
		case unicode.IsDigit(r):
			t[b] = digitClass
		case r > ' ' && r < 0x7f:
			t[b] = punctClass
		}
	}
	return t
}()

// cutter divides what stands between spaces.
type cutter struct {
	text   string
	lists  *lists
	out    []nlp.Span
	inside bool // the chunk ends with a bracket that opens inside it: "word(s)"
}

func (c *cutter) emit(a, b int) {
	if a < b {
		c.out = append(c.out, nlp.Span{Start: a, End: b})
	}
}

// chunk divides text[a:b], which holds no white space.
func (c *cutter) chunk(a, b int) {
	if _, ok := c.lists.emoticons[c.text[a:b]]; ok {
		c.emit(a, b)
		return
	}
	a = c.leading(a, b)
	c.inside = false
	end, trailing := c.trailing(a, b)
	c.core(a, end)
	for i := len(trailing) - 1; i >= 0; i-- {
		c.emit(trailing[i].Start, trailing[i].End)
	}
}

// leading gives the marks that text[a:b] starts with and the place of what
// follows them.
func (c *cutter) leading(a, b int) int {
	for a < b {
		r, n := utf8.DecodeRuneInString(c.text[a:b])
		next, _ := utf8.DecodeRuneInString(c.text[a+n : b])
		switch {
		case a+n == b:
			return a
		case r == '\'' || r == '’' || r == '`':
			if n2 := runLength(c.text[a:b], r); n2 > n {
				c.emit(a, a+n2)
				a += n2
				continue
			}
			if unicode.IsDigit(next) && r != '`' || c.startsClitic(a, b) {
				return a
			}
		case r == '.' || r == '-' || r == '*' || r == '=' || r == '_' || r == '~' || r == '!' || r == '?' || r == ':' || r == ';' || r == ',' || r == '–' || r == '—' || r == '…' || r == '|' || r == '/' || r == '\\' || r == '>' || r == '+' || r == '•' || r == '·':
			run := runLength(c.text[a:b], r)
			after, _ := utf8.DecodeRuneInString(c.text[a+run:])
			if run == n && a+run < b && (unicode.IsDigit(after) && r == '.' || r == '/' || r == '\\' || r == '_') {
				return a
			}
			if run == b-a {
				return a
			}
			if r == '-' && run == 1 && unicode.IsDigit(after) && a > 0 && !bracketBefore(c.text, a) {
				// "-5": the sign of a number
				return a
			}
			n = run
		case r == '@' || r == '#':
			if unicode.IsLetter(next) || next == '_' {
				return a
			}
		case r == '&' || r == '%' || r == '^':
		case r == '<' || r == '>':
			n = runLength(c.text[a:b], r)
		case unicode.Is(unicode.Sc, r), bracket(r), quote(r), unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pe, unicode.Pf, unicode.Po, unicode.So):
		default:
			return a
		}
		c.emit(a, a+n)
		a += n
	}
	return a
}

func bracketBefore(text string, a int) bool { return text[a-1] == '(' || text[a-1] == '[' }

func (c *cutter) startsClitic(a, b int) bool {
	s := c.text[a:b]
	_, n := utf8.DecodeRuneInString(s)
	_, ok := c.lists.clitics[strings.ToLower(s[n:])]
	return ok
}

// trailing is the marks that text[a:b] ends with, last first, and the end of
// what is before them.
func (c *cutter) trailing(a, b int) (int, []nlp.Span) {
	var marks []nlp.Span
	for a < b {
		r, n := utf8.DecodeLastRuneInString(c.text[a:b])
		s := c.text[a:b]
		switch {
		case n == len(s):
			return b, marks
		case r == '.' || r == '…':
			run := trailingRun(s, r)
			if run == n && r == '.' && c.keepsStop(a, b) {
				return b, marks
			}
			if run == 2 && r == '.' && c.keepsStop(a, b-1) {
				run = 1 // "D.C.."
			}
			n = run
		case r == '-' || r == '*' || r == '=' || r == '_' || r == '~' || r == '!' || r == '?' || r == ',' || r == ';' || r == ':' || r == '–' || r == '—' || r == '|' || r == '>' || r == '<':
			n = trailingRun(s, r)
			if r == '!' || r == '?' {
				for n < len(s) && (s[len(s)-n-1] == '!' || s[len(s)-n-1] == '?') {
					n++
				}
			}
			if r == '>' && strings.HasPrefix(s, "<") && len(s) > 2 {
				return b, marks
			}
		case r == '\'' || r == '’' || r == '`':
			n = trailingRun(s, r)
			if c.text[a] == '\'' && n == len(s)-1 {
				return b, marks
			}
		case r == '+' || r == '#' || r == '&' || r == '@':
			if r != '+' {
				return b, marks
			}
			n = trailingRun(s, r)
		case r == '%' || r == '°':
		case r == '/' || r == '\\':
			if strings.Contains(s, "://") || strings.HasPrefix(s, "www.") {
				return b, marks
			}
		case r == ')' && c.openInside(a, b):
			c.inside = true
			return b, marks
		case unicode.Is(unicode.Sc, r):
			if r == '$' && len(s) > 1 && upper(s[:len(s)-1]) {
				return b, marks // "US$" before a number
			}
		case bracket(r), quote(r), unicode.In(r, unicode.Pe, unicode.Pf, unicode.Ps, unicode.Pi, unicode.Po, unicode.So):
		default:
			return b, marks
		}
		marks = append(marks, nlp.Span{Start: b - n, End: b})
		b -= n
	}
	return b, marks
}

// openInside reports whether the bracket that text[a:b] ends with closes one
// that is opened inside a word: "word(s)".
func (c *cutter) openInside(a, b int) bool {
	s := c.text[a : b-1]
	i := strings.LastIndexByte(s, '(')
	return i > 0 && len(s)-i <= 3 && letters(s[i+1:]) && letters(s[:i])
}

// keepsStop reports whether the full stop at the end of text[a:b] belongs to an
// abbreviation or initial.
func (c *cutter) keepsStop(a, b int) bool {
	s := c.text[a:b]
	if i := strings.LastIndexAny(s, "-/(\"'"); i >= 0 && i < len(s)-1 {
		s = s[i+1:]
	} else if i := strings.LastIndex(s, "—"); i >= 0 {
		s = s[i+len("—"):]
	}
	if _, ok := c.lists.abbreviations[s]; ok {
		return true
	}
	if _, ok := c.lists.numbered[s]; ok { // "No. 5", but "No."
		next := strings.TrimLeft(c.text[b:min(b+8, len(c.text))], " \u00a0")
		return next != "" && next[0] >= '0' && next[0] <= '9'
	}
	body := s[:len(s)-1]
	// Single capitals and letters with stops between: J., U.S., a.m., Ph.D.
	if strings.IndexByte(body, '.') > 0 {
		for part := range strings.SplitSeq(body, ".") {
			if len(part) == 0 || len(part) > 2 || !letters(part) {
				return false
			}
		}
		return true
	}
	if utf8.RuneCountInString(body) == 1 {
		r, _ := utf8.DecodeRuneInString(body)
		return unicode.IsUpper(r) && r != 'I'
	}
	return false
}

// runLength is how many bytes of characters r the string starts with.
func runLength(s string, r rune) int {
	n := 0
	for n < len(s) {
		q, k := utf8.DecodeRuneInString(s[n:])
		if q != r {
			break
		}
		n += k
	}
	return n
}

// trailingRun is how many bytes of characters r the string ends with.
func trailingRun(s string, r rune) int {
	n := 0
	for len(s) > n {
		q, k := utf8.DecodeLastRuneInString(s[:len(s)-n])
		if q != r {
			break
		}
		n += k
	}
	return n
}

func bracket(r rune) bool {
	return r == '(' || r == ')' || r == '[' || r == ']' || r == '{' || r == '}' || r == '<' || r == '>'
}

func quote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '‘', '‚', '‹', '›', '″', '′', '´':
		return true
	}
	return false
}

func letters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return s != ""
}

func upper(s string) bool {
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return s != ""
}
