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
