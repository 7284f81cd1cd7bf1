package annotate

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// Facts writes what d tells, one fact a line, in the notation of the gold
// answers: the event in words and its date, and below it who claims it how.
func Facts(w io.Writer, d *nlp.Document) error {
	b := bufio.NewWriter(w)
	names := map[graph.EntityID]string{}
	for _, e := range d.Entities {
		names[e.ID] = e.Name
	}
	for _, e := range d.Events {
		fmt.Fprintf(b, "> %s [%s]", e.Text, e.Type)
		if !e.When.IsZero() {
			fmt.Fprintf(b, " @ %s", e.When)
		}
		if e.Basis != when.BasisNone {
			fmt.Fprintf(b, " (%s)", e.Basis)
		}
		if e.Manner != "" {
			fmt.Fprintf(b, " manner=%s", e.Manner)
		}
		if e.Place != "" {
			fmt.Fprintf(b, " place=%s", names[e.Place])
		}
		for _, v := range e.Values {
			fmt.Fprintf(b, " value=%s", strings.Join(strings.Fields(fmt.Sprint(v.Approx, " ", v.Amount, " ", v.Unit, " ", v.What)), "_"))
		}
		fmt.Fprintln(b)
		for _, r := range e.Roles {
			what := names[r.Entity]
			switch {
			case r.Event != "":
				what = local(string(r.Event))
			case r.Topic != "":
				what = "topic " + string(r.Topic)
			}
			fmt.Fprintf(b, "    %s: %s\n", r.Name, what)
		}
		writeClaims(b, d, e.Claims, names)
	}
	for _, s := range d.States {
		fmt.Fprintf(b, "= %s %s %s", names[s.From], s.Type, names[s.To])
		if s.Value != "" {
			fmt.Fprintf(b, " %q", s.Value)
		}
		if s.Former {
			fmt.Fprint(b, " former")
		}
		if !s.When.IsZero() {
			fmt.Fprintf(b, " @ %s", s.When)
		}
		fmt.Fprintln(b)
	}
	return b.Flush()
}

func writeClaims(b *bufio.Writer, d *nlp.Document, claims []graph.Claim, names map[graph.EntityID]string) {
	for _, c := range claims {
		by := make([]string, len(c.Claimant))
		for i, id := range c.Claimant {
			by[i] = names[id]
		}
		who := strings.Join(by, " <- ")
		if who == "" {
			who = "the article"
		}
		fmt.Fprintf(b, "    %s by %s", c.Polarity, who)
		if c.Factuality != graph.Certain {
			fmt.Fprintf(b, ", %s", c.Factuality)
		}
		if c.Mode != graph.Past {
			fmt.Fprintf(b, ", %s", c.Mode)
		}
		fmt.Fprintf(b, ": %q\n", d.Article.Text[c.Trigger[0]:c.Trigger[1]])
	}
}

// local is an id without its article.
func local(id string) string {
	_, after, ok := strings.Cut(id, "/")
	if !ok {
		return id
	}
	return after
}
