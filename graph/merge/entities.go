package merge

import (
	"bytes"
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
	case graph.Organisation, graph.Group:
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
	return slices.Compact(full)
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
	names, _ := sigNames(p)
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

// sigNames are the names in the parts of a signature, and whether it was judged.
func sigNames(p []string) (names []string, judged bool) {
	names = p[4:]
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
			if store.ArticleOf(e.ID) == "" { // one by its id
				if err := m.call(e, f.Article.ID, false, touched); err != nil {
					return err
				}
				continue
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
			e := graph.Entity{ID: graph.EntityID(id)}
			if err := m.sign(id, m.signature(e, 0, "", time.Time{}), touched, fresh); err != nil {
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
	m.aheadEntities(touched)
	return m.solveEntities(touched, fresh)
}

// signAll gives the entities of an article their signatures.
func (m *run) signAll(f graph.Facts, touched, fresh map[string]bool) error {
	number := map[string]int{}
	pub, err := m.publishedOn(f.Article.ID)
	if err != nil {
		return err
	}
	for _, e := range f.Entities { // in order of id
		n := 0
		if store.ArticleOf(e.ID) == "" {
			if err := m.call(e, f.Article.ID, true, touched); err != nil {
				return err
			}
			continue
		}
		k := string(e.Kind) + sep + store.Fold(e.Name)
		n = number[k]
		number[k]++
		office := officeOf(e, &f)
		if err := m.sign(string(e.ID), m.signature(e, n, office, pub), touched, fresh); err != nil {
			return err
		}
		if err := m.holds(string(e.ID), office, pub, touched); err != nil {
			return err
		}
	}
	return nil
}

// call notes by which names an article calls an entity of the lexicon, or, not any more. The
// lexicon's own names joined it within the article; others that it goes by there ("Apple
// Inc." beside "Apple") join what other articles call only so.
func (m *run) call(e graph.Entity, art graph.ArticleID, now bool, touched map[string]bool) error {
	sig := "l" + sep + string(e.ID)
	touched[sig] = true
	for _, n := range nameKeys(e) {
		k := key(kindGroup(e.Kind)+sep+n, sig)
		by := append(append(k, 0), art...)
		if now {
			if err := m.callers.Put(by, []byte(e.Country)); err != nil {
				return err
			}
			if err := m.named.Put(key(sig, kindGroup(e.Kind)+sep+n, string(art)), []byte(e.Country)); err != nil {
				return err
			}
			continue
		}
		for other := range m.blocks.Under(key(kindGroup(e.Kind)+sep+n, "")) {
			touched[string(other)] = true
		}
		if err := m.callers.Delete(by); err != nil {
			return err
		}
		if err := m.named.Delete(key(sig, kindGroup(e.Kind)+sep+n, string(art))); err != nil {
			return err
		}
	}
	return nil
}

// calledLexicon are the signatures of the lexicon's entities that articles call by the name of a block.
func (m *run) calledLexicon(block string) []string {
	var out []string
	at := key(block, "")
	for k := m.callers.Next(at); bytes.HasPrefix(k, at); {
		sig, _, _ := strings.Cut(string(k[len(at):]), "\x00")
		out = append(out, sig)
		k = m.callers.Next(append(key(block, sig), 1))
	}
	return out
}

// lexiconNames are the blocks of the names by which articles call an entity of the lexicon.
func (m *run) lexiconNames(sig string) (blocks []string, country string) {
	at := key(sig, "")
	for k := m.named.Next(at); bytes.HasPrefix(k, at); {
		b, _, _ := strings.Cut(string(k[len(at):]), "\x00")
		blocks = append(blocks, b)
		if c := m.named.Get(k); len(c) > 0 {
			country = string(c)
		}
		k = m.named.Next(append(key(sig, b), 1))
	}
	return blocks, country
}

// holds notes that an entity was told to hold an office when its article was published.
func (m *run) holds(id, office string, pub time.Time, touched map[string]bool) error {
	now := ""
	if office != "" && !pub.IsZero() {
		now = office + "\x00" + strconv.FormatInt(pub.Unix()/day, 10)
	}
	old := string(m.officeOf.Get([]byte(id)))
	sig := string(m.sigOf.Get([]byte(id)))
	if old != "" && old != now {
		if err := m.resign(id, sig, touched); err != nil {
			return err
		}
	}
	if now == "" || strings.HasPrefix(sig, "r"+sep) {
		return nil
	}
	if err := m.officeOf.Put([]byte(id), []byte(now)); err != nil {
		return err
	}
	office, day, _ := strings.Cut(now, "\x00")
	if err := m.holders.Put(key(office, sig, day, id), nil); err != nil {
		return err
	}
	return m.held.Put(key(sig, office, day, id), nil)
}

// resign takes that back, and touches those who were known by the office alone.
func (m *run) resign(id, sig string, touched map[string]bool) error {
	old := string(m.officeOf.Get([]byte(id)))
	if old == "" {
		return nil
	}
	office, day, _ := strings.Cut(old, "\x00")
	for other := range m.blocks.Under(key("office"+sep+office, "")) {
		touched[string(other)] = true
	}
	if err := m.holders.Delete(key(office, sig, day, id)); err != nil {
		return err
	}
	if err := m.held.Delete(key(sig, office, day, id)); err != nil {
		return err
	}
	return m.officeOf.Delete([]byte(id))
}

func (m *run) sign(id, sig string, touched, fresh map[string]bool) error {
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
	if err := m.resign(id, sig, touched); err != nil {
		return err
	}
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

// officesOf are the offices that those of a signature held, with the days when articles said so.
func (m *run) officesOf(sig string) map[string][]int64 {
	out := map[string][]int64{}
	for k := range m.held.Under(append([]byte(sig), 0)) {
		office, rest, _ := strings.Cut(string(k), "\x00")
		d, _, _ := strings.Cut(rest, "\x00")
		n, err := strconv.ParseInt(d, 10, 64)
		if err == nil && (len(out[office]) == 0 || out[office][len(out[office])-1] != n) {
			out[office] = append(out[office], n)
		}
	}
	return out
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

func (m *run) assign(id, canon string) {
	if m.tx.Canon(id) != canon {
		m.tx.Assign(id, canon)
		m.moved[id] = true
	}
}
