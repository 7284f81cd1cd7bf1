package parts

import (
	"bytes"
	"encoding/binary"
	"sort"
)

// blockBytes is about how large a block is: two of them and their keys fill four pages, which is how the
// database below lays them.
const blockBytes = 8000

// block holds keys in order with their values:
//
//	entries  length of the key, length of the value + 1 or 0 where the key is gone (varints), key, value
//	offsets  of each entry, 4 bytes each
//	number   of entries, 4 bytes
type block []byte

// item is a key with its value; a nil value says that the key is gone.
type item struct{ k, v []byte }

func less(a, b []byte) bool { return bytes.Compare(a, b) < 0 }

// len is the number of entries, 0 if the block is damaged.
func (b block) len() int {
	if len(b) < 4 {
		return 0
	}
	n := int(binary.LittleEndian.Uint32(b[len(b)-4:]))
	if n > (len(b)-4)/4 {
		return 0
	}
	return n
}

// at is entry i of n, no key if the block is damaged.
func (b block) at(i, n int) (e item) {
	body := b[:len(b)-4-4*n]
	off := binary.LittleEndian.Uint32(b[len(body)+4*i:])
	if uint64(off) >= uint64(len(body)) {
		return e
	}
	rest := body[off:]
	k, x := binary.Uvarint(rest)
	if x <= 0 {
		return e
	}
	v, y := binary.Uvarint(rest[x:])
	if y <= 0 {
		return e
	}
	rest = rest[x+y:]
	if k > uint64(len(rest)) || v > 0 && v-1 > uint64(len(rest))-k {
		return e
	}
	e.k = rest[:k:k]
	if v > 0 {
		e.v = rest[k : k+v-1 : k+v-1]
	}
	return e
}

// find is the first entry at or after k.
func (b block) find(k []byte) int {
	n := b.len()
	return sort.Search(n, func(i int) bool { return !less(b.at(i, n).k, k) })
}

// builder makes blocks of entries that come in order.
type builder struct {
	b       []byte
	offsets []uint32
	last    []byte
	put     func(last []byte, b block) // takes a block that is full
}

func (w *builder) add(e item) {
	size := len(e.k) + len(e.v) + 10
	if len(w.b) > 0 && len(w.b)+4*len(w.offsets)+size > blockBytes {
		w.flush()
	}
	if w.b == nil {
		w.b = make([]byte, 0, max(blockBytes, size+8))
	}
	w.offsets = append(w.offsets, uint32(len(w.b)))
	w.b = binary.AppendUvarint(w.b, uint64(len(e.k)))
	if e.v == nil {
		w.b = append(w.b, 0)
	} else {
		w.b = binary.AppendUvarint(w.b, uint64(len(e.v))+1)
	}
	w.b = append(w.b, e.k...)
	w.b = append(w.b, e.v...)
	w.last = append(w.last[:0], e.k...)
}

func (w *builder) flush() {
	if len(w.offsets) == 0 {
		return
	}
	for _, o := range w.offsets {
		w.b = binary.LittleEndian.AppendUint32(w.b, o)
	}
	w.b = binary.LittleEndian.AppendUint32(w.b, uint32(len(w.offsets)))
	w.put(bytes.Clone(w.last), w.b)
	w.b, w.offsets = nil, w.offsets[:0]
}
