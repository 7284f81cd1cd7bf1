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

// enough is how long a page waits for what was never worked out before it says so.
const enough = 3 * time.Second

// soonError says that something is being worked out for the first time.
type soonError struct{}

func (soonError) Error() string { return "this looks at the whole graph and is being worked out" }

// get gives the answer for the database as it stands, or, where that takes too long, the one of
// before. Where there is none of before it waits a while, and then is a soonError.
func (m *memo[T]) get(ctx context.Context, k *keeper, work func(context.Context, *store.Store) (T, error)) (T, error) {
	return m.within(ctx, enough, k, work)
}

// within is get with how long is waited the first time.
func (m *memo[T]) within(ctx context.Context, first time.Duration, k *keeper, work func(context.Context, *store.Store) (T, error)) (v T, err error) {
	var at state
	if err := k.read(ctx, func(_ *store.Store, now state) error { at = now; return nil }); err != nil {
		return v, err
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
	busy, wait := m.busy, first
	if m.have {
		wait = patience
	}
	m.mu.Unlock()

	late := time.NewTimer(wait)
	defer late.Stop()
	done := false
	select {
	case <-busy:
		done = true
	case <-late.C:
	case <-ctx.Done():
		return v, ctx.Err()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.have:
		return m.value, nil
	case done:
		return v, m.err
	}
	return v, soonError{}
}

// longest is for how long an answer may be worked on.
const longest = 5 * time.Minute

func (m *memo[T]) run(k *keeper, work func(context.Context, *store.Store) (T, error)) {
	ctx, stop := context.WithTimeout(k.life, longest)
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
