package linear

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// Writer puts the parts of a model file one after the other.
type Writer struct{ buf []byte }

// Bytes is what was written.
func (w *Writer) Bytes() []byte { return w.buf }

// Number writes a number of 0 or more.
func (w *Writer) Number(n int) { w.buf = binary.AppendUvarint(w.buf, uint64(n)) }

// Text writes a string.
func (w *Writer) Text(s string) {
	w.Number(len(s))
	w.buf = append(w.buf, s...)
}

// Raw writes bytes with their length.
func (w *Writer) Raw(b []byte) {
	w.Number(len(b))
	w.buf = append(w.buf, b...)
}

// Model writes a linear model.
func (w *Writer) Model(m *Model) {
	var b bytes.Buffer
	m.Encode(&b) // a bytes.Buffer gives no errors
	w.buf = append(w.buf, b.Bytes()...)
}

// WriteMap writes a map by ascending keys.
func WriteMap[V ~uint8 | ~uint16](w *Writer, m map[uint32]V) {
	w.Number(len(m))
	last := uint32(0)
	keys := slices.Sorted(maps.Keys(m))
	for _, k := range keys {
		w.Number(int(k - last))
		last = k
	}
	for _, k := range keys {
		w.Number(int(m[k]))
	}
}

// Reader takes the parts of a model file in the order they were written. The
// first mistake stays; the numbers after it are 0.
type Reader struct {
	d   decoder
	err error
}

// NewReader reads a file that Compress made.
func NewReader(packed []byte) (*Reader, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	data, err := z.DecodeAll(packed, nil)
	if err != nil {
		return nil, err
	}
	return &Reader{d: decoder{data: data}}, nil
}

// Number reads what Writer.Number wrote.
func (r *Reader) Number() int { return int(r.d.number()) }

// Count is a Number that cannot be more than the bytes that are left.
func (r *Reader) Count() int {
	n := r.d.number()
	if n > uint64(len(r.d.data)) {
		r.d.bad = true
		return 0
	}
	return int(n)
}

// Text reads what Writer.Text wrote.
func (r *Reader) Text() string { return string(r.Raw()) }

// Raw reads what Writer.Raw wrote. The bytes are not copied.
func (r *Reader) Raw() []byte {
	n := r.Count()
	b := r.d.data[:n]
	r.d.data = r.d.data[n:]
	return b
}

// Model reads a linear model.
func (r *Reader) Model() *Model {
	m, rest, err := Decode(r.d.data)
	if err != nil {
		r.err, r.d.data = errors.Join(r.err, err), nil
		return New(0, 0)
	}
	r.d.data = rest
	return m
}

// ReadMap reads what WriteMap wrote.
func ReadMap[V ~uint8 | ~uint16](r *Reader) map[uint32]V {
	n := r.Count()
	m := make(map[uint32]V, n)
	keys := make([]uint32, n)
	last := uint32(0)
	for i := range keys {
		last += uint32(r.Number())
		keys[i] = last
	}
	for _, k := range keys {
		m[k] = V(r.Number())
	}
	return m
}

// Err is the first mistake in the file.
func (r *Reader) Err() error {
	if r.d.bad {
		return errors.Join(r.err, errors.New("the model is cut off or damaged"))
	}
	return r.err
}
