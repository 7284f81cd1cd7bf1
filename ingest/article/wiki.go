package article

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// wikiSite is what the dump of a MediaWiki site says of all its pages.
type wikiSite struct{ name, base, lang string }

func (w *wikiSite) read(e *elem) {
	w.name = e.find("sitename").words()
	w.base = e.find("base").words()
	if i := strings.LastIndexByte(w.base, '/'); i >= 0 {
		w.base = w.base[:i+1]
	}
}

// page is the article on a page of the dump; nil if it is a redirect, a talk, a template.
func (w *wikiSite) page(e *elem) *draft {
	var source strings.Builder
	e.find("text").write(&source)
	title := e.find("title").words()
	if ns := e.find("ns").words(); ns != "" && ns != "0" || e.find("redirect").name != "" || title == "" {
		return nil
	}
	d := &draft{title: title, publisher: w.name, lang: w.lang}
	if w.base != "" {
		d.url = w.base + url.PathEscape(strings.ReplaceAll(title, " ", "_"))
	}
	d.wikitext(clean(source.String()))
	if t, dayOnly, ok := ParseDate(e.find("timestamp").words()); ok {
		d.modified = t
		d.dates = append(d.dates, dated{t, dayOnly, "file"}) // of the last change, for want of another
	}
	if len(d.paras) == 0 {
		return nil
	}
	return d
}

var (
	wikiUnseen   = regexp.MustCompile(`(?is)<!--.*?-->|<ref[^>]*/>|<ref\b.*?</ref>|<(gallery|math|timeline|imagemap)\b.*?</(?:gallery|math|timeline|imagemap)>|__[A-Z]+__`)
	wikiTag      = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	wikiAddress  = regexp.MustCompile(`\[(?:https?:)?//[^\s\]]+ ?([^\]]*)\]`)
	wikiEmphasis = regexp.MustCompile(`'{2,5}`)
	wikiBreak    = regexp.MustCompile(`(?i)<br\s*/?>|</?p>`)
)

// wikitext adds the paragraphs of a page as people write it: the marks of links
// and emphasis go, and so do templates, tables, references and pictures, but for
// the captions of these. A template of a date gives the date of publication.
func (d *draft) wikitext(s string) {
	s = wikiUnseen.ReplaceAllString(s, "")
	s = wikiBreak.ReplaceAllString(s, "\n")
	var captions []string
	s = d.wikiBrackets(s, &captions, 0)
	s = wikiTag.ReplaceAllString(s, "")
	s = wikiAddress.ReplaceAllString(s, "$1")
	s = wikiEmphasis.ReplaceAllString(html.UnescapeString(s), "")
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "----"):
		case strings.HasPrefix(line, "==") && strings.HasSuffix(line, "=="):
			d.add(strings.Trim(line, "= "), "\n\n", para{kind: Subtitle})
		case strings.ContainsRune("*#", rune(line[0])):
			d.add(strings.TrimLeft(line, "*#:; "), "\n", para{kind: ListItem})
		case strings.ContainsRune(":;", rune(line[0])):
			d.add(strings.TrimLeft(line, ":; "), "\n\n", para{})
		default:
			d.add(line, "\n\n", para{})
		}
	}
	for _, c := range captions {
		d.add(oneLine(wikiEmphasis.ReplaceAllString(wikiTag.ReplaceAllString(c, ""), "")), "\n\n", para{kind: Caption, sure: true})
	}
}

// wikiBrackets replaces what stands in {{...}}, [[...]] and {|...|}, innermost first.
// What is not closed stays as it is.
func (d *draft) wikiBrackets(s string, captions *[]string, depth int) string {
	if depth > deepest {
		return ""
	}
	var out strings.Builder
	for len(s) > 0 {
		i := strings.IndexAny(s, "{[")
		if i < 0 {
			break
		}
		out.WriteString(s[:i])
		s = s[i:]
		n := closing(s)
		if n == 0 {
			out.WriteByte(s[0])
			s = s[1:]
			continue
		}
		inside := s[2 : n-2]
		switch s[:2] {
		case "{{":
			out.WriteString(d.wikiTemplate(d.wikiBrackets(inside, captions, depth+1)))
		case "[[":
			out.WriteString(wikiLink(d.wikiBrackets(inside, captions, depth+1), captions))
		}
		s = s[n:]
	}
	out.WriteString(s)
	return out.String()
}

// closing is the length of the bracket that s starts with, 0 if it starts with
// none that is closed.
func closing(s string) int {
	var open []string
	pairs := map[string]string{"{{": "}}", "[[": "]]", "{|": "|}"}
	for i := 0; i+1 < len(s); {
		two := s[i : i+2]
		switch {
		case len(open) > 0 && two == open[len(open)-1]:
			open = open[:len(open)-1]
			if i += 2; len(open) == 0 {
				return i
			}
			continue
		case pairs[two] != "":
			if open = append(open, pairs[two]); len(open) > deepest {
				return 0
			}
			i += 2
			continue
		case i == 0:
			return 0
		}
		i++
	}
	return 0
}

// wikiTemplate is what a template shows.
func (d *draft) wikiTemplate(inside string) string {
	parts := strings.Split(inside, "|")
	name := strings.ToLower(oneLine(strings.ReplaceAll(parts[0], "_", " ")))
	switch wikiMarks()[name] {
	case "date":
		for _, p := range parts[1:] {
			_, value, named := strings.Cut(p, "=")
			if !named {
				value = p
			}
			d.date(strings.TrimSpace(value))
		}
	case "text":
		for i := len(parts) - 1; i > 0; i-- {
			if !strings.Contains(parts[i], "=") && strings.TrimSpace(parts[i]) != "" {
				return strings.TrimSpace(parts[i])
			}
		}
	}
	return ""
}

// wikiLink is the text of a link; the caption of a picture goes to the others.
func wikiLink(inside string, captions *[]string) string {
	parts := strings.Split(inside, "|")
	prefix, _, ok := strings.Cut(strings.TrimPrefix(parts[0], ":"), ":")
	if ok {
		switch wikiMarks()[strings.ToLower(strings.TrimSpace(prefix))] {
		case "file":
			if last := parts[len(parts)-1]; len(parts) > 1 && strings.Contains(strings.TrimSpace(last), " ") {
				*captions = append(*captions, last)
			}
			return ""
		case "drop":
			return ""
		}
	}
	if last := parts[len(parts)-1]; strings.TrimSpace(last) != "" {
		return last
	}
	return parts[0]
}
