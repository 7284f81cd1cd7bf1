package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func facetsCommand() *cli.Command {
	return &cli.Command{
		Name:      "facets",
		Usage:     "how many events by actor, relation, place, month ...",
		ArgsUsage: "BY",
		Description: `Counts the events that the filters choose. BY is one of
` + strings.Join(query.FacetNames(), ", ") + `.
An event counts once for each value it has: a call between three ministers counts
for each of them. With --limit, and where a filter chooses more than 2,000 events, evenly
spread ones of them are counted; a note says so, and --exact counts all.

Examples:
   dateline facets actor --limit 10
   dateline facets month --class ASSAULT
   dateline facets relation --actor Russia --format json`,
		Flags:  flags(dbFlag(), filterFlags(), pageFlags(), formatFlag(), exactFlag()),
		Action: runFacets,
	}
}

type facetJSON struct {
	Value  string         `json:"value"`
	ID     graph.EntityID `json:"id,omitempty"`
	Events int            `json:"events"`
	First  string         `json:"first,omitempty"`
	Last   string         `json:"last,omitempty"`
}

// calendar is the facets that only events of a known date have.
var calendar = []string{"year", "month", "day"}

func runFacets(c *cli.Context) error {
	if c.NArg() != 1 {
		return badUsage(c, "facets takes what to count by, got %d arguments: one of %s", c.NArg(), strings.Join(query.FacetNames(), ", "))
	}
	by := c.Args().First()
	return selecting(c, func(s *store.Store, f query.Filter) error {
		ask := query.Facets
		note := ""
		if f.Limit > 0 && !c.Bool("exact") {
			ask = func(ctx context.Context, s *store.Store, by string, f query.Filter) ([]query.Facet, error) {
				found, err := query.Survey(ctx, s, by, f)
				if found.Estimated() {
					note = fmt.Sprintf("estimated from %d of about %d events; --exact looks at all", found.Looked, found.Of)
				}
				return found.Facets, err
			}
		}
		rows, err := ask(c.Context, s, by, f)
		if err != nil {
			return askError(err)
		}
		l := &listing{columns: []string{by, "events", "when", "id"}, nothing: "no events " + filterWords(c), note: note}
		for _, r := range rows {
			l.rows = append(l.rows, []string{r.Value, fmt.Sprint(r.N), span(r.First, r.Last), string(r.ID)})
			l.items = append(l.items, facetJSON{r.Value, r.ID, r.N, r.First, r.Last})
		}
		if slices.Contains(calendar, by) && l.note == "" {
			l.note = fmt.Sprintf("left out: events of which no %s is told, as of most that are dated by publication only", by)
		}
		l.dropEmpty(3)
		return l.write(c)
	})
}
