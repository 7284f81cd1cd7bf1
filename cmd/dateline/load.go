package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// loadOptions says what is read into which graph.
type loadOptions struct {
	paths   []string
	article article.Options
	stages  []nlp.Stage
	workers int
	now     func() time.Time // for the record of the batch only
}

// loadFlags are the flags of the commands that read articles.
func loadFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "published", Usage: "the publication `DATE` of all articles given, whatever they say themselves (2021-03-31)"},
		&cli.StringFlag{Name: "publisher", Usage: "the `NAME` of the publisher of all articles given"},
		&cli.StringFlag{Name: "input", Usage: "read everything as this `FORMAT`: " + strings.Join(inputFormats(), ", ") + " (default: by content)"},
		&cli.StringFlag{Name: "frames", Usage: "also the relation files of this `FOLDER` (docs/rules.md says how to write one)"},
		&cli.IntFlag{Name: "workers", Usage: "read `N` articles at the same time (default: one per processor)"},
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
	o := loadOptions{paths: c.Args().Slice(), workers: c.Int("workers"), now: time.Now}
	if len(o.paths) == 0 {
		return o, badUsage(c, "no articles given: name files or folders, or - for standard input")
	}
	if o.workers < 0 {
		return o, badUsage(c, "--workers %d: it must not be negative", o.workers)
	}
	var err error
	if o.stages, err = stagesOf(c); err != nil {
		return o, err
	}
	o.article, err = articleOptions(c)
	return o, err
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
	o := article.Options{Publisher: c.String("publisher"), Format: c.String("input")}
	if o.Format != "" && !slices.Contains(inputFormats(), o.Format) {
		return o, unknown("input format", o.Format, inputFormats())
	}
	if text := c.String("published"); text != "" {
		t, _, ok := article.ParseDate(text)
		if !ok {
			return o, badUsage(c, "--published %q is no date: write 2021-03-31 or 2021-03-31T14:05:00+02:00", text)
		}
		o.Published = t
	}
	return o, nil
}

// summary is what became of a batch.
type summary struct {
	Read, New, Same, Changed, Copies int
	Foreign, Undated                 int // not English; without publication date
	Words, Events, States, Claims    int
	Unread                           []string // what could not be read and why
	Notes                            []string // what was read but needs a word
}

// put is how many articles are written in one transaction.
const put = 64

// load reads what o names into s. What cannot be read is in the summary; an
// error means that the work could not go on.
func load(ctx context.Context, s *store.Store, o loadOptions, in io.Reader, errs io.Writer) (summary, error) {
	var sum summary
	files, problems := article.Files(o.paths)
	if len(files) == 0 && len(problems) > 0 {
		return sum, errors.Join(problems...)
	}
	if len(files) == 0 {
		return sum, fmt.Errorf("%s: no articles there (known endings: %s)", strings.Join(o.paths, ", "), endings())
	}
	batch := store.Batch{Started: o.now(), Note: strings.Join(o.paths, " ")}
	bar := progress(errs, len(files))
	var waiting []graph.Facts
	flush := func() error {
		if len(waiting) == 0 {
			return nil
		}
		results, err := s.Put(ctx, waiting...)
		if err != nil {
			return err
		}
		for i, r := range results {
			sum.count(r, waiting[i])
			if r.Outcome != store.Refused {
				batch.Articles = append(batch.Articles, r.Article)
				batch.Texts = append(batch.Texts, waiting[i].Article.SHA256)
			}
		}
		waiting = waiting[:0]
		return nil
	}
	emit := func(r ingest.Result) error {
		if r.Err != nil {
			sum.Unread = append(sum.Unread, firstLine(r.Err.Error()))
			return nil
		}
		sum.note(r)
		waiting = append(waiting, ingest.Facts(r.Document))
		if len(waiting) >= put {
			return flush()
		}
		return nil
	}
	var failed []string // by the goroutine that reads files, until All is done
	err := ingest.All(ctx, articlesIn(files, o.article, in, bar, &failed), o.stages, o.workers, emit)
	for _, p := range problems {
		failed = append(failed, strings.TrimPrefix(p.Error(), "stat "))
	}
	sum.Unread = append(failed, sum.Unread...)
	if err == nil {
		err = flush()
	} else if ctx.Err() != nil {
		// Asked to stop: what is already read is kept.
		ctx = context.WithoutCancel(ctx)
		err = errors.Join(flush(), err)
	}
	bar.Finish()
	batch.Finished = o.now()
	if len(batch.Articles) > 0 {
		batch.ID = batch.Started.UTC().Format("20060102T150405.000Z")
		err = errors.Join(err, s.PutBatch(ctx, batch))
	}
	return sum, err
}

