package annotate

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"dateline/graph"
	"dateline/ingest/event"
	"dateline/ingest/nlp"
)

// Triples writes the open relations of d, one a line: the sentence's number, the
// subject, the predicate and the arguments, divided by tabs.
func Triples(w io.Writer, d *nlp.Document) error {
	f, err := event.Default()
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	for _, t := range f.Triples(d) {
		fmt.Fprintf(b, "%d\t%s\t%s", t.Sentence+1, clean(t.Subject), clean(t.Predicate))
		for _, a := range t.Args {
			fmt.Fprintf(b, "\t%s", clean(a))
		}
		fmt.Fprintln(b)
	}
	return b.Flush()
}

// PLOVER writes the events of PLOVER's classes as records, one source and target
// a line, divided by tabs: date (EDTF), country and sector of the source, of the
// target, root code, mode, contexts, place, what marks it (denied, future,
// hypothetical), the words of source, event and target, the sentence's number.
// Actor codes are ISO 3166-1 alpha-3, sectors PLOVER's; unknown is "---".
func PLOVER(w io.Writer, d *nlp.Document) error {
	f, err := event.Default()
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "date\tsource\tsource_sector\ttarget\ttarget_sector\tevent\tmode\tcontext\tplace\taux\tsource_words\tevent_words\ttarget_words\tsentence")
	for _, r := range f.Records(d) {
		h := &d.Happenings[r.Happening]
		source, sourceSector := actor(d, r.Actor)
		target, targetSector := actor(d, r.Recipient)
		date := ""
		if !h.When.IsZero() {
			date = h.When.String()
		}
		place := ""
		if h.Place >= 0 {
			place = clean(d.Text(d.Mentions[h.Place].Span))
		}
		fmt.Fprintf(b, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\n",
			date, source, sourceSector, target, targetSector, r.Class, h.Manner, strings.Join(h.Tags, ","), place, auxiliary(h),
			clean(d.Text(r.Source)), clean(d.Text(h.Words)), clean(d.Text(r.Target)), h.Sentence+1)
	}
	return b.Flush()
}

const nobody = "---"

func actor(d *nlp.Document, mention int) (country, sector string) {
	country, sector = nobody, nobody
	if mention < 0 {
		return country, sector
	}
	m := &d.Mentions[mention]
	c, s := m.Country, ""
	if m.Entity >= 0 && m.Entity < len(d.Entities) {
		e := &d.Entities[m.Entity]
		s = e.Sector
		if e.Country != "" {
			c = e.Country
		}
	}
	if c != "" {
		country = c
	}
	if s != "" {
		sector = s
	}
	return country, sector
}

// auxiliary is PLOVER's auxiliary modes.
func auxiliary(h *nlp.EventMention) string {
	var out []string
	if h.Polarity == graph.Denied {
		out = append(out, "negation")
	}
	switch h.Mode {
	case graph.Planned:
		out = append(out, "future")
	case graph.Hypothetical, graph.Ordered:
		out = append(out, "hypothetical")
	}
	return strings.Join(out, ",")
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
