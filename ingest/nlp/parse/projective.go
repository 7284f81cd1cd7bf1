package parse

// projective finds trees without crossing arcs.
type projective struct {
	open, shut [2][]float32 // best spans [s,t] with an arc between their ends, and finished; 0: the head is t, 1: s
	cut        [4][]int16   // where each was put together
}

// most is how many rows a sentence may have for its tree to be made projective.
const most = 120

// crosses reports whether two arcs of the tree cross, the root being row 0.
func crosses(heads []int32) bool {
	for i := 1; i < len(heads); i++ {
		lo, hi := int32(i), heads[i]
		if hi < lo {
			lo, hi = hi, lo
		}
		for k := lo + 1; k < hi; k++ {
			if h := heads[k]; h < lo || h > hi {
				return true
			}
		}
	}
	return false
}

// find writes the best tree without crossing arcs to heads (Eisner 1996). Scores
// are as for tree.find, with all rows but one kept from the root.
func (p *projective) find(score []float32, n, stride int, heads []int32) {
	for d := range 2 {
		grow(&p.open[d], n*n)
		grow(&p.shut[d], n*n)
	}
	for i := range p.cut {
		grow(&p.cut[i], n*n)
	}
	for s := range n {
		p.shut[0][s*n+s], p.shut[1][s*n+s] = 0, 0
	}
	for size := 1; size < n; size++ {
		for s := 0; s+size < n; s++ {
			t := s + size
			at := s*n + t
			top, cut := float32(2*never), s
			for r := s; r < t; r++ {
				if v := p.shut[1][s*n+r] + p.shut[0][(r+1)*n+t]; v > top {
					top, cut = v, r
				}
			}
			left := float32(never) // the root is nobody's dependent
			if s > 0 {
				left = score[s*stride+t]
			}
			p.open[0][at], p.open[1][at] = top+left, top+score[t*stride+s]
			p.cut[0][at], p.cut[1][at] = int16(cut), int16(cut)

			top, cut = 2*never, s
			for r := s; r < t; r++ {
				if v := p.shut[0][s*n+r] + p.open[0][r*n+t]; v > top {
					top, cut = v, r
				}
			}
			p.shut[0][at], p.cut[2][at] = top, int16(cut)
			top, cut = 2*never, t
			for r := s + 1; r <= t; r++ {
				if v := p.open[1][s*n+r] + p.shut[1][r*n+t]; v > top {
					top, cut = v, r
				}
			}
			p.shut[1][at], p.cut[3][at] = top, int16(cut)
		}
	}
	heads[0] = 0
	p.finished(1, 0, n-1, n, heads)
}

// finished reads the arcs of a finished span off.
func (p *projective) finished(side, s, t, n int, heads []int32) {
	if s == t {
		return
	}
	r := int(p.cut[2+side][s*n+t])
	if side == 0 {
		p.finished(0, s, r, n, heads)
		p.arc(0, r, t, n, heads)
		return
	}
	p.arc(1, s, r, n, heads)
	p.finished(1, r, t, n, heads)
}

// arc reads the arcs of a span off that has one between its ends.
func (p *projective) arc(side, s, t, n int, heads []int32) {
	r := int(p.cut[side][s*n+t])
	if side == 0 {
		heads[s] = int32(t)
	} else {
		heads[t] = int32(s)
	}
	p.finished(1, s, r, n, heads)
	p.finished(0, r+1, t, n, heads)
}

func grow[T any](s *[]T, n int) {
	if cap(*s) < n {
		*s = make([]T, n+n/2)
	}
	*s = (*s)[:n]
}
