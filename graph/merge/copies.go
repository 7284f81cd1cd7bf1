package merge

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// Near-duplicate texts are found by MinHash over shingles of words (Broder 1997)
// with bands for look-up (as in Leskovec, Rajaraman, Ullman, Mining of Massive
// Datasets, chapter 3), and then compared exactly.
const (
	shingleWords = 3
	bandCount    = 64
	bandRows     = 3 // texts with 0.35 of their shingles in common share a band in 94 of 100 cases, with 0.05 in 1
	alike        = 0.25
	// Below this share of equal minima a closer look is not worth it.
	hopeless = 0.12
)

// Edited reprints of the project's own articles have 0.35 to 0.53 of their shingles in common,
// articles of two reporters on one event 0.00 to 0.03.

// shingles are the hashes of all runs of words of a text, sorted, each once.
func shingles(text string) []uint64 {
	words := strings.Fields(store.Fold(text))
	var out []uint64
	h := fnv.New64a()
	for i := 0; i < max(1, len(words)-shingleWords+1); i++ {
		h.Reset()
		for _, w := range words[i:min(i+shingleWords, len(words))] {
			h.Write([]byte(w))
			h.Write([]byte{' '})
		}
		out = append(out, h.Sum64())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// bandsOf are the keys under which articles like this one are looked for.
func bandsOf(sh []uint64) [][]byte {
	var out [][]byte
	for b := range bandCount {
		k := []byte{byte(b)}
		for r := range bandRows {
			seed := uint64(b*bandRows+r)*0x9E3779B97F4A7C15 + 0x1234567
			least := ^uint64(0)
			for _, x := range sh {
				least = min(least, mix(x^seed))
			}
			k = binary.BigEndian.AppendUint32(k, uint32(least))
		}
		out = append(out, k)
	}
	return out
}

// mix is a permutation of 64-bit numbers (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// jaccard is the share of common shingles.
func jaccard(a, b []uint64) float64 {
	common, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			common, i, j = common+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	if all := len(a) + len(b) - common; all > 0 {
		return float64(common) / float64(all)
	}
	return 1
}

// copies finds the articles that tell the same in the same words, and which of them is the first.
func (m *run) copies() error {
	m.rerooted = map[graph.ArticleID]bool{}
	touched := map[string]bool{}
	for _, f := range m.change.Removed {
		if err := m.dropSketch(string(f.Article.ID), touched); err != nil {
			return err
		}
	}
	for i := range m.change.Added {
		if err := m.sketch(&m.change.Added[i], touched); err != nil {
			return err
		}
	}
	done := map[string]bool{}
	for _, id := range sortedKeys(touched) {
		if !done[id] {
			if err := m.rootGroup(id, done); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *run) dropSketch(id string, touched map[string]bool) error {
	packed := m.sketches.Get([]byte(id))
	for n := 0; n+bandKey <= len(packed); n += bandKey {
		if err := m.bands.Delete(key(string(packed[n:n+bandKey]), id)); err != nil {
			return err
		}
	}
	if err := m.sketches.Delete([]byte(id)); err != nil {
		return err
	}
	var others []string
	for o := range m.near.Under(append([]byte(id), 0)) {
		others = append(others, string(o))
	}
	for _, o := range others {
		touched[o] = true
		if err := m.near.Delete(key(id, o)); err != nil {
			return err
		}
		if err := m.near.Delete(key(o, id)); err != nil {
			return err
		}
	}
	delete(touched, id)
	return nil
}

const bandKey = 1 + 4*bandRows

func (m *run) sketch(f *graph.Facts, touched map[string]bool) error {
	id := string(f.Article.ID)
	touched[id] = true
	sh := shingles(f.Article.Text)
	others := map[string]bool{}
	var packed []byte
	for _, k := range bandsOf(sh) {
		packed = append(packed, k...)
		for o := range m.bands.Under(append(slices.Clone(k), 0)) {
			others[string(o)] = true
		}
		if err := m.bands.Put(key(string(k), id), nil); err != nil {
			return err
		}
	}
	if err := m.sketches.Put([]byte(id), packed); err != nil {
		return err
	}
	for _, o := range sortedKeys(others) {
		if o == id || likeness(packed, m.sketches.Get([]byte(o))) < hopeless {
			continue
		}
		text, ok, err := m.text(graph.ArticleID(o))
		if err != nil {
			return err
		}
		if !ok || jaccard(sh, shingles(text)) < alike {
			continue
		}
		touched[o] = true
		if err := m.near.Put(key(id, o), nil); err != nil {
			return err
		}
		if err := m.near.Put(key(o, id), nil); err != nil {
			return err
		}
	}
	return nil
}

// likeness is the share of equal minima in two sketches: about that of common shingles.
func likeness(a, b []byte) float64 {
	if len(a) != len(b) {
		return 0
	}
	same, n := 0, 0
	for i := 0; i < len(a); i += bandKey {
		for j := i + 1; j < i+bandKey; j += 4 {
			n++
			if string(a[j:j+4]) == string(b[j:j+4]) {
				same++
			}
		}
	}
	return float64(same) / float64(max(1, n))
}

// text is the text of an article as it is after the change.
func (m *run) text(id graph.ArticleID) (string, bool, error) {
	for i := range m.change.Added {
		if a := &m.change.Added[i].Article; a.ID == id {
			return a.Text, true, nil
		}
	}
	a, err := m.tx.Article(id)
	return a.Text, a.ID != "", err
}

// rootGroup finds all articles connected with id, and makes all but the first published
// copies of that.
func (m *run) rootGroup(id string, done map[string]bool) error {
	queue := []string{id}
	done[id] = true
	var group []graph.Source
	for len(queue) > 0 {
		x := queue[0]
		queue = queue[1:]
		src, ok, err := m.tx.Source(graph.ArticleID(x))
		if err != nil {
			return err
		}
		if ok {
			group = append(group, src)
		}
		for o := range m.near.Under(append([]byte(x), 0)) {
			if !done[string(o)] {
				done[string(o)] = true
				queue = append(queue, string(o))
			}
		}
	}
	if len(group) == 0 {
		return nil
	}
	slices.SortFunc(group, func(a, b graph.Source) int {
		if a.Published.IsZero() != b.Published.IsZero() {
			if a.Published.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Published.Compare(b.Published), cmp.Compare(a.ID, b.ID))
	})
	for i, a := range group {
		of := group[0].ID
		if i == 0 {
			of = ""
		}
		if a.CopyOf != of {
			m.tx.SetCopy(a.ID, of)
			m.rerooted[a.ID] = true
		}
	}
	return nil
}

// rootOf is the article that id is a copy of now, or id.
func (m *run) rootOf(id graph.ArticleID) graph.ArticleID { return m.tx.RootNow(id) }
