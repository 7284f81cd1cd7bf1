package resolve

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// This file finds the longer form of each name of the article.

// longer finds the group that group a is a shorter form of, -1 if none.
func (r *resolver) longer(groups []nameGroup, a int) int {
	g := &groups[a]
	best, score := -1, 0
	for b := range groups {
		h := &groups[b]
		if a == b || len(g.words) == 0 || len(h.words) < len(g.words) || reaches(groups, b, a) || g.lex != "" && h.lex != "" && g.lex != h.lex {
			continue
		}
		n := r.shorter(groups, g, h)
		if n == 0 {
			continue
		}
		// the longer form that stands closest before the first shorter one
		n = n*1_000_000 - abs(h.mentions[0]-g.mentions[0])
		if h.mentions[0] < g.mentions[0] {
			n += 500_000
		}
		if g.kind == graph.Person && len(g.words) == 1 {
			n += 10_000 * min(len(h.mentions), 5) // whom an article is about goes by the family name, the son by his own
		}
		if best < 0 || n > score {
			best, score = b, n
		}
	}
	return best
}

// reaches reports whether group a is a shorter form of group b, itself or through others.
// No chain of shorter forms may come back to where it starts.
func reaches(groups []nameGroup, a, b int) bool {
	for a >= 0 && a != b {
		a = groups[a].full
	}
	return a == b
}

// shorter rates whether group g is a shorter form of group h, 0 if not.
func (r *resolver) shorter(groups []nameGroup, g, h *nameGroup) int {
	body := g.kind != graph.Person && h.kind != graph.Person
	k, n := len(g.words), len(h.words)
	begins := k < n && slices.Equal(g.words, h.words[:k])
	ends := k < n && slices.Equal(g.words, h.words[n-k:])
	switch {
	case (g.kind == graph.Group || g.kind == graph.GPE) && h.kind == graph.GPE && g.lex == "" && h.lex == "" && k == 1 && n == 1:
		if adjectiveOf(r.w, g.words[0], h.words[0]) {
			return 1
		}
	case g.kind == graph.Person && h.kind == graph.Person:
		return shorterPerson(g, h)
	case h.kind == graph.Organisation && (g.lex == "" || h.lex == "") && (body || r.withArticle(g)):
		if v := shorterBody(g, h, r.d); v > 0 {
			return v
		}
	}
	switch {
	case !body:
	case k == 1 && n == 2 && h.kind == graph.GPE && begins && r.w.is("compass", g.words[0]):
		return 1 // "the North" of North Korea
	case g.generic && ends:
		return 1 // "the Airport" after "Leeds Bradford Airport"
	case placed(g) && placed(h) && n == k+1 && begins && r.w.is("same-place", last(h.words)) && !sovereign(g.lex):
		return 2 // Socotra Island
	case g.lex != "":
	case h.kind == graph.Product && h.lex == "" && shorterProduct(groups, g, h):
		return 3
	case g.kind == h.kind && k > 1 && ends:
		return 2
	case begins && n <= k+2 && (g.kind == h.kind || g.kind != graph.GPE && h.kind != graph.GPE) && !(h.kind == graph.GPE && h.lex != "") && r.namesSort(h):
		return 1 // "Henga" after "Henga Hotel"
	case g.kind == h.kind && k > 1 && k == n && misspelt(g.words, h.words):
		return 1
	}
	return 0
}

// placed reports whether a group names a place.
func placed(g *nameGroup) bool { return g.kind == graph.GPE || g.kind == graph.Place }

// sovereign reports whether the lexicon knows the place as a country.
func sovereign(id graph.EntityID) bool {
	_, ok := lexicon.CountryByID(string(id))
	return ok
}

// generic reports whether a name is "the" and the noun that says what it is.
func (r *resolver) generic(m *nlp.Mention) bool {
	first, last := r.nameTokens(m)
	w := r.d.Word(last - 1)
	return first > 0 && last == first+1 && r.w.is("article", strings.ToLower(r.d.Word(first-1))) &&
		(lexicon.Words("orgwords").Has(w) || lexicon.Words("facilitywords").Has(w) || lexicon.Words("placewords").Has(w) || common(w))
}

// common reports whether a word is also an ordinary noun: "Press", "Lodge".
func common(w string) bool {
	_, ok := senses()[strings.ToLower(w)]
	return ok && capital(w)
}

// bare reports whether a name of one word stands without a title that tells the gender.
func (r *resolver) bare(m *nlp.Mention) bool {
	first, _ := r.nameTokens(m)
	return first == m.First
}

func abs(x int) int { return max(x, -x) }

// namesSort reports whether the last word of a name says what sort of place or body
// it is: "Henga Hotel".
func (r *resolver) namesSort(g *nameGroup) bool {
	_, end := r.nameTokens(&r.d.Mentions[g.mentions[0]])
	w := r.d.Word(end - 1)
	return lexicon.Words("facilitywords").Has(w) || lexicon.Words("placewords").Has(w) || lexicon.Words("orgwords").Has(w)
}

// withArticle reports whether all mentions of a name stand after an article, as those
// of people do not: "the Red Sox".
func (r *resolver) withArticle(g *nameGroup) bool {
	for _, i := range g.mentions {
		if first, _ := r.nameTokens(&r.d.Mentions[i]); first == 0 || !r.w.is("article", strings.ToLower(r.d.Word(first-1))) {
			return false
		}
	}
	return true
}
