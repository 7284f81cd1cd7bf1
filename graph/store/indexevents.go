package store

import (
	"bytes"
	"iter"
	"maps"
	"slices"

	"dateline/graph"
)

// This file keeps the lists of events: by time, who takes part, relation, length.

// writeEvents writes the clusters, then every touched canonical event.
func (x *touched) writeEvents() error {
	t := x.t
	canon, members := t.bucket(bCanon), t.bucket(bMembers)
	for id := range t.assign {
		if old := x.before(id); old != id {
			if err := members.Delete(join(old, id)); err != nil {
				return err
			}
		}
	}
	for id, now := range t.assign {
		if err := putOrDelete(canon, []byte(id), now != id, func() []byte { return []byte(now) }); err != nil {
			return err
		}
		if now != id {
			if err := members.Put(join(now, id), nil); err != nil {
				return err
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(x.events)) {
		if err := x.writeEvent(id); err != nil {
			return err
		}
	}
	return t.writeTallies()
}

func (x *touched) writeEvent(id string) error {
	t := x.t
	b := t.bucket(bEvent)
	was, is := 0, 0
	var before, after *Summary
	same := false // its record stays as it is
	v := b.Get([]byte(id))
	if v != nil {
		was = 1
		old, err := unpackSummary(graph.EventID(id), v)
		if err != nil {
			return err
		}
		before = &old
	}
	e, ok, err := t.joined(id)
	if err != nil {
		return err
	}
	if ok {
		is = 1
		ty, _, err := t.Type(e.Type)
		if err != nil {
			return err
		}
		s := summarise(e, isOpen(ty, e), t.Root)
		after = &s
		p := s.pack()
		if same = bytes.Equal(p, v); !same {
			if err := b.Put([]byte(id), p); err != nil {
				return err
			}
		}
	} else if err := b.Delete([]byte(id)); err != nil {
		return err
	}
	if err := t.moveKeys(listKeys(before, t.sourceBefore), listKeys(after, t.source)); err != nil {
		return err
	}
	if !same {
		if err := t.writeThin(before, after); err != nil {
			return err
		}
	}
	t.countEvent(before, after)
	return t.count(map[string]int{"events": is - was})
}

// joined is the event that the members of a cluster make; ok is false when none of them
// is there any more, or when id is no longer canonical.
func (t *Tx) joined(id string) (graph.Event, bool, error) {
	if t.Reader.Canon(id) != id {
		return graph.Event{}, false, nil
	}
	var members []graph.Event
	for _, m := range t.Members(id) {
		e, ok, err := t.LocalEvent(graph.EventID(m))
		if err != nil {
			return graph.Event{}, false, err
		}
		if ok {
			members = append(members, e)
		}
	}
	if len(members) == 0 {
		return graph.Event{}, false, nil
	}
	return Join(members, t.Reader.Canon), true, nil
}

// isOpen reports whether e is of an open relation, which queries leave out unless asked.
func isOpen(t graph.Type, e graph.Event) bool { return t.Open || e.Class == "OTHER" }

// listKeys are the keys of an event in all lists; none of nil.
func listKeys(s *Summary, of Sources) (out []entry) {
	if s == nil {
		return nil
	}
	out = paperKeys(s, of)
	for bucket, k := range keysOf(*s) {
		out = append(out, entry{bucket, k})
	}
	return out
}

// moveKeys makes the keys old those of now. What is in both stays as it is: each key that is written again has a page written.
func (t *Tx) moveKeys(old, now []entry) error {
	stay := make(map[string]bool, len(old))
	for _, e := range old {
		stay[string(e.bucket)+"\x00"+string(e.key)] = false
	}
	for _, e := range now {
		k := string(e.bucket) + "\x00" + string(e.key)
		if _, ok := stay[k]; ok {
			stay[k] = true
			continue
		}
		if err := t.bucket(e.bucket).Put(e.key, nil); err != nil {
			return err
		}
	}
	for _, e := range old {
		if stay[string(e.bucket)+"\x00"+string(e.key)] {
			continue
		}
		if err := t.bucket(e.bucket).Delete(e.key); err != nil {
			return err
		}
	}
	return nil
}

// keysOf are the buckets and keys by which an event is found.
func keysOf(s Summary) iter.Seq2[[]byte, []byte] {
	return func(yield func(bucket, key []byte) bool) {
		id := string(s.ID)
		at := string(timeKey(s.Sort).append(nil))
		if !yield(bTime, []byte(at+id)) || !yield(bType, append(join(string(s.Type), at), id...)) {
			return
		}
		n := s.tier()
		if n > 0 && (!yield(bWide, []byte(wide('t', n)+at+id)) || !yield(bWide, append(join(wide('r', n)+string(s.Type), at), id...))) {
			return
		}
		well, told := wellAt(s.Sources)
		if told && (!yield(bWell, []byte("t"+well+at+id)) || !yield(bWell, []byte("r"+string(s.Type)+"\x00"+well+at+id))) {
			return
		}
		for _, e := range takers(s) {
			if told && !yield(bWell, []byte("e"+string(e)+"\x00"+well+at+id)) {
				return
			}
			if !yield(bTaker, append(join(string(e), at), id...)) || n > 0 && !yield(bWide, append(join(wide('e', n)+string(e), at), id...)) {
				return
			}
		}
	}
}

// takers are the entities under which an event is found: those of its roles and
// its place.
func takers(s Summary) []graph.EntityID {
	var out []graph.EntityID
	for _, r := range s.Roles {
		if r.Entity != "" && !slices.Contains(out, r.Entity) {
			out = append(out, r.Entity)
		}
	}
	if s.Place != "" && !slices.Contains(out, s.Place) {
		out = append(out, s.Place)
	}
	return out
}
