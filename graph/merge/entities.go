package merge

import (
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
)

// Most of what comes are entities of a known signature: they go by its canonical id, and
// nothing else has to be looked at. The group of a signature is worked out anew when it came or
// went, when the smallest id of its cluster did, when an office is told of that says
// who somebody is, or when a person spoke.

// entities signs what came, went or was judged, and works out the groups it touches.
func (m *run) entities() error {
	for _, f := range m.change.Removed {
		for _, e := range f.Entities {
			if store.ArticleOf(e.ID) == "" { // one by its id
				if err := m.uncall(e, f.Article.ID); err != nil {
					return err
				}
				continue
			}
			if err := m.unsign(string(e.ID)); err != nil {
				return err
			}
		}
	}
	for _, f := range m.change.Added {
		if err := m.signAll(f); err != nil {
			return err
		}
	}
	for _, id := range m.rejudge {
		f, err := m.tx.ArticleFacts(store.ArticleOf(id))
		switch {
		case err != nil:
			return err
		case store.ArticleOf(id) == "" && strings.HasPrefix(id, "ent:"):
			if err := m.unsign(id); err != nil {
				return err
			}
			e := graph.Entity{ID: graph.EntityID(id)}
			if err := m.sign(id, m.signature(e, 0, "", time.Time{})); err != nil {
				return err
			}
		case f != nil:
			if err := m.signAll(*f); err != nil {
				return err
			}
		}
		for _, id := range append([]string{id}, m.same[id]...) {
			m.touchOf(id)
		}
	}
	for art := range m.rerooted {
		f, err := m.tx.ArticleFacts(art)
		if err != nil {
			return err
		}
		if f != nil {
			if err := m.signAll(*f); err != nil {
				return err
			}
		}
	}
	m.aheadEntities()
	return m.solveEntities()
}

// signAll gives the entities of an article their signatures.
func (m *run) signAll(f graph.Facts) error {
	number := map[string]int{}
	pub, err := m.publishedOn(f.Article.ID)
	if err != nil {
		return err
	}
	for _, e := range f.Entities { // in order of id
		n := 0
		if store.ArticleOf(e.ID) == "" {
			if err := m.call(e, f.Article.ID); err != nil {
				return err
			}
			continue
		}
		k := string(e.Kind) + sep + store.Fold(e.Name)
		n = number[k]
		number[k]++
		office := officeOf(e, &f)
		if err := m.sign(string(e.ID), m.signature(e, n, office, pub)); err != nil {
			return err
		}
		if err := m.holds(string(e.ID), office, pub); err != nil {
			return err
		}
	}
	return nil
}

// touchOf touches the signature of an entity, if it has one.
func (m *run) touchOf(id string) {
	if sig := m.sigOf.Get([]byte(id)); sig != nil {
		m.touched[string(sig)] = true
	}
}

func (m *run) sign(id, sig string) error {
	if old := m.sigOf.Get([]byte(id)); string(old) == sig {
		return nil
	} else if old != nil {
		if err := m.unsign(id); err != nil {
			return err
		}
	}
	m.came[sig] = append(m.came[sig], id)
	canon := m.sigCanon.Get([]byte(sig))
	if canon == nil || before(id, string(canon)) {
		m.touched[sig] = true
	}
	if canon == nil {
		for _, k := range sigKeys(sig) {
			if err := m.blocks.Put(key(k, sig), []byte("1")); err != nil {
				return err
			}
		}
	}
	if err := m.sigOf.Put([]byte(id), []byte(sig)); err != nil {
		return err
	}
	return m.sigs.Put(key(sig, id), nil)
}

// unsign takes an entity out; the last one of a signature takes that with it.
func (m *run) unsign(id string) error {
	v := m.sigOf.Get([]byte(id))
	if v == nil {
		return nil
	}
	sig := string(v)
	if string(m.sigCanon.Get(v)) == id {
		m.touched[sig] = true
	}
	if l := m.came[sig]; len(l) > 0 {
		m.came[sig] = slices.DeleteFunc(l, func(other string) bool { return other == id })
	}
	if err := m.resign(id, sig); err != nil {
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
	return m.unlink(sig)
}

// unlink takes out a signature that nobody has any more; those that were compared with it must be looked at again.
func (m *run) unlink(sig string) error {
	keys := sigKeys(sig)
	for _, k := range keys {
		for other := range m.blocks.Under(key(k, "")) {
			m.touched[string(other)] = true
		}
		for _, other := range m.calledLexicon(k) {
			m.touched[other] = true
		}
		if err := m.blocks.Delete(key(k, sig)); err != nil {
			return err
		}
	}
	p := strings.Split(sig, sep)
	if p[0] == "r" {
		for other := range firsts(m.holders, key(p[1], "")) {
			m.touched[other] = true
		}
	}
	if id, ok := judgedIn(p); ok {
		for _, other := range m.same[id] {
			m.touchOf(other)
		}
	}
	return m.sigCanon.Delete([]byte(sig))
}

func (m *run) assign(id, canon string) {
	if m.tx.Canon(id) != canon {
		m.tx.Assign(id, canon)
		m.moved[id] = true
	}
}
