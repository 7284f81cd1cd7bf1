package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/store"
)

func ingestCommand() *cli.Command {
	return &cli.Command{
		Name:      "ingest",
		Usage:     "read articles into the graph",
		ArgsUsage: "PATH|URL...",
		Description: `Reads files, folders (with what is below them), addresses and, for -, standard
input. Formats are known by their content. Reading an article again changes
nothing; a changed article replaces what it said before; a batch extends the
graph. Stopped with Ctrl-C it finishes the articles in hand; a second Ctrl-C
stops at once. Run again, it passes over what is known and goes on.

Examples:
   dateline ingest articles/
   dateline ingest --published 2021-03-31 call.txt
   cat page.html | dateline ingest -
   dateline ingest dump.zip --since 2021-01 --report report.csv
   dateline ingest https://news.example/story --keep-raw raw
   dateline ingest --watch incoming/`,
		Flags: flags(dbFlag(), loadFlags(), batchFlags(), webFlags(), []cli.Flag{
			&cli.BoolFlag{Name: "dry-run", Usage: "say what would be read, and write nothing"},
			&cli.BoolFlag{Name: "watch", Usage: "go on, and take what arrives in the folders given, until stopped"},
			&cli.DurationFlag{Name: "every", Value: watchEvery, Usage: "with --watch: look every `TIME`"},
		}),
		Action: runIngest,
	}
}

// batchFlags are the flags of the commands that write a batch.
func batchFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "since", Usage: "leave out articles published before this `DATE` (2021, 2021-03, 2021-03-31)"},
		&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Usage: "read at most `N` articles"},
		&cli.BoolFlag{Name: "again", Usage: "also read again what is known already and has not changed"},
		&cli.StringFlag{Name: "report", Usage: "write what became of each article to this `FILE` (.csv, else JSON Lines)"},
		&cli.StringFlag{Name: "progress", Value: "auto", Usage: strings.Join(progressModes, ", ")},
	}
}

func runIngest(c *cli.Context) (err error) {
	o, err := loadOptionsOf(c)
	if err != nil {
		return err
	}
	if err := o.batch(c); err != nil {
		return err
	}
	defer o.report.cleanup()
	w, err := webOf(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	if c.Bool("watch") {
		return watch(c, o, w)
	}
	in, err := inputsOf(o.paths)
	if err != nil {
		return err
	}
	m := newMeter(c.App.ErrWriter, c.String("progress"), in.bytes)
	r := &reader{options: o.article, stdin: c.App.Reader, meter: m, web: w}
	var sum summary
	if c.Bool("dry-run") {
		sum, err = rehearse(c, o, r.pile(c.Context, in), m)
	} else {
		sum, err = loadInto(c, o, r.pile(c.Context, in), m)
	}
	return finish(c, o, sum, err)
}

// batch reads the flags of a batch and opens its report.
func (o *loadOptions) batch(c *cli.Context) error {
	o.again, o.program = c.Bool("again"), programMark(c.String("frames"))
	if mode := c.String("progress"); !slices.Contains(progressModes, mode) {
		return unknown("progress", mode, progressModes)
	}
	var err error
	o.report, err = newReport(c.String("report"))
	return err
}

// loadInto loads a pile into the database of c.
func loadInto(c *cli.Context, o loadOptions, articles pile, m *meter) (summary, error) {
	s, err := openWriting(c.String(databaseFlag))
	if err != nil {
		return summary{}, err
	}
	defer s.Close()
	return load(c.Context, s, o, articles, m)
}

// finish says what became of the batch, also when it was stopped.
func finish(c *cli.Context, o loadOptions, sum summary, err error) error {
	err = errors.Join(err, o.report.close())
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	sum.write(c.App.Writer, c.App.ErrWriter)
	if err != nil {
		fmt.Fprintln(c.App.ErrWriter, "stopped before the end; the same command goes on from here")
		return err
	}
	return sum.err()
}

// rehearse reads the pile and says what load would do, as far as can be told
// without analysing and writing.
func rehearse(c *cli.Context, o loadOptions, articles pile, m *meter) (sum summary, err error) {
	sum.dry = true
	var s *store.Store
	switch s, err = openReading(c); {
	case errors.Is(err, store.ErrNotFound): // all is new
		s = nil
	case err != nil:
		return sum, err
	default:
		defer s.Close()
	}
	seen, ids := map[string]string{}, map[graph.ArticleID]bool{} // text -> id
	for a, err := range o.limited(articles) {
		if c.Context.Err() != nil {
			return sum, c.Context.Err()
		}
		m.article()
		var r outcome
		switch {
		case err != nil:
			r = unreadable(a, err)
		case o.old(a):
			r = outcomeOf(a, stateOld)
		default:
			r = outcomeOf(a, stateNew)
			if of := seen[a.SHA256]; of != "" && of != string(a.ID) {
				r.State, r.CopyOf = stateCopy, of
			}
			if _, again := ids[a.ID]; again {
				r.State = stateSame
			}
			seen[a.SHA256], ids[a.ID] = string(a.ID), true
			if s == nil {
				break
			}
			standing, of, err := s.Standing(c.Context, a.ID, a.SHA256)
			if err != nil {
				return sum, err
			}
			if standing != store.New {
				r.State, r.CopyOf = stateOf(standing), string(of)
			}
			if same, err := s.Marked(c.Context, a.ID, o.mark(a)); err != nil {
				return sum, err
			} else if same {
				r.State = stateSame
			}
		}
		sum.add(r)
		if err := o.report.write(r); err != nil {
			return sum, err
		}
	}
	m.finish()
	return sum, nil
}
