package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// A signature is all that the rules look at in an entity: kind, country and
// names. Entities with one signature are one by definition, so that a person named
// in a thousand articles is one thing to compare, not a thousand.
//
//	"n" kind country name name...     a named one
//	"u" article number kind name      a described one: it is one with that of a copy of the article
//	"l" id                            one of the lexicon
//	... "j" id                        the same, singled out because a person judged it
const sep = "\x1f"

// kindGroup is a letter for kinds that name the same sort of thing.
func kindGroup(k graph.Kind) string {
	switch k {
	case graph.Organisation, graph.Group:
		return "o"
	case graph.GPE, graph.Place:
		return "g"
	}
	return string(k)
}

// signature is that of e, empty for what is never one with anything. number tells
// apart the described entities of one article that have the same description.
func (m *run) signature(e graph.Entity, number int) string {
	var s string
	switch {
	case store.ArticleOf(e.ID) == "":
		s = "l" + sep + string(e.ID)
	case e.Kind == graph.Thing || e.Unnamed || len(nameKeys(e)) == 0:
		root := string(m.rootOf(store.ArticleOf(e.ID)))
		s = strings.Join([]string{"u", root, strconv.Itoa(number), string(e.Kind), store.Fold(e.Name)}, sep)
	default:
		s = strings.Join(append([]string{"n", kindGroup(e.Kind), e.Country}, nameKeys(e)...), sep)
	}
	if m.judged[string(e.ID)] {
		s += sep + "j" + sep + string(e.ID)
	}
	return s
}

