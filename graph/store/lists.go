package store

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"iter"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store/engine"
)

// This file walks the lists of the index. All of them hold events in one order, of time
// and then of id, so that what stands in several is found by leaping from one to the other, and
// a page costs what it shows, however long the lists are.

// List names a list of events in order of time: all of them, those of one
// entity, of one relation, or of one publisher or agency by its folded name.
type List struct {
	Entity graph.EntityID
	Type   graph.TypeID
	Paper  string
}

// Range is a stretch of a list. A zero Since or Until is open; both leave out
// what has no time, unless Undated.
type Range struct {
	Since, Until time.Time // events that may lie in [Since, Until)
	Undated      bool
	Backward     bool   // latest first, the undated still last
	After        string // as CursorOf gives it: only what stands behind that event
}

// Events gives the ids of the canonical events of a list that can lie between Since
// and Until, in order of time, then of id, each once. Some of them lie
// outside: the caller looks at Summary.Span.
func (r *Reader) Events(l List, in Range) iter.Seq[graph.EventID] {
	return r.Common([][]List{{l}}, in)
}

// Common is Events for what stands in at least one list of each group.
func (r *Reader) Common(groups [][]List, in Range) iter.Seq[graph.EventID] {
	return func(yield func(graph.EventID) bool) {
		after := in.after()
		r.walk(groups, in, after, r.place, func(k, _ []byte) bool { return yield(graph.EventID(k[8:])) })
	}
}

// walk gives the keys, time and id, and what stands under them, of what is in at least one list of each group, in order.
func (r *Reader) walk(groups [][]List, in Range, after []byte, place func(List) place, yield func(k, v []byte) bool) {
	undated := func(l List) []*run { return []*run{place(l).undated()} }
	if len(after) > 0 && timeKeyOf(after) == noTime {
		r.common(groups, false, after, yield, undated)
		return
	}
	if !r.common(groups, in.Backward, after, yield, func(l List) []*run { return place(l).dated(in) }) {
		return
	}
	if in.Undated || in.Since.IsZero() && in.Until.IsZero() {
		r.common(groups, false, nil, yield, undated)
	}
}

// CursorOf is where an event stands in all lists.
func CursorOf(e *Summary) string {
	return hex.EncodeToString(timeKey(e.Sort).append(nil)) + "." + string(e.ID)
}

// IsCursor reports whether s is what CursorOf may give.
func IsCursor(s string) bool { return Range{After: s}.after() != nil }

// after is the key of a cursor; of what is none, nil.
func (in Range) after() []byte {
	at, id, ok := strings.Cut(in.After, ".")
	b, err := hex.DecodeString(at)
	if !ok || err != nil || len(b) != 8 {
		return nil
	}
	return append(b, id...)
}

func timeKeyOf(k []byte) timeKey { return timeKey(binary.BigEndian.Uint64(k) ^ 1<<63) }

// common gives the keys, time and id, that a run of each group has, those behind after.
func (r *Reader) common(groups [][]List, back bool, after []byte, yield func(k, v []byte) bool, runs func(List) []*run) bool {
	all := make([]*union, len(groups))
	for i, g := range groups {
		all[i] = &union{back: back}
		for _, l := range g {
			all[i].runs = append(all[i].runs, runs(l)...)
		}
		all[i].start()
	}
	if after != nil {
		if all[0].seek(after); bytes.Equal(all[0].key, after) {
			all[0].next()
		}
	}
	for n := 1; all[0].key != nil; n++ {
		if n&1023 == 0 && r.ctx.Err() != nil {
			return false // whoever asked looks at the context
		}
		at, same := all[0].key, true
		for _, u := range all[1:] {
			if u.seek(at); u.key == nil {
				return true
			}
			if same = bytes.Equal(u.key, at); !same {
				all[0].seek(u.key)
				break
			}
		}
		if !same {
			continue
		}
		if !yield(at, all[0].value) {
			return false
		}
		all[0].next()
	}
	return true
}

// place is where a list stands: its bucket and what its keys begin with, and the same of its long events,
// which stand behind a kind and a digit.
type place struct {
	b, long       engine.Bucket
	prefix, owner []byte
	kind          byte
}

func (r *Reader) place(l List) place {
	p := place{b: r.bucket(bTime), long: r.bucket(bWide), kind: 't'}
	switch {
	case l.Entity != "":
		p.b, p.prefix, p.kind = r.bucket(bTaker), append([]byte(l.Entity), 0), 'e'
	case l.Type != "":
		p.b, p.prefix, p.kind = r.bucket(bType), append([]byte(l.Type), 0), 'r'
	case l.Paper != "":
		p.b, p.prefix, p.kind = r.bucket(bPaper), append([]byte(l.Paper), 0), 'p'
	}
	p.owner = p.prefix
	return p
}

