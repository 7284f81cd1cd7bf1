package nametrain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/nlp"
)

// Capitals gives copies of samples as headlines are written: every word in
// capitals, or each with a capital first. Every nth sentence is taken.
func Capitals(samples []Sample, n int) []Sample {
	var out []Sample
	k := 0
	for _, s := range samples {
		for _, b := range s.Sentences {
			if b[1]-b[0] < 4 || b[1]-b[0] > 25 {
				continue
			}
			k++
			switch k % (2 * n) {
			case 0:
				out = append(out, vary(s, b, strings.ToUpper))
			case n:
				out = append(out, vary(s, b, title))
			}
		}
	}
	return out
}

func vary(s Sample, b [2]int, write func(string) string) Sample {
	var text strings.Builder
	out := Sample{Sentences: [][2]int{{0, b[1] - b[0]}}}
	for i := b[0]; i < b[1]; i++ {
		start := text.Len()
		text.WriteString(write(s.Text[s.Tokens[i].Start:s.Tokens[i].End]))
		out.Tokens = append(out.Tokens, nlp.Token{Span: nlp.Span{Start: start, End: text.Len()}})
		text.WriteByte(' ')
		out.Labels = append(out.Labels, s.Labels[i])
	}
	out.Text = text.String()
	return out
}

func title(w string) string {
	r, n := utf8.DecodeRuneInString(w)
	if len(w) < 4 && w == strings.ToLower(w) {
		return w
	}
	return string(unicode.ToUpper(r)) + w[n:]
}
