package layout

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"

	"dateline/graph/store/engine"
)

// writer is one call of Apply. What it adds is written at its end, sorted, so that each
// page is touched once.
type writer struct {
	node, log, meta, sp, op, l engine.Bucket

	values  map[quad.Value]*node
	nodes   []*node // by key, once looked up
	byKey   map[Hash]*node
	before  uint64 // the horizon before this call
	horizon uint64
	size    int64
	made    map[[4]uint64]bool
	own     map[quad.Quad]bool   // added, with objects of their own
	fresh   []entry              // of the log, upwards
	lists   map[listKey][]uint64 // what the lists get
	arena   []byte
}

type node struct {
	key       Hash
	id        uint64
	refs, was int64
	value     quad.Value
}

type entry struct {
	id uint64
	b  []byte
}

// listKey is a list of one of the indexes.
type listKey struct {
	index uint8 // sp, op, c
	a, b  uint64
}

// Apply deletes quads, then adds others; what is not there or is there already is passed
// over. After an error the transaction must not be committed.
func Apply(tx engine.Tx, del, add []quad.Quad) (err error) {
	if len(del)+len(add) == 0 {
		return nil
	}
	w := &writer{
		node: tx.Bucket(Node), log: tx.Bucket(Log), meta: tx.Bucket(meta), sp: tx.Bucket(spName), op: tx.Bucket(opName), l: tx.Bucket(lName),
		values: make(map[quad.Value]*node, len(add)), byKey: make(map[Hash]*node, len(add)),
		made: make(map[[4]uint64]bool, len(add)), own: map[quad.Quad]bool{}, lists: make(map[listKey][]uint64, 3*len(add)),
	}
	if w.horizon, err = number(w.meta, kHorizon); err != nil {
		return err
	}
	w.before = w.horizon
	size, err := number(w.meta, kSize)
	if err != nil {
		return err
	}
	w.size = int64(size)
	w.lookUp(del, add)
	for _, q := range del {
		if err := w.remove(q); err != nil {
			return err
		}
	}
	for _, q := range add {
		if err := w.add(q); err != nil {
			return err
		}
	}
	return w.flush()
}

// lookUp finds the numbers of all nodes at once.
func (w *writer) lookUp(lists ...[]quad.Quad) {
	for _, qs := range lists {
		for _, q := range qs {
			for _, d := range quad.Directions {
				v := q.Get(d)
				if w.values[v] != nil || d == quad.Object && Own(v) {
					continue
				}
				k := Key(v)
				n := w.byKey[k]
				if n == nil {
					n = &node{key: k, value: v}
					w.byKey[k], w.nodes = n, append(w.nodes, n)
				}
				w.values[v] = n
			}
		}
	}
	slices.SortFunc(w.nodes, func(a, b *node) int { return bytes.Compare(a.key[:], b.key[:]) })
	keys := make([][]byte, len(w.nodes))
	for i, n := range w.nodes {
		keys[i] = n.key[:]
	}
	for i, b := range w.node.GetAll(keys) {
		id, refs := unpackNode(b)
		w.nodes[i].id, w.nodes[i].refs, w.nodes[i].was = id, int64(refs), int64(refs)
	}
}

// of are the nodes of a quad in the order of quad.Directions: subject, predicate, object, label. That of an object
// of its own has no number.
func (w *writer) of(q quad.Quad) (ns [4]*node) {
	for i, d := range quad.Directions {
		v := q.Get(d)
		if d == quad.Object && Own(v) {
			ns[i] = &node{value: v}
			continue
		}
		ns[i] = w.values[v]
	}
	return ns
}

// find is the number of the quad of these nodes, 0 if it is not there. An object of its own gets its number.
func (w *writer) find(ns [4]*node) (uint64, error) {
	ids, err := List(w.sp, ns[0].id, ns[1].id)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	var own []byte
	if Own(ns[2].value) {
		if own, err = pquads.MarshalValue(ns[2].value); err != nil {
			return 0, err
		}
	}
	for _, id := range ids {
		p, err := w.entry(id)
		switch {
		case err != nil:
			return 0, err
		case p.Label != ns[3].id:
		case own != nil:
			o, err := w.entry(p.Object)
			if err != nil {
				return 0, err
			}
			if bytes.Equal(o.Value, own) {
				ns[2].id = o.ID
				return id, nil
			}
		case p.Object == ns[2].id:
			return id, nil
		}
	}
	return 0, nil
}

// entry reads the log.
func (w *writer) entry(id uint64) (p proto.Primitive, err error) {
	var key [8]byte
	b := w.log.Get(LogKey(key[:0], id))
	if b == nil {
		return p, errDamaged("the log of quads")
	}
	err = p.Unmarshal(b)
	return p, err
}

func (w *writer) remove(q quad.Quad) error {
	ns := w.of(q)
	own := Own(q.Object)
	for i, n := range ns {
		if n.id == 0 && !(own && i == 2) {
			return nil
		}
	}
	id, err := w.find(ns)
	if err != nil || id == 0 {
		return err
	}
	s, p, o, l := ns[0], ns[1], ns[2], ns[3]
	if err := errors.Join(
		removeFrom(w.sp, prefix(s.id, p.id), id), removeFrom(w.op, prefix(o.id, p.id), id), removeFrom(w.l, prefix(l.id), id),
		w.log.Delete(LogKey(nil, id)),
	); err != nil {
		return err
	}
	if own {
		if err := w.log.Delete(LogKey(nil, o.id)); err != nil {
			return err
		}
	}
	for _, n := range ns {
		n.refs--
	}
	w.size--
	return nil
}

