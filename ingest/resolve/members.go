package resolve

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// members finds whom plural mentions stand for: "both sides", "the two military
// leaders", "chiefs of staff of the Russian and U.S. militaries".
func (r *resolver) members() {
	for i := range r.d.Mentions {
		m, n := &r.d.Mentions[i], &r.note[i]
		if m.Form != nlp.Nominal || !m.Plural || n.thing {
			continue
		}
		var found []int
		names := r.listed(i)
		switch {
		case len(names) > 1:
			found = names
		case r.spread(i) > 1:
			found = r.perCountry(i)
		case n.count && r.w.is("set", n.lemma):
			found = r.pair(i)
		}
		if len(found) < 2 {
			continue
		}
		m.Members = found
		if c := r.of[i]; c >= 0 && len(r.clusters[c].members) == 0 {
			for _, k := range found {
				r.clusters[c].members = append(r.clusters[c].members, r.of[k])
			}
		}
	}
}

// perCountry gives, for each country that owns mention i, the person of the
// article who holds such an office there, or the country's body of that kind, or
// else the country.
func (r *resolver) perCountry(i int) []int {
	n := &r.note[i]
	var out []int
	var seen []string
	for _, o := range n.owners {
		for _, a := range append([]int{o}, r.note[o].owners...) {
			country := r.d.Mentions[a].Country
			if country == "" || r.d.Mentions[a].Form != nlp.Named || slices.Contains(seen, country) {
				continue
			}
			seen = append(seen, country)
			k := -1
			if n.kind == graph.Group && n.office && !r.w.is("vague", n.lemma) {
				k = r.person(country, r.sectorOf(i))
			}
			if k < 0 && (r.w.is("mil", n.lemma) || r.w.is("gov", n.lemma)) {
				k = a
			}
			if k < 0 {
				return nil
			}
			out = append(out, k)
		}
	}
	return out
}

// sectorOf is the sector of mention i, from its words or those around it.
func (r *resolver) sectorOf(i int) string {
	m, n := &r.d.Mentions[i], &r.note[i]
	for t := m.First; t < m.Last; t++ {
		if r.w.is("mil", r.lemma(t)) {
			return "MIL"
		}
	}
	return n.sector
}

// person is the first mention of the only person of the country and sector.
func (r *resolver) person(country, sector string) int {
	found := -1
	for k := range r.d.Mentions {
		p := &r.d.Mentions[k]
		if p.Form != nlp.Named || p.Kind != graph.Person || p.Country != country || r.of[k] < 0 || r.personSector(k) != sector {
			continue
		}
		if found >= 0 && r.of[found] != r.of[k] {
			// who leads goes before who speaks
			if r.leads(k) == r.leads(found) {
				return -1
			}
			if r.leads(found) {
				continue
			}
		}
		if found < 0 || r.leads(k) && !r.leads(found) {
			found = k
		}
	}
	return found
}

// leads reports whether the person's office is to lead, not to speak or advise.
func (r *resolver) leads(k int) bool {
	p := &r.d.Mentions[k]
	for _, e := range []string{p.Role, p.Rank} {
		if e != "" && !r.minor(e) {
			return true
		}
	}
	return false
}

func (r *resolver) minor(role string) bool {
	for w := range r.w.class["minor"] {
		if containsWord(role, w) {
			return true
		}
	}
	return false
}

// pair gives the two entities that "both", "the two" stand for: those that the
// sentence or the ones before name side by side, else the two latest of the kind.
func (r *resolver) pair(i int) []int {
	m := &r.d.Mentions[i]
	fits := r.others(i)
	if out := r.sideBySide(i, fits); out != nil {
		return out
	}
	// the latest two
	s := r.sent[m.Head]
	var out []int
	for k := i - 1; k >= 0 && r.sent[r.d.Mentions[k].Head] >= s-6; k-- {
		if c := r.of[k]; c < 0 || !fits(k) || slices.ContainsFunc(out, func(o int) bool { return r.of[o] == c }) || r.d.Mentions[k].Span.Overlaps(m.Span) {
			continue
		}
		if n := len(out) - 1; n >= 0 && r.d.Mentions[k].Span.Contains(r.d.Mentions[out[n]].Span) {
			out[n] = k // "the government of Mali" is not two
			continue
		}
		if len(out) == 2 {
			break
		}
		out = append(out, k)
	}
	if len(out) == 2 {
		slices.Reverse(out)
		return out
	}
	return nil
}

