//go:build !amd64

package neural

const fast, wide = false, false

func kernel(dst, a, b *float32, ldd, lda, ldb, k int)    {}
func kernel512(dst, a, b *float32, ldd, lda, ldb, k int) {}
