package merge

import "slices"

// What is here changes no answer. Where the notes lie on another machine each look is a
// journey; these have what will surely be looked for fetched at once.

// ahead fetches the notes of all that came and went.
func (m *run) ahead() error {
	var entities, events [][]byte
	for _, f := range slices.Concat(m.change.Added, m.change.Removed) {
		for _, e := range f.Entities {
			entities = append(entities, []byte(e.ID))
		}
		for _, e := range f.Events {
			events = append(events, []byte(e.ID))
		}
	}
	m.sigOf.Ahead(entities...)
	m.officeOf.Ahead(entities...)
	m.keyOf.Ahead(events...)
	return nil
}

// aheadEntities fetches what working out the groups of signatures looks at first.
func (m *run) aheadEntities() {
	var own, under, blocks [][]byte
	for _, sig := range sortedKeys(m.touched) {
		own, under = append(own, []byte(sig)), append(under, key(sig, ""))
		for _, k := range sigKeys(sig) {
			blocks = append(blocks, key(k, ""))
		}
	}
	m.sigCanon.Ahead(own...)
	m.sigs.Ahead(under...)
	m.held.Ahead(under...)
	m.blocks.Ahead(blocks...)
	m.callers.Ahead(blocks...)
}

// aheadEvents fetches what clustering the events of keys looks at first.
func (m *run) aheadEvents() {
	keys := map[string]bool{}
	var own, wider [][]byte
	for _, n := range m.changed {
		keys[n.key] = true
		own = append(own, n.stretch().first())
	}
	for _, k := range sortedKeys(keys) {
		for _, k := range append(fewer(k), k) {
			own = append(own, key(k, ""))
			if at, _ := widerThan(k); at != "" {
				wider = append(wider, key(at, ""))
			}
		}
	}
	m.byKey.Ahead(own...)
	m.byPair.Ahead(wider...)
}
