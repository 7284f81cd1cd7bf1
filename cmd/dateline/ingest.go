package main

import (
	"github.com/urfave/cli/v2"
)

func ingestCommand() *cli.Command {
	return &cli.Command{
		Name:      "ingest",
		Usage:     "read articles into the graph",
		ArgsUsage: "PATH...",
		Description: `Reads files, folders (with what is below them) and, for -, standard input.
Reading an article again changes nothing; a changed article replaces what it
said before; a batch extends the graph.

Examples:
   dateline ingest articles/
   dateline ingest --published 2021-03-31 call.txt
   cat page.html | dateline ingest -`,
		Flags: flags(dbFlag(), loadFlags()),
		Action: func(c *cli.Context) error {
			o, err := loadOptionsOf(c)
			if err != nil {
				return err
			}
			s, err := openWriting(c.String(databaseFlag))
			if err != nil {
				return err
			}
			defer s.Close()
			sum, err := load(c.Context, s, o, c.App.Reader, c.App.ErrWriter)
			if err != nil {
				return err
			}
			sum.write(c.App.Writer, c.App.ErrWriter)
			return sum.err()
		},
	}
}