// listed gives the names that stand beside plural mention i and say who they are: "the chiefs of
// both armies, Joseph Dunford and Valery Gerasimov".
func (r *resolver) listed(i int) (out []int) {
	add := func(t int) bool {
		k := r.headed[t]
		if k < 0 || r.of[k] < 0 || r.d.Mentions[k].Form != nlp.Named {
			return false
		}
		out = append(out, int(k))
		return true
	}
	for c := r.kid[r.d.Mentions[i].Head]; c >= 0; c = r.sib[c] {
		if r.d.Tokens[c].Dep.Base() != nlp.DepAppos || !add(int(c)) {
			continue
		}
		for x := r.kid[c]; x >= 0; x = r.sib[x] {
			if r.d.Tokens[x].Dep == nlp.DepConj && !add(int(x)) {
				return nil
			}
		}
		return out
	}
	return nil
}

// others reports who may be one of those that plural mention i stands for: who does something
// to both sides is neither.
func (r *resolver) others(i int) func(k int) bool {
	first, last := r.doer(i)
	return func(k int) bool {
		h := r.d.Mentions[k].Head
		return r.canBe(i, k) && (h < first || h >= last)
	}
}

// sideBySide looks for a coordination of two entities that fit, or a mention
// that has two members, near mention i: its own sentence, then those before.
func (r *resolver) sideBySide(i int, fits func(int) bool) []int {
	m := &r.d.Mentions[i]
	s := r.sent[m.Head]
	try := func(k int) []int {
		a := &r.d.Mentions[k]
		if len(a.Members) == 2 && (fits(a.Members[0]) || r.note[i].lemma == r.note[k].lemma) {
			return a.Members
		}
		h := &r.d.Tokens[a.Head]
		if h.Dep != nlp.DepConj || h.Head < 0 {
			return nil
		}
		b := r.covering[h.Head]
		if b < 0 || r.of[b] < 0 || r.of[k] < 0 || r.of[b] == r.of[k] || !fits(k) || !fits(int(b)) {
			return nil
		}
		return []int{int(b), k}
	}
	// after the phrase in its own sentence ("both sides ... between A and B")
	for k := i + 1; k < len(r.d.Mentions) && r.sent[r.d.Mentions[k].Head] == s && r.note[i].lemma != "side"; k++ {
		if out := try(k); out != nil {
			return out
		}
	}
	for k := i - 1; k >= 0 && r.sent[r.d.Mentions[k].Head] >= s-4; k-- {
		if out := try(k); out != nil {
			return out
		}
	}
	return nil
}

// canBe reports whether mention k may be one of those that plural mention i is.
func (r *resolver) canBe(i, k int) bool {
	c := r.of[k]
	if c < 0 {
		return false
	}
	x, n := &r.clusters[c], &r.note[i]
	person := n.office || r.w.is("human", n.lemma)
	switch {
	case r.w.is("state", n.lemma):
		if _, ok := lexicon.CountryByID(string(x.lex)); ok {
			return true
		}
		return x.kind == graph.GPE && x.lex == "" && x.named && !r.w.is("at", r.preposition(r.d.Mentions[k].Head)) && !r.ofTown(k)
	case person:
		if x.kind != graph.Person {
			return false
		}
		if want := r.sectorOf(i); want == "MIL" {
			return r.clusterSector(c) == "MIL"
		}
		return true
	case r.w.is("firm", n.lemma):
		return x.kind == graph.Organisation
	}
	return x.kind != graph.Thing && !x.plural && x.sector != "JRN" && (x.kind == graph.GPE || x.kind == graph.Organisation || x.kind == graph.Person)
}

// ofTown reports whether name k says which town or district it is: "the district of Brenna".
func (r *resolver) ofTown(k int) bool {
	h := r.d.Tokens[r.d.Mentions[k].Head].Head
	return h >= 0 && r.d.Tokens[r.d.Mentions[k].Head].Dep == nlp.DepNmod && r.w.is("town", r.lemma(h))
}

// doer is the tokens of the subject of the clause that mention i stands in, if it is no
// part of it: who asks both sides is neither. An empty range if there is none.
func (r *resolver) doer(i int) (int, int) {
	t := r.d.Mentions[i].Head
	for n := 0; t >= 0 && n < 8; n++ {
		if r.d.Tokens[t].Tag == nlp.VERB {
			s := r.child(t, nlp.DepNsubj)
			if s >= 0 && (r.d.Mentions[i].Head < int(r.lo[s]) || r.d.Mentions[i].Head > int(r.hi[s])) {
				return int(r.lo[s]), int(r.hi[s]) + 1
			}
		}
		t = r.d.Tokens[t].Head
	}
	return 0, 0
}

// clusterSector is the sector of the entity.
func (r *resolver) clusterSector(c int) string {
	for _, k := range r.clusters[c].mentions {
		if r.d.Mentions[k].Kind == graph.Person {
			if s := r.personSector(k); s != "" {
				return s
			}
		}
	}
	return r.clusters[c].sector
}
