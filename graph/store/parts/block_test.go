package parts

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
)

func made(items ...item) block {
	var out block
	w := builder{put: func(_ []byte, b block) { out = b }}
	for _, e := range items {
		w.add(e)
	}
	w.flush()
	return out
}

// Whatever bytes a block has, looking into it ends, and gives nothing that is not in it.
func FuzzBlock(f *testing.F) {
	f.Add([]byte(made(item{[]byte("a"), []byte("1")}, item{[]byte("b"), nil}, item{[]byte("c"), empty})), []byte("b"))
	f.Add([]byte{0, 0, 0, 0, 255, 255, 255, 255}, []byte{})
	f.Add([]byte{1, 2, 'k', 'v', 0, 0, 0, 0, 1, 0, 0, 0}, []byte("k"))
	f.Fuzz(func(t *testing.T, b, k []byte) {
		n := block(b).len()
		i := block(b).find(k)
		if i < 0 || i > n {
			t.Fatalf("%d of %d", i, n)
		}
		for j := range n {
			if e := block(b).at(j, n); len(e.k)+len(e.v) > len(b) {
				t.Fatal("more than there is")
			}
		}
	})
}

// A list of parts that is damaged is an error, not a panic; one that is read is written alike.
func FuzzList(f *testing.F) {
	f.Add(packList([]part{{id: 3, keys: 7, bytes: 900}, {id: 1 << 31, keys: 1, bytes: 1}}))
	f.Add([]byte{255})
	f.Fuzz(func(t *testing.T, b []byte) {
		ps, err := unpackList(b)
		if err != nil {
			return
		}
		again, err := unpackList(packList(ps))
		if err != nil || len(again) != len(ps) {
			t.Fatalf("%v, then %v (%v)", ps, again, err)
		}
	})
}

func TestBlock(t *testing.T) {
	b := made(item{[]byte("a"), []byte("1")}, item{[]byte("bb"), nil}, item{[]byte("c"), empty})
	if b.len() != 3 || b.find([]byte("b")) != 1 || b.find([]byte("c")) != 2 || b.find([]byte("d")) != 3 {
		t.Errorf("%d entries", b.len())
	}
	if e := b.at(1, 3); string(e.k) != "bb" || e.v != nil {
		t.Errorf("%q is %q, not gone", e.k, e.v)
	}
	if e := b.at(2, 3); e.v == nil {
		t.Error("an empty value is none")
	}
	n := 0
	w := builder{put: func(last []byte, b block) {
		if n += b.len(); len(b) > blockBytes+8 || !bytes.Equal(last, b.at(b.len()-1, b.len()).k) {
			t.Errorf("a block of %d bytes, last %q", len(b), last)
		}
	}}
	for i := range 5000 {
		w.add(item{fmt.Appendf(nil, "%06d", i), []byte("v")})
	}
	w.flush()
	if n != 5000 {
		t.Errorf("%d entries in blocks", n)
	}
}

// A filter lets through what was added, and about 1 in 100 of the rest.
func TestFilter(t *testing.T) {
	const n = 20_000
	f := newFilter(n)
	for i := range n {
		f.add(hash(fmt.Append(nil, i)))
	}
	wrong := 0
	for i := range 2 * n {
		has := f.has(hash(fmt.Append(nil, i)))
		if i < n && !has {
			t.Fatalf("%d is not there", i)
		}
		if i >= n && has {
			wrong++
		}
	}
	if wrong > n/40 {
		t.Errorf("%d of %d pass that are not there", wrong, n)
	}
}

func TestTail(t *testing.T) {
	defer SetSizes(4<<20, pace)()
	of := func(sizes ...uint64) (out []part) {
		for _, s := range sizes {
			out = append(out, part{bytes: s})
		}
		return out
	}
	const k = small / 2
	for _, c := range []struct {
		parts []part
		fresh uint64
		want  int
	}{
		{nil, k, 0},
		{of(k, k, k, k, k, k), k, 0},
		{of(k, k, k, k, k, k, k), k, 7},
		{of(9*k, k, k, k, k, k, k, k), k, 7},
		{of(9*k, 9*k, 9*k, 9*k, 9*k, 9*k, 9*k, k, k, k, k, k, k, k), k, 14},
		{of(k, k, k, k, k, k, k), 100 * k, 7},
		{of(k, k, k, k, k, k, k), 200 * k, 0}, // too much for one commit
		{of(largest, k, k, k, k, k, k, k), k, 7},
		{of(largest, largest, largest, largest, largest, largest, largest, largest), largest, 0},
	} {
		if got := tail(c.parts, c.fresh); got != c.want {
			t.Errorf("%v with %d: %d of them become one, want %d", c.parts, c.fresh, got, c.want)
		}
	}
}

func TestWindow(t *testing.T) {
	const k = small / 2
	for _, c := range []struct {
		sizes    []uint64
		from, to int
	}{
		{nil, 0, 0},
		{[]uint64{k, k, k, k, k, k, k}, 0, 0},
		{[]uint64{k, k, k, k, k, k, k, k}, 0, 8},
		{[]uint64{largest, 9 * k, 9 * k, 9 * k, 9 * k, k, 9 * k, 9 * k, 9 * k, 9 * k, k, k}, 1, 10},
		{[]uint64{9 * k, 9 * k, 9 * k, 9 * k, 9 * k, 9 * k, 9 * k, k, k}, 0, 0},
		{[]uint64{largest, largest, largest, largest, largest, largest, largest, largest}, 0, 0},
	} {
		var parts []part
		for _, s := range c.sizes {
			parts = append(parts, part{bytes: s})
		}
		if from, to := window(parts); from != c.from || to != c.to {
			t.Errorf("%v: from %d to %d, want %d, %d", c.sizes, from, to, c.from, c.to)
		}
	}
}

// FuzzJoined: a note of what is being joined is read as it was written, or refused.
func FuzzJoined(f *testing.F) {
	j := joined{part: part{id: 9, keys: 3, bytes: 400}, of: []uint32{1, 2, 70000}, last: []byte("k")}
	f.Add(j.pack())
	f.Fuzz(func(t *testing.T, b []byte) {
		j, err := unpackJoined(b)
		if err != nil {
			return
		}
		again, err := unpackJoined(j.pack())
		if err != nil || again.id != j.id || !slices.Equal(again.of, j.of) || !bytes.Equal(again.last, j.last) {
			t.Errorf("%+v, again %+v, %v", j, again, err)
		}
	})
}
