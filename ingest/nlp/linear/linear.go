// Package linear scores classes with hashed, sparse linear models. It takes the
// keys of the features that hold and adds up what each says for each class. It
// knows neither what a feature is nor how the weights were found (package train
// does).
//
// A feature is a 32-bit key made with Key; two features that share a key share
// their weights, which is rare enough not to matter at a million features.
package linear

// Model holds the weights: for each feature only of the classes it speaks for.
type Model struct {
	Classes int
	slots   []slot
	mask    uint32
	entries []Entry
}

type slot struct {
	key, start uint32
	n          uint32
}

// Entry is the weight of one class.
type Entry struct {
	Class  uint16
	Weight int16
}

// Key mixes a feature's template number and its values into a key. The result
// is never 0.
func Key(template uint32, values ...uint32) uint32 {
	h := uint64(template)*0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019
	for _, v := range values {
		h = (h ^ uint64(v)) * 0xD6E8FEB86659FD93
		h ^= h >> 32
	}
	return finish(h)
}

// Key1 is Key of one value.
func Key1(template, a uint32) uint32 {
	h := uint64(template)*0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019
	h = (h ^ uint64(a)) * 0xD6E8FEB86659FD93
	return finish(h ^ h>>32)
}

// Key2 is Key of two values.
func Key2(template, a, b uint32) uint32 {
	h := uint64(template)*0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019
	h = (h ^ uint64(a)) * 0xD6E8FEB86659FD93
	h ^= h >> 32
	h = (h ^ uint64(b)) * 0xD6E8FEB86659FD93
	return finish(h ^ h>>32)
}

// Key3 is Key of three values.
func Key3(template, a, b, c uint32) uint32 {
	h := uint64(template)*0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019
	h = (h ^ uint64(a)) * 0xD6E8FEB86659FD93
	h ^= h >> 32
	h = (h ^ uint64(b)) * 0xD6E8FEB86659FD93
	h ^= h >> 32
	h = (h ^ uint64(c)) * 0xD6E8FEB86659FD93
	return finish(h ^ h>>32)
}

func finish(h uint64) uint32 {
	h *= 0xFF51AFD7ED558CCD
	k := uint32(h >> 32)
	if k == 0 {
		return 1
	}
	return k
}

// Text is the value of a string (FNV-1a, 32 bits).
func Text(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// New makes a model with room for n features.
func New(classes, n int) *Model {
	size := 16
	for size < n*2 {
		size *= 2
	}
	return &Model{Classes: classes, slots: make([]slot, size), mask: uint32(size - 1)}
}

// Put adds the weights of a feature that the model does not have yet.
func (m *Model) Put(key uint32, entries []Entry) {
	i := key & m.mask
	for m.slots[i].n != 0 {
		i = (i + 1) & m.mask
	}
	m.slots[i] = slot{key, uint32(len(m.entries)), uint32(len(entries))}
	m.entries = append(m.entries, entries...)
}

// Entries is what the feature says, nil if the model does not know it.
func (m *Model) Entries(key uint32) []Entry {
	i := key & m.mask
	for {
		s := &m.slots[i]
		if s.n == 0 {
			return nil
		}
		if s.key == key {
			return m.entries[s.start : s.start+s.n]
		}
		i = (i + 1) & m.mask
	}
}

// Score adds what each feature says to scores, one per class.
func (m *Model) Score(keys []uint32, scores []int32) {
	// The table is larger than the caches: a dozen of its places are asked for at once,
	// not each when the last has come and has been looked at.
	const many = 16
	var at [many]slot
	for len(keys) > 0 {
		some := keys[:min(many, len(keys))]
		keys = keys[len(some):]
		for i, k := range some {
			at[i] = m.slots[k&m.mask]
		}
		for i, k := range some {
			s := &at[i]
			switch {
			case s.n == 0:
			case s.key == k:
				m.add(m.entries[s.start:s.start+s.n], scores)
			default:
				m.add(m.Entries(k), scores)
			}
		}
	}
}

func (m *Model) add(entries []Entry, scores []int32) {
	for _, e := range entries {
		scores[e.Class] += int32(e.Weight)
	}
}

// Prune is the model without the weights below least, in their absolute value.
func (m *Model) Prune(least int16) *Model {
	n := 0
	for _, s := range m.slots {
		if s.n > 0 {
			n++
		}
	}
	out := New(m.Classes, n)
	var kept []Entry
	for _, s := range m.slots {
		kept = kept[:0]
		for _, e := range m.entries[s.start : s.start+s.n] {
			if e.Weight >= least || -e.Weight >= least {
				kept = append(kept, e)
			}
		}
		if len(kept) > 0 {
			out.Put(s.key, kept)
		}
	}
	return out
}
