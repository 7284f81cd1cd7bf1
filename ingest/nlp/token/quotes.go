package token

import "dateline/ingest/nlp"

// quotation follows the quotation marks through a block.
type quotation struct {
	text string
	open bool
}

// covers reads the marks of a sentence and reports whether it lies wholly
// inside quotation marks that were open before its first word. A mark that
// closes at its end belongs to it.
func (q *quotation) covers(words []nlp.Span) bool {
	inside, left := q.open, false
	for i, w := range words {
		opens, closes := q.mark(w, i+1 < len(words) && words[i+1].Start == w.End)
		if left && !opens && !closes {
			inside = false // words after the closing mark
		}
		switch {
		case closes && q.open:
			q.open, left = false, true
		case opens:
			q.open = true
		}
	}
	return inside
}

// mark says whether the word is a double quotation mark that opens or closes.
// A straight one closes if one is open, and opens if it touches what follows.
func (q *quotation) mark(w nlp.Span, touches bool) (opens, closes bool) {
	switch q.text[w.Start:w.End] {
	case "“", "„", "«", "``":
		return true, false
	case "”", "»", "''":
		return false, true
	case "\"":
		return !q.open && touches, q.open
	}
	return false, false
}
