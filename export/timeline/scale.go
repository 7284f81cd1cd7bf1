package timeline

import (
	"math"
	"slices"
	"strconv"
	"time"

	"dateline/graph/when"
)

// scale maps time to x. It is made of segments, each linear; between two of them
// a stretch without events is cut out.
type scale struct {
	segments []segment
}

// segment is a stretch of time drawn to scale.
type segment struct {
	from, to float64 // days since 1970, as a float: centuries do not fit a Duration
	x, w     float64
	points   int // what begins or ends in it
}

const (
	breakWidth = 34.0 // px of a cut
	leastWidth = 64.0 // px of a segment, however short
	maxBreaks  = 8
)

// days is t as days since 1970.
func days(t time.Time) float64 {
	return float64(t.Unix())/86400 + float64(t.Nanosecond())/86400e9
}

// instant is the inverse of days, to the second.
func instant(d float64) time.Time { return time.Unix(int64(math.Round(d*86400)), 0).UTC() }

// newScale makes a scale for what lies within spans, of which there is at least
// one. A span is never cut unless something else begins or ends in it.
func newScale(spans [][2]float64, x, w float64) scale {
	var all []float64
	whole := make(map[[2]float64]bool, len(spans))
	for _, p := range spans {
		all = append(all, p[0], p[1])
		whole[p] = true
	}
	slices.Sort(all)
	points := slices.Compact(slices.Clone(all))
	limit := min(maxBreaks, int((w+breakWidth)/(leastWidth+breakWidth))-1)
	cuts := findCuts(points, whole, len(spans), limit)
	var s scale
	from := points[0]
	for _, c := range cuts {
		s.segments = append(s.segments, segment{from: from, to: points[c]})
		from = points[c+1]
	}
	s.segments = append(s.segments, segment{from: from, to: points[len(points)-1]})
	for i := range s.segments {
		g := &s.segments[i]
		first, _ := slices.BinarySearch(all, g.from)
		past, _ := slices.BinarySearch(all, math.Nextafter(g.to, math.Inf(1)))
		g.points = past - first
		g.pad()
	}
	s.place(x, w)
	return s
}

// pad widens a segment to whole units, with air at its ends.
func (g *segment) pad() {
	span := g.to - g.from
	switch {
	case span < 0.5: // an hour or a moment within a day: show the hours around it
		if span > 0 {
			g.from, g.to = math.Floor((g.from-span)*24)/24, math.Ceil((g.to+span)*24)/24
			return
		}
		g.from, g.to = math.Floor(g.from), math.Floor(g.from)+1
	case span <= 1:
		g.from, g.to = math.Floor(g.from), math.Ceil(g.to)
	default:
		g.from -= 0.015 * span
		g.to += 0.03 * span
	}
}

// findCuts chooses the gaps that are cut out, at most limit of them: gap i lies between points i and
// i+1, and n spans begin or end in them. A gap is cut while it takes up a fifth of
// what is left and dwarfs what the rest has for each span, so that an even spread over years is left alone, and one old date
// before a busy week is not.
func findCuts(points []float64, whole map[[2]float64]bool, n, limit int) []int {
	type gap struct {
		at   int
		size float64
	}
	var gaps []gap
	rest := 0.0
	for i := 1; i < len(points); i++ {
		size := points[i] - points[i-1]
		if whole[[2]float64{points[i-1], points[i]}] {
			rest += min(size, 31) // a vague year is no measure for the gaps beside it
			continue
		}
		gaps = append(gaps, gap{i - 1, size})
		rest += size
	}
	slices.SortStableFunc(gaps, func(a, b gap) int {
		switch {
		case a.size > b.size:
			return -1
		case a.size < b.size:
			return 1
		}
		return a.at - b.at
	})
	var cuts []int
	for _, g := range gaps {
		if n < 3 || len(cuts) >= limit || g.size < 2 {
			break
		}
		mean := (rest - g.size) / float64(n-1)
		if g.size < rest/5 || g.size < 6*mean {
			break
		}
		cuts = append(cuts, g.at)
		rest -= g.size
	}
	slices.Sort(cuts)
	return cuts
}

// place gives the segments their x: each the least width, and of the rest a share
// by how much happens in it, so that a busy week keeps its room
// beside quiet years.
func (s *scale) place(x, w float64) {
	n := float64(len(s.segments))
	free := max(w-breakWidth*(n-1)-leastWidth*n, 0)
	total := 0.0
	for _, g := range s.segments {
		total += float64(g.points)
	}
	for i := range s.segments {
		g := &s.segments[i]
		g.x, g.w = x, leastWidth+free*float64(g.points)/total
		x += g.w + breakWidth
	}
}

