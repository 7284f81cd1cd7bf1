package parse

// tree finds the best tree of a matrix of scores.
type tree struct {
	mark []int32
	flat projective
}

const never = -1e30

// find writes the head of each row 1 to n-1 to heads so that the sum of the
// scores is greatest, all hang together, no arcs cross, and exactly one hangs on
// row 0. Mostly the best head of each word already gives such a tree; else
// Eisner's algorithm finds it. In very long sentences arcs may cross, and the
// algorithm of Chu and Liu (1965) and Edmonds (1967) finds the tree.
func (t *tree) find(score []float32, n, stride int, heads []int32) {
	heads[0] = 0
	best := func(i int) (int32, float32) {
		row := score[i*stride : i*stride+n]
		h, top := int32(0), float32(never)
		for j, s := range row {
			if j != i && s > top {
				h, top = int32(j), s
			}
		}
		return h, top
	}
	roots := 0
	for i := 1; i < n; i++ {
		heads[i], _ = best(i)
		if heads[i] == 0 {
			roots++
		}
	}
	if roots != 1 {
		// One word keeps the root: the one that gains most by it.
		root, most := 1, float32(never)
		for i := 1; i < n; i++ {
			s := score[i*stride]
			score[i*stride] = never
			_, other := best(i)
			score[i*stride] = s
			if n == 2 || s-other > most {
				root, most = i, s-other
			}
		}
		for i := 1; i < n; i++ {
			if i != root {
				score[i*stride] = never
			} else {
				for j := 1; j < n; j++ {
					score[i*stride+j] = never
				}
			}
		}
		for i := 1; i < n; i++ {
			heads[i], _ = best(i)
		}
		heads[root] = 0
	} else {
		for i := 1; i < n; i++ {
			if heads[i] != 0 {
				score[i*stride] = never
			} else {
				for j := 1; j < n; j++ {
					score[i*stride+j] = never
				}
			}
		}
	}
	cyclic := t.cycle(heads[:n]) >= 0
	if !cyclic && !crosses(heads[:n]) {
		return
	}
	// English hardly ever crosses arcs (one in 700 words of the treebanks).
	if n <= most {
		t.flat.find(score, n, stride, heads[:n])
		return
	}
	if !cyclic {
		return
	}
	g := graph{n: n, score: make([]float64, n*n)}
	for i := 1; i < n; i++ {
		for j := range n {
			g.score[i*n+j] = float64(score[i*stride+j])
		}
	}
	copy(heads, g.edmonds())
}

// cycle is a row on a cycle of heads, -1 if there is none.
func (t *tree) cycle(heads []int32) int {
	if cap(t.mark) < len(heads) {
		t.mark = make([]int32, 2*len(heads))
	}
	mark := t.mark[:len(heads)]
	clear(mark)
	for i := 1; i < len(heads); i++ {
		at := i
		for at != 0 && mark[at] == 0 {
			mark[at] = int32(i)
			at = int(heads[at])
		}
		if at != 0 && mark[at] == int32(i) {
			return at
		}
	}
	return -1
}

// graph is a full directed graph; score[i*n+j] is that of j as the head of i.
type graph struct {
	n     int
	score []float64
}

// edmonds gives the head of each node in the best tree from node 0.
func (g graph) edmonds() []int32 {
	heads := make([]int32, g.n)
	for i := 1; i < g.n; i++ {
		top := -1
		for j := range g.n {
			if j != i && (top < 0 || g.score[i*g.n+j] > g.score[i*g.n+top]) {
				top = j
			}
		}
		heads[i] = int32(top)
	}
	var t tree
	on := t.cycle(heads)
	if on < 0 {
		return heads
	}
	// The cycle becomes one node, the last of a smaller graph.
	inside := make([]bool, g.n)
	sum := 0.0
	for at := on; !inside[at]; at = int(heads[at]) {
		inside[at] = true
		sum += g.score[at*g.n+int(heads[at])]
	}
	var outside, members []int
	for i := range g.n {
		if inside[i] {
			members = append(members, i)
		} else {
			outside = append(outside, i)
		}
	}
	m := len(outside) + 1
	small := graph{n: m, score: make([]float64, m*m)}
	enter := make([]int, m) // the member that an outside head would get
	leave := make([]int, m) // the member that an outside word would hang on
	for a, i := range outside {
		for b, j := range outside {
			small.score[a*m+b] = g.score[i*g.n+j]
		}
		out, in := -1, -1
		var inTop float64
		for _, c := range members {
			if out < 0 || g.score[i*g.n+c] > g.score[i*g.n+out] {
				out = c
			}
			if s := sum - g.score[c*g.n+int(heads[c])] + g.score[c*g.n+i]; in < 0 || s > inTop {
				in, inTop = c, s
			}
		}
		leave[a], enter[a] = out, in
		small.score[a*m+m-1] = g.score[i*g.n+out]
		small.score[(m-1)*m+a] = inTop
	}
	sub := small.edmonds()
	for a, i := range outside {
		switch {
		case a == 0: // the root has no head
		case int(sub[a]) == m-1:
			heads[i] = int32(leave[a])
		default:
			heads[i] = int32(outside[sub[a]])
		}
	}
	from := int(sub[m-1])
	heads[enter[from]] = int32(outside[from])
	return heads
}
