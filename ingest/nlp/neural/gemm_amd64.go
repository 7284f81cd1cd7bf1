package neural

import "golang.org/x/sys/cpu"

var (
	fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	wide = fast && cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ
)

// kernel adds the product of 4 rows of a and 16 columns of b to dst. Strides are
// in bytes.
//
//go:noescape
func kernel(dst, a, b *float32, ldd, lda, ldb, k int)

// kernel512 does the same for 8 rows and 32 columns.
//
//go:noescape
func kernel512(dst, a, b *float32, ldd, lda, ldb, k int)

// sumRow is the sum of n numbers, a multiple of 16, in the order of portableSum.
//
//go:noescape
func sumRow(x *float32, n int) float32

// centre writes x less mean to dst and gives the sum of its squares.
//
//go:noescape
func centre(dst, x *float32, mean float32, n int) float32

// scale multiplies x by a number and by gain and adds shift.
//
//go:noescape
func scale(x *float32, by float32, gain, shift *float32, n int)

// addPositive adds the numbers of y that are above 0 to x.
//
//go:noescape
func addPositive(x, y *float32, n int)
