package resolve

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// link gives mention i, which is no name, its cluster.
func (r *resolver) link(i int) {
	if r.of[i] >= 0 {
		return
	}
	n := &r.note[i]
	c := -1
	switch {
	case n.both:
		c = r.sameBoth(i)
	case n.pronoun != nil:
		if c = r.speaker(i); c < 0 && !r.saidThing(i) && !r.impersonal(i) {
			c = r.rank(i)
		}
	default:
		// what belongs to the mention comes first: "[the capital of [the country]]"
		c = r.nominalCluster(i)
	}
	if r.of[i] >= 0 {
		return
	}
	if c < 0 {
		r.fresh(i)
		return
	}
	r.put(i, c)
}

// sameBoth is the coordination before with the same words.
func (r *resolver) sameBoth(i int) int {
	text := r.d.Text(r.d.Mentions[i].Span)
	for k := i - 1; k >= 0; k-- {
		if r.note[k].both && r.d.Text(r.d.Mentions[k].Span) == text {
			return r.of[k]
		}
	}
	return -1
}

// nominalCluster finds the cluster of a nominal mention; -1 for a new one, none if
// it has made one. Rules go first where a word settles the matter; the ranker has
// the rest.
func (r *resolver) nominalCluster(i int) int {
	m, n := &r.d.Mentions[i], &r.note[i]
	if c := r.apposed(i); c >= 0 {
		return c
	}
	owner := r.ownerOf(i)
	r.facts[i].owner = int32(owner)
	if c := r.namedBy(i); c >= 0 {
		return c
	}
	if r.facts[i].class == classProper && n.thing {
		if c := r.called(i); c >= 0 {
			return c
		}
	}
	switch {
	case r.w.is("relational", n.lemma) && owner >= 0:
		if c := r.relational(i, owner); c != -1 || r.w.is("peer", n.lemma) {
			return c
		}
	case n.count && m.Plural && r.w.is("set", n.lemma) && !n.thing:
		return -1 // members() tells who
	}
	if c := r.uniqueBody(i, owner); c != none {
		return c
	}
	if n.office && !m.Plural {
		if c := r.holder(i, owner); c >= 0 {
			return c
		}
	}
	if r.ageAt(m.Head) != "" {
		if c := r.standIn(i); c >= 0 {
			return c
		}
	}
	if c := r.rank(i); c >= 0 || !n.definite {
		return c
	}
	if c := r.standIn(i); c >= 0 {
		return c
	}
	return r.hypernym(i, owner)
}

// namedBy is the body whose name stands before the noun that says what it is:
// "RIA news agency", "the Hamas movement".
func (r *resolver) namedBy(i int) int {
	n := &r.note[i]
	if !r.w.is("firm", n.lemma) || len(n.owners) == 0 {
		return -1
	}
	o := n.owners[len(n.owners)-1]
	c := r.of[o]
	m := &r.d.Mentions[o]
	if c < 0 || m.Form != nlp.Named || m.Kind != graph.Organisation || m.Last > r.d.Mentions[i].Head || r.d.Tokens[m.Head].Dep != nlp.DepCompound && r.d.Tokens[m.Head].Dep != nlp.DepConj {
		return -1
	}
	if s := r.clusters[c].sector; s != n.sector && s != "REB" && s != "IGO" && s != "JRN" {
		return -1
	}
	return c
}

// none says that a rule does not apply, where -1 asks for a new cluster.
const none = -2

// ownerOf is the cluster of the country, body or person that the mention
// belongs to, -1 if none or unknown.
func (r *resolver) ownerOf(i int) int {
	n := &r.note[i]
	if n.possess >= 0 {
		if r.of[n.possess] < 0 {
			r.link(n.possess)
		}
		return r.of[n.possess]
	}
	for _, o := range n.owners {
		if r.of[o] < 0 && o != i {
			r.of[o] = none // guards against a circle
			c := r.nominalCluster(o)
			r.of[o] = -1
			if c >= 0 {
				r.put(o, c)
			} else {
				r.fresh(o)
			}
		}
		if r.of[o] >= 0 {
			return r.of[o]
		}
	}
	return -1
}

