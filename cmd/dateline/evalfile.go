package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/eval"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
)

// evalFileHelp is the part of the help of eval that is about single files.
const evalFileHelp = `With --conllu a treebank of Universal Dependencies is scored from its raw text,
as the CoNLL 2018 shared task does; with --iob the names of people, bodies and
places on the words that a file gives. --raw prints what another system is to
read, --system scores what it wrote.`

func evalFileFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "conllu", Usage: "score sentences, words, tags and dependencies against the treebank `GOLD`, CoNLL-U, gzipped or not"},
		&cli.StringFlag{Name: "iob", Usage: "score names against `GOLD`: columns of words and IOB labels (CoNLL-2003), or CoNLL-U with the entities of GUM"},
		&cli.StringFlag{Name: "system", Usage: "score what another system found, in `FILE` (CoNLL-U, or columns of words and IOB labels; with --gold a folder of TimeML), not what Dateline finds"},
		&cli.BoolFlag{Name: "raw", Usage: "only print the text, or with --iob the words, that systems read"},
		&cli.IntFlag{Name: "repeat", Value: 1, Usage: "analyse `N` times, so that the time of one can be measured without the start"},
	}
}

// evalsFile reports whether a single file is to be scored. It is an error if the
// flags do not fit together.
func evalsFile(c *cli.Context) (bool, error) {
	files := 0
	for _, f := range []string{"conllu", "iob"} {
		if c.IsSet(f) {
			files++
		}
	}
	switch {
	case files == 2:
		return false, badUsage(c, "eval scores one file: --conllu or --iob")
	case files == 1:
		for _, f := range []string{"corpora", "gold", "misses", "update", "check"} {
			if c.IsSet(f) {
				return false, badUsage(c, "--%s is about the project's gold, not about a file", f)
			}
		}
		if c.Bool("raw") && c.IsSet("system") {
			return false, badUsage(c, "--raw prints what a system reads, --system scores what it wrote: choose one")
		}
		if c.Int("repeat") < 1 {
			return false, badUsage(c, "--repeat %d: analyse at least once", c.Int("repeat"))
		}
		return true, nil
	}
	for _, f := range []string{"system", "raw", "repeat"} {
		if f == "system" && c.IsSet("gold") {
			continue
		}
		if c.IsSet(f) {
			return false, badUsage(c, "--%s needs --conllu GOLD, --iob GOLD or, to compare folders, --gold FOLDER", f)
		}
	}
	return false, nil
}

func evalFile(c *cli.Context) error {
	score, gold := scoreConllu, c.String("conllu")
	if c.IsSet("iob") {
		score, gold = scoreIOB, c.String("iob")
	}
	b, err := fileOf(c, gold)
	if err != nil {
		return err
	}
	var system []byte
	if c.IsSet("system") {
		if system, err = fileOf(c, c.String("system")); err != nil {
			return err
		}
	}
	s, err := score(c, gold, b, system)
	if err != nil || c.Bool("raw") {
		return err
	}
	r := &eval.Report{Sets: []eval.SetScore{s}}
	if c.String("format") == "markdown" {
		return r.WriteMarkdown(c.App.Writer)
	}
	return r.WriteText(c.App.Writer)
}

// scoreConllu scores an analysis of the treebank b, ours if system is nil.
func scoreConllu(c *cli.Context, name string, b, system []byte) (none eval.SetScore, err error) {
	gold, err := treebank(name, b)
	if err != nil {
		return none, err
	}
	if c.Bool("raw") {
		_, err := fmt.Fprintln(c.App.Writer, eval.Raw(gold))
		return none, err
	}
	var found []conllu.Sentence
	if system != nil {
		name = c.String("system")
		found, err = treebank(name, system)
	} else {
		for range c.Int("repeat") {
			if found, err = eval.Analyse(gold, readSyntax); err != nil {
				break
			}
		}
	}
	if err != nil {
		return none, err
	}
	s, err := eval.Syntax(filepath.Base(name), gold, found)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// readSyntax is the pipeline up to the names.
func readSyntax(a *article.Article) (*nlp.Document, error) {
	for i, s := range ingest.Stages {
		if s.Adds&nlp.Names != 0 {
			return ingest.Run(a, ingest.Stages[:i+1])
		}
	}
	return ingest.Read(a)
}

func treebank(name string, b []byte) ([]conllu.Sentence, error) {
	s, err := conllu.Read(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s: not CoNLL-U: %w", name, err)
	}
	if len(s) == 0 {
		return nil, fmt.Errorf("%s: no sentence in it", name)
	}
	return s, nil
}

// scoreIOB scores names on the words of b, ours if system is nil.
func scoreIOB(c *cli.Context, name string, b, system []byte) (none eval.SetScore, err error) {
	gold, err := eval.ReadNamed(b)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	if c.Bool("raw") {
		return none, gold.WriteWords(c.App.Writer)
	}
	var found [][]eval.NamedSpan
	if system != nil {
		name = c.String("system")
		found, err = gold.Labelled(system)
	} else {
		for range c.Int("repeat") {
			if found, err = gold.Find(); err != nil {
				break
			}
		}
	}
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	return gold.Score(filepath.Base(name), found), nil
}

// fileOf is the content of a file, unpacked if it is gzipped; "-" is standard input.
func fileOf(c *cli.Context, name string) ([]byte, error) {
	var b []byte
	var err error
	if name == "-" {
		b, err = io.ReadAll(c.App.Reader)
	} else {
		b, err = os.ReadFile(name)
	}
	var path *os.PathError
	if errors.As(err, &path) {
		return nil, fmt.Errorf("%s: %w", name, path.Err)
	}
	if err != nil || !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
		return b, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err == nil {
		b, err = io.ReadAll(z)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return b, nil
}
