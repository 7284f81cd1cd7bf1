package article

import (
	"strings"
	"time"
	"unicode"
)

// wholeBracket is what stands inside a line that is nothing but a bracket.
func wholeBracket(s string) (string, bool) {
	s = strings.TrimRight(strings.TrimSpace(s), ".")
	if len(s) < 3 || !(s[0] == '(' && s[len(s)-1] == ')' || s[0] == '[' && s[len(s)-1] == ']') {
		return "", false
	}
	inner := s[1 : len(s)-1]
	return inner, !strings.ContainsAny(inner, "()[]")
}

// trailingBracket is what stands in the bracket that ends a paragraph.
func trailingBracket(s string) (string, bool) {
	t := strings.TrimRight(s, " .")
	if len(t) < 3 || t[len(t)-1] != ')' && t[len(t)-1] != ']' {
		return "", false
	}
	open := byte('(')
	if t[len(t)-1] == ']' {
		open = '['
	}
	i := strings.LastIndexByte(t, open)
	if i < 1 {
		return "", false
	}
	return t[i+1 : len(t)-1], true
}

// isCredit: one of the names in it is an agency.
func isCredit(s string) bool {
	for _, n := range creditNames(s) {
		if agencies().name(n) != "" {
			return true
		}
	}
	return false
}

// isPhotoCredit: the words in the bracket speak of a picture.
func isPhotoCredit(s string) bool {
	f := fold(s)
	words := strings.Fields(f)
	if len(words) == 0 || len(words) > 12 {
		return false
	}
	if ph, ok := furniture().find(f, words); ok && ph.kind == "caption" {
		return true
	}
	ph, ok := furniture().find("("+f+")", words)
	return ok && ph.kind == "caption"
}

// creditNames takes a credit apart: "Esta Media Network/Reuters", "AP, AFP".
func creditNames(s string) []string {
	var names []string
	for _, n := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/,;|&+", r) }) {
		for _, m := range strings.Split(n, " and ") {
			if m = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(m), "with ")); m != "" {
				names = append(names, m)
			}
		}
	}
	return names
}

// credits reads agency and publisher from credit lines, and cuts a credit off
// the end of the last paragraph ("... he said. (Reuters)").
func credits(text string, paras []para, c *parts) []para {
	if i := c.lastBody; i >= 0 && !paras[i].sure {
		p := paras[i]
		s := text[p.start:p.end]
		if inner, ok := trailingBracket(s); ok && isCredit(inner) && len(strings.Fields(inner)) <= 8 {
			cut := strings.LastIndexAny(s, "([")
			body := strings.TrimRight(s[:cut], " \n\t")
			if isSentence(body) {
				paras[i].end = p.start + len(body)
				rest := para{start: p.start + cut, end: p.end, kind: Credit}
				paras = append(paras[:i+1], append([]para{rest}, paras[i+1:]...)...)
			}
		}
	}
	for _, p := range paras {
		if p.kind != Credit {
			continue
		}
		s := text[p.start:p.end]
		inner, whole := wholeBracket(s)
		if !whole {
			inner = strings.Trim(s, " -–—.")
			if agencies().name(inner) == "" {
				continue
			}
		}
		for _, n := range creditNames(inner) {
			if a := agencies().name(n); a != "" {
				c.agency = first(c.agency, a)
			} else if isNameShaped(n) && isCredit(inner) {
				c.publisher = first(c.publisher, n)
			}
		}
	}
	return paras
}

// isNameShaped: one to six words, each capitalised or a small joining word.
func isNameShaped(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 6 {
		return false
	}
	for i, w := range words {
		r := firstRune(w)
		if !unicode.IsUpper(r) && (i == 0 || !joiners().has(strings.ToLower(w))) {
			return false
		}
	}
	return !strings.ContainsAny(s, "!?:;\"“”()")
}

// isByline: after "By", names and desks only.
func isByline(s string) bool {
	words := strings.Fields(strings.TrimRight(s, " .|"))
	if len(words) < 2 || len(words) > 14 {
		return false
	}
	upper := 0
	for _, w := range words[1:] {
		w = strings.Trim(w, "|,·•—–-:()")
		r := firstRune(w)
		switch {
		case w == "" || joiners().has(strings.ToLower(w)):
		case unicode.IsUpper(r):
			upper++
		case strings.Contains(w, "@") || unicode.IsDigit(r):
		default:
			return false
		}
	}
	if upper == 0 {
		return false
	}
	_, _, day := ParseDate(strings.Join(words[1:], " "))
	return !day && (!isSentence(s) || len(words) <= 5)
}

// beforeByline is the date of a line such as "16 April 2019 by Jane Doe".
func beforeByline(s string, words []string) string {
	if len(words) > 12 {
		return s
	}
	for _, ph := range furniture().bylines {
		if i := strings.Index(strings.ToLower(s)+" ", " "+ph+" "); i > 0 && i <= len(s) {
			return s[:i]
		}
	}
	return s
}

// startsWithDate: a line that is a date with the hour, desk or place behind it
// ("Sep 29, 2021 - 05:34 pm GMT+3 BY DAILY STAFF SOCHI"), and not a sentence.
func startsWithDate(s string, words []string) bool {
	if len(words) < 4 || len(words) > 14 || isSentence(s) {
		return false
	}
	raw := strings.Fields(s)
	for n := min(6, len(raw)-1); n >= 3; n-- {
		if _, _, ok := ParseDate(strings.Join(raw[:n], " ")); !ok {
			continue
		}
		for _, w := range raw[n:] {
			if low := strings.ToLower(w); w == low && strings.ContainsFunc(w, unicode.IsLetter) && !joiners().has(low) && dateWords()[low] == "" {
				return false
			}
		}
		return true
	}
	return false
}

// withoutOutlet cuts the outlet off a headline: "Talks fail | The Delta Post".
func withoutOutlet(s string) string {
	if i := strings.LastIndex(s, " | "); i > 0 && len(strings.Fields(s[i+3:])) <= 4 {
		return strings.TrimSpace(s[:i])
	}
	return s
}

// bylineName is the byline without the word that introduces it.
func bylineName(s string) string {
	s = oneLine(s)
	folded := fold(s)
	ph, ok := furniture().find(folded, strings.Fields(folded))
	if !ok || ph.kind != "byline" || len(ph.text) > len(s) {
		return s
	}
	s = strings.TrimSpace(s[len(ph.text):])
	s, _, _ = strings.Cut(s, "|")
	return strings.Trim(s, " :,.|")
}

// dateIn reads the date that a line such as "Published: 31 March 2021" or
// "Posted: Fri 6:45 PM, Feb 16, 2018 | Updated: Sat 8:31 PM, Feb 17, 2018" holds, the
// first if there are two.
func dateIn(s string) (t time.Time, dayOnly, ok bool) {
	s, _, _ = strings.Cut(oneLine(s), "|")
	for i := 0; i < 5; i++ {
		if t, dayOnly, ok = ParseDate(s); ok {
			return t, dayOnly, ok
		}
		var found bool
		if _, s, found = strings.Cut(s, " "); !found {
			break
		}
	}
	return t, false, false
}

func dayOf(o opening) time.Time {
	return time.Date(o.year, o.month, o.day, 0, 0, 0, 0, time.UTC)
}

// sameLine compares a paragraph with the title: case, marks and spaces aside.
func sameLine(a, b string) bool {
	if len(a) > 2*len(b)+40 || len(b) > 2*len(a)+40 {
		return false
	}
	return letters(a) == letters(b)
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// isAddress: a web or mail address.
func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.") ||
		strings.Contains(s, "@") && strings.Contains(s, ".")
}
