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

// Space is the memory that runs need; it is for one goroutine.
type Space struct {
	x, y, window []float32
	left, right  []int32
}

// Width is the size of the vectors.
func (e *Encoder) Width() int { return e.In.Out }

// Run encodes rows of words; ids holds an index for each table by rows, spans
// the sentences that the rows belong to. The result has rows padded to a
// multiple of 4 and is valid until the next run.
func (e *Encoder) Run(s *Space, ids []int32, spans []nlp.Span) []float32 {
	n := len(ids) / len(e.Tables)
	rows, width := Pad(n, 4), e.Width()
	in := Grow(&s.window, rows*max(e.In.In, 3*width))[:rows*e.In.In]
	for i := range n {
		at := i * e.In.In
		for j := range e.Tables {
			t := &e.Tables[j]
			id := int(ids[i*len(e.Tables)+j])
			copy(in[at:at+t.Dim], t.V[id*t.Dim:])
			at += t.Dim
		}
	}
	clear(in[n*e.In.In:])
	x, y := Grow(&s.x, rows*width), Grow(&s.y, rows*width)
	e.In.Apply(y, in, rows)
	for i := range n {
		Normalise(x[i*width:i*width+width], y[i*width:i*width+width], e.In.Gain, e.In.Shift)
	}
	left, right := Grow(&s.left, n), Grow(&s.right, n)
	for li := range e.Layers {
		l := &e.Layers[li]
		Reach(left, right, spans, l.Dilation)
		window := s.window[:rows*3*width]
		for i := range n {
			w := window[i*3*width : (i+1)*3*width]
			place(w[:width], x, left[i])
			copy(w[width:2*width], x[i*width:])
			place(w[2*width:], x, right[i])
		}
		clear(window[n*3*width:])
		l.Apply(y, window, rows)
		for i := range n {
			xr, yr := x[i*width:i*width+width], y[i*width:i*width+width]
			AddPositive(xr, yr)
			Normalise(xr, xr, l.Gain, l.Shift)
		}
	}
	return x
}

func place(dst, x []float32, row int32) {
	if row < 0 {
		clear(dst)
		return
	}
	copy(dst, x[int(row)*len(dst):])
}

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
