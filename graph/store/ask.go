package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"dateline/graph"
)

// This file is what package query asks of the index.

// List names a list of events in order of time: all of them, those of one
// entity, or those of one relation.
type List struct {
	Entity graph.EntityID
	Type   graph.TypeID
}

// Range is a stretch of a list. A zero Since or Until is open; both leave out
// what has no time, unless Undated.
type Range struct {
	Since, Until time.Time // events that may lie in [Since, Until)
	Undated      bool
	Backward     bool // latest first, the undated still last
}

// Events gives the ids of the canonical events of a list that can lie between Since
// and Until, in order of time, then of id, each once. Some of them lie
// outside: the caller looks at Summary.Span.
func (r *Reader) Events(l List, in Range) iter.Seq[graph.EventID] {
	b, prefix, kind, rest := r.bucket(bTime), []byte(nil), byte('t'), ""
	switch {
	case l.Entity != "":
		b, prefix, kind, rest = r.bucket(bTaker), append([]byte(l.Entity), 0), 'e', string(l.Entity)+"\x00"
	case l.Type != "":
		b, prefix, kind, rest = r.bucket(bType), append([]byte(l.Type), 0), 'r', string(l.Type)+"\x00"
	}
	first, end := timeKey(-1<<63), noTime
	if !in.Since.IsZero() {
		first = keyOf(in.Since) - timeKey(reaches[0])
	}
	if !in.Until.IsZero() {
		end = keyOf(in.Until)
	}
	long := r.bucket(bWide)
	dated := func(yield func(graph.EventID) bool) bool {
		near := func() bool {
			return between(b, prefix, first, end, in.Backward, func(_ timeKey, id graph.EventID) bool { return yield(id) })
		}
		// What has no beginning stands at its end, which may lie after Until.
		late := func() bool {
			return in.Until.IsZero() || between(long, []byte(wide(kind, len(reaches))+rest), end, noTime, in.Backward,
				func(_ timeKey, id graph.EventID) bool { return yield(id) })
		}
		// What began long before may still last.
		early := func() bool {
			var all []found
			for n := 1; n <= len(reaches); n++ {
				from := timeKey(-1 << 63)
				if n < len(reaches) {
					from = keyOf(in.Since) - timeKey(reaches[n])
				}
				between(long, []byte(wide(kind, n)+rest), from, first, false, func(k timeKey, id graph.EventID) bool {
					all = append(all, found{k, id})
					return true
				})
			}
			return each(all, in.Backward, yield)
		}
		switch {
		case in.Since.IsZero() && in.Backward:
			return late() && near()
		case in.Since.IsZero():
			return near() && late()
		case in.Backward:
			return late() && near() && early()
		}
		return early() && near() && late()
	}
	return func(yield func(graph.EventID) bool) {
		if dated(yield) && (in.Undated || in.Since.IsZero() && in.Until.IsZero()) {
			for k := range under(b, noTime.append(slices.Clone(prefix))) {
				if !yield(graph.EventID(k)) {
					return
				}
			}
		}
	}
}

// found is an event with its place in a list.
type found struct {
	at timeKey
	id graph.EventID
}

// each gives events of several lists in one order.
func each(all []found, backward bool, yield func(graph.EventID) bool) bool {
	slices.SortFunc(all, func(x, y found) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.id, y.id)) })
	if backward {
		slices.Reverse(all)
	}
	for _, f := range all {
		if !yield(f.id) {
			return false
		}
	}
	return true
}

