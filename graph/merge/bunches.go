package merge

import (
	"cmp"
	"slices"

	"dateline/graph"
)

// bunch is a cluster of events at work.
type bunch struct {
	key      string
	from, to int64 // common to all sharp members
	sharp    bool
	again    bool // its first member is of a kind that recurs
	dated    uint8
	place    string // of the first member that has one
	members  []string
	articles map[graph.ArticleID]bool
}

func (b *bunch) add(s span) {
	b.members = append(b.members, s.id)
	b.articles[s.article()] = true
	b.place = cmp.Or(b.place, s.place)
}

// takes reports whether s may join b: not when its article has a member already, nor
// when a person said that it is not one with a member.
func (m *run) takes(b *bunch, s span) bool {
	if b.articles[s.article()] || b.place != "" && s.place != "" && b.place != s.place {
		return false
	}
	if m.judged[s.id] {
		for _, id := range b.members {
			if m.forbidden(s.id, id) {
				return false
			}
		}
	}
	return true
}

// mayBe reports whether a vague s can be what b is by its kind: of two that recur and are not dated sharply it takes the
// same time to the second, which is that of publication.
func (b *bunch) mayBe(s span) bool {
	return b.sharp || !b.again || !s.again || b.from == s.from && b.to == s.to
}

// bunches are the clusters of the events of one key.
func (m *run) bunches(k string, spans []span) []*bunch {
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.id, b.id))
	})
	var out []*bunch
	var vague []span
	open := 0 // bunches before this one ended too early for all that follows
	fresh := func(s span) {
		out = append(out, &bunch{key: k, from: s.from, to: s.to, sharp: isSharp(s), dated: s.dated, again: s.again, articles: map[graph.ArticleID]bool{}})
		out[len(out)-1].add(s)
	}
	for _, s := range spans {
		if !isSharp(s) {
			vague = append(vague, s)
			continue
		}
		for open < len(out) && out[open].to <= s.from-sharp {
			open++
		}
		var best *bunch
		for _, b := range out[open:] {
			if b.from < s.to && s.from < b.to && m.takes(b, s) && (best == nil || overlap(b, s) > overlap(best, s)) {
				best = b
			}
		}
		if best == nil {
			fresh(s)
			continue
		}
		best.add(s)
		best.from, best.to = max(best.from, s.from), min(best.to, s.to)
	}
	slices.SortStableFunc(vague, func(a, b span) int {
		return cmp.Or(cmp.Compare(b.dated, a.dated), cmp.Compare(width(a), width(b)))
	})
	for _, s := range vague {
		var only *bunch
		n := 0
		for _, b := range out {
			if s.dated != undated && b.from < s.to && s.from < b.to && b.mayBe(s) && m.takes(b, s) {
				only = b
				n++
			}
		}
		if n == 1 {
			only.add(s)
		} else {
			fresh(s)
		}
	}
	return out
}

func overlap(b *bunch, s span) int64 { return min(b.to, s.to) - max(b.from, s.from) }
