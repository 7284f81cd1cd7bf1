package merge

import (
	"slices"
	"strings"
)

// An event of which one article names some participants and another article more is one
// event, if their times meet and only one of the fuller ones can be meant: "police arrested
// the editor on Monday" takes in "the editor was arrested on Monday". So a bunch of
// one key belongs to a bunch of a key with more participants, and a cluster is a bunch that
// belongs to none with all that belong to it.

// mostParts is how many participants an event may have to take part in this.
const mostParts = 6

// partsOf are what a key is made of besides the family.
func partsOf(k string) (family string, parts []string) {
	p := strings.Split(k, sep)
	return p[0], p[1:]
}

// entityPart reports whether a part names a participant.
func entityPart(p string) bool {
	name, _, ok := strings.Cut(p, "=")
	return ok && name != "at" && name != "of"
}

// pairsOf are the entries under which a key is found by those with fewer participants: each
// two of its participants, and the one to whom it happened.
func pairsOf(k string) []string {
	family, parts := partsOf(k)
	if len(parts) > mostParts {
		return nil
	}
	var out []string
	for i, p := range parts {
		if !entityPart(p) {
			continue
		}
		if strings.HasPrefix(p, "recipient=") {
			out = append(out, family+sep+p)
		}
		for _, q := range parts[i+1:] {
			if entityPart(q) {
				out = append(out, family+sep+p+sep+q)
			}
		}
	}
	return out
}

// fewer are the keys that an event of k would have if less were told of it.
func fewer(k string) []string {
	family, parts := partsOf(k)
	if len(parts) > mostParts {
		return nil
	}
	var out []string
	for set := 1; set < 1<<len(parts)-1; set++ {
		var some []string
		people := 0
		for i, p := range parts {
			if set&(1<<i) != 0 {
				some = append(some, p)
				if entityPart(p) {
					people++
				}
			}
		}
		switch {
		case people >= 2:
			out = append(out, family+sep+strings.Join(some, sep))
		case people == 1 && len(some) == 1 && strings.HasPrefix(some[0], "recipient="):
			some = append(some, byDay)
			slices.Sort(some)
			out = append(out, family+sep+strings.Join(some, sep))
		}
	}
	return out
}

// widerThan is where the keys with the participants of k, parts, and others stand; empty if none counts.
func widerThan(k string) (at string, parts []string) {
	family, parts := partsOf(k)
	if len(parts) > mostParts {
		return "", nil
	}
	var people []string
	parts = slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return p == byDay })
	for _, p := range parts {
		if entityPart(p) {
			people = append(people, p)
		}
	}
	switch {
	case len(people) >= 2:
		at = family + sep + people[0] + sep + people[1]
	case len(people) == 1 && len(parts) == 1 && strings.Contains(k, byDay):
		at = family + sep + people[0]
	}
	return at, parts
}

// more are the keys with all the participants of k and others.
func (m *run) more(k string) []string {
	at, parts := widerThan(k)
	if at == "" {
		return nil
	}
	var out []string
	for o := range m.byPair.Under(append([]byte(at), 0)) {
		other := string(o)
		if _, op := partsOf(other); len(op) > len(parts) && !strings.Contains(other, byDay) && containsAll(op, parts) {
			out = append(out, other)
		}
	}
	return out
}

func containsAll(all, some []string) bool {
	for _, s := range some {
		if !slices.Contains(all, s) {
			return false
		}
	}
	return true
}

// happenings are the bunches of keys at work, and what belongs to what.
type happenings struct {
	m       *run
	spans   map[string][]span // of each key those that have a say
	loaded  map[string]bool   // their ids
	queue   []stretch         // still to be read
	bunches map[string][]*bunch
	wider   map[string][]string // more, remembered
	beside  map[string][]string // comparable, remembered
	roots   map[*bunch]*bunch
}

func (m *run) happenings() *happenings {
	return &happenings{
		m: m, spans: map[string][]span{}, loaded: map[string]bool{}, bunches: map[string][]*bunch{},
		wider: map[string][]string{}, beside: map[string][]string{}, roots: map[*bunch]*bunch{},
	}
}

