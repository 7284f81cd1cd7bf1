package resolve

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// nameWords are the words of a name for comparing, without an article before it.
func nameWords(name string) []string {
	w := strings.Fields(clean(name))
	if len(w) > 1 && words().is("article", w[0]) {
		return w[1:]
	}
	return w
}

// nameGroup is the mentions with one name.
type nameGroup struct {
	words    []string // without titles
	kind     graph.Kind
	lex      graph.EntityID
	mentions []int
	gender   nlp.Gender
	weak     bool // the gender is that of the word as a first name, which it may not be
	generic  bool // always "the Court", "the Airport": a noun in capitals
	full     int  // the group this one is a shorter form of, -1
}

// names makes clusters of the named mentions: by the lexicon's entity, by equal
// names, and shorter forms with their longer ones.
func (r *resolver) names() {
	d := r.d
	r.ships()
	r.oneKind()
	var groups []nameGroup
	index := map[string]int{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != nlp.Named {
			continue
		}
		key, lex := r.nameKey(i)
		g, ok := index[key]
		if !ok {
			g = len(groups)
			index[key] = g
			groups = append(groups, nameGroup{words: r.wordsOf(m), kind: m.Kind, lex: lex, generic: true, full: -1})
		}
		x := &groups[g]
		x.mentions = append(x.mentions, i)
		x.generic = x.generic && r.generic(m)
		if x.gender == nlp.NoGender || x.weak && m.Gender != nlp.NoGender {
			x.gender = m.Gender
			x.weak = m.Gender != nlp.NoGender && len(x.words) == 1 && r.bare(m)
		}
	}
	for a := range groups {
		g := &groups[a]
		g.full = r.longer(groups, a)
		if g.weak && g.full >= 0 && g.words[0] == last(groups[g.full].words) {
			for _, i := range g.mentions { // a family name that is somebody else's first name
				if d.Mentions[i].Gender == g.gender {
					d.Mentions[i].Gender = nlp.NoGender
				}
			}
		}
	}
	r.bracketed(groups)
	r.equatedNames(groups)
	// a cluster for every group that is not a shorter form
	at := make([]int, len(groups))
	var put func(g int) int
	put = func(g int) int {
		if at[g] > 0 {
			return at[g] - 1
		}
		var c int
		if f := groups[g].full; f >= 0 {
			c = put(f)
		} else {
			c = len(r.clusters)
			r.clusters = append(r.clusters, cluster{kind: groups[g].kind, lex: groups[g].lex, named: true, owner: -1})
		}
		at[g] = c + 1
		return c
	}
	for g := range groups {
		c := put(g)
		for _, i := range groups[g].mentions {
			r.put(i, c)
			k := &r.clusters[c]
			if text := d.Text(d.Mentions[i].Name); k.name == "" || better(text, k.name) {
				k.name = text
			}
		}
		if k := &r.clusters[c]; k.lex == "" {
			k.lex = groups[g].lex
		}
		if f := groups[g].full; f >= 0 && groups[f].kind == graph.GPE && groups[g].kind != graph.Organisation {
			// the adjective is not the fuller name, however long it is
			r.clusters[c].kind, r.clusters[c].name, r.clusters[c].plural = graph.GPE, d.Text(d.Mentions[groups[f].mentions[0]].Name), false
		}
	}
	r.byName = map[string]int{}
	for g := range groups {
		for n, key := range []string{strings.Join(groups[g].words, " "), last(groups[g].words)} {
			if n > 0 && groups[g].kind != graph.Person || len(key) < 2 {
				continue
			}
			if _, ok := r.byName[key]; !ok {
				r.byName[key] = put(g)
			}
		}
	}
	for c := range r.clusters {
		k := &r.clusters[c]
		k.name = r.spoken(k)
		if e, ok := lexicon.CountryByID(string(k.lex)); ok {
			k.kind, k.name, k.country, k.sector, k.plural = graph.GPE, e.Name, e.Country, "GOV", false
		} else if e, ok := lexicon.Lookup(k.name); ok && graph.EntityID(e.ID) == k.lex {
			k.sector = e.Sector
			k.name = fullest(k.name, e.Name)
		}
	}
}

// called finds the cluster that a proper noun which the names stage left out must
// belong to: the same name, an acronym, a family name. -1 if there is none.
func (r *resolver) called(i int) int {
	m := &r.d.Mentions[i]
	first := m.First
	for first < m.Head && r.d.Tokens[first].Tag != nlp.PROPN {
		first++
	}
	text := r.d.Text(nlp.Span{Start: r.d.Tokens[first].Start, End: r.d.Tokens[m.Head].End})
	key := clean(text)
	if c, ok := r.byName[key]; ok {
		return c
	}
	if len(key) >= 2 && len(key) <= 6 && shouted(text) && first == m.Head {
		for c := range r.clusters {
			if k := &r.clusters[c]; k.named && k.kind != graph.Person && k.kind != graph.GPE && acronymOf(key, strings.Fields(clean(k.name))) {
				return c
			}
		}
	}
	return -1
}

// fullest keeps the article's name unless it is an acronym of the lexicon's.
func fullest(text, known string) string {
	if strings.ToUpper(text) == text && len(text) > 6 {
		return known
	}
	return text
}

