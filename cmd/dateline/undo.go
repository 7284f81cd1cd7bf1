package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/urfave/cli/v2"

	"dateline/graph/query"
)

func undoCommand() *cli.Command {
	return &cli.Command{
		Name: "undo", Usage: "take back a judgement", ArgsUsage: "[N]",
		Description: `Takes back judgement N of 'dateline log', or the last one. The graph is then as it
would be had it never been made. Later judgements move up by one.

Examples:
   dateline undo
   dateline undo 3`,
		Flags: flags(dbFlag()),
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return badUsage(c, "undo takes one number, got %d arguments", c.NArg())
			}
			s, err := openJudging(c)
			if err != nil {
				return err
			}
			defer s.Close()
			n := 0
			if arg := c.Args().First(); arg != "" {
				if n, err = strconv.Atoi(arg); err != nil || n < 1 {
					return badUsage(c, "%q is no number of a judgement; 'dateline log' lists them", arg)
				}
			}
			r, err := query.Undo(c.Context, s, n)
			var wrong *query.JudgeError
			if errors.As(err, &wrong) && n > 0 {
				return badUsage(c, "%v", err)
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(c.App.Writer, "taken back: %s said: %s\n", r.By, judgementWords(r.Judgement, r.NameA, r.NameB))
			return nil
		},
	}
}
