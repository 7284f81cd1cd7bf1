package linear

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// Encode writes the model: features by ascending key, numbers as varints. The
// same model gives the same bytes.
func (m *Model) Encode(w io.Writer) error {
	var used []slot
	for _, s := range m.slots {
		if s.n > 0 {
			used = append(used, s)
		}
	}
	slices.SortFunc(used, func(a, b slot) int { return cmp.Compare(a.key, b.key) })
	out := bufio.NewWriter(w)
	var buf []byte
	buf = binary.AppendUvarint(buf, uint64(m.Classes))
	buf = binary.AppendUvarint(buf, uint64(len(used)))
	buf = binary.AppendUvarint(buf, uint64(len(m.entries)))
	// Columns compress better than rows.
	last := uint32(0)
	for _, s := range used {
		buf = binary.AppendUvarint(buf, uint64(s.key-last))
		last = s.key
	}
	for _, s := range used {
		buf = binary.AppendUvarint(buf, uint64(s.n))
	}
	for _, s := range used {
		for _, e := range m.entries[s.start : s.start+s.n] {
			buf = binary.AppendUvarint(buf, uint64(e.Class))
		}
	}
	for _, s := range used {
		for _, e := range m.entries[s.start : s.start+s.n] {
			buf = binary.AppendVarint(buf, int64(e.Weight))
		}
	}
	if _, err := out.Write(buf); err != nil {
		return err
	}
	return out.Flush()
}

// Decode reads what Encode wrote from the start of data and gives the rest.
func Decode(data []byte) (*Model, []byte, error) {
	d := decoder{data: data}
	classes, n, entries := d.number(), d.number(), d.number()
	if d.bad || n > uint64(len(data)) || entries > uint64(len(data)) {
		return nil, nil, fmt.Errorf("linear: not a model")
	}
	m := New(int(classes), int(n))
	m.entries = make([]Entry, entries)
	keys, counts := make([]uint32, n), make([]uint32, n)
	last := uint32(0)
	for i := range keys {
		last += uint32(d.number())
		keys[i] = last
	}
	for i := range counts {
		counts[i] = uint32(d.number())
	}
	for i := range m.entries {
		m.entries[i].Class = uint16(d.number())
	}
	for i := range m.entries {
		m.entries[i].Weight = int16(d.signed())
	}
	if d.bad {
		return nil, nil, fmt.Errorf("linear: the model is cut off")
	}
	start := uint32(0)
	for i, k := range keys {
		at := k & m.mask
		for m.slots[at].n != 0 {
			at = (at + 1) & m.mask
		}
		m.slots[at] = slot{k, start, counts[i]}
		start += counts[i]
	}
	if int(start) != len(m.entries) {
		return nil, nil, fmt.Errorf("linear: the model's counts do not add up")
	}
	return m, d.data, nil
}

type decoder struct {
	data []byte
	bad  bool
}

func (d *decoder) number() uint64 {
	if len(d.data) > 0 && d.data[0] < 0x80 {
		v := d.data[0]
		d.data = d.data[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(d.data)
	if n <= 0 {
		d.bad = true
		return 0
	}
	d.data = d.data[n:]
	return v
}

func (d *decoder) signed() int64 {
	v := d.number()
	return int64(v>>1) ^ -int64(v&1)
}

// Open decompresses (zstd) and decodes a model.
func Open(packed []byte) (*Model, error) {
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := r.DecodeAll(packed, nil)
	if err != nil {
		return nil, err
	}
	m, _, err := Decode(data)
	return m, err
}

// Pack encodes and compresses (zstd) the model for Open.
func (m *Model) Pack() ([]byte, error) {
	var b bytes.Buffer
	if err := m.Encode(&b); err != nil {
		return nil, err
	}
	return Compress(b.Bytes())
}

// Compress is data in zstd's best compression, the same bytes for the same data.
func Compress(data []byte) ([]byte, error) {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer w.Close()
	return w.EncodeAll(data, nil), nil
}