// articlesIn yields the articles of the files, in order. A file that cannot be
// read is noted in failed.
func articlesIn(files []string, o article.Options, in io.Reader, bar *progressbar.ProgressBar, failed *[]string) iter.Seq[*article.Article] {
	var stop = errors.New("stop")
	return func(yield func(*article.Article) bool) {
		for _, name := range files {
			err := eachArticle(name, in, o, func(a *article.Article) error {
				if !yield(a) {
					return stop
				}
				return nil
			})
			bar.Add(1)
			if err == stop {
				return
			}
			if err != nil {
				*failed = append(*failed, firstLine(err.Error()))
			}
		}
	}
}

// eachArticle opens one file, or standard input for "-", and reads its articles.
func eachArticle(name string, in io.Reader, o article.Options, yield func(*article.Article) error) error {
	if name == "-" {
		return article.Each(in, "standard input", o, yield)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return article.Each(f, name, o, yield)
}

func endings() string {
	var all []string
	for _, f := range article.Formats() {
		all = append(all, f.Endings...)
	}
	return strings.Join(all, " ")
}

// progress is a bar on a terminal and nothing elsewhere.
func progress(w io.Writer, total int) *progressbar.ProgressBar {
	_, terminal := terminalWidth(w)
	return progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetVisibility(terminal),
		progressbar.OptionSetDescription("reading"), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("files"), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return oneLine(line)
}

// count adds what the store did with one article.
func (s *summary) count(r store.Result, f graph.Facts) {
	switch r.Outcome {
	case store.Refused:
		s.Unread = append(s.Unread, fmt.Sprintf("%s: not stored: %v", cmp.Or(f.Article.Path, string(r.Article)), r.Err))
		return
	case store.New:
		s.New++
	case store.Same:
		s.Same++
	case store.Changed:
		s.Changed++
	case store.Copy:
		s.New++
		s.Copies++
	}
	s.Events += len(f.Events)
	s.States += len(f.States)
	for _, e := range f.Events {
		s.Claims += len(e.Claims)
	}
	for _, st := range f.States {
		s.Claims += len(st.Claims)
	}
}

// note adds what reading showed of one article.
func (s *summary) note(r ingest.Result) {
	s.Read++
	s.Words += len(r.Document.Tokens)
	if r.Article.Published.IsZero() {
		s.Undated++
	}
	if !ingest.English(r.Article) {
		s.Foreign++
	}
	for _, p := range r.Document.Problems {
		s.Notes = append(s.Notes, fmt.Sprintf("%s: %s", r.Article.Source, oneLine(p.What)))
	}
}

// write tells a person what became of the batch.
func (s *summary) write(out, errs io.Writer) {
	const most = 20
	for i, n := range s.Notes {
		if i == most {
			fmt.Fprintf(errs, "note: and %d more notes\n", len(s.Notes)-most)
			break
		}
		fmt.Fprintf(errs, "note: %s\n", n)
	}
	for _, u := range s.Unread {
		fmt.Fprintf(errs, "not read: %s\n", u)
	}
	if s.Undated > 0 {
		fmt.Fprintf(errs, "warning: %s without a publication date: \"yesterday\" and its like stay unresolved there; give the date with --published\n", plural(s.Undated, "article"))
	}
	fmt.Fprintf(out, "%s read: %d new, %d changed, %d known already", plural(s.Read, "article"), s.New, s.Changed, s.Same)
	if s.Copies > 0 {
		fmt.Fprintf(out, "; %d are copies of others", s.Copies)
	}
	if s.Foreign > 0 {
		fmt.Fprintf(out, "; %d not in English, kept but not analysed", s.Foreign)
	}
	fmt.Fprintf(out, "\n%s, %s, %s", plural(s.Events, "event"), plural(s.States, "state"), plural(s.Claims, "claim"))
	if len(s.Unread) > 0 {
		fmt.Fprintf(out, "; %s could not be read", plural(len(s.Unread), "input"))
	}
	fmt.Fprintln(out)
}

// err is the partial failure, if there was one.
func (s *summary) err() error {
	if len(s.Unread) == 0 {
		return nil
	}
	return &partialErr{}
}
