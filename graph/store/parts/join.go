package parts

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
)

// Large parts become one over several commits, a piece in each: all at once they would be in memory
// together, and those of several buckets, which grow at the same pace, in the same commit. Until the last piece is written
// the parts stay as they are, and nobody looks into what is written of the new one. How far it is stands in the list
// of parts, under the path of the bucket and a zero byte:
//
//	number of the new part, its keys and bytes; how many parts it is made of, their numbers; the last key (varints, key)

// A commit writes pieces of pace bytes, and of times what it brings itself: a key is written once or twice more
// before it lies in a large part.
var pace uint64 = 4 << 20

const times = 2

// joined is a part that is being made of others of a bucket; the zero value is none.
type joined struct {
	part
	of   []uint32 // the parts, one after the other in the list of the bucket, the oldest first
	last []byte
}

// end is where in the list of a bucket the parts end that are being joined, 0 if there are none.
func (j *joined) end(parts []part) int {
	if len(j.of) == 0 {
		return 0
	}
	return j.begin(parts) + len(j.of)
}

// begin is where they begin, -1 if they do not stand there as they should.
func (j *joined) begin(parts []part) int {
	i := slices.IndexFunc(parts, func(p part) bool { return p.id == j.of[0] })
	if i < 0 || len(parts)-i < len(j.of) {
		return -1
	}
	for n, id := range j.of {
		if parts[i+n].id != id {
			return -1
		}
	}
	return i
}

// window is the first of the parts, from the newest, of which together or more of one size stand side by side.
func window(parts []part) (from, to int) {
	for to = len(parts); to >= together; to-- {
		class := classOf(parts[to-1].bytes)
		from = to
		for from > 0 && parts[from-1].bytes < largest && classOf(parts[from-1].bytes) <= class {
			from--
		}
		if to-from >= together {
			return from, to
		}
	}
	return 0, 0
}

// join goes on with what is being joined, the longest lists first, until room bytes are written.
func (s *Set) join(room uint64) error {
	type work struct {
		b    *Bucket
		many int // parts
	}
	var all []work
	for _, path := range slices.Sorted(maps.Keys(s.open)) {
		b := s.open[path]
		if b.fresh == nil || b.sorted || s.next == 0 {
			continue
		}
		if len(b.joined.of) == 0 {
			from, to := window(b.parts)
			if from == to {
				continue
			}
			for _, p := range b.parts[from:to] {
				b.joined.of = append(b.joined.of, p.id)
			}
			b.joined.id = s.number()
		}
		all = append(all, work{b, len(b.parts)})
	}
	slices.SortStableFunc(all, func(x, y work) int { return cmp.Compare(y.many, x.many) })
	for _, w := range all {
		if room == 0 {
			if w.b.joined.keys == 0 {
				w.b.joined = joined{} // not begun
			}
			continue
		}
		n, err := s.piece(w.b, room)
		if err != nil {
			return err
		}
		room -= min(n, room)
	}
	return nil
}

// piece writes the next piece of what is being joined in b, of at most most bytes.
func (s *Set) piece(b *Bucket, most uint64) (wrote uint64, err error) {
	j := &b.joined
	begin := j.begin(b.parts)
	from := &cursor{gone: true, from: s.stored(b.parts[begin : begin+len(j.of)])}
	before := j.bytes
	last, more, err := s.fill(&j.part, from, j.last, begin == 0 && b.bare, most, func([]byte) {})
	if err != nil {
		return 0, err
	}
	wrote = j.bytes - before
	at := joinedKey(b.path)
	if more {
		j.last = last
		return wrote, s.list.Put(at, j.pack())
	}
	var of hashes
	whole := &cursor{gone: true, from: s.stored([]part{j.part})}
	for k, _ := whole.Seek(nil); k != nil; k, _ = whole.Next() {
		of.add(k, b.prefixes)
	}
	if err := s.replace(b, begin, begin+len(j.of), j.part, &of); err != nil {
		return wrote, err
	}
	b.joined = joined{}
	if err := s.list.Delete(at); err != nil {
		return wrote, err
	}
	return wrote, s.list.Put([]byte(b.path), packList(b.parts))
}

// loadJoined reads what is being joined in b. What stands there of parts that are no more is dropped.
func (s *Set) loadJoined(b *Bucket) error {
	at := joinedKey(b.path)
	v := s.list.Get(at)
	if v == nil {
		return nil
	}
	j, err := unpackJoined(v)
	if err != nil {
		return err
	}
	if b.joined = j; j.begin(b.parts) >= 0 {
		return nil
	}
	b.joined = joined{}
	if err := s.make(); err != nil {
		return err
	}
	if err := s.drop(j.id); err != nil {
		return err
	}
	return s.list.Delete(at)
}

func joinedKey(path string) []byte { return append([]byte(path), 0) }

func (j *joined) pack() []byte {
	var v []byte
	for _, n := range []uint64{uint64(j.id), j.keys, j.bytes, uint64(len(j.of))} {
		v = binary.AppendUvarint(v, n)
	}
	for _, id := range j.of {
		v = binary.AppendUvarint(v, uint64(id))
	}
	return append(v, j.last...)
}

func unpackJoined(v []byte) (j joined, err error) {
	num := func() uint64 {
		n, w := binary.Uvarint(v)
		if w <= 0 {
			err, w = ErrDamaged, 0
		}
		v = v[w:]
		return n
	}
	id, keys, size, n := num(), num(), num(), num()
	if err != nil || n == 0 || n > uint64(len(v)) {
		return joined{}, ErrDamaged
	}
	j.part = part{id: uint32(id), keys: keys, bytes: size}
	for range n {
		j.of = append(j.of, uint32(num()))
	}
	j.last = bytes.Clone(v)
	return j, err
}
