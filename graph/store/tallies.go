package store

import (
	"bytes"
	"iter"
	"slices"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// This file reads what tally.go counts.

func facetNumber(name string) int {
	return slices.IndexFunc(Facets, func(f Facet) bool { return f.Name == name })
}

// Tallies are the counts of a facet, of events of open relations or of the others, by value.
func (r *Reader) Tallies(facet string, open bool) iter.Seq[Tally] {
	return func(yield func(Tally) bool) {
		i := facetNumber(facet)
		if i < 0 {
			return
		}
		for k, v := range engine.Under(r.bucket(bTally), []byte(tallyKey(i, open, ""))) {
			if !yield(unpackTally(v).tally(string(k))) {
				return
			}
		}
	}
}

// Most are at least the n largest counts of a facet, in no order; what is left out is smaller.
func (r *Reader) Most(facet string, open bool, n int) []Tally {
	i := facetNumber(facet)
	if i < 0 {
		return nil
	}
	key := tallyKey(i, open, "")
	var out []Tally
	last := byte(0)
	for k := range engine.Under(r.bucket(bRank), []byte(key)) {
		if k[0] != last && len(out) >= n {
			return out
		}
		last = k[0]
		v := string(k[1:])
		out = append(out, unpackTally(r.bucket(bTally).Get([]byte(key+v))).tally(v))
	}
	if len(out) >= n {
		return out
	}
	return slices.Collect(r.Tallies(facet, open))
}

// SampleTaking is every so many entities that have a role in an event, evenly spread, up to
// twice most of them: all, if there are no more. each is how many one stands for, n how many there are.
func (r *Reader) SampleTaking(most int) (ids []graph.EntityID, each, n int) {
	each = 1
	i := facetNumber("role")
	take := func(k []byte) {
		if n%each == 0 {
			ids = append(ids, graph.EntityID(k))
		}
		if n++; len(ids) > 2*most {
			kept := ids[:0]
			for j := 0; j < len(ids); j += 2 {
				kept = append(kept, ids[j])
			}
			ids, each = kept, 2*each
		}
	}
	for k := range engine.Under(r.bucket(bTally), []byte(tallyKey(i, false, ""))) {
		take(k)
	}
	// Those of open relations alone: the others stand in the first list, which is walked beside.
	first := []byte(tallyKey(i, false, ""))
	c := r.bucket(bTally).Cursor()
	at, _ := c.Seek(first)
	for k := range engine.Under(r.bucket(bTally), []byte(tallyKey(i, true, ""))) {
		for bytes.HasPrefix(at, first) && bytes.Compare(at[len(first):], k) < 0 {
			at, _ = c.Next()
		}
		if !bytes.HasPrefix(at, first) || !bytes.Equal(at[len(first):], k) {
			take(k)
		}
	}
	return ids, each, n
}

// classAndType is a facet that says which relations have events of a class.
const classAndType = "class and relation"

// TypesOf are the relations that have events of a class, by id.
func (r *Reader) TypesOf(class graph.Class) (out []graph.TypeID) {
	i := facetNumber(classAndType)
	for _, open := range []bool{false, true} {
		for k := range engine.Under(r.bucket(bTally), []byte(tallyKey(i, open, string(class)+"\t"))) {
			if t := graph.TypeID(k); !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Tally is one count.
func (r *Reader) Tally(facet string, open bool, value string) Tally {
	i := facetNumber(facet)
	if i < 0 {
		return Tally{Value: value}
	}
	return unpackTally(r.bucket(bTally).Get([]byte(tallyKey(i, open, value)))).tally(value)
}
