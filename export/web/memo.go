package web

import (
	"context"
	"sync"
	"time"

	"dateline/graph/store"
)

// patience is how long a page waits for what is being worked out anew when there is an
// answer of before.
const patience = 60 * time.Millisecond

// memo holds what takes long to work out and is the same until the database changes. Then the old
// answer serves until the new one is there.
type memo[T any] struct {
	mu    sync.Mutex
	of    state
	value T
	have  bool
	busy  chan struct{} // closed when the work in hand is done
	err   error
}

// get gives the answer for the database as it stands, or, where that takes too long, the one of
// before. The first time it waits as long as ctx does.
func (m *memo[T]) get(ctx context.Context, k *keeper, work func(context.Context, *store.Store) (T, error)) (T, error) {
	var at state
	if err := k.read(ctx, func(_ *store.Store, now state) error { at = now; return nil }); err != nil {
		var none T
		return none, err
	}
	m.mu.Lock()
	if m.have && m.of == at {
		defer m.mu.Unlock()
		return m.value, nil
	}
	if m.busy == nil {
		m.busy = make(chan struct{})
		go m.run(k, work)
	}
	busy, have := m.busy, m.have
	m.mu.Unlock()

	var late <-chan time.Time
	if have {
		late = time.After(patience)
	}
	select {
	case <-busy:
	case <-late:
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.have {
		return m.value, m.err
	}
	return m.value, nil
}

// longest is for how long an answer may be worked on.
const longest = 5 * time.Minute

func (m *memo[T]) run(k *keeper, work func(context.Context, *store.Store) (T, error)) {
	ctx, stop := context.WithTimeout(context.Background(), longest)
	defer stop()
	var v T
	var of state
	err := k.read(ctx, func(s *store.Store, at state) (err error) {
		of = at
		v, err = work(ctx, s)
		return err
	})
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err = err; err == nil {
		m.value, m.of, m.have = v, of, true
	}
	close(m.busy)
	m.busy = nil
}
