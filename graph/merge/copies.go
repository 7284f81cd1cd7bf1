package merge

import (
	"cmp"
	"slices"

	"dateline/graph"
)

// Articles that are near each other, directly or through others, form a group; all but the
// first published are copies of that. Notes keep the group of each article, and of
// each band the groups in it, so that one near member of a group is enough to join it:
// an article that has a thousand copies already is compared with few of them. The name of
// a group means nothing.

// copies finds the articles that tell the same in the same words, and which of them is the first.
func (m *run) copies() error {
	m.rerooted = map[graph.ArticleID]bool{}
	kept := map[graph.ArticleID]bool{}
	touched := map[string]bool{} // groups
	fresh := map[graph.ArticleID]sketch{}
	for _, f := range m.change.Added {
		fresh[f.Article.ID] = sketchOf(f.Article)
	}
	torn := map[string]bool{}
	for _, f := range m.change.Removed {
		id := f.Article.ID
		if s, ok := fresh[id]; ok && string(m.sketches.Get([]byte(id))) == string(s.pack()) {
			kept[id] = true // read again: the same text
			continue
		}
		if err := m.leaveGroup(string(id), torn); err != nil {
			return err
		}
	}
	for _, g := range sortedKeys(torn) {
		if err := m.tearGroup(g, touched); err != nil {
			return err
		}
	}
	for _, f := range m.change.Added {
		id := f.Article.ID
		if kept[id] {
			touched[string(m.groupOf.Get([]byte(id)))] = true
			continue
		}
		if err := m.joinGroup(string(id), fresh[id], touched); err != nil {
			return err
		}
	}
	if err := m.bands.flush(); err != nil {
		return err
	}
	for _, g := range sortedKeys(touched) {
		if err := m.rootGroup(g); err != nil {
			return err
		}
	}
	return nil
}

func (m *run) sketchNow(id string) (sketch, bool) { return unpackSketch(m.sketches.Get([]byte(id))) }

// leaveGroup takes an article out of its group, which may fall apart.
func (m *run) leaveGroup(id string, torn map[string]bool) error {
	s, ok := m.sketchNow(id)
	g := string(m.groupOf.Get([]byte(id)))
	if !ok || g == "" {
		return nil
	}
	torn[g] = true
	for _, k := range s.bands() {
		if err := m.bands.remove(k, g, id); err != nil {
			return err
		}
	}
	for _, do := range []func() error{
		func() error { return m.sketches.Delete([]byte(id)) },
		func() error { return m.groupOf.Delete([]byte(id)) },
		func() error { return m.groups.Delete(key(g, id)) },
	} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// members are the articles of a group.
func (m *run) members(g string) []string {
	var out []string
	for id := range m.groups.Under(append([]byte(g), 0)) {
		out = append(out, string(id))
	}
	return out
}

// tearGroup finds the parts that a group without one of its members has.
func (m *run) tearGroup(g string, touched map[string]bool) error {
	left := m.members(g)
	if len(left) == 0 {
		return nil
	}
	touched[g] = true
	waiting := map[string]bool{}
	for _, id := range left {
		waiting[id] = true
	}
	for first := true; len(waiting) > 0; first = false {
		queue := []string{sortedKeys(waiting)[0]}
		delete(waiting, queue[0])
		var part []string
		for len(queue) > 0 {
			x := queue[0]
			queue, part = queue[1:], append(part, x)
			s, _ := m.sketchNow(x)
			for other := range waiting {
				if t, ok := m.sketchNow(other); ok && s.finds(t) && s.near(t) {
					delete(waiting, other)
					queue = append(queue, other)
				}
			}
		}
		if first {
			continue // keeps the name, wherever that came from
		}
		to := m.newGroup(part[0])
		touched[to] = true
		if err := m.moveGroup(part, g, to); err != nil {
			return err
		}
	}
	return nil
}

// moveGroup gives articles another group.
func (m *run) moveGroup(ids []string, from, to string) error {
	for _, id := range ids {
		s, _ := m.sketchNow(id)
		for _, k := range s.bands() {
			if err := m.bands.remove(k, from, id); err != nil {
				return err
			}
			m.bands.add(k, to, id)
		}
		if err := m.groups.Delete(key(from, id)); err != nil {
			return err
		}
		if err := m.enterGroup(id, to); err != nil {
			return err
		}
	}
	return nil
}

// newGroup is a name that no group has.
func (m *run) newGroup(id string) string {
	for {
		at := append([]byte(id), 0)
		if m.groups.Seek(at)(at) == nil {
			return id
		}
		id += "'"
	}
}

func (m *run) enterGroup(id, g string) error {
	if err := m.groups.Put(key(g, id), nil); err != nil {
		return err
	}
	return m.groupOf.Put([]byte(id), []byte(g))
}

// joinGroup finds the groups that a new article is near to, which become one.
func (m *run) joinGroup(id string, s sketch, touched map[string]bool) error {
	near := map[string]bool{}
	looked := map[string]bool{}
	bands := m.bands.of(s)
	m.bands.Ahead(bands...)
	for _, band := range bands {
		m.bands.each(band, near, func(g, other string) {
			if !looked[other] {
				looked[other] = true
				if o, ok := m.sketchNow(other); ok && s.finds(o) && s.near(o) {
					near[g] = true
				}
			}
		})
	}
	if err := m.sketches.Put([]byte(id), s.pack()); err != nil {
		return err
	}
	g := m.newGroup(id)
	parts := map[string][]string{}
	for n := range near {
		parts[n] = m.members(n)
	}
	for _, n := range sortedKeys(parts) { // the largest keeps its name
		if len(parts[n]) > len(parts[g]) {
			g = n
		}
	}
	for _, n := range sortedKeys(parts) {
		if n == g {
			continue
		}
		if err := m.moveGroup(parts[n], n, g); err != nil {
			return err
		}
		delete(touched, n)
	}
	touched[g] = true
	for _, k := range s.bands() {
		m.bands.add(k, g, id)
	}
	return m.enterGroup(id, g)
}

// rootGroup makes all but the first published of a group copies of that.
func (m *run) rootGroup(g string) error {
	var group []graph.Source
	for _, id := range m.members(g) {
		src, ok, err := m.tx.Source(graph.ArticleID(id))
		if err != nil {
			return err
		}
		if ok {
			group = append(group, src)
		}
	}
	if len(group) == 0 {
		return nil
	}
	first := slices.MinFunc(group, func(a, b graph.Source) int {
		if a.Published.IsZero() != b.Published.IsZero() {
			if a.Published.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
	})
	reread := slices.ContainsFunc(m.change.Removed, func(f graph.Facts) bool { return f.Article.ID == first.ID })
	for _, a := range group {
		of := first.ID
		if a.ID == first.ID {
			of = ""
		}
		if reread { // their events go by those of the first
			m.rerooted[a.ID] = true
		}
		if a.CopyOf != of {
			m.tx.SetCopy(a.ID, of)
			m.rerooted[a.ID] = true
		}
	}
	return nil
}

// rootOf is the article that id is a copy of now, or id.
func (m *run) rootOf(id graph.ArticleID) graph.ArticleID { return m.tx.RootNow(id) }
