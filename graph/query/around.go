package query

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"dateline/graph"
	"dateline/graph/when"
)

// around answers what lies after or before an event: whatever happened to those who took part in
// it, or what else the question asks for, at that time.
func (m *matcher) around() (Answer, error) {
	anchor := cmp.Or(m.p.After, m.p.Before)
	z, err := m.asker.matcher(*anchor)
	if err != nil {
		return Answer{}, err
	}
	first, err := z.anchor()
	if m.p.Asks != AskEvents {
		return m.bounded(z, first, err)
	}
	if err != nil {
		return Answer{}, err
	}
	m.understood = append(m.understood, fmt.Sprintf("that is: %s, %s", first.sum.Text, first.sum.When))
	m.assumed = append(m.assumed, z.assumed...)
	f := Filter{Open: false}
	m.bound(&f.Since, &f.Until, first)
	for _, r := range first.sum.Roles {
		if r.Entity != "" && (z.named1(r.Entity) || z.names() == 0) {
			f.Actor = append(f.Actor, string(r.Entity))
		}
	}
	for i := range z.parts { // who is named, and not in a role that was read
		for _, id := range sortedKeys(z.parts[i].ids) {
			f.Actor = append(f.Actor, string(id))
		}
	}
	found, err := m.told(first)
	if err != nil {
		return Answer{}, err
	}
	s, err := m.compile(f)
	if err != nil {
		return Answer{}, err
	}
	for sum, err := range s.matches() {
		if err != nil {
			return Answer{}, err
		}
		if !sum.Dated() || sum.Basis == when.BasisPublication || sum.ID == first.sum.ID || slices.ContainsFunc(found, func(o *candidate) bool { return o.sum.ID == sum.ID }) {
			continue
		}
		found = append(found, m.candidate(sum))
	}
	if len(found) == 0 {
		return Answer{}, unsure("nothing is told of those who took part in %q (%s) at that time", first.sum.Text, first.sum.When)
	}
	return m.finish(Answer{}, found)
}

// anchor is the event that a question dates others by: the first dated one that happened.
func (m *matcher) anchor() (*candidate, error) {
	at, err := m.find(nil)
	if err != nil {
		return nil, err
	}
	if len(at) == 0 {
		return nil, unsure("no article tells of the event before or after which it was")
	}
	if real := keep(at, func(c *candidate) bool { return happened(c) && c.sum.Asserted }); len(real) > 0 {
		at = real
	}
	dated := keep(at, func(c *candidate) bool { return c.sum.Dated() && c.sum.Basis != when.BasisPublication })
	if len(dated) == 0 {
		return nil, unsure("when %q happened is not told", at[0].sum.Text)
	}
	return slices.MinFunc(dated, func(x, y *candidate) int { return byTime(x.sum, y.sum) }), nil
}

// bound sets the time that the question leaves beside its anchor.
func (m *matcher) bound(since, until *time.Time, c *candidate) {
	if m.p.After != nil {
		*since = time.Unix(c.sum.To, 0).UTC()
	} else {
		*until = time.Unix(c.sum.From, 0).UTC()
	}
}

// bounded answers a question that has an anchor and asks for something of its own. An anchor that is not
// known or not dated bounds nothing, and that is said.
func (m *matcher) bounded(z *matcher, first *candidate, err error) (Answer, error) {
	p := m.p
	p.After, p.Before = nil, nil
	sub, e := m.asker.matcher(p)
	if e != nil {
		return Answer{}, e
	}
	if _, ok := err.(*UnsureError); err != nil && !ok {
		return Answer{}, err
	}
	if err == nil {
		m.bound(&sub.p.Since, &sub.p.Until, first)
		sub.understood = append(sub.understood, fmt.Sprintf("that is: %s, %s", first.sum.Text, first.sum.When))
		sub.assumed = append(sub.assumed, z.assumed...)
	} else {
		sub.assume("any time: %v", err)
	}
	ans, err := sub.answer()
	m.understood = sub.understood
	return ans, err
}

// told are the events that the articles themselves put after or before another.
func (m *matcher) told(anchor *candidate) (out []*candidate, err error) {
	rel := "before" // the anchor was before what is asked for
	if m.p.Before != nil {
		rel = "after"
	}
	e, err := m.whole(anchor)
	if err != nil {
		return nil, err
	}
	for _, l := range e.Order {
		if l.Rel != rel {
			continue
		}
		sum, ok, err := m.Summary(graph.EventID(m.Canon(string(l.Event))))
		if err != nil || !ok {
			return out, err
		}
		out = append(out, m.candidate(sum))
	}
	return out, nil
}
