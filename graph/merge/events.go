package merge

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
)

// Events of different articles can only be one if they have the same key: family
// of relation, participants, content. Of each key the events in time order form
// clusters: those that are dated sharply first, each around a common stretch of
// time; then the vague ones, each joining the only cluster it can be of, or staying
// alone. Two events of one article are never one: what the article keeps apart
// (two calls in one week) stays apart.
const sharp = 8 * day // seconds: "last week" is sharp, "in March" is not

// events re-keys what the change touches, and works out anew what its times meet.
func (m *run) events() error {
	for _, f := range m.change.Removed {
		for _, e := range f.Events {
			if err := m.unkey(string(e.ID)); err != nil {
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
		if art := store.ArticleOf(id); art != "" && articles[art] {
			continue // no other article names it
		}
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
			if err := m.rekey(e); err != nil {
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
			if err := m.rekey(e); err != nil {
				return err
			}
		}
	}
	for _, id := range m.rejudge {
		if n, ok := m.noted(id); ok {
			m.changed = append(m.changed, n)
		}
	}
	m.aheadEvents()
	m.solveEvents()
	return nil
}

// addCopies adds the articles whose events go by those of art.
func (m *run) addCopies(art graph.ArticleID, to map[graph.ArticleID]bool) {
	if m.rootOf(art) != art {
		return
	}
	if g := m.groupOf.Get([]byte(art)); g != nil {
		for _, id := range m.members(string(g)) {
			if id != string(art) { // of which only some events may have changed
				to[graph.ArticleID(id)] = true
			}
		}
	}
}

// keyed is an event with its key.
type keyed struct {
	key string
	span
}

// noted is an event as the notes have it.
func (m *run) noted(id string) (n keyed, ok bool) {
	v := m.keyOf.Get([]byte(id))
	if v == nil {
		return n, false
	}
	k, rest, _ := bytes.Cut(v, []byte{0})
	n.key = string(k)
	if len(rest) < packedSpan {
		v := m.byKey.Get(key(n.key, id))
		if len(v) < packedSpan-1 {
			return n, false
		}
		n.span = olderSpan(id, v)
		return n, true
	}
	n.span = unpackSpan(rest)
	n.id, n.place = id, string(rest[packedSpan:])
	return n, true
}

func (m *run) unkey(id string) error {
	n, ok := m.noted(id)
	if !ok {
		return nil
	}
	m.changed = append(m.changed, n)
	if m.judged[id] {
		for _, other := range m.same[id] {
			if o, ok := m.noted(other); ok {
				m.changed = append(m.changed, o)
			}
		}
	}
	for _, k := range [][]byte{n.entry(n.key), key(n.key, id)} {
		if err := m.byKey.Delete(k); err != nil {
			return err
		}
	}
	if err := m.keyOf.Delete([]byte(id)); err != nil {
		return err
	}
	if m.hasEvents(n.key) {
		return nil
	}
	delete(m.paired, n.key)
	for _, p := range pairsOf(n.key) { // it was the last of its key
		if err := m.byPair.Delete(key(p, n.key)); err != nil {
			return err
		}
	}
	return nil
}

func (m *run) hasEvents(k string) bool {
	for range m.byKey.Under(key(k, "")) {
		return true
	}
	return false
}

func (m *run) rekey(e graph.Event) error {
	k, err := m.copiedKey(e)
	if err != nil {
		return err
	}
	id := string(e.ID)
	if m.judged[id] && k == "" {
		k = "alone" + sep + id
	}
	if k == "" {
		m.assign(id, id)
		return m.unkey(id)
	}
	// A reprint of the next day tells of the same time.
	pub, err := m.publishedOn(m.rootOf(store.ArticleOf(id)))
	if err != nil {
		return err
	}
	x := spanOf(e, pub, m.again(e))
	if strings.Contains(k, byDay) && e.Place != "" {
		x.place = m.tx.Canon(string(e.Place))
	}
	return m.note(keyed{k, x})
}

// note puts an event into the list of its key, where it is not there already.
func (m *run) note(n keyed) error {
	switch old, ok := m.noted(n.id); {
	case ok && old == n:
		return nil
	case ok:
		if err := m.unkey(n.id); err != nil {
			return err
		}
	}
	m.changed = append(m.changed, n)
	if err := m.pair(n.key); err != nil {
		return err
	}
	if err := m.keyOf.Put([]byte(n.id), append(append(key(n.key, ""), n.pack()...), n.place...)); err != nil {
		return err
	}
	return m.byKey.Put(n.entry(n.key), nil)
}

// pair notes where those with fewer participants find a key.
func (m *run) pair(k string) error {
	if m.paired[k] {
		return nil
	}
	m.paired[k] = true
	for _, p := range pairsOf(k) {
		if m.byPair.Get(key(p, k)) != nil {
			break // and so are the others
		}
		if err := m.byPair.Put(key(p, k), nil); err != nil {
			return err
		}
	}
	return nil
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
