package store

import (
	"context"
	"errors"
	"io"

	"dateline/graph"
)

var errSoon = errors.New("the store is not there yet")

// Store is an open database.
type Store struct{}

// Tx is a write transaction, as a Merger sees it.
type Tx struct{}

// Open opens the database at path. Memory opens one that is gone after Close.
func Open(path string, o Options) (*Store, error) { return nil, errSoon }

// Memory opens an empty database that is gone after Close.
func Memory(o Options) (*Store, error) { return nil, errSoon }

// Close closes the database.
func (s *Store) Close() error { return nil }

// Put stores what articles said: each article wholly or not at all, several in
// one commit. The results are in the order of facts. An article that cannot be
// stored is Refused and stops nothing; an error means that the database failed and
// that articles without a result are not stored.
func (s *Store) Put(ctx context.Context, facts ...graph.Facts) ([]Result, error) {
	return nil, errSoon
}

// Remove takes away all that articles said.
func (s *Store) Remove(ctx context.Context, ids ...graph.ArticleID) error { return errSoon }

// Articles are all articles without their text, by time of publication, then id.
func (s *Store) Articles(ctx context.Context) ([]graph.Source, error) { return nil, errSoon }

// Facts is all that one article said, as it was given to Put.
func (s *Store) Facts(ctx context.Context, id graph.ArticleID) (graph.Facts, error) {
	return graph.Facts{}, errSoon
}

// Judge records what a person said; a later word of the same person on the same
// pair replaces the earlier one.
func (s *Store) Judge(ctx context.Context, j ...Judgement) error { return errSoon }

// Judgements are all that persons said, by time.
func (s *Store) Judgements(ctx context.Context) ([]Judgement, error) { return nil, errSoon }

// PutBatch records a run of ingest.
func (s *Store) PutBatch(ctx context.Context, b Batch) error { return errSoon }

// Batches are the runs of ingest, by time.
func (s *Store) Batches(ctx context.Context) ([]Batch, error) { return nil, errSoon }

// Info says what the database holds.
func (s *Store) Info(ctx context.Context) (Info, error) { return Info{}, errSoon }

// Check reads everything and reports what is wrong: events without claims,
// claims without articles, references to nothing, an index that differs.
func (s *Store) Check(ctx context.Context) ([]Problem, error) { return nil, errSoon }

// Backup writes a copy of the database while others read.
func (s *Store) Backup(ctx context.Context, w io.Writer) error { return errSoon }

// Dump writes all quads but those of batches as sorted N-Quads, the same bytes
// for the same content.
func (s *Store) Dump(ctx context.Context, w io.Writer) error { return errSoon }

// Restore makes the database at path from a backup; path must not exist.
func Restore(ctx context.Context, path string, r io.Reader) error { return errSoon }

// Compact rewrites the database at path, without what was deleted, and gives the
// sizes before and after. Nobody else may hold it.
func Compact(ctx context.Context, path string, o Options) (before, after int64, err error) {
	return 0, 0, errSoon
}
