package store

import (
	"hash/crc32"
	"iter"
	"slices"

	"dateline/graph"
)

// This file keeps thin lists beside those of lists.go: of one event in some, chosen by nothing but its
// id, with their records in them. A sample of a list that is long is read from its thin one, in one
// stretch, and what stands in several thin lists is a sample of what stands in several lists.

// thinOf is of how many events one stands in the thin lists.
const thinOf = 16

// kThin stands in databases that have had thin lists from their first event on.
var kThin = []byte("thinned")

// thin reports whether there are thin lists.
func (r *Reader) thin() bool { return r.tx.Bucket(bDateline).Get(kThin) != nil }

// thinKeys are the keys of an event in the thin lists; most events have none.
func thinKeys(s *Summary) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if crc32.ChecksumIEEE([]byte(s.ID))%thinOf != 0 {
			return
		}
		at := string(timeKey(s.Sort).append(nil)) + string(s.ID)
		n := s.tier()
		both := func(kind byte, owner string) bool {
			return yield([]byte(string(kind)+owner+at)) && (n == 0 || yield([]byte(wide(kind-('a'-'A'), n)+owner+at)))
		}
		if !both('t', "") || !both('r', string(s.Type)+"\x00") {
			return
		}
		for _, e := range takers(*s) {
			if !both('e', string(e)+"\x00") {
				return
			}
		}
	}
}

// writeThin takes in that an event was as old says and is as now says; either may be nil.
func (t *Tx) writeThin(old, now *Summary) error {
	var stay map[string]bool
	if now != nil {
		for k := range thinKeys(now) {
			if !t.thin() {
				return nil
			}
			if stay == nil {
				stay = map[string]bool{}
			}
			stay[string(k)] = true
			if err := t.bucket(bThin).Put(k, now.pack()); err != nil {
				return err
			}
		}
	}
	if old != nil {
		for k := range thinKeys(old) {
			if !t.thin() {
				return nil
			}
			if stay[string(k)] {
				continue
			}
			if err := t.bucket(bThin).Delete(k); err != nil {
				return err
			}
		}
	}
	return nil
}

// thinPlace is place of the thin list.
func (r *Reader) thinPlace(l List) place {
	p := r.place(l)
	p.b, p.long = r.bucket(bThin), r.bucket(bThin)
	p.prefix = append([]byte{p.kind}, p.owner...)
	p.kind -= 'a' - 'A'
	return p
}

// sampler keeps every so many keys, evenly spread, up to twice most.
type sampler struct {
	most, each, n int
	keys, values  [][]byte
}

func (s *sampler) take(k, v []byte) bool {
	if s.n%s.each == 0 {
		s.keys, s.values = append(s.keys, k), append(s.values, v)
	}
	if s.n++; len(s.keys) > 2*s.most {
		half := 0
		for i := 0; i < len(s.keys); i += 2 {
			s.keys[half], s.values[half] = s.keys[i], s.values[i]
			half++
		}
		s.keys, s.values, s.each = s.keys[:half], s.values[:half], 2*s.each
	}
	return true
}

// Sample is some of the events of Common, at most twice most of them but in order and evenly spread: all, if
// there are no more than that. each is how many events one stands for, which is about right where the
// thin lists have enough of them.
func (r *Reader) Sample(groups [][]List, in Range, most int) (sums []Summary, each int, err error) {
	papers := false
	for _, g := range groups {
		for _, l := range g {
			papers = papers || l.Paper != ""
		}
	}
	if !papers && r.thin() {
		some := sampler{most: most, each: 1}
		if r.walk(groups, in, nil, r.thinPlace, some.take); some.n >= most {
			for i, k := range some.keys {
				if i&63 == 0 && r.ctx.Err() != nil {
					return nil, 0, r.ctx.Err()
				}
				sum, err := r.summary(graph.EventID(k[8:]), some.values[i])
				if err != nil {
					return nil, 0, err
				}
				sums = append(sums, sum)
			}
			return sums, thinOf * some.each, nil
		}
	}
	some := sampler{most: most, each: 1}
	r.walk(groups, in, nil, r.place, some.take)
	sums, err = r.summaries(some.keys)
	return sums, some.each, err
}

// summaries are the records of the events of keys, which are looked up in order of their ids, as they lie.
func (r *Reader) summaries(keys [][]byte) (sums []Summary, err error) {
	order := make([]int, len(keys))
	ids := make([]graph.EventID, len(keys))
	for i, k := range keys {
		order[i], ids[i] = i, graph.EventID(k[8:])
	}
	slices.SortFunc(order, func(a, b int) int { return compare(ids[a], ids[b]) })
	r.AheadEvents(ids)
	sums = make([]Summary, len(keys))
	for n, i := range order {
		if n&63 == 0 && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
		if sums[i], _, err = r.Summary(ids[i]); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(sums, func(s Summary) bool { return s.ID == "" }), nil
}
