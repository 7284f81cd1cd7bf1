package store

import (
	"context"

	cgraph "github.com/cayleygraph/cayley/graph"

	"dateline/graph/store/layout"
)

// Quads runs fn on Cayley's own store of the quads, for query languages; nothing
// is written meanwhile, and fn must not write.
func (s *Store) Quads(ctx context.Context, fn func(context.Context, cgraph.QuadStore) error) error {
	return s.View(ctx, func(r *Reader) error {
		qs, err := layout.Cayley(r.tx, cayleyOptions)
		if err != nil {
			return err
		}
		return fn(ctx, qs)
	})
}