// better reports whether name a says more than b: longer, and not in capitals
// throughout.
func better(a, b string) bool {
	if strings.EqualFold(a, b) {
		return !shouted(a) && shouted(b)
	}
	ua, ub := strings.ToUpper(a) == a && len(a) > 5, strings.ToUpper(b) == b && len(b) > 5
	if ua != ub {
		return ub
	}
	return len(a) > len(b)
}

// nameKey is what equal names share, and the lexicon's entity.
func (r *resolver) nameKey(i int) (string, graph.EntityID) {
	m := &r.d.Mentions[i]
	text := r.d.Text(m.Name)
	if !r.all && r.w.is("seat", clean(text)) && r.w.is("at", r.preposition(r.top(m.Head))) && r.d.Tokens[r.top(m.Head)].Dep.Base() != nlp.DepNmod {
		// met "at the White House": the building, not the government that speaks by its name
		m.Kind, m.Lexicon = graph.Facility, ""
		return "seat:" + clean(text), ""
	}
	if r.all {
		if part := r.partOf(m); part != "" {
			return "part:" + part + " " + clean(text), ""
		}
	}
	if e, ok := lexicon.Lookup(text); ok && m.Lexicon != "" {
		switch e.Sense {
		case lexicon.IsAdj:
			if r.adjective(m) {
				return e.Of, graph.EntityID(e.Of)
			}
			return "people:" + e.Of, ""
		case lexicon.IsPeople:
			return "people:" + e.Of, ""
		case lexicon.IsCapital:
			if r.acts(m) {
				return e.Of, graph.EntityID(e.Of)
			}
		}
		if e.ID != "" {
			return e.ID, graph.EntityID(e.ID)
		}
	}
	kind := string(m.Kind)
	if m.Kind == graph.GPE || m.Kind == graph.Place || m.Kind == graph.Facility || m.Kind == graph.Organisation || m.Kind == graph.Product {
		kind = "place, body or product"
	}
	return kind + ":" + clean(text), ""
}

// partOf is the word before a name that makes it name only a part: "southern" of
// southern Russia, "Black" of Black Americans; empty if there is none.
func (r *resolver) partOf(m *nlp.Mention) string {
	first, _ := r.nameTokens(m)
	for c := r.kid[m.Head]; c >= 0 && int(c) < first; c = r.sib[c] {
		switch d := r.d.Tokens[c].Dep; {
		case d != nlp.DepAmod && d != nlp.DepCompound:
		case m.Kind == graph.Group, r.w.is("part", r.lemma(int(c))):
			return r.lemma(int(c))
		}
	}
	return ""
}

// adjective reports whether a word like "Russian" qualifies something else.
func (r *resolver) adjective(m *nlp.Mention) bool {
	t := &r.d.Tokens[m.Head]
	if t.Dep == nlp.DepNmodPoss {
		return true
	}
	switch t.Dep.Base() {
	case nlp.DepNsubj, nlp.DepObj, nlp.DepObl, nlp.DepNmod:
		return t.Tag == nlp.ADJ
	}
	return true
}

// acts reports whether a capital stands for its government here.
func (r *resolver) acts(m *nlp.Mention) bool {
	if r.all {
		return false // coreference as others mark it knows one city
	}
	d := r.d
	t := r.top(m.Head)
	tok := &d.Tokens[t]
	if s := d.Sentences[r.sent[t]]; s.First == m.First && (tok.Head < 0 && r.kid[t] < 0 || m.Last < s.Last && shouted(d.Text(m.Name)) && d.Tokens[m.Last].Tag == nlp.PUNCT) {
		return false // a dateline: "MOSCOW, Jan. 18 (Reuters) -"
	}
	head := tok.Head
	switch tok.Dep {
	case nlp.DepNsubj:
		return head >= 0 && d.Tokens[head].Tag == nlp.VERB && !r.w.is("verb-place", r.lemma(head)) && r.child(head, nlp.DepCop) < 0
	case nlp.DepNsubjPass:
		return head >= 0 && !r.w.is("verb-place", r.lemma(head))
	case nlp.DepOblAgent, nlp.DepVocative:
		return true
	case nlp.DepObj, nlp.DepIobj:
		return head >= 0 && d.Tokens[head].Tag == nlp.VERB && !r.w.is("verb-place", r.lemma(head))
	case nlp.DepNmodPoss:
		return true
	case nlp.DepObl, nlp.DepNmod:
		if tok.Dep == nlp.DepNmod && head >= 0 && r.w.is("of-gov", r.lemma(head)) {
			return true // "the punishment of Moscow"
		}
		return r.w.is("prep-gov", r.preposition(t))
	}
	return false
}

// shouted reports whether s is in capitals throughout.
func shouted(s string) bool { return strings.ToUpper(s) == s }

// clean is a name for comparing: small letters without accents, no periods, straight marks.
func clean(s string) string {
	if !ascii(s) {
		s = norm.NFD.String(s) // "Erdoğan" is "Erdogan"
	}
	return strings.Map(func(c rune) rune {
		switch {
		case c == '.' || c == ',':
			return -1
		case c == '’':
			return '\''
		case c == '-' || c == '–':
			return ' '
		case c >= utf8.RuneSelf && unicode.Is(unicode.Mn, c):
			return -1
		}
		return unicode.ToLower(c)
	}, s)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
