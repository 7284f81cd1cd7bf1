package annotate

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"dateline/graph"
	"dateline/ingest/lead"
	"dateline/ingest/nlp"
)

// Lead writes the answers to who, what, when, where, why and how for the main event of
// d, a line each, divided by tabs: article, question, the words of the article, what they stand for (the name of an
// entity, an EDTF date, the id of the event beside "what"), and the bytes they span. Questions
// without an answer have no line; an article that tells of nothing has none at all.
func Lead(w io.Writer, d *nlp.Document) error {
	l, ok := lead.Of(d)
	if !ok {
		return nil
	}
	names := map[graph.EntityID]string{}
	for _, e := range d.Entities {
		names[e.ID] = e.Name
	}
	b := bufio.NewWriter(w)
	for _, r := range l.Rows() {
		if r.Text == "" {
			continue
		}
		means := r.Date
		switch {
		case r.Entity != "":
			means = names[r.Entity]
		case r.Question == "what":
			means = string(l.Event)
		}
		fmt.Fprintf(b, "%s\t%s\t%s\t%s\t%d\t%d\n", d.Article.ID, r.Question, r.Text, strings.Join(strings.Fields(means), " "), r.Start, r.End)
	}
	return b.Flush()
}
