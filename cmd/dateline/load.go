package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"dateline/graph/store"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// pile is a sequence of articles, with an error for each that could not be had.
type pile = iter.Seq2[*article.Article, error]

// How many articles, of how many words together, are written as a group, and after
// what time those that wait are written although they are fewer.
const (
	groupArticles = 1000
	groupWords    = 100_000
	mostWaiting   = 10 * groupArticles // with those that need no writing
	groupTime     = 10 * time.Second
	idleTime      = time.Second // without anything to read
	// From so much memory on garbage is collected sooner than usual, unless GOMEMLIMIT says otherwise. What lives is
	// less than half of it, however much is read.
	softMemory = 1 << 30
)

// kept is what a worker keeps of a document for the writer.
type kept struct {
	facts   store.Prepared
	words   int
	foreign bool
	notes   []string
	mark    string
}

// load reads the pile into s: many readers, one writer that writes groups. What
// cannot be read is in the summary; an error means that the work could not go on.
// When ctx ends, the articles in hand are still written.
func load(ctx context.Context, s *store.Store, o loadOptions, articles pile, m *meter) (sum summary, err error) {
	batch := store.Batch{Started: o.now(), Note: o.note, State: "running"}
	batch.ID = batch.Started.UTC().Format("20060102T150405.000Z")
	if s.Shared() { // another process may begin in the same moment
		batch.ID += fmt.Sprintf("-%06x", rand.IntN(1<<24))
	}
	write := context.WithoutCancel(ctx)
	if err := s.PutBatch(write, batch); err != nil {
		return sum, err
	}
	if limit := debug.SetMemoryLimit(-1); limit == math.MaxInt64 {
		debug.SetMemoryLimit(softMemory)
		defer debug.SetMemoryLimit(limit)
	}
	processors := semaphore.NewWeighted(int64(max(o.workers, runtime.GOMAXPROCS(0))))
	w := &loader{store: s, processors: processors, options: o, meter: m, sum: &sum, batch: &batch, taken: map[uint64]bool{}, last: o.now()}
	err = ingest.Batch[kept]{
		Stages: o.stages, Workers: o.workers, Processors: processors, Spent: &m.spent, Of: o.keep,
		Pause: func() error { return w.flush(write) }, PauseAfter: idleTime,
		Skip: func(a *article.Article) bool { return o.old(a) || w.known(ctx, a) },
	}.Run(ctx, o.limited(articles), func(r ingest.Result[kept]) error { return w.take(write, r) })
	if err == nil || ctx.Err() != nil {
		err = errors.Join(w.flush(write), err)
	}
	m.commits = s.Spent()
	m.finish()
	batch.Finished, batch.Counts, batch.State = o.now(), sum.counts(), "done"
	switch {
	case ctx.Err() != nil:
		batch.State = "stopped"
	case err != nil:
		batch.State = "failed"
	}
	return sum, errors.Join(err, s.PutBatch(write, batch))
}

// keep is run by the workers: what it does the writer need not do.
func (o *loadOptions) keep(d *nlp.Document) kept {
	f := ingest.Facts(d)
	f.Article.Path = pathOf(d.Article)
	k := kept{facts: store.Prepare(f), words: len(d.Tokens), foreign: !ingest.English(d.Article), mark: o.mark(d.Article)}
	for _, p := range d.Problems {
		k.notes = append(k.notes, d.Article.Source+": "+oneLine(p.What))
	}
	return k
}

// loader is the writing end of a batch. Only known is called by other goroutines.
type loader struct {
	store      *store.Store
	processors *semaphore.Weighted
	options    loadOptions
	meter      *meter
	sum        *summary
	batch      *store.Batch
	waiting    []ingest.Result[kept] // in the order of the input, those without facts too
	facts      int                   // how many of them have facts
	words      int
	taken      map[uint64]bool // placeOf what came before, 20 bytes each
	last       time.Time       // of the last group
	noted      time.Time       // of the last record of the batch

	failure sync.Mutex
	failed  error // of known
}

// take takes one result; it writes when a group is together.
func (w *loader) take(ctx context.Context, r ingest.Result[kept]) error {
	w.failure.Lock()
	err := w.failed
	w.failure.Unlock()
	if err != nil {
		return err
	}
	w.meter.article()
	w.waiting = append(w.waiting, r)
	if r.Err == nil && !r.Skipped {
		w.facts++
		w.words += r.Of.words
	}
	if w.facts >= groupArticles || w.words >= groupWords || len(w.waiting) >= mostWaiting || w.options.now().Sub(w.last) > groupTime {
		return w.flush(ctx)
	}
	return nil
}

