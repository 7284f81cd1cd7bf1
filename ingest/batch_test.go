package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/semaphore"

	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// slow is a pipeline of one stage that does what its function does.
func slow(run func(a *article.Article)) []nlp.Stage {
	return []nlp.Stage{{Name: "slow", Run: func(d *nlp.Document) error { run(d.Article); return nil }}}
}

func numbered(n int, each func(i int)) iter.Seq2[*article.Article, error] {
	return func(yield func(*article.Article, error) bool) {
		for i := range n {
			if each != nil {
				each(i)
			}
			var err error
			if i%10 == 3 {
				err = errors.New("broken")
			}
			if !yield(&article.Article{Source: fmt.Sprint(i)}, err) {
				return
			}
		}
	}
}

func batch(stages []nlp.Stage) ingest.Batch[string] {
	return ingest.Batch[string]{Stages: stages, Workers: 3, Of: func(d *nlp.Document) string { return d.Article.Source }}
}

// Results come in order, with those that could not be read among them, and a
// panic of a stage is an error of its article.
func TestBatchOrder(t *testing.T) {
	b := batch(slow(func(a *article.Article) {
		if a.Source == "7" {
			panic("a bug")
		}
		if strings.HasSuffix(a.Source, "0") {
			time.Sleep(time.Millisecond)
		}
	}))
	b.Skip = func(a *article.Article) bool { return a.Source == "5" }
	i := 0
	err := b.Run(t.Context(), numbered(300, nil), func(r ingest.Result[string]) error {
		want := ""
		switch {
		case i%10 == 3:
			want = "broken"
		case i == 7:
			want = "7: internal error: a bug"
		}
		if r.Article.Source != fmt.Sprint(i) || want == "" != (r.Err == nil) || r.Err != nil && !strings.HasPrefix(r.Err.Error(), want) || r.Skipped != (i == 5) {
			t.Errorf("result %d is %s, %q, skipped %v, error %v", i, r.Article.Source, r.Of, r.Skipped, r.Err)
		}
		i++
		return nil
	})
	if err != nil || i != 300 {
		t.Errorf("%d results, error %v", i, err)
	}
}

// When asked to stop, a batch takes no more, and loses nothing that it took.
func TestBatchStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	taken, emitted := 0, 0
	err := batch(slow(func(*article.Article) {})).Run(ctx, numbered(1_000_000, func(i int) {
		if i == 500 {
			stop()
		}
		taken++
	}), func(r ingest.Result[string]) error {
		if r.Article.Source != fmt.Sprint(emitted) {
			t.Fatalf("result %d is %s", emitted, r.Article.Source)
		}
		emitted++
		return nil
	})
	if !errors.Is(err, context.Canceled) || emitted < 500 || emitted != taken-1 {
		t.Errorf("took %d, emitted %d, error %v", taken, emitted, err)
	}
}

// An error of the output ends the batch at once.
func TestBatchFails(t *testing.T) {
	full := errors.New("disk full")
	taken := 0
	err := batch(slow(func(*article.Article) {})).Run(t.Context(), numbered(1_000_000, func(int) { taken++ }), func(r ingest.Result[string]) error {
		if r.Article.Source == "20" {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || taken > 10_000 {
		t.Errorf("took %d, error %v", taken, err)
	}
}

// The input is not read further ahead than a bound, whatever its size.
func TestBatchIsBounded(t *testing.T) {
	var taken, emitted, most atomic.Int64
	long := func(yield func(*article.Article, error) bool) {
		for a, err := range numbered(3000, func(int) { most.Store(max(most.Load(), taken.Add(1)-emitted.Load())) }) {
			if a.Text = strings.Repeat(" ", 10_000); !yield(a, err) {
				return
			}
		}
	}
	err := batch(slow(func(*article.Article) {})).Run(t.Context(), long, func(ingest.Result[string]) error {
		if emitted.Add(1)%500 == 0 {
			time.Sleep(5 * time.Millisecond)
		}
		return nil
	})
	if err != nil || taken.Load() != 3000 || emitted.Load() != 3000 || most.Load() > 250 {
		t.Errorf("took %d, emitted %d, at most %d between: %v", taken.Load(), emitted.Load(), most.Load(), err)
	}
}

// While the input pauses, the output may use the time.
func TestBatchPauses(t *testing.T) {
	paused := make(chan bool)
	b := batch(slow(func(*article.Article) {}))
	b.Pause, b.PauseAfter = sync.OnceValue(func() error { close(paused); return nil }), 10*time.Millisecond
	err := b.Run(t.Context(), numbered(20, func(i int) {
		if i == 12 {
			<-paused
		}
	}), func(ingest.Result[string]) error { return nil })
	if err != nil {
		t.Error(err)
	}
}

// TestBatchProcessors: workers and whoever else takes a processor are together no more than there are.
func TestBatchProcessors(t *testing.T) {
	var busy, most atomic.Int32
	b := batch(slow(func(*article.Article) {
		most.Store(max(most.Load(), busy.Add(1)))
		time.Sleep(100 * time.Microsecond)
		busy.Add(-1)
	}))
	b.Workers, b.Processors = 4, semaphore.NewWeighted(3)
	n := 0
	err := b.Run(t.Context(), numbered(200, nil), func(ingest.Result[string]) error {
		if n++; n == 1 { // from now on the output has two of them
			return b.Processors.Acquire(t.Context(), 2)
		}
		if n == 10 { // those that read when it took them are done
			most.Store(0)
		}
		return nil
	})
	if err != nil || n != 200 {
		t.Fatalf("%d results, %v", n, err)
	}
	if m := most.Load(); m != 1 {
		t.Errorf("%d articles were read at the same time, with one processor left", m)
	}
}
