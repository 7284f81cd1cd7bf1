// Package vectors learns vectors of words from plain sentences: skip-grams with
// negative samples (Mikolov et al. 2013) that tell the places around a word
// apart (Ling et al. 2015), which suits syntax. It takes lists of words and gives
// one vector per word; it is deterministic.
package vectors

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

// Options say how to learn.
type Options struct {
	Dim    int // numbers per vector
	Least  int // how often a word must occur
	Most   int // words at most, the most frequent ones
	Rounds int
	Reach  int // words on each side
}

// Vectors are vectors of words.
type Vectors struct {
	Words []string // by falling frequency
	Count []int
	Dim   int
	Rows  []float32 // Dim numbers for each word
}

const negatives = 5

// Learn learns from sentences.
func Learn(sentences [][]string, o Options) *Vectors {
	count := map[string]int{}
	for _, s := range sentences {
		for _, w := range s {
			count[w]++
		}
	}
	words := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	v := &Vectors{Dim: o.Dim}
	index := map[string]int32{}
	for _, w := range words {
		if count[w] < o.Least || len(v.Words) == o.Most {
			break
		}
		index[w] = int32(len(v.Words))
		v.Words = append(v.Words, w)
		v.Count = append(v.Count, count[w])
	}
	total := 0
	ids := make([][]int32, len(sentences))
	for i, s := range sentences {
		for _, w := range s {
			if id, ok := index[w]; ok {
				ids[i] = append(ids[i], id)
			}
		}
		total += len(ids[i])
	}
	v.learn(ids, total, o)
	return v
}

func (v *Vectors) learn(sentences [][]int32, total int, o Options) {
	dim, n := v.Dim, len(v.Words)
	random := rand.New(rand.NewPCG(5, 6))
	v.Rows = make([]float32, n*dim)
	for i := range v.Rows {
		v.Rows[i] = (random.Float32() - 0.5) / float32(dim)
	}
	out := make([][]float32, 2*o.Reach) // what stands at each place around a word
	for i := range out {
		out[i] = make([]float32, n*dim)
	}
	noise := v.noise()
	keep := make([]float32, n)
	for i, c := range v.Count {
		f := float64(c) / float64(total) / 1e-3
		keep[i] = float32(min(1, math.Sqrt(1/f)+1/f))
	}
	grad := make([]float32, dim)
	seen, all := 0, total*o.Rounds
	for range o.Rounds {
		for _, s := range sentences {
			rate := float32(0.03 * max(0.01, 1-float64(seen)/float64(all)))
			seen += len(s)
			for i, w := range s {
				if keep[w] < 1 && random.Float32() > keep[w] {
					continue
				}
				row := v.Rows[int(w)*dim : int(w)*dim+dim]
				for p := range out {
					at := i + p - o.Reach
					if p >= o.Reach {
						at++
					}
					if at < 0 || at >= len(s) {
						continue
					}
					clear(grad)
					step(row, out[p][int(s[at])*dim:], grad, 1, rate)
					for range negatives {
						x := noise[random.IntN(len(noise))]
						if x != s[at] {
							step(row, out[p][int(x)*dim:], grad, 0, rate)
						}
					}
					for j, g := range grad {
						row[j] += g
					}
				}
			}
		}
	}
}

// step moves the context's vector towards (want 1) or away from (0) the word's,
// and adds to grad what the word's own vector should move.
func step(row, context, grad []float32, want, rate float32) {
	context = context[:len(row)]
	grad = grad[:len(row)]
	var dot float32
	for j, x := range row {
		dot += x * context[j]
	}
	g := (want - sigmoid(dot)) * rate
	for j, x := range row {
		grad[j] += g * context[j]
		context[j] += g * x
	}
}

func sigmoid(x float32) float32 {
	switch {
	case x > 8:
		return 1
	case x < -8:
		return 0
	}
	return float32(1 / (1 + math.Exp(-float64(x))))
}

// noise is a table to draw words from, by their frequency to the power of 0.75.
func (v *Vectors) noise() []int32 {
	sum := 0.0
	for _, c := range v.Count {
		sum += math.Pow(float64(c), 0.75)
	}
	const size = 1 << 20
	table := make([]int32, 0, size+len(v.Count))
	for i, c := range v.Count {
		for range 1 + int(math.Pow(float64(c), 0.75)/sum*size) {
			table = append(table, int32(i))
		}
	}
	return table
}
