package query

import (
	"slices"

	"dateline/graph"
	"dateline/graph/merge"
)

// merged says why the members of an event are one, and why those who take part in
// it are.
func (a *asker) merged(e graph.Event) ([]string, error) {
	out, err := merge.WhyEvent(a.Reader, e)
	if err != nil {
		return nil, err
	}
	var seen []graph.EntityID
	for _, r := range e.Roles {
		if r.Entity == "" || slices.Contains(seen, r.Entity) {
			continue
		}
		seen = append(seen, r.Entity)
		x, _, err := a.Whole(r.Entity)
		if err != nil {
			return nil, err
		}
		why, err := merge.WhyEntity(a.Reader, x)
		if err != nil {
			return nil, err
		}
		out = append(out, why...)
	}
	return out, nil
}
