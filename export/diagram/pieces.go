package diagram

import "slices"

// piece is a part of the drawing that nothing joins to the rest: Graphviz lays out
// each by itself, since together they would share its ranks and leave much empty.
type piece struct {
	nodes, edges []int
	frames       []string
}

// pieces are those of the drawing, in the order of their first nodes.
func (m *maker) pieces() []piece {
	root := make([]int, len(m.drawing.nodes))
	number := map[string]int{}
	for i := range root {
		root[i] = i
		number[m.drawing.nodes[i].id] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	tie := func(a, b string) {
		x, y := find(number[a]), find(number[b])
		root[max(x, y)] = min(x, y)
	}
	for i := range m.drawing.edges {
		tie(m.drawing.edges[i].from, m.drawing.edges[i].to)
	}
	for _, k := range m.frameKeys() {
		for _, n := range m.framed[k] {
			tie(m.framed[k][0], n)
		}
	}
	if m.engine() != "dot" { // sfdp parts them itself
		for i := range root {
			root[i] = 0
		}
	}
	at := map[int]int{}
	var out []piece
	of := func(id string) *piece {
		r := find(number[id])
		if _, ok := at[r]; !ok {
			at[r] = len(out)
			out = append(out, piece{})
		}
		return &out[at[r]]
	}
	for i := range m.drawing.nodes {
		p := of(m.drawing.nodes[i].id)
		p.nodes = append(p.nodes, i)
	}
	for i := range m.drawing.edges {
		p := of(m.drawing.edges[i].from)
		p.edges = append(p.edges, i)
	}
	for _, k := range m.frameKeys() {
		p := of(m.framed[k][0])
		p.frames = append(p.frames, k)
	}
	return out
}

// pack finds places for boxes of those sizes, the larger first, each as far up and
// then as far left as it goes, in a width that the widest needs or that a column
// of text has. It gives their corners and what they cover.
func pack(sizes [][2]float64, gap float64) (at []point, w, h float64) {
	const column = 920.0
	room := column
	order := make([]int, len(sizes))
	for i, s := range sizes {
		order[i] = i
		room = max(room, s[0])
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return int(sizes[b][0]*sizes[b][1]) - int(sizes[a][0]*sizes[a][1])
	})
	at = make([]point, len(sizes))
	var placed []Box
	for _, i := range order {
		b := Box{W: sizes[i][0] + gap, H: sizes[i][1] + gap}
		best := point{-1, 0}
		// A box that is as far up and left as it goes touches two others, or the edge.
		xs, ys := []float64{0}, []float64{0}
		for _, p := range placed {
			xs, ys = append(xs, p.X+p.W), append(ys, p.Y+p.H)
		}
		slices.Sort(xs)
		slices.Sort(ys)
		for _, b.Y = range ys {
			for _, b.X = range xs {
				if b.X+b.W <= room+gap && !slices.ContainsFunc(placed, b.Overlaps) {
					best = point{b.X, b.Y}
					break
				}
			}
			if best.x >= 0 {
				break
			}
		}
		b.X, b.Y = best.x, best.y
		placed = append(placed, b)
		at[i] = best
		w, h = max(w, b.X+b.W-gap), max(h, b.Y+b.H-gap)
	}
	return at, w, h
}
