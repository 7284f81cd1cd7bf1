package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"dateline/export"
	"dateline/export/diagram"
	"dateline/export/page"
	"dateline/export/timeline"
	"dateline/graph"
	"dateline/graph/query"
	"dateline/graph/store"
)

func buildCommand() *cli.Command {
	return &cli.Command{
		Name:      "build",
		Usage:     "the whole job: articles in, pictures, table and page out",
		ArgsUsage: "PATH... -o DIR",
		Description: `Reads the articles into DIR/dateline.db and writes DIR/timeline.svg,
DIR/diagram.svg, DIR/events.csv and DIR/index.html, a page with all of it that
needs no network. Run again with more articles, it extends what is there.

Examples:
   dateline build articles/ -o out
   dateline build call.txt --published 2021-03-31 -o out --title "A phone call"`,
		Flags: flags(&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "the folder `DIR` to write to", Value: "out"},
			loadFlags(), batchFlags(), timelineFlags()),
		Action: runBuild,
	}
}

func runBuild(c *cli.Context) error {
	o, err := loadOptionsOf(c)
	if err != nil {
		return err
	}
	if err := o.batch(c); err != nil {
		return err
	}
	defer o.report.cleanup()
	in, err := inputsOf(o.paths)
	if err != nil {
		return err
	}
	pictures, err := exportOptions(c)
	if err != nil {
		return err
	}
	dir := c.String("output")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return cannotWrite(dir, err)
	}
	s, err := openWriting(filepath.Join(dir, "dateline.db"))
	if err != nil {
		return err
	}
	defer s.Close()
	m := newMeter(c.App.ErrWriter, c.String("progress"), in.bytes)
	r := &reader{options: o.article, stdin: c.App.Reader, meter: m}
	sum, err := load(c.Context, s, o, r.pile(c.Context, in), m)
	if err = errors.Join(err, o.report.close()); err != nil {
		return err
	}
	if err := writeAll(c, s, dir, pictures); err != nil {
		return err
	}
	sum.write(c.App.Writer, c.App.ErrWriter)
	fmt.Fprintf(c.App.Writer, "wrote %s\n", filepath.Join(dir, "index.html"))
	return sum.err()
}

// writeAll writes the pictures, the table and the page of all events in s.
func writeAll(c *cli.Context, s *store.Store, dir string, o export.Options) error {
	v, err := query.Events(c.Context, s, query.Filter{})
	if err != nil {
		return err
	}
	v.Title = c.String("title")
	line := timeline.Draw(timeline.Layout(&v, o.Timeline))
	chart, err := diagram.Layout(c.Context, &v, o.Diagram)
	if err != nil {
		return err
	}
	actors := diagram.Draw(chart)
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"timeline.svg", bytesWriter(line)},
		{"diagram.svg", bytesWriter(actors)},
		{"events.csv", func(w io.Writer) error { return writeCSV(w, &v, o) }},
		{"index.html", func(w io.Writer) error { return page.Write(w, &v, line, actors) }},
	} {
		if err := output(c, filepath.Join(dir, f.name), f.write); err != nil {
			return err
		}
	}
	return nil
}

func bytesWriter(b []byte) func(io.Writer) error {
	return func(w io.Writer) error { _, err := w.Write(b); return err }
}

func writeCSV(w io.Writer, v *graph.View, o export.Options) error {
	f, _ := export.Lookup("csv")
	return f.Write(w, v, o)
}
