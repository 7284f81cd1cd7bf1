package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func whyCommand() *cli.Command {
	return &cli.Command{
		Name:      "why",
		Usage:     "the sentences behind an event, or why an entity of many articles is one",
		ArgsUsage: "EVENT | ENTITY",
		Description: `Shows everything an event rests on: each sentence with the words that name the
event marked, who says it, the rule that read it, how the date was worked out,
and why reports of different articles were taken for the same event. EVENT is
an id that the listing commands print, or a prefix of one. Of an entity, by name
or id, it shows why its members in different articles are one, with their ids, and
what persons judged.

Examples:
   dateline why "Valery Gerasimov"
   dateline why 5ae7616523a6a2c3/v71-spoke_with
   dateline why 5ae7616523a6a2c3/v71-spoke_with --format json`,
		Flags:  flags(dbFlag(), []cli.Flag{&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "table", Usage: "table (text) or json"}}),
		Action: runWhy,
	}
}

type whyJSON struct {
	Event   eventJSON       `json:"event"`
	Dating  string          `json:"dating,omitempty"`
	Merged  []string        `json:"merged,omitempty"`
	Members []graph.EventID `json:"members,omitempty"`
	Claims  []any           `json:"claims"`
}

func runWhy(c *cli.Context) error {
	if c.NArg() != 1 {
		return badUsage(c, "why takes one event id or the name of an entity, got %d arguments; 'dateline events' lists events", c.NArg())
	}
	format := c.String("format")
	if format != "table" && format != "json" {
		return unknown("format", format, []string{"table", "json"})
	}
	return asking(c, func(s *store.Store) error {
		r, err := query.Why(c.Context, s, c.Args().First())
		if err != nil {
			one, err2 := query.WhyOne(c.Context, s, c.Args().First())
			if err2 != nil {
				var ambiguous *query.AmbiguousError
				if errors.As(err2, &ambiguous) {
					err = err2
				}
				return askError(err)
			}
			return writeIdentity(c.App.Writer, one, format)
		}
		if format == "json" {
			events := eventListing([]query.EventRow{r.Row})
			return writeJSON(c.App.Writer, whyJSON{events.items[0].(eventJSON), r.Dating, r.Merged, r.Members, claimListing(r.Claims).values()})
		}
		writeReason(c.App.Writer, r)
		return nil
	})
}

type identityJSON struct {
	ID      graph.EntityID `json:"id"`
	Name    string         `json:"name"`
	Why     []string       `json:"why,omitempty"`
	Members []memberJSON   `json:"members"`
}

type memberJSON struct {
	ID        graph.EntityID  `json:"id"`
	Name      string          `json:"name"`
	Role      string          `json:"role,omitempty"`
	Country   string          `json:"country,omitempty"`
	Article   graph.ArticleID `json:"article"`
	Publisher string          `json:"publisher,omitempty"`
	Published string          `json:"published,omitempty"`
}

func writeIdentity(w io.Writer, x query.Identity, format string) error {
	out := identityJSON{ID: x.Entity.ID, Name: x.Entity.Name, Why: x.Reasons, Members: []memberJSON{}}
	for _, m := range x.Members {
		j := memberJSON{ID: m.ID, Name: m.Name, Role: m.Role, Country: m.Country, Article: m.Article.ID, Publisher: m.Article.Publisher}
		if !m.Article.Published.IsZero() {
			j.Published = m.Article.Published.Format("2006-01-02")
		}
		out.Members = append(out.Members, j)
	}
	if format == "json" {
		return writeJSON(w, out)
	}
	fmt.Fprintf(w, "%s  %s\n", oneLine(out.Name), out.ID)
	for _, r := range out.Why {
		fmt.Fprintf(w, "  joined    %s\n", oneLine(r))
	}
	for _, m := range out.Members {
		what := m.Name
		if m.Role != "" {
			what += ", " + m.Role
		}
		fmt.Fprintf(w, "  member    %s  %s  (%s %s)\n", m.ID, oneLine(what), oneLine(m.Publisher), m.Published)
	}
	return nil
}

func writeReason(w io.Writer, r query.Reason) {
	mark := [2]string{"«", "»"}
	if _, ok := terminalWidth(w); ok && os.Getenv("NO_COLOR") == "" {
		mark = [2]string{"\x1b[1;4m", "\x1b[0m"}
	}
	fmt.Fprintf(w, "%s\n", oneLine(r.Row.Text))
	fmt.Fprintf(w, "  id        %s\n", r.Event.ID)
	fmt.Fprintf(w, "  relation  %s (%s)\n", r.Row.Type, r.Row.Class)
	fmt.Fprintf(w, "  when      %s\n", whenText(r.Row.When, r.Row.Basis))
	if r.Dating != "" {
		fmt.Fprintf(w, "  dated     %s\n", oneLine(r.Dating))
	}
	if r.Row.Standing != "" {
		fmt.Fprintf(w, "  judged    %s\n", r.Row.Standing)
	}
	if r.Row.Place != "" {
		fmt.Fprintf(w, "  place     %s\n", oneLine(r.Row.Place))
	}
	fmt.Fprintf(w, "  sources   %s in %s\n", plural(r.Row.Sources, "independent source"), plural(r.Row.Articles, "article"))
	for _, m := range r.Merged {
		fmt.Fprintf(w, "  joined    %s\n", oneLine(m))
	}
	for i, cl := range r.Claims {
		fmt.Fprintf(w, "\n%d. %s", i+1, markTrigger(cl, mark))
		fmt.Fprintf(w, "\n   says      %s (%s)\n", oneLine(saysWho(cl)), claimWords(cl))
		fmt.Fprintf(w, "   rule      %s, confidence %.2f\n", cl.Rule, cl.Confidence)
		fmt.Fprintf(w, "   source    %s\n", sourceWords(cl))
	}
}

// markTrigger is the sentence with the words that name the event between marks.
func markTrigger(cl query.ClaimRow, mark [2]string) string {
	s, from, to := cl.Sentence, cl.Trigger[0], cl.Trigger[1]
	if from < 0 || to > len(s) || from >= to {
		return oneLine(s)
	}
	return printable(s[:from]) + mark[0] + printable(s[from:to]) + mark[1] + printable(s[to:])
}

func sourceWords(cl query.ClaimRow) string {
	var words []string
	if cl.Publisher != "" {
		words = append(words, cl.Publisher)
	}
	if !cl.Published.IsZero() {
		words = append(words, cl.Published.Format("2006-01-02"))
	}
	words = append(words, fmt.Sprintf("article %s, bytes %d to %d", cl.Article, cl.Start, cl.End))
	return oneLine(strings.Join(words, ", "))
}
