package store

import (
	"fmt"

	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"

	"dateline/graph/store/layout"
)

// This file reads Cayley's buckets in the transaction of the Reader. Through
// Cayley's own iterators every step opens a transaction and feeds a dozen meters,
// which takes three times as long. Check holds the two ways to the same answers.
//
// Where they lie, package layout says.

// size is how many quads there are.
func (r *Reader) size() int64 { return layout.Size(r.tx) }

// ref is the number of a value, 0 if the graph does not have it.
func (r *Reader) ref(v quad.Value) uint64 {
	id, _ := layout.Ref(r.cayleys(layout.Node), v)
	return id
}

// scan collects the quads under a prefix of an index.
func (r *Reader) scan(index kv.QuadIndex, ids ...uint64) ([]proto.Primitive, error) {
	numbers, err := layout.List(r.cayleys(layout.Name(index)), ids...)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	out := make([]proto.Primitive, len(numbers))
	err = r.fromLog(numbers, func(i int, b []byte) error {
		if b == nil {
			return fmt.Errorf("quad %d is listed and not there; run: dateline db check", numbers[i])
		}
		return out[i].Unmarshal(b)
	})
	return out, err
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
			buf = layout.LogKey(buf, id)
			keys = append(keys, buf[len(buf)-8:])
		}
		for i, b := range r.cayleys(layout.Log).GetAll(keys) {
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
