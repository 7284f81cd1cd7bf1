//go:build !amd64

package neural

const fast, wide = false, false

func kernel(dst, a, b *float32, ldd, lda, ldb, k int)    {}
func kernel512(dst, a, b *float32, ldd, lda, ldb, k int) {}

func sumRow(x *float32, n int) float32                          { return 0 }
func centre(dst, x *float32, mean float32, n int) float32       { return 0 }
func scale(x *float32, by float32, gain, shift *float32, n int) {}
func addPositive(x, y *float32, n int)                          {}
