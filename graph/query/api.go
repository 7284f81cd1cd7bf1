package query

import (
	"context"
	"errors"

	"dateline/graph"
	"dateline/graph/store"
)

var errSoon = errors.New("this question cannot be answered yet")

// Events are the events that f selects, as a view: the events of the page f asks
// for, their entities, articles with text, and types; Omitted counts the rest.
func Events(ctx context.Context, s *store.Store, f Filter) (graph.View, error) {
	return graph.View{}, errSoon
}

// Rows are the lines of a table of the events of v, in its order.
func Rows(v graph.View) []EventRow { return nil }

// Who answers "who RELATION NAME": the pairs that the relation joins, name
// among them where it is not empty.
func Who(ctx context.Context, s *store.Store, relation, name string, f Filter) ([]WhoRow, error) {
	return nil, errSoon
}

// Claims are the sentences that speak of the events f selects; about is a name or empty.
func Claims(ctx context.Context, s *store.Store, about string, f Filter) ([]ClaimRow, error) {
	return nil, errSoon
}

// Entity is all that is known of the entity called name; f limits its events.
func Entity(ctx context.Context, s *store.Store, name string, f Filter) (EntityCard, error) {
	return EntityCard{}, errSoon
}

// Paths are the shortest chains of events from a to b.
func Paths(ctx context.Context, s *store.Store, a, b string, o PathOptions) ([]Path, error) {
	return nil, errSoon
}

// Why explains the event with the given id, or prefix of an id.
func Why(ctx context.Context, s *store.Store, id string) (Reason, error) {
	return Reason{}, errSoon
}

// Sources are the articles, earliest first.
func Sources(ctx context.Context, s *store.Store) ([]SourceRow, error) { return nil, errSoon }

// Stats counts the graph.
func Stats(ctx context.Context, s *store.Store) (Totals, error) { return Totals{}, errSoon }

// Names are the entities that name may mean, best first; none if it is unknown.
func Names(ctx context.Context, s *store.Store, name string) ([]Candidate, error) {
	return nil, errSoon
}
