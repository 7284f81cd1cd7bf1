package linear

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// random makes a model of random features and its features.
func random(n int) (*Model, map[uint32][]Entry) {
	r := rand.New(rand.NewPCG(1, 2))
	m, all := New(5, n), map[uint32][]Entry{}
	for range n {
		key := Key2(3, r.Uint32(), r.Uint32())
		if _, ok := all[key]; ok {
			continue
		}
		var e []Entry
		for c := range uint16(5) {
			if r.IntN(2) == 0 || c == 4 {
				e = append(e, Entry{c, int16(r.IntN(2000) - 1000)})
			}
		}
		all[key] = e
		m.Put(key, e)
	}
	return m, all
}

func TestPack(t *testing.T) {
	m, all := random(2000)
	packed, err := m.Pack()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Open(packed)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range all {
		for _, model := range []*Model{m, again} {
			if got := model.Entries(key); !reflect.DeepEqual(got, want) {
				t.Fatalf("feature %d: %v, want %v", key, got, want)
			}
		}
	}
	if again.Entries(Key1(99, 1)) != nil {
		t.Error("an unknown feature has weights")
	}
	for _, bad := range [][]byte{nil, packed[:len(packed)/2], []byte("no model at all")} {
		if _, err := Open(bad); err == nil {
			t.Errorf("%d bytes were read without an error", len(bad))
		}
	}
}

func TestScoreAndPrune(t *testing.T) {
	m := New(2, 2)
	m.Put(7, []Entry{{0, 5}, {1, -3}})
	m.Put(9, []Entry{{1, 2}})
	scores := make([]int32, 2)
	m.Score([]uint32{7, 9, 11}, scores)
	if scores[0] != 5 || scores[1] != -1 {
		t.Errorf("scores %v, want [5 -1]", scores)
	}
	p := m.Prune(3)
	if got := p.Entries(7); len(got) != 2 || p.Entries(9) != nil {
		t.Errorf("pruned: %v and %v", got, p.Entries(9))
	}
}

func TestKeys(t *testing.T) {
	if Key(4, 1, 2, 3) != Key3(4, 1, 2, 3) || Key(4, 1, 2) != Key2(4, 1, 2) || Key(4, 1) != Key1(4, 1) {
		t.Error("Key and its short forms differ")
	}
	if Key2(4, 1, 2) == Key2(4, 2, 1) || Key1(4, 1) == Key1(5, 1) {
		t.Error("keys do not tell values apart")
	}
}

func TestFile(t *testing.T) {
	var w Writer
	w.Number(300)
	w.Text("naïve")
	WriteMap(&w, map[uint32]uint8{7: 1, 1 << 31: 2})
	m, _ := random(10)
	w.Model(m)
	packed, err := Compress(w.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	if n, s := r.Number(), r.Text(); n != 300 || s != "naïve" {
		t.Errorf("read %d %q", n, s)
	}
	if got := ReadMap[uint8](r); !reflect.DeepEqual(got, map[uint32]uint8{7: 1, 1 << 31: 2}) {
		t.Errorf("read %v", got)
	}
	if got := r.Model(); got.Classes != 5 || r.Err() != nil {
		t.Errorf("read a model of %d classes, %v", got.Classes, r.Err())
	}
	r.Number()
	if r.Err() == nil {
		t.Error("reading past the end gave no error")
	}
}
