// Package corefscore measures coreference: MUC (Vilain et al. 1995), B³ (Bagga
// and Baldwin 1998), CEAF by entities with φ4 (Luo 2005), and their mean, the
// CoNLL average (Pradhan et al. 2012). It takes two partitions of mentions, each
// mention named by its span, and gives precision, recall and F1. Mentions of one
// side that the other lacks count as singletons there, as in the reference
// scorer. It finds nothing itself.
package corefscore

import "slices"

// Span names a mention: tokens or bytes [Start, End).
type Span struct{ Start, End int }

// PRF are a precision and a recall as fractions of counts, so that documents add up.
type PRF struct {
	PNum, PDen, RNum, RDen float64
}

// Precision is 0 to 1.
func (p PRF) Precision() float64 { return ratio(p.PNum, p.PDen) }

// Recall is 0 to 1.
func (p PRF) Recall() float64 { return ratio(p.RNum, p.RDen) }

// F1 is the harmonic mean.
func (p PRF) F1() float64 {
	a, b := p.Precision(), p.Recall()
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// Add sums the counts of two documents.
func (p PRF) Add(o PRF) PRF {
	return PRF{p.PNum + o.PNum, p.PDen + o.PDen, p.RNum + o.RNum, p.RDen + o.RDen}
}

// Scores are the measures of one document or of many.
type Scores struct{ MUC, B3, CEAFe, Mentions PRF }

// Add sums the counts.
func (s Scores) Add(o Scores) Scores {
	return Scores{s.MUC.Add(o.MUC), s.B3.Add(o.B3), s.CEAFe.Add(o.CEAFe), s.Mentions.Add(o.Mentions)}
}

// CoNLL is the mean of the three F1.
func (s Scores) CoNLL() float64 { return (s.MUC.F1() + s.B3.F1() + s.CEAFe.F1()) / 3 }

// Score compares the entities of a document. Singletons are left out on both
// sides first.
func Score(gold, system [][]Span) Scores { return score(chains(gold), chains(system)) }

// ScoreAll compares the entities of a document, singletons among them, as is done where
// mentions are given.
func ScoreAll(gold, system [][]Span) Scores { return score(gold, system) }

func score(gold, system [][]Span) Scores {
	g, s := index(gold), index(system)
	var out Scores
	out.MUC.RNum, out.MUC.RDen = muc(gold, s)
	out.MUC.PNum, out.MUC.PDen = muc(system, g)
	out.B3.RNum, out.B3.RDen = bcubed(gold, system, s)
	out.B3.PNum, out.B3.PDen = bcubed(system, gold, g)
	same := ceafe(gold, system)
	out.CEAFe = PRF{same, float64(len(system)), same, float64(len(gold))}
	both := 0
	for m := range s {
		if _, ok := g[m]; ok {
			both++
		}
	}
	out.Mentions = PRF{float64(both), float64(len(s)), float64(both), float64(len(g))}
	return out
}

// chains are the entities of two different mentions or more.
func chains(entities [][]Span) [][]Span {
	var out [][]Span
	for _, e := range entities {
		e = slices.Clone(e)
		slices.SortFunc(e, func(a, b Span) int {
			if a.Start != b.Start {
				return a.Start - b.Start
			}
			return a.End - b.End
		})
		if e = slices.Compact(e); len(e) > 1 {
			out = append(out, e)
		}
	}
	return out
}

func index(entities [][]Span) map[Span]int {
	m := map[Span]int{}
	for i, e := range entities {
		for _, s := range e {
			m[s] = i
		}
	}
	return m
}

// muc counts the links of key that response keeps.
func muc(key [][]Span, response map[Span]int) (num, den float64) {
	for _, e := range key {
		parts := map[int]bool{}
		alone := 0
		for _, m := range e {
			if r, ok := response[m]; ok {
				parts[r] = true
			} else {
				alone++
			}
		}
		num += float64(len(e) - len(parts) - alone)
		den += float64(len(e) - 1)
	}
	return num, den
}

func bcubed(key, response [][]Span, where map[Span]int) (num, den float64) {
	for _, e := range key {
		shared := map[int]int{}
		for _, m := range e {
			if r, ok := where[m]; ok {
				shared[r]++
			}
		}
		for _, n := range shared {
			num += float64(n) * float64(n) / float64(len(e))
		}
		den += float64(len(e))
	}
	return num, den
}

// ceafe is the sum of the similarities φ4 in the best one-to-one alignment of
// entities.
func ceafe(gold, system [][]Span) float64 {
	if len(gold) == 0 || len(system) == 0 {
		return 0
	}
	in := index(gold)
	n := max(len(gold), len(system))
	cost := make([][]float64, n)
	for i := range cost {
		cost[i] = make([]float64, n)
	}
	for j, e := range system {
		shared := map[int]int{}
		for _, m := range e {
			if g, ok := in[m]; ok {
				shared[g]++
			}
		}
		for g, k := range shared {
			cost[g][j] = -2 * float64(k) / float64(len(gold[g])+len(e))
		}
	}
	return -assign(cost)
}

// assign is the least cost of a one-to-one assignment of rows to columns (the
// Hungarian method with potentials, cubic).
func assign(cost [][]float64) float64 {
	n := len(cost)
	u, v := make([]float64, n+1), make([]float64, n+1)
	match, way := make([]int, n+1), make([]int, n+1)
	const huge = 1e18
	for i := 1; i <= n; i++ {
		match[0] = i
		j := 0
		least := slices.Repeat([]float64{huge}, n+1)
		used := make([]bool, n+1)
		for {
			used[j] = true
			row, delta, next := match[j], huge, 0
			for k := 1; k <= n; k++ {
				if used[k] {
					continue
				}
				if c := cost[row-1][k-1] - u[row] - v[k]; c < least[k] {
					least[k], way[k] = c, j
				}
				if least[k] < delta {
					delta, next = least[k], k
				}
			}
			for k := 0; k <= n; k++ {
				if used[k] {
					u[match[k]] += delta
					v[k] -= delta
				} else {
					least[k] -= delta
				}
			}
			j = next
			if match[j] == 0 {
				break
			}
		}
		for j != 0 {
			match[j] = match[way[j]]
			j = way[j]
		}
	}
	total := 0.0
	for j := 1; j <= n; j++ {
		total += cost[match[j]-1][j-1]
	}
	return total
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
