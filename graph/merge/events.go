package merge

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/graph/when"
)

// Events of different articles can only be one if they have the same key: family
// of relation, participants, content. Of each key the events in time order form
// clusters: those that are dated sharply first, each around a common stretch of
// time; then the vague ones, each joining the only cluster it can be of, or staying
// alone. Two events of one article are never one: what the article keeps apart
// (two calls in one week) stays apart.
const (
	sharp  = 8 * 24 * 3600  // seconds: "last week" is sharp, "in March" is not
	recent = 10 * 24 * 3600 // how far back an event lies that an article tells without a date
)

// span is an event as its key's list has it.
type span struct {
	id       string
	from, to int64 // seconds; open sides are the smallest and largest number
	dated    uint8
	place    string // where the place tells events apart
}

// What is known about the time of an event.
const (
	undated   uint8 = iota // nothing: it is never joined
	published              // no more than that it was reported
	dated
)

func (s span) article() graph.ArticleID { return store.ArticleOf(s.id) }

func (s span) pack() []byte {
	b := binary.BigEndian.AppendUint64(nil, uint64(s.from))
	return append(append(binary.BigEndian.AppendUint64(b, uint64(s.to)), s.dated), s.place...)
}

func unpackSpan(id string, b []byte) span {
	return span{id, int64(binary.BigEndian.Uint64(b)), int64(binary.BigEndian.Uint64(b[8:])), b[16], string(b[17:])}
}

func spanOf(e graph.Event, pub time.Time) span {
	s := span{id: string(e.ID), from: math.MinInt64, to: math.MaxInt64}
	from, to := e.When.Bounds()
	if !from.IsZero() {
		s.from = from.Unix()
	}
	if !to.IsZero() {
		s.to = to.Unix()
	}
	switch {
	case e.Basis == when.BasisPublication || e.When.IsZero():
		if s.to == math.MaxInt64 && !pub.IsZero() {
			s.to = pub.Unix() + 24*3600
		}
		if s.to != math.MaxInt64 {
			s.from, s.dated = max(s.from, s.to-recent), published
		}
	default:
		s.dated = dated
	}
	return s
}

// events re-keys what the change touches, and works out each key anew.
func (m *run) events() error {
	keys := map[string]bool{}
	for _, f := range m.change.Removed {
		for _, e := range f.Events {
			if err := m.unkey(string(e.ID), keys); err != nil {
				return err
			}
		}
	}
	articles := map[graph.ArticleID]bool{}
	for _, f := range m.change.Added {
		articles[f.Article.ID] = true
	}
	for art := range m.rerooted {
		articles[art] = true
	}
	for _, id := range m.rejudge {
		articles[store.ArticleOf(id)] = true
	}
	users := map[graph.EventID]bool{}
	for _, id := range sortedKeys(m.moved) {
		events, err := m.tx.EventsUsing(id)
		if err != nil {
			return err
		}
		for _, e := range events {
			if art := store.ArticleOf(e); !articles[art] {
				users[e] = true
				m.addCopies(art, articles)
			}
		}
	}
	for _, art := range slices.Collect(maps.Keys(articles)) {
		m.addCopies(art, articles)
	}
	for art := range articles {
		f, err := m.tx.ArticleFacts(art)
		if err != nil {
			return err
		}
		if f == nil {
			continue
		}
		for _, e := range f.Events {
			if err := m.rekey(e, keys); err != nil {
				return err
			}
		}
	}
	for id := range users {
		if articles[store.ArticleOf(id)] {
			continue
		}
		e, ok, err := m.tx.LocalEvent(id)
		if err != nil {
			return err
		}
		if ok {
			if err := m.rekey(e, keys); err != nil {
				return err
			}
		}
	}
	m.aheadEvents(keys)
	return m.solveEvents(keys)
}

// addCopies adds the articles whose events go by those of art.
func (m *run) addCopies(art graph.ArticleID, to map[graph.ArticleID]bool) {
	if m.rootOf(art) != art {
		return
	}
	if g := m.groupOf.Get([]byte(art)); g != nil {
		for _, id := range m.members(string(g)) {
			to[graph.ArticleID(id)] = true
		}
	}
}

