package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"dateline/ingest"
	"dateline/ingest/annotate"
	"dateline/ingest/article"
)

func explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "every layer of one article: the first thing to look at when something was not found",
		ArgsUsage: "FILE",
		Description: `Reads one article and prints what each stage found: blocks, sentences, tokens,
dependencies, mentions, times, entities, events, claims. The graph is not touched.

Examples:
   dateline explain article.txt --published 2021-03-31
   dateline explain page.html --format json | jq .Events`,
		Flags: flags(loadFlags(), &cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "text", Usage: "text or json"}),
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return badUsage(c, "explain takes one file, got %d arguments", c.NArg())
			}
			o, err := articleOptions(c)
			if err != nil {
				return err
			}
			stages, err := stagesOf(c)
			if err != nil {
				return err
			}
			format := c.String("format")
			if format != "text" && format != "json" {
				return unknown("format", format, []string{"text", "json"})
			}
			name := c.Args().First()
			if info, err := os.Stat(name); err == nil && info.IsDir() {
				return badUsage(c, "%s is a folder; explain takes one file", name)
			}
			n := 0
			r := &reader{stdin: c.App.Reader}
			return r.open(c.Context, name, o, func(a *article.Article) error {
				if n++; n > 1 {
					fmt.Fprintln(c.App.Writer)
				}
				d, err := ingest.Run(a, stages)
				if err != nil {
					return err
				}
				if format == "json" {
					enc := json.NewEncoder(c.App.Writer)
					enc.SetEscapeHTML(false)
					return enc.Encode(d)
				}
				return annotate.Explain(c.App.Writer, d)
			})
		},
	}
}
