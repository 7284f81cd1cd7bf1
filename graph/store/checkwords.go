package store

import (
	"fmt"
	"hash/fnv"
	"maps"
	"reflect"
	"slices"

	"dateline/graph"
	"dateline/graph/store/words"
)

// words checks the index of words against what articles say.
func (c *checker) words(facts map[graph.ArticleID]*graph.Facts) error {
	x, err := c.r.Words()
	if err != nil {
		c.say("index of words", "%v", err)
		return nil
	}
	for id := range x.Articles() {
		if facts[graph.ArticleID(id)] == nil {
			c.say("index of words", "it has sentences of article %s, which is not there", id)
		}
	}
	// Whether each word is found is compared as a sum over the words of an article: the lists are by stem.
	stemmer, stems, want := Stemmer{}, map[string]bool{}, map[string]uint64{}
	for _, id := range slices.Sorted(maps.Keys(facts)) {
		told := stemmer.sentencesOf(facts[id])
		kept, err := x.Of(string(id))
		if err != nil {
			c.say("index of words", "article %s: %v", id, err)
			continue
		}
		for _, s := range told {
			for i, w := range s.Stems {
				w = words.Clip(w)
				stems[w] = true
				want[string(id)] += digestOf(w, i)
			}
		}
		for i := range told {
			told[i].Stems = nil
		}
		if len(told) != len(kept) || len(told) > 0 && !reflect.DeepEqual(told, kept) {
			c.say("index of words", "the sentences of article %s are others", id)
		}
		if err := c.r.ctx.Err(); err != nil {
			return err
		}
	}
	for w := range x.Stems("") {
		stems[w] = true
	}
	list, articles := slices.Sorted(maps.Keys(stems)), map[uint64]string{}
	for some := range slices.Chunk(list, 1000) {
		if err := c.found(x, some, articles, want); err != nil {
			c.say("index of words", "%v", err)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if want[id] != 0 {
			c.say("index of words", "the sentences of article %s are found by other words than they have", id)
		}
	}
	return nil
}

// digestOf is a number for a word at a place.
func digestOf(stem string, at int) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %d", stem, at)
	return h.Sum64()
}

// found takes off want what the lists of stems have; articles are those of sentences met so far.
func (c *checker) found(x *words.Index, stems []string, articles map[uint64]string, want map[string]uint64) error {
	parts, err := x.Parts(stems)
	if err != nil {
		return err
	}
	var at []int
	for i := range parts {
		p := &parts[i]
		for j, stem := range stems {
			w := p.Walk(j)
			if w == nil {
				continue
			}
			for w.Next() {
				if !p.Has(w.At()) {
					continue
				}
				n := p.Number(w.At())
				if _, ok := articles[n]; !ok {
					s, err := x.Sentences([]uint64{n})
					if err != nil {
						return fmt.Errorf("sentence %d, which has the word %q: %w", n, stem, err)
					}
					articles[n] = s[0].Article
				}
				for _, k := range w.Words(at[:0]) {
					want[articles[n]] -= digestOf(stem, k)
				}
			}
		}
	}
	return nil
}
