package merge

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// Pair is two canonical entities or events that may be one: the rules do not join them, and
// do not hold them for different either. A person has to say.
type Pair struct {
	A, B     string // canonical ids, A the smaller
	Event    bool
	Score    float64 // the sum of the features
	Features []Feature
}

// Feature is one reason for or against two being one.
type Feature struct {
	Name   string // "name", "country", "time" ...
	Words  string // what was compared
	Weight float64
}

// From these sums on a pair waits for a person.
const (
	unsureEntities = 0.4
	unsureEvents   = 0.6
	// A family name that so many clusters have is no reason to ask about each two of them.
	commonName = 12
)

// Unsure are the pairs that wait for a person, the likeliest first; those that a person spoke
// of already are left out.
func Unsure(r *store.Reader) ([]Pair, error) {
	m, err := reading(r)
	if err != nil {
		return nil, err
	}
	all, err := r.Judgements()
	if err != nil {
		return nil, err
	}
	spoken := map[[2]string]bool{}
	for _, j := range all {
		if j.Verdict.Pair() {
			a, b := r.Canon(j.A), r.Canon(j.B)
			spoken[[2]string{min(a, b), max(a, b)}] = true
		}
	}
	pairs := m.unsureEntities()
	events, err := m.unsureEvents(r)
	if err != nil {
		return nil, err
	}
	pairs = slices.DeleteFunc(append(pairs, events...), func(p Pair) bool { return spoken[[2]string{p.A, p.B}] })
	slices.SortFunc(pairs, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	return pairs, nil
}

// reading is a run that only looks.
func reading(r *store.Reader) (*run, error) {
	m := &run{same: map[string][]string{}}
	for _, n := range m.notes() {
		*n.to = r.Notes(n.name)
	}
	return m, nil
}

// unsureEntities compares the clusters of each group of candidates.
func (m *run) unsureEntities() []Pair {
	var out []Pair
	done := map[string]bool{}
	last := ""
	for k := range m.sigs.Under(nil) {
		sig, _, _ := strings.Cut(string(k), "\x00")
		if sig == last || done[sig] {
			continue
		}
		last = sig
		if !strings.HasPrefix(sig, "n"+sep) {
			continue
		}
		out = append(out, m.unsureIn(m.connected(sig, done))...)
	}
	return out
}

func (m *run) unsureIn(group []candidate) []Pair {
	if len(group) < 2 {
		return nil
	}
	canon := func(c candidate) string { return string(m.sigCanon.Get([]byte(c.sig))) }
	blocks := map[string][]int{}
	for i, c := range group {
		for _, k := range sigKeys(c.sig) {
			blocks[k] = append(blocks[k], i)
		}
	}
	best := map[[2]string]Pair{}
	for _, k := range sortedKeys(blocks) {
		l := blocks[k]
		clusters := map[string]bool{}
		for _, i := range l {
			clusters[canon(group[i])] = true
		}
		if len(clusters) < 2 || len(clusters) > commonName {
			continue
		}
		for x, i := range l {
			for _, j := range l[x+1:] {
				a, b := canon(group[i]), canon(group[j])
				if a == b || a == "" || b == "" {
					continue
				}
				p := Pair{A: min(a, b), B: max(a, b), Features: compare(group[i], group[j])}
				for _, f := range p.Features {
					p.Score += f.Weight
				}
				if old, ok := best[[2]string{p.A, p.B}]; !ok || p.Score > old.Score {
					best[[2]string{p.A, p.B}] = p
				}
			}
		}
	}
	var out []Pair
	for _, p := range best {
		if p.Score >= unsureEntities {
			out = append(out, p)
		}
	}
	return out
}

// compare is what speaks for and against two candidates being one.
func compare(a, b candidate) []Feature {
	out := []Feature{nameFeature(a, b)}
	switch {
	case a.country == "" || b.country == "":
	case a.country == b.country:
		out = append(out, Feature{"country", "both " + a.country, 0.2})
	default:
		out = append(out, Feature{"country", a.country + ", " + b.country, -0.35})
	}
	switch {
	case a.walk == "" || b.walk == "":
	case a.walk == b.walk:
		out = append(out, Feature{"walk of life", "both " + strings.ToLower(a.walk), 0.1})
	default:
		out = append(out, Feature{"walk of life", strings.ToLower(a.walk + ", " + b.walk), -0.1})
	}
	for _, o := range sortedKeys(a.held) {
		if _, ok := b.held[o]; ok {
			out = append(out, Feature{"office", o, 0.2})
			break
		}
	}
	return out
}

// nameFeature is the strongest of what the names of two have in common.
func nameFeature(a, b candidate) Feature {
	var best Feature
	take := func(words, x, y string, weight float64) {
		if weight > best.Weight {
			best = Feature{"name", fmt.Sprintf("%s: %q, %q", words, x, y), weight}
		}
	}
	person := a.group == string(graph.Person) && a.group == b.group
	for _, x := range a.names {
		for _, y := range b.names {
			switch {
			case x == y && (!person || strings.Contains(x, " ")):
				take("the same", x, y, 0.6)
			case x == y:
				take("the same family name", x, y, 0.4)
			case skeleton(x) == skeleton(y):
				take("spelled alike", x, y, 0.5)
			case person && (fits(x, y) || fits(y, x)):
				take("a shorter form", x, y, 0.45)
			case person && (x == lastWord(y) || y == lastWord(x)):
				take("the family name alone", x, y, 0.3)
			case slices.Contains(acronyms(x), y) || slices.Contains(acronyms(y), x):
				take("initials", x, y, 0.45)
			}
		}
	}
	return best
}

// unsureEvents compares the events that share two participants, or the one it happened to.
func (m *run) unsureEvents(r *store.Reader) ([]Pair, error) {
	type entry struct {
		span
		parts []string
	}
	var out []Pair
	seen := map[[2]string]bool{}
	var block []entry
	flush := func() {
		slices.SortFunc(block, func(a, b entry) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.id, b.id)) })
		for i, x := range block {
			for _, y := range block[i+1:] {
				if y.from >= x.to {
					break
				}
				a, b := r.Canon(x.id), r.Canon(y.id)
				if p := [2]string{min(a, b), max(a, b)}; a != b && !seen[p] && x.article() != y.article() && r.Root(x.article()) != r.Root(y.article()) {
					seen[p] = true
					if q := eventPair(p, x.span, y.span, x.parts, y.parts); q.Score >= unsureEvents {
						out = append(out, q)
					}
				}
			}
		}
		block = block[:0]
	}
	at := ""
	for k := range m.byPair.Under(nil) {
		pair, key, _ := strings.Cut(string(k), "\x00")
		if pair != at {
			flush()
			at = pair
		}
		_, parts := partsOf(key)
		for e, v := range m.byKey.Under(append([]byte(key), 0)) {
			if s := unpackEntry(e, v); isSharp(s) {
				block = append(block, entry{s, parts})
			}
		}
	}
	flush()
	return out, nil
}

