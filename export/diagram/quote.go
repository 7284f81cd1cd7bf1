package diagram

import "strings"

// quote is s as a string of DOT that shows exactly s: Graphviz interprets
// entities and backslash sequences in labels, stops at NUL, and writes control
// characters into SVG, where they are an error. An empty label would show the
// node's id, so it becomes a blank.
func quote(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"':
			b.WriteString(`\"`)
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
		case r == '\t':
			b.WriteByte(' ')
		case r == '&':
			b.WriteString("&amp;")
		case r < 0x20 || r == 0x7f || r == 0xFFFE || r == 0xFFFF:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	if b.Len() == 1 {
		b.WriteByte(' ')
	}
	b.WriteByte('"')
	return b.String()
}

// markup is s for an HTML-like label, where quote does not serve: it is XML, and
// a syntax error when unbalanced. Lines are parted by <BR>.
func markup(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\n':
			b.WriteString(`<BR/>`)
		case r < 0x20 || r == 0x7f || r == 0xFFFE || r == 0xFFFF:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// wrap breaks s into lines of about n letters, between words; a longer word is
// broken inside. More than limit lines end in "…".
func wrap(s string, n, limit int) string {
	var lines []string
	line := ""
	length := 0
	for word := range strings.FieldsSeq(s) {
		letters := []rune(word)
		if line != "" && length+1+len(letters) > n {
			lines, line, length = append(lines, line), "", 0
		}
		for len(letters) > n+n/2 {
			lines = append(lines, string(letters[:n]))
			letters = letters[n:]
		}
		if line != "" {
			line += " "
			length++
		}
		line += string(letters)
		length += len(letters)
	}
	if line != "" {
		lines = append(lines, line)
	}
	if len(lines) > limit {
		lines = lines[:limit]
		lines[limit-1] += " …"
	}
	return strings.Join(lines, "\n")
}
