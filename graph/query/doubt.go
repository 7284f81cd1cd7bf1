package query

import (
	"math"
	"slices"
	"strings"

	"dateline/graph"
)

// doubtful is the confidence below which it is said that the reading may be wrong.
const doubtful = 0.7

// doubt says where an answer rests on a reading that is not sure.
func (m *matcher) doubt(found []*candidate) {
	sure := 0.0
	for _, c := range found {
		sure = max(sure, c.sum.Confidence)
	}
	if len(found) > 0 && sure < doubtful {
		m.assume("that the sentence was read rightly: the program is sure by %.2f only", sure)
	}
}

// mostHeard bounds of how many events the claims are looked at: among so many one is as a rule told plainly.
const mostHeard = 24

// hearsay is how events are told that no article tells in its own voice, as sure: its zero value is that of others.
type hearsay struct {
	voices   []string // who says so, of what others did
	possible bool     // it is told as possible
}

// hearsay looks for it at the claims of found. What somebody says of their own act is no hearsay,
// as it is none in graph.Direct.
func (m *matcher) hearsay(found []*candidate) (h hearsay, err error) {
	if len(found) > mostHeard {
		return h, nil
	}
	for _, c := range found {
		e, err := m.whole(c)
		if err != nil {
			return h, err
		}
		for _, claim := range e.Claims {
			switch voice := claim.Voice(); {
			case claim.Polarity == graph.Denied:
			case claim.Factuality != graph.Certain && claim.Factuality != graph.Probable:
				h.possible = true
			case voice == "" || slices.ContainsFunc(e.Roles, func(r graph.Role) bool {
				return r.Entity == voice && (r.Name == "actor" || r.Name == "participant")
			}):
				return hearsay{}, nil
			default:
				if name := m.name(voice); !slices.Contains(h.voices, name) {
					h.voices = append(h.voices, name)
				}
			}
		}
	}
	return h, nil
}

func (m *matcher) assumeHearsay(h hearsay) {
	switch {
	case len(h.voices) == 1:
		m.assume("that it is so: only %s says it", h.voices[0])
	case len(h.voices) > 3:
		m.assume("that it is so: only %s and %d others say it", strings.Join(h.voices[:2], ", "), len(h.voices)-2)
	case len(h.voices) > 1:
		last := len(h.voices) - 1
		m.assume("that it is so: only %s and %s say it", strings.Join(h.voices[:last], ", "), h.voices[last])
	case h.possible:
		m.assume("that it is so: it is told as possible only")
	}
}

// restsOn reports whether a value of the answer was taken from c.
func (ans *Answer) restsOn(c *candidate) bool {
	return len(ans.Values) == 0 || slices.ContainsFunc(ans.Values, func(v AnswerValue) bool {
		return len(v.Events) == 0 || slices.Contains(v.Events, c.sum.ID)
	})
}

// then leaves of events that may lie in the time asked for those that do, else those of a longer time, which
// is said. What was some time after 2008 did not happen on any day that is asked for.
func (m *matcher) then(found []*candidate) ([]*candidate, error) {
	bounded := keep(found, func(c *candidate) bool {
		from, to := c.sum.Span()
		return from != math.MinInt64 && to != math.MaxInt64
	})
	within := keep(bounded, func(c *candidate) bool {
		from, to := c.sum.Span()
		return (m.p.Since.IsZero() || from >= m.p.Since.Unix()) && (m.p.Until.IsZero() || to <= m.p.Until.Unix())
	})
	switch {
	case len(within) > 0:
		return within, nil
	case len(bounded) > 0:
		m.assume("that it was then: the time that is told is longer")
		return bounded, nil
	}
	return nil, unsure("no article tells of an event that is known to lie there")
}
