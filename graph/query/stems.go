package query

import (
	"dateline/graph"
	"dateline/graph/store"
)

// words is a text as a question sees it: the stems that are in it.
type words interface{ has(stem string) bool }

type stemSet map[string]bool

func (s stemSet) has(stem string) bool { return s[stem] }

// bag is several texts as one.
type bag []stemSet

func (b bag) has(stem string) bool {
	for _, s := range b {
		if s[stem] {
			return true
		}
	}
	return false
}

func all(stems []string, in words) bool {
	for _, s := range stems {
		if !in.has(s) {
			return false
		}
	}
	return len(stems) > 0
}

// stemmer finds stems.
type stemmer struct{ store.Stemmer }

func (m stemmer) stems(s string) []string { return m.Stems(s) }

func (m stemmer) add(to stemSet, s string) {
	for _, w := range m.stems(s) {
		to[w] = true
	}
}

// stretch is a piece of an article's text.
type stretch struct {
	article  graph.ArticleID
	from, to int
}

// stemsOf are the stems of a piece of an article, worked out once for one question.
func (m *matcher) stemsOf(src graph.Source, from, to int) stemSet {
	k := stretch{src.ID, from, to}
	set, ok := m.texts[k]
	if !ok {
		set = stemSet{}
		m.stemmer.add(set, src.Text[from:to])
		m.texts[k] = set
	}
	return set
}

// sentences gives the places of the claims of an event in their articles, those that are in their texts.
func (m *matcher) sentences(e *graph.Event, do func(src graph.Source, c graph.Claim)) error {
	for _, c := range e.Claims {
		src, err := m.Article(c.Article)
		if err != nil {
			return err
		}
		if 0 <= c.Start && c.Start <= c.End && c.End <= len(src.Text) {
			do(src, c)
		}
	}
	return nil
}

// paragraphs are the stems of the paragraphs around the sentences of c.
func (m *matcher) paragraphs(c *candidate) bag {
	if c.paragraph == nil {
		c.paragraph = bag{}
		m.sentences(&c.event, func(src graph.Source, claim graph.Claim) {
			from, to := paragraph(src.Text, claim.Start, claim.End)
			c.paragraph = append(c.paragraph, m.stemsOf(src, from, to))
		})
	}
	return c.paragraph
}

// articles are the stems of the articles that tell of c.
func (m *matcher) articles(c *candidate) bag {
	if c.article == nil {
		c.article = bag{}
		m.sentences(&c.event, func(src graph.Source, _ graph.Claim) {
			c.article = append(c.article, m.stemsOf(src, 0, len(src.Text)))
		})
	}
	return c.article
}
