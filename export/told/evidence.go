package told

import (
	"strings"

	"dateline/graph"
)

// Evidence is where a reader finds what e rests on: the address of the first
// article with one that asserts it, else of one that denies it, and in it the
// sentence, as a text fragment that browsers go to and mark
// (https://wicg.github.io/scroll-to-text-fragment/). It is "" if no article of e
// has an address that a reader may be sent to.
func (s *Story) Evidence(e *Event) string {
	for _, denied := range [...]bool{false, true} {
		for _, q := range e.Quotes {
			if q.Source == 0 || (q.Polarity == graph.Denied) != denied {
				continue
			}
			if link := s.Sources[q.Source-1].Link(); link != "" {
				return link + fragment(link, q.Sentence())
			}
		}
	}
	return ""
}

// fragment is the end of an address that points to a sentence: all of its words,
// or the first and last of a long one.
func fragment(link, sentence string) string {
	const ends = 6
	words := strings.Fields(sentence)
	if len(words) == 0 {
		return ""
	}
	text := ""
	if len(words) <= 2*ends {
		text = escaped(words)
	} else {
		text = escaped(words[:ends]) + "," + escaped(words[len(words)-ends:])
	}
	if strings.Contains(link, "#") {
		return ":~:text=" + text
	}
	return "#:~:text=" + text
}

// escaped leaves only letters and digits of ASCII as they are: the rest has a
// meaning in addresses, in fragments or in markup.
func escaped(words []string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	s := strings.Join(words, " ")
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