func prefix(ids ...uint64) []byte {
	b := make([]byte, 0, 3*idBytes)
	for _, id := range ids {
		b = appendID(b, id)
	}
	return b
}

func (w *writer) add(q quad.Quad) error {
	ns := w.of(q)
	own := Own(q.Object)
	if own && w.own[q] {
		return nil
	}
	var key [4]uint64
	known := true // all its nodes were there before this call
	for i, n := range ns {
		if own && i == 2 {
			continue
		}
		if n.id == 0 {
			if err := w.create(n); err != nil {
				return err
			}
		}
		known = known && n.id <= w.before
		key[i] = n.id
	}
	if !own && w.made[key] {
		return nil
	}
	if known {
		if id, err := w.find(ns); err != nil || id != 0 {
			return err
		}
	}
	if own {
		if err := w.create(ns[2]); err != nil {
			return err
		}
		w.own[q], key[2] = true, ns[2].id
	}
	w.made[key] = true
	id := w.next()
	p := proto.Primitive{ID: id, Subject: key[0], Predicate: key[1], Object: key[2], Label: key[3]}
	if err := w.append(id, &p); err != nil {
		return err
	}
	for _, k := range []listKey{{0, key[0], key[1]}, {1, key[2], key[1]}, {2, key[3], 0}} {
		w.lists[k] = append(w.lists[k], id)
	}
	for _, n := range ns {
		n.refs++
	}
	w.size++
	return nil
}

func (w *writer) next() uint64 {
	w.horizon++
	return w.horizon
}

func (w *writer) create(n *node) error {
	b, err := pquads.MarshalValue(n.value)
	if err != nil {
		return err
	}
	n.id = w.next()
	return w.append(n.id, &proto.Primitive{ID: n.id, Value: b})
}

// append keeps an entry of the log.
func (w *writer) append(id uint64, p *proto.Primitive) error {
	n := p.ProtoSize()
	if n > cap(w.arena)-len(w.arena) {
		w.arena = make([]byte, 0, max(n, 1<<16))
	}
	at := len(w.arena)
	b := w.arena[at : at+n : at+n]
	w.arena = w.arena[:at+n]
	_, err := p.MarshalTo(b)
	w.fresh = append(w.fresh, entry{id, b})
	return err
}

// flush writes all that was added, and the counts.
func (w *writer) flush() (err error) {
	if w.horizon >= mostIDs {
		return errors.New("the graph has as many nodes and quads as a database can hold")
	}
	put := func(b engine.Bucket, k, v []byte) {
		if err == nil {
			err = b.Put(k, v)
		}
	}
	keys := make([]byte, 0, 8*len(w.fresh))
	for _, e := range w.fresh {
		keys = LogKey(keys, e.id)
		put(w.log, keys[len(keys)-8:], e.b)
	}
	for _, n := range w.nodes {
		switch {
		case n.refs > 0 && n.refs != n.was:
			put(w.node, n.key[:], packNode(n.id, uint64(n.refs)))
		case n.refs <= 0 && n.id != 0:
			if err == nil {
				err = errors.Join(w.node.Delete(n.key[:]), w.log.Delete(LogKey(nil, n.id)))
			}
		}
	}
	if err == nil {
		err = w.flushLists()
	}
	put(w.meta, kHorizon, binary.LittleEndian.AppendUint64(nil, w.horizon))
	put(w.meta, kSize, binary.LittleEndian.AppendUint64(nil, uint64(w.size)))
	return err
}

// flushLists adds to the lists of each index, looking up at once those that may be there.
func (w *writer) flushLists() error {
	keys := make([]listKey, 0, len(w.lists))
	for k := range w.lists {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareKeys)
	for index, b := range []engine.Bucket{w.sp, w.op, w.l} {
		n, _ := slices.BinarySearchFunc(keys, listKey{index: uint8(index) + 1}, compareKeys)
		here := keys[:n]
		keys = keys[n:]
		prefixes := make([][]byte, len(here))
		var old [][]byte
		for i, k := range here {
			prefixes[i] = prefix(k.a)
			if k.b != 0 {
				prefixes[i] = appendID(prefixes[i], k.b)
			}
			if k.a <= w.before && k.b <= w.before {
				old = append(old, prefixes[i])
			}
		}
		last := b.GetAll(old)
		for i := range last {
			last[i] = slices.Clone(last[i]) // good until the next write
		}
		for i, k := range here {
			var piece []byte
			if k.a <= w.before && k.b <= w.before {
				piece, last = last[0], last[1:]
			}
			if err := appendList(b, prefixes[i], piece, w.lists[k]); err != nil {
				return err
			}
		}
	}
	return nil
}

func compareKeys(x, y listKey) int {
	return cmp.Or(cmp.Compare(x.index, y.index), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}
