package layout

import (
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"

	"dateline/graph/store/engine"
)

// Cayley is the store of the quads in tx as Cayley reads it: nothing may be written meanwhile.
func Cayley(tx engine.Tx, o graph.Options) (graph.QuadStore, error) {
	qs, err := kv.New(KV(tx.KV()), o)
	if err != nil {
		return nil, err
	}
	inner, ok := qs.(*kv.QuadStore)
	if !ok {
		return nil, fmt.Errorf("Cayley's store is a %T", qs)
	}
	return found{inner, tx.Bucket(Node)}, nil
}

// found finds values by their keys, of which Cayley knows only the hash.
type found struct {
	*kv.QuadStore
	node engine.Bucket
}

// ValueOf is the node of a value, nil if there is none.
func (f found) ValueOf(v quad.Value) graph.Ref {
	if id, _ := Ref(f.node, v); id != 0 {
		return kv.Int64Value(id)
	}
	return nil
}

// RefsOf are the nodes of values, 0 where there is none.
func (f found) RefsOf(_ context.Context, vs []quad.Value) ([]graph.Ref, error) {
	out := make([]graph.Ref, len(vs))
	for i, v := range vs {
		id, _ := Ref(f.node, v)
		out[i] = kv.Int64Value(id)
	}
	return out, nil
}

// OptimizeShape is Cayley's own, which wants its store unwrapped.
func (f found) OptimizeShape(s shape.Shape) (shape.Shape, bool) {
	action, ok := s.(shape.QuadsAction)
	if !ok {
		return s, false
	}
	for _, index := range []kv.QuadIndex{SP, OP, L} {
		if ids := under(index, action.Filter); ids != nil {
			return action.SimplifyFrom(scan{index, ids}), true
		}
	}
	return s, false
}

// under are the nodes of an index that filters name, nil unless they name just these.
func under(index kv.QuadIndex, filters map[quad.Direction]graph.Ref) (ids []uint64) {
	if len(filters) != len(index.Dirs) {
		return nil
	}
	for _, d := range index.Dirs {
		v, ok := filters[d].(kv.Int64Value)
		if !ok {
			return nil
		}
		ids = append(ids, uint64(v))
	}
	return ids
}

// scan is what an index has under nodes.
type scan kv.IndexScan

func (s scan) BuildIterator(qs graph.QuadStore) graph.Iterator {
	if f, ok := qs.(found); ok {
		return kv.IndexScan(s).BuildIterator(f.QuadStore)
	}
	return iterator.NewError(fmt.Errorf("a shape of this store is asked of a %T", qs))
}

func (s scan) Optimize(shape.Optimizer) (shape.Shape, bool) { return s, false }
