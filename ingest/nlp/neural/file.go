package neural

import (
	"encoding/binary"
	"math"

	"dateline/ingest/nlp/linear"
)

// Write puts an encoder into a model file. Tables are rounded to 8 bits with a
// scale per row, other weights to 16 bits with a scale per matrix.
func (e *Encoder) Write(w *linear.Writer) {
	w.Number(len(e.Tables))
	for _, t := range e.Tables {
		w.Number(t.Dim)
		w.Number(len(t.V) / max(1, t.Dim))
		w.Raw(pack8(t.V, t.Dim))
	}
	e.In.write(w)
	w.Number(len(e.Layers))
	for _, l := range e.Layers {
		l.write(w)
	}
}

// ReadEncoder reads what Write wrote.
func ReadEncoder(r *linear.Reader) *Encoder {
	e := &Encoder{}
	for range r.Count() {
		t := Table{Dim: r.Number()}
		t.V = unpack8(r.Number(), t.Dim, r.Raw())
		e.Tables = append(e.Tables, t)
	}
	e.In = readLayer(r)
	for range r.Count() {
		e.Layers = append(e.Layers, readLayer(r))
	}
	return e
}

func (l *Layer) write(w *linear.Writer) {
	l.Dense.Write(w)
	w.Raw(pack16(l.Gain))
	w.Raw(pack16(l.Shift))
	w.Number(l.Dilation)
}

func readLayer(r *linear.Reader) Layer {
	return Layer{Dense: ReadDense(r), Gain: unpack16(r.Raw()), Shift: unpack16(r.Raw()), Dilation: r.Number()}
}

// Write puts a map into a model file.
func (d *Dense) Write(w *linear.Writer) {
	w.Number(d.In)
	w.Number(d.Out)
	w.Raw(pack16(d.W))
	w.Raw(pack16(d.B))
}

// ReadDense reads what Dense.Write wrote.
func ReadDense(r *linear.Reader) Dense {
	return Dense{In: r.Number(), Out: r.Number(), W: unpack16(r.Raw()), B: unpack16(r.Raw())}
}

func largest(v []float32) float32 {
	top := float32(0)
	for _, x := range v {
		top = max(top, x, -x)
	}
	return top
}

func pack16(v []float32) []byte {
	scale := largest(v) / 32767
	out := binary.LittleEndian.AppendUint32(nil, math.Float32bits(scale))
	for _, x := range v {
		q := int16(0)
		if scale > 0 {
			q = int16(math.RoundToEven(float64(x / scale)))
		}
		out = binary.LittleEndian.AppendUint16(out, uint16(q))
	}
	return out
}

func unpack16(b []byte) []float32 {
	if len(b) < 4 {
		return nil
	}
	scale := math.Float32frombits(binary.LittleEndian.Uint32(b))
	b = b[4:]
	v := make([]float32, len(b)/2)
	for i := range v {
		v[i] = float32(int16(binary.LittleEndian.Uint16(b[2*i:]))) * scale
	}
	return v
}

// pack8 puts the scales of all rows first, then the numbers.
func pack8(v []float32, dim int) []byte {
	var out, numbers []byte
	for i := 0; i < len(v); i += dim {
		row := v[i : i+dim]
		scale := largest(row) / 127
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale))
		for _, x := range row {
			q := int8(0)
			if scale > 0 {
				q = int8(math.RoundToEven(float64(x / scale)))
			}
			numbers = append(numbers, byte(q))
		}
	}
	return append(out, numbers...)
}

func unpack8(rows, dim int, b []byte) []float32 {
	if rows*(dim+4) != len(b) {
		return nil
	}
	v := make([]float32, rows*dim)
	numbers := b[4*rows:]
	for i := range rows {
		scale := math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		row := v[i*dim : i*dim+dim]
		for j, q := range numbers[i*dim : i*dim+dim] {
			row[j] = float32(int8(q)) * scale
		}
	}
	return v
}
