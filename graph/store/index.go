package store

import (
	"encoding/json"
	"maps"
	"slices"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// touched is what a change does to the index.
type touched struct {
	t        *Tx
	old      map[string]string // canonical ids before the change
	records  map[string]*recordChange
	events   map[string]bool // canonical ids, before and after
	states   map[graph.EventID]graph.State
	oldState map[graph.EventID]graph.State
}

type recordChange struct{ before, after, kept record } // kept: without what came

// index brings the index up to date: it takes away what the touched entities
// and events had there, and writes what they have now.
func (t *Tx) index(c Change) error {
	x := &touched{
		t: t, old: map[string]string{}, records: map[string]*recordChange{}, events: map[string]bool{},
		states: map[graph.EventID]graph.State{}, oldState: map[graph.EventID]graph.State{},
	}
	if err := x.changed(c); err != nil {
		return err
	}
	if err := x.moved(c); err != nil {
		return err
	}
	if err := x.writeRecords(); err != nil {
		return err
	}
	if err := x.writeStates(); err != nil {
		return err
	}
	return x.writeEvents()
}

// before is the canonical id before the change.
func (x *touched) before(id string) string { return x.t.Reader.Canon(id) }

// changed takes in the articles that came and went.
func (x *touched) changed(c Change) error {
	for _, f := range c.Removed {
		for _, e := range f.Entities {
			if err := x.tell(e, x.before(string(e.ID)), -1); err != nil {
				return err
			}
		}
		for _, e := range f.Events {
			x.events[x.before(string(e.ID))] = true
		}
		for _, s := range f.States {
			x.oldState[s.ID] = s
		}
	}
	for _, f := range c.Added {
		for _, e := range f.Entities {
			if err := x.tell(e, x.t.Canon(string(e.ID)), +1); err != nil {
				return err
			}
		}
		for _, e := range f.Events {
			x.events[x.t.Canon(string(e.ID))] = true
		}
		for _, s := range f.States {
			x.states[s.ID] = s
		}
	}
	return nil
}

// tell adds what an article tells of an entity to the record of canon, or with
// -1 takes it away. What the lexicon knows has a record of its own as well.
func (x *touched) tell(e graph.Entity, canon string, n int) error {
	if ArticleOf(e.ID) == "" {
		r, err := x.record(ownRecord(string(e.ID)))
		if err != nil {
			return err
		}
		r.after.put(e, n)
		if n < 0 {
			r.kept.put(e, n)
		}
	}
	r, err := x.record(canon)
	if err != nil {
		return err
	}
	r.after.put(e, n)
	return nil
}

// ownRecord is the key of what is said of an id of the lexicon alone, without what is
// joined to it.
func ownRecord(id string) string { return "\x01" + id }

// record is the record of id as it was before the change, and as it becomes.
func (x *touched) record(id string) (*recordChange, error) {
	if r, ok := x.records[id]; ok {
		return r, nil
	}
	before, err := x.stored(id)
	if err != nil {
		return nil, err
	}
	r := &recordChange{before: before, after: before.clone(), kept: before.clone()}
	x.records[id] = r
	return r, nil
}

// stored is the record of id before the change: kept, or, of an entity that was
// alone, what its article said.
func (x *touched) stored(id string) (record, error) {
	var r record
	if b := x.t.bucket(bRecord).Get([]byte(id)); b != nil {
		return r, json.Unmarshal(b, &r)
	}
	art := ArticleOf(id)
	if art == "" || x.before(id) != id {
		return r, nil // new, or so far a member of another
	}
	if f := x.t.gone[art]; f != nil {
		if e, ok := findEntity(f, id); ok {
			return recordOf(e), nil
		}
		return r, nil
	}
	if x.t.added[art] {
		return r, nil // it comes with this change
	}
	e, ok, err := x.t.LocalEntity(graph.EntityID(id))
	if err != nil || !ok {
		return r, err
	}
	return recordOf(e), nil
}

func findEntity(f *graph.Facts, id string) (graph.Entity, bool) {
	i, ok := slices.BinarySearchFunc(f.Entities, graph.EntityID(id), func(e graph.Entity, id graph.EntityID) int {
		return compare(e.ID, id)
	})
	if !ok {
		return graph.Entity{}, false
	}
	return f.Entities[i], true
}

// moved takes in what has another canonical id than before, and all that names it.
func (x *touched) moved(c Change) error {
	here := map[graph.ArticleID]bool{}
	for _, f := range slices.Concat(c.Added, c.Removed) {
		here[f.Article.ID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(x.t.assign)) {
		old, now := x.before(id), x.t.assign[id]
		event := isEvent(id)
		if event {
			x.events[old], x.events[now] = true, true
		}
		if art := ArticleOf(id); art != "" && here[art] {
			continue // counted where its article came or went
		}
		if !event {
			if err := x.moveRecord(id, old, now); err != nil {
				return err
			}
		}
		events, states, err := x.t.users(id)
		if err != nil {
			return err
		}
		for _, e := range events {
			x.events[x.before(e)] = true
			x.events[x.t.Canon(e)] = true
		}
		for _, n := range states {
			if here[ArticleOf(n)] {
				continue
			}
			s, ok, err := x.t.localState(graph.EventID(n))
			if err != nil {
				return err
			}
			if ok {
				x.states[s.ID], x.oldState[s.ID] = s, s
			}
		}
	}
	for _, art := range slices.Sorted(maps.Keys(x.t.copies)) {
		f, err := x.t.ArticleFacts(art)
		if err != nil {
			return err
		}
		if f == nil {
			continue
		}
		for _, e := range f.Events {
			x.events[x.t.Canon(string(e.ID))] = true
		}
	}
	return nil
}

func (x *touched) moveRecord(id, old, now string) error {
	var what record
	if ArticleOf(id) == "" {
		r, err := x.record(ownRecord(id))
		if err != nil {
			return err
		}
		what = r.kept
	} else {
		e, ok, err := x.t.LocalEntity(graph.EntityID(id))
		if err != nil || !ok {
			return err
		}
		what = recordOf(e)
	}
	from, err := x.record(old)
	if err != nil {
		return err
	}
	to, err := x.record(now)
	if err != nil {
		return err
	}
	from.after.sum(what, -1)
	to.after.sum(what, +1)
	return nil
}

// writeRecords writes records, names and the clusters themselves.
func (x *touched) writeRecords() error {
	t := x.t
	records, names, words := t.bucket(bRecord), t.bucket(bName), t.bucket(bWord)
	for _, id := range slices.Sorted(maps.Keys(x.records)) {
		r := x.records[id]
		keep := r.after.N > 1 || r.after.N > 0 && ArticleOf(id) == ""
		if err := putOrDelete(records, []byte(id), keep, r.after.pack); err != nil {
			return err
		}
		if id[0] == '\x01' {
			continue
		}
		if err := t.count(map[string]int{"entities": present(r.after.N) - present(r.before.N)}); err != nil {
			return err
		}
		if err := diff(names, r.before.folded(), r.after.folded(), id); err != nil {
			return err
		}
		if err := diff(words, r.before.words(), r.after.words(), id); err != nil {
			return err
		}
	}
	return nil
}

func present(n int) int {
	if n > 0 {
		return 1
	}
	return 0
}

func putOrDelete(b engine.Bucket, key []byte, keep bool, value func() []byte) error {
	if keep {
		return b.Put(key, value())
	}
	return b.Delete(key)
}

// diff makes the keys "name, id" of a bucket those of after.
func diff(b engine.Bucket, before, after map[string]bool, id string) error {
	for n := range before {
		if !after[n] {
			if err := b.Delete(join(n, id)); err != nil {
				return err
			}
		}
	}
	for n := range after {
		if !before[n] {
			if err := b.Put(join(n, id), nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *touched) writeStates() error {
	b := x.t.bucket(bState)
	for _, s := range x.oldState {
		for _, k := range stateKeys(s, x.before) {
			if err := b.Delete(k); err != nil {
				return err
			}
		}
	}
	for _, s := range x.states {
		v := packState(s)
		for _, k := range stateKeys(s, x.t.Canon) {
			if err := b.Put(k, v); err != nil {
				return err
			}
		}
	}
	return nil
}

// stateKeys are the keys by which a state is found.
func stateKeys(s graph.State, canon func(string) string) [][]byte {
	keys := [][]byte{join(canon(string(s.From)), "f", string(s.ID))}
	if s.To != "" {
		keys = append(keys, join(canon(string(s.To)), "t", string(s.ID)))
	}
	return keys
}
