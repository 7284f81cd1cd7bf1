package query

import (
	"cmp"
	"context"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// widest bounds how many entities of one distance a search for paths goes on from.
const widest = 2000

// Paths are the shortest chains of events from one entity to another: of each pair
// of neighbours on the way the best supported event that joins them. The search goes from
// both ends, from the smaller side first.
func Paths(ctx context.Context, s *store.Store, from, to string, o PathOptions) (paths []Path, err error) {
	err = ask(ctx, s, func(a *asker) error {
		x, err := a.resolve(from)
		if err != nil {
			return err
		}
		y, err := a.resolve(to)
		if err != nil {
			return err
		}
		paths, err = a.paths(x, y, o)
		return err
	})
	return paths, err
}

type link struct {
	to  graph.EntityID
	sum store.Summary
}

// reach is what can be reached from one end.
type reach struct {
	dist    map[graph.EntityID]int
	parents map[graph.EntityID][]link // the nodes one step nearer to the end
	edge    []graph.EntityID
	depth   int
}

func newReach(id graph.EntityID) *reach {
	return &reach{dist: map[graph.EntityID]int{id: 0}, parents: map[graph.EntityID][]link{}, edge: []graph.EntityID{id}}
}

// expand goes one step further.
func (a *asker) expand(r *reach, f Filter) error {
	r.depth++
	var next []graph.EntityID
	for _, id := range r.edge[:min(len(r.edge), widest)] {
		if err := a.ctx.Err(); err != nil {
			return err
		}
		ls, err := a.neighbours(id, f)
		if err != nil {
			return err
		}
		for _, l := range ls {
			d, known := r.dist[l.to]
			if !known {
				r.dist[l.to] = r.depth
				next = append(next, l.to)
			}
			if !known || d == r.depth {
				r.parents[l.to] = append(r.parents[l.to], link{id, l.sum})
			}
		}
	}
	slices.Sort(next)
	r.edge = next
	return nil
}

func (a *asker) paths(from, to graph.EntityID, o PathOptions) ([]Path, error) {
	o.MaxLength, o.MaxPaths = cmp.Or(o.MaxLength, 4), cmp.Or(o.MaxPaths, 5)
	o.Filter.Limit, o.Filter.Offset, o.Filter.Sort = 0, 0, ByTime
	if from == to {
		return nil, nil
	}
	x, y := newReach(from), newReach(to)
	for x.depth+y.depth < o.MaxLength && len(x.edge) > 0 && len(y.edge) > 0 {
		side, other := x, y
		if len(y.edge) < len(x.edge) {
			side, other = y, x
		}
		if err := a.expand(side, o.Filter); err != nil {
			return nil, err
		}
		var meet []graph.EntityID
		for _, id := range side.edge {
			if _, ok := other.dist[id]; ok {
				meet = append(meet, id)
			}
		}
		if len(meet) > 0 {
			return a.join(x, y, meet, o.MaxPaths), nil
		}
	}
	return nil, nil
}

// join makes paths of the ways from both ends to where they meet.
func (a *asker) join(x, y *reach, meet []graph.EntityID, most int) []Path {
	var out []Path
	for _, m := range meet {
		for _, first := range x.ways(m, most) {
			for _, last := range y.ways(m, most) {
				if len(out) == most {
					return out
				}
				// first leads from m back to the start, last from m on to the goal.
				p := make(Path, 0, len(first)+len(last))
				at := m
				for _, l := range first {
					p = append(p, a.step(l.to, at, l.sum))
					at = l.to
				}
				slices.Reverse(p)
				at = m
				for _, l := range last {
					p = append(p, a.step(at, l.to, l.sum))
					at = l.to
				}
				out = append(out, p)
			}
		}
	}
	return out
}

func (a *asker) step(from, to graph.EntityID, s store.Summary) Step {
	return Step{From: from, To: to, FromName: a.name(from), ToName: a.name(to), Event: s.ID, Type: s.Type, When: s.When, Text: s.Text}
}

// ways are the shortest ways from id to the end that r began at.
func (r *reach) ways(id graph.EntityID, most int) [][]link {
	if r.dist[id] == 0 {
		return [][]link{nil}
	}
	var out [][]link
	for _, l := range r.parents[id] {
		for _, rest := range r.ways(l.to, most-len(out)) {
			out = append(out, append([]link{l}, rest...))
		}
		if len(out) >= most {
			break
		}
	}
	return out
}

// neighbours are those who take part in an event with id, each with the event that joins
// them best, by id.
func (a *asker) neighbours(id graph.EntityID, f Filter) ([]link, error) {
	f.Actor = []string{string(id)}
	s, err := a.compile(f)
	if err != nil {
		return nil, err
	}
	best := map[graph.EntityID]store.Summary{}
	n := 0
	for sum, err := range s.matches() {
		if err != nil {
			return nil, err
		}
		if n++; n > busiest {
			break
		}
		part := false
		for _, r := range sum.Roles {
			part = part || r.Entity == id
		}
		if !part {
			continue
		}
		for _, r := range sum.Roles {
			if r.Entity == "" || r.Entity == id {
				continue
			}
			if old, ok := best[r.Entity]; !ok || sum.Sources > old.Sources {
				best[r.Entity] = sum
			}
		}
	}
	var ls []link
	for to, sum := range best {
		ls = append(ls, link{to, sum})
	}
	slices.SortFunc(ls, func(x, y link) int { return cmp.Compare(x.to, y.to) })
	return ls, nil
}
