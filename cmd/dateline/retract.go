package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func retractCommand() *cli.Command {
	return &cli.Command{
		Name: "retract", Usage: "take an article, or all of an import, out of the graph", ArgsUsage: "{ARTICLE | --batch ID}",
		Description: `Removes what one article said, with its earlier versions, and lists the events that
lose support by it: those that no other article tells are gone. ARTICLE is an id (or the
beginning of one), a URL or a file. What persons judged stays, and holds again when
the article is read again. With --batch it is all articles of a run of ingest or of an import
('dateline jobs' lists them).

Examples:
   dateline retract 5ae7616523a6a2c3 --dry-run
   dateline retract articles/call.txt
   dateline retract --batch import-ministry`,
		Flags: flags(dbFlag(), formatFlag(), []cli.Flag{
			&cli.StringFlag{Name: "batch", Usage: "all articles of this run of ingest or import: its `ID` or how that begins, or latest"},
			&cli.BoolFlag{Name: "dry-run", Usage: "only list what would be lost"},
			&cli.BoolFlag{Name: "open", Usage: "also list events of open relations"},
		}),
		Action: runRetract,
	}
}

type supportJSON struct {
	eventJSON
	Before int  `json:"sources_before"`
	After  int  `json:"sources_after"`
	Gone   bool `json:"gone"`
}

func runRetract(c *cli.Context) error {
	batch := c.String("batch") != ""
	if batch && c.Args().Present() || !batch && c.NArg() != 1 {
		return badUsage(c, "retract takes one article, or --batch, got %d arguments; 'dateline sources' lists them", c.NArg())
	}
	dry := c.Bool("dry-run")
	open := openJudging
	if dry {
		open = openReading
	}
	s, err := open(c)
	if err != nil {
		return err
	}
	defer s.Close()
	ids, what, err := retracted(c, s)
	if err != nil {
		return err
	}
	lost, err := query.Without(c.Context, s, ids...)
	if err != nil {
		return err
	}
	if !dry {
		if err := s.Remove(c.Context, ids...); err != nil {
			return err
		}
	}
	l := supportListing(lost, c.Bool("open"))
	l.nothing = "no event loses support"
	word := "retracted"
	if dry {
		word = "would be retracted"
	}
	l.note = oneLine(fmt.Sprintf("%s: %s, %s", word, what, plural(len(lost), "event")))
	return l.write(c)
}

// retracted are the articles that are to go, and how to call them.
func retracted(c *cli.Context, s *store.Store) (ids []graph.ArticleID, what string, err error) {
	if c.String("batch") != "" {
		b, err := batchOf(c.Context, c, s)
		if err != nil {
			return nil, "", err
		}
		had, _, err := stored(c, s)
		if err != nil {
			return nil, "", err
		}
		for _, id := range b.Articles {
			if had[id] {
				ids = append(ids, id)
			}
		}
		return ids, fmt.Sprintf("%s (%s)", b.ID, plural(len(ids), "article")), nil
	}
	art, err := query.FindArticle(c.Context, s, c.Args().First())
	if err != nil {
		return nil, "", askError(err)
	}
	return []graph.ArticleID{art.ID}, fmt.Sprintf("%s %q", art.ID, art.Title), nil
}

func supportListing(lost []query.Support, open bool) *listing {
	l := &listing{columns: []string{"when", "event", "relation", "sources before", "after", "", "id"}}
	for _, x := range lost {
		if x.Class == "OTHER" && !open {
			continue
		}
		gone := ""
		if x.Remains == 0 {
			gone = "gone"
		}
		l.rows = append(l.rows, []string{whenText(x.When, x.Basis), x.Text, string(x.Type), fmt.Sprint(x.Before), fmt.Sprint(x.After), gone, string(x.ID)})
		e := eventListing([]query.EventRow{x.EventRow}).items[0].(eventJSON)
		l.items = append(l.items, supportJSON{e, x.Before, x.After, x.Remains == 0})
	}
	return l
}
