// Package grad trains small neural networks: matrices that remember how they
// were computed, so that the gradient of a loss can be sent back through them,
// and the Adam optimiser. It takes no decisions about language. Given the same
// numbers in the same order it gives the same weights.
package grad

import (
	"math"
	"math/rand/v2"
	"slices"

	"dateline/ingest/nlp/neural"
)

// Mat is a matrix by rows and the gradient of the loss by it. Rows are padded to
// a multiple of 4 and columns are a multiple of 16 where a product needs it.
type Mat struct {
	R, C int
	V, G []float32
}

// Row is row i.
func (m *Mat) Row(i int) []float32 { return m.V[i*m.C : i*m.C+m.C] }

// Back is the gradient of row i.
func (m *Mat) Back(i int) []float32 { return m.G[i*m.C : i*m.C+m.C] }

// Tape remembers the steps of one computation.
type Tape struct {
	Training bool
	Random   *rand.Rand
	steps    []func()
	free     map[int][]*Mat
	used     []*Mat
	scratch  []float32
	scratch2 []float32
	masks    []float32
}

// NewTape makes a tape; seed decides what dropout leaves out.
func NewTape(seed uint64) *Tape {
	return &Tape{Training: true, Random: rand.New(rand.NewPCG(seed, 7)), free: map[int][]*Mat{}}
}

// New is a matrix of zeros that lives until Reset.
func (t *Tape) New(r, c int) *Mat {
	m := t.raw(r, c)
	clear(m.V)
	return m
}

// raw is a matrix whose numbers are still to be written, all of them; its gradient is 0.
func (t *Tape) raw(r, c int) *Mat {
	r = neural.Pad(r, 4)
	size := r * c
	var m *Mat
	if l := t.free[size]; len(l) > 0 {
		m = l[len(l)-1]
		t.free[size] = l[:len(l)-1]
		clear(m.G)
	} else {
		m = &Mat{V: make([]float32, size), G: make([]float32, size)}
	}
	m.R, m.C = r, c
	t.used = append(t.used, m)
	return m
}

// Then adds a step of the way back.
func (t *Tape) Then(f func()) {
	if t.Training {
		t.steps = append(t.steps, f)
	}
}

// Backward sends the gradients back.
func (t *Tape) Backward() {
	for i := len(t.steps) - 1; i >= 0; i-- {
		t.steps[i]()
	}
}

// Reset forgets the computation and takes its matrices back. Batches differ in
// size, so old matrices are let go now and then.
func (t *Tape) Reset() {
	t.steps, t.masks = t.steps[:0], t.masks[:0]
	if len(t.free) > 400 {
		t.free = map[int][]*Mat{}
	}
	for _, m := range t.used {
		t.free[len(m.V)] = append(t.free[len(m.V)], m)
	}
	t.used = t.used[:0]
}

func grow(s *[]float32, n int) []float32 {
	if cap(*s) < n {
		*s = make([]float32, n)
	}
	return (*s)[:n]
}

// product is out += a b, with its way back.
func (t *Tape) product(out, a, b *Mat) {
	m, k, n := a.R, a.C, b.C
	neural.MulAdd(out.V, a.V, b.V, m, k, n)
	t.Then(func() {
		if a.G != nil {
			bt := grow(&t.scratch, n*neural.Pad(k, 16))
			clear(bt)
			neural.Transpose(bt, b.V, k, n, neural.Pad(k, 16))
			if k%16 != 0 {
				panic("grad: inner size must be a multiple of 16")
			}
			neural.MulAdd(a.G, out.G, bt, m, n, k)
		}
		at := grow(&t.scratch2, k*m)
		neural.Transpose(at, a.V, m, k, m)
		neural.MulAdd(b.G, at, out.G, k, m, n)
	})
}

// Affine is x w + b.
func (t *Tape) Affine(x *Mat, w, b *Param) *Mat {
	out := t.raw(x.R, w.C)
	for i := range x.R {
		copy(out.Row(i), b.V)
	}
	t.Then(func() {
		for i := range out.R {
			for j, g := range out.Back(i) {
				b.G[j] += g
			}
		}
	})
	t.product(out, x, &w.Mat)
	return out
}

