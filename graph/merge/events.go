package merge

import (
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
			if id != string(art) { // of which only some events may have changed
				to[graph.ArticleID(id)] = true
			}
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
	// A reprint of the next day tells of the same time.
	pub, err := m.publishedOn(m.rootOf(store.ArticleOf(id)))
	if err != nil {
		return err
	}
	x := spanOf(e, pub, m.again(e))
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
