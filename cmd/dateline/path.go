package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func pathCommand() *cli.Command {
	return &cli.Command{
		Name:      "path",
		Usage:     "how two people, bodies or places are connected",
		ArgsUsage: "NAME NAME",
		Description: `Shows the shortest chains of events that lead from one to the other.

Examples:
   dateline path Milley Zelenskiy
   dateline path Milley Zelenskiy --max-length 3 --format json`,
		Flags: flags(dbFlag(), filterFlags(), formatFlag(), []cli.Flag{
			&cli.IntFlag{Name: "max-length", Value: 4, Usage: "chains of at most `N` events"},
			&cli.IntFlag{Name: "max-paths", Value: 5, Usage: "at most `N` chains"},
		}),
		Action: runPath,
	}
}

type stepJSON struct {
	From     string        `json:"from"`
	To       string        `json:"to"`
	Relation graph.TypeID  `json:"relation"`
	When     string        `json:"when,omitempty"`
	Text     string        `json:"text"`
	Event    graph.EventID `json:"event"`
}

func runPath(c *cli.Context) error {
	if c.NArg() != 2 {
		return badUsage(c, "path takes two names, got %d arguments", c.NArg())
	}
	o := query.PathOptions{MaxLength: c.Int("max-length"), MaxPaths: c.Int("max-paths")}
	if o.MaxLength < 1 || o.MaxPaths < 1 {
		return badUsage(c, "--max-length and --max-paths must be at least 1")
	}
	a, b := c.Args().Get(0), c.Args().Get(1)
	return selecting(c, func(s *store.Store, f query.Filter) error {
		o.Filter = f
		paths, err := query.Paths(c.Context, s, a, b, o)
		if err != nil {
			return askError(err)
		}
		l := &listing{columns: []string{"path", "from", "to", "when", "event", "id"},
			nothing: fmt.Sprintf("no chain of at most %s joins %s and %s in %s", plural(o.MaxLength, "event"), a, b, databaseName(c))}
		for i, p := range paths {
			steps := []stepJSON{}
			for _, st := range p {
				l.rows = append(l.rows, []string{fmt.Sprint(i + 1), st.FromName, st.ToName, span(st.When, ""), st.Text, string(st.Event)})
				steps = append(steps, stepJSON{st.FromName, st.ToName, st.Type, st.When, st.Text, st.Event})
			}
			l.items = append(l.items, steps)
		}
		return l.write(c)
	})
}
