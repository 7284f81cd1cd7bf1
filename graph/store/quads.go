package store

import (
	"context"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"

	"dateline/graph/store/engine"
)

// Quads runs fn on Cayley's own store of the quads, for query languages; nothing
// is written meanwhile, and fn must not write.
func (s *Store) Quads(ctx context.Context, fn func(context.Context, cgraph.QuadStore) error) error {
	if s.db.Shared() {
		return s.db.View(ctx, func(tx engine.Tx) error {
			qs, err := kv.New(tx.KV(), cayleyOptions)
			if err != nil {
				return err
			}
			return fn(ctx, qs)
		})
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.broken != nil {
		return s.broken
	}
	return fn(ctx, s.qs)
}