// nameKeys are the names by which e is compared. Of a person's names those of
// one word stand for little: they are used only where there is no fuller one.
func nameKeys(e graph.Entity) []string {
	names := append([]string{e.Name}, e.Aliases...)
	var full, short []string
	for _, n := range names {
		f := store.Fold(n)
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
	return slices.Compact(full)
}

// sigKeys are the blocks of a signature: what shares none of them is never compared.
func sigKeys(sig string) []string {
	p := strings.Split(sig, sep)
	if p[0] != "n" {
		return nil
	}
	names, _ := sigNames(p)
	var out []string
	for _, n := range names {
		out = append(out, p[1]+sep+n)
		if p[1] == string(graph.Person) { // the family name, for those who are called by nothing else
			out = append(out, "family"+sep+lastWord(n))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func lastWord(n string) string { return n[strings.LastIndexByte(n, ' ')+1:] }

// sigNames are the names in the parts of a signature, and whether it was judged.
func sigNames(p []string) (names []string, judged bool) {
	names = p[3:]
	if i := len(names) - 2; i >= 0 && names[i] == "j" {
		return names[:i], true
	}
	return names, false
}

// entities signs what came, went or was judged, and works out the groups it touches.
func (m *run) entities() error {
	touched := map[string]bool{}
	fresh := map[string]bool{}
	for _, f := range m.change.Removed {
		for _, e := range f.Entities {
			if store.ArticleOf(e.ID) == "" {
				continue // one by its id
			}
			if err := m.unsign(string(e.ID), touched); err != nil {
				return err
			}
		}
	}
	for _, f := range m.change.Added {
		if err := m.signAll(f, touched, fresh); err != nil {
			return err
		}
	}
	for _, id := range m.rejudge {
		f, err := m.tx.ArticleFacts(store.ArticleOf(id))
		switch {
		case err != nil:
			return err
		case store.ArticleOf(id) == "" && strings.HasPrefix(id, "ent:"):
			if err := m.unsign(id, touched); err != nil {
				return err
			}
			if err := m.sign(graph.Entity{ID: graph.EntityID(id)}, 0, touched, fresh); err != nil {
				return err
			}
		case f != nil:
			if err := m.signAll(*f, touched, fresh); err != nil {
				return err
			}
		}
		for _, other := range m.same[id] {
			if s := m.sigOf.Get([]byte(other)); s != nil {
				touched[string(s)] = true
			}
		}
	}
	for art := range m.rerooted {
		f, err := m.tx.ArticleFacts(art)
		if err != nil {
			return err
		}
		if f != nil {
			if err := m.signAll(*f, touched, fresh); err != nil {
				return err
			}
		}
	}
	return m.solveEntities(touched, fresh)
}

// signAll gives the entities of an article their signatures.
func (m *run) signAll(f graph.Facts, touched, fresh map[string]bool) error {
	number := map[string]int{}
	for _, e := range f.Entities { // in order of id
		n := 0
		if store.ArticleOf(e.ID) == "" {
			continue
		}
		k := string(e.Kind) + sep + store.Fold(e.Name)
		n = number[k]
		number[k]++
		if err := m.sign(e, n, touched, fresh); err != nil {
			return err
		}
	}
	return nil
}

func (m *run) sign(e graph.Entity, number int, touched, fresh map[string]bool) error {
	id, sig := string(e.ID), m.signature(e, number)
	fresh[id] = true
	if old := m.sigOf.Get([]byte(id)); string(old) == sig {
		touched[sig] = true
		return nil
	} else if old != nil {
		if err := m.unsign(id, touched); err != nil {
			return err
		}
	}
	touched[sig] = true
	if err := m.sigOf.Put([]byte(id), []byte(sig)); err != nil {
		return err
	}
	for _, k := range sigKeys(sig) {
		if err := m.blocks.Put(key(k, sig), []byte("1")); err != nil {
			return err
		}
	}
	return m.sigs.Put(key(sig, id), nil)
}

// unsign takes an entity out; the last one of a signature takes that with it.
func (m *run) unsign(id string, touched map[string]bool) error {
	v := m.sigOf.Get([]byte(id))
	if v == nil {
		return nil
	}
	sig := string(v)
	touched[sig] = true
	if err := m.sigOf.Delete([]byte(id)); err != nil {
		return err
	}
	if err := m.sigs.Delete(key(sig, id)); err != nil {
		return err
	}
	if m.first(sig) != "" {
		return nil
	}
	// Those that were compared with it must be looked at again.
	for _, k := range sigKeys(sig) {
		for other := range m.blocks.Under(append([]byte(k), 0)) {
			touched[string(other)] = true
		}
		if err := m.blocks.Delete(key(k, sig)); err != nil {
			return err
		}
	}
	return m.sigCanon.Delete([]byte(sig))
}

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
	judged  string // the id that a person singled out
	lexicon bool
}

func (m *run) candidate(sig string) (candidate, bool) {
	c := candidate{sig: sig, first: m.first(sig)}
	if c.first == "" {
		return c, false
	}
	p := strings.Split(sig, sep)
	if p[len(p)-2] == "j" {
		c.judged = p[len(p)-1]
	}
	switch p[0] {
	case "n":
		c.group, c.country = p[1], p[2]
		c.names, _ = sigNames(p)
	case "l":
		c.lexicon, c.first = true, p[1]
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
			for _, k := range sigKeys(s) {
				for other := range m.blocks.Under(append([]byte(k), 0)) {
					push(string(other))
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
		if err := m.place(group, fresh); err != nil {
			return err
		}
	}
	return nil
}

// bond is a reason to join two candidates.
type bond struct {
	a, b     int
	strength int // smaller is stronger
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

func (m *run) assign(id, canon string) {
	if m.tx.Canon(id) != canon {
		m.tx.Assign(id, canon)
		m.moved[id] = true
	}
}

// cluster joins what a person said is the same, then by bonds from the strongest
// to the weakest, where nothing speaks against it.
func cluster(group []candidate, same map[string][]string, forbidden func(a, b string) bool) set {
	s := newSet(len(group))
	state := make([]side, len(group))
	at := map[string]int{}
	for i, c := range group {
		state[i] = side{group: c.group, country: c.country, lexicon: c.lexicon}
		if c.judged != "" {
			at[c.judged] = i
			state[i].judged = []string{c.judged}
		}
	}
	join := func(i, j int, judged bool) {
		i, j = s.find(i), s.find(j)
		if i == j || !judged && !state[i].allows(state[j], forbidden) {
			return
		}
		s[max(i, j)] = min(i, j)
		state[min(i, j)] = state[i].with(state[j])
	}
	for _, a := range sortedKeys(at) {
		for _, b := range same[a] {
			if j, ok := at[b]; ok {
				join(at[a], j, true)
			}
		}
	}
	for _, b := range bonds(group) {
		join(b.a, b.b, false)
	}
	family(group, s, join)
	return s
}

// side is what a cluster stands for so far.
type side struct {
	group, country string
	lexicon        bool
	judged         []string
}

func (x side) allows(y side, forbidden func(a, b string) bool) bool {
	if x.group != "" && y.group != "" && x.group != y.group || x.country != "" && y.country != "" && x.country != y.country || x.lexicon && y.lexicon {
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
	return side{cmp.Or(x.group, y.group), cmp.Or(x.country, y.country), x.lexicon || y.lexicon, append(slices.Clone(x.judged), y.judged...)}
}

// bonds are the pairs that share a name, those with one country first.
func bonds(group []candidate) []bond {
	byName := map[string][]int{}
	for i, c := range group {
		for _, n := range c.names {
			byName[c.group+sep+n] = append(byName[c.group+sep+n], i)
		}
	}
	seen := map[[2]int]bool{}
	var out []bond
	for _, k := range sortedKeys(byName) {
		l := byName[k]
		for x, i := range l {
			for _, j := range l[x+1:] {
				if p := [2]int{i, j}; !seen[p] {
					seen[p] = true
					out = append(out, bond{i, j, strength(group[i], group[j])})
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y bond) int {
		return cmp.Or(cmp.Compare(x.strength, y.strength), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return out
}

func strength(a, b candidate) int {
	switch {
	case a.country != "" && a.country == b.country:
		return 0
	case a.country == b.country:
		return 1
	}
	return 2
}

// family joins persons who are called by their family name alone with the one who
// has it, if in all the articles there is only one.
func family(group []candidate, s set, join func(i, j int, judged bool)) {
	full := map[string][]int{}
	for i, c := range group {
		if c.group != string(graph.Person) {
			continue
		}
		for _, n := range c.names {
			if strings.Contains(n, " ") && !slices.Contains(full[lastWord(n)], s.find(i)) {
				full[lastWord(n)] = append(full[lastWord(n)], s.find(i))
			}
		}
	}
	for i, c := range group {
		if c.group != string(graph.Person) || len(c.names) != 1 || strings.Contains(c.names[0], " ") {
			continue
		}
		if l := full[c.names[0]]; len(l) == 1 {
			join(l[0], i, false)
		}
	}
}
