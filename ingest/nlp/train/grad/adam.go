package grad

import (
	"math"
	"math/rand/v2"
)

// Param is a matrix of weights that is learnt.
type Param struct {
	Mat
	Name        string
	first, next []float32 // Adam's moments
	sparse      bool      // a table of which few rows are used at a time
	marked      []bool
	touched     []int32
	steps       []int32 // of each row of a sparse table
}

// Params is all weights of a network.
type Params struct {
	All    []*Param
	random *rand.Rand
	step   int
	of     *Params // whose weights these are, see Share
}

// NewParams makes an empty set; seed decides the first weights.
func NewParams(seed uint64) *Params {
	return &Params{random: rand.New(rand.NewPCG(seed, 11))}
}

// Share is a set that gives out the weights of s, in the order in which they were
// added, with gradients of their own, so that two goroutines can compute at once.
func (s *Params) Share() *Params { return &Params{of: s} }

// Collect adds the gradients of a shared set to those of s and clears them.
func (s *Params) Collect(shared *Params) {
	for i, q := range shared.All {
		p := s.All[i]
		q.each(func(from, to int) {
			if p.sparse {
				p.touch(int32(from / p.C))
			}
			accumulate(p.G[from:to], q.G[from:to])
			clear(q.G[from:to])
		})
		q.forget()
	}
}

func (s *Params) add(name string, r, c int) *Param {
	if s.of != nil {
		first := s.of.All[len(s.All)]
		if first.Name != name || first.R != r || first.C != c {
			panic("grad: shared weights in another order: " + name)
		}
		p := &Param{Name: name, Mat: Mat{R: r, C: c, V: first.V, G: make([]float32, r*c)}}
		if first.sparse {
			p.sparse, p.marked = true, make([]bool, r)
		}
		s.All = append(s.All, p)
		return p
	}
	p := &Param{Name: name, Mat: Mat{R: r, C: c, V: make([]float32, r*c), G: make([]float32, r*c)}}
	p.first, p.next = make([]float32, r*c), make([]float32, r*c)
	s.All = append(s.All, p)
	return p
}

// Matrix adds weights of a product, evenly distributed by size (Glorot and
// Bengio 2010) times gain.
func (s *Params) Matrix(name string, r, c int, gain float64) *Param {
	p := s.add(name, r, c)
	if s.of != nil {
		return p
	}
	limit := gain * math.Sqrt(6/float64(r+c))
	for i := range p.V {
		p.V[i] = float32((2*s.random.Float64() - 1) * limit)
	}
	return p
}

// Vector adds a row of weights that start at value.
func (s *Params) Vector(name string, c int, value float32) *Param {
	p := s.add(name, 1, c)
	if s.of != nil {
		return p
	}
	for i := range p.V {
		p.V[i] = value
	}
	return p
}

// Table adds a table to look rows up in.
func (s *Params) Table(name string, r, c int) *Param {
	p := s.add(name, r, c)
	if s.of != nil {
		return p
	}
	p.sparse = true
	p.marked = make([]bool, r)
	p.steps = make([]int32, r)
	for i := range p.V {
		p.V[i] = float32((2*s.random.Float64() - 1) * 0.1)
	}
	return p
}

func (p *Param) touch(row int32) {
	if !p.marked[row] {
		p.marked[row] = true
		p.touched = append(p.touched, row)
	}
}

// Step moves all weights against their gradients (Adam, Kingma and Ba 2015; the
// rows of tables only when they were used) and clears the gradients. Gradients
// are first multiplied by share, and made smaller if their norm is then above 5.
func (s *Params) Step(rate float64, share float32) {
	s.step++
	norm := 0.0
	for _, p := range s.All {
		p.each(func(from, to int) {
			for _, g := range p.G[from:to] {
				norm += float64(g) * float64(g)
			}
		})
	}
	scale := share
	if norm = math.Sqrt(norm) * float64(share); norm > 5 {
		scale *= float32(5 / norm)
	}
	for _, p := range s.All {
		p.each(func(from, to int) {
			step := s.step
			if p.sparse {
				p.steps[from/p.C]++
				step = int(p.steps[from/p.C])
			}
			p.move(from, to, step, rate, scale)
		})
		p.forget()
	}
}

// forget empties the list of touched rows.
func (p *Param) forget() {
	for _, r := range p.touched {
		p.marked[r] = false
	}
	p.touched = p.touched[:0]
}

// each gives the ranges of numbers that have gradients.
func (p *Param) each(do func(from, to int)) {
	if !p.sparse {
		do(0, len(p.V))
		return
	}
	for _, r := range p.touched {
		do(int(r)*p.C, int(r)*p.C+p.C)
	}
}

func (p *Param) move(from, to, step int, rate float64, scale float32) {
	const b1, b2, tiny = 0.9, 0.98, 1e-8
	c1 := 1 - math.Pow(b1, float64(step))
	c2 := 1 - math.Pow(b2, float64(step))
	alpha := float32(rate * math.Sqrt(c2) / c1)
	v, g, m, n := p.V[from:to], p.G[from:to], p.first[from:to], p.next[from:to]
	for i, x := range g {
		x *= scale
		m[i] += (1 - b1) * (x - m[i])
		n[i] += (1 - b2) * (x*x - n[i])
		v[i] -= alpha * m[i] / (float32(math.Sqrt(float64(n[i]))) + tiny)
	}
	clear(g)
}
