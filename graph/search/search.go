// Package search finds sentences and names by their words, in the index that the store keeps
// (graph/store/words) and in its lists of names. It takes a *store.Store and gives places in articles
// and ids of entities; what they mean in the graph is package query's affair.
//
// Words are compared by their stems, without case and accents. Several words must all
// be there; "quoted words" must follow each other. The best come first, by Okapi BM25
// (Robertson et al. 1994): rare words, often told, in short sentences.
package search

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// Hit is a sentence that has the words.
type Hit struct {
	store.Sentence
	Score float64
}

// Result is what was found.
type Result struct {
	Names []graph.EntityID // entities with the words in a name, those told of most first
	Hits  []Hit            // sentences, best first
	Total int              // sentences with the words, in all
	Near  bool             // nothing has the words as they are spelt: these differ by a letter
}

// mostNames bounds the names that are given, descriptions among them, mostLooked those whose events are counted.
const (
	mostNames  = 100
	mostLooked = 2000
)

// Find gives names and sentences that have all words of text: of the sentences limit, from offset on. Where
// nothing has the words as they are spelt, words that differ by a letter count.
func Find(ctx context.Context, s *store.Store, text string, limit, offset int) (out Result, err error) {
	q := parse(text)
	if len(q.stems) == 0 {
		return out, nil
	}
	err = s.View(ctx, func(r *store.Reader) error {
		x, err := r.Words()
		if err != nil {
			return err
		}
		exact := make([][]string, len(q.stems))
		for i, stem := range q.stems {
			exact[i] = []string{stem}
		}
		if out.Names = names(r, q.words, mostNames); len(q.phrases) > 0 {
			out.Names = slices.DeleteFunc(out.Names, func(id graph.EntityID) bool { return !q.called(r, id) })
		}
		if out.Hits, out.Total, err = sentences(ctx, x, q, exact, limit, offset); err != nil || out.Total > 0 || len(out.Names) > 0 {
			return err
		}
		near, other := alike(x, q)
		if !other {
			return nil
		}
		if out.Hits, out.Total, err = sentences(ctx, x, q, near, limit, offset); err == nil {
			out.Near = out.Total > 0
		}
		return err
	})
	return out, err
}

// wanted is what is looked for.
type wanted struct {
	words   []string // folded
	stems   []string // each once
	phrases [][]int  // of which stems, in order, a phrase consists
}

func parse(text string) (q wanted) {
	stemmer, at := store.Stemmer{}, map[string]int{}
	for i, piece := range strings.Split(text, `"`) {
		var phrase []int
		for w := range strings.FieldsSeq(store.Fold(piece)) {
			q.words = append(q.words, w)
			for _, stem := range stemmer.Stems(w) {
				j, ok := at[stem]
				if !ok {
					j = len(q.stems)
					at[stem], q.stems = j, append(q.stems, stem)
				}
				phrase = append(phrase, j)
			}
		}
		if i%2 == 1 && len(phrase) > 1 {
			q.phrases = append(q.phrases, phrase)
		}
	}
	return q
}

// called reports whether the quoted words follow each other in a name of an entity.
func (q *wanted) called(r *store.Reader, id graph.EntityID) bool {
	e, ok, err := r.Entity(id)
	if err != nil || !ok {
		return false
	}
	for _, p := range q.phrases {
		var stems []string
		for _, i := range p {
			stems = append(stems, q.stems[i])
		}
		phrase := " " + strings.Join(stems, " ") + " "
		if !slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool {
			return strings.Contains(" "+strings.Join(store.Stemmer{}.Stems(n), " ")+" ", phrase)
		}) {
			return false
		}
	}
	return true
}

// names are the entities with all words in their names, those of which most is told first.
func names(r *store.Reader, words []string, most int) []graph.EntityID {
	var ids []graph.EntityID
	for i, w := range words {
		with := r.WithWord(w)
		if i == 0 {
			ids = with
			continue
		}
		slices.Sort(with)
		ids = slices.DeleteFunc(ids, func(id graph.EntityID) bool {
			_, found := slices.BinarySearch(with, id)
			return !found
		})
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	ids = ids[:min(len(ids), mostLooked)]
	type named struct {
		id graph.EntityID
		n  int
	}
	all := make([]named, len(ids))
	for i, id := range ids {
		all[i] = named{id, r.CountEvents(id, 1<<30)}
	}
	slices.SortStableFunc(all, func(a, b named) int { return cmp.Compare(b.n, a.n) })
	ids = ids[:0]
	for _, n := range all[:min(most, len(all))] {
		ids = append(ids, n.id)
	}
	return ids
}
