package layout

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"

	"dateline/graph/store/engine"
)

// writer is one call of Apply. What it adds is written at its end, sorted, so that each
// page is touched once.
type writer struct {
	node, log, meta, sp, op, l engine.Bucket

	nodes   []*node // by key, once looked up
	byKey   map[Hash]*node
	before  uint64 // the horizon before this call
	horizon uint64
	size    int64
	made    map[[4]uint64]bool // added, where the label is not one article's alone
	own     map[string]bool    // the same of those with objects of their own
	fresh   []entry            // of the log, upwards
	lists   []listed           // what the lists get
	arena   []byte
}

type node struct {
	key       Hash
	id        uint64
	refs, was int64
	packed    []byte // the value as the log has it
	own       bool   // see Own
	at        int    // the Laid that has it, plus 1; -1 if there are several
}

type entry struct {
	id uint64
	b  []byte
}

// listed is a quad of a list of one of the indexes.
type listed struct {
	listKey
	id uint64
}

type listKey struct {
	index uint8 // sp, op, c
	a, b  uint64
}

// Apply deletes quads, then adds others; what is not there or is there already is passed
// over. After an error the transaction must not be committed.
func Apply(tx engine.Tx, del, add []quad.Quad, laid ...Laid) (err error) {
	if len(add) > 0 {
		more, err := Lay(add)
		if err != nil {
			return err
		}
		laid = append(laid[:len(laid):len(laid)], more)
	}
	if len(del)+len(laid) == 0 {
		return nil
	}
	n := 0
	for i := range laid {
		n += len(laid[i].quads)
	}
	w := &writer{
		node: tx.Bucket(Node), log: tx.Bucket(Log), meta: tx.Bucket(meta), sp: tx.Bucket(spName), op: tx.Bucket(opName), l: tx.Bucket(lName),
		byKey: make(map[Hash]*node, n), made: map[[4]uint64]bool{}, own: map[string]bool{}, lists: make([]listed, 0, 3*n),
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
	gone, err := Lay(del)
	if err != nil {
		return err
	}
	of := w.lookUp(append([]Laid{gone}, laid...))
	for _, q := range gone.quads {
		if err := w.remove(of[0].of(q)); err != nil {
			return err
		}
	}
	for i, l := range laid {
		for _, q := range l.quads {
			if err := w.add(of[i+1].of(q)); err != nil {
				return err
			}
		}
	}
	return w.flush()
}

// nodes are those of the values of a Laid.
type nodes []*node

// of are the nodes of a quad in the order of quad.Directions: subject, predicate, object, label.
func (ns nodes) of(q [4]uint32) [4]*node { return [4]*node{ns[q[0]], ns[q[1]], ns[q[2]], ns[q[3]]} }

// lookUp finds the numbers of all nodes at once. That of an object of its own has no number.
func (w *writer) lookUp(all []Laid) []nodes {
	out := make([]nodes, len(all))
	for i, l := range all {
		out[i] = make(nodes, len(l.values))
		room := make([]node, len(l.values))
		for j, v := range l.values {
			n := w.byKey[v.key]
			switch {
			case v.own || n == nil:
				n = &room[j]
				*n = node{key: v.key, packed: v.packed, own: v.own, at: i + 1}
				if !v.own {
					w.byKey[v.key], w.nodes = n, append(w.nodes, n)
				}
			case n.at != i+1:
				n.at = -1
			}
			out[i][j] = n
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
	return out
}

// find is the number of the quad of these nodes, 0 if it is not there. An object of its own gets its number.
func (w *writer) find(ns [4]*node) (uint64, error) {
	ids, err := List(w.sp, ns[0].id, ns[1].id)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	for _, id := range ids {
		p, err := w.entry(id)
		switch {
		case err != nil:
			return 0, err
		case p.Label != ns[3].id:
		case ns[2].own:
			o, err := w.entry(p.Object)
			if err != nil {
				return 0, err
			}
			if bytes.Equal(o.Value, ns[2].packed) {
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

func (w *writer) remove(ns [4]*node) error {
	for _, n := range ns {
		if n.id == 0 && !n.own {
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
	if o.own {
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

func (w *writer) add(ns [4]*node) error {
	own := ns[2].own
	var key [4]uint64
	known := true // all its nodes were there before this call
	for i, n := range ns {
		if n.own {
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
	if l := ns[3]; l.at < 0 || l.id <= w.before { // the same may be in another Laid
		if w.met(key, ns[2]) {
			return nil
		}
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
		key[2] = ns[2].id
	}
	id := w.next()
	p := proto.Primitive{ID: id, Subject: key[0], Predicate: key[1], Object: key[2], Label: key[3]}
	if err := w.append(id, &p); err != nil {
		return err
	}
	w.lists = append(w.lists, listed{listKey{0, key[0], key[1]}, id}, listed{listKey{1, key[2], key[1]}, id}, listed{listKey{2, key[3], 0}, id})
	for _, n := range ns {
		n.refs++
	}
	w.size++
	return nil
}

// met reports whether a quad was added already, and notes it. The object, if it is of its own, has no number yet.
func (w *writer) met(key [4]uint64, object *node) (before bool) {
	if !object.own {
		before, w.made[key] = w.made[key], true
		return before
	}
	k := string(append(prefix(key[0], key[1], key[3]), object.packed...))
	before, w.own[k] = w.own[k], true
	return before
}

func (w *writer) next() uint64 {
	w.horizon++
	return w.horizon
}

func (w *writer) create(n *node) error {
	n.id = w.next()
	return w.append(n.id, &proto.Primitive{ID: n.id, Value: n.packed})
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
	slices.SortFunc(w.lists, func(x, y listed) int {
		return cmp.Or(compareKeys(x.listKey, y.listKey), cmp.Compare(x.id, y.id))
	})
	var ids []uint64
	for index, b := range []engine.Bucket{w.sp, w.op, w.l} {
		n, _ := slices.BinarySearchFunc(w.lists, listKey{index: uint8(index) + 1}, func(x listed, k listKey) int { return compareKeys(x.listKey, k) })
		here := w.lists[:n]
		w.lists = w.lists[n:]
		var old [][]byte
		for i, x := range here {
			if (i == 0 || here[i-1].listKey != x.listKey) && w.mayBe(x.listKey) {
				old = append(old, x.prefix())
			}
		}
		last := b.GetAll(old)
		for i := range last {
			last[i] = slices.Clone(last[i]) // good until the next write
		}
		for len(here) > 0 {
			k := here[0].listKey
			ids = ids[:0]
			for len(here) > 0 && here[0].listKey == k {
				ids, here = append(ids, here[0].id), here[1:]
			}
			var piece []byte
			if w.mayBe(k) {
				piece, last = last[0], last[1:]
			}
			if err := appendList(b, k.prefix(), piece, ids); err != nil {
				return err
			}
		}
	}
	return nil
}

// mayBe reports whether there may be a list of k from before.
func (w *writer) mayBe(k listKey) bool { return k.a <= w.before && k.b <= w.before }

func (k listKey) prefix() []byte {
	if k.b == 0 {
		return prefix(k.a)
	}
	return prefix(k.a, k.b)
}

func compareKeys(x, y listKey) int {
	return cmp.Or(cmp.Compare(x.index, y.index), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
}
