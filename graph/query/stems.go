package query

import (
	"iter"
	"math/bits"
	"slices"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/graph/store/words"
)

// text is a text as a question sees it: the stems that are in it.
type text interface{ has(stem string) bool }

type stemSet map[string]bool

func (s stemSet) has(stem string) bool { return s[stem] }

func all(stems []string, in text) bool {
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

// numbers is which sentences and paragraphs have a stem: a bit for each number of the index of words.
type numbers []uint64

func (n numbers) set(i uint64) { n[i/64] |= 1 << (i % 64) }

// in gives those from first to before end, in order.
func (n numbers) in(first, end uint64) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for i := first; i < end && i/64 < uint64(len(n)); i++ {
			w := n[i/64] >> (i % 64)
			if w == 0 {
				i |= 63 // none in the rest of these
				continue
			}
			if i += uint64(bits.TrailingZeros64(w)); i < end && !yield(i) {
				return
			}
		}
	}
}

// having is where a stem stands, looked up once.
func (m *matcher) having(stem string) numbers {
	out, ok := m.numbers[stem]
	if ok {
		return out
	}
	x, err := m.Words()
	if err != nil {
		return nil
	}
	parts, err := x.Parts([]string{stem})
	for i := 0; err == nil && i < len(parts); i++ {
		w := parts[i].Walk(0)
		if w != nil && out == nil {
			out = make(numbers, x.End()/64+1)
		}
		for w != nil && w.Next() && parts[i].Number(w.At()) < x.End() {
			out.set(parts[i].Number(w.At()))
		}
	}
	m.numbers[stem] = out
	return out
}

// where is where an article tells of what, and what of it was read so far.
type where struct {
	first, end uint64 // the numbers of its sentences and paragraphs
	spans      []words.Span
}

// whereOf is where an article tells of what, as the index of words has it, looked up once.
func (m *matcher) whereOf(id graph.ArticleID) *where {
	w, ok := m.wheres[id]
	if !ok {
		w = &where{}
		if x, err := m.Words(); err == nil { // what cannot be read is found by 'db check'
			w.first, w.end = x.Range(string(id))
		}
		m.wheres[id] = w
	}
	return w
}

// spansOf are the sentences and paragraphs of an article.
func (m *matcher) spansOf(w *where) []words.Span {
	if w.spans == nil && w.first < w.end {
		if x, err := m.Words(); err == nil {
			w.spans = x.Spans(w.first, w.end)
		}
	}
	return w.spans
}

// Three texts of a candidate: its sentences, the paragraphs round them, the articles. The index of words knows
// of each word whether they have it: none of them is read, and of most articles not even where they tell of what.
type (
	sentenceText  struct{ *candidate }
	ownText       struct{ *candidate } // the words of the event itself, and who takes part
	paragraphText struct{ *candidate }
	articleText   struct{ *candidate }
)

func (t sentenceText) has(stem string) bool {
	return t.stands(stem, func(id string, at words.Span, _ []words.Span) bool { return at.Tells(id) }) || ownText(t).has(stem)
}

func (t paragraphText) has(stem string) bool {
	return t.stands(stem, func(id string, at words.Span, all []words.Span) bool {
		return !at.Tells("") && slices.ContainsFunc(all, func(s words.Span) bool {
			return at.Start < s.End && s.Start < at.End && s.Tells(id)
		})
	})
}

// stands reports whether a stem stands where it is wanted: in a sentence or paragraph of an article that
// tells of c under an id, among all of the article.
func (c *candidate) stands(stem string, wanted func(id string, at words.Span, all []words.Span) bool) bool {
	having := c.m.having(stem)
	if having == nil {
		return false
	}
	for _, id := range c.tellings() {
		art := store.ArticleOf(id)
		w := c.m.whereOf(art)
		for n := range having.in(w.first, w.end) {
			all := c.m.spansOf(w)
			if i := int(n - w.first); i < len(all) && wanted(string(id)[len(art)+1:], all[i], all) {
				return true
			}
		}
	}
	return false
}

// tellings are the events that c joins, as articles tell them.
func (c *candidate) tellings() []graph.EventID {
	if c.told == nil {
		c.told = []graph.EventID{c.sum.ID}
		if c.sum.Members > 1 {
			c.told = c.told[:0]
			for _, id := range c.m.Members(string(c.sum.ID)) {
				c.told = append(c.told, graph.EventID(id))
			}
		}
	}
	return c.told
}

func (t ownText) has(stem string) bool {
	if slices.Contains(t.m.stemmer.stems(t.sum.Text), stem) {
		return true
	}
	named := t.m.namedWith(stem)
	return slices.ContainsFunc(t.sum.Roles, func(r graph.Role) bool {
		if r.Event != "" {
			content, ok, err := t.m.Summary(r.Event)
			return err == nil && ok && slices.Contains(t.m.stemmer.stems(content.Text), stem)
		}
		return named[r.Entity] && slices.Contains(t.m.stemmer.stems(t.m.name(r.Entity)), stem)
	})
}

// namedWith are the entities that have a word with a stem in one of their names, looked up once: to read the names of
// all who take part would take longer.
func (m *matcher) namedWith(stem string) map[graph.EntityID]bool {
	out, ok := m.called[stem]
	if !ok {
		out = map[graph.EntityID]bool{}
		word, is := "", false
		for w, id := range m.Wording(stem[:max(min(1, len(stem)), len(stem)-unlike)]) {
			if w != word {
				word, is = w, slices.Contains(m.stemmer.stems(w), stem)
			}
			if is {
				out[id] = true
			}
		}
		m.called[stem] = out
	}
	return out
}

// unlike is in how many of its last letters a stem may differ from the words it is of: "ferries" and "ferri", "dying" and "die".
const unlike = 2

func (t articleText) has(stem string) bool {
	having := t.m.having(stem)
	return having != nil && slices.ContainsFunc(t.sum.Articles, func(id graph.ArticleID) bool {
		w := t.m.whereOf(id)
		for range having.in(w.first, w.end) {
			return true
		}
		return false
	})
}
