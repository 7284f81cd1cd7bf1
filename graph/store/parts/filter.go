package parts

import (
	"bytes"

	"github.com/cespare/xxhash/v2"
)

// filter tells which keys a part may have: a Bloom filter (1970) whose bits for a key lie in one
// line of 64 bytes (Putze, Sanders and Singler 2007), so that a look costs one reading of memory. Of keys that are not there some 1 in
// 100 pass. An empty one lets all pass.
type filter []byte

const (
	line       = 64
	bitsPerKey = 12
	probes     = 6
)

func newFilter(keys int) filter {
	return make(filter, line*max(1, (keys*bitsPerKey+8*line-1)/(8*line)))
}

// of is the line of a hash, and bits of which 9 each say one in it.
func (f filter) of(h uint64) (l []byte, bits uint64) {
	at := (h >> 32) * uint64(len(f)/line) >> 32
	return f[at*line : (at+1)*line], h * 0x9e3779b97f4a7c15
}

func (f filter) add(h uint64) {
	l, bits := f.of(h)
	for range probes {
		l[bits>>3%line] |= 1 << (bits % 8)
		bits >>= 9
	}
}

// has reports whether something with this hash may be there.
func (f filter) has(h uint64) bool {
	if len(f) < line {
		return true
	}
	l, bits := f.of(h)
	for range probes {
		if l[bits>>3%line]&(1<<(bits%8)) == 0 {
			return false
		}
		bits >>= 9
	}
	return true
}

func hash(k []byte) uint64 { return xxhash.Sum64(k) }

// prefixOf is what stands before the first zero byte of a key, and that byte; nil if it has none.
func prefixOf(k []byte) []byte {
	i := bytes.IndexByte(k, 0)
	if i < 0 {
		return nil
	}
	return k[:i+1]
}
