package layout

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"

	"github.com/hidal-go/hidalgo/kv"
)

// KV shows what lies in db to Cayley as its key-value store expects it. Cayley reads
// through it, and writes nothing but the meta of a new store.
func KV(db kv.KV) kv.KV { return shown{db} }

type shown struct{ kv.KV }

func (s shown) Tx(rw bool) (kv.Tx, error) {
	t, err := s.KV.Tx(rw)
	if err != nil {
		return nil, err
	}
	return shownTx{t}, nil
}

type shownTx struct{ kv.Tx }

// kinds of keys that Cayley asks for.
const (
	asItIs = iota
	nodeNumber
	nodeRefs
	list
)

func kindOf(key kv.Key) int {
	if len(key) < 2 {
		return asItIs
	}
	name := string(key[0])
	switch {
	case len(name) == 3 && name[0] == 'v':
		return nodeNumber
	case len(name) == 3 && name[0] == 'n':
		return nodeRefs
	case name == string(spName), name == string(opName), name == string(lName):
		return list
	}
	return asItIs
}

// short is how a key of Cayley's index begins here.
func short(key kv.Key) (kv.Key, error) {
	k := key[1]
	if len(k)%8 != 0 {
		return nil, errors.New("a key of an index is not made of numbers")
	}
	var ids []byte
	for ; len(k) > 0; k = k[8:] {
		id := binary.BigEndian.Uint64(k)
		if id >= mostIDs {
			return nil, kv.ErrNotFound
		}
		ids = appendID(ids, id)
	}
	return kv.Key{key[0], ids}, nil
}

func (t shownTx) Get(ctx context.Context, key kv.Key) (kv.Value, error) {
	kind := kindOf(key)
	switch kind {
	case asItIs:
		return t.Tx.Get(ctx, key)
	case list:
		return t.list(ctx, key)
	}
	b, err := t.Tx.Get(ctx, kv.Key{Node, key[1]})
	if err != nil {
		return nil, err
	}
	id, refs := unpackNode(b)
	if kind == nodeRefs {
		id = refs
	}
	return binary.AppendUvarint(nil, id), nil
}

func (t shownTx) list(ctx context.Context, key kv.Key) (kv.Value, error) {
	it := t.Scan(key).(*pieces)
	defer it.Close()
	var ids []uint64
	for it.Next(ctx) {
		ids = append(ids, it.ids...)
	}
	if err := it.Err(); err != nil {
		return nil, err
	}
	if ids == nil {
		return nil, kv.ErrNotFound
	}
	slices.Sort(ids)
	return appendIDs(nil, ids), nil
}

func (t shownTx) GetBatch(ctx context.Context, keys []kv.Key) ([]kv.Value, error) {
	plain := true
	for _, k := range keys {
		plain = plain && kindOf(k) == asItIs
	}
	if plain {
		return t.Tx.GetBatch(ctx, keys)
	}
	out := make([]kv.Value, len(keys))
	for i, k := range keys {
		v, err := t.Get(ctx, k)
		if err != nil && err != kv.ErrNotFound {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func (t shownTx) Put(key kv.Key, v kv.Value) error {
	switch kind := kindOf(key); {
	case kind == list && len(key[1]) == 0: // makes the bucket
		return t.Tx.Put(key, v)
	case kind != asItIs:
		return errors.New("quads are written by Apply alone")
	}
	return t.Tx.Put(key, v)
}

func (t shownTx) Scan(pref kv.Key) kv.Iterator {
	if kindOf(pref) != list {
		return t.Tx.Scan(pref)
	}
	key, err := short(pref)
	if err != nil {
		return &pieces{err: err}
	}
	return &pieces{Iterator: t.Tx.Scan(key)}
}

// pieces gives the pieces of a list as lists of Cayley's.
type pieces struct {
	kv.Iterator
	ids []uint64
	val kv.Value
	err error
}

func (p *pieces) Next(ctx context.Context) bool {
	if p.err != nil || !p.Iterator.Next(ctx) {
		return false
	}
	if p.ids, p.err = readPiece(p.ids[:0], p.Iterator.Val()); p.err != nil {
		return false
	}
	p.val = appendIDs(p.val[:0], p.ids)
	return true
}

func appendIDs(b []byte, ids []uint64) []byte {
	for _, id := range ids {
		b = binary.AppendUvarint(b, id)
	}
	return b
}

func (p *pieces) Val() kv.Value { return p.val }

func (p *pieces) Err() error {
	if p.err != nil && p.err != kv.ErrNotFound {
		return p.err
	}
	if p.Iterator == nil {
		return nil
	}
	return p.Iterator.Err()
}

func (p *pieces) Close() error {
	if p.Iterator == nil {
		return nil
	}
	return p.Iterator.Close()
}
