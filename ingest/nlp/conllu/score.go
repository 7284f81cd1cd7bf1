package conllu

import (
	"fmt"
	"strings"
	"unicode"

	"dateline/ingest/nlp"
)

// Score is how much of one layer agrees: counts of gold and system units and of
// those that are equal.
type Score struct{ Gold, System, Correct int }

// F1 is the harmonic mean of precision and recall, 0 to 1.
func (s Score) F1() float64 {
	if s.Gold+s.System == 0 {
		return 0
	}
	return 2 * float64(s.Correct) / float64(s.Gold+s.System)
}

// Precision is the share of the system's units that are right, 0 to 1.
func (s Score) Precision() float64 { return ratio(s.Correct, s.System) }

// Recall is the share of the gold units that were found, 0 to 1.
func (s Score) Recall() float64 { return ratio(s.Correct, s.Gold) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Scores are the measures of the CoNLL 2018 shared task that apply here. LAS
// compares relations without their subtypes, as the task does; Full compares
// them whole.
type Scores struct {
	Tokens, Sentences, Words, UPOS, XPOS, Lemmas, UAS, LAS, Full Score
}

// Add sums the counts of two sets of scores.
func (s Scores) Add(o Scores) Scores {
	add := func(a, b Score) Score {
		return Score{a.Gold + b.Gold, a.System + b.System, a.Correct + b.Correct}
	}
	return Scores{
		add(s.Tokens, o.Tokens), add(s.Sentences, o.Sentences), add(s.Words, o.Words),
		add(s.UPOS, o.UPOS), add(s.XPOS, o.XPOS), add(s.Lemmas, o.Lemmas),
		add(s.UAS, o.UAS), add(s.LAS, o.LAS), add(s.Full, o.Full),
	}
}

// String is one line of F1 in percent.
func (s Scores) String() string {
	p := func(x Score) float64 { return 100 * x.F1() }
	return fmt.Sprintf("tokens %.2f words %.2f sentences %.2f UPOS %.2f XPOS %.2f lemmas %.2f UAS %.2f LAS %.2f full %.2f",
		p(s.Tokens), p(s.Words), p(s.Sentences), p(s.UPOS), p(s.XPOS), p(s.Lemmas), p(s.UAS), p(s.LAS), p(s.Full))
}

// flat is a treebank as the scorer sees it: all characters but white space in
// one string, and units with their offsets in it.
type flat struct {
	text      []rune
	sentences []nlp.Span
	tokens    []nlp.Span
	words     []flatWord
}

type flatWord struct {
	nlp.Span
	Word
	parent int // index into words, -1 for a root
	multi  bool
}

func flatten(sentences []Sentence) flat {
	var f flat
	for _, s := range sentences {
		from, base := len(f.text), len(f.words)
		for _, t := range s.Tokens {
			start := len(f.text)
			for _, r := range t.Form {
				if !unicode.IsSpace(r) {
					f.text = append(f.text, r)
				}
			}
			span := nlp.Span{Start: start, End: len(f.text)}
			f.tokens = append(f.tokens, span)
			for _, w := range s.Words[t.First:t.Last] {
				f.words = append(f.words, flatWord{Span: span, Word: w, parent: base + w.Head - 1, multi: t.Last-t.First > 1})
				if w.Head <= 0 {
					f.words[len(f.words)-1].parent = -1
				}
			}
		}
		f.sentences = append(f.sentences, nlp.Span{Start: from, End: len(f.text)})
	}
	return f
}

// Compare scores system against gold by the definition of the CoNLL 2018 shared
// task (Zeman et al. 2018): units are aligned by their characters, the words of
// contractions by their longest common subsequence. It is an error if the two
// are not of the same text, white space aside.
func Compare(gold, system []Sentence) (Scores, error) {
	g, s := flatten(gold), flatten(system)
	if string(g.text) != string(s.text) {
		i := 0
		for i < len(g.text) && i < len(s.text) && g.text[i] == s.text[i] {
			i++
		}
		return Scores{}, fmt.Errorf("texts differ at character %d: gold %q, system %q", i, near(g.text, i), near(s.text, i))
	}
	out := Scores{
		Tokens:    Score{len(g.tokens), len(s.tokens), common(g.tokens, s.tokens)},
		Sentences: Score{len(g.sentences), len(s.sentences), common(g.sentences, s.sentences)},
	}
	pairs := align(g.words, s.words)
	partner := make([]int, len(s.words)) // gold word of each system word
	for i := range partner {
		partner[i] = -1
	}
	for _, p := range pairs {
		partner[p[1]] = p[0]
	}
	none := Score{Gold: len(g.words), System: len(s.words)}
	out.Words, out.UPOS, out.XPOS, out.Lemmas, out.UAS, out.LAS, out.Full = none, none, none, none, none, none, none
	out.Words.Correct = len(pairs)
	for _, p := range pairs {
		gw, sw := g.words[p[0]], s.words[p[1]]
		count(&out.UPOS, gw.UPOS == sw.UPOS)
		count(&out.XPOS, gw.XPOS == sw.XPOS)
		count(&out.Lemmas, gw.Lemma == sw.Lemma || gw.Lemma == "_")
		if sw.Head < 0 {
			continue // no head was given, which is not to say that it is a root
		}
		parent := -1
		if sw.parent >= 0 {
			if parent = partner[sw.parent]; parent < 0 {
				continue // its head is no word of the gold
			}
		}
		if parent != gw.parent {
			continue
		}
		out.UAS.Correct++
		count(&out.LAS, base(gw.Rel) == base(sw.Rel))
		count(&out.Full, gw.Rel == sw.Rel)
	}
	return out, nil
}

func count(s *Score, equal bool) {
	if equal {
		s.Correct++
	}
}

func base(rel string) string {
	b, _, _ := strings.Cut(rel, ":")
	return b
}

func near(text []rune, i int) string {
	return string(text[max(0, i-10):min(len(text), i+10)])
}

// common counts the spans in both of two ordered lists.
func common(a, b []nlp.Span) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i].Start < b[j].Start:
			i++
		case b[j].Start < a[i].Start:
			j++
		default:
			if a[i].End == b[j].End {
				n++
			}
			i++
			j++
		}
	}
	return n
}