// at is the x of d. Within a cut it is in the cut's middle; before and after the
// axis, at its ends.
func (s scale) at(d float64) float64 {
	for i, g := range s.segments {
		if d < g.from {
			if i == 0 {
				return g.x
			}
			return g.x - breakWidth/2
		}
		if d <= g.to {
			return g.x + g.w*(d-g.from)/(g.to-g.from)
		}
	}
	last := s.segments[len(s.segments)-1]
	return last.x + last.w
}

// segmentAt is the segment that holds d, or the nearest before it.
func (s scale) segmentAt(d float64) segment {
	for i := len(s.segments) - 1; i > 0; i-- {
		if d >= s.segments[i].from {
			return s.segments[i]
		}
	}
	return s.segments[0]
}

// step is a distance between ticks: n units of grain.
type step struct {
	unit when.Grain
	n    int
	days float64 // about how long
}

var steps = []step{
	{when.Minute, 1, 1. / 1440}, {when.Minute, 5, 5. / 1440}, {when.Minute, 15, 15. / 1440},
	{when.Hour, 1, 1. / 24}, {when.Hour, 3, 3. / 24}, {when.Hour, 6, 6. / 24},
	{when.Day, 1, 1}, {when.Day, 2, 2}, {when.Day, 5, 5}, {when.Day, 10, 10},
	{when.Month, 1, 30.4}, {when.Month, 3, 91.3}, {when.Month, 6, 182.6},
	{when.Year, 1, 365.25}, {when.Year, 2, 730.5}, {when.Year, 5, 1826}, {when.Year, 10, 3652.5},
	{when.Year, 20, 7305}, {when.Year, 50, 18262}, {when.Year, 100, 36525}, {when.Year, 200, 73050}, {when.Year, 500, 182620},
	{when.Year, 1000, 365250},
}

// stepFor is the least step whose ticks are at least px apart in g.
func stepFor(g segment, px float64) step {
	for _, st := range steps {
		if st.days*g.w/(g.to-g.from) >= px {
			return st
		}
	}
	return steps[len(steps)-1]
}

// tick is a tick before it has room: its place, its words, and the words of the
// larger unit it opens.
type tick struct {
	d     float64
	minor string // "14:00", "3", "Mar", "2021"
	major string // "3 March 2021", "March 2021", "2021"; the same until the unit changes
}

// ticks are those of one segment.
func (g segment) ticks(st step) []tick {
	var out []tick
	t := floorTo(instant(g.from), st)
	for range 10000 {
		d := days(t)
		if d > g.to {
			break
		}
		if d >= g.from-1e-9 {
			out = append(out, newTick(t, d, st))
		}
		next := advance(t, st)
		if !next.After(t) {
			break
		}
		t = next
	}
	return out
}

func newTick(t time.Time, d float64, st step) tick {
	switch st.unit {
	case when.Minute, when.Hour:
		return tick{d, t.Format("15:04"), t.Format("2 January 2006")}
	case when.Day:
		return tick{d, strconv.Itoa(t.Day()), t.Format("January 2006")}
	case when.Month:
		return tick{d, t.Format("Jan"), yearText(t.Year())}
	}
	return tick{d: d, minor: yearText(t.Year())}
}

func yearText(y int) string {
	if y <= 0 {
		return strconv.Itoa(1-y) + " BC"
	}
	return strconv.Itoa(y)
}

// floorTo is the last tick at or before t. Days count within their month, so
// that every month begins with a tick.
func floorTo(t time.Time, st step) time.Time {
	y, m, d := t.Date()
	switch st.unit {
	case when.Minute:
		return t.Truncate(time.Duration(st.n) * time.Minute)
	case when.Hour:
		return t.Truncate(time.Duration(st.n) * time.Hour)
	case when.Day:
		return time.Date(y, m, 1+(d-1)/st.n*st.n, 0, 0, 0, 0, time.UTC)
	case when.Month:
		return time.Date(y, 1+(m-1)/time.Month(st.n)*time.Month(st.n), 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(int(math.Floor(float64(y)/float64(st.n)))*st.n, 1, 1, 0, 0, 0, 0, time.UTC)
}

// advance is the tick after t. A stump of half a step or less at the end of a
// month is left out.
func advance(t time.Time, st step) time.Time {
	switch st.unit {
	case when.Minute:
		return t.Add(time.Duration(st.n) * time.Minute)
	case when.Hour:
		return t.Add(time.Duration(st.n) * time.Hour)
	case when.Day:
		first := time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		next := t.AddDate(0, 0, st.n)
		if first.Sub(next) <= time.Duration(st.n)*12*time.Hour && st.n > 1 || next.After(first) {
			return first
		}
		return next
	case when.Month:
		return t.AddDate(0, st.n, 0)
	}
	return t.AddDate(st.n, 0, 0)
}
