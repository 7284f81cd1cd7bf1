package eval

import (
	"bytes"
	"math"

	"dateline/ingest/article"
	"dateline/ingest/eval/carb"
	"dateline/ingest/eval/meantime"
	"dateline/ingest/event"
)

// scoreCAT scores the events of one article of MEANTIME and who takes part in them
// (CAT XML; package meantime says what counts as right).
func scoreCAT(b []byte, read reader, c counts) error {
	if !bytes.Contains(b[:min(len(b), 300)], []byte("<Document doc_id=")) {
		return errOtherForm
	}
	g, err := meantime.Read(string(b))
	if err != nil {
		return err
	}
	d, err := read(&article.Article{ID: "corpus", Lang: "en", Text: g.Text, Blocks: textLines(g.Text)})
	if err != nil {
		return err
	}
	var events, participants meantime.Counts
	meantime.Add(g, d, &events, &participants)
	c.row("events: mentions").add(events.Right, events.Found, events.Gold)
	c.row("events: participants").add(participants.Right, participants.Found, participants.Gold)
	return nil
}

// scoreTriples scores open relations against sentences with tuples, as the script of
// CaRB does by default (package carb).
func scoreTriples(b []byte, read reader, c counts) error {
	sentences, gold := carb.Read(string(b))
	if len(sentences) == 0 {
		return errOtherForm
	}
	frames, err := event.Default()
	if err != nil {
		return err
	}
	var sum carb.Counts
	for _, s := range sentences {
		d, err := read(&article.Article{ID: "corpus", Lang: "en", Text: s, Blocks: []article.Block{{End: len(s)}}})
		if err != nil {
			return err
		}
		var found []carb.Tuple
		for _, x := range frames.Triples(d) {
			found = append(found, carb.Tuple{Predicate: x.Predicate, Args: append([]string{x.Subject}, x.Args...)})
		}
		sum.Add(gold[s], found)
	}
	t := c.row("triples")
	t.add(int(math.Round(sum.Precision)), sum.Found, sum.Gold)
	t.Covered = int(math.Round(sum.Recall))
	return nil
}
