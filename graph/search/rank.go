package search

import (
	"cmp"
	"context"
	"math"
	"slices"

	"dateline/graph/store"
	"dateline/graph/store/words"
)

// The usual constants of BM25.
const (
	saturation = 1.2
	byLength   = 0.75
)

// term is a word of the question in one part: the sentences that have one of the forms it may take.
type term struct {
	walks []*words.Walk // each stands at a sentence; nil at its end
	rare  float64
	once  *[256]float64 // the score of a sentence that has it once, by length
}

// at is the first sentence at which a form stands, -1 at the end.
func (t *term) at() int {
	first := -1
	for _, w := range t.walks {
		if w != nil && (first < 0 || w.At() < first) {
			first = w.At()
		}
	}
	return first
}

// to goes to the first sentence from number at on, and gives it; -1 at the end.
func (t *term) to(at int) int {
	if len(t.walks) == 1 { // as nearly always
		w := t.walks[0]
		for w.At() < at {
			if !w.Next() {
				t.walks = nil
				return -1
			}
		}
		return w.At()
	}
	for i, w := range t.walks {
		for w != nil && w.At() < at {
			if !w.Next() {
				w, t.walks[i] = nil, nil
			}
		}
	}
	return t.at()
}

// times is how often the sentence at has it.
func (t *term) times(at int) int {
	n := 0
	for _, w := range t.walks {
		if w != nil && w.At() == at {
			n += w.Times()
		}
	}
	return n
}

// places appends to out the words of the sentence at that are it.
func (t *term) places(out []int, at int) []int {
	for _, w := range t.walks {
		if w != nil && w.At() == at {
			out = w.Words(out)
		}
	}
	if len(t.walks) > 1 {
		slices.Sort(out)
	}
	return out
}

// found is a sentence with its score.
type found struct {
	number uint64
	score  float64
}

func better(a, b found) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.number, b.number))
}

// sentences are those that have a form of every stem, limit of them from offset on, and how many there are.
func sentences(ctx context.Context, x *words.Index, q wanted, forms [][]string, limit, offset int) (hits []Hit, total int, err error) {
	var flat []string
	for _, f := range forms {
		flat = append(flat, f...)
	}
	parts, err := x.Parts(flat)
	if err != nil {
		return nil, 0, err
	}
	all, inAll := x.Totals()
	weights := rarity(parts, forms, all)
	var long [256]float64 // by length of a sentence
	for i := range long {
		long[i] = saturation * (1 - byLength + byLength*float64(i)*float64(max(1, all))/float64(max(1, inAll)))
	}
	once := make([][256]float64, len(forms))
	for j := range once {
		for i := range once[j] {
			once[j][i] = score(weights[j], 1, long[i])
		}
	}
	// Those that come later and are no better than the last of the best so far are only counted.
	var best []found
	var buf [2][]int
	least := -1.0
	for i := range parts {
		p := &parts[i]
		terms, ok := open(p, forms, weights, once)
		if !ok {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		take := func(at int) {
			if p.Length(at) == 0 || !p.Has(at) || !q.inOrder(terms, at, &buf) {
				return
			}
			total++
			f := found{number: p.Number(at)}
			for _, t := range terms {
				if n := t.times(at); n == 1 {
					f.score += t.once[p.Length(at)]
				} else {
					f.score += score(t.rare, float64(n), long[p.Length(at)])
				}
			}
			if f.score <= least {
				return
			}
			if best = append(best, f); len(best) >= 4*(offset+limit)+1024 {
				slices.SortFunc(best, better)
				best = best[:offset+limit]
				if len(best) > 0 {
					least = best[len(best)-1].score
				}
			}
		}
		if len(terms) == 1 && len(terms[0].walks) == 1 { // one word: nothing to compare
			for w, more := terms[0].walks[0], true; more; more = w.Next() {
				take(w.At())
			}
			continue
		}
		common(terms, take)
	}
	slices.SortFunc(best, better)
	best = best[min(offset, len(best)):min(offset+limit, len(best))]
	numbers := make([]uint64, len(best))
	for i, f := range best {
		numbers[i] = f.number
	}
	kept, err := x.Sentences(numbers)
	if err != nil {
		return nil, 0, err
	}
	for i, s := range kept {
		hits = append(hits, Hit{store.SentenceOf(s), best[i].score})
	}
	return hits, total, nil
}

// score is what a word adds that a sentence has n times.
func score(rare, n, long float64) float64 { return rare * n * (saturation + 1) / (n + long) }

// rarity is the weight of each stem: the fewer sentences have it, the more.
func rarity(parts []words.Part, forms [][]string, all int) []float64 {
	out := make([]float64, len(forms))
	i := 0
	for j, f := range forms {
		n := 0.0
		for range f {
			for k := range parts {
				n += float64(parts[k].Len(i)) / 4 // about so many bytes are taken by a sentence
			}
			i++
		}
		n = min(n, float64(all))
		out[j] = math.Log(1 + (float64(all)-n+0.5)/(n+0.5))
	}
	return out
}

// open stands at the first sentences of each term in a part; ok is false where one has none.
func open(p *words.Part, forms [][]string, rare []float64, once [][256]float64) (terms []*term, ok bool) {
	i := 0
	for j, f := range forms {
		t := &term{rare: rare[j], once: &once[j]}
		for range f {
			if w := p.Walk(i); w != nil && w.Next() {
				t.walks = append(t.walks, w)
			}
			i++
		}
		if len(t.walks) == 0 {
			return nil, false
		}
		terms = append(terms, t)
	}
	return terms, true
}

// common gives the sentences that all terms have.
func common(terms []*term, do func(at int)) {
	at := terms[0].at()
	for at >= 0 {
		same := true
		for _, t := range terms {
			switch next := t.to(at); {
			case next < 0:
				return
			case next > at:
				at, same = next, false
			}
		}
		if same {
			do(at)
			at = terms[0].to(at + 1)
		}
	}
}

// inOrder reports whether the quoted words follow each other in the sentence at. It works in buf.
func (q *wanted) inOrder(terms []*term, at int, buf *[2][]int) bool {
	for _, phrase := range q.phrases {
		starts := terms[phrase[0]].places(buf[0][:0], at)
		for i, j := range phrase[1:] {
			next := terms[j].places(buf[1][:0], at)
			kept := starts[:0]
			for _, p := range starts {
				if _, found := slices.BinarySearch(next, p+i+1); found {
					kept = append(kept, p)
				}
			}
			starts, buf[1] = kept, next
		}
		if buf[0] = starts; len(starts) == 0 {
			return false
		}
	}
	return true
}
