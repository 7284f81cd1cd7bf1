package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/ingest"
	"dateline/ingest/annotate"
	"dateline/ingest/nlp"
)

func annotateCommand() *cli.Command {
	var help strings.Builder
	for _, f := range annotate.Formats {
		fmt.Fprintf(&help, "   %-9s %s\n", f.Name, f.Help)
	}
	return &cli.Command{
		Name:      "annotate",
		Usage:     "write the layers of articles in the formats of the field",
		ArgsUsage: "PATH...",
		Description: `Reads articles and writes what the stages found, one article after the other.
The graph is not touched. The formats:

` + help.String() + `
Examples:
   dateline annotate article.txt --format conllu
   dateline annotate articles/ --format facts --published 2021-03-31
   dateline annotate articles/ --format jsonl --min-confidence 0.6`,
		Flags: flags(loadFlags(), outFlag(), &cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "conllu",
			Usage: strings.Join(annotate.Names(), ", ")},
			&cli.Float64Flag{Name: "min-confidence", Usage: "only events read with at least this confidence, `0..1`"}),
		Action: runAnnotate,
	}
}

func runAnnotate(c *cli.Context) error {
	o, err := loadOptionsOf(c)
	if err != nil {
		return err
	}
	format, ok := annotate.Lookup(c.String("format"))
	if !ok {
		return unknown("format", c.String("format"), annotate.Names())
	}
	least := c.Float64("min-confidence")
	if least < 0 || least > 1 {
		return badUsage(c, "--min-confidence %v: it must lie between 0 and 1", least)
	}
	in, err := inputsOf(o.paths)
	if err != nil {
		return err
	}
	var bad lines
	m := newMeter(c.App.ErrWriter, "auto", in.bytes)
	r := &reader{options: o.article, stdin: c.App.Reader, meter: m}
	err = output(c, c.String("output"), func(w io.Writer) error {
		return ingest.Batch[*nlp.Document]{Stages: o.stages, Workers: o.workers, Of: func(d *nlp.Document) *nlp.Document { return d }}.Run(
			c.Context, r.pile(c.Context, in), func(r ingest.Result[*nlp.Document]) error {
				m.article()
				if r.Err != nil {
					u := unreadable(r.Article, r.Err)
					bad.add(u.Source + ": " + u.Reason)
					return nil
				}
				annotate.AtLeast(r.Of, least)
				return format.Write(w, r.Of)
			})
	})
	m.finish()
	if err != nil {
		return err
	}
	bad.write(c.App.ErrWriter, "not read", "that could not be read")
	if bad.n > 0 {
		return &partialErr{}
	}
	return nil
}
