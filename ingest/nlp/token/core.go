package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// core divides text[a:b], which has no marks at its ends: at hyphens, slashes,
// dashes and missing spaces, and before the endings of contractions.
func (c *cutter) core(a, b int) {
	s := c.text[a:b]
	if s == "" {
		return
	}
	if c.address(s) || number(s) || strings.HasPrefix(s, "<") {
		c.emit(a, b)
		return
	}
	from := a
	for i := a; i < b; {
		r, n := utf8.DecodeRuneInString(c.text[i:b])
		if i == a || unicode.IsLetter(r) || unicode.IsDigit(r) {
			i += n
			continue
		}
		if r == '$' && upper(c.text[from:i]) { // "US$5"
			c.emit(from, i+n)
			i += n
			from = i
			continue
		}
		k := c.mark(from, i, b, r, n)
		if k == 0 {
			i += n
			continue
		}
		c.word(from, i)
		c.emit(i, i+k)
		i += k
		from = i
		if i < b && i > a {
			// What follows may be anything again: "(ESTA)—the".
			c.chunk(i, b)
			return
		}
	}
	c.word(from, b)
}

// mark is the length of the mark at i if the text is divided there, else 0.
// from is where the word before it starts, r the character, n its length.
func (c *cutter) mark(from, i, b int, r rune, n int) int {
	before, _ := utf8.DecodeLastRuneInString(c.text[from:i])
	run := runLength(c.text[i:b], r)
	after, _ := utf8.DecodeRuneInString(c.text[i+run : b])
	digits := unicode.IsDigit(before) && unicode.IsDigit(after)
	switch r {
	case '-', '‐', '‑':
		if run > n {
			return run
		}
		return c.hyphen(from, i, b, n, digits)
	case '–', '—', '…', '―', '−':
		return run
	case '.':
		if run > 2 {
			return run
		}
		// "end.Start": a missing space after a lower-case word
		if run == n && unicode.IsLower(before) && unicode.IsUpper(after) && i-from > 2 && letters(c.text[from:i]) {
			return n
		}
	case '/':
		if !digits && (i-from > 1 || b-i > 2) {
			return run
		}
	case ',', ';':
		if !digits {
			return run
		}
	case ':':
		if !digits {
			return run
		}
	case '(', ')', '[', ']', '{', '}', '"', '“', '”', '«', '»', '!', '?', '=', '~', '|', '<', '>', '*', '+', '‘':
		if (r == '(' || r == ')') && c.inside {
			return 0 // "word(s)"
		}
		return run
	case '$', '€', '£', '¥', '₹':
		return n
	case '%':
		return n
	}
	return 0
}

// hyphen says whether the hyphen at i divides: not after a prefix, in numbers
// with hyphens (telephone numbers, dates), codes, or one-letter parts.
func (c *cutter) hyphen(from, i, b, n int, digits bool) int {
	before := c.text[from:i]
	if _, ok := c.lists.prefixes[lower(before)]; ok {
		return 0
	}
	if digits {
		if i-from == 3 && b-i == 5 {
			return 0 // 345-9945, a telephone number
		}
		if strings.Count(c.text[from:b], "-") > 1 {
			return 0
		}
		return n
	}
	return n
}

// word gives text[a:b], without its contraction if it has one.
func (c *cutter) word(a, b int) {
	s := c.text[a:b]
	if len(s) < 2 {
		c.emit(a, b)
		return
	}
	if cut := c.clitic(s); cut > 0 {
		c.emit(a, a+cut)
		c.emit(a+cut, b)
		return
	}
	if len(s) <= c.lists.longest {
		if parts, ok := c.lists.contractions[lower(s)]; ok {
			for _, n := range parts {
				c.emit(a, a+n)
				a += n
			}
			return
		}
	}
	if k := c.unit(s); k > 0 {
		c.emit(a, a+k)
		c.emit(a+k, b)
		return
	}
	// "U.S." and "U.S.-led" keep their stop, "end.)" does not.
	if n := len(s); s[n-1] == '.' && n > 1 && !c.keepsStop(a, b) && strings.Trim(s, ".") != "" {
		c.emit(a, b-1)
		c.emit(b-1, b)
		return
	}
	c.emit(a, b)
}

// clitic is where the ending of a contraction starts in s, 0 if it has none.
func (c *cutter) clitic(s string) int {
	i := strings.LastIndexAny(s, "'’`")
	if i <= 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	tail := lower(s[i+n:])
	if tail == "t" && i > 1 && (s[i-1] == 'n' || s[i-1] == 'N') {
		return i - 1
	}
	if _, ok := c.lists.clitics[tail]; ok && !(tail == "s" && s[i-1] == '0') { // "the 1990's"
		return i
	}
	return 0
}

// unit is where a unit starts that is written against its number: "5pm",
// "10km", "20m"; 0 if there is none.
func (c *cutter) unit(s string) int {
	k := 0
	for k < len(s) && (s[k] >= '0' && s[k] <= '9' || (s[k] == '.' || s[k] == ',' || s[k] == ':') && k+1 < len(s) && s[k+1] >= '0' && s[k+1] <= '9') {
		k++
	}
	if k == 0 || k == len(s) {
		return 0
	}
	if _, ok := c.lists.units[strings.TrimSuffix(s[k:], ".")]; ok {
		return k
	}
	return 0
}

// address reports whether s is a URL, e-mail address or file name, which are
// one word.
func (c *cutter) address(s string) bool {
	if strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "WWW.") {
		return true
	}
	if i := strings.IndexByte(s, '@'); i >= 0 {
		return i == 0 || strings.IndexByte(s[i:], '.') > 0
	}
	if s[0] == '#' {
		return true
	}
	i := strings.LastIndexByte(s, '.')
	if i <= 0 || i == len(s)-1 || strings.Contains(s, "..") {
		return false
	}
	if slash := strings.IndexByte(s, '/'); slash > 0 {
		// example.com/page
		dot := strings.LastIndexByte(s[:slash], '.')
		return dot > 0 && slash-dot <= 5 && letters(s[dot+1:slash]) && strings.ToLower(s[:slash]) == s[:slash]
	}
	_, known := c.lists.endings[lower(s[i+1:])]
	return known
}

// number reports whether s is digits with marks between them: 14,000, 3.5,
// 10:30, 9/11, 646-853-3989; but not a range such as 10-12.
func number(s string) bool {
	hyphens := 0
	for i := range len(s) {
		b := s[i]
		switch {
		case b >= '0' && b <= '9':
		case b == '-':
			hyphens++
		case b != ',' && b != '.' && b != ':' && b != '/' && b != '+':
			return false
		}
	}
	return hyphens != 1 || s[0] == '-' || len(s) == 8 && s[3] == '-'
}

// lower is s in lower case; short ASCII words that are so already are not copied.
func lower(s string) string { return strings.ToLower(s) }
