package query

import (
	"context"

	"dateline/graph/store"
)

// EachRow gives the events that f selects one by one, in its order, to yield; an error
// of yield ends it and is returned. It holds one event at a time, however many
// there are; in the order by confidence, which the index does not have, the ids of all.
func EachRow(ctx context.Context, s *store.Store, f Filter, yield func(EventRow) error) error {
	return ask(ctx, s, func(a *asker) error {
		give := func(sum store.Summary) error {
			r, err := a.rowOf(&sum)
			if err != nil {
				return err
			}
			return yield(r)
		}
		sel, err := a.compile(f)
		if err != nil {
			return err
		}
		n := 0
		for sum, err := range sel.inOrder() {
			if err != nil {
				return err
			}
			if n++; n <= f.Offset {
				continue
			}
			if f.Limit > 0 && n > f.Offset+f.Limit {
				return nil
			}
			if err := give(sum); err != nil {
				return err
			}
		}
		return nil
	})
}
