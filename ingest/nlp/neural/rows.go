package neural

import "math"

// Normalise writes src with mean 0 and variance 1, times gain plus shift, to dst
// (Ba, Kiros and Hinton 2016). The length is a multiple of 16. It gives what src was
// multiplied by. As with MulAdd, all processors make the same sums in the same order.
func Normalise(dst, src, gain, shift []float32) float32 {
	inv := Standard(dst, src)
	n := len(src)
	if fast {
		scale(&dst[0], inv, &gain[0], &shift[0], n)
		return inv
	}
	for i, v := range dst[:n] {
		v = float32(v * inv)
		dst[i] = float32(v*gain[i]) + shift[i]
	}
	return inv
}

// Standard writes src less its mean to dst and gives what brings that to
// variance 1. The length is a multiple of 16.
func Standard(dst, src []float32) float32 {
	n := len(src)
	if n == 0 || n%16 != 0 || len(dst) < n {
		panic("neural: bad row size")
	}
	var squares float32
	if fast {
		mean := sumRow(&src[0], n) / float32(n)
		squares = centre(&dst[0], &src[0], mean, n)
	} else {
		mean := portableSum(src) / float32(n)
		squares = portableCentre(dst, src, mean)
	}
	return float32(1 / math.Sqrt(float64(squares/float32(n))+1e-5))
}

// AddPositive adds the numbers of y that are above 0 to x. The length is a multiple
// of 16.
func AddPositive(x, y []float32) {
	if len(y)%16 != 0 || len(x) < len(y) {
		panic("neural: bad row size")
	}
	if fast && len(y) > 0 {
		addPositive(&x[0], &y[0], len(y))
		return
	}
	for i, v := range y {
		x[i] += max(v, 0)
	}
}

func portableSum(x []float32) float32 {
	var s [16]float32
	for i := 0; i+16 <= len(x); i += 16 {
		for j, v := range x[i : i+16] {
			s[j] += v
		}
	}
	return fold(&s)
}

func portableCentre(dst, x []float32, mean float32) float32 {
	var s [16]float32
	for i := 0; i+16 <= len(x); i += 16 {
		for j, v := range x[i : i+16] {
			v -= mean
			dst[i+j] = v
			s[j] += float32(v * v)
		}
	}
	return fold(&s)
}

// fold adds sixteen sums up, halves first.
func fold(s *[16]float32) float32 {
	for n := 8; n > 0; n /= 2 {
		for j := range n {
			s[j] += s[j+n]
		}
	}
	return s[0]
}
