package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"dateline/ingest/nlp/train"
)

func trainCommand() *cli.Command {
	return &cli.Command{
		Name:      "train",
		Usage:     "make the models of sentences, tags and dependencies again",
		ArgsUsage: " ",
		Description: `Learns the models that are built into the program from treebanks and plain
text, and writes them where the next build finds them. The folder of the data
holds ud-ewt, gum, current-events and wikinews; docs/models.md says what they
are. It takes about an hour on one core; the same data give the same models.

Examples:
   dateline train --data data/open --out ingest/nlp`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "data", Required: true, Usage: "the folder with the treebanks and texts"},
			&cli.BoolFlag{Name: "silver", Usage: "learn from news that larger networks annotated, too (four times as long)"},
			&cli.StringFlag{Name: "out", Value: "ingest/nlp", Usage: "the folder of the stages"},
		},
		Action: func(c *cli.Context) error {
			return train.Recipe{
				Data: c.String("data"), Out: c.String("out"), Silver: c.Bool("silver"),
				Log: func(format string, args ...any) { fmt.Fprintf(c.App.ErrWriter, format+"\n", args...) },
			}.Run()
		},
	}
}