// between gives the ids under prefix with a time in [from, to).
func between(b *bbolt.Bucket, prefix []byte, from, to timeKey, backward bool, yield func(timeKey, graph.EventID) bool) bool {
	lo, hi := from.append(slices.Clone(prefix)), to.append(slices.Clone(prefix))
	c := b.Cursor()
	at := len(lo)
	give := func(k []byte) bool { return yield(readTimeKey(k[at-8:at]), graph.EventID(k[at:])) }
	if !backward {
		for k, _ := c.Seek(lo); k != nil && bytes.Compare(k, hi) < 0; k, _ = c.Next() {
			if !give(k) {
				return false
			}
		}
		return true
	}
	k, _ := c.Seek(hi)
	if k == nil {
		k, _ = c.Last()
	} else {
		k, _ = c.Prev()
	}
	for ; k != nil && bytes.Compare(k, lo) >= 0; k, _ = c.Prev() {
		if !give(k) {
			return false
		}
	}
	return true
}

// Summary is the index record of a canonical event; ok is false if there is none.
func (r *Reader) Summary(id graph.EventID) (Summary, bool, error) {
	v := r.bucket(bEvent).Get([]byte(id))
	if v == nil {
		return Summary{}, false, nil
	}
	s, err := unpackSummary(id, v)
	if err != nil {
		return s, false, err
	}
	said, err := r.opinions()
	if err != nil {
		return s, false, err
	}
	s.Standing = said.standing[id]
	return s, true, nil
}

// EventIDs gives the canonical events whose id begins with prefix, in order.
func (r *Reader) EventIDs(prefix string) iter.Seq[graph.EventID] {
	return func(yield func(graph.EventID) bool) {
		for k := range under(r.bucket(bEvent), []byte(prefix)) {
			if !yield(graph.EventID(prefix + string(k))) {
				return
			}
		}
	}
}

// Event is a canonical event with all its claims; ok is false if there is none.
func (r *Reader) Event(id graph.EventID) (graph.Event, bool, error) {
	members, err := r.LocalEvents(id)
	if err != nil || len(members) == 0 {
		return graph.Event{}, false, err
	}
	return r.joinedAs(members)
}

// EventKnown is Event as the articles published before an instant tell of it; ok is false if none does.
func (r *Reader) EventKnown(id graph.EventID, before time.Time) (graph.Event, bool, error) {
	members, err := r.LocalEvents(id)
	if err != nil {
		return graph.Event{}, false, err
	}
	var known []graph.Event
	for _, m := range members {
		src, ok, err := r.Source(ArticleOf(m.ID))
		if err != nil {
			return graph.Event{}, false, err
		}
		if ok && !src.Published.IsZero() && src.Published.Before(before) {
			known = append(known, m)
		}
	}
	if len(known) == 0 {
		return graph.Event{}, false, nil
	}
	return r.joinedAs(known)
}

func (r *Reader) joinedAs(members []graph.Event) (graph.Event, bool, error) {
	e := Join(members, r.Canon)
	said, err := r.opinions()
	if err != nil {
		return e, false, err
	}
	e.Verdict = string(said.standing[e.ID])
	return e, true, nil
}

// LocalEvents are the events that a canonical one joins, as their articles tell them.
func (r *Reader) LocalEvents(id graph.EventID) ([]graph.Event, error) {
	var out []graph.Event
	for _, m := range r.Members(string(id)) {
		e, ok, err := r.localEvent(graph.EventID(m))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, e)
		}
	}
	return out, nil
}

// Whole is Entity with its Members, of which a busy entity has thousands.
func (r *Reader) Whole(id graph.EntityID) (graph.Entity, bool, error) {
	e, ok, err := r.Entity(id)
	if m := r.Members(string(id)); ok && len(m) > 1 {
		for _, x := range m {
			e.Members = append(e.Members, graph.EntityID(x))
		}
	}
	return e, ok, err
}

// Entity is a canonical entity as all articles together tell of it, without its Members;
// ok is false if none does.
func (r *Reader) Entity(id graph.EntityID) (graph.Entity, bool, error) {
	e, ok, err := r.entity(id)
	if err != nil || !ok {
		return e, ok, err
	}
	said, err := r.opinions()
	if err != nil {
		return e, false, err
	}
	if n := said.names[id]; n != "" && n != e.Name {
		e.Aliases = slices.DeleteFunc(append(e.Aliases, e.Name), func(a string) bool { return a == n || a == "" })
		slices.Sort(e.Aliases)
		e.Aliases = slices.Compact(e.Aliases)
		e.Name, e.Unnamed = n, false
	}
	return e, true, nil
}