func (m *run) unkey(id string, keys map[string]bool) error {
	v := m.keyOf.Get([]byte(id))
	if v == nil {
		return nil
	}
	k := string(v)
	keys[k] = true
	if err := m.keyOf.Delete([]byte(id)); err != nil {
		return err
	}
	if err := m.byKey.Delete(key(k, id)); err != nil {
		return err
	}
	for range m.byKey.Under(append([]byte(k), 0)) {
		return nil
	}
	for _, p := range pairsOf(k) { // it was the last of its key
		if err := m.byPair.Delete(key(p, k)); err != nil {
			return err
		}
	}
	return nil
}

func (m *run) rekey(e graph.Event, keys map[string]bool) error {
	k, err := m.copiedKey(e)
	if err != nil {
		return err
	}
	id := string(e.ID)
	if m.judged[id] && k == "" {
		k = "alone" + sep + id
	}
	if string(m.keyOf.Get([]byte(id))) != k {
		if err := m.unkey(id, keys); err != nil {
			return err
		}
	}
	if k == "" {
		m.assign(id, id)
		return nil
	}
	keys[k] = true
	if err := m.keyOf.Put([]byte(id), []byte(k)); err != nil {
		return err
	}
	pub, err := m.publishedOn(store.ArticleOf(id))
	if err != nil {
		return err
	}
	x := spanOf(e, pub)
	if strings.Contains(k, byDay) && e.Place != "" {
		x.place = m.tx.Canon(string(e.Place))
	}
	for _, p := range pairsOf(k) {
		if err := m.byPair.Put(key(p, k), nil); err != nil {
			return err
		}
	}
	return m.byKey.Put(key(k, id), x.pack())
}

// publishedOn is when an article was published, remembered.
func (m *run) publishedOn(art graph.ArticleID) (time.Time, error) {
	if t, ok := m.published[art]; ok {
		return t, nil
	}
	src, _, err := m.tx.Source(art)
	m.published[art] = src.Published
	return src.Published, err
}

// sentenceAlike is the share of common words from which a sentence of a copy is taken for that of the
// first report.
const sentenceAlike = 0.6

// copiedKey is eventKey, but for an event of a copy whose sentence and relation the first report
// has too: that of the event there, so that an editor's other word ("vessel" for "ship") makes no other event.
func (m *run) copiedKey(e graph.Event) (string, error) {
	own, err := m.eventKey(e)
	art := store.ArticleOf(e.ID)
	root := m.rootOf(art)
	if err != nil || root == art {
		return own, err
	}
	f, err := m.tx.ArticleFacts(art)
	if err != nil || f == nil {
		return own, err
	}
	family, _, err := m.family(e.Type)
	if err != nil {
		return own, err
	}
	first, err := m.firstReport(root)
	if err != nil {
		return own, err
	}
	words, best, found := sentenceOf(e, f), sentenceAlike, own
	for _, x := range first {
		switch {
		case x.family != family:
			continue
		case x.key == own:
			return own, nil
		}
		if share := jaccard(words, x.words); share > best {
			best, found = share, x.key
		}
	}
	return found, nil
}

// firstEvent is an event of a first report, as its copies look at it.
type firstEvent struct {
	family graph.TypeID
	key    string
	words  []uint64
}

// firstReport are the events of an article that has copies, remembered.
func (m *run) firstReport(art graph.ArticleID) ([]firstEvent, error) {
	if out, ok := m.firsts[art]; ok {
		return out, nil
	}
	var out []firstEvent
	f, err := m.tx.ArticleFacts(art)
	if err != nil || f == nil {
		return nil, err
	}
	for _, e := range f.Events {
		family, _, err := m.family(e.Type)
		if err != nil {
			return nil, err
		}
		k, err := m.eventKey(e)
		if err != nil {
			return nil, err
		}
		out = append(out, firstEvent{family, k, sentenceOf(e, f)})
	}
	m.firsts[art] = out
	return out, nil
}

