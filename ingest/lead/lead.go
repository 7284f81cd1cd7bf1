// Package lead answers the questions that the lead of a news article answers - who,
// what, when, where, why, how - for the main event of the article (the 5W1H of
// journalism).
//
// It takes a Document that the pipeline has read and gives phrases of its text, each with
// its offsets, together with what the pipeline knows of them: the event, the entity, the date. It adds
// nothing to the Document. A question that the text does not answer stays open.
//
// How it goes: choose.go finds the clause that tells the main event, by where it stands,
// what the headline has of it, and how it hangs in its sentence; who.go divides the clause into who and what; where.go
// takes time and place from the stages that found them; why.go looks among the
// adjuncts of the clause for those that begin with the words of cues.txt.
package lead

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// Answer is a phrase of the article that answers a question.
type Answer struct {
	nlp.Span                // bytes of the article's text
	Text     string         // its words on one line, without what the span holds besides ("who", a time inside "what")
	Entity   graph.EntityID // who and where: the entity that the phrase stands for
	Date     string         // when: EDTF
}

// Lead is what the article tells first of all. Answers that it does not have are empty.
type Lead struct {
	Sentence int           // index of the sentence that tells it
	Event    graph.EventID // the event, if it is one that the graph keeps
	Who      Answer
	What     Answer
	When     Answer
	Where    Answer
	Why      Answer
	How      Answer
}

// Of finds the main event of d, which must have been read by all stages. It reports false
// when no sentence of the article tells of anything.
func Of(d *nlp.Document) (Lead, bool) {
	r := newReader(d)
	c, ok := r.choose()
	if !ok {
		return Lead{}, false
	}
	l := Lead{Sentence: c.sentence}
	if c.happening >= 0 {
		if e := d.Happenings[c.happening].Event; e >= 0 && r.isEvent(c.happening) {
			l.Event = d.Events[e].ID
		}
	}
	l.When = r.when(c)
	l.Why = r.reason(c, why)
	l.How = r.reason(c, how)
	l.Where = r.where(c, l.Why.Span, l.How.Span)
	l.Who = r.who(c)
	l.What = r.what(c, l)
	return l, true
}

// Row is one question and its answer.
type Row struct {
	Question string
	Answer
}

// Rows are the six questions in their usual order, unanswered ones with an empty Text.
func (l Lead) Rows() []Row {
	return []Row{{"who", l.Who}, {"what", l.What}, {"when", l.When}, {"where", l.Where}, {"why", l.Why}, {"how", l.How}}
}

// reader is what the questions are answered from: the document with the children of each
// token and what stands at it.
type reader struct {
	d       *nlp.Document
	child   []int // first child of each token, -1
	sib     []int // next child of the same head, -1
	mention []int // the mention that each token is the head of, -1
	trigger map[int]int
}

func newReader(d *nlp.Document) *reader {
	n := len(d.Tokens)
	r := &reader{d: d, child: none(n), sib: none(n), mention: none(n), trigger: map[int]int{}}
	for i := n - 1; i >= 0; i-- {
		if h := d.Tokens[i].Head; h >= 0 {
			r.sib[i], r.child[h] = r.child[h], i
		}
	}
	for i := range d.Mentions {
		if h := d.Mentions[i].Head; h >= 0 && h < n {
			r.mention[h] = i
		}
	}
	for i := range d.Happenings {
		h := &d.Happenings[i]
		if t := h.Trigger; t >= 0 && t < n {
			if old, ok := r.trigger[t]; !ok || better(h, &d.Happenings[old]) {
				r.trigger[t] = i
			}
		}
	}
	return r
}

// better prefers, of two happenings of one word, the one that became an event of a known class.
func better(a, b *nlp.EventMention) bool {
	if (a.Event >= 0) != (b.Event >= 0) {
		return a.Event >= 0
	}
	return a.Class != "OTHER" && b.Class == "OTHER"
}

func none(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = -1
	}
	return s
}

// isEvent reports whether happening i became an event, not a state.
func (r *reader) isEvent(i int) bool {
	return !r.d.Types[r.d.Happenings[i].Type].State
}

// deepest bounds walks down a tree of dependencies.
const deepest = 100

// extent is the first and last token below and including t, punctuation at its ends left out.
func (r *reader) extent(t int, skip func(int) bool) (first, last int) {
	first, last = t, t
	var walk func(int, int)
	walk = func(t, depth int) {
		for c := r.child[t]; c >= 0 && depth < deepest; c = r.sib[c] {
			if r.d.Tokens[c].Tag == nlp.PUNCT || skip != nil && skip(c) {
				continue
			}
			first, last = min(first, c), max(last, c)
			walk(c, depth+1)
		}
	}
	walk(t, 0)
	return first, last
}

// answer is the phrase of the tokens from first to last.
func (r *reader) answer(first, last int) Answer {
	s := nlp.Span{Start: r.d.Tokens[first].Start, End: r.d.Tokens[last].End}
	return Answer{Span: s, Text: oneLine(r.d.Text(s))}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
