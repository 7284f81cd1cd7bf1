package merge

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"dateline/graph"
)

// bond is a reason to join two candidates.
type bond struct {
	a, b     int
	strength int // smaller is stronger
}

// clustering is the work on the candidates of one group.
type clustering struct {
	group     []candidate
	set       set
	state     []side
	forbidden func(a, b string) bool
}

// cluster joins what a person said is the same, then by bonds from the strongest to the weakest,
// where nothing speaks against it, then what can be a shorter way to say only one of the rest.
func cluster(group []candidate, same map[string][]string, forbidden func(a, b string) bool) set {
	c := &clustering{group: group, set: newSet(len(group)), state: make([]side, len(group)), forbidden: forbidden}
	at := map[string]int{}
	for i, x := range group {
		c.state[i] = side{group: x.group, country: x.country, walk: x.walk, lexicon: x.lexicon != ""}
		if x.judged != "" {
			at[x.judged] = i
			c.state[i].judged = []string{x.judged}
		}
	}
	for _, a := range sortedKeys(at) {
		for _, b := range same[a] {
			if j, ok := at[b]; ok {
				c.join(at[a], j, true)
			}
		}
	}
	for _, b := range bonds(group) {
		c.join(b.a, b.b, false)
	}
	c.shorter()
	c.acronyms()
	c.family()
	c.offices()
	return c.set
}

func (c *clustering) join(i, j int, judged bool) {
	i, j = c.set.find(i), c.set.find(j)
	if i == j || !judged && !c.state[i].allows(c.state[j], c.forbidden) {
		return
	}
	c.set[max(i, j)] = min(i, j)
	c.state[min(i, j)] = c.state[i].with(c.state[j])
}

// side is what a cluster stands for so far.
type side struct {
	group, country, walk string
	lexicon              bool
	judged               []string
}

func (x side) allows(y side, forbidden func(a, b string) bool) bool {
	if x.group != "" && y.group != "" && x.group != y.group || x.country != "" && y.country != "" && x.country != y.country || x.lexicon && y.lexicon {
		return false
	}
	// Of two people of one name and no known country a banker and a minister are two.
	if x.walk != "" && y.walk != "" && x.walk != y.walk && (x.country == "" || x.country != y.country) {
		return false
	}
	for _, a := range x.judged {
		for _, b := range y.judged {
			if forbidden(a, b) {
				return false
			}
		}
	}
	return true
}

func (x side) with(y side) side {
	return side{cmp.Or(x.group, y.group), cmp.Or(x.country, y.country), cmp.Or(x.walk, y.walk), x.lexicon || y.lexicon, append(slices.Clone(x.judged), y.judged...)}
}