// Product is x w.
func (t *Tape) Product(x *Mat, w *Param) *Mat {
	out := t.New(x.R, w.C)
	t.product(out, x, &w.Mat)
	return out
}

// ReLU is max(x, 0).
func (t *Tape) ReLU(x *Mat) *Mat {
	out := t.raw(x.R, x.C)
	for i, v := range x.V {
		out.V[i] = max(v, 0)
	}
	t.Then(func() {
		for i, v := range x.V {
			x.G[i] += unlessNegative(v, out.G[i])
		}
	})
	return out
}

// unlessNegative is g where v has no sign, else 0: half of all numbers have one, and
// a branch would be guessed wrong as often.
func unlessNegative(v, g float32) float32 {
	return math.Float32frombits(math.Float32bits(g) &^ uint32(int32(math.Float32bits(v))>>31))
}

// Add is a + b.
func (t *Tape) Add(a, b *Mat) *Mat {
	out := t.New(a.R, a.C)
	for i, v := range a.V {
		out.V[i] = v + b.V[i]
	}
	t.Then(func() {
		for i, g := range out.G {
			a.G[i] += g
			b.G[i] += g
		}
	})
	return out
}

// Dropout sets a share p of the numbers to zero while training and makes up for
// it in the others.
func (t *Tape) Dropout(x *Mat, p float32) *Mat {
	if !t.Training || p == 0 {
		return x
	}
	out := t.raw(x.R, x.C)
	mask := t.masked(len(x.V))
	scale := math.Float32bits(1 / (1 - p))
	limit := uint32(float64(p) * (1 << 16))
	var bits uint64
	for i, v := range x.V {
		if i%4 == 0 {
			bits = t.Random.Uint64()
		}
		// The number that v is multiplied by, without a branch: all bits of scale or none.
		keep := ^uint32(int32(uint32(bits&0xFFFF)-limit) >> 31)
		mask[i] = math.Float32frombits(scale & keep)
		out.V[i] = v * mask[i]
		bits >>= 16
	}
	t.Then(func() {
		for i, g := range out.G {
			x.G[i] += g * mask[i]
		}
	})
	return out
}

// masked is n numbers, still to be written, that live until Reset.
func (t *Tape) masked(n int) []float32 {
	if len(t.masks)+n > cap(t.masks) {
		t.masks = make([]float32, 0, max(2*cap(t.masks), n, 1<<20))
	}
	from := len(t.masks)
	t.masks = t.masks[:from+n]
	return t.masks[from:]
}

// Window puts each row between the rows left and right of it; -1 stands for a
// row of zeros.
func (t *Tape) Window(x *Mat, left, right []int32) *Mat {
	c := x.C
	out := t.New(len(left), 3*c)
	for i := range left {
		row := out.Row(i)
		if l := left[i]; l >= 0 {
			copy(row[:c], x.Row(int(l)))
		}
		copy(row[c:2*c], x.Row(i))
		if r := right[i]; r >= 0 {
			copy(row[2*c:], x.Row(int(r)))
		}
	}
	t.Then(func() {
		for i := range left {
			g := out.Back(i)
			if l := left[i]; l >= 0 {
				accumulate(x.Back(int(l)), g[:c])
			}
			accumulate(x.Back(i), g[c:2*c])
			if r := right[i]; r >= 0 {
				accumulate(x.Back(int(r)), g[2*c:])
			}
		}
	})
	return out
}

// Gather is the rows of x with the given numbers.
func (t *Tape) Gather(x *Mat, rows []int32) *Mat {
	out := t.New(len(rows), x.C)
	for i, r := range rows {
		copy(out.Row(i), x.Row(int(r)))
	}
	t.Then(func() {
		for i, r := range rows {
			accumulate(x.Back(int(r)), out.Back(i))
		}
	})
	return out
}

