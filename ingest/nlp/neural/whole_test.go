package neural

import (
	"math"
	"math/rand/v2"
	"testing"

	"dateline/ingest/nlp"
)

// All kernels that the processor has and the portable code give the same sums, and
// these are those of the matrices.
func TestWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	for _, size := range [][3]int{{4, 16, 16}, {8, 48, 32}, {12, 128, 112}, {20, 480, 160}, {16, 96, 48}} {
		rows, in, out := size[0], size[1], size[2]
		d := &Dense{In: in, Out: out, W: numbers(r, in*out), B: numbers(r, out)}
		steps := make([]float32, in/2)
		for i := range steps {
			steps[i] = 0.01 + 0.02*r.Float32()
		}
		w := round(d, steps)
		a := make([]byte, rows*in)
		for i := range a {
			a[i] = byte(r.IntN(256))
		}
		got, slow := make([]int32, rows*w.columns), make([]int32, rows*w.columns)
		var words []int16
		w.portable(slow, a, rows)
		kernels(func(which string) {
			again := round(d, steps)
			again.sums(got, a, rows, &words)
			for i := range got {
				if got[i] != slow[i] {
					t.Fatalf("%v: at %d the %s kernel gives %d, the portable code %d", size, i, which, got[i], slow[i])
				}
			}
		})
		y := make([]float32, rows*out)
		w.set(y, slow, rows)
		for i := range rows {
			for j := range out {
				exact, most := float64(d.B[j]), 0.0
				for k := range in {
					x := float64(int(a[i*in+k])-128) * float64(steps[k%len(steps)])
					exact += x * float64(d.W[k*out+j])
					most += math.Abs(x)
				}
				// a weight is off by half a step at most
				if got := float64(y[i*out+j]); math.Abs(got-exact) > most*0.5/127/2+1e-3 {
					t.Fatalf("%v: row %d, column %d: got %v, want %v", size, i, j, got, exact)
				}
				if got, want := y[i*out+j], float32(float32(slow[i*w.columns+j])*w.scale[j])+w.shift[j]; got != want {
					t.Fatalf("%v: row %d, column %d: got %v, portable %v", size, i, j, got, want)
				}
			}
		}
	}
}

func TestNarrow(t *testing.T) {
	x := []float32{0, 1, -1, 0.5, 1.5, 2.5, -0.5, -1.5, 126, 127, 200, -127, -128, -129, -4000, 3e9}
	per := []float32{1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5}
	want := []byte{128, 130, 126, 128, 130, 130, 128, 126, 254, 255, 255, 1, 0, 0, 0, 255}
	got := make([]byte, len(x))
	kernels(func(which string) {
		for n := range len(x) + 1 {
			clear(got)
			narrow(got, x[:n], per)
			for i := range n {
				if got[i] != want[i] {
					t.Errorf("%s, %d numbers: %v times %v: got %d, want %d", which, n, x[i], per[i], got[i], want[i])
				}
			}
		}
	})
}

// A rounded encoder gives nearly what the sums of the layers are, and with each set
// of kernels the same to the last bit.
func TestRounded(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 2))
	const width = 48
	layer := func(in, d int) Layer {
		l := Layer{Dense: Dense{In: in, Out: width, W: numbers(r, in*width), B: numbers(r, width)}, Gain: numbers(r, width), Shift: numbers(r, width), Dilation: d}
		for i := range l.Gain {
			l.Gain[i]++
		}
		return l
	}
	e := &Encoder{Tables: []Table{{16, numbers(r, 16*20)}, {8, numbers(r, 8*5)}, {8, numbers(r, 8*5)}}, In: layer(32, 0), Layers: []Layer{layer(3*width, 1), layer(3*width, 2)}}
	head := &Dense{In: width, Out: 32, W: numbers(r, width*32), B: numbers(r, 32)}
	spans := []nlp.Span{{Start: 0, End: 1}, {Start: 1, End: 8}, {Start: 8, End: 13}}
	var ids []int32
	for range 13 {
		ids = append(ids, int32(r.IntN(20)), int32(r.IntN(5)), int32(r.IntN(5)))
	}
	run := func() []float32 {
		var s Space
		out := e.Round(head).Run(&s, ids, spans)
		return append([]float32(nil), out[0][:13*32]...)
	}
	got := run()
	exact := slowly(e, head, ids, spans)
	for i := range got {
		if math.Abs(float64(got[i])-exact[i]) > 0.25 {
			t.Errorf("row %d, column %d: got %v, exact %v", i/32, i%32, got[i], exact[i])
		}
	}
	kernels(func(which string) {
		for i, v := range run() {
			if v != got[i] {
				t.Fatalf("%s: row %d, column %d: got %v, want %v", which, i/32, i%32, v, got[i])
			}
		}
	})
}

// slowly is what an encoder and a map say of rows, without any rounding to bytes.
func slowly(e *Encoder, head *Dense, ids []int32, spans []nlp.Span) []float64 {
	n := len(ids) / len(e.Tables)
	width := e.Width()
	dense := func(d *Dense, x []float64) []float64 {
		y := make([]float64, d.Out)
		for j := range y {
			y[j] = float64(d.B[j])
			for k, v := range x {
				y[j] += v * float64(d.W[k*d.Out+j])
			}
		}
		return y
	}
	normal := func(x []float64, l *Layer) {
		mean, square := 0.0, 0.0
		for _, v := range x {
			mean += v / float64(len(x))
		}
		for _, v := range x {
			square += (v - mean) * (v - mean) / float64(len(x))
		}
		for i := range x {
			x[i] = (x[i]-mean)/math.Sqrt(square+1e-5)*float64(l.Gain[i]) + float64(l.Shift[i])
		}
	}
	rows := make([][]float64, n)
	for i := range rows {
		var in []float64
		for j, t := range e.Tables {
			id := int(ids[i*len(e.Tables)+j])
			for _, v := range t.V[id*t.Dim : id*t.Dim+t.Dim] {
				in = append(in, float64(v))
			}
		}
		rows[i] = dense(&e.In.Dense, in)
		normal(rows[i], &e.In)
	}
	left, right := make([]int32, n), make([]int32, n)
	for li := range e.Layers {
		l := &e.Layers[li]
		Reach(left, right, spans, l.Dilation)
		next := make([][]float64, n)
		at := func(i int32) []float64 {
			if i < 0 {
				return make([]float64, width)
			}
			return rows[i]
		}
		for i := range rows {
			u := dense(&l.Dense, append(append(append([]float64(nil), at(left[i])...), rows[i]...), at(right[i])...))
			for j := range u {
				u[j] = rows[i][j] + max(u[j], 0)
			}
			normal(u, l)
			next[i] = u
		}
		rows = next
	}
	var out []float64
	for i := range rows {
		out = append(out, dense(head, rows[i])...)
	}
	return out
}

func BenchmarkSums(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	rows, in, out := 64, 384, 128
	w := round(&Dense{In: in, Out: out, W: numbers(r, in*out), B: numbers(r, out)}, []float32{1})
	a, dst := make([]byte, rows*in), make([]int32, rows*w.columns)
	var words []int16
	for b.Loop() {
		w.sums(dst, a, rows, &words)
	}
	b.ReportMetric(2*float64(rows*in*out)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GOPS")
}
