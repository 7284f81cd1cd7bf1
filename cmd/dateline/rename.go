package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph/store"
)

func renameCommand() *cli.Command {
	return &cli.Command{
		Name: "rename", Usage: "say what an entity is called", ArgsUsage: "ENTITY NAME",
		Description: `Gives an entity another name in all answers and pictures. Its names in the articles
stay, as aliases; it is found by all of them.

Examples:
   dateline rename "President Tal" "Viktor Tal"`,
		Flags: judgeFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() != 2 || strings.TrimSpace(c.Args().Get(1)) == "" {
				return badUsage(c, "rename takes an entity and its new name, got %d arguments", c.NArg())
			}
			return judge(c, store.Renamed, c.Args().Slice()[:1], func(j *store.Judgement) { j.Name = strings.TrimSpace(c.Args().Get(1)) })
		},
	}
}
