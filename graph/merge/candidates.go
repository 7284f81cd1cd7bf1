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

// having are the ids with a signature.
func (m *run) having(sig string) (ids []string) {
	for id := range m.sigs.Under(key(sig, "")) {
		ids = append(ids, string(id))
	}
	return ids
}

// candidate is a signature at work.
type candidate struct {
	sig     string
	canon   string   // what its members went by until now; empty if it is new
	keys    []string // its blocks
	group   string
	country string
	names   []string
	walk    string
	judged  string             // the id that a person singled out
	leaves  bool               // a person took it out of a cluster
	lexicon string             // the id of one of the lexicon
	office  string             // of one known by it alone
	tenure  int64              // when: a stretch of tenureDays
	held    map[string][]int64 // offices with the days on which an article gave them
}

func (m *run) candidate(sig string) (candidate, bool) {
	p := strings.Split(sig, sep)
	c := candidate{sig: sig, canon: string(m.sigCanon.Get([]byte(sig)))}
	if id, ok := judgedIn(p); ok {
		c.judged, c.leaves = id, m.leaves[id]
	}
	if p[0] == "l" {
		c.lexicon = p[1]
		c.keys, c.country = m.lexiconNames(lexicon(p[1]))
		for _, b := range c.keys {
			var n string
			c.group, n, _ = strings.Cut(b, sep)
			c.names = append(c.names, n)
		}
		return c, len(c.keys) > 0 || m.first(sig) != ""
	}
	if c.canon == "" && len(m.came[sig]) == 0 {
		return c, false
	}
	c.keys = sigKeys(sig)
	switch p[0] {
	case "n":
		c.group, c.country, c.walk, c.names = p[1], p[2], p[3], sigNames(p)
		if c.group == string(graph.Person) {
			c.held = m.officesOf(sig)
		}
	case "r":
		c.group, c.office = string(graph.Person), p[1]
		c.tenure, _ = strconv.ParseInt(p[2], 10, 64)
	}
	return c, true
}

// solveEntities works out the clusters of all signatures connected with the touched ones. What came
// to another one goes by the same id as all that have it.
func (m *run) solveEntities() error {
	done := map[string]bool{}
	for _, sig := range sortedKeys(m.touched) {
		if done[sig] {
			continue
		}
		if err := m.place(m.connected(sig, done)); err != nil {
			return err
		}
	}
	for sig, ids := range m.came {
		if done[sig] {
			continue
		}
		canon := string(m.sigCanon.Get([]byte(sig)))
		for _, id := range ids {
			m.assign(id, canon)
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
	blocks := map[string]bool{} // that were looked at
	offices := map[string]bool{}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		c, ok := m.candidate(s)
		if !ok {
			continue
		}
		group = append(group, c)
		under := func(block string) {
			if blocks[block] {
				return
			}
			blocks[block] = true
			for other := range m.blocks.Under(key(block, "")) {
				push(string(other))
			}
			for _, other := range m.calledLexicon(block) {
				push(other)
			}
		}
		for _, k := range c.keys {
			under(k)
		}
		for _, o := range sortedKeys(c.held) {
			under("office" + sep + o)
		}
		if c.office != "" && !offices[c.office] {
			offices[c.office] = true
			for other := range firsts(m.holders, key(c.office, "")) {
				push(other)
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
	for _, c := range group {
		for o := range c.held {
			if offices[o] {
				c.held[o] = m.daysOf(c.sig, o)
			}
		}
	}
	return group
}

// place clusters a group of candidates and assigns canonical ids.
func (m *run) place(group []candidate) error {
	slices.SortFunc(group, func(a, b candidate) int { return cmp.Compare(a.sig, b.sig) })
	clusters := cluster(group, m.same, m.forbidden)
	canon := m.canons(group, clusters)
	for i, c := range group {
		now := canon[clusters.find(i)]
		ids := m.came[c.sig]
		if c.canon != now {
			if err := m.sigCanon.Put([]byte(c.sig), []byte(now)); err != nil {
				return err
			}
			ids = m.having(c.sig)
		}
		if c.lexicon != "" {
			ids = []string{c.lexicon}
		}
		for _, id := range ids {
			m.assign(id, now)
		}
	}
	return nil
}

// canons are the first ids of clusters, by their roots. No member of a cluster has one that comes before what
// it went by until now and what came; so if the first of these is one of its own, it is that.
func (m *run) canons(group []candidate, clusters set) map[int]string {
	at := make(map[string]int, len(group))
	out := make(map[int]string, len(group))
	least := func(r int, id string) {
		if c, ok := out[r]; id != "" && (!ok || before(id, c)) {
			out[r] = id
		}
	}
	for i, c := range group {
		r := clusters.find(i)
		at[c.sig] = r
		least(r, c.canon)
		least(r, c.lexicon)
		for _, id := range m.came[c.sig] {
			least(r, id)
		}
	}
	gone := map[int]bool{}
	for r, id := range out {
		if j, ok := at[m.signed(lexicon(id))]; !ok || j != r {
			gone[r] = true
			delete(out, r)
		}
	}
	for i, c := range group {
		if r := clusters.find(i); gone[r] {
			least(r, cmp.Or(c.lexicon, m.first(c.sig)))
		}
	}
	return out
}

// before is the order in which ids become canonical: those of the lexicon first.
func before(a, b string) bool {
	la, lb := strings.HasPrefix(a, "ent:"), strings.HasPrefix(b, "ent:")
	if la != lb {
		return la
	}
	return a < b
}
