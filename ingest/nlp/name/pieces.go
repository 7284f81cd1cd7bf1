package name

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// pieces makes one name of what the model took for several, or for a part of one: a person whom the lexicon knows
// by three words or more ("Aung San Suu Kyi"), and two people without a word between them of whom one has
// more than a word, or the second begins with a particle ("Abdel Fattah" and "el-Sisi").
func pieces(d *nlp.Document, names []Name, sentences [][2]int, caps []uint8) []Name {
	var out []Name
	s := 0
	for i := 0; i < len(names); i++ {
		n := names[i]
		for s < len(sentences) && sentences[s][1] <= n.First {
			s++
		}
		if s == len(sentences) || n.First < sentences[s][0] {
			out = append(out, n)
			continue
		}
		if long := knownPerson(d, n.First, sentences[s][1]); long > n.Last-n.First {
			n = Name{n.First, n.First + long, graph.Person}
			for i+1 < len(names) && names[i+1].First < n.Last {
				i++
				n.Last = max(n.Last, names[i].Last)
			}
		}
		if k := len(out) - 1; k >= 0 && caps[s] != allCaps && n.Kind == graph.Person && out[k].Kind == graph.Person && out[k].Last == n.First && n.First > sentences[s][0] &&
			(out[k].Last-out[k].First > 1 || n.Last-n.First > 1) {
			out[k].Last = n.Last
			continue
		}
		out = append(out, n)
	}
	return out
}

// longestPerson is the number of words of the longest names of people that the lexicon has.
const longestPerson = 5

// knownPerson is the number of words of the longest name, of three words or more, that begins at token first and
// that the lexicon has as a person's; 0 if there is none.
func knownPerson(d *nlp.Document, first, end int) int {
	for n := min(longestPerson, end-first); n > 2; n-- {
		words := make([]string, n)
		for i := range words {
			words[i] = d.Word(first + i)
		}
		if _, ok := lexicon.Words("people").Get(strings.Join(words, " ")); ok {
			return n
		}
	}
	return 0
}
