package store

import (
	"bytes"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// This file is what package query asks of the index.

// Summary is the index record of a canonical event; ok is false if there is none.
func (r *Reader) Summary(id graph.EventID) (Summary, bool, error) {
	v := r.bucket(bEvent).Get([]byte(id))
	if v == nil {
		return Summary{}, false, nil
	}
	s, err := r.summary(id, v)
	return s, err == nil, err
}

// summary is the record of an event with what persons say of it.
func (r *Reader) summary(id graph.EventID, record []byte) (Summary, error) {
	s, err := unpackSummary(id, record)
	if err != nil {
		return s, err
	}
	said, err := r.opinions()
	if err != nil {
		return s, err
	}
	s.Standing = said.standing[id]
	return s, nil
}

// EventIDs gives the canonical events whose id begins with prefix, in order.
func (r *Reader) EventIDs(prefix string) iter.Seq[graph.EventID] {
	return func(yield func(graph.EventID) bool) {
		for k := range engine.Under(r.bucket(bEvent), []byte(prefix)) {
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

// Claims are what articles say of a canonical event, each in the order of its text, with canonical ids: less to read than Event.
func (r *Reader) Claims(id graph.EventID) (out []graph.Claim, err error) {
	for _, m := range r.Members(string(id)) {
		claims, err := r.claims(r.ref(nodeIRI(m)), ArticleOf(m))
		if err != nil {
			return nil, err
		}
		for _, c := range claims {
			for i, by := range c.Claimant {
				c.Claimant[i] = graph.EntityID(r.Canon(string(by)))
			}
			out = append(out, c)
		}
	}
	return out, nil
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
		e, err := readEntity(id, v)
		return e, err == nil, err
	}
	if ArticleOf(id) == "" || r.Canon(string(id)) != string(id) {
		return graph.Entity{}, false, nil
	}
	e, ok, err := r.LocalEntity(id)
	return e, ok, err
}

// Kind is the kind of a canonical entity.
func (r *Reader) Kind(id graph.EntityID) (graph.Kind, error) {
	if r.bucket(bRecord).Get([]byte(id)) == nil {
		ps, err := r.scan(indexSP, r.ref(nodeIRI(id)), r.pred(pKind))
		if err != nil || len(ps) == 0 {
			return "", err
		}
		vals, err := r.values([]uint64{ps[0].Object})
		if err != nil {
			return "", err
		}
		r.remember(ps[0].Object, vals[0])
		return graph.Kind(cutPrefix(vals[0], kindPrefix)), nil
	}
	e, _, err := r.entity(id)
	return e.Kind, err
}

// States are what is told of an entity as the one the state holds of (from) or as what it
// is held at, canonical, one for each article that tells it.
func (r *Reader) States(id graph.EntityID, from bool) ([]graph.State, error) {
	var out []graph.State
	for s, err := range r.StatesOf(id, from) {
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// StatesOf gives the States one by one.
func (r *Reader) StatesOf(id graph.EntityID, from bool) iter.Seq2[graph.State, error] {
	side := "t"
	if from {
		side = "f"
	}
	return r.states(append(join(string(id), side), 0), func(k []byte) (graph.EventID, graph.EntityID) {
		if from {
			return graph.EventID(k), id
		}
		return graph.EventID(k), ""
	})
}

// AllStates gives all states of the graph, one for each article that tells it, in the order of those they hold of.
func (r *Reader) AllStates() iter.Seq2[graph.State, error] {
	return r.states(nil, func(k []byte) (graph.EventID, graph.EntityID) {
		if parts := bytes.SplitN(k, []byte{0}, 3); len(parts) == 3 && string(parts[1]) == "f" {
			return graph.EventID(parts[2]), graph.EntityID(parts[0])
		}
		return "", ""
	})
}

// states gives the states under the keys that begin with prefix. of says which it is, and of whom it holds, if the key does.
func (r *Reader) states(prefix []byte, of func(k []byte) (id graph.EventID, from graph.EntityID)) iter.Seq2[graph.State, error] {
	return func(yield func(graph.State, error) bool) {
		for k, v := range engine.Under(r.bucket(bState), prefix) {
			id, from := of(k)
			if id == "" {
				continue
			}
			s, ok := unpackState(id, v)
			if !ok { // of a database that was made when they were not kept
				var err error
				if s, ok, err = r.localState(id); err != nil {
					yield(s, err)
					return
				}
			}
			if !ok {
				continue
			}
			if from == "" {
				from = graph.EntityID(r.Canon(string(s.From)))
			}
			s.From = from
			s.To = graph.EntityID(r.Canon(string(s.To)))
			for i := range s.Claims {
				for j, c := range s.Claims[i].Claimant {
					s.Claims[i].Claimant[j] = graph.EntityID(r.Canon(string(c)))
				}
			}
			if !yield(s, nil) {
				return
			}
		}
	}
}

// Called are the canonical entities with this name or alias, compared by Fold.
func (r *Reader) Called(name string) []graph.EntityID {
	name = shortName(name)
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

func ids(b engine.Bucket, name string) []graph.EntityID {
	if name == "" {
		return nil
	}
	var out []graph.EntityID
	for k := range engine.Under(b, append([]byte(name), 0)) {
		out = append(out, graph.EntityID(k))
	}
	return out
}

// Names gives all folded names, in order, each once. A name is good until the next write.
func (r *Reader) Names() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		var last []byte
		for k := range engine.Under(r.bucket(bName), nil) {
			name := k[:max(0, bytes.IndexByte(k, 0))]
			if !bytes.Equal(name, last) && !yield(name) {
				return
			}
			last = name
		}
	}
}

// NamesFrom gives the folded names that begin with prefix, in order, each with the entities called so.
func (r *Reader) NamesFrom(prefix string) iter.Seq2[string, graph.EntityID] {
	return from(r.bucket(bName), prefix)
}

// WordsFrom gives the folded words of names that begin with prefix, likewise.
func (r *Reader) WordsFrom(prefix string) iter.Seq2[string, graph.EntityID] {
	return from(r.bucket(bWord), prefix)
}

// Wording is WordsFrom with the words of the names that persons gave, after all others.
func (r *Reader) Wording(prefix string) iter.Seq2[string, graph.EntityID] {
	return func(yield func(string, graph.EntityID) bool) {
		for w, id := range r.WordsFrom(prefix) {
			if !yield(w, id) {
				return
			}
		}
		said, err := r.opinions()
		if err != nil {
			return // said where it matters: whoever reads the entity meets it
		}
		for id, name := range said.names {
			for w := range strings.FieldsSeq(Fold(name)) {
				if strings.HasPrefix(w, prefix) && !yield(w, id) {
					return
				}
			}
		}
	}
}

func from(b engine.Bucket, prefix string) iter.Seq2[string, graph.EntityID] {
	return func(yield func(string, graph.EntityID) bool) {
		for k := range engine.Under(b, []byte(prefix)) {
			name, id, _ := strings.Cut(string(k), "\x00")
			if !yield(prefix+name, graph.EntityID(id)) {
				return
			}
		}
	}
}

// CountEvents is how many events an entity takes part in, up to limit.
func (r *Reader) CountEvents(id graph.EntityID, limit int) int {
	return min(limit, r.Tally(ByTaker, false, string(id)).N+r.Tally(ByTaker, true, string(id)).N)
}

// Told is how often articles tell of a canonical entity.
func (r *Reader) Told(id graph.EntityID) int {
	if v := r.bucket(bRecord).Get([]byte(id)); v != nil {
		n := 1
		if err := eachSaid(v, func(field byte, _ string, times int) {
			if field == 'n' {
				n = times
			}
		}); err == nil {
			return n
		}
	}
	return 1
}

// Rejected are the events that persons want left out, by id.
func (r *Reader) Rejected() ([]graph.EventID, error) {
	said, err := r.opinions()
	if err != nil {
		return nil, err
	}
	var out []graph.EventID
	for id, v := range said.standing {
		if v == Rejected {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out, nil
}

// AheadEvents says that Summary will be asked for these events soon: see engine.Bucket.
func (r *Reader) AheadEvents(ids []graph.EventID) {
	keys := make([][]byte, len(ids))
	for i, id := range ids {
		keys[i] = []byte(id)
	}
	r.bucket(bEvent).Ahead(keys)
}
