package main

import (
	"encoding/json"
	"io"

	"github.com/urfave/cli/v2"

	"dateline/ingest/made"
)

// madeCommand writes articles to measure with; it is for developers and in no list.
func madeCommand() *cli.Command {
	return &cli.Command{
		Name: "made", Hidden: true,
		Usage: "write made-up articles as JSON Lines, to measure reading and writing with",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "articles", Value: 1000, Usage: "how many: `N`"},
			&cli.IntFlag{Name: "words", Value: 500, Usage: "how long: about `N` words each"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "other articles for another `N`"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: "-", Usage: "write to this `FILE`"},
		},
		Action: func(c *cli.Context) error {
			return output(c, c.String("output"), func(w io.Writer) error {
				enc := json.NewEncoder(w)
				for n := range c.Int("articles") {
					if err := enc.Encode(made.New(made.Options{Seed: c.Uint64("seed"), Words: c.Int("words")}, n)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}
