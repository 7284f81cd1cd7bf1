package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/ingest"
	"dateline/ingest/eval"
)

// The lines of docs/accuracy.md between which the table of scores stands.
const (
	scoresBegin = "<!-- scores: written by dateline eval --update -->"
	scoresEnd   = "<!-- end of scores -->"
)

func evalCommand() *cli.Command {
	return &cli.Command{
		Name:  "eval",
		Usage: "score what is found against what a person found",
		Description: `Reads the articles of the project's gold, compares what the stages find with the
answers a person gave, and prints precision, recall and F1 per layer. With
--corpora the published development sets below a folder are scored as well; with
--gold nothing but the sets below a folder is. What another tool wrote (TimeML)
is scored against them with --system.

` + evalFileHelp + `

Examples:
   dateline eval
   dateline eval --misses
   dateline eval --corpora data --format markdown
   dateline eval --conllu en_ewt-ud-dev.conllu.gz
   dateline eval --iob val.conll --system theirs.iob
   dateline eval --gold timebank
   dateline eval --gold timebank --system heideltime`,
		Flags: flags(evalFileFlags(), []cli.Flag{
			&cli.StringFlag{Name: "data", Value: "testdata", Usage: "the `FOLDER` with gold and articles"},
			&cli.StringFlag{Name: "corpora", Usage: "also score the published sets below this `FOLDER`"},
			&cli.StringFlag{Name: "gold", Usage: "score the sets below this `FOLDER` only: TimeML (*.tml) and the other forms of --corpora"},
			&cli.BoolFlag{Name: "reliability", Usage: "how often events of each confidence are right"},
			&cli.BoolFlag{Name: "misses", Usage: "list what was missed and what was invented in the set dev"},
			&cli.BoolFlag{Name: "update", Usage: "write the table into docs/accuracy.md and testdata/gold/scores.golden"},
			&cli.BoolFlag{Name: "check", Usage: "fail if docs/accuracy.md shows another table"},
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Value: "text", Usage: "text or markdown"},
		}),
		Action: runEval,
	}
}

func runEval(c *cli.Context) error {
	if c.Args().Present() {
		return badUsage(c, "eval takes no argument %q", c.Args().First())
	}
	format := c.String("format")
	if format != "text" && format != "markdown" {
		return unknown("format", format, []string{"text", "markdown"})
	}
	if file, err := evalsFile(c); err != nil {
		return err
	} else if file {
		return evalFile(c)
	}
	if c.IsSet("gold") {
		r, err := scoreGold(c)
		if err != nil {
			return err
		}
		return show(c, r)
	}
	data := c.String("data")
	if _, err := os.Stat(filepath.Join(data, "gold")); err != nil {
		return fmt.Errorf("%s: no gold there; run in the folder of the project, or name another with --data", data)
	}
	r, err := eval.Run(c.Context, eval.Options{Data: os.DirFS(data), Read: ingest.Read, Misses: c.Bool("misses")})
	if err != nil {
		return err
	}
	if c.Bool("update") || c.Bool("check") {
		return keepScores(c, data, r)
	}
	reports := []*eval.Report{r}
	if dir := c.String("corpora"); dir != "" {
		published, err := eval.Corpora(c.Context, os.DirFS(dir), ingest.Read)
		if err != nil {
			return err
		}
		reports = append(reports, published)
	}
	if err := show(c, reports...); err != nil {
		return err
	}
	if c.Bool("reliability") {
		for _, s := range r.Sets {
			fmt.Fprintf(c.App.Writer, "%s\n\n%s\n", s.Name, s.Sure)
		}
	}
	for _, m := range r.Misses {
		fmt.Fprintln(c.App.Writer, m)
	}
	return nil
}

// scoreGold scores the sets of a folder, read by us or by another tool.
func scoreGold(c *cli.Context) (*eval.Report, error) {
	gold, system := c.String("gold"), c.String("system")
	for _, dir := range []string{gold, system} {
		if dir == "" {
			continue
		}
		if f, err := os.Stat(dir); err != nil {
			return nil, err
		} else if !f.IsDir() {
			return nil, fmt.Errorf("%s: not a folder", dir)
		}
	}
	var r *eval.Report
	var err error
	if system != "" {
		r, err = eval.TimeML(c.Context, os.DirFS(gold), os.DirFS(system))
	} else {
		r, err = eval.Corpora(c.Context, os.DirFS(gold), ingest.Read)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", gold, err)
	}
	return r, nil
}

// show writes reports in the format asked for.
func show(c *cli.Context, reports ...*eval.Report) error {
	for _, r := range reports {
		write := r.WriteText
		if c.String("format") == "markdown" {
			write = r.WriteMarkdown
		}
		if err := write(c.App.Writer); err != nil {
			return err
		}
	}
	return nil
}

// keepScores writes the table where it is kept, or compares it with what stands there.
func keepScores(c *cli.Context, data string, r *eval.Report) error {
	var text, table bytes.Buffer
	if err := r.WriteText(&text); err != nil {
		return err
	}
	if err := r.WriteMarkdown(&table); err != nil {
		return err
	}
	const page = "docs/accuracy.md"
	old, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(old), scoresBegin)
	_, after, ok2 := strings.Cut(rest, scoresEnd)
	if !ok || !ok2 {
		return fmt.Errorf("%s: no lines %q and %q, between which the scores stand", page, scoresBegin, scoresEnd)
	}
	fresh := before + scoresBegin + "\n\n" + strings.TrimSpace(table.String()) + "\n\n" + scoresEnd + after
	if c.Bool("check") {
		if fresh != string(old) {
			return fmt.Errorf("%s shows other scores than these; look at the difference, then accept it with 'dateline eval --update':\n%s", page, text.String())
		}
		fmt.Fprintln(c.App.Writer, page, "shows the scores as they are")
		return nil
	}
	if err := os.WriteFile(page, []byte(fresh), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(data, "gold", "scores.golden"), text.Bytes(), 0o644)
}
