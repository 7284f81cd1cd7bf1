package story

import (
	"strconv"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// described is an entity for who, what or why fills a role without being a mention:
// "ballot boxes", "two people briefed on the matter"; -1 for pronouns and clauses.
func (t *teller) described(a *nlp.Arg) int {
	if !participant(a.Role) && a.Role != "content" && a.Role != "cause" || a.Token < 0 || a.Token >= len(t.d.Tokens) || !a.Span.Contains(t.d.Tokens[a.Token].Span) {
		return -1
	}
	switch t.d.Tokens[a.Token].Tag {
	case nlp.NOUN, nlp.PROPN, nlp.NUM:
	default:
		return -1
	}
	return t.unnamed(a.Token, t.phrase(a.Token, a.Span))
}

// unnamed is the entity that the words in span, with the head at token, describe;
// it is made when first needed. Its id is the place of the head, so that it stays
// where it is when the phrase is cut differently.
func (t *teller) unnamed(token int, span nlp.Span) int {
	id := graph.EntityID(string(t.d.Article.ID) + "/e" + strconv.Itoa(t.d.Tokens[token].Start))
	if i, ok := t.made[id]; ok {
		return i
	}
	e := graph.Entity{ID: id, Kind: graph.Thing, Name: t.bare(span), Unnamed: true}
	actors := lexicon.Words("actors")
	for _, w := range [...]string{strings.ToLower(t.d.Word(token)), t.d.Tokens[token].Lemma} {
		if a, ok := actors.Get(w); ok {
			e.Sector, e.Kind = a.Field(0), graph.Kind(a.Field(1))
			break
		}
	}
	i := len(t.d.Entities)
	for k := range t.d.Entities {
		if t.d.Entities[k].ID == id { // the resolver has one at this place
			i = k
			break
		}
	}
	if i == len(t.d.Entities) {
		t.d.Entities = append(t.d.Entities, e)
	}
	t.made[id] = i
	return i
}

// phrase is the part of span that describes its head: up to the clause, comma or
// quotation mark that follows the head.
func (t *teller) phrase(token int, span nlp.Span) nlp.Span {
	last, preposition := token, -1
	for i := token + 1; i < len(t.d.Tokens) && t.d.Tokens[i].Start < span.End; i++ {
		k := &t.d.Tokens[i]
		switch {
		case k.Tag == nlp.PUNCT && k.Fine != nlp.HYPH, k.Fine == nlp.WDT, k.Fine == nlp.WP, k.Fine == nlp.WPS, k.Tag == nlp.AUX,
			k.Tag == nlp.SCONJ, k.Tag == nlp.PART && k.Fine == nlp.TO:
			return nlp.Span{Start: span.Start, End: t.d.Tokens[t.whole(token, last)].End}
		case i-token > maxPhrase && k.Tag != nlp.ADP && preposition > token+1:
			// In the middle of a phrase of its own: "the independence of South" is nothing.
			return nlp.Span{Start: span.Start, End: t.d.Tokens[t.whole(token, preposition-1)].End}
		case i-token > 2*maxPhrase, i-token > maxPhrase && k.Tag == nlp.ADP && preposition > 0:
			return nlp.Span{Start: span.Start, End: t.d.Tokens[last].End}
		case k.Tag == nlp.ADP:
			preposition = i
		}
		last = i
	}
	return nlp.Span{Start: span.Start, End: span.End}
}

// whole is the last token, from token on to last, of a phrase that is cut after last: without what goes
// with what was cut off, "a boat suspected (of ...)", "a boat headed for (...)".
func (t *teller) whole(token, last int) int {
	for ; last > token; last-- {
		switch k := &t.d.Tokens[last]; {
		case k.Tag == nlp.ADP, k.Tag == nlp.DET, k.Tag == nlp.CCONJ, k.Tag == nlp.ADV, k.Tag == nlp.VERB && (k.Dep == nlp.DepAcl || k.Dep == nlp.DepAclRelcl):
		default:
			return last
		}
	}
	return last
}

// maxPhrase is how many words after its head a description may go on; twice as many where they are one
// phrase: "clashes between the national army and …".
const maxPhrase = 8

// bare is the words of s without an article in front.
func (t *teller) bare(s nlp.Span) string {
	i := t.tokenAt(s.Start)
	if i >= len(t.d.Tokens) {
		return t.d.Text(s)
	}
	k := &t.d.Tokens[i]
	if k.Start == s.Start && (k.Fine == nlp.DT || k.Fine == nlp.WPS) && k.End < s.End {
		return strings.TrimSpace(t.d.Article.Text[k.End:s.End])
	}
	return t.d.Inside(i, t.d.Text(s))
}
