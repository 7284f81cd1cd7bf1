package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"

	"dateline/ingest/article"
	"dateline/ingest/fetch"
)

// inputs are the files and addresses of one run.
type inputs struct {
	names    []string // in the order given
	problems []error  // paths that are not there
	bytes    int64    // of the files
}

// inputsOf finds the files that paths name. Addresses stay as they are, in their place.
func inputsOf(paths []string) (inputs, error) {
	var in inputs
	var files []string
	take := func() {
		if len(files) == 0 {
			return
		}
		found, problems := article.Files(files)
		in.names, in.problems = append(in.names, found...), append(in.problems, problems...)
		files = nil
	}
	for _, p := range paths {
		if fetch.IsURL(p) {
			take()
			in.names = append(in.names, p)
		} else {
			files = append(files, p)
		}
	}
	take()
	if len(in.names) == 0 && len(in.problems) > 0 {
		return in, errors.Join(in.problems...)
	}
	if len(in.names) == 0 {
		return in, fmt.Errorf("%s: no articles there (known endings: %s)", strings.Join(paths, ", "), endings())
	}
	for _, name := range in.names {
		if info, err := os.Stat(name); err == nil {
			in.bytes += info.Size()
		}
	}
	return in, nil
}

func endings() string {
	var all []string
	for _, f := range article.Formats() {
		all = append(all, f.Endings...)
	}
	return strings.Join(all, " ")
}

// reader gives the articles of inputs.
type reader struct {
	options article.Options
	stdin   io.Reader
	meter   *meter
	web     *web // nil: addresses cannot be fetched
}

// pile is the articles of all inputs in order, and an error for whatever
// cannot be read, in its place.
func (r *reader) pile(ctx context.Context, in inputs) pile {
	return func(yield func(*article.Article, error) bool) {
		for _, p := range in.problems {
			var path *os.PathError
			if errors.As(p, &path) {
				p = &unread{path.Path, path.Err}
			}
			if !yield(nil, p) {
				return
			}
		}
		for _, name := range in.names {
			if !r.each(ctx, name, yield) {
				return
			}
		}
	}
}

var errStop = errors.New("stop")

// each yields the articles of one input; false if yield wants no more.
func (r *reader) each(ctx context.Context, name string, yield func(*article.Article, error) bool) bool {
	options := r.options
	stopped := false
	options.Unread = func(source string, err error) {
		if !stopped {
			stopped = !yield(nil, &unread{source, err})
		}
	}
	err := r.open(ctx, name, options, func(a *article.Article) error {
		if stopped = stopped || !yield(a, nil); stopped {
			return errStop
		}
		return nil
	})
	if err != nil && err != errStop && !stopped && ctx.Err() == nil {
		stopped = !yield(nil, &unread{name, err})
	}
	return !stopped
}

// open opens one input, a file, an address, or standard input for "-", and
// reads its articles. A panic of a reader is an error of that input.
func (r *reader) open(ctx context.Context, name string, o article.Options, yield func(*article.Article) error) (err error) {
	inYield := false
	defer func() {
		if p := recover(); p != nil {
			if inYield {
				panic(p)
			}
			err = fmt.Errorf("internal error: %v\n%s", p, debug.Stack())
		}
	}()
	each := func(a *article.Article) error {
		inYield = true
		err := yield(a)
		inYield = false
		return err
	}
	switch {
	case name == article.Stdin:
		return article.Each(r.stdin, "standard input", o, each)
	case fetch.IsURL(name):
		return r.web.each(ctx, name, o, each)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if r.meter != nil {
		return article.Each(counted{f, &r.meter.done}, name, o, each)
	}
	return article.Each(f, name, o, each)
}

// readPDFCommand is the child process in which a PDF file is read.
func readPDFCommand() *cli.Command {
	return &cli.Command{
		Name: article.PDFCommand, Hidden: true,
		Action: func(c *cli.Context) error { return article.PDFChild(c.Args().Slice(), c.App.Reader, c.App.Writer) },
	}
}
