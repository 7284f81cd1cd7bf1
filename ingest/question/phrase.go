package question

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

func (r *reader) use(tokens ...int) {
	for _, i := range tokens {
		r.used[i] = true
	}
}

func (r *reader) useSpan(s nlp.Span) {
	for i, t := range r.d.Tokens {
		if s.Contains(t.Span) {
			r.used[i] = true
		}
	}
}

// mention is the named mention with the head i.
func (r *reader) mention(i int) *nlp.Mention {
	for j := range r.d.Mentions {
		if m := &r.d.Mentions[j]; m.Form == nlp.Named && (m.Head == i || m.First <= i && i < m.Last) {
			return m
		}
	}
	return nil
}

// mentions takes the names among the tokens [from, to) that nothing has taken.
func (r *reader) mentions(q *Question, from, to int) {
	for j := range r.d.Mentions {
		m := &r.d.Mentions[j]
		if m.Form != nlp.Named || m.First < from || m.Last > to || r.used[m.Head] {
			continue
		}
		if q.Place == "" && q.Asks == Events && r.governed(m) {
			q.Place = r.name(m)
		} else {
			q.Parts = append(q.Parts, Part{Text: r.name(m)})
		}
		r.useSpan(m.Span)
	}
	r.masked(q, from, to)
}

// masked takes the names among the tokens [from, to) that split made one word of and that nothing has
// taken: whoever they are, the answer has to do with them.
func (r *reader) masked(q *Question, from, to int) {
	for i := from; i < to; i++ {
		if name, ok := r.masks[r.d.Word(i)]; ok && !r.used[i] {
			q.Parts = append(q.Parts, Part{Text: name})
			r.use(i)
		}
	}
}

// governed reports whether a place stands after a preposition: "in Minsk".
func (r *reader) governed(m *nlp.Mention) bool {
	if m.Kind != graph.GPE && m.Kind != graph.Place && m.Kind != graph.Facility {
		return false
	}
	return m.First > 0 && r.d.Tokens[m.First-1].Tag == nlp.ADP && r.d.Tokens[m.Head].Dep != nlp.DepNmod
}

// subtree is the words that hang on token i.
func (r *reader) subtree(i int) string {
	first, last := i, i
	for j := range r.d.Tokens {
		if r.under(j, i) {
			first, last = min(first, j), max(last, j)
		}
	}
	return r.phrase(nlp.Span{Start: r.d.Tokens[first].Start, End: r.d.Tokens[last].End})
}

func (r *reader) useTree(i int) {
	for j := range r.d.Tokens {
		if r.under(j, i) {
			r.use(j)
		}
	}
}

func (r *reader) under(j, i int) bool {
	for n := 0; j >= 0 && n <= len(r.d.Tokens); n++ {
		if j == i {
			return true
		}
		j = r.d.Tokens[j].Head
	}
	return false
}

// name is the proper name in a mention, else its words.
func (r *reader) name(m *nlp.Mention) string {
	if m.Name.End > m.Name.Start {
		return r.unmask(r.d.Text(m.Name))
	}
	return r.phrase(m.Span)
}

// phrase is the words of a span without its article.
func (r *reader) phrase(s nlp.Span) string {
	for _, t := range r.d.Tokens {
		if t.Start == s.Start && t.Tag == nlp.DET && t.End < s.End {
			s.Start = t.End + 1
		}
	}
	return strings.Trim(r.unmask(r.d.Text(s)), " .,")
}

// unmask puts the names back that split made one word of.
func (r *reader) unmask(s string) string {
	for mask, name := range r.masks {
		s = strings.ReplaceAll(s, mask, name)
	}
	return s
}
