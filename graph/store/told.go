package store

import (
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"dateline/graph"
	"dateline/graph/store/words"
)

// Stemmer finds the stems of words, each word's once: Porter's second English stemmer, on folded words, so
// that "poisoned" and "poisoning" are one.
type Stemmer map[string]string

// Stems are the stems of the words of s, in order.
func (m Stemmer) Stems(s string) []string {
	var out []string
	for w := range strings.FieldsSeq(Fold(s)) {
		stem, ok := m[w]
		if !ok {
			env := snowballstem.NewEnv(w)
			english.Stem(env)
			stem = env.Current()
			m[strings.Clone(w)] = stem
		}
		out = append(out, stem)
	}
	return out
}

// Sentence is a sentence that tells of events.
type Sentence struct {
	Article    graph.ArticleID
	Start, End int             // bytes of the article's text
	Events     []graph.EventID // as the article tells them
}

// sentencesOf are the paragraphs of an article, as texts without events, and the sentences in which it tells of
// events, in the order of its events, with their stems.
func (m Stemmer) sentencesOf(f *graph.Facts) []words.Sentence {
	var out []words.Sentence
	at := 0
	for line := range strings.Lines(f.Article.Text) {
		if stems := m.Stems(line); len(stems) > 0 {
			out = append(out, words.Sentence{Article: string(f.Article.ID), Start: at, End: at + len(line), Stems: stems})
		}
		at += len(line)
	}
	known := map[[2]int]int{}
	for _, e := range f.Events {
		local := strings.TrimPrefix(string(e.ID), string(f.Article.ID)+"/")
		for _, c := range e.Claims {
			if c.Start < 0 || c.End > len(f.Article.Text) || c.Start >= c.End {
				continue
			}
			i, ok := known[[2]int{c.Start, c.End}]
			if !ok {
				i = len(out)
				known[[2]int{c.Start, c.End}] = i
				out = append(out, words.Sentence{
					Article: string(f.Article.ID), Start: c.Start, End: c.End, Stems: m.Stems(f.Article.Text[c.Start:c.End]),
				})
			}
			if n := len(out[i].Events); n == 0 || out[i].Events[n-1] != local {
				out[i].Events = append(out[i].Events, local)
			}
		}
	}
	return out
}

// stemmers are kept from article to article: most words have come before.
var stemmers = sync.Pool{New: func() any { return Stemmer{} }}

// mostStems is how many words a kept Stemmer knows.
const mostStems = 50_000

// wordsOf are the sentences of an article made ready for the index of words.
func wordsOf(f *graph.Facts) words.Ready {
	m := stemmers.Get().(Stemmer)
	out := words.Make(string(f.Article.ID), m.sentencesOf(f))
	if len(m) < mostStems {
		stemmers.Put(m)
	}
	return out
}

// Words is the index of the words of sentences. Its stems are those of Stemmer.
func (r *Reader) Words() (*words.Index, error) {
	if r.spoken == nil {
		x, err := words.Open(r.tx.Bucket(bDateline))
		if err != nil {
			return nil, err
		}
		r.spoken = x
	}
	return r.spoken, nil
}

// SentenceOf is a sentence as Words keeps it, with whole ids.
func SentenceOf(w words.Sentence) Sentence {
	s := Sentence{Article: graph.ArticleID(w.Article), Start: w.Start, End: w.End}
	for _, local := range w.Events {
		s.Events = append(s.Events, graph.EventID(w.Article+"/"+local))
	}
	return s
}
