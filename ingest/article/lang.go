package article

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// sampled is how many bytes of the text the language is judged by.
const sampled = 4000

// language is the BCP 47 code of the text. Plain English is known by its small
// words, which is surer than trigrams on a short text; otherwise trigrams decide
// when there is enough text, and what the page said when there is not.
func language(a *Article, said string) string {
	var body strings.Builder
	for _, b := range a.Blocks {
		if b.Kind.Tells() {
			body.WriteString(a.Text[b.Start:b.End])
			body.WriteByte('\n')
		}
		if body.Len() > sampled {
			break
		}
	}
	words := strings.Fields(strings.ToLower(body.String()))
	small := 0
	for _, w := range words {
		if english().has(w) {
			small++
		}
	}
	if len(words) > 0 && small*100 >= len(words)*20 {
		return "en"
	}
	if len(said) > 3 && !strings.ContainsAny(said, "-_") {
		said = codeOf(said)
	}
	if foreignScript(body.String()) {
		return first(whatlanggo.Detect(body.String()).Lang.Iso6391(), "und")
	}
	said, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(said, "_", "-")), "-")
	if len(words) >= 20 {
		info := whatlanggo.Detect(body.String())
		if code := info.Lang.Iso6391(); code != "" && (info.IsReliable() || said == "") {
			return code
		}
	}
	if len(said) >= 2 && len(said) <= 3 {
		return said
	}
	if small > 0 {
		return "en"
	}
	return ""
}

// codeOf is the code of a language that is written out ("English").
func codeOf(name string) string {
	for l, n := range whatlanggo.Langs {
		if strings.EqualFold(n, strings.TrimSpace(name)) {
			return l.Iso6391()
		}
	}
	return ""
}

// foreignScript reports whether most letters are of a script that English is not
// written in; that is sure even of one line, and of scripts without spaces.
func foreignScript(s string) bool {
	latin, other := 0, 0
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			other++
		}
	}
	return other > latin
}
