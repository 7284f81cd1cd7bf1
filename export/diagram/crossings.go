package diagram

import (
	"math"
	"math/rand/v2"
	"slices"
)

// order puts the nodes and lines of a piece in an order for Graphviz.
type order func(piece) piece

// shuffles is how many orders by chance are tried beside that of the drawing and its reverse.
const shuffles = 6

// orders are those that are tried; the first is that of the drawing, the weightiest first.
func orders() []order {
	out := []order{
		func(p piece) piece { return p },
		func(p piece) piece { return p.reordered(slices.Reverse[[]int]) },
	}
	for i := range uint64(shuffles) {
		out = append(out, func(p piece) piece {
			chance := rand.New(rand.NewPCG(1, i)) // the same in every run
			return p.reordered(func(x []int) { chance.Shuffle(len(x), func(a, b int) { x[a], x[b] = x[b], x[a] }) })
		})
	}
	return out
}

// reordered is the piece with its nodes and its lines each in the order that change gives them.
func (p piece) reordered(change func([]int)) piece {
	p.nodes, p.edges = slices.Clone(p.nodes), slices.Clone(p.edges)
	change(p.nodes)
	change(p.edges)
	return p
}

// Bounds of what is tried: few lines hardly cross, and many take their time.
const (
	fewLines  = 6
	manyLines = 150
)

// tries are the orders worth trying for a piece.
func (m *maker) tries(p piece) []order {
	all := orders()
	if m.engine() != "dot" || len(p.edges) < fewLines || len(p.edges) > manyLines {
		return all[:1]
	}
	return all
}

// crossings counts the pairs of lines of a piece that cross, but for where they meet at a node of both.
func (m *maker) crossings(p piece, at *places) int {
	const steps = 6 // straight lines for each curve
	lines := make([][]point, len(p.edges))
	boxes := make([]Box, len(p.edges))
	for i, e := range p.edges {
		s := at.edges[edgeName(e)]
		lines[i] = s.flat(steps)
		boxes[i] = around(lines[i])
	}
	n := 0
	for i, a := range p.edges {
		for j := i + 1; j < len(p.edges); j++ {
			if !boxes[i].Overlaps(boxes[j]) {
				continue
			}
			x, y := &m.drawing.edges[a], &m.drawing.edges[p.edges[j]]
			var meet []point
			for _, id := range []string{x.from, x.to} {
				if id == y.from || id == y.to {
					meet = append(meet, at.nodes[id])
				}
			}
			if cross(lines[i], lines[j], meet) {
				n++
			}
		}
	}
	return n
}

// flat is the line as straight ones, so many for each of its curves.
func (s *spline) flat(steps int) []point {
	if len(s.points) == 0 {
		return nil
	}
	out := []point{s.points[0]}
	for i := 0; i+3 < len(s.points); i += 3 {
		a, b, c, d := s.points[i], s.points[i+1], s.points[i+2], s.points[i+3]
		for k := 1; k <= steps; k++ {
			t := float64(k) / float64(steps)
			u := 1 - t
			out = append(out, point{
				u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x,
				u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y,
			})
		}
	}
	return out
}

func around(line []point) Box {
	if len(line) == 0 {
		return Box{}
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range line {
		x0, y0, x1, y1 = min(x0, p.x), min(y0, p.y), max(x1, p.x), max(y1, p.y)
	}
	return Box{x0 - 1, y0 - 1, x1 - x0 + 2, y1 - y0 + 2}
}

// cross reports whether two lines cross farther than a node's half from where they meet.
func cross(a, b []point, meet []point) bool {
	const near = 60.0
	for i := 1; i < len(a); i++ {
		for j := 1; j < len(b); j++ {
			at, ok := crossing(a[i-1], a[i], b[j-1], b[j])
			if ok && !slices.ContainsFunc(meet, func(m point) bool { return math.Hypot(m.x-at.x, m.y-at.y) < near }) {
				return true
			}
		}
	}
	return false
}

// crossing is where the straight lines from a to b and from c to d cross.
func crossing(a, b, c, d point) (point, bool) {
	den := (b.x-a.x)*(d.y-c.y) - (b.y-a.y)*(d.x-c.x)
	if den == 0 {
		return point{}, false
	}
	t := ((c.x-a.x)*(d.y-c.y) - (c.y-a.y)*(d.x-c.x)) / den
	u := ((c.x-a.x)*(b.y-a.y) - (c.y-a.y)*(b.x-a.x)) / den
	return point{a.x + t*(b.x-a.x), a.y + t*(b.y-a.y)}, t >= 0 && t <= 1 && u >= 0 && u <= 1
}
