package query

import (
	"slices"

	"dateline/graph"
	"dateline/graph/store"
)

// words is a text as a question sees it: the stems that are in it.
type words interface{ has(stem string) bool }

type stemSet map[string]bool

func (s stemSet) has(stem string) bool { return s[stem] }

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

// spot is a sentence of an event, or a paragraph round one, with its number in the index of words.
type spot struct {
	from, to int
	number   uint64
}

// layout is where an article tells of what.
type layout struct {
	sentences  map[graph.EventID][]spot // by event, as the article tells it
	paragraphs []spot
}

// layoutOf is where an article tells of what, as the index of words has it, looked up once.
func (m *matcher) layoutOf(id graph.ArticleID) layout {
	if l, ok := m.layouts[id]; ok {
		return l
	}
	l := layout{sentences: map[graph.EventID][]spot{}}
	if x, err := m.Words(); err == nil {
		first, _ := x.Range(string(id))
		told, _ := x.Of(string(id)) // what cannot be read is found by 'db check'
		for i, w := range told {
			s := spot{w.Start, w.End, first + uint64(i)}
			if len(w.Events) == 0 {
				l.paragraphs = append(l.paragraphs, s)
			}
			for _, e := range store.SentenceOf(w).Events {
				l.sentences[e] = append(l.sentences[e], s)
			}
		}
	}
	m.layouts[id] = l
	return l
}

// having are the numbers of the sentences and paragraphs that have a stem, in order.
func (m *matcher) having(stem string) []uint64 {
	out, ok := m.numbers[stem]
	if ok {
		return out
	}
	if x, err := m.Words(); err == nil {
		parts, err := x.Parts([]string{stem})
		for i := 0; err == nil && i < len(parts); i++ {
			for w := parts[i].Walk(0); w != nil && w.Next(); {
				out = append(out, parts[i].Number(w.At()))
			}
		}
	}
	m.numbers[stem] = out
	return out
}

// has reports whether one of some spots has a stem.
func (m *matcher) has(spots []spot, stem string) bool {
	having := m.having(stem)
	return len(having) > 0 && slices.ContainsFunc(spots, func(s spot) bool {
		_, found := slices.BinarySearch(having, s.number)
		return found
	})
}

// Three texts of a candidate: its sentences, the paragraphs round them, the articles. The index of words knows
// of each word whether they have it: none of them is read.
type (
	sentenceText struct {
		m     *matcher
		c     *candidate
		spots []spot  // looked up once
		own   stemSet // the words of the event itself, and who takes part: likewise
	}
	paragraphText struct {
		m     *matcher
		c     *candidate
		spots []spot
	}
	articleText struct {
		m *matcher
		c *candidate
	}
)

func (t *sentenceText) has(stem string) bool {
	return articleText{t.m, t.c}.has(stem) && t.m.has(t.at(), stem) || t.itself()[stem]
}

// at is where the sentences stand.
func (t *sentenceText) at() []spot {
	if t.spots == nil {
		t.spots = []spot{}
		for _, id := range t.m.tellings(t.c) {
			t.spots = append(t.spots, t.m.layoutOf(store.ArticleOf(id)).sentences[id]...)
		}
	}
	return t.spots
}

// tellings are the events that c joins, as articles tell them.
func (m *matcher) tellings(c *candidate) []graph.EventID {
	if c.sum.Members == 1 {
		return []graph.EventID{c.sum.ID}
	}
	var out []graph.EventID
	for _, id := range m.Members(string(c.sum.ID)) {
		out = append(out, graph.EventID(id))
	}
	return out
}

// itself are the stems of the words of the event, and of the names of who takes part.
func (t *sentenceText) itself() stemSet {
	if t.own == nil {
		t.own = stemSet{}
		t.m.stemmer.add(t.own, t.c.sum.Text)
		for _, r := range t.c.sum.Roles {
			if r.Entity != "" {
				for _, s := range t.m.stemsOf(r.Entity) {
					t.own[s] = true
				}
			}
			if r.Event != "" {
				if content, ok, err := t.m.Summary(r.Event); err == nil && ok {
					t.m.stemmer.add(t.own, content.Text)
				}
			}
		}
	}
	return t.own
}

// stemsOf are the stems of the name of an entity, found once.
func (m *matcher) stemsOf(id graph.EntityID) []string {
	out, ok := m.nameStems[id]
	if !ok {
		out = m.stemmer.stems(m.name(id))
		m.nameStems[id] = out
	}
	return out
}

func (t *paragraphText) has(stem string) bool {
	if !(articleText{t.m, t.c}).has(stem) {
		return false
	}
	if t.spots == nil {
		t.spots = []spot{}
		for _, id := range t.m.tellings(t.c) {
			l := t.m.layoutOf(store.ArticleOf(id))
			for _, s := range l.sentences[id] {
				for _, p := range l.paragraphs {
					if p.from < s.to && s.from < p.to {
						t.spots = append(t.spots, p)
					}
				}
			}
		}
	}
	return t.m.has(t.spots, stem)
}

func (t articleText) has(stem string) bool {
	having := t.m.having(stem)
	x, err := t.m.Words()
	if err != nil || len(having) == 0 {
		return false
	}
	return slices.ContainsFunc(t.c.sum.Articles, func(id graph.ArticleID) bool {
		first, end := x.Range(string(id))
		i, _ := slices.BinarySearch(having, first)
		return i < len(having) && having[i] < end
	})
}

// paragraphs are the stems of the paragraphs around the sentences of c.
func (m *matcher) paragraphs(c *candidate) words { return &c.paragraph }

// articles are the stems of the articles that tell of c.
func (m *matcher) articles(c *candidate) words { return articleText{m, c} }
