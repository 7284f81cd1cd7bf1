package store

import "dateline/graph"

// edge is a direct edge between two entities.
type edge struct {
	from, to graph.EntityID
	typ      graph.TypeID
}

// direct are the edges between those who act in x and the others, where
// graph.Direct allows them.
func direct(x graph.Event) []edge {
	if !graph.Direct(x) {
		return nil
	}
	var actors, others []graph.EntityID
	for _, r := range x.Roles {
		switch {
		case r.Entity == "":
		case r.Name == "actor":
			actors = append(actors, r.Entity)
		case r.Name == "recipient" || r.Name == "participant":
			others = append(others, r.Entity)
		}
	}
	var out []edge
	for _, a := range actors {
		for _, o := range others {
			if a != o {
				out = append(out, edge{a, o, x.Type})
			}
		}
	}
	return out
}
