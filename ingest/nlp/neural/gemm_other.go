//go:build !amd64

package neural

const fast, wide, dots = false, false, false

func kernel(dst, a, b *float32, ldd, lda, ldb, k int)    {}
func kernel512(dst, a, b *float32, ldd, lda, ldb, k int) {}

func sumRow(x *float32, n int) float32                          { return 0 }
func centre(dst, x *float32, mean float32, n int) float32       { return 0 }
func scale(x *float32, by float32, gain, shift *float32, n int) {}
func addPositive(x, y *float32, n int)                          {}

func dots8(dst *int32, a *byte, b *int8, start *int32, ldd, lda, k int) {}
func dots4(dst *int32, a *byte, b *int8, start *int32, ldd, lda, k int) {}
func pairs4(dst *int32, a, b *int16, start *int32, ldd, lda, k int)     {}
func expand(dst *float32, sums *int32, scale, shift *float32, n int)    {}
func narrowRow(dst *byte, x, per *float32, n int)                       {}
func widen(dst *int16, src *byte, n int)                                {}
