package ingest

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Batch reads many articles at the same time, in bounded memory: the sequence of
// articles is pulled by one goroutine, workers run the stages, and results come
// out one at a time in the order of the input.
type Batch[T any] struct {
	Stages  []nlp.Stage
	Workers int // 0: one per processor
	// Processors, if set, bounds how many work at the same time: a worker holds one of them while it reads an article, and so
	// should the output while it has much to do. It waits for no more than one article then, and has a processor of its own.
	Processors *semaphore.Weighted
	// Skip, if set, says that an article need not be read; a worker asks it.
	Skip func(*article.Article) bool
	// Of is what is kept of a document, made by a worker; the document itself is let go.
	Of func(*nlp.Document) T
	// Pause, if set, is called by the output when no result has come for PauseAfter.
	Pause      func() error
	PauseAfter time.Duration
	// Spent adds up the time of the workers and of the input, if set.
	Spent *Spent
}

// Spent is processor time by part of the work, to be read when Run is done.
type Spent struct{ Input, Read atomic.Int64 } // nanoseconds

// Result is what became of one article of a batch.
type Result[T any] struct {
	Article *article.Article // nil for an input that was no article
	Skipped bool
	Of      T
	Err     error // why it could not be read
}

// How many articles, with how many bytes of text, may be between input and output: enough
// that the workers go on while the output writes a group of them, and no more than
// memory holds when they are long.
const (
	ahead      = 2048
	aheadBytes = 1 << 20
)

// Run passes articles through the stages to emit. An error in the sequence, or
// of a stage, is a Result with that error, and the rest goes on. When ctx ends no
// more articles are taken, those in hand are finished and emitted, and the error
// is that of ctx. An error of emit ends all at once.
func (b Batch[T]) Run(ctx context.Context, articles iter.Seq2[*article.Article, error], emit func(Result[T]) error) error {
	workers := b.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if err := Check(b.Stages); err != nil {
		return err
	}
	type job struct {
		article *article.Article
		done    chan Result[T]
	}
	type place struct {
		done  chan Result[T]
		bytes int64
	}
	room := semaphore.NewWeighted(aheadBytes)
	group, failed := errgroup.WithContext(context.WithoutCancel(ctx))
	jobs := make(chan job, workers)
	order := make(chan place, ahead)

	group.Go(func() error {
		defer close(jobs)
		defer close(order)
		start := time.Now()
		for a, err := range articles {
			b.spend(func(s *Spent) { s.Input.Add(int64(time.Since(start))) })
			if ctx.Err() != nil {
				return nil
			}
			done := make(chan Result[T], 1)
			bytes := weight(a)
			if room.Acquire(failed, bytes) != nil {
				return nil
			}
			select {
			case order <- place{done, bytes}:
			case <-failed.Done():
				return nil
			}
			if err != nil {
				done <- Result[T]{Article: a, Err: err}
			} else {
				select {
				case jobs <- job{a, done}:
				case <-failed.Done():
					return nil
				}
			}
			start = time.Now()
		}
		return nil
	})
	for range workers {
		group.Go(func() error {
			for j := range jobs {
				if b.Processors != nil && b.Processors.Acquire(failed, 1) != nil {
					return nil
				}
				start := time.Now()
				j.done <- b.one(j.article)
				if b.Processors != nil {
					b.Processors.Release(1)
				}
				b.spend(func(s *Spent) { s.Read.Add(int64(time.Since(start))) })
			}
			return nil
		})
	}
	group.Go(func() error {
		for {
			next, ok, err := pausing(b, order, failed.Done())
			if !ok || err != nil {
				return err
			}
			select {
			case r := <-next.done:
				room.Release(next.bytes)
				if err := emit(r); err != nil {
					return err
				}
			case <-failed.Done():
				return nil
			}
		}
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// weight is the room that an article takes between input and output.
func weight(a *article.Article) int64 {
	if a == nil {
		return 0
	}
	return min(int64(len(a.Text)), aheadBytes)
}

// pausing waits for what comes next in the order, and uses a pause of the input.
func pausing[T, P any](b Batch[T], order <-chan P, failed <-chan struct{}) (next P, ok bool, err error) {
	var pause <-chan time.Time
	if b.Pause != nil {
		t := time.NewTimer(b.PauseAfter)
		defer t.Stop()
		pause = t.C
	}
	for {
		select {
		case next, ok = <-order:
			return next, ok, nil
		case <-pause:
			if err := b.Pause(); err != nil {
				return next, false, err
			}
		case <-failed:
			return next, false, nil
		}
	}
}

func (b Batch[T]) spend(add func(*Spent)) {
	if b.Spent != nil {
		add(b.Spent)
	}
}

// one reads one article. A panic of a stage, which is a bug of ours, is an error
// of that article, so that a batch of thousands does not die of it.
func (b Batch[T]) one(a *article.Article) (r Result[T]) {
	defer func() {
		if p := recover(); p != nil {
			r = Result[T]{Article: a, Err: fmt.Errorf("%s: internal error: %v\n%s", a.Source, p, debug.Stack())}
		}
	}()
	if b.Skip != nil && b.Skip(a) {
		return Result[T]{Article: a, Skipped: true}
	}
	d, err := read(a, b.Stages)
	if err != nil {
		return Result[T]{Article: a, Err: err}
	}
	return Result[T]{Article: a, Of: b.Of(d)}
}
