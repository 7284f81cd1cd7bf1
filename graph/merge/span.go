package merge

import (
	"encoding/binary"
	"math"
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
	place    string // where the place tells events apart
}

// What is known about the time of an event.
const (
	undated   uint8 = iota // nothing: it is never joined
	published              // no more than that it was reported
	dated
)

func (s span) article() graph.ArticleID { return store.ArticleOf(s.id) }

func (s span) pack() []byte {
	b := binary.BigEndian.AppendUint64(nil, uint64(s.from))
	return append(append(binary.BigEndian.AppendUint64(b, uint64(s.to)), s.dated), s.place...)
}

func unpackSpan(id string, b []byte) span {
	return span{id, int64(binary.BigEndian.Uint64(b)), int64(binary.BigEndian.Uint64(b[8:])), b[16], string(b[17:])}
}

func spanOf(e graph.Event, pub time.Time) span {
	s := span{id: string(e.ID), from: math.MinInt64, to: math.MaxInt64}
	from, to := e.When.Bounds()
	if !from.IsZero() {
		s.from = from.Unix()
	}
	if !to.IsZero() {
		s.to = to.Unix()
	}
	switch {
	case e.Basis == when.BasisPublication || e.When.IsZero():
		if s.to == math.MaxInt64 && !pub.IsZero() {
			s.to = pub.Unix() + 24*3600
		}
		if s.to != math.MaxInt64 {
			s.from, s.dated = max(s.from, s.to-recent), published
		}
	default:
		s.dated = dated
	}
	return s
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
