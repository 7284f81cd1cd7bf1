package merge

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/graph"
	"dateline/graph/store"
)

// Near-duplicate texts are found by MinHash over shingles of words (Broder 1997)
// with bands for look-up (as in Leskovec, Rajaraman, Ullman, Mining of Massive
// Datasets, chapter 3). Two sketches of an article are compared: of all of it, and of
// its head, because papers cut the copy of an agency from the end.
//
// Only shingles that hold a name or a number count, where a text has some of them:
// bulletins made from one form share their wording and are not copies, copies
// share what they tell of. The project's own reprints have TestThresholds' shares in common.
const (
	shingleWords = 3
	headWords    = 70
	fewShingles  = 6
	bandRows     = 2 // texts with 0.2 of their shingles in common share one of 64 bands in 93 of 100 cases, with 0.02 in 3
	wholeBands   = 64
	headBands    = 24
	alike        = 0.18
	headAlike    = 0.45
	creditAlike  = 0.12 // of two that both name the agency whose copy they are
	// Of a text with few shingles a handful in common ("the Islamic State of Iraq and the Levant") makes a large share. In
	// place of its head all of its shingles are sketched, with and without names.
	shortShingles = 40
	shortAlike    = 0.8
	shortAllAlike = 0.65
	// Reprints appear within days; a text that comes back after that is news again.
	reprintDays = 10
	day         = 24 * 3600
)

// sketch is what is kept of an article to find its copies.
type sketch struct {
	published int64  // seconds since 1970, 0: unknown
	credit    uint32 // of the agency, 0: none
	short     bool   // it has few shingles
	minima    []uint32
}

const sketchMinima = wholeBands*bandRows + headBands*bandRows

func sketchOf(a graph.Source) sketch {
	s := sketch{}
	if !a.Published.IsZero() {
		s.published = a.Published.Unix()
	}
	if f := store.Fold(a.Agency); f != "" {
		h := fnv.New32a()
		h.Write([]byte(f))
		s.credit = h.Sum32()
	}
	words := strings.Fields(a.Text)
	telling, all := shingles(words)
	s.short = len(telling) < shortShingles
	if !s.short {
		all, _ = shingles(words[:min(len(words), headWords)])
	}
	s.minima = append(s.minima, minima(telling, wholeBands*bandRows, 0)...)
	s.minima = append(s.minima, minima(all, headBands*bandRows, 1<<20)...)
	return s
}

// shingles are the hashes of the runs of words of a text that tell it from others of its
// form, and of all, each sorted and once.
func shingles(words []string) (telling, all []uint64) {
	folded := make([]string, len(words))
	name := make([]bool, len(words))
	for i, w := range words {
		folded[i] = store.Fold(w)
		name[i] = tells(w, i == 0 || endsSentence(words[i-1]))
	}
	h := fnv.New64a()
	for i := 0; i < max(1, len(words)-shingleWords+1); i++ {
		h.Reset()
		end, t := min(i+shingleWords, len(words)), false
		for j := i; j < end; j++ {
			h.Write([]byte(folded[j]))
			h.Write([]byte{' '})
			t = t || name[j]
		}
		all = append(all, h.Sum64())
		if t {
			telling = append(telling, h.Sum64())
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if len(telling) < fewShingles {
		return all, all
	}
	slices.Sort(telling)
	return slices.Compact(telling), all
}

// tells reports whether a word is a name or number, by its shape.
func tells(w string, first bool) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(w, unicode.IsPunct))
	return unicode.IsDigit(r) || unicode.IsUpper(r) && !first
}

func endsSentence(w string) bool {
	w = strings.TrimRightFunc(w, func(r rune) bool { return unicode.In(r, unicode.Pf, unicode.Pe) || r == '"' || r == '\'' })
	r, _ := utf8.DecodeLastRuneInString(w)
	return unicode.Is(unicode.Sentence_Terminal, r)
}

// minima are the n smallest values of as many permutations of the shingles.
func minima(sh []uint64, n, from int) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		seed, least := uint64(from+i)*0x9E3779B97F4A7C15+0x1234567, ^uint64(0)
		for _, x := range sh {
			least = min(least, mix(x^seed))
		}
		out[i] = uint32(least)
	}
	return out
}

// mix is a permutation of 64-bit numbers (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// bandKey is the length of a band's key: the stretch of days, then a hash of its number and
// minima. Articles come more or less in the order of time: with the days first, what
// a commit adds lies together in the file, however many articles there are.
const (
	stretchBytes = 3
	bandKey      = stretchBytes + 5
)

