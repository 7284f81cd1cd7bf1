package lexicon

import (
	"cmp"
	"strings"
	"sync"
	"unicode"
)

// countryTable is the list of countries, by the words that lead to them.
type countryTable struct {
	list   []Entity
	byWord map[string]int
	byID   map[string]int
}

var countries = sync.OnceValue(func() *countryTable {
	t := &countryTable{byWord: map[string]int{}, byID: map[string]int{}}
	for _, e := range Words("countries").Entries {
		i := len(t.list)
		id := "ent:" + slug(e.Key)
		t.list = append(t.list, Entity{ID: id, Name: e.Key, Kind: "gpe", Country: e.Field(0), Sector: "GOV", Sense: IsName})
		t.byID[id] = i
		put := func(w string) {
			if _, ok := t.byWord[w]; !ok && w != "" {
				t.byWord[w] = i
			}
		}
		put(e.Key)
		put(e.Field(0))
		for _, field := range []int{2, 3, 4} {
			for _, w := range split(e.Field(field)) {
				put(w)
				if field == 3 {
					put(plural(w))
				}
			}
		}
	}
	return t
})

// buildIndex reads the lists in the order of their rank: what an earlier list
// says about a phrase stands.
func buildIndex() *index {
	x := &index{phrases: make(map[string]int32, 16384)}
	for _, c := range Words("countries").Entries {
		x.addCountry(c)
	}
	for _, b := range Words("bodies").Entries {
		e := Entity{ID: b.Field(0), Name: b.Key, Kind: b.Field(1), Country: b.Field(2), Sector: b.Field(3), Sense: IsName}
		x.addAll(e, append([]string{b.Key}, split(b.Field(4))...))
	}
	for _, m := range Words("media").Entries {
		e := Entity{ID: "ent:" + slug(m.Key), Name: m.Key, Kind: "organisation", Country: m.Field(0), Sector: "JRN", Sense: IsName}
		for _, p := range append([]string{m.Key}, split(m.Field(1))...) {
			e.Single = !strings.Contains(p, " ") && !Words("ordinary").Has(p)
			x.addAll(e, []string{p})
		}
	}
	for _, p := range Words("places").Entries {
		name := strings.TrimPrefix(p.Key, "the ")
		full := cmp.Or(p.Field(2), name)
		x.addAll(Entity{ID: "ent:" + slug(full), Name: full, Kind: p.Field(0), Country: p.Field(1), Sense: IsName}, []string{name})
	}
	for _, c := range Words("companies").Entries {
		full := cmp.Or(c.Field(0), c.Key)
		x.addAll(Entity{ID: "ent:" + slug(full), Name: full, Kind: "organisation", Sector: "BUS", Sense: IsName}, []string{c.Key})
	}
	for _, c := range Words("clubs").Entries {
		full := cmp.Or(c.Field(0), c.Key)
		x.addAll(Entity{ID: "ent:" + slug(full), Name: full, Kind: "organisation", Sense: IsName}, []string{c.Key})
	}
	for _, p := range Words("products").Entries {
		full := p.Field(0)
		if full == "" || full == "-" {
			full = p.Key
		}
		x.addAll(Entity{ID: "ent:" + slug(full), Name: full, Kind: "product", Sense: IsName, Single: p.Field(1) == ""}, []string{p.Key})
	}
	for _, g := range Words("groups").Entries {
		x.addAll(Entity{Name: g.Key, Kind: "group", Sector: g.Field(0), Sense: IsGroup, Plural: strings.HasSuffix(g.Key, "s")}, []string{g.Key})
	}
	return x
}

func (x *index) addCountry(c Entry) {
	id := "ent:" + slug(c.Key)
	base := Entity{ID: id, Name: c.Key, Kind: "gpe", Country: c.Field(0), Sector: "GOV", Sense: IsName}
	names := []string{c.Key}
	for _, n := range split(c.Field(4)) {
		names = append(names, strings.TrimPrefix(strings.TrimPrefix(n, "the "), "The "))
	}
	x.addAll(base, names)
	for _, city := range split(c.Field(1)) {
		spellings := strings.Split(city, "~")
		x.addAll(Entity{ID: "ent:" + slug(spellings[0]), Name: spellings[0], Kind: "gpe", Country: c.Field(0), Sector: "GOV", Sense: IsCapital, Of: id}, spellings)
	}
	people := base
	people.ID, people.Kind, people.Sector, people.Of, people.Sense = "", "group", "CVL", id, IsPeople
	adj := people
	adj.Sense, adj.Sector = IsAdj, ""
	for _, w := range split(c.Field(2)) {
		adj.Name = w
		x.addAll(adj, []string{w})
	}
	for _, w := range split(c.Field(3)) {
		people.Name, people.Plural = w, false
		x.addAll(people, []string{w})
		people.Name, people.Plural = plural(w), true
		x.addAll(people, []string{plural(w)})
	}
}

func (x *index) addAll(e Entity, phrases []string) {
	for _, p := range phrases {
		key := strings.ToLower(p)
		if i, ok := x.phrases[key]; ok && i >= 0 {
			continue
		}
		e := e
		if e.Exact = acronym(p); e.Exact {
			e.as = p
			e.Long = len(p) >= 3
		}
		x.phrases[key] = int32(len(x.entities))
		x.entities = append(x.entities, e)
		for i, r := range key {
			if r == ' ' || r == '\'' {
				if _, ok := x.phrases[key[:i]]; !ok {
					x.phrases[key[:i]] = -1
				}
			}
		}
		x.longest = max(x.longest, strings.Count(key, " ")+strings.Count(key, "'")+1)
	}
}

// acronym reports whether p is one short word without a small letter, which
// must not be matched with an ordinary word: WHO, IS, US.
func acronym(p string) bool {
	if len(p) > 5 || strings.Contains(p, " ") {
		return false
	}
	for _, r := range p {
		if unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// plural is the plural of a word for the people of a country.
func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "man"):
		return w[:len(w)-2] + "en"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "ese"):
		return w
	}
	return w + "s"
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// slug is the readable part of an entity's id: small letters, digits, hyphens.
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if a, ok := plain[r]; ok {
				b.WriteString(a)
			} else {
				b.WriteRune(r)
			}
		case r == '.', r == '\'', r == '’':
		default:
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
				b.WriteByte('-')
			}
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

// plain are the letters with marks that our lists have.
var plain = map[rune]string{'á': "a", 'à': "a", 'â': "a", 'ã': "a", 'ä': "a", 'å': "a", 'é': "e", 'è': "e", 'ê': "e", 'ë': "e",
	'í': "i", 'î': "i", 'ï': "i", 'ı': "i", 'ó': "o", 'ô': "o", 'õ': "o", 'ö': "o", 'ø': "o", 'ú': "u", 'ü': "u", 'ç': "c", 'ñ': "n", 'ń': "n",
	'š': "s", 'ș': "s", 'ş': "s", 'ț': "t", 'ž': "z", 'ź': "z", 'ł': "l", 'ý': "y", 'ħ': "h", 'ć': "c", 'č': "c", 'ě': "e", 'ę': "e", 'ą': "a", 'ř': "r", 'ğ': "g", 'ė': "e", 'ő': "o"}
