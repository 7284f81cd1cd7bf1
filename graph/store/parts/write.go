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
	// largest is from how many bytes on a part stays as it is: what is merged is in memory until
	// it is committed.
	largest = 32 << 20
)

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
		if k+1 < together {
			return n
		}
		n, size = n+k, size+more
	}
}

// Flush writes what the transaction put into its buckets. Nothing may be written to them any more.
func (s *Set) Flush() error {
	for _, path := range slices.Sorted(maps.Keys(s.open)) {
		b := s.open[path]
		if b.fresh == nil || b.fresh.Len() == 0 {
			continue
		}
		write := s.flush
		if b.sorted {
			write = settle
		}
		if err := write(b); err != nil {
			return err
		}
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
	n := tail(b.parts, b.size)
	stay, old := b.parts[:len(b.parts)-n], b.parts[len(b.parts)-n:]
	from := &cursor{gone: true, from: []source{&written{it: b.fresh.Iter()}}}
	for _, p := range slices.Backward(old) {
		from.from = append(from.from, &stored{set: s, c: s.blocks.Cursor(), id: p.id})
	}
	made, err := s.write(from, b.prefixes, len(stay) == 0 && b.bare)
	if err != nil {
		return err
	}
	for _, p := range old {
		if err := s.drop(p.id); err != nil {
			return err
		}
	}
	b.parts = stay
	if made.keys > 0 {
		b.parts = append(stay[:len(stay):len(stay)], made)
	}
	return s.list.Put([]byte(b.path), packList(b.parts))
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

// write makes a part of what a cursor gives. With oldest, nothing lies below that a key could be gone from.
func (s *Set) write(from *cursor, prefixes, oldest bool) (p part, err error) {
	p.id = s.next
	s.next++
	type whole struct {
		last []byte
		b    block
	}
	var blocks []whole // written when all is read, as cursors stand in the same bucket
	var hashes []uint64
	var prefix []byte
	w := builder{put: func(last []byte, b block) { blocks = append(blocks, whole{last, b}) }}
	for k, v := from.Seek(nil); k != nil; k, v = from.Next() {
		if v == nil && oldest {
			continue
		}
		w.add(item{k, v})
		hashes = append(hashes, hash(k))
		if of := prefixOf(k); prefixes && of != nil && !bytes.Equal(of, prefix) {
			prefix = of
			hashes = append(hashes, hash(of))
		}
		p.keys++
	}
	w.flush()
	if p.keys == 0 {
		return p, nil
	}
	f := newFilter(len(hashes))
	for _, h := range hashes {
		f.add(h)
	}
	if err := s.blocks.Put(filterKey(p.id), f); err != nil {
		return p, err
	}
	for _, x := range blocks {
		p.bytes += uint64(len(x.b))
		if err := s.blocks.Put(blockKey(nil, p.id, x.last), x.b); err != nil {
			return p, err
		}
	}
	return p, nil
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
