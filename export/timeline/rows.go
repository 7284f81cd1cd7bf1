package timeline

import (
	"cmp"
	"math"
	"slices"
)

// choose picks the items that get a label when there may be at most limit rows:
// the weightiest first, as long as they fit. The rest is gathered. Items fit into
// limit rows if nowhere more than limit of them lie over each other.
func choose(items []*item, limit int, lay func(*item)) (labelled, gathered []*item) {
	byWeight := slices.Clone(items)
	slices.SortStableFunc(byWeight, func(a, b *item) int { return cmp.Compare(b.e.Weight, a.e.Weight) })
	var over []int // items at each px
	full := func(x0, x1 float64) bool {
		for x := max(int(x0), 0); x <= int(x1+gapX); x++ {
			if x < len(over) && over[x] >= limit {
				return true
			}
		}
		return false
	}
	chosen := map[*item]bool{}
	for _, it := range byWeight {
		// Most of many events find every row taken at their mark alone: spare them
		// the setting of words.
		if full(it.mark.X, it.mark.X) {
			continue
		}
		lay(it)
		if full(it.x0, it.x1) {
			continue
		}
		chosen[it] = true
		for x := max(int(it.x0), 0); x <= int(it.x1+gapX); x++ {
			for x >= len(over) {
				over = append(over, 0)
			}
			over[x]++
		}
	}
	for _, it := range items {
		if chosen[it] {
			labelled = append(labelled, it)
		} else {
			gathered = append(gathered, it)
		}
	}
	return labelled, gathered
}

// firstFit gives each item its row: left to right, each into the first row with
// room. It gives the items in that order, their rows, and the number of rows: the
// order that reads best, or that which needs the fewest rows, if those are fewer.
func firstFit(items []*item) (order []*item, in []int, rows int) {
	order, in, rows = fit(items, (*item).left)
	if o, i, n := fit(items, func(it *item) float64 { return it.x0 }); n < rows {
		return o, i, n
	}
	return order, in, rows
}

func fit(items []*item, key func(*item) float64) (order []*item, in []int, rows int) {
	order = slices.Clone(items)
	slices.SortStableFunc(order, func(a, b *item) int { return cmp.Compare(key(a), key(b)) })
	in = make([]int, len(order))
	var ends []float64
	for i, it := range order {
		r := slices.IndexFunc(ends, func(end float64) bool { return end+gapX <= it.x0 })
		if r < 0 {
			r = len(ends)
			ends = append(ends, 0)
		}
		ends[r] = it.x1
		in[i] = r
	}
	return order, in, len(ends)
}

// left is what items are ordered by: where one begins, but for a disc with its
// words to the right the disc, so that a vague tail does not come before the
// exact date it ends at.
func (it *item) left() float64 {
	if it.mark.Shape == Disc && it.x0 > it.mark.X-it.mark.FadeL-disc {
		return it.mark.X
	}
	return it.x0
}

// depth is the number of rows that items need.
func depth(items []*item) int {
	_, _, n := firstFit(items)
	return n
}

// stack puts labelled items into rows and moves them to their height below top.
// It gives the height of all rows.
func stack(items []*item, top float64) float64 {
	order, in, tops, y := rowsOf(items)
	for i, it := range order {
		it.shift(top + tops[in[i]])
	}
	return y
}

// height is that of the rows of items.
func height(items []*item) float64 {
	_, _, _, h := rowsOf(items)
	return h
}

// rowsOf gives items their rows, and where these begin and end.
func rowsOf(items []*item) (order []*item, in []int, tops []float64, end float64) {
	order, in, rows := firstFit(items)
	heights := make([]float64, rows)
	for i, it := range order {
		heights[in[i]] = max(heights[in[i]], it.h)
	}
	for _, h := range heights {
		tops = append(tops, end)
		end += h + gapY
	}
	return order, in, tops, end
}

// cluster is several items gathered in one cell of the axis.
type cluster struct {
	left, right float64 // of the cell
	items       []*item
}

// gather joins the items of each cell, the plot being divided into cells of at
// least pitch px.
func gather(items []*item, plot Box, pitch float64) []cluster {
	cells := max(1, math.Floor(plot.W/pitch))
	pitch = plot.W / cells
	order := slices.Clone(items)
	slices.SortStableFunc(order, func(a, b *item) int { return cmp.Compare(a.mark.X, b.mark.X) })
	var out []cluster
	for _, it := range order {
		cell := min(math.Floor((it.mark.X-plot.X)/pitch), cells-1)
		left := plot.X + cell*pitch
		if n := len(out); n == 0 || left > out[n-1].left {
			out = append(out, cluster{left: left, right: left + pitch})
		}
		c := &out[len(out)-1]
		c.items = append(c.items, it)
	}
	return out
}
