// Package carb scores open relations by the measure of CaRB (S. Bhardwaj, S.
// Aggarwal, Mausam, "CaRB: A Crowdsourced Benchmark for Open IE", EMNLP 2019):
// words in common, part by part; each gold tuple counts its best match for
// recall, and each tuple found is matched to at most one gold tuple for
// precision. It takes tuples and gives counts; it reads no sentence.
package carb

import (
	"hash/fnv"
	"slices"
	"strings"
)

// Tuple is a predicate with its arguments, the subject first.
type Tuple struct {
	Predicate string
	Args      []string
}

// Read takes the tab-separated rows: sentence, predicate, arguments.
func Read(table string) (sentences []string, gold map[string][]Tuple) {
	gold = map[string][]Tuple{}
	for _, line := range strings.Split(table, "\n") {
		f := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if len(f) < 3 {
			continue
		}
		if gold[f[0]] == nil {
			sentences = append(sentences, f[0])
		}
		gold[f[0]] = append(gold[f[0]], Tuple{f[1], f[2:]})
	}
	return sentences, gold
}

// Counts is the sums that precision and recall are made of.
type Counts struct {
	Precision, Recall float64
	Found, Gold       int
}

// Add scores one sentence.
func (c *Counts) Add(gold, found []Tuple) {
	c.Gold += len(gold)
	c.Found += len(found)
	type cell struct{ g, f int }
	var cells []cell
	precision := map[cell]float64{}
	for g := range gold {
		best := 0.0
		for f := range found {
			p, r := match(gold[g], found[f])
			best = max(best, r)
			if p > 0 {
				cells = append(cells, cell{g, f})
				precision[cell{g, f}] = p
			}
		}
		c.Recall += best
	}
	slices.SortStableFunc(cells, func(a, b cell) int {
		switch pa, pb := precision[a], precision[b]; {
		case pa > pb:
			return -1
		case pa < pb:
			return 1
		}
		return 0
	})
	usedG, usedF := map[int]bool{}, map[int]bool{}
	for _, x := range cells {
		if !usedG[x.g] && !usedF[x.f] {
			usedG[x.g], usedF[x.f] = true, true
			c.Precision += precision[x]
		}
	}
}

// Scores is precision, recall and their harmonic mean.
func (c Counts) Scores() (p, r, f float64) {
	if c.Found > 0 {
		p = c.Precision / float64(c.Found)
	}
	if c.Gold > 0 {
		r = c.Recall / float64(c.Gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// match is precision and recall of a pair by the script's default: the arguments
// after the first are one ("binary lenient"); where the gold predicate is one of
// saying, speaker and words may stand the other way round.
func match(gold, found Tuple) (precision, recall float64) {
	g, f := binary(gold), binary(found)
	precision, recall = straight(g, f)
	for _, w := range sayings {
		if strings.Contains(gold.Predicate, w) && len(f.Args) == 2 {
			f.Args = []string{f.Args[1], f.Args[0]}
			if p, r := straight(g, f); r > recall || r == recall && p > precision {
				precision, recall = p, r
			}
			break
		}
	}
	return precision, recall
}

// sayings are the verbs for which the script turns a tuple round.
var sayings = []string{"said", "told", "added", "adds", "says"}

// beForms are what the script takes a predicted "be" for.
var beForms = []string{"be", "is", "am", "are", "was", "were", "been", "being"}

func binary(t Tuple) Tuple {
	if len(t.Args) > 2 {
		t.Args = []string{t.Args[0], strings.Join(t.Args[1:], " ")}
	}
	return t
}

// straight is the share of the found tuple's words that the gold tuple has in the
// same part, and the other way round. Tuples without a word of the predicate in
// common do not match.
func straight(gold, found Tuple) (precision, recall float64) {
	same, inFound, inGold := common(gold.Predicate, found.Predicate)
	if f := strings.Fields(found.Predicate); slices.Contains(f, "be") && !slices.Contains(strings.Fields(gold.Predicate), "be") &&
		slices.ContainsFunc(strings.Fields(gold.Predicate), func(w string) bool { return slices.Contains(beForms, w) }) {
		same++
	}
	if same == 0 {
		return 0, 0
	}
	for i, g := range gold.Args {
		if i >= len(found.Args) {
			if i < 2 {
				return 0, 0
			}
			inGold += len(strings.Fields(g))
			continue
		}
		s, f, n := common(g, found.Args[i])
		same, inFound, inGold = same+s, inFound+f, inGold+n
	}
	return float64(same) / float64(inFound), float64(same) / float64(inGold)
}

func common(gold, found string) (same, inFound, inGold int) {
	g, f := strings.Fields(gold), strings.Fields(found)
	inFound, inGold = len(f), len(g)
	for _, w := range g {
		if i := slices.Index(f, w); i >= 0 {
			same++
			f = slices.Delete(f, i, i+1)
		}
	}
	return same, inFound, inGold
}

// Aside reports whether a sentence is of the half that is not read while rules are
// written.
func Aside(sentence string) bool {
	h := fnv.New32a()
	h.Write([]byte(sentence))
	return h.Sum32()%2 == 1
}
