package nametrain

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp/name"
)

// Agree mends silver labels by majority: a name of two words or more that the
// teacher gives one kind in most places gets it everywhere, where it is unlabelled
// too. It changes the samples.
func Agree(samples []Sample) {
	votes := map[string]map[graph.Kind]int{}
	for _, s := range samples {
		for _, n := range name.Decode(s.Labels) {
			w := words(s, n.First, n.Last)
			if votes[w] == nil {
				votes[w] = map[graph.Kind]int{}
			}
			votes[w][n.Kind]++
		}
	}
	firm := map[string]graph.Kind{}
	longest := 0
	starts := map[string]bool{}
	for w, v := range votes {
		best, count, total := graph.Kind(""), 0, 0
		for _, k := range name.Kinds {
			total += v[k]
			if v[k] > count {
				best, count = k, v[k]
			}
		}
		if total >= 5 && count*10 >= total*7 {
			firm[w] = best
			longest = max(longest, strings.Count(w, " ")+1)
			first, _, _ := strings.Cut(w, " ")
			starts[first] = true
		}
	}
	longest = min(longest, 7)
	for i := range samples {
		s := &samples[i]
		names := name.Decode(s.Labels)
		taken := make([]bool, len(s.Tokens))
		for k := range names {
			n := &names[k]
			if best, ok := firm[words(*s, n.First, n.Last)]; ok && (n.Last-n.First > 1 || best != graph.Person && n.Kind != graph.Person) {
				n.Kind = best
			}
			for t := n.First; t < n.Last; t++ {
				taken[t] = true
			}
		}
		for _, b := range s.Sentences {
			for t := b[0]; t < b[1]; t++ {
				if taken[t] || !starts[words(*s, t, t+1)] {
					continue
				}
				for to := min(t+longest, b[1]); to > t+1; to-- {
					best, ok := firm[words(*s, t, to)]
					if !ok || slices.Contains(taken[t:to], true) {
						continue
					}
					names = append(names, name.Name{First: t, Last: to, Kind: best})
					for k := t; k < to; k++ {
						taken[k] = true
					}
					break
				}
			}
		}
		slices.SortFunc(names, func(a, b name.Name) int { return a.First - b.First })
		s.Labels = name.Encode(len(s.Tokens), names)
	}
}

func words(s Sample, from, to int) string {
	if to-from == 1 {
		return s.Text[s.Tokens[from].Start:s.Tokens[from].End]
	}
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from {
			b.WriteByte(' ')
		}
		b.WriteString(s.Text[s.Tokens[i].Start:s.Tokens[i].End])
	}
	return b.String()
}