// dated are the stretches in which the events of a list can stand that may lie in a range.
func (p place) dated(in Range) []*run {
	first, end := timeKey(-1<<63), noTime
	if !in.Since.IsZero() {
		first = keyOf(in.Since) - timeKey(reaches[0])
	}
	if !in.Until.IsZero() {
		end = keyOf(in.Until)
	}
	out := []*run{newRun(p.b, p.prefix, first, end, in.Backward)}
	long := func(tier int, from, to timeKey) {
		out = append(out, newRun(p.long, append([]byte(wide(p.kind, tier)), p.owner...), from, to, in.Backward))
	}
	// What began long before may still last.
	for n := 1; n <= len(reaches) && !in.Since.IsZero(); n++ {
		from := timeKey(-1 << 63)
		if n < len(reaches) {
			from = keyOf(in.Since) - timeKey(reaches[n])
		}
		long(n, from, first)
	}
	// What has no beginning stands at its end, which may lie after Until.
	if !in.Until.IsZero() {
		long(len(reaches), end, noTime)
	}
	return out
}

func (p place) undated() *run {
	lo := noTime.append(slices.Clone(p.prefix))
	return &run{c: p.b.Cursor(), lo: lo, hi: append(slices.Clone(lo), 0xff), skip: len(p.prefix)}
}

// run is a stretch of a bucket, from lo to before hi, walked forward or backward.
type run struct {
	c      engine.Cursor
	lo, hi []byte
	skip   int // bytes before the time in its keys
	back   bool
	key    []byte // where it stands: time and id; nil at the end
	value  []byte // what stands there
	far    int    // how many leaps were needed lately
}

func newRun(b engine.Bucket, prefix []byte, from, to timeKey, back bool) *run {
	return &run{c: b.Cursor(), lo: from.append(slices.Clone(prefix)), hi: to.append(slices.Clone(prefix)), skip: len(prefix), back: back}
}

// stand takes the key that the cursor gave.
func (r *run) stand(k, v []byte) {
	r.key, r.value = nil, v
	if k != nil && (r.back && bytes.Compare(k, r.lo) >= 0 || !r.back && bytes.Compare(k, r.hi) < 0) {
		r.key = k[r.skip:]
	}
}

// start goes to the first key.
func (r *run) start() {
	if !r.back {
		r.stand(r.c.Seek(r.lo))
		return
	}
	r.before(r.hi, false)
}

// before goes to the last key before k, or with at to k itself if it is there.
func (r *run) before(k []byte, at bool) {
	found, v := r.c.Seek(k)
	switch {
	case found == nil:
		found, v = r.c.Last()
	case !at || !bytes.Equal(found, k):
		found, v = r.c.Prev()
	}
	r.stand(found, v)
}

func (r *run) next() {
	if r.key == nil {
		return
	}
	if r.back {
		r.stand(r.c.Prev())
		return
	}
	r.stand(r.c.Next())
}

// nearby is how many steps are tried before a leap: a leap costs as much as some twenty.
const nearby = 16

// seek goes on to the first key at or after k, a time and an id.
func (r *run) seek(k []byte) {
	if r.key == nil || ahead(r.key, k, r.back) >= 0 {
		return
	}
	// Where the last leaps were all far, steps would be for nothing but now and then.
	for range nearby >> min(r.far, 3) {
		if r.next(); r.key == nil || ahead(r.key, k, r.back) >= 0 {
			r.far = 0
			return
		}
	}
	r.far++
	whole := append(slices.Clone(r.lo[:r.skip]), k...)
	if r.back {
		r.before(whole, true)
		return
	}
	r.stand(r.c.Seek(whole))
}

// ahead compares two keys in the direction of the walk.
func ahead(a, b []byte, back bool) int {
	if back {
		return bytes.Compare(b, a)
	}
	return bytes.Compare(a, b)
}

// union is several runs as one.
type union struct {
	runs  []*run
	back  bool
	key   []byte // where it stands
	value []byte // what stands there
}

func (u *union) start() {
	for _, r := range u.runs {
		r.start()
	}
	u.pick()
}

func (u *union) pick() {
	u.key = nil
	for _, r := range u.runs {
		if r.key != nil && (u.key == nil || ahead(r.key, u.key, u.back) < 0) {
			u.key, u.value = r.key, r.value
		}
	}
	u.runs = slices.DeleteFunc(u.runs, func(r *run) bool { return r.key == nil })
}

func (u *union) next() {
	if len(u.runs) == 1 { // most lists are one stretch: no copy of each key
		u.runs[0].next()
		if u.key, u.value = u.runs[0].key, u.runs[0].value; u.key == nil {
			u.runs = nil
		}
		return
	}
	at := u.key
	for _, r := range u.runs {
		if r.key != nil && bytes.Equal(r.key, at) {
			r.next()
		}
	}
	u.pick()
}

func (u *union) seek(k []byte) {
	if u.key == nil || ahead(u.key, k, u.back) >= 0 {
		return
	}
	for _, r := range u.runs {
		r.seek(k)
	}
	u.pick()
}