// sentenceOf is the set of words of the first sentence that tells of e.
func sentenceOf(e graph.Event, f *graph.Facts) []uint64 {
	if len(e.Claims) == 0 || e.Claims[0].End > len(f.Article.Text) {
		return nil
	}
	h := fnv.New64a()
	var out []uint64
	for w := range strings.FieldsSeq(store.Fold(f.Article.Text[e.Claims[0].Start:e.Claims[0].End])) {
		h.Reset()
		h.Write([]byte(w))
		out = append(out, h.Sum64())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// jaccard is the share that two sorted sets have in common.
func jaccard(a, b []uint64) float64 {
	common, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			common, i, j = common+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return float64(common) / float64(max(1, len(a)+len(b)-common))
}

// eventKey is what events must have in common to be one; empty if e is never one with another.
func (m *run) eventKey(e graph.Event) (string, error) {
	family, symmetric, err := m.family(e.Type)
	if err != nil {
		return "", err
	}
	var parts []string
	people, content := 0, false
	// What an accusation is about is its topic, where one is known: two reports
	// of it describe the content each in its own way.
	topical := map[string]bool{}
	for _, r := range e.Roles {
		if r.Topic != "" {
			topical[r.Name] = true
		}
	}
	strong := m.strong(e, symmetric)
	for _, r := range e.Roles {
		switch {
		case r.Entity != "" && strong && m.described(r.Entity):
		case r.Entity != "" && (r.Name == "actor" || r.Name == "recipient" || r.Name == "participant" || r.Name == "content"):
			name := r.Name
			if symmetric {
				name = "with"
			}
			people++
			parts = append(parts, name+"="+m.tx.Canon(string(r.Entity)))
		case r.Topic != "":
			content = true
			parts = append(parts, r.Name+":"+string(r.Topic))
		case r.Event != "" && !topical[r.Name]:
			// "A quake struck", said twice by one office, is no content to tell it by.
			if c := m.contentKey(r.Event); c != "" {
				content = true
				parts = append(parts, r.Name+":"+c)
			}
		}
	}
	if people == 0 && strong { // so many were killed at a place on a day, whatever they and who did it are called
		parts = append(parts, "at="+m.tx.Canon(string(e.Place)), byDay)
		people = 2
	}
	if people == 0 {
		return "", nil
	}
	if people == 1 && !content {
		// One participant and nothing else is too little to tell two statements or two
		// attacks of a week apart. What happens to somebody on one day (arrested, freed,
		// elected) is one event, if the places agree; else the place must be the same.
		switch {
		case m.once(e):
			parts = append(parts, byDay)
		case strong && m.alleged(e):
			parts = append(parts, "alleged") // what one is accused of and denies
		case e.Place != "" && (e.Basis != when.BasisPublication || slices.ContainsFunc(e.Roles, func(r graph.Role) bool { return r.Entity != "" && r.Name == "recipient" })):
			parts = append(parts, "at="+m.tx.Canon(string(e.Place)))
		default:
			parts = append(parts, "of="+string(m.rootOf(store.ArticleOf(e.ID))))
		}
	}
	slices.Sort(parts)
	return string(family) + sep + strings.Join(slices.Compact(parts), sep), nil
}

// described reports whether an entity is known by a description only ("12 people", "rebels").
func (m *run) described(id graph.EntityID) bool {
	return strings.HasPrefix(string(m.sigOf.Get([]byte(id))), "u"+sep)
}

// strong reports whether e is known by more than those that are only described: it happened
// to somebody named, two named ones take part, or it has numbers, a place and a day.
func (m *run) strong(e graph.Event, symmetric bool) bool {
	named, victim, any := 0, false, false
	for _, r := range e.Roles {
		if r.Entity == "" {
			continue
		}
		any = true
		if !m.described(r.Entity) {
			named++
			victim = victim || r.Name == "recipient" && !symmetric
		}
	}
	if named == 0 {
		from, to := e.When.Bounds()
		day := e.Basis != when.BasisPublication && !from.IsZero() && !to.IsZero() && to.Sub(from) <= 24*time.Hour
		return any && day && len(e.Values) > 0 && e.Place != "" && !m.described(e.Place)
	}
	return victim || named > 1 || !symmetric && m.alleged(e)
}

// alleged reports whether somebody named asserts, or anybody denies, what e tells: the article does
// not tell it itself.
func (m *run) alleged(e graph.Event) bool {
	for _, c := range e.Claims {
		if c.Polarity != graph.Denied && (len(c.Claimant) == 0 || m.described(c.Claimant[len(c.Claimant)-1])) {
			return false
		}
	}
	return true
}

// byDay marks the keys of events with one participant that happen once a day.
const byDay = "by day"

// once reports whether e, of one participant, is of a kind that happens to one and the same
// on one day only once, and is dated to the day.
func (m *run) once(e graph.Event) bool {
	from, to := e.When.Bounds()
	if e.Basis == when.BasisPublication || from.IsZero() || to.IsZero() || to.Sub(from) > 24*time.Hour {
		return false
	}
	for _, r := range e.Roles {
		if r.Entity != "" && r.Name == "recipient" {
			return !m.described(r.Entity) // not "a soldier"
		}
	}
	return false
}

// contentKey stands for an event that is the content of another: its relation and named participants; empty
// if it has none.
func (m *run) contentKey(id graph.EventID) string {
	e, ok, err := m.tx.LocalEvent(id)
	if err != nil || !ok {
		return ""
	}
	var parts []string
	for _, r := range e.Roles {
		if r.Entity != "" && !m.described(r.Entity) {
			parts = append(parts, m.tx.Canon(string(r.Entity)))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return string(e.Type) + "+" + strings.Join(parts, "+")
}

// family is the most general relation that t is a kind of.
func (m *run) family(t graph.TypeID) (graph.TypeID, bool, error) {
	symmetric := false
	for range 8 {
		ty, ok, err := m.tx.Type(t)
		if err != nil {
			return t, false, err
		}
		symmetric = symmetric || ty.Symmetric
		if !ok || ty.Parent == "" {
			break
		}
		t = ty.Parent
	}
	return t, symmetric, nil
}

// bunch is a cluster of events at work.
type bunch struct {
	key      string
	from, to int64 // common to all sharp members
	sharp    bool
	dated    uint8
	place    string // of the first member that has one
	members  []string
	articles map[graph.ArticleID]bool
}

func (b *bunch) add(s span) {
	b.members = append(b.members, s.id)
	b.articles[s.article()] = true
	b.place = cmp.Or(b.place, s.place)
}

// takes reports whether s may join b: not when its article has a member already, nor
// when a person said that it is not one with a member.
func (m *run) takes(b *bunch, s span) bool {
	if b.articles[s.article()] || b.place != "" && s.place != "" && b.place != s.place {
		return false
	}
	if m.judged[s.id] {
		for _, id := range b.members {
			if m.forbidden(s.id, id) {
				return false
			}
		}
	}
	return true
}

// bunches are the clusters of the events of one key.
func (m *run) bunches(k string, spans []span) []*bunch {
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.id, b.id))
	})
	var out []*bunch
	var vague []span
	open := 0 // bunches before this one ended too early for all that follows
	fresh := func(s span) {
		out = append(out, &bunch{key: k, from: s.from, to: s.to, sharp: isSharp(s), dated: s.dated, articles: map[graph.ArticleID]bool{}})
		out[len(out)-1].add(s)
	}
	for _, s := range spans {
		if !isSharp(s) {
			vague = append(vague, s)
			continue
		}
		for open < len(out) && out[open].to <= s.from-sharp {
			open++
		}
		var best *bunch
		for _, b := range out[open:] {
			if b.from < s.to && s.from < b.to && m.takes(b, s) && (best == nil || overlap(b, s) > overlap(best, s)) {
				best = b
			}
		}
		if best == nil {
			fresh(s)
			continue
		}
		best.add(s)
		best.from, best.to = max(best.from, s.from), min(best.to, s.to)
	}
	slices.SortStableFunc(vague, func(a, b span) int {
		return cmp.Or(cmp.Compare(b.dated, a.dated), cmp.Compare(width(a), width(b)))
	})
	for _, s := range vague {
		var only *bunch
		n := 0
		for _, b := range out {
			if s.dated != undated && b.from < s.to && s.from < b.to && m.takes(b, s) {
				only = b
				n++
			}
		}
		if n == 1 {
			only.add(s)
		} else {
			fresh(s)
		}
	}
	return out
}

func isSharp(s span) bool {
	return s.dated == dated && s.from != math.MinInt64 && s.to != math.MaxInt64 && s.to-s.from <= sharp
}

func overlap(b *bunch, s span) int64 { return min(b.to, s.to) - max(b.from, s.from) }

func width(s span) int64 {
	if s.from == math.MinInt64 || s.to == math.MaxInt64 {
		return math.MaxInt64
	}
	return s.to - s.from
}
