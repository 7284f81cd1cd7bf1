package question

import (
	"dateline/ingest/nlp"
)

// office takes "who is the chairman of the bank", "who is Bohdan Szel": a copula with the one
// asked for as its subject. ok is false for any other question.
func (r *reader) office(q *Question, root int) (ok bool) {
	if q.Asks != Who || r.placeholder < 0 {
		return false
	}
	cop := -1
	for i, t := range r.d.Tokens {
		if r.v.is(t.Lemma, "copula") && (t.Dep == nlp.DepCop && (t.Head == root || t.Head == r.placeholder) || i == root) {
			cop = i
		}
	}
	if cop < 0 || cop < r.placeholder {
		return false
	}
	var first *nlp.Mention
	for j := range r.d.Mentions {
		if m := &r.d.Mentions[j]; m.Form == nlp.Named && m.First > cop {
			first = m
			break
		}
	}
	for name, i := range r.maskAt() {
		if first == nil && i == cop+1 {
			q.Asks, q.Parts = Card, []Part{{Text: name}}
			return true
		}
	}
	from := cop + 1
	for from < len(r.d.Tokens) && r.d.Tokens[from].Tag == nlp.DET {
		from++
	}
	if first != nil && first.First <= from && first.Last >= len(r.d.Tokens)-1 && r.d.Tokens[first.Head].Tag == nlp.PROPN && first.Name.Start == r.d.Tokens[from].Start {
		q.Asks, q.Parts = Card, []Part{{Text: r.name(first)}}
		return true
	}
	// The office is what stands before "of", at whom what stands after it.
	to := from
	for to < len(r.d.Tokens) && r.d.Tokens[to].Tag != nlp.ADP && r.d.Tokens[to].Tag != nlp.PUNCT {
		to++
	}
	if to == from {
		return false
	}
	q.Asks = Holder
	q.Office = r.phrase(nlp.Span{Start: r.d.Tokens[from].Start, End: r.d.Tokens[to-1].End})
	if to+1 < len(r.d.Tokens) {
		last := len(r.d.Tokens) - 1
		for last > to && (r.d.Tokens[last].Tag == nlp.PUNCT || r.inTime(r.d.Tokens[last].Span)) {
			last--
		}
		if last > to {
			q.Of = r.phrase(nlp.Span{Start: r.d.Tokens[to+1].Start, End: r.d.Tokens[last].End})
		}
	}
	return true
}

// maskAt are the masked names with their tokens.
func (r *reader) maskAt() map[string]int {
	out := map[string]int{}
	for i := range r.d.Tokens {
		if name, ok := r.masks[r.d.Word(i)]; ok {
			out[name] = i
		}
	}
	return out
}
