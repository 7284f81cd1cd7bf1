package neural

// MulAdd adds the product of two matrices to a third: dst[m,n] += a[m,k] b[k,n].
// All are by rows without gaps; m must be a multiple of 4 and n of 16.
//
// On processors with AVX2 and FMA, or AVX-512, the kernel is in assembly. Elsewhere the same
// sums are made in the same order in Go, with the product and sum of each step
// rounded once, so that models decide alike everywhere.
func MulAdd(dst, a, b []float32, m, k, n int) {
	if m%4 != 0 || n%16 != 0 || len(dst) < m*n || len(a) < m*k || len(b) < k*n {
		panic("neural: bad matrix sizes")
	}
	if m == 0 || n == 0 || k == 0 {
		return
	}
	// Columns outside: one panel of b (k rows of 16 or 32) stays in the cache
	// while all rows of a go by.
	j := 0
	if wide {
		for ; j+32 <= n; j += 32 {
			i := 0
			for ; i+8 <= m; i += 8 {
				kernel512(&dst[i*n+j], &a[i*k], &b[j], n*4, k*4, n*4, k)
			}
			for ; i < m; i += 4 {
				kernel(&dst[i*n+j], &a[i*k], &b[j], n*4, k*4, n*4, k)
				kernel(&dst[i*n+j+16], &a[i*k], &b[j+16], n*4, k*4, n*4, k)
			}
		}
	}
	for ; j < n; j += 16 {
		for i := 0; i < m; i += 4 {
			if fast {
				kernel(&dst[i*n+j], &a[i*k], &b[j], n*4, k*4, n*4, k)
			} else {
				portable(dst[i*n+j:], a[i*k:], b[j:], n, k, n, k)
			}
		}
	}
}

// portable is the kernel in Go: 4 rows by 16 columns; strides in numbers.
func portable(dst, a, b []float32, ldd, lda, ldb, k int) {
	for r := range 4 {
		var sum [16]float32
		row := a[r*lda : r*lda+k]
		for p, x := range row {
			panel := (*[16]float32)(b[p*ldb:])
			for c := range 16 {
				sum[c] = float32(float64(x)*float64(panel[c]) + float64(sum[c]))
			}
		}
		out := (*[16]float32)(dst[r*ldd:])
		for c := range 16 {
			out[c] += sum[c]
		}
	}
}

// Pad is the next multiple of to that is not less than n.
func Pad(n, to int) int { return (n + to - 1) / to * to }

// Transpose writes the transpose of a[m,n] to dst[n,m], whose rows are stride
// numbers apart.
func Transpose(dst, a []float32, m, n, stride int) {
	const block = 16 // numbers of a cache line
	for i := 0; i < m; i += block {
		for j := 0; j < n; j += block {
			for r := i; r < min(i+block, m); r++ {
				for c, x := range a[r*n+j : r*n+min(j+block, n)] {
					dst[(j+c)*stride+r] = x
				}
			}
		}
	}
}
