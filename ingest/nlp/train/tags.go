package train

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/train/perceptron"
)

// Sentence is one sentence of a treebank with its words placed in a text.
type Sentence struct {
	text   string
	tokens []nlp.Token // gold
}

// Place gives the sentences of treebanks as the stages see them.
func Place(bank []conllu.Sentence) []Sentence {
	d := conllu.Document(bank)
	var out []Sentence
	for _, s := range d.Sentences {
		t := slices.Clone(d.Tokens[s.First:s.Last])
		for i := range t {
			if t[i].Head >= 0 {
				t[i].Head -= s.First
			}
		}
		out = append(out, Sentence{d.Article.Text, t})
	}
	return out
}

// Tags learns parts of speech and lemmas. clusters may be nil.
func Tags(sentences []Sentence, clusters map[uint32]uint16, rounds int, lemmas bool) *tag.Model {
	m := &tag.Model{Lexicon: tag.Lexicon{Usual: map[uint32]uint8{}, Clusters: clusters}}
	classes := map[tag.Class]int{}
	scripts := map[tag.Script]int{}
	count := map[uint32]map[int]int{}
	for _, s := range sentences {
		for _, t := range s.tokens {
			c := tag.Class{Tag: t.Tag, Fine: t.Fine}
			if _, ok := classes[c]; !ok {
				classes[c] = len(m.Classes)
				m.Classes = append(m.Classes, c)
			}
			form := s.text[t.Start:t.End]
			sc := tag.ScriptOf(form, t.Lemma)
			if _, ok := scripts[sc]; !ok {
				scripts[sc] = len(m.Scripts)
				m.Scripts = append(m.Scripts, sc)
			}
			k := tag.Lower(form)
			if count[k] == nil {
				count[k] = map[int]int{}
			}
			count[k][classes[c]]++
		}
	}
	for k, by := range count {
		if c, total := usual(by); total >= 3 {
			m.Lexicon.Usual[k] = uint8(c + 1)
		}
	}
	tags, lemma := perceptron.New(len(m.Classes)), perceptron.New(len(m.Scripts))
	scores, lemmaScores := make([]float32, len(m.Classes)), make([]float32, len(m.Scripts))
	order := make([]int, len(sentences))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2))
	for round := range rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			s := &sentences[i]
			gold := func(i int) (int, int) {
				t := s.tokens[i]
				return classes[tag.Class{Tag: t.Tag, Fine: t.Fine}], scripts[tag.ScriptOf(s.text[t.Start:t.End], t.Lemma)]
			}
			var learnLemma tag.Learner
			if lemmas && round < 6 {
				learnLemma = func(keys []uint32, gold int) int { return learn(lemma, keys, gold, lemmaScores) }
			}
			tag.Learn(s.text, s.tokens, &m.Lexicon, gold,
				func(keys []uint32, gold int) int { return learn(tags, keys, gold, scores) }, learnLemma)
		}
	}
	m.Tags = tags.Model(60, 3)
	m.Lemmas = lemma.Model(60, 3)
	return m
}

// learn is one step of the perceptron.
func learn(t *perceptron.Trainer, keys []uint32, gold int, scores []float32) int {
	t.Tick()
	clear(scores)
	t.Score(keys, scores)
	best := 0
	for c, s := range scores {
		if s > scores[best] {
			best = c
		}
	}
	if best != gold {
		t.Update(keys, gold, 1)
		t.Update(keys, best, -1)
	}
	return best
}

// usual is the class that a word has most often, the smallest of equals, and how
// often the word was seen.
func usual(by map[int]int) (class, total int) {
	classes := make([]int, 0, len(by))
	for c, n := range by {
		classes = append(classes, c)
		total += n
	}
	slices.SortFunc(classes, func(a, b int) int { return cmp.Or(cmp.Compare(by[b], by[a]), cmp.Compare(a, b)) })
	return classes[0], total
}

// Retag gives each sentence the tags that a tagger finds which has not seen it:
// the sentences are divided into parts, and each part is tagged by what the
// others teach. Lemmas are left gold.
func Retag(sentences []Sentence, clusters map[uint32]uint16, parts int) {
	tagged := make([][]nlp.Token, len(sentences))
	for part := range parts {
		var rest []Sentence
		for i, s := range sentences {
			if i/50%parts != part {
				rest = append(rest, s)
			}
		}
		t := tag.NewTagger(Tags(rest, clusters, 5, false))
		for i, s := range sentences {
			if i/50%parts == part {
				tagged[i] = slices.Clone(s.tokens)
				t.Tag(s.text, tagged[i])
			}
		}
	}
	for i, s := range sentences {
		for j := range s.tokens {
			s.tokens[j].Tag, s.tokens[j].Fine = tagged[i][j].Tag, tagged[i][j].Fine
		}
	}
}
