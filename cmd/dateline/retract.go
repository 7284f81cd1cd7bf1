package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"dateline/graph/query"
)

func retractCommand() *cli.Command {
	return &cli.Command{
		Name: "retract", Usage: "take one article and all it says out of the graph", ArgsUsage: "ARTICLE",
		Description: `Removes what one article said, with its earlier versions, and lists the events that
lose support by it: those that no other article tells are gone. ARTICLE is an id (or the
beginning of one), a URL or a file. What persons judged stays, and holds again when
the article is read again.

Examples:
   dateline retract 5ae7616523a6a2c3 --dry-run
   dateline retract articles/call.txt`,
		Flags: flags(dbFlag(), formatFlag(), []cli.Flag{
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
	if c.NArg() != 1 {
		return badUsage(c, "retract takes one article, got %d arguments; 'dateline sources' lists them", c.NArg())
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
	art, err := query.FindArticle(c.Context, s, c.Args().First())
	if err != nil {
		return askError(err)
	}
	lost, err := query.Without(c.Context, s, art.ID)
	if err != nil {
		return err
	}
	if !dry {
		if err := s.Remove(c.Context, art.ID); err != nil {
			return err
		}
	}
	l := supportListing(lost, c.Bool("open"))
	l.nothing = "no event loses support"
	word := "retracted"
	if dry {
		word = "would be retracted"
	}
	l.note = oneLine(fmt.Sprintf("%s: %s %q, %s", word, art.ID, art.Title, plural(len(lost), "event")))
	return l.write(c)
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
