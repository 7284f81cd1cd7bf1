package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"iter"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"dateline/graph"
)

// This file counts events by what they have, in the transaction that changes them: how many, and
// which is the first and the last of them in time. So what a graph has most of is
// known without looking at its events.

// Sources gives articles without their text.
type Sources func(graph.ArticleID) graph.Source

// Facet is something that events are counted by.
type Facet struct {
	Name   string
	Values func(e *Summary, of Sources) []string
}

// Facets are all that events are counted by. Their place in the list is part of the file's format.
var Facets = []Facet{
	{"actor", func(e *Summary, _ Sources) []string { return takingPart(e, true) }},
	{"participant", func(e *Summary, _ Sources) []string { return takingPart(e, false) }},
	{"relation", func(e *Summary, _ Sources) []string { return []string{string(e.Type)} }},
	{"class", func(e *Summary, _ Sources) []string { return []string{string(e.Class)} }},
	{"context", func(e *Summary, _ Sources) []string { return e.Tags }},
	{"place", func(e *Summary, _ Sources) []string { return []string{string(e.Place)} }},
	{"year", func(e *Summary, _ Sources) []string { return []string{calendarOf(e.When, 4)} }},
	{"month", func(e *Summary, _ Sources) []string { return []string{calendarOf(e.When, 7)} }},
	{"day", func(e *Summary, _ Sources) []string { return []string{calendarOf(e.When, 10)} }},
	{"source", func(e *Summary, of Sources) []string {
		var out []string
		for _, id := range e.Articles {
			out = append(out, cmp.Or(of(id).Publisher, Unpublished))
		}
		return out
	}},
	{"claimant", func(e *Summary, _ Sources) []string { return texts(e.Claimants) }},
	{"basis", func(e *Summary, _ Sources) []string { return []string{e.Basis.String()} }},
	{"status", func(e *Summary, _ Sources) []string { return []string{e.Status()} }},
	{ByTaker, func(e *Summary, _ Sources) []string { return texts(takers(*e)) }},
	{"role", func(e *Summary, _ Sources) []string { return inRoles(e) }},
	{ByState, func(e *Summary, _ Sources) []string { return dating(e) }},
	{classAndType, func(e *Summary, _ Sources) []string { return []string{string(e.Class) + "\t" + string(e.Type)} }},
}

// ByState is a facet for statistics: what it has are these, and months.
const (
	ByState   = "state"
	ByTaker   = "taker" // in any role, or the place
	IsDated   = "dated"
	IsUndated = "undated"
	IsDenied  = "denied"
	InMonth   = "month " // before it
)

// inRoles are all who are named in a role of e.
func inRoles(e *Summary) []string {
	var out []string
	for _, r := range e.Roles {
		out = append(out, string(r.Entity))
	}
	return out
}

// takingPart are those who act in e, or all who take part in it. In a symmetric relation all act.
func takingPart(e *Summary, actors bool) []string {
	var out []string
	for _, r := range e.Roles {
		if r.Entity != "" && (r.Name == "actor" || r.Name == "participant" || !actors && r.Name == "recipient") {
			out = append(out, string(r.Entity))
		}
	}
	return out
}

// calendarOf is the year, month or day of an EDTF date that commits itself to one.
func calendarOf(edtf string, length int) string {
	if edtf == "" || strings.ContainsAny(edtf, "[{/") || len(edtf) < length {
		return ""
	}
	return edtf[:length]
}

// dating is what statistics count: whether an event has a date, the month that its date begins with,
// and whether somebody denies it.
func dating(e *Summary) (out []string) {
	switch {
	case !e.Dated():
		out = append(out, IsUndated)
	case len(e.When) >= 7 && e.When[4] == '-':
		out = append(out, IsDated, InMonth+e.When[:7])
	default:
		out = append(out, IsDated)
	}
	if e.Denied {
		out = append(out, IsDenied)
	}
	return out
}

func texts[T ~string](ids []T) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// Status says how an event stands: disputed, denied, planned or asserted.
func (s *Summary) Status() string {
	switch {
	case s.Denied && s.Asserted:
		return "disputed"
	case s.Denied:
		return "denied"
	case s.Modes&(1<<graph.Past|1<<graph.Present) == 0 && s.Modes&(1<<graph.Planned|1<<graph.Ordered|1<<graph.Hypothetical) != 0:
		return "planned"
	}
	return "asserted"
}

// Unpublished is what the publisher of an article without one is called.
const Unpublished = "(unknown)"

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
				if err := ranks.Put(to, nil); err != nil {
					return err
				}
			}
		}
	}
	clear(t.tally)
	return nil
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
		for k, v := range under(r.bucket(bTally), []byte(tallyKey(i, open, ""))) {
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
	for k := range under(r.bucket(bRank), []byte(key)) {
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
	for _, open := range []bool{false, true} {
		for k := range under(r.bucket(bTally), []byte(tallyKey(i, open, ""))) {
			if open && r.bucket(bTally).Get([]byte(tallyKey(i, false, string(k)))) != nil {
				continue
			}
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
	}
	return ids, each, n
}

// classAndType is a facet that says which relations have events of a class.
const classAndType = "class and relation"

// TypesOf are the relations that have events of a class, by id.
func (r *Reader) TypesOf(class graph.Class) (out []graph.TypeID) {
	i := facetNumber(classAndType)
	for _, open := range []bool{false, true} {
		for k := range under(r.bucket(bTally), []byte(tallyKey(i, open, string(class)+"\t"))) {
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
