package store

import (
	"context"
	"errors"

	"dateline/graph"
)

var errTest = errors.New("fails on purpose")

type failing struct{}

func (failing) Merge(context.Context, *Tx, Change) error { return errTest }

// FailNext writes f and fails after its quads were applied.
func FailNext(s *Store, f graph.Facts) error {
	old := s.opt.Merger
	s.opt.Merger = failing{}
	defer func() { s.opt.Merger = old }()
	_, err := s.Put(context.Background(), f)
	return err
}
