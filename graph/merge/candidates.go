package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dateline/graph"
)

// first is the smallest id with a signature, empty if there is none.
func (m *run) first(sig string) string {
	for id := range m.sigs.Under(append([]byte(sig), 0)) {
		return string(id)
	}
	return ""
}

// candidate is a signature at work.
type candidate struct {
	sig     string
	first   string // smallest id; the lexicon's own for what it knows
	group   string
	country string
	names   []string
	walk    string
	judged  string // the id that a person singled out
	leaves  bool   // a person took it out of a cluster
	lexicon bool
	office  string             // of one known by it alone
	tenure  int64              // when: a stretch of tenureDays
	held    map[string][]int64 // offices with the days on which an article gave them
}

func (m *run) candidate(sig string) (candidate, bool) {
	p := strings.Split(sig, sep)
	c := candidate{sig: sig}
	if p[0] == "l" {
		c.lexicon, c.first = true, p[1]
		blocks, country := m.lexiconNames("l" + sep + p[1])
		for _, b := range blocks {
			var n string
			c.group, n, _ = strings.Cut(b, sep)
			c.names = append(c.names, n)
		}
		c.country = country
		if len(blocks) == 0 && m.first(sig) == "" {
			return c, false
		}
		if len(p) > 2 && p[len(p)-2] == "j" {
			c.judged, c.leaves = p[len(p)-1], m.leaves[p[len(p)-1]]
		}
		return c, true
	}
	if c.first = m.first(sig); c.first == "" {
		return c, false
	}
	if p[len(p)-2] == "j" {
		c.judged, c.leaves = p[len(p)-1], m.leaves[p[len(p)-1]]
	}
	switch p[0] {
	case "n":
		c.group, c.country, c.walk = p[1], p[2], p[3]
		c.names, _ = sigNames(p)
		if c.group == string(graph.Person) {
			c.held = m.officesOf(sig)
		}
	case "r":
		c.group, c.office = string(graph.Person), p[1]
		c.tenure, _ = strconv.ParseInt(p[2], 10, 64)
	}
	return c, true
}

// solveEntities works out the clusters of all signatures connected with the touched ones.
func (m *run) solveEntities(touched, fresh map[string]bool) error {
	done := map[string]bool{}
	for _, sig := range sortedKeys(touched) {
		if done[sig] {
			continue
		}
		if err := m.place(m.connected(sig, done), fresh); err != nil {
			return err
		}
	}
	return nil
}

// connected are the candidates that share a block with sig, or with one that does, and so on.
func (m *run) connected(sig string, done map[string]bool) []candidate {
	var group []candidate
	queue := []string{sig}
	done[sig] = true
	push := func(s string) {
		if !done[s] {
			done[s] = true
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		c, ok := m.candidate(s)
		if !ok {
			continue
		}
		group = append(group, c)
		keys := sigKeys(s)
		if c.lexicon {
			keys, _ = m.lexiconNames("l" + sep + c.first)
		}
		for _, k := range keys {
			for other := range m.blocks.Under(append([]byte(k), 0)) {
				push(string(other))
			}
			for _, other := range m.calledLexicon(k) {
				if j := m.sigOf.Get([]byte(strings.TrimPrefix(other, "l"+sep))); j != nil {
					other = string(j) // a person judged it
				}
				push(other)
			}
		}
		for _, o := range sortedKeys(c.held) {
			for other := range m.blocks.Under(key("office"+sep+o, "")) {
				push(string(other))
			}
		}
		if c.office != "" {
			last := ""
			for k := range m.holders.Under(key(c.office, "")) {
				if other, _, _ := strings.Cut(string(k), "\x00"); other != last {
					last = other
					push(other)
				}
			}
		}
		if c.judged != "" {
			for _, other := range m.same[c.judged] {
				if s := m.sigOf.Get([]byte(other)); s != nil {
					push(string(s))
				}
			}
		}
	}
	return group
}

// place clusters a group of candidates and assigns canonical ids.
func (m *run) place(group []candidate, fresh map[string]bool) error {
	slices.SortFunc(group, func(a, b candidate) int { return cmp.Compare(a.sig, b.sig) })
	clusters := cluster(group, m.same, m.forbidden)
	canon := make(map[int]string, len(group))
	for i := range group {
		r := clusters.find(i)
		if c, ok := canon[r]; !ok || before(group[i].first, c) {
			canon[r] = group[i].first
		}
	}
	for i, c := range group {
		now := canon[clusters.find(i)]
		old := string(m.sigCanon.Get([]byte(c.sig)))
		if old != now {
			if err := m.sigCanon.Put([]byte(c.sig), []byte(now)); err != nil {
				return err
			}
		}
		if c.lexicon {
			m.assign(c.first, now)
			continue
		}
		for id := range m.sigs.Under(append([]byte(c.sig), 0)) {
			if old != now || fresh[string(id)] {
				m.assign(string(id), now)
			}
		}
	}
	return nil
}

// before is the order in which ids become canonical: those of the lexicon first.
func before(a, b string) bool {
	la, lb := strings.HasPrefix(a, "ent:"), strings.HasPrefix(b, "ent:")
	if la != lb {
		return la
	}
	return a < b
}
