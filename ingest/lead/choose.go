package lead

import (
	"math"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// early is the number of sentences after the headline among which the main event is looked
// for: what comes later is detail or background by the rule of the inverted pyramid.
const early = 6

// clause is one candidate: a predicate and the happening it tells of, if any.
type clause struct {
	sentence  int
	head      int // the token of the predicate
	happening int // index of Document.Happenings, -1
	score     float64
}

// weights of what speaks for a clause, set by hand on Wikinews articles of data/open (docs/accuracy.md).
const (
	weightPlace   = 3.0 // the first sentence; two thirds of it for each one further on
	weightTitle   = 3.0 // times the share of the headline's words in the clause
	weightTrigger = 0.8 // its predicate stands in the headline
	weightEvent   = 0.4 // a relation of the inventory
	weightTold    = 0.2 // each further sentence that tells of it, up to three
	weightNamed   = 0.3 // who did it has a name
	lossReport    = 0.9 // "said", unless the headline says so too: what was said is the event
	lossUnreal    = 0.6 // hypothetical, ordered
	lossQuote     = 1.5 // in quotation marks
	lossNoun      = 0.5 // a noun, which tells of it in passing
)

// report is the class of what is only said.
const report graph.Class = "STATE"

// depths is what a clause loses by how it hangs on the one above.
var depths = map[nlp.Dep]float64{
	nlp.DepConj: 0.2, nlp.DepCcomp: 0.1, nlp.DepParataxis: 0.3, nlp.DepXcomp: 0.5, nlp.DepAdvcl: 0.8,
	nlp.DepAclRelcl: 1.0, nlp.DepAcl: 0.9, nlp.DepAppos: 0.9, nlp.DepCsubj: 0.5, nlp.DepAdvclRelcl: 0.9,
}

// choose is the clause that tells the main event. The headline itself is taken only when
// there is nothing else: it is seldom a sentence, and names things that the text explains.
func (r *reader) choose() (clause, bool) {
	d := r.d
	title := r.title()
	best := clause{score: math.Inf(-1)}
	found := false
	place := 0
	for s := range d.Sentences {
		if !d.Sentences[s].Kind.Tells() || d.Sentences[s].Kind == article.TitleBlock {
			continue
		}
		for t := d.Sentences[s].First; t < d.Sentences[s].Last; t++ {
			if c := r.candidate(s, t, place, title); c.head >= 0 && c.score > best.score {
				best, found = c, true
			}
		}
		if place++; place >= early {
			break
		}
	}
	if found {
		return best, true
	}
	for s := range d.Sentences {
		if d.Sentences[s].Kind != article.TitleBlock {
			continue
		}
		for t := d.Sentences[s].First; t < d.Sentences[s].Last; t++ {
			if c := r.candidate(s, t, 0, nil); c.head >= 0 && c.score > best.score {
				best, found = c, true
			}
		}
	}
	return best, found
}

// candidate weighs token t of sentence s as the predicate of the main event; its head is -1
// when it is none.
func (r *reader) candidate(s, t, place int, title map[string]bool) clause {
	d := r.d
	c := clause{sentence: s, head: t, happening: -1}
	if h, ok := r.trigger[t]; ok {
		c.happening = h
	}
	subject := r.subject(t) >= 0
	if c.happening < 0 && !subject || d.Tokens[t].Tag == nlp.PUNCT {
		c.head = -1
		return c
	}
	c.score = weightPlace * math.Pow(2.0/3, float64(place))
	inside, has := 0, map[string]bool{}
	first, last := r.extent(t, nil)
	for i := first; i <= last; i++ {
		if l := strings.ToLower(d.Tokens[i].Lemma); title[l] && !has[l] {
			has[l] = true
			inside++
		}
	}
	if len(title) > 0 {
		c.score += weightTitle * float64(inside) / float64(len(title))
	}
	named := title[strings.ToLower(d.Tokens[t].Lemma)]
	if named && (c.happening < 0 || d.Happenings[c.happening].Class != report) {
		c.score += weightTrigger
	}
	for i, n := t, 0; i >= 0 && n < deepest; n++ {
		loss, ok := depths[d.Tokens[i].Dep]
		if !ok && d.Tokens[i].Head >= 0 {
			loss = 0.3
		}
		c.score -= loss
		i = d.Tokens[i].Head
	}
	if r.quoted(t) {
		c.score -= lossQuote
	}
	switch d.Tokens[t].Tag {
	case nlp.VERB, nlp.AUX:
	default:
		if r.copula(t) < 0 {
			c.score -= lossNoun
		}
	}
	if c.happening >= 0 {
		c.score += r.worth(&d.Happenings[c.happening], named)
	}
	return c
}

// quoted reports whether token t stands in the words that somebody is quoted with.
func (r *reader) quoted(t int) bool {
	for i := range r.d.Attributions {
		a := &r.d.Attributions[i]
		if a.Direct && slices.ContainsFunc(a.Content, func(s nlp.Span) bool { return s.Contains(r.d.Tokens[t].Span) }) {
			return true
		}
	}
	return false
}

// worth is what a happening says for itself.
func (r *reader) worth(h *nlp.EventMention, inTitle bool) float64 {
	w := 0.0
	switch h.Class {
	case "OTHER":
	case report:
		if !inTitle {
			w -= lossReport
		}
	default:
		w += weightEvent
	}
	if h.Mode == graph.Hypothetical || h.Mode == graph.Ordered {
		w -= lossUnreal
	}
	for _, a := range h.Args {
		if a.Role == "actor" && a.Mention >= 0 && r.d.Mentions[a.Mention].Form == nlp.Named {
			w += weightNamed
			break
		}
	}
	if h.Event >= 0 && !r.d.Types[h.Type].State {
		w += weightTold * float64(min(3, len(r.d.Events[h.Event].Claims)-1))
	}
	return w
}

// title is the set of lemmas in the headline that say something.
func (r *reader) title() map[string]bool {
	d := r.d
	words := map[string]bool{}
	for s := range d.Sentences {
		if d.Sentences[s].Kind != article.TitleBlock {
			continue
		}
		for i := d.Sentences[s].First; i < d.Sentences[s].Last; i++ {
			switch d.Tokens[i].Tag {
			case nlp.NOUN, nlp.PROPN, nlp.VERB, nlp.ADJ, nlp.NUM:
				words[strings.ToLower(d.Tokens[i].Lemma)] = true
			}
		}
	}
	return words
}

// subject is the token that heads the subject of predicate t, -1: its own, or that of the
// predicate it is joined with or complements.
func (r *reader) subject(t int) int {
	for n := 0; t >= 0 && n < deepest; n++ {
		for c := r.child[t]; c >= 0; c = r.sib[c] {
			switch r.d.Tokens[c].Dep {
			case nlp.DepNsubj, nlp.DepNsubjPass, nlp.DepCsubj:
				return c
			}
		}
		switch r.d.Tokens[t].Dep {
		case nlp.DepConj, nlp.DepXcomp:
			t = r.d.Tokens[t].Head
		default:
			return -1
		}
	}
	return -1
}

// copula is the "be" of a predicate that is no verb, -1.
func (r *reader) copula(t int) int { return r.under(t, nlp.DepCop) }

// under is the first child of t with that relation, -1.
func (r *reader) under(t int, dep nlp.Dep) int {
	for c := r.child[t]; c >= 0; c = r.sib[c] {
		if r.d.Tokens[c].Dep == dep {
			return c
		}
	}
	return -1
}