func eventPair(p [2]string, x, y span, a, b []string) Pair {
	a = slices.DeleteFunc(slices.Clone(a), func(s string) bool { return !entityPart(s) })
	b = slices.DeleteFunc(slices.Clone(b), func(s string) bool { return !entityPart(s) })
	common := 0
	for _, s := range a {
		if slices.Contains(b, s) {
			common++
		}
	}
	all := len(a) + len(b) - common
	meet := min(x.to, y.to) - max(x.from, y.from)
	share := float64(meet) / float64(max(1, max(x.to, y.to)-min(x.from, y.from)))
	out := Pair{A: p[0], B: p[1], Event: true, Features: []Feature{
		{"participants", fmt.Sprintf("%d of %d in common", common, all), 0.6 * float64(common) / float64(max(1, all))},
		{"time", fmt.Sprintf("%.0f%% in common", 100*share), 0.4 * share},
	}}
	if x.place != "" && y.place != "" && x.place != y.place {
		out.Features = append(out.Features, Feature{"place", "two places", -0.2})
	}
	for _, f := range out.Features {
		out.Score += f.Weight
	}
	return out
}

// daysApart is how far apart two sharp dates are for one event told with two dates to be likely.
const daysApart = 3 * day

// Dates are pairs of canonical events of one relation and the same participants that independent articles
// date a few days apart, each told by one source only: one event with two dates, or two events.
func Dates(r *store.Reader) ([][2]string, error) {
	m, err := reading(r)
	if err != nil {
		return nil, err
	}
	var out [][2]string
	var spans []span
	flush := func(key string) {
		if _, parts := partsOf(key); len(spans) < 2 || !slices.ContainsFunc(parts, entityPart) {
			return
		}
		slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.id, b.id)) })
		told := map[graph.ArticleID]int{} // events of this key that an article tells of
		for _, s := range spans {
			told[r.Root(s.article())]++
		}
		for i, x := range spans[:len(spans)-1] {
			y := spans[i+1]
			a, b := r.Canon(x.id), r.Canon(y.id)
			if a != b && y.from >= x.to && y.from-x.to <= daysApart && r.Root(x.article()) != r.Root(y.article()) && told[r.Root(x.article())] == 1 && told[r.Root(y.article())] == 1 {
				out = append(out, [2]string{a, b})
			}
		}
	}
	at := ""
	for k, v := range m.byKey.Under(nil) {
		of, rest, _ := bytes.Cut(k, []byte{0})
		key := string(of)
		if key != at {
			flush(at)
			at, spans = key, spans[:0]
		}
		if s := unpackEntry(rest, v); isSharp(s) {
			spans = append(spans, s)
		}
	}
	flush(at)
	return out, nil
}