// bands are the keys under which this article is found, in order.
func (s sketch) bands() []string {
	out := s.codes()
	for i, c := range out {
		out[i] = string(appendStretch(nil, s.stretch())) + c
	}
	return out
}

// banded are the minima by which s is found. What is near a short text shares most of
// them, so that a few bands are enough: with 0.8 in common one of 8 in 9,997 of 10,000 cases.
func (s sketch) banded() []uint32 {
	if s.short {
		return s.minima[:shortBands*bandRows]
	}
	return s.minima
}

const shortBands = 8

// codes are the hashes of the bands, in order.
func (s sketch) codes() []string {
	out := make([]string, 0, len(s.minima)/bandRows)
	var b [8]byte
	for i := 0; i < len(s.banded()); i += bandRows {
		h := uint64(i)
		for _, m := range s.minima[i : i+bandRows] {
			h = mix(h<<32 ^ h>>32 ^ uint64(m))
		}
		binary.BigEndian.PutUint64(b[:], h)
		out = append(out, string(b[:bandKey-stretchBytes]))
	}
	slices.Sort(out)
	return out
}

func appendStretch(b []byte, n uint32) []byte { return append(b, byte(n>>16), byte(n>>8), byte(n)) }

func stretchOf(band string) uint32 {
	return uint32(band[0])<<16 | uint32(band[1])<<8 | uint32(band[2])
}

// firstStretch is that of the year 1970; 0 is that of articles without a date.
const firstStretch = 1 << 20

// stretch is the number of the 2 * reprintDays in which it was published.
func (s sketch) stretch() uint32 {
	if s.published == 0 {
		return 0
	}
	return uint32(floorDiv(s.published, 2*reprintDays*day) + firstStretch)
}

// neighbour is the other stretch in which articles lie that are not more than reprintDays away.
func (s sketch) neighbour() uint32 {
	if s.published-floorDiv(s.published, 2*reprintDays*day)*2*reprintDays*day < reprintDays*day {
		return s.stretch() - 1
	}
	return s.stretch() + 1
}

func floorDiv(a, b int64) int64 {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// finds reports whether a look-up of one article meets the other: whether they share a band.
func (s sketch) finds(o sketch) bool {
	for i := 0; i < min(len(s.banded()), len(o.banded())); i += bandRows {
		if slices.Equal(s.minima[i:i+bandRows], o.minima[i:i+bandRows]) {
			return true
		}
	}
	return false
}

func (s sketch) pack() []byte {
	b := binary.BigEndian.AppendUint64(nil, uint64(s.published))
	b = binary.BigEndian.AppendUint32(b, s.credit)
	for _, m := range s.minima {
		b = binary.BigEndian.AppendUint32(b, m)
	}
	if s.short {
		b = append(b, 1)
	}
	return b
}

func unpackSketch(b []byte) (sketch, bool) {
	const size = 12 + 4*sketchMinima
	if len(b) != size && len(b) != size+1 {
		return sketch{}, false
	}
	s := sketch{short: len(b) > size, published: int64(binary.BigEndian.Uint64(b)), credit: binary.BigEndian.Uint32(b[8:]), minima: make([]uint32, sketchMinima)}
	for i := range s.minima {
		s.minima[i] = binary.BigEndian.Uint32(b[12+4*i:])
	}
	return s, true
}

// near reports whether one of two articles can be a copy of the other.
func (s sketch) near(o sketch) bool {
	if s.published != 0 && o.published != 0 && max(s.published-o.published, o.published-s.published) > reprintDays*day {
		return false
	}
	whole, head := s.likeness(o)
	if s.short || o.short {
		return whole >= shortAlike && head >= shortAllAlike
	}
	return whole >= alike || head >= headAlike || s.credit != 0 && s.credit == o.credit && whole >= creditAlike
}

// likeness is the share of equal minima in two sketches, about that of common shingles: of
// the whole texts and of their heads, or of all shingles where they are short.
func (s sketch) likeness(o sketch) (whole, head float64) {
	share := func(a, b []uint32) float64 {
		same := 0
		for i := range a {
			if a[i] == b[i] {
				same++
			}
		}
		return float64(same) / float64(len(a))
	}
	const w = wholeBands * bandRows
	return share(s.minima[:w], o.minima[:w]), share(s.minima[w:], o.minima[w:])
}
