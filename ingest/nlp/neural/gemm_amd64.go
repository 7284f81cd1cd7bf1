package neural

import "golang.org/x/sys/cpu"

var (
	fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	wide = fast && cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ
	dots = wide && cpu.X86.HasAVX512VNNI
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

// dots8 writes the products of 8 rows of bytes and 32 columns of signed bytes, in
// groups of 4, plus start to dst. ldd and lda are in bytes, k is how many groups a row has.
//
//go:noescape
func dots8(dst *int32, a *byte, b *int8, start *int32, ldd, lda, k int)

// dots4 does the same for 4 rows.
//
//go:noescape
func dots4(dst *int32, a *byte, b *int8, start *int32, ldd, lda, k int)

// pairs4 does the same for 4 rows and 16 columns of numbers of 16 bits in groups of 2.
//
//go:noescape
func pairs4(dst *int32, a, b *int16, start *int32, ldd, lda, k int)

// expand writes sums times scale plus shift to dst, n numbers, a multiple of 16.
//
//go:noescape
func expand(dst *float32, sums *int32, scale, shift *float32, n int)

// narrowRow writes n numbers, a multiple of 16, times per, to dst as bytes 128 more than they are.
//
//go:noescape
func narrowRow(dst *byte, x, per *float32, n int)

// widen writes n bytes, a multiple of 16, to dst as numbers of 16 bits.
//
//go:noescape
func widen(dst *int16, src *byte, n int)
