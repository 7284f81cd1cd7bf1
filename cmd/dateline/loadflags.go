package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// loadOptions says what is read and how.
type loadOptions struct {
	paths   []string
	article article.Options
	stages  []nlp.Stage
	workers int
	since   time.Time
	limit   int
	again   bool // also what is known already
	report  *account
	program string // stands for the program that reads
	note    string // what the batch is called
	now     func() time.Time
}

// loadFlags are the flags of the commands that read articles.
func loadFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "published", Usage: "the publication `DATE` of all articles given, whatever they say themselves (2021-03-31)"},
		&cli.StringFlag{Name: "publisher", Usage: "the `NAME` of the publisher of all articles given"},
		&cli.StringFlag{Name: "input", Usage: "read everything as this `FORMAT`: " + strings.Join(inputFormats(), ", ") + " (default: by content)"},
		&cli.StringFlag{Name: "preset", Usage: "JSON and CSV are the output of this `SCRAPER`: " + strings.Join(article.Presets(), ", ") + " (default: by their fields)"},
		&cli.StringSliceFlag{Name: "field", Usage: "what JSON and CSV call a field, `OURS=THEIRS`, for example text=content.body (may be repeated; ours: " + strings.Join(article.FieldNames(), ", ") + ")"},
		&cli.StringFlag{Name: "frames", Usage: "also the relation files of this `FOLDER` (docs/rules.md says how to write one)"},
		&cli.IntFlag{Name: "workers", Usage: "read `N` articles at the same time (default: one per processor)"},
		&cli.StringFlag{Name: "max-article", Usage: "refuse articles of more than this `SIZE` (default " + sizeText(article.Usual.Article) + ")"},
		&cli.StringFlag{Name: "max-archive", Usage: "refuse archives in archives or streams of more than this `SIZE` (default " + sizeText(article.Usual.Archive) + ")"},
		&cli.IntFlag{Name: "max-members", Usage: fmt.Sprintf("refuse archives of more than `N` files (default %d)", article.Usual.Members)},
		&cli.IntFlag{Name: "max-depth", Usage: fmt.Sprintf("refuse archives more than `N` deep in archives (default %d)", article.Usual.Depth)},
		&cli.IntFlag{Name: "max-ratio", Usage: fmt.Sprintf("refuse what unpacks to more than `N` times its size (default %d)", article.Usual.Ratio)},
		&cli.IntFlag{Name: "max-pages", Usage: fmt.Sprintf("refuse PDF files of more than `N` pages (default %d)", article.Usual.Pages)},
	}
}

func inputFormats() []string {
	var names []string
	for _, f := range article.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func loadOptionsOf(c *cli.Context) (loadOptions, error) {
	o := loadOptions{paths: c.Args().Slice(), workers: c.Int("workers"), now: time.Now, note: strings.Join(c.Args().Slice(), " ")}
	if len(o.paths) == 0 {
		return o, badUsage(c, "no articles given: name files or folders, or - for standard input")
	}
	return o, o.read(c)
}

// read takes what the flags say of reading.
func (o *loadOptions) read(c *cli.Context) (err error) {
	for name, n := range map[string]int{"workers": o.workers, "limit": c.Int("limit")} {
		if n < 0 {
			return badUsage(c, "--%s %d: it must not be negative", name, n)
		}
	}
	o.limit = c.Int("limit")
	if c.IsSet("since") {
		if o.since, _, err = bounds(c, "since"); err != nil {
			return err
		}
	}
	if o.stages, err = stagesOf(c); err != nil {
		return err
	}
	o.article, err = articleOptions(c)
	return err
}

// stagesOf is the pipeline, with the relation files of --frames.
func stagesOf(c *cli.Context) ([]nlp.Stage, error) {
	dir := c.String("frames")
	if dir == "" {
		return ingest.Stages, nil
	}
	found, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err == nil && len(found) == 0 {
		return nil, fmt.Errorf("%s: no relation files (*.txt) there; 'dateline frames --help' says what they are", dir)
	}
	return ingest.WithFrames(os.DirFS(dir))
}

// articleOptions reads the flags that say what the caller knows of the articles.
func articleOptions(c *cli.Context) (article.Options, error) {
	o := article.Options{Apart: true, Publisher: c.String("publisher"), Format: c.String("input"), Preset: c.String("preset"), Fields: map[string]string{}}
	if o.Format != "" && !slices.Contains(inputFormats(), o.Format) {
		return o, unknown("input format", o.Format, inputFormats())
	}
	if o.Preset != "" && !slices.Contains(article.Presets(), o.Preset) {
		return o, unknown("preset", o.Preset, article.Presets())
	}
	if text := c.String("published"); text != "" {
		t, _, ok := article.ParseDate(text)
		if !ok {
			return o, badUsage(c, "--published %q is no date: write 2021-03-31 or 2021-03-31T14:05:00+02:00", text)
		}
		o.Published = t
	}
	for _, pair := range c.StringSlice("field") {
		ours, theirs, ok := strings.Cut(pair, "=")
		if !ok || theirs == "" {
			return o, badUsage(c, "--field %q: write OURS=THEIRS, for example text=content.body", pair)
		}
		if !slices.Contains(article.FieldNames(), ours) {
			return o, unknown("field", ours, article.FieldNames())
		}
		o.Fields[ours] = theirs
	}
	var err error
	if o.Limits.Article, err = sizeFlag(c, "max-article"); err != nil {
		return o, err
	}
	if o.Limits.Archive, err = sizeFlag(c, "max-archive"); err != nil {
		return o, err
	}
	o.Limits.Members, o.Limits.Depth = c.Int("max-members"), c.Int("max-depth")
	o.Limits.Ratio, o.Limits.Pages = c.Int("max-ratio"), c.Int("max-pages")
	return o, nil
}

var sizeUnits = []struct {
	name string
	n    int64
}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}, {"B", 1}}

// sizeFlag reads a size such as 50MB or 1048576; 0 if the flag is not given.
func sizeFlag(c *cli.Context, name string) (int64, error) {
	text := strings.ToUpper(strings.TrimSpace(c.String(name)))
	if text == "" {
		return 0, nil
	}
	unit := int64(1)
	for _, u := range sizeUnits {
		if rest, ok := strings.CutSuffix(text, u.name); ok {
			text, unit = strings.TrimSpace(rest), u.n
			break
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n <= 0 || n > 1<<40/unit {
		return 0, badUsage(c, "--%s %q is no size: write 50MB or 1048576", name, c.String(name))
	}
	return n * unit, nil
}

func sizeText(n int64) string {
	for _, u := range sizeUnits {
		if n >= u.n && n%u.n == 0 {
			return fmt.Sprintf("%d%s", n/u.n, u.name)
		}
	}
	return fmt.Sprint(n)
}
