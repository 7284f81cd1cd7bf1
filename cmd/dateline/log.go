package main

import (
	"github.com/urfave/cli/v2"

	"dateline/graph/query"
	"dateline/graph/store"
)

func logCommand() *cli.Command {
	return &cli.Command{
		Name: "log", Usage: "what persons judged, in order of time",
		Description: `Lists every judgement with its number, which 'dateline undo' takes.

Examples:
   dateline log
   dateline log --format jsonl`,
		Flags: flags(dbFlag(), formatFlag()),
		Action: func(c *cli.Context) error {
			if c.Args().Present() {
				return badUsage(c, "log takes no argument %q", c.Args().First())
			}
			return asking(c, func(s *store.Store) error {
				rows, err := query.Log(c.Context, s)
				if err != nil {
					return askError(err)
				}
				l := logListing(rows)
				l.nothing = "nothing was judged in " + databaseName(c)
				return l.write(c)
			})
		},
	}
}
