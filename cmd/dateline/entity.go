package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func entityCommand() *cli.Command {
	return &cli.Command{
		Name:      "entity",
		Usage:     "all that is known of a person, body or place",
		ArgsUsage: "NAME",
		Description: `Shows names, offices, with whom and the events of one entity. NAME may be a
name, an alias, part of a name or an id; an ambiguous one lists its candidates.

Examples:
   dateline entity Gerasimov
   dateline entity "Joint Chiefs of Staff" --format json`,
		Flags:  flags(dbFlag(), filterFlags(), pageFlags(), formatFlag()),
		Action: runEntity,
	}
}

type entityJSON struct {
	ID       graph.EntityID `json:"id"`
	Name     string         `json:"name"`
	Kind     graph.Kind     `json:"kind"`
	Aliases  []string       `json:"aliases,omitempty"`
	Unnamed  bool           `json:"unnamed,omitempty"`
	Country  string         `json:"country,omitempty"`
	Sector   string         `json:"sector,omitempty"`
	Roles    []roleJSON     `json:"roles,omitempty"`
	With     []withJSON     `json:"with,omitempty"`
	Articles int            `json:"articles"`
	First    string         `json:"first,omitempty"`
	Last     string         `json:"last,omitempty"`
	Events   []any          `json:"events"`
}

type roleJSON struct {
	Relation graph.TypeID `json:"relation"`
	Value    string       `json:"value,omitempty"`
	Of       string       `json:"of,omitempty"`
	When     string       `json:"when,omitempty"`
	Former   bool         `json:"former,omitempty"`
}

type withJSON struct {
	ID        graph.EntityID `json:"id"`
	Name      string         `json:"name"`
	Events    int            `json:"events"`
	Relations []graph.TypeID `json:"relations"`
}

func runEntity(c *cli.Context) error {
	if c.NArg() != 1 {
		return badUsage(c, "entity takes one name, got %d arguments", c.NArg())
	}
	return selecting(c, func(s *store.Store, f query.Filter) error {
		card, err := query.Entity(c.Context, s, c.Args().First(), f)
		if err != nil {
			return askError(err)
		}
		events := eventListing(card.Rows)
		switch c.String("format") {
		case "table":
			writeCard(c.App.Writer, card)
			return events.write(c)
		case "json", "jsonl":
			out := entityJSON{ID: card.Entity.ID, Name: card.Entity.Name, Kind: card.Entity.Kind, Aliases: card.Entity.Aliases,
				Unnamed: card.Entity.Unnamed, Country: card.Entity.Country, Sector: card.Entity.Sector,
				Articles: card.Articles, First: card.First, Last: card.Last, Events: events.values()}
			for _, r := range card.Roles {
				out.Roles = append(out.Roles, roleJSON{r.Type, r.Value, r.Of, r.When, r.Former})
			}
			for _, w := range card.With {
				out.With = append(out.With, withJSON{w.ID, w.Name, w.Events, w.Types})
			}
			if c.String("format") == "json" {
				return writeJSON(c.App.Writer, out)
			}
			return (&listing{items: []any{out}}).write(c)
		}
		return events.write(c)
	})
}

// writeCard writes what is known of an entity but its events.
func writeCard(w io.Writer, card query.EntityCard) {
	e := card.Entity
	fmt.Fprintf(w, "%s  (%s", oneLine(e.Name), e.Kind)
	if e.Country != "" {
		fmt.Fprintf(w, ", %s", e.Country)
	}
	if e.Sector != "" {
		fmt.Fprintf(w, ", %s", e.Sector)
	}
	fmt.Fprintf(w, ")  %s\n", e.ID)
	if len(e.Aliases) > 0 {
		fmt.Fprintf(w, "also: %s\n", oneLine(strings.Join(e.Aliases, "; ")))
	}
	said := map[string]bool{} // one phrase may tell of two states
	for _, r := range card.Roles {
		words := r.Value
		if words == "" {
			words = strings.TrimSpace(strings.ReplaceAll(string(r.Type), "_", " ") + " " + r.Of)
		}
		if r.Former {
			words = "formerly " + words
		}
		if r.When != "" {
			words += ", " + r.When
		}
		if words = oneLine(words); !said[words] {
			said[words] = true
			fmt.Fprintf(w, "role: %s\n", words)
		}
	}
	for i, o := range card.With {
		if i == 8 {
			fmt.Fprintf(w, "with: and %d more\n", len(card.With)-i)
			break
		}
		relations := make([]string, len(o.Types))
		for j, t := range o.Types {
			relations[j] = string(t)
		}
		fmt.Fprintf(w, "with: %s, %s (%s)\n", oneLine(o.Name), plural(o.Events, "event"), strings.Join(relations, ", "))
	}
	if card.Looked < card.Events && len(card.With) > 0 {
		fmt.Fprintf(w, "with: estimated from %s, evenly spread\n", plural(card.Looked, "event"))
	}
	fmt.Fprintf(w, "in %s, %s\n\n", plural(card.Articles, "article"), plural(card.Events, "event"))
}
