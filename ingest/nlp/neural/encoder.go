package neural

import "dateline/ingest/nlp"

// Table is rows of numbers to look up.
type Table struct {
	Dim int
	V   []float32
}

// Dense is an affine map: x W + B. In and Out are multiples of 16.
type Dense struct {
	In, Out int
	W, B    []float32
}

// Apply writes the map of rows of x to dst; the number of rows is a multiple
// of 4.
func (d *Dense) Apply(dst, x []float32, rows int) {
	for i := range rows {
		copy(dst[i*d.Out:], d.B)
	}
	MulAdd(dst, x, d.W, rows, d.In, d.Out)
}

// Layer is a step of the encoder. In all but the first, each word sees the words
// Dilation places to its left and right.
type Layer struct {
	Dense
	Gain, Shift []float32
	Dilation    int
}

// Encoder gives each word a vector that knows the words around it: embeddings of
// the word and its parts, then convolutions over ever wider windows (Strubell et
// al. 2017), each added to what it started from and normalised.
type Encoder struct {
	Tables []Table
	In     Layer
	Layers []Layer
}

// Width is the size of the vectors.
func (e *Encoder) Width() int { return e.In.Out }

// Reach fills left and right with the rows that lie d places away within the
// same sentence, -1 where there is none.
func Reach(left, right []int32, spans []nlp.Span, d int) {
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			left[i], right[i] = -1, -1
			if i-d >= s.Start {
				left[i] = int32(i - d)
			}
			if i+d < s.End {
				right[i] = int32(i + d)
			}
		}
	}
}

// Distances is how many classes of distance there are, padded to a multiple
// of 16.
const Distances = 32

// Distance is the class of how far, and to which side, row j is from row i; row
// 0 is the root.
func Distance(i, j int) int {
	if j == 0 {
		return 0
	}
	d, side := j-i, 1
	if d < 0 {
		d, side = -d, 12
	}
	switch {
	case d <= 4:
		return side + d
	case d <= 6:
		return side + 5
	case d <= 9:
		return side + 6
	case d <= 14:
		return side + 7
	case d <= 24:
		return side + 8
	}
	return side + 9
}

// Grow gives s with length n; what it held is lost if it was too small.
func Grow[T any](s *[]T, n int) []T {
	if cap(*s) < n {
		*s = make([]T, n+n/2)
	}
	*s = (*s)[:n]
	return *s
}
