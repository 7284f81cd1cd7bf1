package neural

import "math"

// whole is a Dense in whole numbers: what goes in are bytes, 128 more than signed
// numbers of a known step for each column, weights are signed bytes. All sums are of
// whole numbers and therefore the same whatever instructions make them.
type whole struct {
	in, out int     // what goes in and comes out, as in the Dense
	columns int     // out, padded to a multiple of panel
	fours   []int8  // weights: panels of columns, of which each has the weights of 4 rows together
	twos    []int16 // the same, of 2 rows together, where the processor has no instruction for four
	start   []int32 // what sums start from, so that 128 in a byte counts as 0
	scale   []float32
	shift   []float32
}

// panel is how many columns are computed together.
const panel = 32

// round makes d whole, for rows whose columns have the steps given; steps are
// repeated when they are fewer than the rows of d.
func round(d *Dense, steps []float32) whole {
	w := whole{in: d.In, out: d.Out, columns: Pad(d.Out, panel), shift: d.B}
	w.fours = make([]int8, w.in*w.columns)
	w.start = make([]int32, w.columns)
	w.scale = make([]float32, w.out)
	for j := range w.out {
		top := float32(0)
		for k := range w.in {
			top = max(top, abs(d.W[k*d.Out+j]*steps[k%len(steps)]))
		}
		if top == 0 {
			continue
		}
		w.scale[j] = top / 127
		for k := range w.in {
			q := int8(math.RoundToEven(float64(d.W[k*d.Out+j] * steps[k%len(steps)] / w.scale[j])))
			w.fours[j/panel*panel*w.in+k/4*4*panel+j%panel*4+k%4] = q
			w.start[j] -= 128 * int32(q)
		}
	}
	if fast && !dots {
		w.twos = make([]int16, len(w.fours))
		for j := range w.columns {
			for k := range w.in {
				w.twos[j/16*16*w.in+k/2*2*16+j%16*2+k%2] = int16(w.fours[j/panel*panel*w.in+k/4*4*panel+j%panel*4+k%4])
			}
		}
	}
	return w
}

func abs(x float32) float32 { return max(x, -x) }

// sums writes the products of rows of bytes with the weights to dst, w.columns
// numbers for each; the number of rows is a multiple of 4. words is memory for it.
func (w *whole) sums(dst []int32, a []byte, rows int, words *[]int16) {
	if rows%4 != 0 || len(dst) < rows*w.columns || len(a) < rows*w.in || w.in%4 != 0 {
		panic("neural: bad matrix sizes")
	}
	if rows == 0 {
		return
	}
	switch {
	case dots:
		for j := 0; j < w.columns; j += panel {
			b := &w.fours[j*w.in]
			i := 0
			for ; i+8 <= rows; i += 8 {
				dots8(&dst[i*w.columns+j], &a[i*w.in], b, &w.start[j], w.columns*4, w.in, w.in/4)
			}
			if i < rows {
				dots4(&dst[i*w.columns+j], &a[i*w.in], b, &w.start[j], w.columns*4, w.in, w.in/4)
			}
		}
	case fast:
		wide := Grow(words, 4*w.in)
		for i := 0; i < rows; i += 4 {
			widen(&wide[0], &a[i*w.in], 4*w.in)
			for j := 0; j < w.columns; j += 16 {
				pairs4(&dst[i*w.columns+j], &wide[0], &w.twos[j*w.in], &w.start[j], w.columns*4, w.in*2, w.in/2)
			}
		}
	default:
		w.portable(dst, a, rows)
	}
}

// portable is sums in Go.
func (w *whole) portable(dst []int32, a []byte, rows int) {
	for i := range rows {
		row := a[i*w.in : i*w.in+w.in]
		for j := 0; j < w.columns; j += panel {
			sum := [panel]int32(w.start[j:])
			b := w.fours[j*w.in:]
			for k := 0; k < w.in; k += 4 {
				x := [4]int32{int32(row[k]), int32(row[k+1]), int32(row[k+2]), int32(row[k+3])}
				four := (*[4 * panel]int8)(b[k*panel:])
				for c := range panel {
					sum[c] += x[0]*int32(four[4*c]) + x[1]*int32(four[4*c+1]) + x[2]*int32(four[4*c+2]) + x[3]*int32(four[4*c+3])
				}
			}
			copy(dst[i*w.columns+j:], sum[:])
		}
	}
}

// set writes what sums stand for to rows of dst.
func (w *whole) set(dst []float32, sums []int32, rows int) {
	for i := range rows {
		Expand(dst[i*w.out:i*w.out+w.out], sums[i*w.columns:], w.scale, w.shift)
	}
}

// Expand writes sums times scale plus shift to dst, whose length is a multiple of 16.
func Expand(dst []float32, sums []int32, scale, shift []float32) {
	n := len(dst)
	if n%16 != 0 || len(sums) < n || len(scale) < n || len(shift) < n {
		panic("neural: bad row size")
	}
	if fast && n > 0 {
		expand(&dst[0], &sums[0], &scale[0], &shift[0], n)
		return
	}
	for i := range dst {
		dst[i] = float32(float32(sums[i])*scale[i]) + shift[i]
	}
}

// narrow writes the numbers of x in steps, 1/step being per, to dst as bytes 128 more
// than they are.
func narrow(dst []byte, x, per []float32) {
	n := len(x)
	if len(dst) < n || len(per) < n {
		panic("neural: bad row size")
	}
	done := 0
	if fast && n >= 16 {
		done = n &^ 15
		narrowRow(&dst[0], &x[0], &per[0], done)
	}
	for i := done; i < n; i++ {
		q := math.RoundToEven(float64(float32(x[i] * per[i])))
		dst[i] = byte(int(min(max(q, -128), 127)) + 128)
	}
}
