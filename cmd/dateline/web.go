package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/ingest/article"
	"dateline/ingest/fetch"
)

// webFlags are the flags of the commands that fetch.
func webFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "keep-raw", Usage: "keep what is fetched, as it came, in a web archive (WARC) in this `FOLDER`"},
		&cli.BoolFlag{Name: "allow-private", Usage: "also fetch from this machine and private networks"},
		&cli.DurationFlag{Name: "delay", Value: time.Second, Usage: "between two requests to one host; robots.txt may ask for more, `TIME`"},
		&cli.DurationFlag{Name: "timeout", Value: 30 * time.Second, Usage: "of one request with its answer, `TIME`"},
		&cli.StringFlag{Name: "max-fetch", Usage: "refuse answers of more than this `SIZE` (default 20MB)"},
	}
}

// web fetches articles and keeps what it got.
type web struct {
	client  *fetch.Client
	archive *fetch.Archive
	file    *os.File
}

// webOf makes what fetches, as the flags of c say.
func webOf(c *cli.Context) (*web, error) {
	max, err := sizeFlag(c, "max-fetch")
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"delay", "timeout"} {
		if c.Duration(name) < 0 {
			return nil, badUsage(c, "--%s %s: it must not be negative", name, c.Duration(name))
		}
	}
	w := &web{client: fetch.New(fetch.Options{Delay: c.Duration("delay"), Timeout: c.Duration("timeout"), MaxBytes: max, AllowPrivate: c.Bool("allow-private")})}
	if dir := c.String("keep-raw"); dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("cannot keep what is fetched: %w; name another folder with --keep-raw", err)
		}
		name := filepath.Join(dir, "dateline-"+time.Now().UTC().Format("20060102")+".warc.gz")
		if w.file, err = os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err != nil {
			return nil, fmt.Errorf("cannot keep what is fetched: %w; name another folder with --keep-raw", err)
		}
		w.archive = fetch.NewArchive(w.file)
	}
	return w, nil
}

func (w *web) close() error {
	if w.file == nil {
		return nil
	}
	return w.file.Close()
}

// get fetches and keeps.
func (w *web) get(ctx context.Context, address string, known fetch.Known) (*fetch.Page, error) {
	p, err := w.client.Get(ctx, address, known)
	if err == nil && w.archive != nil && !p.NotModified {
		if err := w.archive.Add(p); err != nil {
			return nil, fmt.Errorf("cannot keep what was fetched: %w", err)
		}
	}
	return p, err
}

// each fetches one address and reads its articles.
func (w *web) each(ctx context.Context, address string, o article.Options, yield func(*article.Article) error) error {
	if w == nil {
		return errors.New("this command reads files only; 'dateline ingest' fetches")
	}
	p, err := w.get(ctx, address, fetch.Known{})
	if err != nil {
		return err
	}
	o.URL, o.Type = p.URL, p.Header.Get("Content-Type")
	return article.Each(bytes.NewReader(p.Body), address, o, yield)
}