// flush writes what waits: the facts, and with the last of them the marks that let the next
// run pass over these articles. Killed before, the next run reads once more what it
// finds the same.
func (w *loader) flush(ctx context.Context) error {
	w.last = w.options.now()
	if len(w.waiting) == 0 {
		return nil
	}
	// All wait for the writer in the end, so that it has a processor of its own.
	if err := w.processors.Acquire(ctx, 1); err != nil {
		return err
	}
	defer w.processors.Release(1)
	start := time.Now()
	defer func() { w.meter.wrote(time.Since(start)) }()
	fuller, err := w.fuller(ctx)
	if err != nil {
		return err
	}
	group := store.Group{Marks: store.Marks{}, Batch: store.BatchArticles{ID: w.batch.ID}}
	var facts []store.Prepared
	for i, r := range w.waiting {
		switch {
		case r.Err != nil, r.Skipped && w.options.old(r.Article):
			continue
		case !r.Skipped:
			group.Marks[r.Article.ID] = append(group.Marks[r.Article.ID], r.Of.mark)
			if fuller[i] != "" {
				continue
			}
			facts = append(facts, r.Of.facts)
			if r.Of.facts.Refused() != nil {
				continue
			}
		}
		group.Batch.Articles = append(group.Batch.Articles, r.Article.ID)
		group.Batch.Texts = append(group.Batch.Texts, r.Article.SHA256)
	}
	results, err := w.store.PutGroup(ctx, group, facts...)
	if err != nil {
		return err
	}
	for i, from := range w.waiting {
		if from.Err != nil || from.Skipped {
			if err := w.report(w.unwritten(from)); err != nil {
				return err
			}
			continue
		}
		o := outcomeOf(from.Article, stateSame)
		if o.Reason = fuller[i]; o.Reason == "" {
			r := results[0]
			results = results[1:]
			o = outcomeOf(from.Article, stateOf(r.Outcome))
			o.CopyOf = string(r.CopyOf)
			if r.Outcome == store.Refused {
				o.Reason = "not stored: " + r.Err.Error()
			}
		}
		if o.State != stateSame {
			o.Words, o.notes = from.Of.words, from.Of.notes
			o.count(from.Of.facts.Facts())
		}
		if err := w.report(o); err != nil {
			return err
		}
	}
	clear(w.waiting) // their facts are let go
	w.waiting, w.facts, w.words = w.waiting[:0], 0, 0
	if now := w.options.now(); now.Sub(w.noted) > time.Minute { // for jobs, should we be killed
		w.noted = now
		record := *w.batch
		record.Finished, record.Counts = now, w.sum.counts()
		return w.store.PutBatch(ctx, record)
	}
	return nil
}

// unwritten is the outcome of what needs no writing.
func (w *loader) unwritten(r ingest.Result[kept]) outcome {
	switch {
	case r.Err != nil:
		return unreadable(r.Article, r.Err)
	case w.options.old(r.Article):
		return outcomeOf(r.Article, stateOld)
	}
	return outcomeOf(r.Article, stateSame)
}

func (w *loader) report(r outcome) error {
	w.sum.add(r)
	w.meter.state(r.State)
	return w.options.report.write(r)
}

// known reports whether an article is stored already as this program with these
// options would read it.
func (w *loader) known(ctx context.Context, a *article.Article) bool {
	if w.options.again {
		return false
	}
	yes, err := w.store.Marked(ctx, a.ID, w.options.mark(a))
	if err != nil {
		w.failure.Lock()
		w.failed = cmp.Or(w.failed, err)
		w.failure.Unlock()
	}
	return yes
}

// mark stands for all that what we store of an article depends on.
func (o *loadOptions) mark(a *article.Article) string {
	b, err := json.Marshal(a)
	if err != nil {
		return "" // an article is plain data; never a mark that could be met again
	}
	sum := sha256.Sum256(append(b, o.program...))
	return hex.EncodeToString(sum[:12])
}

// programMark stands for the program and the relations of --frames: another
// program may read more in the same article.
func programMark(frames string) string {
	h := sha256.New()
	add := func(name string) {
		f, err := os.Open(name)
		if err != nil {
			io.WriteString(h, err.Error())
			return
		}
		defer f.Close()
		io.Copy(h, f)
	}
	if exe, err := os.Executable(); err == nil {
		add(exe)
	}
	if frames != "" {
		files, _ := filepath.Glob(filepath.Join(frames, "*.txt"))
		for _, f := range files {
			io.WriteString(h, "\n"+f+"\n")
			add(f)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// old reports whether --since leaves the article out. One without a date stays.
func (o *loadOptions) old(a *article.Article) bool {
	return !o.since.IsZero() && !a.Published.IsZero() && a.Published.Before(o.since)
}

// limited ends a pile after --limit articles.
func (o *loadOptions) limited(articles pile) pile {
	if o.limit <= 0 {
		return articles
	}
	return func(yield func(*article.Article, error) bool) {
		n := 0
		for a, err := range articles {
			if !yield(a, err) {
				return
			}
			if err == nil && !o.old(a) {
				if n++; n == o.limit {
					return
				}
			}
		}
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return oneLine(line)
}
