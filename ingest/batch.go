package ingest

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"

	"golang.org/x/sync/errgroup"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Result is what became of one article of a batch.
type Result struct {
	Article  *article.Article
	Document *nlp.Document // nil if Err is set
	Err      error
}

// All runs the stages over articles with the given number of workers (0: one per
// processor) and passes the results to emit, one at a time and in the order of the input.
// At most four documents per worker are in memory. It stops at the first error
// of emit or when ctx ends; an article that cannot be read is a Result with an
// error, and the rest goes on.
func All(ctx context.Context, articles iter.Seq[*article.Article], stages []nlp.Stage, workers int, emit func(Result) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if err := Check(stages); err != nil {
		return err
	}
	type job struct {
		article *article.Article
		done    chan Result
	}
	group, ctx := errgroup.WithContext(ctx)
	jobs := make(chan job)
	order := make(chan chan Result, 4*workers)

	group.Go(func() error {
		defer close(jobs)
		defer close(order)
		for a := range articles {
			done := make(chan Result, 1)
			select {
			case order <- done:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case jobs <- job{a, done}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range workers {
		group.Go(func() error {
			for j := range jobs {
				j.done <- readSafely(j.article, stages)
			}
			return nil
		})
	}
	group.Go(func() error {
		for done := range order {
			select {
			case r := <-done:
				if err := emit(r); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return group.Wait()
}

// readSafely turns a panic of a stage, which is a bug of ours, into an error of
// that one article, so that a batch of thousands does not die of it.
func readSafely(a *article.Article, stages []nlp.Stage) (r Result) {
	defer func() {
		if p := recover(); p != nil {
			r = Result{Article: a, Err: fmt.Errorf("%s: internal error: %v\n%s", a.Source, p, debug.Stack())}
		}
	}()
	d, err := read(a, stages)
	return Result{Article: a, Document: d, Err: err}
}
