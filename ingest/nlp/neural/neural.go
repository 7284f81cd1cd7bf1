// Package neural computes small neural networks over the words of a sentence. It
// takes numbers that describe words and gives vectors or scores; package train
// finds the weights, and tag and parse say what goes in and what the scores
// mean.
package neural

import "math"

// Normalise writes src with mean 0 and variance 1 to dst and gives what it was
// multiplied by.
func Normalise(dst, src []float32) float32 {
	var sum float32
	for _, v := range src {
		sum += v
	}
	n := float32(len(src))
	mean := sum / n
	var square float32
	for i, v := range src {
		d := v - mean
		dst[i] = d
		square += d * d
	}
	inv := float32(1 / math.Sqrt(float64(square/n)+1e-5))
	for i := range src {
		dst[i] *= inv
	}
	return inv
}
