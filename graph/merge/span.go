package merge

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/graph/when"
)

// span is an event as its key's list has it.
type span struct {
	id       string
	from, to int64 // seconds; open sides are the smallest and largest number
	dated    uint8
	again    bool   // of a kind that recurs
	place    string // where the place tells events apart
}

// What is known about the time of an event.
const (
	undated   uint8 = iota // nothing: it is never joined
	published              // no more than that it was reported
	dated
)

func (s span) article() graph.ArticleID { return store.ArticleOf(s.id) }

// Spans of a key stand in its list by how long they are at most, so that what meets a stretch of time is
// found by looking back no further than that; then by when they begin.
var reaches = [...]int64{11 * day, 40 * day, 370 * day}

const (
	anyTime = len(reaches)     // what is longer, or open
	noTime  = len(reaches) + 1 // what is undated, which meets nothing
	older   = '0'              // from here on stand those of databases of format 5, by their ids
)

func (s span) list() int {
	switch {
	case s.dated == undated:
		return noTime
	case s.from >= s.to || width(s) == math.MaxInt64:
		return anyTime
	}
	for i, r := range reaches {
		if s.to-s.from <= r {
			return i
		}
	}
	return anyTime
}

// recurs is the bit of a packed span's kind for those that recur.
const recurs = 0x80

// packedSpan is the length of what stands before the id and the place.
const packedSpan = 18

// begins is where what is of a list and begins at from or later stands.
func begins(list int, from int64) []byte {
	return binary.BigEndian.AppendUint64([]byte{byte(list)}, uint64(from)^1<<63)
}

func (s span) pack() []byte {
	b := binary.BigEndian.AppendUint64(begins(s.list(), s.from), uint64(s.to)^1<<63)
	kind := s.dated
	if s.again {
		kind |= recurs
	}
	return append(b, kind)
}

// entry is s in the list of its key.
func (s span) entry(k string) []byte {
	b := append(append(key(k, ""), s.pack()...), s.id...)
	return append(append(b, 0), s.place...)
}

// unpackSpan is the inverse of pack.
func unpackSpan(b []byte) span {
	return span{
		from: int64(binary.BigEndian.Uint64(b[1:]) ^ 1<<63), to: int64(binary.BigEndian.Uint64(b[9:]) ^ 1<<63),
		dated: b[17] &^ recurs, again: b[17]&recurs != 0,
	}
}

// unpackEntry is the inverse of entry, without the key. Of databases of format 5 the rest is in the value.
func unpackEntry(b, value []byte) span {
	if b[0] >= older {
		return olderSpan(string(b), value)
	}
	s := unpackSpan(b)
	id, place, _ := strings.Cut(string(b[packedSpan:]), "\x00")
	s.id, s.place = id, place
	return s
}

// olderSpan is an event of a database of format 5.
func olderSpan(id string, b []byte) span {
	return span{
		id: id, from: int64(binary.BigEndian.Uint64(b)), to: int64(binary.BigEndian.Uint64(b[8:])),
		dated: b[16] &^ recurs, again: b[16]&recurs != 0, place: string(b[17:]),
	}
}

// How far back an event lies that an article tells without a date, and one of which only one bound is known.
const (
	recent      = 10 * day
	recentAgain = 2 * day // of a kind that recurs
	bounded     = 366 * day
)

// spanOf is when an event of an article published at pub happened, as far as joining it goes.
func spanOf(e graph.Event, pub time.Time, again bool) span {
	s := span{id: string(e.ID), from: math.MinInt64, to: math.MaxInt64, again: again}
	from, to := e.When.Bounds()
	if !from.IsZero() {
		s.from = from.Unix()
	}
	if !to.IsZero() {
		s.to = to.Unix()
	}
	told := int64(math.MaxInt64) // the end of the day on which it was told
	if !pub.IsZero() {
		told = when.DayOf(pub).To.Unix()
	}
	if e.Basis == when.BasisPublication || e.When.IsZero() {
		if s.to = min(s.to, told); s.to != math.MaxInt64 {
			back := int64(recent)
			if again {
				back = recentAgain
			}
			s.from, s.dated = min(max(s.from, s.to-back), s.to-day), published // a reprint's own day is after that
		}
		return s
	}
	s.dated = dated
	if s.to == math.MaxInt64 && s.from != math.MinInt64 {
		s.to = s.from + bounded
		if happened(e) && told > s.from {
			s.to = min(s.to, told)
		}
	}
	if s.from == math.MinInt64 && s.to != math.MaxInt64 {
		s.from = s.to - bounded
	}
	if e.When.Lasting && !isSharp(s) {
		s.dated = undated // what went on for months is no one occasion in them
	}
	return s
}

// happened reports whether an article tells of an event as one that has begun.
func happened(e graph.Event) bool {
	return slices.ContainsFunc(e.Claims, func(c graph.Claim) bool { return c.Mode == graph.Past || c.Mode == graph.Present })
}

func isSharp(s span) bool {
	return s.dated == dated && s.from != math.MinInt64 && s.to != math.MaxInt64 && s.to-s.from <= sharp
}

func width(s span) int64 {
	if s.from == math.MinInt64 || s.to == math.MaxInt64 {
		return math.MaxInt64
	}
	return s.to - s.from
}
