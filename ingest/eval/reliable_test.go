package eval

import (
	"strings"
	"testing"

	"dateline/graph"
)

func TestReliability(t *testing.T) {
	r := newReliability()
	sure := func(c float64) graph.Event {
		return graph.Event{Claims: []graph.Claim{{Confidence: c}, {Confidence: c / 2}}}
	}
	r.add(sure(0.9), true)
	r.add(sure(0.8), false)
	r.add(sure(0.3), false)
	// Of the two at 0.85 one is right, so 0.7 too much in all; at 0.3 it is 0.3.
	if got := r.Error(); got < 0.333 || got > 0.334 {
		t.Errorf("error %v, want (0.7 + 0.3) / 3", got)
	}
	if s := r.String(); !strings.Contains(s, "| 0.8 to 1.0 | 2 | 0.85 | 0.50 | 0.50 | 1.00 |") {
		t.Errorf("got\n%s", s)
	}
}
