package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
)

// A signature is all that the rules look at in an entity: kind, country and
// names. Entities with one signature are one by definition, so that a person named
// in a thousand articles is one thing to compare, not a thousand.
//
//	"n" kind country walk name name... a named one
//	"r" office stretch                one known by an office that one person holds: one with its holder
//	"u" article number kind name      a described one: it is one with that of a copy of the article
//	"l" id                            one of the lexicon
//	... "j" id                        the same, singled out because a person judged it
const sep = "\x1f"

// kindGroup is a letter for kinds that name the same sort of thing.
func kindGroup(k graph.Kind) string {
	switch k {
	case graph.Organisation, graph.Group, graph.Product: // which reads one for another
		return "o"
	case graph.GPE, graph.Place:
		return "g"
	}
	return string(k)
}

// signature is that of e, empty for what is never one with anything. number tells
// apart the described entities of one article that have the same description.
func (m *run) signature(e graph.Entity, number int, office string, pub time.Time) string {
	var s string
	switch {
	case store.ArticleOf(e.ID) == "":
		s = "l" + sep + string(e.ID)
	case e.Unnamed && office != "" && !pub.IsZero():
		s = strings.Join([]string{"r", office, strconv.FormatInt(tenure(pub), 10)}, sep)
	case e.Kind == graph.Thing || e.Unnamed || len(nameKeys(e)) == 0:
		root := string(m.rootOf(store.ArticleOf(e.ID)))
		s = strings.Join([]string{"u", root, strconv.Itoa(number), string(e.Kind), store.Fold(e.Name)}, sep)
	default:
		walk := ""
		if e.Kind == graph.Person && e.Country == "" {
			walk = walkOfLife(e.Sector)
		}
		s = strings.Join(append([]string{"n", kindGroup(e.Kind), e.Country, walk}, nameKeys(e)...), sep)
	}
	if m.judged[string(e.ID)] {
		s += sep + "j" + sep + string(e.ID)
	}
	return s
}

// withoutForm is the folded name of a company without its form in law.
func withoutForm(f string) string {
	words := strings.Fields(f)
	n := len(words)
	for n > 1 && theRules().legalForm[words[n-1]] {
		n--
	}
	return strings.Join(words[:n], " ")
}

// tenureDays is how exactly it is known when somebody held an office: offices of unnamed persons
// are one within a stretch of so many days.
const tenureDays = 90

func tenure(t time.Time) int64 { return t.Unix() / (tenureDays * day) }

// nameKeys are the names by which e is compared. Of a person's names those of
// one word stand for little: they are used only where there is no fuller one.
func nameKeys(e graph.Entity) []string {
	names := append([]string{e.Name}, e.Aliases...)
	var full, short []string
	for _, n := range names {
		f := store.Fold(n)
		if e.Kind == graph.Organisation {
			f = withoutForm(f)
			f = cmp.Or(theRules().otherName[f], f)
		}
		switch {
		case f == "":
		case e.Kind == graph.Person && !strings.Contains(f, " "):
			short = append(short, f)
		case len(f) < 2:
		default:
			full = append(full, f)
		}
	}
	if len(full) == 0 && e.Kind == graph.Person && len(short) > 0 {
		full = short[:1]
	}
	slices.Sort(full)
	full = slices.Compact(full)
	if kindGroup(e.Kind) == "o" && store.ArticleOf(e.ID) != "" {
		full = tellingNames(full, store.Fold(e.Name))
	}
	return full
}

// tellingNames are those of a body's or product's names by which it is known in other articles too: not "council", which
// is any, and, of a product with the mark of a version, not the name without it.
func tellingNames(names []string, main string) []string {
	if m := lastWord(main); m != main && m[0] >= '0' && m[0] <= '9' {
		return slices.DeleteFunc(names, func(n string) bool { return lastWord(n) != m })
	}
	all := slices.Clone(names)
	return slices.DeleteFunc(names, func(n string) bool {
		return !strings.Contains(n, " ") && slices.ContainsFunc(all, func(o string) bool { return strings.HasSuffix(o, " "+n) })
	})
}

// sigKeys are the blocks of a signature: what shares none of them is never compared.
func sigKeys(sig string) []string {
	p := strings.Split(sig, sep)
	switch {
	case p[0] == "r":
		return []string{"office" + sep + p[1]}
	case p[0] != "n":
		return nil
	}
	names := sigNames(p)
	var out []string
	for _, n := range names {
		out = append(out, p[1]+sep+n)
		switch p[1] {
		case string(graph.Person): // the family name, for those who are called by nothing else
			out = append(out, "family"+sep+lastWord(n))
			if strings.Contains(n, " ") {
				out = append(out, "spelt"+sep+skeleton(n))
			}
		case "o":
			for _, a := range acronyms(n) {
				out = append(out, "acronym"+sep+a)
			}
			if !strings.Contains(n, " ") && len(n) > 2 && len(n) < 8 {
				out = append(out, "acronym"+sep+n)
			}
		case "g":
			if len(n) >= longName {
				out = append(out, "spelt"+sep+skeleton(n))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// longName is the length from which the names of places are one if only their spelling differs.
const longName = 6

func lastWord(n string) string { return n[strings.LastIndexByte(n, ' ')+1:] }

// sigNames are the names in the parts of a signature.
func sigNames(p []string) []string {
	if _, ok := judgedIn(p); ok {
		return p[4 : len(p)-2]
	}
	return p[4:]
}

// judgedIn is the id that a person singled out, of the parts of a signature.
func judgedIn(p []string) (id string, ok bool) {
	if i := len(p) - 2; i > 0 && p[i] == "j" {
		return p[i+1], true
	}
	return "", false
}
