package eval

import (
	"fmt"
	"strings"

	"dateline/graph"
)

// Reliability is the events found, in bins of their confidence: how sure the
// program was of them, and how many a person found too. Calibrated confidence has
// both alike (a reliability table).
type Reliability []Bin

// Bin is the events with a confidence in [From, To).
type Bin struct {
	From, To float64
	Events   int
	Sum      float64 // of the confidences
	Right    int     // found by a person too: the relation, with a participant in common
}

// bounds of the bins.
var bounds = []float64{0, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01}

func newReliability() Reliability {
	r := make(Reliability, len(bounds)-1)
	for i := range r {
		r[i].From, r[i].To = bounds[i], bounds[i+1]
	}
	return r
}

func (r Reliability) add(e graph.Event, right bool) {
	c := confidence(e)
	for i := range r {
		if r[i].From <= c && c < r[i].To {
			r[i].Events++
			r[i].Sum += c
			if right {
				r[i].Right++
			}
		}
	}
}

func confidence(e graph.Event) (c float64) {
	for _, x := range e.Claims {
		c = max(c, x.Confidence)
	}
	return c
}

// Error is the expected calibration error: the distance of confidence and share
// found, weighted by the number of events.
func (r Reliability) Error() float64 {
	n, sum := 0, 0.0
	for _, b := range r {
		n += b.Events
		d := b.Sum - float64(b.Right)
		sum += max(d, -d)
	}
	return sum / float64(max(n, 1))
}

// String is the table in Markdown, with the share that a threshold at the bin's
// lower end would keep of what is right.
func (r Reliability) String() string {
	right, events := 0, 0
	for _, b := range r {
		right += b.Right
		events += b.Events
	}
	var w strings.Builder
	w.WriteString("| confidence | events | mean | found by a person too | from here on: precision | of the right ones |\n|---|--:|--:|--:|--:|--:|\n")
	keptRight, kept := right, events
	for _, b := range r {
		if b.Events > 0 {
			fmt.Fprintf(&w, "| %.1f to %.1f | %d | %.2f | %.2f | %.2f | %.2f |\n", b.From, min(b.To, 1), b.Events, b.Sum/float64(b.Events),
				float64(b.Right)/float64(b.Events), float64(keptRight)/float64(max(kept, 1)), float64(keptRight)/float64(max(right, 1)))
		}
		keptRight -= b.Right
		kept -= b.Events
	}
	fmt.Fprintf(&w, "\nExpected calibration error %.3f over %d events.\n", r.Error(), events)
	return w.String()
}
