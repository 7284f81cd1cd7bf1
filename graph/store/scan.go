package store

import (
	"encoding/binary"
	"fmt"

	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"

	"dateline/graph/store/engine"
)

// This file reads Cayley's buckets in the transaction of the Reader. Through
// Cayley's own iterators every step opens a transaction and feeds a dozen meters,
// which takes three times as long. Check holds the two ways to the same answers.
//
// Cayley keeps under "log" every node and quad by a number, under "v" and two
// bytes of its hash the number of each value, and under the letters of an index
// the numbers of the quads for each combination of nodes.

var (
	bLog  = []byte("log")
	bMeta = []byte("meta")
)

// nameOf is the bucket of an index.
func nameOf(index kv.QuadIndex) []byte {
	var name []byte
	for _, d := range index.Dirs {
		name = append(name, d.Prefix())
	}
	return name
}

// size is how many quads there are.
func (r *Reader) size() int64 {
	b := r.cayleys(bMeta)
	if b == nil {
		return 0
	}
	v := b.Get([]byte("size"))
	if len(v) != 8 {
		return 0
	}
	return int64(binary.LittleEndian.Uint64(v))
}

// ref is Cayley's number of a value, 0 if the graph does not have it.
func (r *Reader) ref(v quad.Value) uint64 {
	var h [quad.HashSize]byte
	quad.HashTo(v, h[:])
	b := r.tx.Bucket([]byte{'v', h[0], h[1]})
	if b == nil {
		return 0
	}
	id, _ := binary.Uvarint(b.Get(h[:]))
	return id
}

// indexBucket is the bucket of an index.
func (r *Reader) indexBucket(index kv.QuadIndex) engine.Bucket {
	var name [4]byte
	for i, d := range index.Dirs {
		name[i] = d.Prefix()
	}
	return r.cayleys(name[:len(index.Dirs)])
}

// scan collects the quads under a prefix of an index, those deleted left out.
func (r *Reader) scan(index kv.QuadIndex, ids ...uint64) ([]proto.Primitive, error) {
	var buf [32]byte
	k := buf[:0]
	for _, id := range ids {
		if id == 0 {
			return nil, nil
		}
		k = binary.BigEndian.AppendUint64(k, id)
	}
	b := r.indexBucket(index)
	if b == nil {
		return nil, nil
	}
	var numbers []uint64
	var err error
	if len(ids) == len(index.Dirs) {
		numbers, err = listed(nil, b.Get(k))
	} else {
		for _, v := range engine.Under(b, k) {
			if numbers, err = listed(numbers, v); err != nil {
				break
			}
		}
	}
	if err != nil {
		return nil, err
	}
	out := make([]proto.Primitive, 0, len(numbers))
	err = r.fromLog(numbers, func(_ int, b []byte) error {
		if b == nil {
			return nil
		}
		var p proto.Primitive
		err := p.Unmarshal(b)
		if !p.Deleted {
			out = append(out, p)
		}
		return err
	})
	return out, err
}

// listed appends the numbers in a list of an index.
func listed(out []uint64, list []byte) ([]uint64, error) {
	for len(list) > 0 {
		id, w := binary.Uvarint(list)
		if w <= 0 {
			return nil, fmt.Errorf("an index list is damaged; run: dateline db check")
		}
		list = list[w:]
		out = append(out, id)
	}
	return out, nil
}

// fromLog gives what Cayley's log holds under each number, nil if nothing. A thousand are
// looked up at once: where the database is on another machine, each look is a journey.
func (r *Reader) fromLog(numbers []uint64, do func(i int, b []byte) error) error {
	const most = 1000
	n := min(len(numbers), most)
	buf, keys := make([]byte, 0, 8*n), make([][]byte, 0, n)
	for from := 0; from < len(numbers); from += most {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		buf, keys = buf[:0], keys[:0]
		for _, id := range numbers[from:min(len(numbers), from+most)] {
			buf = binary.BigEndian.AppendUint64(buf, id)
			keys = append(keys, buf[len(buf)-8:])
		}
		for i, b := range r.cayleys(bLog).GetAll(keys) {
			if err := do(from+i, b); err != nil {
				return err
			}
		}
	}
	return nil
}

// values are the values of nodes.
func (r *Reader) values(ids []uint64) ([]quad.Value, error) {
	out := make([]quad.Value, len(ids))
	at, unknown := make([]int, 0, len(ids)), make([]uint64, 0, len(ids))
	for i, id := range ids {
		if v, ok := r.names[id]; ok {
			out[i] = v
		} else {
			at, unknown = append(at, i), append(unknown, id)
		}
	}
	err := r.fromLog(unknown, func(i int, b []byte) error {
		if b == nil {
			return fmt.Errorf("node %d is referred to and not there; run: dateline db check", unknown[i])
		}
		var p proto.Primitive
		if err := p.Unmarshal(b); err != nil {
			return err
		}
		v, err := pquads.UnmarshalValue(p.Value)
		out[at[i]] = v
		return err
	})
	return out, err
}
