package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"dateline/ingest/fetch"
)

// watchEvery is how often watched folders are looked at. Looking works on every
// file system, network folders too, where notices of changes do not.
const watchEvery = 2 * time.Second

// watched is what a file looked like.
type watched struct {
	size int64
	at   time.Time
}

// watcher finds files that are new or changed and no longer being written.
type watcher struct {
	paths []string
	last  map[string]watched // as the last look found them
	taken map[string]watched // as they were when they were read
}

// look gives what has arrived: files that look as they did the last time and
// have not been taken so. With first, all that is there.
func (w *watcher) look(first bool) inputs {
	in, err := inputsOf(w.paths)
	if err != nil {
		return inputs{} // the folder is empty, or away for now
	}
	now := map[string]watched{}
	var arrived inputs
	for _, name := range in.names {
		info, err := os.Stat(name)
		if err != nil {
			continue
		}
		is := watched{info.Size(), info.ModTime()}
		now[name] = is
		if w.taken[name] != is && (first || w.last[name] == is) {
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
	look := &watcher{paths: o.paths, last: map[string]watched{}, taken: map[string]watched{}}
	fmt.Fprintf(c.App.ErrWriter, "watching %s; Ctrl-C ends it\n", strings.Join(o.paths, ", "))
	var total summary
	for first := true; ; first = false {
		if arrived := look.look(first); len(arrived.names) > 0 {
			m := newMeter(c.App.ErrWriter, c.String("progress"), arrived.bytes)
			r := &reader{options: o.article, meter: m, web: w}
			sum, err := loadInto(c, o, r.pile(c.Context, arrived), m)
			if err != nil && !errors.Is(err, context.Canceled) {
				return errors.Join(err, o.report.close())
			}
			sum.write(c.App.Writer, c.App.ErrWriter)
			total.unread.n += sum.unread.n
		}
		select {
		case <-time.After(every):
		case <-c.Context.Done(): // the way a watch ends
			return errors.Join(o.report.close(), total.err())
		}
	}
}