// Lookup joins rows of several tables: ids holds one index per table for each
// row of the result.
func (t *Tape) Lookup(tables []*Param, ids []int32) *Mat {
	width := 0
	for _, p := range tables {
		width += p.C
	}
	n := len(ids) / len(tables)
	out := t.New(n, width)
	for i := range n {
		row := out.Row(i)
		for j, p := range tables {
			copy(row, p.Row(int(ids[i*len(tables)+j])))
			row = row[p.C:]
		}
	}
	t.Then(func() {
		for i := range n {
			g := out.Back(i)
			for j, p := range tables {
				id := ids[i*len(tables)+j]
				accumulate(p.Back(int(id)), g[:p.C])
				p.touch(id)
				g = g[p.C:]
			}
		}
	})
	return out
}

func accumulate(dst, src []float32) {
	dst = dst[:len(src)]
	for i, g := range src {
		dst[i] += g
	}
}

// Norm brings each row to mean 0 and variance 1, then scales and shifts it
// (Ba, Kiros and Hinton 2016).
func (t *Tape) Norm(x *Mat, gain, shift *Param) *Mat { return t.norm(x, nil, gain, shift) }

// Residual is Norm(x + ReLU(u)).
func (t *Tape) Residual(x, u *Mat, gain, shift *Param) *Mat { return t.norm(x, u, gain, shift) }

func (t *Tape) norm(x, u *Mat, gain, shift *Param) *Mat {
	out := t.raw(x.R, x.C)
	norm := t.raw(x.R, x.C)
	inv := make([]float32, x.R)
	for i := range x.R {
		y, o := norm.Row(i), out.Row(i)
		from := x.Row(i)
		if u != nil {
			copy(o, from)
			neural.AddPositive(o, u.Row(i))
			from = o
		}
		inv[i] = neural.Standard(y, from)
		for j, v := range y {
			y[j] = v * inv[i]
			o[j] = y[j]*gain.V[j] + shift.V[j]
		}
	}
	t.Then(func() {
		n := float32(x.C)
		for i := range x.R {
			g, y, gx := out.Back(i), norm.Row(i), x.Back(i)
			var sum, dot float32
			for j, v := range g {
				gain.G[j] += v * y[j]
				shift.G[j] += v
				h := v * gain.V[j]
				sum += h
				dot += h * y[j]
			}
			mean, slope := sum/n, dot/n
			if u == nil {
				for j, v := range g {
					gx[j] += inv[i] * (v*gain.V[j] - mean - y[j]*slope)
				}
				continue
			}
			ru, gu := u.Row(i), u.Back(i)
			for j, v := range g {
				d := inv[i] * (v*gain.V[j] - mean - y[j]*slope)
				gx[j] += d
				gu[j] += unlessNegative(ru[j], d)
			}
		}
	})
	return out
}

// Share is how much of a choice should fall on a column.
type Share struct {
	Column int32
	Part   float32
}

// Choose is the loss (cross-entropy) of rows of scores against the shares of each,
// which sum to 1 (none: no loss); columns from limit on do not count. It gives the sum
// and sends the gradient of the mean back.
func (t *Tape) Choose(scores *Mat, want [][]Share, limit int) (loss float64) {
	n := 0
	for _, w := range want {
		if len(w) > 0 {
			n++
		}
	}
	p := make([]float32, limit)
	for i, w := range want {
		if len(w) == 0 {
			continue
		}
		Softmax(p, scores.Row(i)[:limit])
		loss += Cross(p, w)
		if t.Training {
			back := scores.Back(i)
			for j, x := range p {
				back[j] += x / float32(n)
			}
			for _, s := range w {
				back[s.Column] -= s.Part / float32(n)
			}
		}
	}
	return loss
}

// Cross is the cross-entropy of probabilities against shares.
func Cross(p []float32, want []Share) (loss float64) {
	for _, w := range want {
		loss -= float64(w.Part) * math.Log(max(1e-10, float64(p[w.Column])))
	}
	return loss
}

// Softmax writes the probabilities of scores to p.
func Softmax(p, scores []float32) {
	top := slices.Max(scores)
	var sum float32
	for j, s := range scores {
		p[j] = float32(math.Exp(float64(s - top)))
		sum += p[j]
	}
	for j := range scores {
		p[j] /= sum
	}
}
