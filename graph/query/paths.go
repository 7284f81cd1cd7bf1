package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// Bounds of a search for paths: how many entities of one distance it goes on from, how many events it looks at
// for all neighbours of a distance, and, where these have more, for how many of the busiest of
// both sides it is tried whether an event joins two of them.
const (
	widest  = 2000
	stepFor = 6000
	busyFor = 40
)

// BoundError says that a search was given up without an answer.
type BoundError struct{ What string }

func (e *BoundError) Error() string { return e.What }

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
		if a.effort(side.edge) > stepFor {
			if a.effort(other.edge) <= stepFor {
				side, other = other, side
			} else {
				return a.across(x, y, o)
			}
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

// effort is how many events the entities have, as far as it matters.
func (a *asker) effort(ids []graph.EntityID) int {
	n := 0
	for i, id := range ids {
		if n += a.CountEvents(id, 2*busiest); n > stepFor || i > widest {
			break
		}
	}
	return n
}

// across looks for events that join what was reached from both ends, where these are too busy to
// look at all their neighbours.
func (a *asker) across(x, y *reach, o PathOptions) ([]Path, error) {
	var out []Path
	left := a.busy(x.edge)
	right := a.busy(y.edge)
	for _, u := range left {
		for _, v := range right {
			if u == v {
				continue
			}
			if err := a.ctx.Err(); err != nil {
				return nil, err
			}
			sum, ok, err := a.joining(u, v, o.Filter)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
			for _, first := range x.ways(u, o.MaxPaths) {
				for _, last := range y.ways(v, o.MaxPaths) {
					p := a.chain(u, first, nil)
					p = append(p, a.step(u, v, sum))
					if out = append(out, a.chain(v, last, p)); len(out) == o.MaxPaths {
						return out, nil
					}
				}
			}
		}
	}
	whole := len(x.edge) <= busyFor && len(y.edge) <= busyFor && x.depth+y.depth+1 >= o.MaxLength
	if len(out) == 0 && !whole {
		return nil, &BoundError{fmt.Sprintf("no chain was found among the busiest %d entities near either end, and the rest was not searched: name a relation or a time", busyFor)}
	}
	return out, nil
}

// busy are the entities of most events, by id.
func (a *asker) busy(ids []graph.EntityID) []graph.EntityID {
	if len(ids) <= busyFor {
		return ids
	}
	ids = slices.Clone(ids[:min(len(ids), widest)])
	events := map[graph.EntityID]int{}
	for _, id := range ids {
		events[id] = a.CountEvents(id, 1<<30)
	}
	slices.SortFunc(ids, func(p, q graph.EntityID) int { return cmp.Or(cmp.Compare(events[q], events[p]), cmp.Compare(p, q)) })
	ids = ids[:busyFor]
	slices.Sort(ids)
	return ids
}

// joining is the best supported of the first events that join two entities.
func (a *asker) joining(x, y graph.EntityID, f Filter) (best store.Summary, ok bool, err error) {
	shared := false
	for range a.Common([][]store.List{{{Entity: x}}, {{Entity: y}}}, store.Range{}) {
		shared = true
		break
	}
	if !shared { // as most of those that are tried
		return best, false, nil
	}
	f.Actor, f.With = []string{string(x)}, []string{string(y)}
	s, err := a.compile(f)
	if err != nil {
		return best, false, err
	}
	n := 0
	for sum, err := range s.matches() {
		if err != nil {
			return best, false, err
		}
		if !ok || sum.Sources > best.Sources {
			best, ok = sum, true
		}
		if n++; n == 20 {
			break
		}
	}
	return best, ok, nil
}

// chain appends to p the way from id to an end, or, where p is nil, the way from an end to id.
func (a *asker) chain(id graph.EntityID, way []link, p Path) Path {
	back := p == nil
	at := id
	for _, l := range way {
		if back {
			p = append(p, a.step(l.to, at, l.sum))
		} else {
			p = append(p, a.step(at, l.to, l.sum))
		}
		at = l.to
	}
	if back {
		slices.Reverse(p)
	}
	return p
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
				p := a.chain(m, first, nil)
				if p == nil {
					p = Path{}
				}
				out = append(out, a.chain(m, last, p))
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
	each := 1
	for sum, err := range s.spread(busiest, &each) {
		if err != nil {
			return nil, err
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
