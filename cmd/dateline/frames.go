package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing/fstest"

	"github.com/urfave/cli/v2"

	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/event"
)

func framesCommand() *cli.Command {
	return &cli.Command{
		Name:  "frames",
		Usage: "list the relations, or test relation files of your own",
		Description: `Relations are read by rules in text files (docs/rules.md). 'frames list' lists
those that ship; 'frames test' reads files of your own and runs the examples in
them; --frames FOLDER of ingest, build, annotate and explain uses them.

Examples:
   dateline frames list
   dateline frames test my-frames/honoured.txt`,
		Action: func(c *cli.Context) error {
			if name := c.Args().First(); name != "" {
				return unknown("frames command", name, commandNames(c.Command.Subcommands))
			}
			return cli.ShowSubcommandHelp(c)
		},
		Subcommands: []*cli.Command{
			{Name: "list", Usage: "the relations that ship", Flags: flags(formatFlag()), Action: runFramesList},
			{Name: "test", Usage: "run the examples of relation files", ArgsUsage: "FILE...", Action: runFramesTest},
		},
	}
}

func runFramesList(c *cli.Context) error {
	frames, err := event.Default()
	if err != nil {
		return err
	}
	l := &listing{columns: []string{"relation", "class", "label", "inverse", "kind"}}
	for _, r := range frames.Relations() {
		kind := "event"
		switch {
		case r.State:
			kind = "state"
		case r.Symmetric:
			kind = "symmetric event"
		}
		l.rows = append(l.rows, []string{string(r.ID), string(r.Class), r.Label, r.Inverse, kind})
		l.items = append(l.items, map[string]any{"relation": r.ID, "class": r.Class, "label": r.Label, "inverse": r.Inverse, "kind": kind})
	}
	return l.write(c)
}

func runFramesTest(c *cli.Context) error {
	if c.NArg() == 0 {
		return badUsage(c, "frames test takes the relation files to test")
	}
	files := fstest.MapFS{}
	for _, name := range c.Args().Slice() {
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files[filepath.Base(name)] = &fstest.MapFile{Data: b}
	}
	own, err := event.Load(files)
	if err != nil {
		return err
	}
	stages, err := ingest.WithFrames(files)
	if err != nil {
		return err
	}
	right, wrong := 0, 0
	for _, r := range own.Relations() {
		if len(r.Examples) == 0 {
			wrong++
			fmt.Fprintf(c.App.Writer, "%s: no examples; write one for each pattern (= sentence, or ! sentence)\n", r.File)
		}
		for _, e := range r.Examples {
			a := &article.Article{ID: "example", Source: e.File, Text: e.Sentence, Blocks: []article.Block{{End: len(e.Sentence)}}}
			d, err := ingest.Run(a, stages)
			if err != nil {
				return err
			}
			if problem := event.Check(d, r.ID, e); problem != "" && !e.Known {
				wrong++
				fmt.Fprintf(c.App.Writer, "%s:%d: %s\n  %s\n", e.File, e.Line, e.Sentence, problem)
				continue
			}
			right++
		}
	}
	fmt.Fprintf(c.App.Writer, "%s right, %d wrong\n", plural(right, "example"), wrong)
	if wrong > 0 {
		return fmt.Errorf("%s not read as the files say", plural(wrong, "example"))
	}
	return nil
}