// apposed finds the mention that i stands in apposition to.
func (r *resolver) apposed(i int) int {
	m := &r.d.Mentions[i]
	// the words of a role after a name
	for k := i - 1; k >= 0 && k > i-4; k-- {
		p := &r.d.Mentions[k]
		if p.Form == nlp.Named && p.Role != "" && p.Last+1 <= m.First && m.First <= p.Last+2 && r.sent[p.First] == r.sent[m.First] {
			if start := p.End + strings.Index(r.d.Article.Text[p.End:], p.Role); start >= p.End && start < m.End && m.Start < start+len(p.Role) && strings.Contains(p.Role, r.d.Word(m.Head)) {
				return r.of[k]
			}
		}
	}
	// "his daughter, Yulia,"
	if m.Kind == graph.Person && r.note[i].definite && m.Last+1 < len(r.d.Tokens) && r.d.Word(m.Last) == "," {
		if k := int(r.covering[m.Last+1]); k >= 0 && r.of[k] >= 0 && r.d.Mentions[k].Kind == graph.Person && r.d.Mentions[k].First == m.Last+1 {
			if last := r.d.Mentions[k].Last; last < len(r.d.Tokens) && r.d.Tokens[last].Tag == nlp.PUNCT && r.agree(i, r.of[k]) {
				return r.of[k]
			}
		}
	}
	t := &r.d.Tokens[m.Head]
	if t.Dep == nlp.DepAppos && t.Head >= 0 {
		if c := r.covering[t.Head]; c >= 0 && r.of[c] >= 0 && r.equates(i, r.of[c]) {
			return r.of[c]
		}
	}
	for c := r.kid[m.Head]; c >= 0; c = r.sib[c] {
		if r.d.Tokens[c].Dep == nlp.DepAppos {
			if b := r.coordination(int(c)); b >= 0 && m.Plural {
				// "the companies Granit and Basalt" are both of them
				r.link(b)
				return r.of[b]
			}
			if h := r.headed[c]; h >= 0 && r.of[h] >= 0 && r.equates(i, r.of[h]) {
				return r.of[h]
			}
		}
	}
	return -1
}

// coordination is the mention of the coordination that token t begins, -1 if none.
func (r *resolver) coordination(t int) int {
	for k := r.covering[t]; k >= 0 && r.sent[r.d.Mentions[k].First] == r.sent[t]; k-- {
		if r.note[k].both && r.d.Mentions[k].Head == t {
			return int(k)
		}
	}
	return -1
}

// equates reports whether an apposition may say what cluster c is: the kinds are
// the same, or the noun is one that people and bodies share ("the owner").
func (r *resolver) equates(i, c int) bool {
	m, k := &r.d.Mentions[i], &r.clusters[c]
	if r.w.is("either", r.note[i].lemma) && (k.kind == graph.Organisation || k.kind == graph.Person) {
		return true
	}
	if !r.agree(i, c) {
		return false
	}
	switch {
	case m.Kind == k.kind, r.note[i].thing:
		return true
	case k.kind == graph.GPE || k.kind == graph.Place:
		return r.w.is("state", r.note[i].lemma) || r.w.is("town", r.note[i].lemma)
	case k.kind == graph.Person:
		return m.Kind == graph.Person
	}
	return m.Kind == graph.Organisation || m.Kind == graph.Group
}

// agree reports whether mention i may be cluster c by number, gender and kind.
func (r *resolver) agree(i, c int) bool {
	m, k := &r.d.Mentions[i], &r.clusters[c]
	if m.Gender != nlp.NoGender && k.gender != nlp.NoGender && m.Gender != k.gender {
		return false
	}
	person := m.Kind == graph.Person
	if person != (k.kind == graph.Person) && (person || k.kind == graph.Person) {
		return false
	}
	return m.Plural == k.plural || k.named && k.kind == graph.Organisation
}

// relational is the cluster of "his Ukrainian counterpart", "her brother": the
// one made before for the same owner and word; of nouns for somebody of the
// owner's sort, else a new one. -1 leaves it open.
func (r *resolver) relational(i, owner int) int {
	n := &r.note[i]
	for c := range r.clusters {
		k := &r.clusters[c]
		if k.lemma == n.lemma && k.owner == owner && !k.named && k.country == r.countryOf(i) && !k.plural == !r.d.Mentions[i].Plural {
			return c
		}
	}
	if !r.w.is("peer", n.lemma) {
		return -1
	}
	c := r.fresh(i)
	r.clusters[c].owner = owner
	r.clusters[c].country = r.countryOf(i)
	return none
}

