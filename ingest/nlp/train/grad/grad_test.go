package grad

import (
	"math"
	"testing"
)

// network is a small one that uses every step the trainers use.
type network struct {
	set                       *Params
	table, w, b, gain, shift  *Param
	conv, convB, out, product *Param
}

func newNetwork() *network {
	s := NewParams(1)
	return &network{
		set: s, table: s.Table("table", 6, 16), w: s.Matrix("w", 16, 16, 1), b: s.Vector("b", 16, 0.1),
		gain: s.Vector("gain", 16, 1), shift: s.Vector("shift", 16, 0),
		conv: s.Matrix("conv", 48, 16, 1), convB: s.Vector("conv.b", 16, 0.05),
		product: s.Matrix("product", 16, 16, 1), out: s.Matrix("out", 16, 16, 1),
	}
}

var (
	ids   = []int32{1, 2, 3, 1, 5}
	left  = []int32{-1, 0, 1, 2, 3}
	right = []int32{1, 2, 3, 4, -1}
	want  = [][]Share{{{0, 1}}, {{3, 0.75}, {1, 0.25}}, nil, {{2, 1}}, {{1, 0.5}, {0, 0.5}}}
)

// loss computes the loss and sends the gradient back.
func (n *network) loss(t *Tape) float64 {
	t.Reset()
	x := t.Norm(t.Affine(t.Lookup([]*Param{n.table}, ids), n.w, n.b), n.gain, n.shift)
	u := t.Affine(t.Window(x, left, right), n.conv, n.convB)
	y := t.Residual(t.Add(x, t.ReLU(u)), u, n.gain, n.shift)
	z := t.Add(t.Product(y, n.product), t.Gather(y, []int32{4, 3, 2, 1, 0}))
	l := t.Choose(t.Product(z, n.out), want, 5)
	t.Backward()
	return l / 4 // Choose gives the sum and the gradient of the mean
}

// The gradients are those that small changes of the weights show.
func TestGradients(t *testing.T) {
	n := newNetwork()
	tape := NewTape(1)
	n.loss(tape)
	grads := map[*Param][]float32{}
	for _, p := range n.set.All {
		grads[p] = append([]float32(nil), p.G...)
	}
	const e = 1e-3
	for _, p := range n.set.All {
		for i := 0; i < len(p.V); i += 7 {
			old := p.V[i]
			p.V[i] = old + e
			up := n.loss(tape)
			p.V[i] = old - e
			down := n.loss(tape)
			p.V[i] = old
			want := (up - down) / (2 * e)
			if got := float64(grads[p][i]); math.Abs(got-want) > 0.01+0.08*math.Abs(want) {
				t.Errorf("%s[%d]: gradient %.4f, small changes show %.4f", p.Name, i, got, want)
			}
		}
	}
}

func TestAdam(t *testing.T) {
	n := newNetwork()
	tape := NewTape(1)
	first := n.loss(tape)
	untouched := n.table.V[0] // row 0 is never looked up
	for _, p := range n.set.All {
		clear(p.G)
	}
	var last float64
	for range 60 {
		last = n.loss(tape)
		n.set.Step(0.01, 1)
	}
	least := (math.Log(2) - 0.75*math.Log(0.75) - 0.25*math.Log(0.25)) / 4 // the doubt in want
	if last-least > (first-least)/10 {
		t.Errorf("the loss went from %.4f to %.4f only", first, last)
	}
	if n.table.V[0] != untouched {
		t.Error("a row of the table that was not used moved")
	}
}

func TestDropout(t *testing.T) {
	tape := NewTape(3)
	x := tape.New(100, 16)
	for i := range x.V {
		x.V[i] = 1
	}
	y := tape.Dropout(x, 0.25)
	zeros, sum := 0, 0.0
	for _, v := range y.V {
		if v == 0 {
			zeros++
		}
		sum += float64(v)
	}
	if zeros < 320 || zeros > 480 || math.Abs(sum-1600) > 120 {
		t.Errorf("%d of 1600 numbers dropped, sum %.0f", zeros, sum)
	}
	tape.Training = false
	if tape.Dropout(x, 0.25) != x {
		t.Error("numbers are dropped without training")
	}
}
