package article

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// sampled is how many bytes of the text the language is judged by.
const sampled = 4000

// language is the BCP 47 code of the text. Plain English is known by its small
// words, which is surer than trigrams on a short text, unless words of a language near to it show that; otherwise trigrams decide
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
	text := ownWords(body.String())
	words := strings.Fields(strings.ToLower(text))
	small, near := 0, map[string]int{}
	for _, w := range words {
		if english().has(w) {
			small++
		}
		if code, ok := nearEnglish()[strings.Trim(w, edges)]; ok {
			near[code]++
		}
	}
	for code, n := range near {
		if n >= leastNear && n*100 >= len(words)*5 {
			return code
		}
	}
	if len(words) > 0 && small*100 >= len(words)*20 {
		return "en"
	}
	if len(said) > 3 && !strings.ContainsAny(said, "-_") {
		said = codeOf(said)
	}
	if foreignScript(text) {
		code, _ := byTrigrams(text)
		return first(code, "und")
	}
	said, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(said, "_", "-")), "-")
	if len(words) >= 12 {
		long := len(words) >= 20
		if code, sure := byTrigrams(text); code != "" && (long && said == "" || sure && (long || small == 0)) {
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

// byTrigrams is the language by its trigrams, empty where two are equally near: the library gives
// any of them then, another one in each run.
func byTrigrams(text string) (code string, sure bool) {
	info := whatlanggo.Detect(text)
	if info.Confidence == 0 {
		return "", false
	}
	return info.Lang.Iso6391(), info.IsReliable()
}

// leastNear is how many words of a language that is near to English show it.
const leastNear = 4

// quoted is a quotation inside a paragraph, by the marks of any language.
var quoted = regexp.MustCompile(`“[^“”\n]{20,}”|„[^„“”\n]{20,}[“”]|«[^«»\n]{20,}»|"[^"\n]{20,}"`)

// ownWords is the text without what it quotes, which may be in another language,
// unless little is left.
func ownWords(text string) string {
	const least = 12 // words
	if own := quoted.ReplaceAllString(text, " "); len(strings.Fields(own)) >= least {
		return own
	}
	return text
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
