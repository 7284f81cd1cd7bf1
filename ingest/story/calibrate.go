package story

import (
	"math"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// The confidence of an event is the share of such events that a person found too:
// a logistic model of what is known of it, fitted by gradient ascent on the
// project's own gold (testdata/gold/dev; the table is in docs/accuracy.md). Fit it
// anew when the frames change much; these weights, fitted on an earlier state of the
// frames, still have a lower log loss (0.610) than new ones have in cross-validation
// (0.616).
const (
	weightBase     = -0.07
	weightFrame    = 0.98  // per unit of the frame's own figure above usualFrame
	weightNamed    = 0.61  // per named participant, at most two
	weightRetold   = 0.59  // told in more than one sentence
	weightIrrealis = -1.36 // only hypothetical or ordered
	weightTogether = 1.01  // two or more who act together or with each other

	usualFrame = 0.8
)

// calibrate sets the confidence of the claims of e to that of the event.
func (t *teller) calibrate(e *graph.Event, fs []filler) {
	frame, sentences, irrealis := 0.0, map[int]bool{}, true
	for _, c := range e.Claims {
		frame = max(frame, c.Confidence)
		sentences[c.Start] = true
		irrealis = irrealis && (c.Mode == graph.Hypothetical || c.Mode == graph.Ordered)
	}
	named, acting := 0, 0
	for i := range fs {
		if fs[i].entity < 0 {
			continue
		}
		if fs[i].named {
			named++
		}
		if r := fs[i].role; r == "actor" || r == "participant" {
			acting++
		}
	}
	x := weightBase + weightFrame*(frame-usualFrame) + weightNamed*float64(min(named, 2))
	if len(sentences) > 1 {
		x += weightRetold
	}
	if irrealis {
		x += weightIrrealis
	}
	if acting > 1 {
		x += weightTogether
	}
	p := math.Round(100/(1+math.Exp(-x))) / 100
	for i := range e.Claims {
		e.Claims[i].Confidence = p
	}
}

// confidence is the frame's own figure for a telling, 0..1.
func (t *teller) confidence(h *nlp.EventMention) float64 {
	c := h.Confidence
	if c <= 0 {
		c = usualFrame
	}
	return min(c, 1)
}
