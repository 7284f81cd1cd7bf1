package resolve

import (
	"slices"
	"strings"
	"sync"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// This file says which names are shorter, spelt otherwise or reordered forms of others.

// adjectiveOf reports whether adj is made of the name of a place: "Kestrian" of
// Kestria.
func adjectiveOf(w *wordSets, adj, place string) bool {
	stem := strings.TrimRight(place, "aeiou")
	if len(stem) < 4 || !strings.HasPrefix(adj, stem) {
		return false
	}
	for end := range w.class["adj-end"] {
		if strings.HasSuffix(adj, end) && len(adj) <= len(place)+len(end) {
			return true
		}
	}
	return false
}

// shorterPerson rates whether person g may be h by a shorter form: the family
// name, the family name with an initial, the first name.
func shorterPerson(g, h *nameGroup) int {
	short, full := generation(g.words), generation(h.words)
	k, n := len(g.words), len(h.words)
	if short < k || full < n {
		if short < k && full < n && g.words[k-1] != h.words[n-1] {
			return 0 // Abbas I and Abbas II
		}
		if short <= full {
			a, b := *g, *h
			a.words, b.words = g.words[:short], h.words[:full]
			if slices.Equal(a.words, b.words) {
				return 4
			}
			return shorterPerson(&a, &b)
		}
	}
	last := g.words[k-1] == h.words[n-1]
	if g.gender != nlp.NoGender && h.gender != nlp.NoGender && g.gender != h.gender && !(g.weak && last && n > 1) {
		return 0
	}
	switch {
	case k == n && k > 1 && k < 4 && reordered(g.words, h.words):
		return 3 // family name first
	case k == n && misspelt(g.words, h.words):
		return 2
	case k == n && k > 1:
		if last && sameGiven(g.words[0], h.words[0]) && (len(g.words[0]) < len(h.words[0])) {
			return 3
		}
		return 0
	case k < n && slices.Equal(g.words, h.words[n-k:]):
		return 4
	case k > 1 && last && sameGiven(g.words[0], h.words[0]):
		return 3
	case k == 1 && n > 1 && g.words[0] == h.words[0]:
		return 1
	case k == 1 && n > 2 && slices.Contains(h.words, g.words[0]):
		return 2
	}
	return 0
}

// generation is the number of words of a name before the word that counts people of
// one name: "Abbas II", "Ivo Keller Jr.".
func generation(name []string) int {
	k := len(name) - 1
	if k < 1 || !words().is("generation", name[k]) {
		return len(name)
	}
	return k
}

// reordered reports whether b has the words of a in another order.
func reordered(a, b []string) bool {
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// misspelt reports whether all words of a and b are equal but one long one, in which one letter is wrong, missing or too much.
func misspelt(a, b []string) bool {
	off, least := 0, 5
	if len(a) == 1 {
		least = 6 // Marsh is not March
	}
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		off++
		x, y := a[i], b[i]
		if off > 1 || min(len(x), len(y)) < least || len(x)-len(y) > 1 || len(y)-len(x) > 1 || x[0] != y[0] {
			return false
		}
		p := 0
		for p < len(x) && p < len(y) && x[p] == y[p] {
			p++
		}
		if x[min(p+1, len(x)):] != y[min(p+1, len(y)):] && x[p:] != y[min(p+1, len(y)):] && x[min(p+1, len(x)):] != y[p:] {
			return false
		}
	}
	return off == 1
}

// sameGiven reports whether two given names agree: equal, or an initial of the other.
func sameGiven(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) <= 2 && strings.HasPrefix(b, a[:1]) || len(a) >= 3 && strings.HasPrefix(b, a) || nicknames()[[2]string{a, b}]
}

// nicknames are the pairs of first names of which one is a pet form of the other, the
// shorter first.
var nicknames = sync.OnceValue(func() map[[2]string]bool {
	m := map[[2]string]bool{}
	for _, e := range lexicon.Words("nicknames").Entries {
		for full := range strings.SplitSeq(e.Field(0), "|") {
			a, b := clean(e.Key), clean(full)
			if len(a) > len(b) {
				a, b = b, a
			}
			m[[2]string{a, b}] = true
		}
	}
	return m
})

// wordsOf are the words of a name for comparing; of a person's, without the letters of
// degrees and orders after it ("Anna Keller MBE") and without the place after a
// preposition ("Patrick Gordon of Auchleuchries"), which is no family name.
func (r *resolver) wordsOf(m *nlp.Mention) []string {
	w := nameWords(r.d.Text(m.Name))
	if m.Kind != graph.Person || len(w) < 2 {
		return w
	}
	if first, end := r.nameTokens(m); len(w) == end-first {
		for len(w) > 1 && r.w.letters[r.d.Word(first+len(w)-1)] {
			w = w[:len(w)-1]
		}
	}
	for i := 1; i+1 < len(w); i++ {
		if r.w.is("name-link", w[i]) {
			return w[:i]
		}
	}
	return w
}

// shorterBody rates whether g names body h shorter: its acronym, its first
// words, its last words.
func shorterBody(g, h *nameGroup, d *nlp.Document) int {
	k, n := len(g.words), len(h.words)
	if k == 1 && n > 1 {
		text := d.Text(d.Mentions[g.mentions[0]].Name)
		if len(text) >= 2 && strings.ToUpper(text) == text && acronymOf(g.words[0], h.words) {
			return 4
		}
	}
	if g.kind != graph.Organisation && g.kind != graph.Person || k >= n {
		return 0
	}
	if slices.Equal(g.words, h.words[:k]) {
		if k == 1 {
			// "Russian" does not name the Russian Foreign Ministry
			if _, known := lexicon.Lookup(d.Text(d.Mentions[g.mentions[0]].Name)); known && (n != 2 || !words().is("campus", h.words[1])) {
				return 0
			}
		}
		return 3
	}
	if slices.Equal(g.words, h.words[n-k:]) && (k > 1 || !lexicon.Words("orgwords").Has(d.Text(d.Mentions[g.mentions[0]].Name))) {
		return 2
	}
	return 0
}

// shorterProduct reports whether g names product h without the mark of its version, and no other version is named.
func shorterProduct(groups []nameGroup, g, h *nameGroup) bool {
	is := func(x *nameGroup) bool {
		k := len(g.words)
		return len(x.words) == k+1 && slices.Equal(g.words, x.words[:k]) && x.words[k][0] >= '0' && x.words[k][0] <= '9'
	}
	if !is(h) {
		return false
	}
	for i := range groups {
		if x := &groups[i]; x != h && is(x) {
			return false
		}
	}
	return true
}

// acronymOf reports whether a is made of the initials of words, small joining
// words counted or not.
func acronymOf(a string, words []string) bool {
	all, main := make([]byte, 0, len(words)), make([]byte, 0, len(words))
	for _, w := range words {
		if w == "" || w[0] >= 0x80 {
			continue
		}
		all = append(all, w[0])
		if !lexicon.Words("namejoins").Has(w) {
			main = append(main, w[0])
		}
	}
	return a == string(all) || a == string(main)
}

func last(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
