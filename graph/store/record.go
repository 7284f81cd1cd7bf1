package store

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dateline/graph"
)

// tally counts how often each value was said.
type tally map[string]int

func (t *tally) add(v string, n int) {
	if v == "" {
		return
	}
	if *t == nil {
		*t = tally{}
	}
	if (*t)[v] += n; (*t)[v] <= 0 {
		delete(*t, v)
	}
}

// most is the value said most often, the longest, then the smallest of several.
func (t tally) most() string {
	best := ""
	for v, n := range t {
		if c := cmp.Or(cmp.Compare(n, t[best]), cmp.Compare(len(v), len(best)), cmp.Compare(best, v)); best == "" || c > 0 {
			best = v
		}
	}
	return best
}

// record is what all articles together say of an entity: a sum over them, so
// that it is the same whatever order they came in.
type record struct {
	N         int   `json:"n"` // times an article tells of it
	Unnamed   int   `json:"u,omitempty"`
	Kinds     tally `json:"k,omitempty"`
	Names     tally `json:"m,omitempty"`
	Aliases   tally `json:"a,omitempty"`
	Offices   tally `json:"o,omitempty"`
	Countries tally `json:"c,omitempty"`
	Sectors   tally `json:"s,omitempty"`
}

// put adds e n times; a negative n takes it away.
func (r *record) put(e graph.Entity, n int) {
	r.N += n
	if e.Unnamed {
		r.Unnamed += n
	}
	r.Kinds.add(string(e.Kind), n)
	r.Names.add(e.Name, n)
	for _, a := range e.Aliases {
		r.Aliases.add(a, n)
	}
	r.Offices.add(e.Role, n)
	r.Countries.add(e.Country, n)
	r.Sectors.add(e.Sector, n)
}

// sum adds all of o n times.
func (r *record) sum(o record, n int) {
	r.N += n * o.N
	r.Unnamed += n * o.Unnamed
	for _, p := range []struct{ to, from *tally }{
		{&r.Kinds, &o.Kinds}, {&r.Names, &o.Names}, {&r.Aliases, &o.Aliases},
		{&r.Offices, &o.Offices}, {&r.Countries, &o.Countries}, {&r.Sectors, &o.Sectors},
	} {
		for v, k := range *p.from {
			p.to.add(v, n*k)
		}
	}
}

func (r record) clone() record {
	c := record{}
	c.sum(r, 1)
	return c
}

func recordOf(e graph.Entity) record {
	var r record
	r.put(e, 1)
	return r
}

// entity is the entity that r tells of.
func (r record) entity(id graph.EntityID) graph.Entity {
	e := graph.Entity{
		ID: id, Kind: graph.Kind(r.Kinds.most()), Name: r.Names.most(), Role: r.Offices.most(),
		Country: r.Countries.most(), Sector: r.Sectors.most(), Unnamed: r.Unnamed > 0 && r.Unnamed == r.N,
	}
	all := map[string]bool{}
	for v := range r.Names {
		all[v] = true
	}
	for v := range r.Aliases {
		all[v] = true
	}
	delete(all, e.Name)
	e.Aliases = nilIfEmpty(slices.Sorted(maps.Keys(all)))
	return e
}

// folded are the names it can be found by.
func (r record) folded() map[string]bool {
	out := map[string]bool{}
	if r.N <= 0 {
		return out
	}
	for v := range r.Names {
		out[Fold(v)] = true
	}
	for v := range r.Aliases {
		out[Fold(v)] = true
	}
	delete(out, "")
	return out
}

// words are the words of its names.
func (r record) words() map[string]bool {
	out := map[string]bool{}
	for n := range r.folded() {
		for w := range strings.FieldsSeq(n) {
			out[w] = true
		}
	}
	return out
}

func (r record) pack() []byte {
	b, err := json.Marshal(r)
	if err != nil {
		panic(err) // a bug of ours: it holds only counts
	}
	return b
}

// Fold is the form in which names are compared: lower case, without accents, with
// one space where there is anything but letters and digits. "Gen. Erdoğan’s"
// becomes "gen erdogan s".
func Fold(s string) string {
	b := make([]byte, 0, len(s))
	space := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 0x80:
			return foldUnicode(s)
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == '.' && i > 0 && i+1 < len(s) && s[i+1] != ' ' || c == '.' && i+1 == len(s) || c == '\'':
			continue // U.S. is us
		default:
			space = len(b) > 0
			continue
		}
		if space {
			b = append(b, ' ')
			space = false
		}
		b = append(b, c)
	}
	return string(b)
}

func foldUnicode(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '’' || r == 'ʼ':
		case r < 0x80:
			b.WriteRune(r)
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ł' || r == 'Ł':
			b.WriteByte('l')
		case r == 'ø' || r == 'Ø':
			b.WriteByte('o')
		case r == 'đ' || r == 'Đ':
			b.WriteByte('d')
		case r == 'ß':
			b.WriteString("ss")
		case r == 'æ' || r == 'Æ':
			b.WriteString("ae")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	out := b.String()
	for i := 0; i < len(out); i++ {
		if out[i] >= 0x80 { // letters without an ASCII form: keep them
			return strings.Join(strings.Fields(strings.Map(plainRune, out)), " ")
		}
	}
	return Fold(out)
}

func plainRune(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return unicode.ToLower(r)
	}
	if r == '.' || r == '\'' {
		return -1
	}
	return ' '
}
