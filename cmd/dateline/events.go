package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
	"dateline/graph/when"
)

func eventsCommand() *cli.Command {
	return &cli.Command{
		Name:  "events",
		Usage: "list events in order of time",
		Description: `Lists the events of the graph, earliest first, undated ones last.

Examples:
   dateline events
   dateline events --actor Gerasimov --since 2021-03 --until 2021-04
   dateline events --class CONSULT --format csv > meetings.csv
   dateline events --known-on 2021-04-02 --clocks`,
		Flags: flags(dbFlag(), filterFlags(), pageFlags(), formatFlag(),
			&cli.BoolFlag{Name: "clocks", Usage: "also when each was first reported and by whom, how long after it happened, and when it was read"}),
		Action: runEvents,
	}
}

func runEvents(c *cli.Context) error {
	if c.Args().Present() {
		return badUsage(c, "events takes no argument %q; to choose events by name use --actor", c.Args().First())
	}
	return selecting(c, func(s *store.Store, f query.Filter) error {
		if format := c.String("format"); format == "jsonl" || format == "csv" {
			return streamEvents(c, s, f)
		}
		l, more, err := listEvents(c, s, f)
		if err != nil {
			return askError(err)
		}
		l.nothing = "no events " + filterWords(c)
		if more {
			l.note = fmt.Sprintf("more events; the next page: --offset %d", f.Offset+f.Limit)
		}
		return l.write(c)
	})
}

// listEvents is a page of events, and whether more follow. Only for their clocks whole events are read.
func listEvents(c *cli.Context, s *store.Store, f query.Filter) (*listing, bool, error) {
	if !c.Bool("clocks") {
		p, err := query.EventsPage(c.Context, s, f)
		return eventListing(p.Rows), f.Limit > 0 && (p.AtLeast || p.Total > f.Offset+len(p.Rows)), err
	}
	v, err := query.Events(c.Context, s, f)
	if err != nil {
		return nil, false, err
	}
	l := eventListing(query.Rows(v))
	return l, f.Limit > 0 && v.Omitted > f.Offset, l.clocks(c, s, v)
}

// eventJSON is an event in the JSON of listings.
type eventJSON struct {
	ID         graph.EventID `json:"id"`
	When       string        `json:"when,omitempty"`
	Basis      string        `json:"basis"`
	Relation   graph.TypeID  `json:"relation"`
	Class      graph.Class   `json:"class"`
	Text       string        `json:"text"`
	Actors     []string      `json:"actors,omitempty"`
	Others     []string      `json:"others,omitempty"`
	Place      string        `json:"place,omitempty"`
	Sources    int           `json:"sources"`
	Articles   int           `json:"articles"`
	Denied     bool          `json:"denied"`
	Planned    bool          `json:"planned,omitempty"`
	Supposed   bool          `json:"supposed,omitempty"`
	Confidence float64       `json:"confidence"`
	Verdict    store.Verdict `json:"verdict,omitempty"`
	Reported   string        `json:"reported,omitempty"`
	Reporter   string        `json:"first_reporter,omitempty"`
	LagDays    float64       `json:"lag_days,omitempty"`
	Ingested   string        `json:"ingested,omitempty"`
}

// streamEvents writes event by event, so that a large graph takes no memory and a
// reader sees the first line at once.
func streamEvents(c *cli.Context, s *store.Store, f query.Filter) error {
	n := 0
	write := func(l *listing) error {
		if err := l.write(c); err != nil {
			return err
		}
		n++
		return nil
	}
	err := query.EachRow(c.Context, s, f, func(r query.EventRow) error {
		l := eventListing([]query.EventRow{r})
		if n > 0 {
			l.sheet = l.sheet[1:]
		}
		return write(l)
	})
	if err == nil && n == 0 {
		l := eventListing(nil)
		l.nothing = "no events " + filterWords(c)
		err = l.write(c)
	}
	return askError(err)
}

// statusOf is how an event stands, in words: what is only planned or supposed has not
// happened, and what somebody denies may not have.
func statusOf(r query.EventRow) string {
	var words []string
	for _, w := range []struct {
		is   bool
		word string
	}{{r.Planned, "planned"}, {r.Supposed, "supposed"}, {r.Denied, "denied"}, {r.Standing != "", string(r.Standing)}} {
		if w.is {
			words = append(words, w.word)
		}
	}
	return strings.Join(words, ", ")
}

