package query

import (
	"dateline/graph"
)

// merged says why the members of an event are one, and why those who take part in it are.
func (a *asker) merged(e graph.Event) ([]string, error) {
	return nil, nil
}
