package story

import "dateline/ingest/nlp"

// confidence is how sure the reading of a telling is, 0..1: the frame's own
// figure where it has one.
func (t *teller) confidence(h *nlp.EventMention) float64 {
	c := h.Confidence
	if c <= 0 {
		c = defaultConfidence
	}
	return min(c, 1)
}

// defaultConfidence stands for a frame that gives no figure.
const defaultConfidence = 0.7
