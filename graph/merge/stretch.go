package merge

import (
	"bytes"
	"cmp"
	"math"
	"slices"
)

// Two events have a say in each other only if their times meet and their keys are the same or
// one has all participants of the other; or through others that have. So of a key that has
// had events for years only the stretches of time are read in which something changed, as far as
// spans that meet go on.

// stretch is some time of a key.
type stretch struct {
	key      string
	from, to int64 // from < to
}

// stretch is the time of s. What begins and ends at once meets what goes on around it.
func (n keyed) stretch() stretch {
	from, to := min(n.from, n.to), max(n.from, n.to)
	return stretch{n.key, from, max(to, from+1)}
}

// load reads what has a say in the clusters of what changed, and of all that is read.
func (h *happenings) load(changed []keyed) {
	for _, n := range changed {
		h.add(n)
	}
	h.queue = united(h.queue)
	for _, s := range slices.Clone(h.queue) {
		h.queue = append(h.queue, h.comparable(s)...)
	}
	for len(h.queue) > 0 {
		s := h.queue[0]
		h.queue = h.queue[1:]
		for _, met := range united(h.meeting(s)) {
			h.queue = append(h.queue, h.comparable(met)...)
		}
	}
}

// add has the time of n looked at. What is undated meets nothing, so it is there for itself.
func (h *happenings) add(n keyed) {
	if n.dated != undated {
		h.queue = append(h.queue, n.stretch())
	} else if now, ok := h.m.noted(n.id); ok && now == n {
		h.take(n)
	}
}

// take takes an event in, with those that a person said are the same.
func (h *happenings) take(n keyed) {
	if h.loaded[n.id] {
		return
	}
	h.loaded[n.id] = true
	h.spans[n.key] = append(h.spans[n.key], n.span)
	if !h.m.judged[n.id] {
		return
	}
	for _, other := range h.m.same[n.id] {
		if o, ok := h.m.noted(other); ok && !h.loaded[other] {
			h.add(o)
		}
	}
}

// meeting takes in the events of a key that meet s, directly or through each other, and gives the times of
// those that were not taken in before.
func (h *happenings) meeting(s stretch) (out []stretch) {
	for grown := true; grown; {
		grown = false
		var fresh []keyed
		h.m.during(s, func(n keyed) {
			if !h.loaded[n.id] {
				fresh = append(fresh, n)
			}
		})
		for _, n := range fresh {
			h.take(n)
			x := n.stretch()
			out = append(out, x)
			if x.from < s.from || x.to > s.to {
				s.from, s.to, grown = min(s.from, x.from), max(s.to, x.to), true
			}
		}
	}
	return out
}

// comparable are the same time of the keys with fewer and with more participants.
func (h *happenings) comparable(s stretch) (out []stretch) {
	keys, ok := h.beside[s.key]
	if !ok {
		for _, k := range fewer(s.key) {
			if k != s.key && h.m.hasEvents(k) {
				keys = append(keys, k)
			}
		}
		keys = append(keys, h.more(s.key)...)
		h.beside[s.key] = keys
	}
	for _, k := range keys {
		out = append(out, stretch{k, s.from, s.to})
	}
	return out
}

// united are stretches with those of one key that meet made one.
func united(all []stretch) (out []stretch) {
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.from, b.from)) })
	for _, s := range all {
		if n := len(out) - 1; n >= 0 && out[n].key == s.key && s.from < out[n].to {
			out[n].to = max(out[n].to, s.to)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// since is when what meets s begins at the earliest, of those in a list.
func (s stretch) since(list int) int64 {
	if s.from < math.MinInt64+reaches[list] {
		return math.MinInt64
	}
	return s.from - reaches[list]
}

// first is where in the list of its key what meets s is looked for first.
func (s stretch) first() []byte { return append(key(s.key, ""), begins(0, s.since(0))...) }

// during gives the events of a key that may meet s.
func (m *run) during(s stretch, do func(keyed)) {
	prefix := key(s.key, "")
	to := func(b ...byte) []byte { return append(prefix[:len(prefix):len(prefix)], b...) }
	c := m.byKey.Cursor(prefix)
	k, v := c.Seek(s.first())
	for bytes.HasPrefix(k, prefix) {
		rest := k[len(prefix):]
		list := int(rest[0])
		if list == noTime {
			k, v = c.Seek(to(older))
			continue
		}
		n := keyed{s.key, unpackEntry(rest, v)}
		switch {
		case list >= anyTime:
			if x := n.stretch(); n.dated != undated && x.from < s.to && s.from < x.to {
				do(n)
			}
		case n.from >= s.to:
			k, v = c.Seek(to(byte(list + 1)))
			continue
		case n.from < s.since(list):
			k, v = c.Seek(to(begins(list, s.since(list))...))
			continue
		case s.from < n.to:
			do(n)
		}
		k, v = c.Next()
	}
}
