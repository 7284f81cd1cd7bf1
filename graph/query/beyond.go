package query

import (
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// This file finds what stands behind the events that a question looks at: of a busy country these are the first
// of very many. What has the very words of the question is found however late it is.

// mostWorded is how many sentences with all words of a question are looked up. Where there are more, the words do not tell
// which are meant.
const mostWorded = 1000

// worded are the events, of those that s selects, that sentences tell of which have all words and names of the pattern; ok
// is false where the pattern has none, or too many sentences have them.
func (m *matcher) worded(s *selection) (out []*candidate, ok bool, err error) {
	x, err := m.Words()
	if err != nil {
		return nil, false, err
	}
	var at []uint64
	for n := range m.wordedNumbers().in(0, x.End()) {
		if at = append(at, n); len(at) > mostWorded {
			return nil, false, nil
		}
	}
	told, err := x.Sentences(at)
	if err != nil {
		return nil, false, err
	}
	seen := map[graph.EventID]bool{}
	for _, w := range told {
		for _, local := range store.SentenceOf(w).Events {
			id := graph.EventID(m.Canon(string(local)))
			if seen[id] {
				continue
			}
			seen[id] = true
			if c := m.known[id]; c != nil && s.wants(&c.sum) {
				out = append(out, c)
				continue
			}
			sum, ok, err := m.Summary(id)
			if err == nil {
				err = m.ctx.Err()
			}
			if err != nil {
				return nil, false, err
			}
			if ok && s.wants(&sum) {
				out = append(out, m.candidate(sum))
			}
		}
	}
	return out, len(m.words) > 0 || m.names() > 0, nil
}

// wordedNumbers is which sentences and paragraphs have a form of every word, and the names of all who are known by name.
func (m *matcher) wordedNumbers() (all numbers) {
	narrow := func(n numbers) {
		if all == nil {
			all = slices.Clone(n)
			return
		}
		for i := range all {
			all[i] &= n.word(i)
		}
	}
	for _, w := range m.words {
		narrow(m.anyOf(w.forms))
	}
	for i := range m.parts {
		if m.parts[i].ids != nil {
			narrow(m.anyOf([][]string{m.parts[i].words}))
		}
	}
	return all
}

// anyOf is which have all stems of one of some forms.
func (m *matcher) anyOf(forms [][]string) numbers {
	x, err := m.Words()
	if err != nil {
		return nil
	}
	some := make(numbers, x.End()/64+1)
	for _, stems := range forms {
		for i := range some {
			w := ^uint64(0)
			for _, s := range stems {
				w &= m.having(s).word(i)
			}
			if len(stems) > 0 {
				some[i] |= w
			}
		}
	}
	return some
}

// word is the bits of 64 numbers.
func (n numbers) word(i int) uint64 {
	if i >= len(n) {
		return 0
	}
	return n[i]
}
