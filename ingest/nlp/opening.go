package nlp

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Inside is the text that starts with token i as it would be written in the middle of a sentence:
// without the capital that only the beginning of a sentence, or of what a mark opens, gave it ("Three
// people", "said: They left"). What has a capital of its own keeps it: a name, an acronym, an
// adjective of a people, as its lemma shows.
func (d *Document) Inside(i int, text string) string {
	if i < 0 || i >= len(d.Tokens) {
		return text
	}
	t := &d.Tokens[i]
	if s := d.SentenceOf(i); t.Tag == PROPN || s < len(d.Sentences) && d.Sentences[s].First != i && (i == 0 || d.Tokens[i-1].Tag != PUNCT) {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	if lemma, _ := utf8.DecodeRuneInString(t.Lemma); !unicode.IsUpper(first) || unicode.IsUpper(lemma) && t.Tag != NUM {
		return text
	}
	if t.Tag == ADJ && d.named(t.Span) {
		return text // "Honduran soldiers"
	}
	word := d.Word(i)
	if !strings.HasPrefix(text, word) || strings.IndexFunc(word[size:], func(c rune) bool { return unicode.IsUpper(c) || unicode.IsDigit(c) }) >= 0 {
		return text
	}
	return string(unicode.ToLower(first)) + text[size:]
}

// named reports whether the span is part of a name.
func (d *Document) named(s Span) bool {
	for i := range d.Mentions {
		if m := &d.Mentions[i]; m.Form == Named && m.Name.Contains(s) {
			return true
		}
	}
	return false
}
