package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"dateline/graph/query"
	"dateline/graph/store"
)

func judgementsCommand() *cli.Command {
	return &cli.Command{
		Name: "judgements", Usage: "take judgements to another database: export, import",
		Description: `Judgements are written one a line as JSON and can be read into any database that has
(or will have) the same articles.

Examples:
   dateline judgements export -o judged.jsonl
   dateline judgements import judged.jsonl --db other.db`,
		Subcommands: []*cli.Command{
			{
				Name: "export", Usage: "write all judgements, one a line",
				Flags: flags(dbFlag(), []cli.Flag{&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "the `FILE` to write (default: standard output)"}}),
				Action: func(c *cli.Context) error {
					if c.Args().Present() {
						return badUsage(c, "export takes no argument %q; -o names the file", c.Args().First())
					}
					return asking(c, func(s *store.Store) error { return exportJudgements(c, s) })
				},
			},
			{
				Name: "import", Usage: "read judgements; those that are there already change nothing", ArgsUsage: "FILE", Flags: flags(dbFlag()),
				Action: importJudgements,
			},
		},
	}
}

func exportJudgements(c *cli.Context, s *store.Store) error {
	rows, err := query.Log(c.Context, s)
	if err != nil {
		return err
	}
	w := c.App.Writer
	var f *os.File
	if name := c.String("output"); name != "" && name != "-" {
		if f, err = os.Create(name); err != nil {
			return err
		}
		w = f
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, r := range rows {
		j := logJSON(r)
		j.N = 0
		if err = enc.Encode(j); err != nil {
			break
		}
	}
	if f != nil {
		err = errors.Join(err, f.Close())
	}
	return err
}

func importJudgements(c *cli.Context) error {
	if c.NArg() != 1 {
		return badUsage(c, "import takes one file, or - for standard input; got %d arguments", c.NArg())
	}
	name, in := c.Args().First(), c.App.Reader
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	js, err := readJudgements(in, name)
	if err != nil {
		return err
	}
	s, err := openWriting(c.String(databaseFlag))
	if err != nil {
		return err
	}
	defer s.Close()
	known, err := s.Judgements(c.Context)
	if err != nil {
		return err
	}
	n := len(js)
	js = slices.DeleteFunc(js, func(j store.Judgement) bool { return slices.Contains(known, j) })
	if len(js) > 0 {
		if err := s.Judge(c.Context, js...); err != nil {
			return err
		}
	}
	fmt.Fprintf(c.App.Writer, "%s read: %d new, %d known already\n", plural(n, "judgement"), len(js), n-len(js))
	return nil
}

// readJudgements reads one judgement a line. An error names the line.
func readJudgements(in io.Reader, name string) ([]store.Judgement, error) {
	dec := json.NewDecoder(in)
	var out []store.Judgement
	for n := 1; ; n++ {
		var j judgementJSON
		err := dec.Decode(&j)
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: judgement %d: %w; each is an object with verdict, a, b, by, at", name, n, err)
		}
		s := store.Judgement{A: j.A, B: j.B, Verdict: j.Verdict, Name: j.Name, By: j.By, At: j.At.UTC()}
		if err := s.Valid(); err != nil {
			return nil, fmt.Errorf("%s: judgement %d: %w", name, n, err)
		}
		out = append(out, s)
	}
}