// countryOf is the country that modifies the mention, empty if none.
func (r *resolver) countryOf(i int) string {
	for _, o := range r.note[i].owners {
		if c := r.d.Mentions[o].Country; c != "" {
			return c
		}
		if c := r.of[o]; c >= 0 && r.clusters[c].country != "" {
			return r.clusters[c].country
		}
	}
	return ""
}

// uniqueBody is the cluster of what a country has one of: its government, its
// armed forces, its parliament.
func (r *resolver) uniqueBody(i, owner int) int {
	m, n := &r.d.Mentions[i], &r.note[i]
	country := r.countryOf(i)
	gov, mil := r.w.is("gov", n.lemma), r.w.is("mil", n.lemma)
	if !gov && !mil && !r.w.is("single", n.lemma) || len(n.owners) > 1 && m.Plural && r.spread(i) > 1 {
		return none
	}
	if gov && m.Plural && !r.w.is("gov-plural", strings.ToLower(r.d.Word(m.Head))) {
		return none
	}
	if owner >= 0 && r.clusters[owner].kind == graph.GPE && r.clusters[owner].lex != "" && country != "" {
		if gov && r.clusters[owner].named {
			return owner
		}
	}
	class := n.lemma
	if mil {
		class = "military"
	}
	if country == "" {
		if !n.definite {
			return none
		}
		// "the military" after "the Russian military"
		for k := i - 1; k >= 0; k-- {
			if c := r.of[k]; c >= 0 && strings.HasPrefix(r.clusters[c].key, class+":") {
				return c
			}
		}
		return none
	}
	key := class + ":" + country
	for c := range r.clusters {
		if r.clusters[c].key == key {
			return c
		}
	}
	if gov {
		return none
	}
	c := r.fresh(i)
	k := &r.clusters[c]
	k.key, k.country, k.owner = key, country, owner
	if mil {
		k.sector, k.kind, k.plural = "MIL", graph.Organisation, false
	}
	return none
}

// spread counts the different countries among the owners.
func (r *resolver) spread(i int) int {
	var seen []string
	for _, o := range r.note[i].owners {
		for _, a := range append([]int{o}, r.note[o].owners...) {
			if c := r.d.Mentions[a].Country; r.d.Mentions[a].Form == nlp.Named && c != "" && !slices.Contains(seen, c) {
				seen = append(seen, c)
			}
		}
	}
	return len(seen)
}

// holder is the person named with the same office: "the Pentagon spokesman" for
// John Kirby.
func (r *resolver) holder(i, owner int) int {
	n := &r.note[i]
	country := r.countryOf(i)
	best := -1
	for k := range r.d.Mentions {
		p := &r.d.Mentions[k]
		if k == i || p.Form != nlp.Named || p.Kind != graph.Person || p.Role == "" && p.Rank == "" || r.of[k] < 0 {
			continue
		}
		if !r.sameOffice(n.lemma, p) || !r.agree(i, r.of[k]) {
			continue
		}
		if owner >= 0 && p.RoleOf >= 0 && r.of[p.RoleOf] != owner && (country == "" || p.Country != country || r.bodyOwner(owner)) {
			continue
		}
		if owner >= 0 && p.RoleOf < 0 && p.Country != "" && country != "" && p.Country != country {
			continue
		}
		if k > i && best >= 0 || k > i && (!n.definite && owner < 0) {
			break
		}
		if !n.definite && owner < 0 && !capital(r.d.Word(r.d.Mentions[i].Head)) {
			continue
		}
		best = k
		if k > i {
			break
		}
	}
	if best < 0 {
		return -1
	}
	return r.of[best]
}

func capital(w string) bool { return w != "" && w[0] >= 'A' && w[0] <= 'Z' }

// bodyOwner reports whether the owner is a body, which must then be the same.
func (r *resolver) bodyOwner(c int) bool { return r.clusters[c].kind == graph.Organisation }

// sameOffice reports whether the person's role or rank holds the words of the office.
func (r *resolver) sameOffice(office string, p *nlp.Mention) bool {
	for _, s := range []string{p.Role, p.Rank} {
		low := strings.ToLower(s)
		if at := strings.Index(low, office); at >= 0 && (at == 0 || low[at-1] == ' ' || low[at-1] == '-') {
			end := at + len(office)
			if end == len(low) || low[end] == ' ' || low[end] == ',' {
				return true
			}
		}
	}
	return false
}
