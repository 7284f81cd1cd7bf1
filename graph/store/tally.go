package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"iter"
	"maps"
	"math/bits"
	"slices"

	"dateline/graph"
)

// This file counts events by what they have, in the transaction that changes them: how many, and
// which is the first and the last of them in time. So what a graph has most of is
// known without looking at its events.

// Tally is how many events have a value.
type Tally struct {
	Value string
	N     int
	// First and Last are the events of it that stand first and last in time; both empty where none
	// has a date. With Stale they are not known.
	First, Last graph.EventID
	Stale       bool
}

// tallyKey begins with the facet and whether the relation is an open one.
func tallyKey(facet int, open bool, value string) string {
	k := []byte{byte('a' + facet), 'n'}
	if open {
		k[1] = 'o'
	}
	return string(k) + value
}

// span is the first and last key, time and id, of a list of events.
type span struct{ first, last []byte }

func (s *span) add(k []byte) {
	if s.first == nil || bytes.Compare(k, s.first) < 0 {
		s.first = k
	}
	if s.last == nil || bytes.Compare(k, s.last) > 0 {
		s.last = k
	}
}

// tallied is how a count changes in a transaction.
type tallied struct {
	n           int
	added, gone span
}

// countEvent takes in that an event was as old says and is as now says; either may be nil.
func (t *Tx) countEvent(old, now *Summary) {
	was, is := map[string][]byte{}, map[string][]byte{}
	note := func(to map[string][]byte, e *Summary, of Sources) {
		var at []byte
		if e.Dated() {
			at = append(timeKey(e.Sort).append(nil), e.ID...)
		}
		for k := range e.tallies(of) {
			to[k] = at
		}
	}
	if old != nil {
		note(was, old, t.sourceBefore)
	}
	if now != nil {
		note(is, now, t.source)
	}
	for k, at := range was {
		if again, ok := is[k]; ok && bytes.Equal(at, again) {
			delete(is, k)
			continue
		}
		c := changed(t.tally, k)
		if c.n--; at != nil {
			c.gone.add(at)
		}
	}
	for k, at := range is {
		c := changed(t.tally, k)
		if c.n++; at != nil {
			c.added.add(at)
		}
	}
}

// changed is the change of a count.
func changed(all map[string]*tallied, k string) *tallied {
	c := all[k]
	if c == nil {
		c = &tallied{}
		all[k] = c
	}
	return c
}

// countInto counts one more event.
func countInto(all map[string]*tallied, e *Summary, of Sources) {
	seen := map[string]bool{}
	for k := range e.tallies(of) {
		if seen[k] {
			continue
		}
		seen[k] = true
		c := changed(all, k)
		if c.n++; e.Dated() {
			c.added.add(append(timeKey(e.Sort).append(nil), e.ID...))
		}
	}
}

// tallies are the keys of the counts that an event stands in, some of them several times.
func (s *Summary) tallies(of Sources) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i, f := range Facets {
			for _, v := range f.Values(s, of) {
				if v != "" && !yield(tallyKey(i, s.Open, v)) {
					return
				}
			}
		}
	}
}

// source is an article without its text, remembered.
func (r *Reader) source(id graph.ArticleID) graph.Source {
	src, _, _ := r.Source(id)
	return src
}

// sourceBefore is an article as it was before the change.
func (t *Tx) sourceBefore(id graph.ArticleID) graph.Source {
	if f := t.gone[id]; f != nil {
		return f.Article
	}
	return t.source(id)
}

// paperKeys are the keys of an event in the lists of who published it.
func paperKeys(s *Summary, of Sources) (out []entry) {
	at := string(timeKey(s.Sort).append(nil)) + string(s.ID)
	names := map[string]bool{}
	for _, id := range s.Articles {
		src := of(id)
		names[Fold(src.Publisher)], names[Fold(src.Agency)] = true, true
	}
	delete(names, "")
	for name := range names {
		out = append(out, entry{bPaper, join(name, at)})
		if n := s.tier(); n > 0 {
			out = append(out, entry{bWide, join(wide('p', n)+name, at)})
		}
	}
	return out
}

