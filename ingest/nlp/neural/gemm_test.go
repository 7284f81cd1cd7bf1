package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestMulAdd(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, size := range [][3]int{{4, 1, 16}, {8, 33, 48}, {12, 128, 16}, {4, 384, 128}, {20, 96, 80}, {16, 17, 64}} {
		m, k, n := size[0], size[1], size[2]
		a, b := numbers(r, m*k), numbers(r, k*n)
		got := numbers(r, m*n)
		slow := append([]float32(nil), got...)
		want := make([]float64, m*n)
		for i := range m {
			for j := range n {
				want[i*n+j] = float64(got[i*n+j])
				for p := range k {
					want[i*n+j] += float64(a[i*k+p]) * float64(b[p*n+j])
				}
			}
		}
		MulAdd(got, a, b, m, k, n)
		for j := 0; j < n; j += 16 {
			for i := 0; i < m; i += 4 {
				portable(slow[i*n+j:], a[i*k:], b[j:], n, k, n, k)
			}
		}
		for i := range want {
			if math.Abs(want[i]-float64(got[i])) > 1e-3 {
				t.Fatalf("%v: at %d got %v, want %v", size, i, got[i], want[i])
			}
			if got[i] != slow[i] {
				t.Fatalf("%v: at %d the kernel gives %v, the portable code %v", size, i, got[i], slow[i])
			}
		}
	}
}

func numbers(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = r.Float32() - 0.5
	}
	return x
}

func BenchmarkMulAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	m, k, n := 64, 384, 128
	dst, x, y := numbers(r, m*n), numbers(r, m*k), numbers(r, k*n)
	for b.Loop() {
		MulAdd(dst, x, y, m, k, n)
	}
	b.ReportMetric(2*float64(m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOPS")
}