// entity is Entity as the articles tell of it, whatever persons call it.
func (r *Reader) entity(id graph.EntityID) (graph.Entity, bool, error) {
	if v := r.bucket(bRecord).Get([]byte(id)); v != nil {
		var rec record
		if err := json.Unmarshal(v, &rec); err != nil {
			return graph.Entity{}, false, err
		}
		return rec.entity(id), true, nil
	}
	if ArticleOf(id) == "" || r.Canon(string(id)) != string(id) {
		return graph.Entity{}, false, nil
	}
	e, ok, err := r.LocalEntity(id)
	return e, ok, err
}

// States are what is told of an entity as the one the state holds of (from) or as what it
// is held at, canonical, one for each article that tells it.
func (r *Reader) States(id graph.EntityID, from bool) ([]graph.State, error) {
	return r.SomeStates(id, from, 0)
}

// SomeStates are at most the first most of States, 0: all. A president is said to be one in
// thousands of articles.
func (r *Reader) SomeStates(id graph.EntityID, from bool, most int) ([]graph.State, error) {
	side := "t"
	if from {
		side = "f"
	}
	var out []graph.State
	for k := range under(r.bucket(bState), append(join(string(id), side), 0)) {
		s, ok, err := r.localState(graph.EventID(k))
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		s.From, s.To = graph.EntityID(r.Canon(string(s.From))), graph.EntityID(r.Canon(string(s.To)))
		for i := range s.Claims {
			for j, c := range s.Claims[i].Claimant {
				s.Claims[i].Claimant[j] = graph.EntityID(r.Canon(string(c)))
			}
		}
		if out = append(out, s); len(out) == most {
			break
		}
	}
	return out, nil
}

// Called are the canonical entities with this name or alias, compared by Fold.
func (r *Reader) Called(name string) []graph.EntityID {
	return r.withRenamed(ids(r.bucket(bName), Fold(name)), func(n string) bool { return n == Fold(name) })
}

// WithWord are the canonical entities with this word in a name, compared by Fold.
func (r *Reader) WithWord(word string) []graph.EntityID {
	return r.withRenamed(ids(r.bucket(bWord), Fold(word)), func(n string) bool { return slices.Contains(strings.Fields(n), Fold(word)) })
}

// withRenamed adds the entities that a person gave such a name.
func (r *Reader) withRenamed(list []graph.EntityID, is func(folded string) bool) []graph.EntityID {
	said, err := r.opinions()
	if err != nil {
		return list // said where it matters: whoever reads the entity meets it
	}
	for _, id := range slices.Sorted(maps.Keys(said.names)) {
		if is(Fold(said.names[id])) && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

func ids(b *bbolt.Bucket, name string) []graph.EntityID {
	if name == "" {
		return nil
	}
	var out []graph.EntityID
	for k := range under(b, append([]byte(name), 0)) {
		out = append(out, graph.EntityID(k))
	}
	return out
}

// Names gives all folded names, in order, each once.
func (r *Reader) Names() iter.Seq[string] {
	return func(yield func(string) bool) {
		last := ""
		for k := range under(r.bucket(bName), nil) {
			name, _, _ := strings.Cut(string(k), "\x00")
			if name != last && !yield(name) {
				return
			}
			last = name
		}
	}
}

// CountEvents is how many events an entity takes part in, up to limit.
func (r *Reader) CountEvents(id graph.EntityID, limit int) int {
	n := 0
	for range under(r.bucket(bTaker), append([]byte(id), 0)) {
		if n++; n >= limit {
			break
		}
	}
	return n
}