// entry is a key of a bucket.
type entry struct{ bucket, key []byte }

// writeTallies writes what countEvent took in.
func (t *Tx) writeTallies() error {
	b, ranks := t.bucket(bTally), t.bucket(bRank)
	var climbed []entry
	for _, k := range slices.Sorted(maps.Keys(t.tally)) {
		c := t.tally[k]
		old := unpackTally(b.Get([]byte(k)))
		now := old.with(*c)
		if now.n <= 0 {
			if err := b.Delete([]byte(k)); err != nil {
				return err
			}
		} else if err := b.Put([]byte(k), now.pack()); err != nil {
			return err
		}
		if from, to := rankKey(k, old.n), rankKey(k, now.n); !bytes.Equal(from, to) {
			if from != nil {
				if err := ranks.Delete(from); err != nil {
					return err
				}
			}
			if to != nil {
				climbed = append(climbed, entry{bRank, to})
			}
		}
	}
	clear(t.tally)
	return t.putAll(climbed)
}

// rankKey is where a count stands among the large ones of its facet: those of more than twice as many
// before the others. Small ones have no place.
func rankKey(k string, n int) []byte {
	l := bits.Len(uint(max(0, n)))
	if l < smallRank {
		return nil
	}
	return append(append([]byte(k[:2]), byte(0xff-l)), k[2:]...)
}

// smallRank is the length in bits of the smallest count that has a rank.
const smallRank = 3

// count is a Tally as it is kept.
type count struct {
	n int
	span
	stale bool
}

func (c count) with(d tallied) count {
	fresh := c.n == 0
	c.n += d.n
	at := func(k []byte) bool { return k != nil && (bytes.Equal(k, c.first) || bytes.Equal(k, c.last)) }
	switch {
	case fresh && d.gone.first == nil:
		c.span, c.stale = d.added, false
	case c.stale || at(d.gone.first) || at(d.gone.last):
		c.span, c.stale = span{}, true
	case d.added.first != nil:
		c.add(d.added.first)
		c.add(d.added.last)
	}
	return c
}

// agrees reports whether c is right when o is: it may have lost its ends.
func (c count) agrees(o count) bool {
	return c.n == o.n && (c.stale || bytes.Equal(c.first, o.first) && bytes.Equal(c.last, o.last))
}

func (c count) pack() []byte {
	b := binary.AppendUvarint(nil, uint64(c.n))
	if c.stale {
		return append(b, 1)
	}
	b = append(b, 0)
	for _, k := range [][]byte{c.first, c.last} {
		b = append(binary.AppendUvarint(b, uint64(len(k))), k...)
	}
	return b
}

func unpackTally(b []byte) (c count) {
	n, w := binary.Uvarint(b)
	if w <= 0 || w >= len(b) {
		return c
	}
	c.n, c.stale = int(n), b[w] == 1
	b = b[w+1:]
	for _, to := range []*[]byte{&c.first, &c.last} {
		n, w := binary.Uvarint(b)
		if w <= 0 || n > uint64(len(b)-w) {
			return c
		}
		if n > 0 {
			*to = b[w : w+int(n)]
		}
		b = b[w+int(n):]
	}
	return c
}

func (c count) tally(value string) Tally {
	t := Tally{Value: value, N: c.n, Stale: c.stale}
	if c.first != nil {
		t.First, t.Last = graph.EventID(c.first[8:]), graph.EventID(c.last[8:])
	}
	return t
}

// putAll puts keys without values in their order: in any other, each would move all that came
// after it, as a bucket is one page until the transaction ends.
func (t *Tx) putAll(keys []entry) error {
	slices.SortFunc(keys, func(x, y entry) int {
		return cmp.Or(bytes.Compare(x.bucket, y.bucket), bytes.Compare(x.key, y.key))
	})
	for _, e := range keys {
		if err := t.bucket(e.bucket).Put(e.key, nil); err != nil {
			return err
		}
	}
	return nil
}
