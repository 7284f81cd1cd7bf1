package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"dateline/graph/query"
	"dateline/graph/store"
)

func statsCommand() *cli.Command {
	return &cli.Command{
		Name:  "stats",
		Usage: "how much is in the graph",
		Description: `Counts articles, entities, events, claims, and events by relation and class.

Examples:
   dateline stats
   dateline stats --format json`,
		Flags:  flags(dbFlag(), formatFlag()),
		Action: runStats,
	}
}

// mostStats bounds how many relations, publishers ... a person is shown, those with most first.
const mostStats = 12

func runStats(c *cli.Context) error {
	if c.Args().Present() {
		return badUsage(c, "stats takes no argument %q", c.Args().First())
	}
	return asking(c, func(s *store.Store) error {
		t, err := query.Stats(c.Context, s)
		if err != nil {
			return askError(err)
		}
		l := &listing{columns: []string{"what", "value", "count"}}
		add := func(what, value string, n any) {
			l.rows = append(l.rows, []string{what, value, fmt.Sprint(n)})
			l.items = append(l.items, map[string]any{"what": what, "value": value, "count": n})
		}
		add("articles", "", t.Articles)
		add("copies among them", "", t.Copies)
		add("entities", "", t.Entities)
		add("events", "", t.Events)
		add("states", "", t.States)
		add("claims", "", t.Claims)
		add("events denied", "", t.Denied)
		add("events undated", "", t.Undated)
		add("quads", "", t.Quads)
		add("bytes", "", t.Bytes)
		if t.First != "" {
			l.rows = append(l.rows, []string{"dates", span(t.First, t.Last), ""})
			l.items = append(l.items, map[string]any{"what": "dates", "first": t.First, "last": t.Last})
		}
		for _, group := range []struct {
			name   string
			counts []query.Count
		}{{"relation", t.Types}, {"class", t.Classes}, {"entity kind", t.Kinds}, {"publisher", t.Publishers}, {"date known by", t.Bases}, {"month", t.Months}} {
			for i, n := range group.counts {
				if i == mostStats && group.name != "month" && c.String("format") == "table" {
					l.rows = append(l.rows, []string{group.name, fmt.Sprintf("%d more: --format csv has all", len(group.counts)-i), ""})
					break
				}
				add(group.name, n.Value, n.N)
			}
		}
		if t.KindsOf > 0 {
			l.note = fmt.Sprintf("entity kinds: estimated from %d entities", t.KindsOf)
		}
		return l.write(c)
	})
}