func (h *happenings) of(k string) []*bunch {
	b, ok := h.bunches[k]
	if !ok {
		b = h.m.bunches(k, h.spans[k])
		h.bunches[k] = b
	}
	return b
}

func (h *happenings) more(k string) []string {
	w, ok := h.wider[k]
	if !ok {
		w = h.m.more(k)
		h.wider[k] = w
	}
	return w
}

// root is the fullest bunch that b belongs to, itself if none.
func (h *happenings) root(b *bunch) *bunch {
	if r, ok := h.roots[b]; ok {
		return r
	}
	// All of one key at once: two that their articles keep apart do not come together in a third.
	all := h.of(b.key)
	above := make([]*bunch, len(all))
	count := map[*bunch]int{}
	for i, o := range all {
		above[i] = h.above(o)
		count[above[i]]++
	}
	for i, o := range all {
		if h.roots[o] = above[i]; count[above[i]] > 1 {
			h.roots[o] = o
		}
	}
	return h.roots[b]
}

func (h *happenings) above(b *bunch) *bunch {
	only := b
	for _, k := range h.more(b.key) {
		for _, o := range h.of(k) {
			if b.from >= o.to || o.from >= b.to || !h.m.meets(b, o) {
				continue
			}
			r := h.root(o)
			if only != b && only != r {
				return b
			}
			only = r
		}
	}
	return only
}

// meets reports whether two bunches can tell of one event as far as time, place, articles and
// what persons said of them go.
func (m *run) meets(b, o *bunch) bool {
	if b.dated == undated || o.dated == undated || !b.sharp && !o.sharp || b.from >= o.to || o.from >= b.to || b.place != "" && o.place != "" && b.place != o.place {
		return false
	}
	for a := range b.articles {
		if o.articles[a] {
			return false
		}
	}
	for _, x := range b.members {
		if !m.judged[x] {
			continue
		}
		for _, y := range o.members {
			if m.forbidden(x, y) {
				return false
			}
		}
	}
	return true
}

// cluster is a bunch that belongs to none, with all that belong to it.
func (h *happenings) cluster(root *bunch) []*bunch {
	out := []*bunch{root}
	for _, k := range fewer(root.key) {
		for _, b := range h.of(k) {
			if h.root(b) == root {
				out = append(out, b)
			}
		}
	}
	return out
}

// solveEvents clusters the events that what changed may have a say in.
func (m *run) solveEvents() {
	h := m.happenings()
	h.load(m.changed)
	for id, canon := range h.solve() {
		m.assign(id, canon)
	}
}

// solve are the canonical ids of all that was loaded.
func (h *happenings) solve() map[string]string {
	m := h.m
	var all [][]*bunch // clusters
	at := map[string]int{}
	seen := map[*bunch]bool{}
	for _, k := range sortedKeys(h.spans) {
		for _, b := range h.of(k) {
			r := h.root(b)
			if seen[r] {
				continue
			}
			seen[r] = true
			c := h.cluster(r)
			for _, b := range c {
				for _, id := range b.members {
					if m.judged[id] {
						at[id] = len(all)
					}
				}
			}
			all = append(all, c)
		}
	}
	s := newSet(len(all))
	for _, a := range sortedKeys(at) {
		for _, b := range m.same[a] {
			if j, ok := at[b]; ok {
				x, y := s.find(at[a]), s.find(j)
				s[max(x, y)] = min(x, y)
			}
		}
	}
	canon := map[int]string{}
	each := func(do func(c int, id string)) {
		for i, c := range all {
			r := s.find(i)
			for _, b := range c {
				for _, id := range b.members {
					do(r, id)
				}
			}
		}
	}
	each(func(c int, id string) {
		if x, ok := canon[c]; !ok || id < x {
			canon[c] = id
		}
	})
	out := map[string]string{}
	each(func(c int, id string) { out[id] = canon[c] })
	return out
}
