package resolve

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// This file finds what a general noun stands for where the ranker leaves it open.

// hypernym is the latest entity that a general noun can stand for: "the
// country", "the company", "the rebels" for the separatists.
func (r *resolver) hypernym(i, owner int) int {
	m, n := &r.d.Mentions[i], &r.note[i]
	if r.w.is("firm", n.lemma) && !m.Plural && (owner < 0 || r.countryOf(i) != "") {
		return r.firm(i)
	}
	if owner >= 0 && !(r.w.is("state", n.lemma) && r.kindNoun(i)) {
		return -1
	}
	for k := i - 1; k >= 0 && r.sent[r.d.Mentions[k].First] >= r.sent[m.First]-8; k-- {
		c := r.of[k]
		if c < 0 || r.d.Mentions[k].Span.Overlaps(m.Span) {
			continue
		}
		x := &r.clusters[c]
		switch {
		case r.w.is("state", n.lemma) && !m.Plural:
			if _, ok := lexicon.CountryByID(string(x.lex)); ok && x.kind == graph.GPE && !r.modifies(k) {
				return c
			}
		case r.w.is("town", n.lemma) && !m.Plural:
			if _, ok := lexicon.CountryByID(string(x.lex)); !ok && x.named && (x.kind == graph.GPE || x.kind == graph.Place) {
				return c
			}
		case m.Plural && n.sector == "REB":
			if !x.named && x.plural && x.sector == "REB" && len(x.members) == 0 {
				return c
			}
		}
	}
	return -1
}

// kindNoun reports whether nothing but nouns of things qualify mention i: "the island nation".
func (r *resolver) kindNoun(i int) bool {
	n := &r.note[i]
	return n.possess < 0 && !slices.ContainsFunc(n.owners, func(o int) bool {
		return !r.note[o].thing || r.d.Tokens[r.d.Mentions[o].Head].Dep != nlp.DepCompound
	})
}

// firm is the body that a noun like "the company" stands for: of those named in the
// latest sentence that names one, the one that priorFirm rates best, the latest of equals.
func (r *resolver) firm(i int) int {
	m, n := &r.d.Mentions[i], &r.note[i]
	country := r.countryOf(i)
	if r.qualified(i, country != "") {
		return -1
	}
	best, rate, sent := -1, int32(0), int32(-1)
	for k := i - 1; k >= 0 && r.facts[k].sent >= r.facts[i].sent-8; k-- {
		earlier := best >= 0 && r.facts[k].sent != sent
		if earlier && !r.w.is("any-body", n.lemma) {
			break
		}
		c := r.of[k]
		if c < 0 || c == best || r.d.Mentions[k].Span.Overlaps(m.Span) {
			continue
		}
		x := &r.clusters[c]
		if !x.named || x.kind != graph.Organisation || !r.fits(n, x) || r.calledOther(n, x) || r.modifies(k) || r.commands(i, c) {
			continue
		}
		v := r.priorFirm(i, k)
		if v < 0 || (country != "" || earlier) && v == 0 {
			continue // nothing speaks for a foreign body, or for another than the last
		}
		if best < 0 || v > rate {
			best, rate, sent = c, v, r.facts[k].sent
		}
	}
	return best
}

// qualified reports whether an adjective or noun stands before the head: "the
// interior ministry" is not whatever body was named last. With country, names do not count.
func (r *resolver) qualified(i int, country bool) bool {
	m := &r.d.Mentions[i]
	for t := m.First; t < m.Head; t++ {
		if country && r.covering[t] >= 0 && r.d.Mentions[r.covering[t]].Form == nlp.Named {
			continue
		}
		if tag := r.d.Tokens[t].Tag; tag == nlp.ADJ || tag == nlp.NOUN {
			return true
		}
	}
	return false
}

// modifies reports whether mention k only qualifies a noun: "Russian" in
// "Russian aggression".
func (r *resolver) modifies(k int) bool {
	t := &r.d.Tokens[r.d.Mentions[k].Head]
	return t.Dep.Base() == nlp.DepAmod || t.Dep == nlp.DepCompound
}

// calledOther reports whether the article calls the body by another noun: a union
// is not the company.
func (r *resolver) calledOther(n *noun, x *cluster) bool {
	for _, k := range x.mentions {
		if o := &r.note[k]; r.d.Mentions[k].Form == nlp.Nominal && o.lemma != n.lemma && r.w.is("firm", o.lemma) && !r.w.is("any-body", n.lemma) {
			return true
		}
	}
	return false
}

// sectorOf is the sector that cluster x, a body, is known to have or its name tells.
func sectorOf(x *cluster) string {
	if x.sector != "" || x.kind != graph.Organisation {
		return x.sector
	}
	return bodySector(x.name)
}

// fits reports whether a body may be called by the noun.
func (r *resolver) fits(n *noun, x *cluster) bool {
	if strings.Contains(clean(x.name), n.lemma) || n.sector == x.sector {
		return true
	}
	// a word for any body; a ministry or a bank is not any body
	return r.w.is("any-body", n.lemma) && x.sector != "JRN" || r.w.is("business", n.lemma) && x.sector == ""
}
