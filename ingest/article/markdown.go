package article

import "strings"

// readMarkdown reads Markdown as text: front matter, headings, lists, pictures'
// captions; the marks of links and emphasis go, their words stay.
func readMarkdown(in *input, yield func(*draft) error) error {
	b, err := in.all()
	if err != nil {
		return err
	}
	text, problem := decode(b, "text/plain")
	d := &draft{}
	d.problem(problem)
	text = frontMatter(text, d)
	fenced := false
	for _, p := range paragraphs(text) {
		s := text[p.start:p.end]
		if strings.HasPrefix(s, "```") || strings.HasPrefix(s, "~~~") {
			fenced = !fenced && strings.Count(s, s[:3]) < 2
			continue
		}
		if fenced {
			continue
		}
		d.markdown(s, p)
	}
	if len(d.paras) == 0 && d.title == "" {
		return ErrNoText
	}
	d.bare = d.title == ""
	return yield(d)
}

// markdown adds one paragraph.
func (d *draft) markdown(s string, p para) {
	level := 0
	for level < len(s) && s[level] == '#' {
		level++
	}
	switch {
	case level > 0 && level < len(s) && s[level] == ' ':
		s = plain(strings.Trim(s[level:], " #"))
		if level == 1 && d.title == "" {
			d.title = s
			d.add(s, "\n\n", para{kind: TitleBlock, sure: true})
			return
		}
		d.add(s, "\n\n", para{kind: Subtitle})
	case strings.HasPrefix(s, "!["):
		alt, _, _ := strings.Cut(s[2:], "]")
		d.add(plain(alt), "\n\n", para{kind: Caption, sure: true})
	case p.kind == Table:
		d.add(s, "\n\n", para{kind: Table, sure: true})
	case strings.Trim(s, "-*_= ") == "":
	case isListItem(s):
		d.add(plain(s[strings.IndexByte(s, ' ')+1:]), "\n", para{kind: ListItem})
	default:
		d.add(plain(strings.TrimLeft(strings.TrimPrefix(s, ">"), " ")), "\n\n", para{})
	}
}

// plain takes the marks of Markdown out of s.
func plain(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\':
			if i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!>", s[i+1]) >= 0 {
				i++
				out.WriteByte(s[i])
				continue
			}
			out.WriteByte(c)
		case '*', '`':
		case '_':
			if i > 0 && i+1 < len(s) && isWordByte(lower(s[i-1])) && isWordByte(lower(s[i+1])) {
				out.WriteByte(c)
			}
		case '!':
			if i+1 >= len(s) || s[i+1] != '[' {
				out.WriteByte(c)
			}
		case '[':
			if words, end, ok := link(s[i:]); ok {
				out.WriteString(plain(words))
				i += end - 1
				continue
			}
			out.WriteByte(c)
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

// longestTarget is how many bytes the address of a link may have.
const longestTarget = 8 << 10

// link reads "[words](target)" at the start of s.
func link(s string) (words string, end int, ok bool) {
	// Only as far as a link goes: a text of nothing but brackets would be read again from each.
	i := strings.IndexAny(s[1:], "[]") + 1
	if i < 1 || !strings.HasPrefix(s[i:], "](") {
		return "", 0, false
	}
	j := strings.IndexByte(s[i:min(len(s), i+longestTarget)], ')')
	if j < 0 {
		return "", 0, false
	}
	return s[1:i], i + j + 1, true
}
