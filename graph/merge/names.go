package merge

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// skeleton is a folded name with the spellings of other scripts made one: "gerassimow" and
// "gerasimov" have the same. rules/spelling.txt says how.
func skeleton(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		words[i] = respell(w)
	}
	return strings.Join(words, " ")
}

func respell(w string) string {
	r := theRules()
	var b strings.Builder
	for at := 0; at < len(w); {
		n := 0
		for _, s := range r.spelling {
			if strings.HasPrefix(w[at:], s.from) && (!s.begin || at == 0) && (!s.end || at+len(s.from) == len(w)) {
				b.WriteString(s.to)
				n = len(s.from)
				break
			}
		}
		if n == 0 {
			b.WriteByte(w[at])
			n = 1
		}
		at += n
	}
	out := []byte(b.String())
	return string(slices.Compact(out))
}

// acronyms are what the initials of a folded name of a body make, empty for what is too
// short to have one. Words of up to three letters that join others may be left out, so there can
// be two.
func acronyms(name string) []string {
	words := strings.Fields(name)
	if len(words) < 3 {
		return nil
	}
	var all, long []byte
	for _, w := range words {
		all = append(all, w[0])
		if len(w) > 3 {
			long = append(long, w[0])
		}
	}
	out := []string{string(all)}
	if len(long) > 2 && len(long) < len(all) {
		out = append(out, string(long))
	}
	return out
}

// fits reports whether a folded name of a person can be a shorter form of another: the
// same family name; of the given names the first the same, an initial or a nickname; no
// middle name that the other lacks or has otherwise.
func fits(short, full string) bool {
	s, f := strings.Fields(short), strings.Fields(full)
	if len(s) < 2 || len(f) < 2 || len(s) > len(f) || s[len(s)-1] != f[len(f)-1] || short == full {
		return false
	}
	if !givenFits(s[0], f[0]) {
		return false
	}
	middle := f[1 : len(f)-1]
	for _, w := range s[1 : len(s)-1] {
		i := slices.IndexFunc(middle, func(m string) bool { return m == w || len(w) == 1 && m[0] == w[0] })
		if i < 0 {
			return false
		}
		middle = middle[i+1:]
	}
	return true
}

func givenFits(s, f string) bool {
	return s == f || len(s) == 1 && s[0] == f[0] || isNickname(s, f) || isNickname(f, s)
}

// isNickname reports whether people called f are also called s.
func isNickname(s, f string) bool {
	return slices.Contains(strings.Split(theRules().nickname[s], "|"), f)
}

// officeOf is the office that an entity holds alone in its country, as "country office"; empty
// if its role is none. f is what its article says: "president of X" counts only where X is a
// country there.
func officeOf(e graph.Entity, f *graph.Facts) string {
	if e.Kind != graph.Person || e.Country == "" {
		return ""
	}
	role := e.Role
	if role == "" && e.Unnamed {
		role = e.Name
	}
	r := theRules()
	words := strings.Fields(strings.ReplaceAll(store.Fold(role), " s ", " "))
	if slices.ContainsFunc(words, func(w string) bool { return r.notOffice[w] }) {
		return ""
	}
	for from := range words {
		for to := len(words); to > from; to-- {
			office := r.office[strings.Join(words[from:to], " ")]
			if office == "" {
				continue
			}
			rest := words[to:]
			if len(rest) == 0 || rest[0] == "of" && isCountry(strings.TrimPrefix(strings.Join(rest[1:], " "), "the "), e.Country, f) {
				return e.Country + " " + office
			}
			return ""
		}
	}
	return ""
}

// isCountry reports whether an article names a country so.
func isCountry(name, code string, f *graph.Facts) bool {
	for _, e := range f.Entities {
		if e.Kind == graph.GPE && e.Country == code && (store.Fold(e.Name) == name || slices.ContainsFunc(e.Aliases, func(a string) bool { return store.Fold(a) == name })) {
			return true
		}
	}
	return false
}

// walkOfLife is that of a sector code of PLOVER, for those that set people of one name apart.
func walkOfLife(sector string) string {
	switch sector {
	case "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP", "IGO":
		return "public"
	case "BUS", "REL", "HLH", "JRN", "EDU", "CRM", "REB":
		return sector
	}
	return ""
}
