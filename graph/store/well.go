package store

import (
	"iter"
	"slices"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// Well is the number of independent sources from which on an event has a place in the lists of WellTold.
const Well = 2

// wellAt is where an event of so many sources stands in those lists: more come first.
func wellAt(sources int) (at string, told bool) {
	return string([]byte{byte(255 - min(255, max(0, sources)))}), sources >= Well
}

// WellTold gives the ids of the events that stand in one of some lists and that several independent articles
// tell of: those of most articles first, then in order of time, each once. Lists of papers
// have no such order: ok is false.
func (r *Reader) WellTold(lists []List) (ids iter.Seq[graph.EventID], ok bool) {
	if slices.ContainsFunc(lists, func(l List) bool { return l.Paper != "" }) {
		return nil, false
	}
	return func(yield func(graph.EventID) bool) {
		u := &union{}
		for _, l := range lists {
			u.runs = append(u.runs, wellRun(r.bucket(bWell), l))
		}
		u.start()
		for ; u.key != nil; u.next() {
			if !yield(graph.EventID(u.key[1+8:])) {
				return
			}
		}
	}, true
}

func wellRun(b engine.Bucket, l List) *run {
	prefix := []byte("t")
	switch {
	case l.Entity != "":
		prefix = append([]byte("e"+l.Entity), 0)
	case l.Type != "":
		prefix = append([]byte("r"+l.Type), 0)
	}
	return &run{c: b.Cursor(), lo: prefix, hi: append(slices.Clone(prefix), 0xff), skip: len(prefix)}
}
