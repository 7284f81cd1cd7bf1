package words

import (
	"iter"

	"dateline/graph/store/engine"
)

// Index is the index as a transaction sees it.
type Index struct {
	b     buckets
	parts []part
}

// Open reads what parts there are. in holds the buckets.
func Open(in engine.Bucket) (*Index, error) {
	x := &Index{b: open(in)}
	var err error
	x.parts, err = x.b.parts()
	return x, err
}

// Part is the lists of some stems in one part.
type Part struct {
	x     *Index
	part  *part
	gone  []uint64
	lists [][]byte
}

// Parts gives what each part has of stems: all are looked up at once.
func (x *Index) Parts(stems []string) ([]Part, error) {
	var keys [][]byte
	for i := range x.parts {
		for _, s := range stems {
			keys = append(keys, stemKey(x.parts[i].id, Clip(s)))
		}
	}
	lists := x.b.stem.GetAll(keys)
	out := make([]Part, len(x.parts))
	for i := range x.parts {
		p := &x.parts[i]
		gone, err := x.b.dead(p.first, p.end())
		if err != nil {
			return nil, err
		}
		out[i] = Part{x, p, gone, lists[i*len(stems) : (i+1)*len(stems)]}
	}
	return out, nil
}

// Walk goes through the sentences that have stem i of those asked for; nil, if none has.
func (p *Part) Walk(i int) *Walk {
	if len(p.lists[i]) == 0 {
		return nil
	}
	return newWalk(p.lists[i])
}

// Len is about how many bytes the list of stem i takes: the shorter, the rarer it is.
func (p *Part) Len(i int) int { return len(p.lists[i]) }

// Has reports whether the sentence at is (still) there.
func (p *Part) Has(at int) bool {
	return at >= 0 && at < len(p.part.lengths) && (len(p.gone) == 0 || !dead(p.gone, p.part.first+uint64(at)))
}

// Number is the number of the sentence at.
func (p *Part) Number(at int) uint64 { return p.part.first + uint64(at) }

// Length is how many words the sentence at has, 255 at most; 0 of one that tells of nothing.
func (p *Part) Length(at int) int { return int(p.part.lengths[at]) }

// Totals are how many sentences and words there are, those that were taken away lately among them.
func (x *Index) Totals() (sentences, words int) {
	for i := range x.parts {
		sentences += len(x.parts[i].lengths)
		words += int(x.parts[i].words)
	}
	return sentences, words
}

// Sentences are those of the numbers, without their stems.
func (x *Index) Sentences(numbers []uint64) ([]Sentence, error) {
	keys := make([][]byte, len(numbers))
	for i, n := range numbers {
		keys[i] = numberKey(n)
	}
	out := make([]Sentence, len(numbers))
	for i, v := range x.b.sentence.GetAll(keys) {
		s, err := unpackSentence(v)
		if err != nil {
			return nil, err
		}
		out[i] = s
	}
	return out, nil
}

// Range is the number of the first sentence of an article, and that after its last; both 0 if it has none.
func (x *Index) Range(article string) (first, end uint64) {
	first, n, ok := saidOf(x.b.said.Get([]byte(article)))
	if !ok {
		return 0, 0
	}
	return first, first + n
}

// Of are the sentences of an article, in order, without their stems.
func (x *Index) Of(article string) ([]Sentence, error) {
	first, end := x.Range(article)
	numbers := make([]uint64, 0, end-first)
	for n := first; n < end; n++ {
		numbers = append(numbers, n)
	}
	return x.Sentences(numbers)
}

// Articles gives all articles that have sentences.
func (x *Index) Articles() iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range engine.Under(x.b.said, nil) {
			if !yield(string(k)) {
				return
			}
		}
	}
}

// Stems gives the stems that begin with prefix, those of a part in order: a stem comes once for each part that has it.
func (x *Index) Stems(prefix string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, p := range x.parts {
			for k := range engine.Under(x.b.stem, stemKey(p.id, prefix)) {
				if !yield(prefix + string(k)) {
					return
				}
			}
		}
	}
}

// Known gives which of stems, in order, the index has.
func (x *Index) Known(stems []string) (known []string) {
	keys := make([][]byte, len(stems))
	found := make([]bool, len(stems))
	for _, p := range x.parts {
		for i, s := range stems {
			keys[i] = stemKey(p.id, Clip(s))
		}
		for i, v := range x.b.stem.GetAll(keys) {
			found[i] = found[i] || v != nil
		}
	}
	for i, s := range stems {
		if found[i] {
			known = append(known, s)
		}
	}
	return known
}
