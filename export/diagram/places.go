package diagram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"dateline/export/sheet"
)

// places is where Graphviz put what a skeleton named, in px from the upper left
// corner of the graph.
type places struct {
	w, h   float64
	nodes  map[string]point // their middles
	frames map[string]Box   // by the number of the frame
	edges  map[string]spline
}

type point struct{ x, y float64 }

// spline is a line: a point and then three for each curve, and where its heads end.
type spline struct {
	points     []point
	start, end *point
	label      point
}

// place has Graphviz lay out the pieces of the drawing, and puts them beside each
// other.
func (m *maker) place(ctx context.Context) (places, error) {
	all := places{nodes: map[string]point{}, frames: map[string]Box{}, edges: map[string]spline{}}
	pieces := m.pieces()
	if len(pieces) == 0 {
		return all, nil
	}
	var dot []string
	for _, p := range pieces {
		for _, try := range m.tries(p) {
			dot = append(dot, m.skeleton(p, try))
		}
	}
	out, err := inChild(ctx, []byte(strings.Join(dot, between)), layoutForm)
	if err != nil {
		return all, err
	}
	laid := bytes.Split(out, []byte(between))
	if len(laid) != len(dot) {
		return all, fmt.Errorf("diagram: Graphviz laid out %d of %d pieces", len(laid), len(dot))
	}
	parts := make([]places, len(pieces))
	sizes := make([][2]float64, len(pieces))
	for i, p := range pieces {
		n := len(m.tries(p))
		if parts[i], err = m.fewestCrossings(p, laid[:n]); err != nil {
			return all, err
		}
		laid = laid[n:]
		m.free(p, &parts[i])
		sizes[i] = [2]float64{parts[i].w, parts[i].h}
	}
	const gap = 34.0
	at, w, h := pack(sizes, gap)
	all.w, all.h = w, h
	for i, p := range parts {
		all.add(p, at[i])
	}
	return all, nil
}

// fewestCrossings is the layout of a piece in which fewest lines cross; of several the smallest, then the first.
func (m *maker) fewestCrossings(p piece, laid [][]byte) (best places, err error) {
	least, size := -1, 0.0
	for _, b := range laid {
		at, err := readPlaces(b)
		if err != nil {
			return best, err
		}
		n := 0
		if len(laid) > 1 {
			n = m.crossings(p, &at)
		}
		if least < 0 || n < least || n == least && at.w*at.h < size-1 {
			best, least, size = at, n, at.w*at.h
		}
	}
	return best, nil
}

// add puts the places of a part with its corner at a point.
func (p *places) add(part places, at point) {
	move := func(q point) point { return point{q.x + at.x, q.y + at.y} }
	for id, q := range part.nodes {
		p.nodes[id] = move(q)
	}
	for id, b := range part.frames {
		b.X, b.Y = b.X+at.x, b.Y+at.y
		p.frames[id] = b
	}
	for id, s := range part.edges {
		for i := range s.points {
			s.points[i] = move(s.points[i])
		}
		for _, end := range []*point{s.start, s.end} {
			if end != nil {
				*end = move(*end)
			}
		}
		s.label = move(s.label)
		p.edges[id] = s
	}
}

// readPlaces reads what Graphviz writes as "json0".
func readPlaces(b []byte) (places, error) {
	var in struct {
		BB      string
		Objects []struct{ Name, BB, Pos string }
		Edges   []struct{ ID, Pos, LP string }
	}
	p := places{nodes: map[string]point{}, frames: map[string]Box{}, edges: map[string]spline{}}
	if err := json.Unmarshal(b, &in); err != nil {
		return p, fmt.Errorf("diagram: reading the layout: %w", err)
	}
	bb := numbers(in.BB)
	if len(bb) != 4 {
		return p, fmt.Errorf("diagram: the layout has no size (%q)", in.BB)
	}
	p.w, p.h = bb[2]-bb[0], bb[3]-bb[1]
	at := func(x, y float64) point { return point{x - bb[0], bb[3] - y} } // its y goes up
	for _, o := range in.Objects {
		if v := numbers(o.Pos); len(v) >= 2 {
			p.nodes[o.Name] = at(v[0], v[1])
		}
		if v := numbers(o.BB); len(v) == 4 {
			corner := at(v[0], v[3])
			p.frames[strings.TrimPrefix(o.Name, "cluster_")] = Box{corner.x, corner.y, v[2] - v[0], v[3] - v[1]}
		}
	}
	for _, e := range in.Edges {
		var s spline
		// Of several splines the first is the line: the others are of edges that Graphviz joined.
		first, _, _ := strings.Cut(e.Pos, ";")
		for f := range strings.FieldsSeq(first) {
			var to **point
			switch {
			case strings.HasPrefix(f, "s,"):
				f, to = f[2:], &s.start
			case strings.HasPrefix(f, "e,"):
				f, to = f[2:], &s.end
			}
			v := numbers(f)
			if len(v) < 2 {
				return p, fmt.Errorf("diagram: the layout has a line without places (%q)", e.Pos)
			}
			q := at(v[0], v[1])
			if to != nil {
				*to = &q
			} else {
				s.points = append(s.points, q)
			}
		}
		if v := numbers(e.LP); len(v) >= 2 {
			s.label = at(v[0], v[1])
		}
		p.edges[e.ID] = s
	}
	return p, nil
}

// path is the line moved by dx, dy.
func (s *spline) path(dx, dy float64) sheet.Path {
	var p sheet.Path
	if len(s.points) == 0 {
		return nil
	}
	p.Move(s.points[0].x+dx, s.points[0].y+dy)
	for i := 1; i+2 < len(s.points); i += 3 {
		a, b, c := s.points[i], s.points[i+1], s.points[i+2]
		p.Cubic(a.x+dx, a.y+dy, b.x+dx, b.y+dy, c.x+dx, c.y+dy)
	}
	return p
}

// numbers are those in s, parted by blanks and commas.
func numbers(s string) []float64 {
	var out []float64
	for f := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return out
		}
		out = append(out, v)
	}
	return out
}
