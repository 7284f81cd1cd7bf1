package store

import (
	"context"

	cgraph "github.com/cayleygraph/cayley/graph"
)

// Quads runs fn on Cayley's own store of the quads, for query languages; nothing
// is written meanwhile, and fn must not write.
func (s *Store) Quads(ctx context.Context, fn func(context.Context, cgraph.QuadStore) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.broken != nil {
		return s.broken
	}
	return fn(ctx, s.qs)
}
