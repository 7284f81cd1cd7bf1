package store

import (
	"encoding/binary"
	"fmt"

	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"go.etcd.io/bbolt"
)

// This file reads Cayley's buckets in the transaction of the Reader. Through
// Cayley's own iterators every step opens a transaction and feeds a dozen meters,
// which takes three times as long. Check holds the two ways to the same answers.
//
// Cayley keeps under "log" every node and quad by a number, under "v" and two
// bytes of its hash the number of each value, and under the letters of an index
// the numbers of the quads for each combination of nodes.

var bLog = []byte("log")

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
func (r *Reader) indexBucket(index kv.QuadIndex) *bbolt.Bucket {
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
	log := r.cayleys(bLog)
	if len(ids) == len(index.Dirs) {
		return r.listed(nil, log, b.Get(k))
	}
	var out []proto.Primitive
	var err error
	for _, v := range under(b, k) {
		if out, err = r.listed(out, log, v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// listed appends the quads whose numbers are in list.
func (r *Reader) listed(out []proto.Primitive, log *bbolt.Bucket, list []byte) ([]proto.Primitive, error) {
	var key [8]byte
	for n := 0; len(list) > 0; n++ {
		id, w := binary.Uvarint(list)
		if w <= 0 {
			return nil, fmt.Errorf("an index list is damaged; run: dateline db check")
		}
		list = list[w:]
		binary.BigEndian.PutUint64(key[:], id)
		v := log.Get(key[:])
		if v == nil {
			continue
		}
		var p proto.Primitive
		if err := p.Unmarshal(v); err != nil {
			return nil, err
		}
		if !p.Deleted {
			out = append(out, p)
		}
		if n&1023 == 1023 && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
	}
	return out, nil
}

// values are the values of nodes.
func (r *Reader) values(ids []uint64) ([]quad.Value, error) {
	out := make([]quad.Value, len(ids))
	log := r.cayleys(bLog)
	var key [8]byte
	for i, id := range ids {
		if v, ok := r.names[id]; ok {
			out[i] = v
			continue
		}
		binary.BigEndian.PutUint64(key[:], id)
		var p proto.Primitive
		b := log.Get(key[:])
		if b == nil {
			return nil, fmt.Errorf("node %d is referred to and not there; run: dateline db check", id)
		}
		if err := p.Unmarshal(b); err != nil {
			return nil, err
		}
		v, err := pquads.UnmarshalValue(p.Value)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}