// align pairs gold and system words (indexes), in order.
func align(g, s []flatWord) [][2]int {
	var pairs [][2]int
	i, j := 0, 0
	for i < len(g) && j < len(s) {
		if g[i].multi || s[j].multi {
			i1, i2, j1, j2 := region(g, s, i, j)
			pairs = subsequence(g, s, i1, i2, j1, j2, pairs)
			i, j = i2, j2
			continue
		}
		switch {
		case g[i].Span == s[j].Span:
			pairs = append(pairs, [2]int{i, j})
			i++
			j++
		case g[i].Start <= s[j].Start:
			i++
		default:
			j++
		}
	}
	return pairs
}

// region is the stretch of words, g[i:i2] and s[j:j2], that the contraction at
// g[i] or s[j] reaches over. It grows until no contraction crosses its end. An
// ordinary word is part of it if it ends within; one at i or j that starts
// before the contraction is not.
func region(g, s []flatWord, from, at int) (i, i2, j, j2 int) {
	i, j = from, at
	end := s[j].End
	switch {
	case g[i].multi:
		end = g[i].End
		if !s[j].multi && s[j].Start < g[i].Start {
			j++
		}
	case g[i].Start < s[j].Start:
		i++
	}
	outside := func(words []flatWord, k int) bool {
		return k >= len(words) || words[k].multi && words[k].Start >= end || !words[k].multi && words[k].End > end
	}
	i2, j2 = i, j
	for !outside(g, i2) || !outside(s, j2) {
		words, k := s, &j2
		if i2 < len(g) && (j2 >= len(s) || g[i2].Start <= s[j2].Start) {
			words, k = g, &i2
		}
		if words[*k].multi {
			end = max(end, words[*k].End)
		}
		*k++
	}
	return i, i2, j, j2
}

// subsequence pairs the words of g[i:i2] and s[j:j2] whose forms make up the
// longest common subsequence, letter case aside.
func subsequence(g, s []flatWord, i, i2, j, j2 int, pairs [][2]int) [][2]int {
	n, m := i2-i, j2-j
	best := make([][]int, n+1)
	for a := range best {
		best[a] = make([]int, m+1)
	}
	same := func(a, b int) bool { return strings.EqualFold(g[i+a].Form, s[j+b].Form) }
	for a := n - 1; a >= 0; a-- {
		for b := m - 1; b >= 0; b-- {
			if same(a, b) {
				best[a][b] = 1 + best[a+1][b+1]
			} else {
				best[a][b] = max(best[a+1][b], best[a][b+1])
			}
		}
	}
	for a, b := 0, 0; a < n && b < m; {
		switch {
		case same(a, b):
			pairs = append(pairs, [2]int{i + a, j + b})
			a++
			b++
		case best[a+1][b] >= best[a][b+1]:
			a++
		default:
			b++
		}
	}
	return pairs
}
