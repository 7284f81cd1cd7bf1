package merge

import (
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
)

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

func (m *run) assign(id, canon string) {
	if m.tx.Canon(id) != canon {
		m.tx.Assign(id, canon)
		m.moved[id] = true
	}
}