// bonds are the pairs that share a name, those with one country first, then those whose names
// differ in spelling only.
func bonds(group []candidate) []bond {
	byName := map[string][]int{}
	for i, c := range group {
		for _, n := range c.names {
			byName[c.group+sep+n] = append(byName[c.group+sep+n], i)
		}
		for _, k := range c.keys {
			if strings.HasPrefix(k, "spelt"+sep) {
				byName[k] = append(byName[k], i)
			}
		}
	}
	seen := map[[2]int]bool{}
	var out []bond
	for _, k := range sortedKeys(byName) {
		spelt := strings.HasPrefix(k, "spelt"+sep)
		l := byName[k]
		for x, i := range l {
			for _, j := range l[x+1:] {
				if p := [2]int{i, j}; !seen[p] && i != j {
					seen[p] = !spelt
					out = append(out, bond{i, j, strength(group[i], group[j], spelt)})
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y bond) int {
		return cmp.Or(cmp.Compare(x.strength, y.strength), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return out
}

func strength(a, b candidate, spelt bool) int {
	n := 2
	switch {
	case a.country != "" && a.country == b.country:
		n = 0
	case a.country == b.country:
		n = 1
	}
	if spelt {
		n += 3
	}
	if a.leaves || b.leaves { // the others stay together
		n += 10
	}
	return n
}

// only joins i with the one cluster of those that could be meant.
func (c *clustering) only(i int, others []int) {
	var roots []int
	for _, j := range others {
		r := c.set.find(j)
		if r == c.set.find(i) {
			return // it is joined already
		}
		if c.state[r].allows(c.state[c.set.find(i)], c.forbidden) && !slices.Contains(roots, r) {
			roots = append(roots, r)
		}
	}
	if len(roots) == 1 {
		c.join(roots[0], i, false)
	}
}

// shorter joins persons whose name is a shorter form (an initial, a nickname, no
// middle name) of that of one other in all the articles.
func (c *clustering) shorter() {
	type named struct {
		at   int
		name string
	}
	byFamily := map[string][]named{}
	for i, x := range c.group {
		if x.group == string(graph.Person) {
			for _, n := range x.names {
				if strings.Contains(n, " ") {
					byFamily[lastWord(n)] = append(byFamily[lastWord(n)], named{i, n})
				}
			}
		}
	}
	for _, k := range sortedKeys(byFamily) {
		l := byFamily[k]
		for _, short := range l {
			var full []int
			for _, o := range l {
				if fits(short.name, o.name) {
					full = append(full, o.at)
				}
			}
			c.only(short.at, full)
		}
	}
}

// acronyms joins a body that is called by initials alone with the one whose name has them.
func (c *clustering) acronyms() {
	long := map[string][]int{}
	for i, x := range c.group {
		if x.group == "o" {
			for _, n := range x.names {
				for _, a := range acronyms(n) {
					long[a] = append(long[a], i)
				}
			}
		}
	}
	for i, x := range c.group {
		if x.group == "o" {
			for _, n := range x.names {
				if len(long[n]) > 0 {
					c.only(i, long[n])
				}
			}
		}
	}
}

// family joins persons who are called by their family name alone with the one who
// has it, if in all the articles there is only one.
func (c *clustering) family() {
	full := map[string][]int{}
	for i, x := range c.group {
		if x.group != string(graph.Person) {
			continue
		}
		for _, n := range x.names {
			if strings.Contains(n, " ") && !slices.Contains(full[lastWord(n)], c.set.find(i)) {
				full[lastWord(n)] = append(full[lastWord(n)], c.set.find(i))
			}
		}
	}
	for i, x := range c.group {
		if x.group != string(graph.Person) || len(x.names) != 1 || strings.Contains(x.names[0], " ") {
			continue
		}
		if l := full[x.names[0]]; len(l) == 1 {
			c.join(l[0], i, false)
		}
	}
}

// heldDays is how far from the days on which somebody was told to hold an office it is still taken
// for theirs.
const heldDays = 400

// offices joins those who are known by their office alone with who held it then: the one who
// is told to have held it in that stretch of time, or both before and after, or, within
// heldDays, on the only side that anything is known of.
func (c *clustering) offices() {
	for i, x := range c.group {
		if x.office == "" {
			continue
		}
		from, to := x.tenure*tenureDays, (x.tenure+1)*tenureDays
		var within, sides []int
		before, after := int64(math.MinInt64), int64(math.MaxInt64)
		var last, next []int
		for j, y := range c.group {
			for _, d := range y.held[x.office] {
				r := c.set.find(j)
				switch {
				case d >= from && d < to:
					within = append(within, r)
				case d < from && d > before && from-d <= heldDays:
					before, last = d, []int{r}
				case d == before:
					last = append(last, r)
				case d >= to && d < after && d-to < heldDays:
					after, next = d, []int{r}
				case d == after:
					next = append(next, r)
				}
			}
		}
		if sides = within; len(within) == 0 {
			sides = slices.Concat(last, next)
		}
		slices.Sort(sides)
		if sides = slices.Compact(sides); len(sides) == 1 {
			c.join(sides[0], i, false)
		}
	}
}
