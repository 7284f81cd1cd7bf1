package diagram

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// free moves words on lines that Graphviz put on nodes or on other words, as it does
// in crowded frames, to the nearest free place, and gives the piece the size that all
// of it needs.
func (m *maker) free(p piece, at *places) {
	var taken []Box
	for _, i := range p.nodes {
		q := at.nodes[m.drawing.nodes[i].id]
		n := &m.nodes[i]
		taken = append(taken, Box{q.x - n.w/2, q.y - n.h/2, n.w, n.h})
	}
	around := Box{0, 0, at.w, at.h}
	for _, i := range p.edges {
		l := &m.edges[i]
		s, ok := at.edges[edgeName(i)]
		if len(l.lines) == 0 || !ok || m.engine() != "dot" {
			continue
		}
		b := Box{s.label.x - l.w/2, s.label.y - l.h/2, l.w, l.h}
		for _, step := range steps() {
			moved := Box{b.X + step.x, b.Y + step.y, b.W, b.H}
			if !slices.ContainsFunc(taken, moved.Overlaps) {
				b = moved
				break
			}
		}
		s.label = point{b.X + l.w/2, b.Y + l.h/2}
		at.edges[edgeName(i)] = s
		taken = append(taken, b)
		x, y := min(around.X, b.X), min(around.Y, b.Y)
		around = Box{x, y, max(around.X+around.W, b.X+b.W) - x, max(around.Y+around.H, b.Y+b.H) - y}
	}
	moved := places{nodes: map[string]point{}, frames: map[string]Box{}, edges: map[string]spline{}, w: around.W, h: around.H}
	moved.add(*at, point{-around.X, -around.Y})
	*at = moved
}

// steps are the ways that words can move, the shortest first: each fits somewhere,
// as the longest leads out of any crowd.
var steps = sync.OnceValue(func() []point {
	const grid, reach = 7.0, 80
	var out []point
	for x := -reach; x <= reach; x += 2 { // a step aside is wider than one up or down
		for y := -reach; y <= reach; y++ {
			out = append(out, point{float64(x) * grid, float64(y) * grid})
		}
	}
	slices.SortFunc(out, func(a, b point) int {
		return cmp.Or(cmp.Compare(math.Hypot(a.x, a.y), math.Hypot(b.x, b.y)), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	return out
})
