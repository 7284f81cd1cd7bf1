package resolve

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// bracketed joins two names where one stands in brackets after the other and
// abbreviates it (Schwartz and Hearst 2003): "Office for Democratic Institutions and
// Human Rights (ODIHR)", "UNMIK (UN Interim Administration Mission in Kosovo)".
func (r *resolver) bracketed(groups []nameGroup) {
	of := map[int]int{} // first token of a name -> its group
	for g := range groups {
		for _, i := range groups[g].mentions {
			first, _ := r.nameTokens(&r.d.Mentions[i])
			of[first] = g
		}
	}
	for a := range groups {
		if groups[a].kind == graph.Person {
			continue
		}
		for _, i := range groups[a].mentions {
			_, end := r.nameTokens(&r.d.Mentions[i])
			if end+2 >= len(r.d.Tokens) || r.d.Tokens[end].Fine != nlp.FineOpenBracket {
				continue
			}
			b, ok := of[end+1]
			if !ok || b == a || groups[b].kind == graph.Person {
				continue
			}
			short, long := b, a
			if len(groups[a].words) < len(groups[b].words) {
				short, long = a, b
			}
			s, l := &groups[short], &groups[long]
			if s.full >= 0 || reaches(groups, long, short) || s.lex != "" && l.lex != "" && s.lex != l.lex {
				continue
			}
			if text := r.d.Text(r.d.Mentions[s.mentions[0]].Name); len(s.words) == 1 && abbreviates(text, l.words) {
				s.full = long
			}
		}
	}
}

// abbreviates reports whether the letters of short, which must hold two capitals, stand
// in the words in their order, the first at the start of a word, or are the initials of
// the words in another order, as those of names from other languages are.
func abbreviates(short string, words []string) bool {
	capitals := 0
	for i := range len(short) {
		if short[i] >= 'A' && short[i] <= 'Z' {
			capitals++
		}
	}
	low := clean(short)
	if capitals < 2 || len(low) > 10 || len(words) < 2 {
		return false
	}
	// from the end, as the letters of an acronym stand mostly at the starts of words
	text := " " + strings.Join(words, " ")
	at := len(text)
	for i := len(low) - 1; i >= 0; i-- {
		for at--; at > 0; at-- {
			if text[at] == low[i] && (i > 0 || text[at-1] == ' ') {
				break
			}
		}
		if at <= 0 {
			return permuted(low, words)
		}
	}
	return at <= len(words[0])+1
}

// permuted reports whether the letters of low are the initials of the words, small
// joining words left out, in any order.
func permuted(low string, words []string) bool {
	initials := []byte{}
	for _, w := range words {
		if len(w) > 3 {
			initials = append(initials, w[0])
		}
	}
	letters := []byte(low)
	slices.Sort(letters)
	slices.Sort(initials)
	return len(letters) > 2 && slices.Equal(letters, initials)
}
