package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func whoCommand() *cli.Command {
	return &cli.Command{
		Name:      "who",
		Usage:     "who did something with whom",
		ArgsUsage: "RELATION [NAME]",
		Description: `Lists the pairs of participants that a relation joins, with the events. With a
NAME only pairs it is part of. For accused_of and its like the table says of
what, who claims it and who denies it.

Examples:
   dateline who spoke_with
   dateline who spoke_with Gerasimov
   dateline who accused_of Russia --format json`,
		Flags:  flags(dbFlag(), filterFlags(), pageFlags(), formatFlag(), exactFlag()),
		Action: runWho,
	}
}

type whoJSON struct {
	Actor    string          `json:"actor"`
	ActorID  graph.EntityID  `json:"actor_id,omitempty"`
	Relation graph.TypeID    `json:"relation"`
	Other    string          `json:"other,omitempty"`
	OtherID  graph.EntityID  `json:"other_id,omitempty"`
	Content  string          `json:"content,omitempty"`
	Topic    graph.TypeID    `json:"topic,omitempty"`
	Claimed  []string        `json:"claimed_by,omitempty"`
	Denied   []string        `json:"denied_by,omitempty"`
	First    string          `json:"first,omitempty"`
	Last     string          `json:"last,omitempty"`
	Events   []graph.EventID `json:"events"`
	Sources  int             `json:"sources"`
}

func runWho(c *cli.Context) error {
	if c.NArg() < 1 || c.NArg() > 2 {
		return badUsage(c, "who takes a relation, such as spoke_with, and at most one name, got %s; 'dateline facets relation' lists the relations of this graph", plural(c.NArg(), "argument"))
	}
	relation, name := c.Args().Get(0), c.Args().Get(1)
	return selecting(c, func(s *store.Store, f query.Filter) error {
		ask := query.Who
		note := ""
		if f.Limit > 0 && !c.Bool("exact") {
			ask = func(ctx context.Context, s *store.Store, relation, name string, f query.Filter) ([]query.WhoRow, error) {
				p, err := query.WhoFirst(ctx, s, relation, name, f)
				if p.More {
					note = fmt.Sprintf("of the first %d events; --exact looks at all", p.Looked)
				}
				return p.Rows, err
			}
		}
		rows, err := ask(c.Context, s, relation, name, f)
		if err != nil {
			return askError(err)
		}
		l := &listing{note: note, columns: []string{"when", "who", "relation", "whom", "of what", "claimed by", "denied by", "events", "sources"}}
		l.sheet = [][]string{{"first", "last", "who", "relation", "whom", "of what", "claimed by", "denied by", "sources", "events"}}
		for _, r := range rows {
			of := r.Content
			if of == "" {
				of = string(r.Topic)
			}
			l.rows = append(l.rows, []string{span(r.First, r.Last), r.Actor, string(r.Type), r.Other, of,
				strings.Join(r.Accusers, ", "), strings.Join(r.Deniers, ", "), joinIDs(r.Events), fmt.Sprint(r.Sources)})
			l.sheet = append(l.sheet, []string{r.First, cmp.Or(r.Last, r.First), r.Actor, string(r.Type), r.Other, of,
				strings.Join(r.Accusers, "; "), strings.Join(r.Deniers, "; "), fmt.Sprint(r.Sources), allIDs(r.Events)})
			l.items = append(l.items, whoOf(r))
		}
		l.nothing = fmt.Sprintf("nobody found for %s", relation)
		if name != "" {
			l.nothing += " " + name
		}
		l.nothing += " " + filterWords(c)
		l.dropEmpty(4, 5, 6)
		return l.write(c)
	})
}

func whoOf(r query.WhoRow) whoJSON {
	return whoJSON{r.Actor, r.ActorID, r.Type, r.Other, r.OtherID, r.Content, r.Topic, r.Accusers, r.Deniers, r.First, r.Last, r.Events, r.Sources}
}

// span is "first" or "first … last".
func span(first, last string) string {
	switch {
	case first == "":
		return "undated"
	case last == "" || last == first:
		return first
	}
	return first + " … " + last
}

// allIDs names all events, for programs.
func allIDs(ids []graph.EventID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	return strings.Join(names, " ")
}

// joinIDs names the first events and counts the rest.
func joinIDs(ids []graph.EventID) string {
	const most = 3
	var names []string
	for i, id := range ids {
		if i == most {
			names = append(names, fmt.Sprintf("+%d", len(ids)-most))
			break
		}
		names = append(names, string(id))
	}
	return strings.Join(names, " ")
}
