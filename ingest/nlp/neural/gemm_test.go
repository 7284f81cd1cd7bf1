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

// The kernels and the portable code give the same numbers to the last bit.
func TestRows(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	for _, n := range []int{16, 48, 128, 192} {
		x, y, gain, shift := numbers(r, n), numbers(r, n), numbers(r, n), numbers(r, n)
		got := make([]float32, n)
		inv := Normalise(got, x, gain, shift)
		mean, variance := 0.0, 0.0
		for _, v := range x {
			mean += float64(v) / float64(n)
		}
		for _, v := range x {
			variance += (float64(v) - mean) * (float64(v) - mean) / float64(n)
		}
		want := make([]float32, n)
		squares := portableCentre(want, x, portableSum(x)/float32(n))
		if again := float32(1 / math.Sqrt(float64(squares/float32(n))+1e-5)); again != inv {
			t.Errorf("%d numbers: scale %v, portable %v", n, inv, again)
		}
		for i := range want {
			want[i] = float32(float32(want[i]*inv)*gain[i]) + shift[i]
			exact := (float64(x[i])-mean)/math.Sqrt(variance+1e-5)*float64(gain[i]) + float64(shift[i])
			if got[i] != want[i] || math.Abs(exact-float64(got[i])) > 1e-4 {
				t.Fatalf("%d numbers: at %d got %v, portable %v, exact %v", n, i, got[i], want[i], exact)
			}
		}
		sum := append([]float32(nil), x...)
		AddPositive(sum, y)
		for i := range sum {
			if sum[i] != x[i]+max(y[i], 0) {
				t.Fatalf("%d numbers: at %d got %v", n, i, sum[i])
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
