package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/graph/store"
	"dateline/ingest/article"
	"dateline/ingest/fetch"
)

// watchEvery is how often watched folders are looked at. Looking works on every
// file system, network folders too, where notices of changes do not.
const watchEvery = 2 * time.Second

// watched is what a file looked like.
type watched struct {
	size int64
	at   time.Time
	info fs.FileInfo
}

// is reports whether a file is the same and has not been written to. One that was put in
// its place may have its size and time.
func (w watched) is(v watched) bool {
	return w.info != nil && v.info != nil && w.size == v.size && w.at.Equal(v.at) && os.SameFile(w.info, v.info)
}

// watcher finds files that are new or changed and no longer being written.
type watcher struct {
	paths    []string
	last     map[string]watched // as the last look found them
	taken    map[string]watched // as they were when they were read
	problems map[string]bool    // that were told
}

// look gives what has arrived: files that look as they did the last time and have
// not been taken so. The first look also takes what was not written to for a while. What
// cannot be looked at is told once.
func (w *watcher) look(still time.Duration) inputs {
	in, err := inputsOf(w.paths)
	var arrived inputs
	problems := map[string]bool{}
	for _, p := range in.problems {
		if problems[p.Error()] = true; !w.problems[p.Error()] && !errors.Is(p, article.ErrEmpty) && !errors.Is(p, fs.ErrNotExist) {
			arrived.problems = append(arrived.problems, p)
		}
	}
	w.problems = problems
	if err != nil {
		return arrived // the folder is empty, or away for now
	}
	first := w.last == nil
	now := map[string]watched{}
	for _, name := range in.names {
		info, err := os.Stat(name)
		if err != nil {
			continue
		}
		is := watched{info.Size(), info.ModTime(), info}
		now[name] = is
		if !w.taken[name].is(is) && (w.last[name].is(is) || first && time.Since(is.at) > still) {
			w.taken[name] = is
			arrived.names = append(arrived.names, name)
			arrived.bytes += is.size
		}
	}
	w.last = now
	for name := range w.taken {
		if _, ok := now[name]; !ok {
			delete(w.taken, name)
		}
	}
	return arrived
}

// again has what arrived come with the next look, since it could not be read.
func (w *watcher) again(arrived inputs) {
	for _, name := range arrived.names {
		delete(w.taken, name)
	}
	w.problems = nil
}

// watch reads what is in the folders and then what arrives. The database is
// open only while something is written, so that it can be asked in between.
func watch(c *cli.Context, o loadOptions, w *web) error {
	if c.Bool("dry-run") {
		return badUsage(c, "--watch and --dry-run do not go together")
	}
	for _, p := range o.paths {
		if p == "-" || fetch.IsURL(p) {
			return badUsage(c, "--watch takes folders, not %q; 'dateline feed' follows what is on the web", p)
		}
		if info, err := os.Stat(p); err != nil {
			return err
		} else if !info.IsDir() {
			return badUsage(c, "--watch takes folders, and %s is a file", p)
		}
	}
	every := max(c.Duration("every"), 10*time.Millisecond)
	look := &watcher{paths: o.paths, taken: map[string]watched{}}
	fmt.Fprintf(c.App.ErrWriter, "watching %s; Ctrl-C ends it\n", strings.Join(o.paths, ", "))
	var total summary
	held := false
	for {
		if arrived := look.look(every); len(arrived.names)+len(arrived.problems) > 0 {
			m := newMeter(c.App.ErrWriter, c.String("progress"), arrived.bytes)
			r := &reader{options: o.article, meter: m, web: w}
			sum, err := loadInto(c, o, r.pile(c.Context, arrived), m)
			switch {
			case errors.Is(err, store.ErrHeld): // somebody asks or writes: soon it will be free
				look.again(arrived)
				if !held {
					fmt.Fprintf(c.App.ErrWriter, "waiting: %v\n", err)
				}
				held = true
			case err != nil && !errors.Is(err, context.Canceled):
				return errors.Join(err, o.report.close())
			default:
				held = false
				sum.write(c.App.Writer, c.App.ErrWriter)
				total.unread.n += sum.unread.n
			}
		}
		select {
		case <-time.After(every):
		case <-c.Context.Done(): // the way a watch ends
			return errors.Join(o.report.close(), total.err())
		}
	}
}
