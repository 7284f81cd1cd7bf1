package store

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"

	"dateline/graph"
	"dateline/graph/when"
)

// Summary is what the index holds of a canonical event: enough to select, count
// and list it without reading its quads.
type Summary struct {
	ID         graph.EventID
	Type       graph.TypeID
	Class      graph.Class
	Text       string
	When       string // EDTF
	Basis      when.Basis
	Sort       int64 // seconds since 1970 of where it stands on a timeline
	From, To   int64 // bounds in seconds; open ones are the smallest and largest number
	Sure       bool  // the bounds are not marked uncertain
	Roles      []graph.Role
	Place      graph.EntityID
	Manner     string
	Tags       []string
	Denied     bool // somebody denies it
	Asserted   bool // somebody asserts it
	Open       bool // its type is an open relation
	Factuality graph.Factuality
	Modes      uint8 // a bit for each graph.Mode
	Confidence float64
	Claimants  []graph.EntityID
	Articles   []graph.ArticleID
	Sources    int // independent: copies count once
	Claims     int
	Members    int

	// Standing is what a person said of it last, Rejected or Confirmed; it is no part of the record.
	Standing Verdict
}

// Dated reports whether anything is known about its time.
func (s *Summary) Dated() bool { return s.When != "" }

// Span is its place in time for filters: its bounds, or, when no more is known than the day of
// publication, that day. That something was not after 2021 is no reason to list it
// under every year before.
func (s *Summary) Span() (from, to int64) {
	if s.Basis != when.BasisPublication {
		return s.From, s.To
	}
	at := s.Sort
	if s.From == math.MinInt64 {
		at-- // the bound is the first second after
	}
	return at, at + 1
}

// tier is the list for events that cover as much as s: 0 for the ordinary ones.
func (s *Summary) tier() int {
	from, to := s.Span()
	if !s.Dated() {
		return 0
	}
	for i, r := range reaches {
		if from != math.MinInt64 && to != math.MaxInt64 && to-from <= r {
			return i
		}
	}
	return len(reaches)
}

// wide begins the keys of a list of long events.
func wide(kind byte, tier int) string { return string([]byte{kind, byte('0' + tier)}) }

var errSummary = errors.New("the index record of an event is damaged; rebuild the index with: dateline db compact")

type packer struct{ b []byte }

func (p *packer) num(n int64)  { p.b = binary.AppendVarint(p.b, n) }
func (p *packer) str(s string) { p.num(int64(len(s))); p.b = append(p.b, s...) }
func (p *packer) flags(fs ...bool) {
	n := int64(0)
	for i, f := range fs {
		if f {
			n |= 1 << i
		}
	}
	p.num(n)
}

func packList[S ~string](p *packer, list []S) {
	p.num(int64(len(list)))
	for _, s := range list {
		p.str(string(s))
	}
}

func (s *Summary) pack() []byte {
	p := &packer{b: make([]byte, 0, 256)}
	p.str(string(s.Type))
	p.str(string(s.Class))
	p.str(s.Text)
	p.str(s.When)
	p.num(int64(s.Basis))
	p.num(s.Sort)
	p.num(s.From)
	p.num(s.To)
	p.flags(s.Sure, s.Denied, s.Asserted, s.Open)
	p.num(int64(len(s.Roles)))
	for _, r := range s.Roles {
		p.str(r.Name)
		p.str(string(r.Entity))
		p.str(string(r.Event))
		p.str(string(r.Topic))
	}
	p.str(string(s.Place))
	p.str(s.Manner)
	packList(p, s.Tags)
	p.num(int64(s.Factuality))
	p.num(int64(s.Modes))
	p.num(int64(math.Round(s.Confidence * 1e6)))
	packList(p, s.Claimants)
	packList(p, s.Articles)
	p.num(int64(s.Sources))
	p.num(int64(s.Claims))
	p.num(int64(s.Members))
	return p.b
}

// unpacker reads from one string, so that the parts share its memory.
type unpacker struct {
	b   []byte
	s   string
	at  int
	bad bool
}

func (u *unpacker) num() int64 {
	n, k := binary.Varint(u.b[u.at:])
	if k <= 0 {
		u.bad = true
		return 0
	}
	u.at += k
	return n
}

func (u *unpacker) str() string {
	n := u.num()
	if u.bad || n < 0 || n > int64(len(u.s)-u.at) {
		u.bad = true
		return ""
	}
	u.at += int(n)
	return u.s[u.at-int(n) : u.at]
}

// count is a length that what is left can hold.
func (u *unpacker) count() int {
	n := u.num()
	if n < 0 || n > int64(len(u.b)-u.at) {
		u.bad = true
		return 0
	}
	return int(n)
}

func unpackList[S ~string](u *unpacker) []S {
	n := u.count()
	if n == 0 {
		return nil
	}
	list := make([]S, n)
	for i := range list {
		list[i] = S(u.str())
	}
	return list
}

func unpackSummary(id graph.EventID, b []byte) (Summary, error) {
	s := Summary{ID: id}
	u := &unpacker{b: b, s: string(b)}
	s.Type = graph.TypeID(u.str())
	s.Class = graph.Class(u.str())
	s.Text = u.str()
	s.When = u.str()
	s.Basis = when.Basis(u.num())
	s.Sort = u.num()
	s.From = u.num()
	s.To = u.num()
	f := u.num()
	s.Sure, s.Denied, s.Asserted, s.Open = f&1 != 0, f&2 != 0, f&4 != 0, f&8 != 0
	if n := u.count(); n > 0 {
		s.Roles = make([]graph.Role, n)
		for i := range s.Roles {
			s.Roles[i] = graph.Role{Name: u.str(), Entity: graph.EntityID(u.str()), Event: graph.EventID(u.str()), Topic: graph.TypeID(u.str())}
		}
	}
	s.Place = graph.EntityID(u.str())
	s.Manner = u.str()
	s.Tags = unpackList[string](u)
	s.Factuality = graph.Factuality(u.num())
	s.Modes = uint8(u.num())
	s.Confidence = float64(u.num()) / 1e6
	s.Claimants = unpackList[graph.EntityID](u)
	s.Articles = unpackList[graph.ArticleID](u)
	s.Sources = int(u.num())
	s.Claims = int(u.num())
	s.Members = int(u.num())
	if u.bad || u.at != len(b) {
		return s, errSummary
	}
	return s, nil
}

func compare[S ~string](a, b S) int { return cmp.Compare(a, b) }
