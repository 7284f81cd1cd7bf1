package lexicon

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Sense says how a phrase stands for the entity it names.
type Sense uint8

// The senses.
const (
	NoSense   Sense = iota
	IsName          // Russia, NATO, Reuters
	IsCapital       // Moscow: a city that speaks for ent:russia
	IsAdj           // Russian: of ent:russia
	IsPeople        // Russians, Briton: people of ent:gbr
	IsGroup         // Muslims, Kurds: people of a faith, tribe or politics
)

// Entity is what the lexicon knows under a phrase. The strings Kind and ID have
// the values of graph.Kind and graph.EntityID.
type Entity struct {
	ID      string // "ent:russia"; empty where a phrase has no entity of its own
	Name    string // the fullest usual name
	Kind    string // gpe, place, organisation, group ...
	Country string // ISO 3166-1 alpha-3
	Sector  string // PLOVER's: GOV MIL ... IGO, JRN, REB
	Sense   Sense
	Of      string // the entity whose government a capital speaks for, or whose people or adjective this is
	Plural  bool   // "Russians"
	Exact   bool   // an acronym: matched as written only
	Long    bool   // Exact, and of three letters or more
	Single  bool   // a name that is no ordinary word of English, nor a person's: Reuters, Xinhua, Macintosh
	as      string // the phrase it was found under, if Exact
}

// Gender of a first name.
type Gender byte

// The genders a first name can tell.
const (
	NoGender Gender = 0
	Male     Gender = 'm'
	Female   Gender = 'f'
	Either   Gender = 'b'
)

// index maps phrases, lower-cased, with single spaces between their words, to
// entities; prefixes of phrases are in it too, marked by entity -1.
type index struct {
	entities []Entity
	phrases  map[string]int32
	longest  int // words
}

var entityIndex = sync.OnceValue(buildIndex)

// Country is the country with the given name, alias, code, adjective or word
// for its people: "Russia", "Russian Federation", "RUS", "Russian", "Russians".
// A capital is not its country here.
func Country(name string) (Entity, bool) {
	c := countries()
	i, ok := c.byWord[name]
	if !ok {
		return Entity{}, false
	}
	return c.list[i], true
}

// CountryByID is the country with the id "ent:russia".
func CountryByID(id string) (Entity, bool) {
	c := countries()
	i, ok := c.byID[id]
	if !ok {
		return Entity{}, false
	}
	return c.list[i], true
}

// Lookup is what the lexicon knows under the whole of phrase. Case counts for
// acronyms; other names may also be in capitals throughout, as in headlines.
func Lookup(phrase string) (Entity, bool) {
	x := entityIndex()
	i, ok := x.phrases[strings.ToLower(phrase)]
	if !ok || i < 0 {
		return Entity{}, false
	}
	return x.pick(i, phrase)
}

// Longest finds the longest known phrase that starts with the first of n words;
// word gives the i-th. It returns the entity and how many words it covers, 0 if
// none is known. buf is scratch space that the caller may keep between calls.
func Longest(n int, word func(int) string, buf *[]byte) (Entity, int) {
	x := entityIndex()
	b := (*buf)[:0]
	var raw [96]byte
	r := raw[:0]
	best, words := Entity{}, 0
	for k := 0; k < n && k < x.longest; k++ {
		w := word(k)
		mark := strings.HasPrefix(w, "'") || strings.HasPrefix(w, "’")
		if k > 0 && !mark {
			b = append(b, ' ')
			r = append(r, ' ')
		}
		if mark { // "Workers' Party", with either mark
			w = strings.Replace(w, "’", "'", 1)
		}
		b = appendLower(b, w)
		r = append(r, w...)
		i, ok := x.phrases[string(b)]
		if !ok {
			break
		}
		if i >= 0 {
			if e, ok := x.pick(i, string(r)); ok {
				best, words = e, k+1
			}
		}
	}
	*buf = b
	return best, words
}

// pick checks the case of phrase against what entity i asks for.
func (x *index) pick(i int32, phrase string) (Entity, bool) {
	e := x.entities[i]
	first, _ := utf8.DecodeRuneInString(phrase)
	if e.Exact {
		if phrase != e.as {
			return Entity{}, false
		}
		return e, true
	}
	if unicode.IsLower(first) && !hasUpper(phrase) {
		return Entity{}, false
	}
	return e, true
}

// GenderOf is the gender that a first name tells.
func GenderOf(first string) Gender {
	e, ok := Words("firstnames").Get(first)
	if !ok {
		return NoGender
	}
	return Gender(e.Field(0)[0])
}

func hasUpper(s string) bool {
	for _, r := range s {
		if unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

func appendLower(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return append(b, strings.ToLower(s[i:])...)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return b
}
