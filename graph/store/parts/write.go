package parts

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"

	"dateline/graph/store/engine"
)

const (
	// together is how many parts of one size become one.
	together = 8
	// small is how many bytes a part of the smallest size has.
	small = 64 << 10
	// largest is from how many bytes on a part stays as it is.
	largest = 32 << 20
)

// atOnce is up to how many bytes parts become one with what a commit brings, in that commit. What is larger
// becomes one a piece at a time: see joined.
var atOnce uint64 = 2 << 20

// classOf is the size of a part, each together times that of the one before.
func classOf(bytes uint64) int { return (bits.Len64(bytes/small) + 2) / 3 }

// tail is how many of the last parts become one with what is fresh, which has so many bytes.
func tail(parts []part, fresh uint64) (n int) {
	for size := fresh; ; {
		class := classOf(size)
		k, more := 0, uint64(0)
		for n+k < len(parts) {
			p := parts[len(parts)-1-n-k]
			if p.bytes >= largest || classOf(p.bytes) > class {
				break
			}
			k++
			more += p.bytes
		}
		if k+1 < together || size+more > atOnce {
			return n
		}
		n, size = n+k, size+more
	}
}

// Flush writes what the transaction put into its buckets. Nothing may be written to them any more.
func (s *Set) Flush() error {
	room := pace
	for _, path := range slices.Sorted(maps.Keys(s.open)) {
		b := s.open[path]
		if b.fresh == nil || b.fresh.Len() == 0 {
			continue
		}
		if b.sorted {
			if err := settle(b); err != nil {
				return err
			}
			continue
		}
		room += times * b.size
		if err := s.flush(b); err != nil {
			return err
		}
	}
	if err := s.join(room); err != nil {
		return err
	}
	return s.Err()
}

// settle writes what is fresh in b to the bucket itself.
func settle(b *Bucket) (err error) {
	b.fresh.Scan(func(e item) bool {
		if e.v == nil {
			err = b.base.Delete(e.k)
		} else {
			err = b.base.Put(e.k, e.v)
		}
		return err == nil
	})
	return err
}

// flush writes a part of what is fresh in b and of as many parts before it as become one with it.
func (s *Set) flush(b *Bucket) error {
	if err := s.make(); err != nil {
		return err
	}
	n := tail(b.parts[b.joined.end(b.parts):], b.size)
	stay, old := b.parts[:len(b.parts)-n], b.parts[len(b.parts)-n:]
	from := &cursor{gone: true, from: []source{&written{it: b.fresh.Iter()}}}
	from.from = append(from.from, s.stored(old)...)
	made := part{id: s.number()}
	var of hashes
	_, _, err := s.fill(&made, from, nil, len(stay) == 0 && b.bare, 0, func(k []byte) { of.add(k, b.prefixes) })
	if err != nil {
		return err
	}
	if err := s.replace(b, len(stay), len(b.parts), made, &of); err != nil {
		return err
	}
	return s.list.Put([]byte(b.path), packList(b.parts))
}

// stored are the keys of parts, the newest first.
func (s *Set) stored(parts []part) (out []source) {
	for _, p := range slices.Backward(parts) {
		out = append(out, &stored{set: s, c: s.blocks.Cursor(), id: p.id})
	}
	return out
}

// replace puts a part that is written in the place of others, which are dropped.
func (s *Set) replace(b *Bucket, from, to int, made part, of *hashes) error {
	if made.keys > 0 {
		made.filter = of.filter()
		if err := s.blocks.Put(filterKey(made.id), made.filter); err != nil {
			return err
		}
	}
	for _, p := range b.parts[from:to] {
		if err := s.drop(p.id); err != nil {
			return err
		}
	}
	now := slices.Clone(b.parts[:from])
	if made.keys > 0 {
		now = append(now, made)
	}
	b.parts = append(now, b.parts[to:]...)
	return nil
}

// make opens the buckets of parts for writing.
func (s *Set) make() (err error) {
	if s.next != 0 {
		return nil
	}
	if s.list, err = s.top(List, true); err != nil {
		return err
	}
	if s.blocks, err = s.top(Blocks, true); err != nil {
		return err
	}
	s.next = 1
	if k, _ := s.blocks.Cursor().Last(); len(k) >= idBytes {
		s.next = binary.BigEndian.Uint32(k) + 1
	}
	return nil
}

// number is one that no part has.
func (s *Set) number() uint32 {
	s.next++
	return s.next - 1
}

// fill adds to a part what a cursor gives behind a key, until it has written about most bytes, or all with 0. last is
// the last key of what it wrote, more whether there are others. With oldest, nothing lies below that a key could
// be gone from. each sees every key.
func (s *Set) fill(p *part, from *cursor, after []byte, oldest bool, most uint64, each func(k []byte)) (last []byte, more bool, err error) {
	type whole struct {
		last []byte
		b    block
	}
	var blocks []whole // written when all is read, as cursors stand in the same bucket
	wrote := uint64(0)
	w := builder{put: func(last []byte, b block) {
		blocks = append(blocks, whole{last, b})
		wrote += uint64(len(b))
	}}
	var start []byte
	if after != nil {
		start = append(bytes.Clone(after), 0)
	}
	for k, v := from.Seek(start); k != nil; k, v = from.Next() {
		if most > 0 && wrote >= most {
			more = true
			break
		}
		last = append(last[:0], k...)
		if v == nil && oldest {
			continue
		}
		w.add(item{k, v})
		each(k)
		p.keys++
	}
	w.flush()
	p.bytes += wrote
	for _, x := range blocks {
		if err := s.blocks.Put(blockKey(nil, p.id, x.last), x.b); err != nil {
			return nil, false, err
		}
	}
	return last, more, nil
}

// hashes are those of the keys of a part, and of their prefixes.
type hashes struct {
	all    []uint64
	prefix []byte
}

func (h *hashes) add(k []byte, prefixes bool) {
	h.all = append(h.all, hash(k))
	if of := prefixOf(k); prefixes && of != nil && !bytes.Equal(of, h.prefix) {
		h.prefix = append(h.prefix[:0], of...)
		h.all = append(h.all, hash(of))
	}
}

func (h *hashes) filter() filter {
	f := newFilter(len(h.all))
	for _, x := range h.all {
		f.add(x)
	}
	return f
}

// drop takes away the blocks of a part.
func (s *Set) drop(id uint32) error {
	var keys [][]byte
	for k := range engine.Under(s.blocks, binary.BigEndian.AppendUint32(nil, id)) {
		keys = append(keys, append(binary.BigEndian.AppendUint32(nil, id), k...))
	}
	for _, k := range keys {
		if err := s.blocks.Delete(k); err != nil {
			return err
		}
	}
	return nil
}
