package store

import (
	"slices"
	"strings"

	"dateline/graph"
)

// Voiced are the canonical events that claims of an entity speak of, each once, by id. Of an entity
// that speaks in very many places the most last stored claims are looked at.
func (r *Reader) Voiced(id graph.EntityID, most int) ([]graph.EventID, error) {
	seen := map[graph.EventID]bool{}
	members := r.Members(string(id))
	looked := 0
	for _, m := range members[max(0, len(members)-most):] {
		ps, err := r.scan(indexOP, r.ref(nodeIRI(m)), r.pred(pBy))
		if err != nil {
			return nil, err
		}
		for _, p := range ps[max(0, len(ps)-(most-looked)):] {
			looked++
			of, err := r.scan(indexSP, p.Subject, r.pred(pOf))
			if err != nil || len(of) == 0 {
				return nil, err
			}
			v, err := r.values([]uint64{of[0].Object})
			if err != nil {
				return nil, err
			}
			e := nodeID(v[0])
			if _, local, _ := strings.Cut(e, "/"); strings.HasPrefix(local, "v") {
				seen[graph.EventID(r.Canon(e))] = true
			}
		}
		if looked >= most {
			break
		}
	}
	var out []graph.EventID
	for e := range seen {
		out = append(out, e)
	}
	slices.Sort(out)
	return out, nil
}