func eventListing(rows []query.EventRow) *listing {
	l := &listing{columns: []string{"when", "event", "relation", "class", "place", "sources", "status", "id"}}
	l.sheet = [][]string{{"when", "basis", "event", "relation", "class", "actors", "others", "place", "sources", "articles", "denied", "confidence", "id"}}
	for _, r := range rows {
		l.sheet = append(l.sheet, []string{r.When, r.Basis.String(), r.Text, string(r.Type), string(r.Class), strings.Join(r.Actors, "; "),
			strings.Join(r.Others, "; "), r.Place, fmt.Sprint(r.Sources), fmt.Sprint(r.Articles), fmt.Sprint(r.Denied), fmt.Sprint(round2(r.Confidence)), string(r.ID)})
		status := statusOf(r)
		l.rows = append(l.rows, []string{whenText(r.When, r.Basis), r.Text, string(r.Type), string(r.Class),
			r.Place, fmt.Sprint(r.Sources), status, string(r.ID)})
		l.items = append(l.items, eventJSON{ID: r.ID, When: r.When, Basis: r.Basis.String(), Relation: r.Type, Class: r.Class,
			Text: r.Text, Actors: r.Actors, Others: r.Others, Place: r.Place, Sources: r.Sources, Articles: r.Articles,
			Denied: r.Denied, Planned: r.Planned, Supposed: r.Supposed, Confidence: round2(r.Confidence), Verdict: r.Standing,
			Reported: reportedText(r), Reporter: r.Reporter, LagDays: round2(r.Lag.Hours() / 24)})
	}
	return l
}

// clocks adds the second and third clock of events: when each was first reported, and when the
// program first read of it.
func (l *listing) clocks(c *cli.Context, s *store.Store, v graph.View) error {
	read, err := query.Ingested(c.Context, s)
	if err != nil {
		return err
	}
	l.columns = []string{"when", "event", "relation", "reported", "by", "lag", "read", "id"}
	l.sheet[0] = append(l.sheet[0], "reported", "first reporter", "lag days", "ingested")
	for i, r := range query.Rows(v) {
		first := ""
		for _, cl := range v.Events[i].Claims {
			if at := read[cl.Article]; !at.IsZero() {
				if t := at.UTC().Format(time.RFC3339); first == "" || t < first {
					first = t
				}
			}
		}
		lag := ""
		if r.Lag > 0 {
			lag = plural(int(r.Lag.Hours()/24), "day")
		}
		item := l.items[i].(eventJSON)
		item.Ingested = first
		l.items[i] = item
		l.rows[i] = []string{l.rows[i][0], r.Text, string(r.Type), reportedText(r), r.Reporter, lag, first, string(r.ID)}
		l.sheet[i+1] = append(l.sheet[i+1], reportedText(r), r.Reporter, fmt.Sprint(item.LagDays), first)
	}
	return nil
}

// reportedText is when an event was first reported, no sharper than its article says.
func reportedText(r query.EventRow) string {
	switch {
	case r.Reported.IsZero():
		return ""
	case r.ReportedDay:
		return r.Reported.Format("2006-01-02")
	}
	return r.Reported.Format("2006-01-02T15:04Z07:00")
}

// whenText is the date column for people: the EDTF, or how little is known.
func whenText(edtf string, basis when.Basis) string {
	switch {
	case edtf == "":
		return "undated"
	case basis == when.BasisPublication:
		return edtf + " (published)"
	}
	return edtf
}

// filterWords says which filters c has, for "no events ...".
func filterWords(c *cli.Context) string {
	var words []string
	for _, f := range filterFlags() {
		name := f.Names()[0]
		if !c.IsSet(name) {
			continue
		}
		switch f.(type) {
		case *cli.StringSliceFlag:
			words = append(words, fmt.Sprintf("--%s %s", name, strings.Join(c.StringSlice(name), ", ")))
		case *cli.BoolFlag:
			words = append(words, "--"+name)
		default:
			words = append(words, fmt.Sprintf("--%s %v", name, c.Value(name)))
		}
	}
	if len(words) == 0 {
		return "in " + databaseName(c)
	}
	return "with " + strings.Join(words, " ") + " in " + databaseName(c)
}
