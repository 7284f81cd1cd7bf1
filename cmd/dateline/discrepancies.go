package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func discrepanciesCommand() *cli.Command {
	return &cli.Command{
		Name: "discrepancies", Usage: "where independent articles disagree about an event",
		Description: `Lists the events whose articles differ in date, number, place or participants, and those
that some assert and others deny, with the sentences of both sides. Copies of one
report do not count as two. A date with two ids means two events of one
sort, a few days apart and each told by another article, that may be one.

Examples:
   dateline discrepancies
   dateline discrepancies --actor Kestria --format jsonl`,
		Flags: flags(dbFlag(), filterFlags(), formatFlag(), []cli.Flag{&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Usage: "at most `N` rows"}}),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return badUsage(c, "discrepancies takes no argument %q; to choose events by name use --actor", c.Args().First())
			}
			f, err := filterOf(c)
			if err != nil {
				return err
			}
			return asking(c, func(s *store.Store) error {
				rows, err := query.Discrepancies(c.Context, s, f)
				if err != nil {
					return askError(err)
				}
				return writeDiscrepancies(c, rows)
			})
		},
	}
}

type discrepancyJSON struct {
	Event graph.EventID `json:"event"`
	Other graph.EventID `json:"other,omitempty"`
	Text  string        `json:"text"`
	What  string        `json:"what"`
	A     versionJSON   `json:"a"`
	B     versionJSON   `json:"b"`
}

type versionJSON struct {
	Value     string          `json:"value"`
	Sentence  string          `json:"sentence"`
	Claimant  []string        `json:"claimant,omitempty"`
	Article   graph.ArticleID `json:"article"`
	Publisher string          `json:"publisher,omitempty"`
	Start     int             `json:"start"`
	End       int             `json:"end"`
}

// writeDiscrepancies writes for people one below the other what rows of a table have no room for.
func writeDiscrepancies(c *cli.Context, rows []query.Discrepancy) error {
	l := &listing{columns: []string{"event", "what", "one says", "sentence", "other says", "sentence", "id"}}
	l.nothing = "no disagreement " + filterWords(c)
	side := func(v query.Version) versionJSON {
		return versionJSON{v.Value, v.Sentence, v.Claimant, v.Article, v.Publisher, v.Start, v.End}
	}
	for _, d := range rows {
		l.rows = append(l.rows, []string{d.Text, d.What, d.A.Value, d.A.Sentence, d.B.Value, d.B.Sentence, string(d.Event)})
		l.items = append(l.items, discrepancyJSON{d.Event, d.Other, d.Text, d.What, side(d.A), side(d.B)})
	}
	if c.String("format") != "table" || len(rows) == 0 {
		return l.write(c)
	}
	w := c.App.Writer
	for i, d := range rows {
		if i > 0 {
			fmt.Fprintln(w)
		}
		ids := string(d.Event)
		if d.Other != "" {
			ids += " and " + string(d.Other)
		}
		fmt.Fprintf(w, "%s: %s  %s\n", d.What, oneLine(d.Text), ids)
		for _, v := range []query.Version{d.A, d.B} {
			who := ""
			if len(v.Claimant) > 0 {
				who = ", says " + strings.Join(v.Claimant, " via ")
			}
			fmt.Fprintf(w, "  %s\n      %s\n      %s\n", oneLine(v.Value+who), markTrigger(v.ClaimRow, [2]string{"«", "»"}), sourceWords(v.ClaimRow))
		}
	}
	return nil
}
