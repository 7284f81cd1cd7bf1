package resolve

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// This file finds other names that the words between two names say are the same.

// equatedNames joins names that the text equates: "Naqsh-e Jahan, also known as Shah
// Square", "Bob Dylan, born Robert Zimmerman", "John FitzGibbon, 2nd Earl of Clare".
func (r *resolver) equatedNames(groups []nameGroup) {
	of := map[int]int{} // mention -> its group
	for g := range groups {
		for _, i := range groups[g].mentions {
			of[i] = g
		}
	}
	for i := range r.d.Mentions {
		a, ok := of[i]
		if !ok {
			continue
		}
		for k := i + 1; k < len(r.d.Mentions) && k < i+8; k++ {
			b, ok := of[k]
			if !ok || a == b || r.d.Mentions[k].First < r.d.Mentions[i].Last {
				continue
			}
			if r.sent[r.d.Mentions[k].First] != r.sent[r.d.Mentions[i].First] {
				break
			}
			x, y := &groups[a], &groups[b]
			person := x.kind == graph.Person
			switch {
			case x.lex != "" && y.lex != "" && x.lex != y.lex || y.full >= 0 || reaches(groups, a, b):
			case r.calledToo(i, k) && person == (y.kind == graph.Person),
				person && r.titleOf(i, k):
				y.full = a
			}
		}
	}
}

// between are the tokens from the end of name i, or of what stands in brackets right
// after it, up to the start of name k.
func (r *resolver) between(i, k int) (int, int) {
	_, from := r.nameTokens(&r.d.Mentions[i])
	to, _ := r.nameTokens(&r.d.Mentions[k])
	if from < to && r.d.Tokens[from].Fine == nlp.FineOpenBracket {
		for t, open := from, 0; t < to; t++ {
			switch r.d.Tokens[t].Fine {
			case nlp.FineOpenBracket:
				open++
			case nlp.FineCloseBracket:
				if open--; open == 0 {
					return t + 1, to
				}
			}
		}
	}
	return from, to
}

// calledToo reports whether the words between names i and k say that k is another name
// of i: marks, words like "also", and one like "known".
func (r *resolver) calledToo(i, k int) bool {
	from, to := r.between(i, k)
	if to-from < 2 || to-from > 8 || r.d.Tokens[from].Tag != nlp.PUNCT && r.d.Tokens[from].Tag != nlp.AUX {
		return false
	}
	says := false
	for t := from; t < to; t++ {
		w := strings.ToLower(r.d.Word(t))
		switch {
		case r.w.is("known-as", w):
			says = true
		case r.d.Tokens[t].Tag == nlp.PUNCT, r.d.Tokens[t].Tag == nlp.AUX, r.w.is("known-too", w):
		default:
			return false
		}
	}
	return says
}

// titleOf reports whether name k is only the title of the person i, who is named right
// before: "Antony Ashe, 1st Earl of Dun", "Aleksei I, Tsar of Russia".
func (r *resolver) titleOf(i, k int) bool {
	from, to := r.between(i, k)
	if from >= to || r.d.Tokens[from].Fine != nlp.FineComma {
		return false
	}
	for t := from + 1; t < to; t++ {
		switch r.d.Tokens[t].Tag {
		case nlp.DET, nlp.NUM, nlp.ADJ:
		default:
			return false
		}
	}
	_, end := r.nameTokens(&r.d.Mentions[k])
	first := r.d.Word(to)
	return end > to+2 && r.w.is("name-link", strings.ToLower(r.d.Word(to+1))) && (lexicon.Words("honorifics").Has(first) || r.w.office[strings.ToLower(first)])
}

// epithets takes into the name of a person what it is followed by as by a second name:
// "Peter the Great".
func (r *resolver) epithets() {
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		_, end := r.nameTokens(m)
		if m.Form != nlp.Named || m.Kind != graph.Person || end != m.Last || end+1 >= len(r.d.Tokens) || r.sent[end+1] != r.sent[m.First] {
			continue
		}
		t := &r.d.Tokens[end+1]
		if !r.w.is("article", r.d.Word(end)) || !capital(r.d.Word(end+1)) || t.Tag != nlp.ADJ && t.Tag != nlp.PROPN && t.Tag != nlp.VERB && t.Tag != nlp.NOUN {
			continue
		}
		if next := end + 2; next < len(r.d.Tokens) && r.sent[next] == r.sent[end] {
			if tag := r.d.Tokens[next].Tag; tag == nlp.NOUN || tag == nlp.PROPN || tag == nlp.ADJ || r.covering[end+1] >= 0 {
				continue
			}
		}
		m.Last = end + 2
		m.End, m.Name.End = t.End, t.End
	}
}

// oneKind makes names of one word that are a person's family name people: "Byron" is
// whom "Lord George Byron" calls so, where some of the names were taken for a body's.
func (r *resolver) oneKind() {
	d := r.d
	type count struct{ person, body int }
	votes := map[string]count{}
	family := map[string]bool{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != nlp.Named {
			continue
		}
		a, z := r.nameTokens(m)
		if a >= z {
			continue
		}
		first, last := d.Word(a), d.Word(z-1)
		v := votes[first]
		switch {
		case m.Kind != graph.Person: // longer bodies too: the Ford Motor Company
			v.body++
		case z-a > 1:
			family[last] = true
			continue
		default:
			v.person++
		}
		votes[first] = v
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != nlp.Named || m.Kind == graph.Person || m.Lexicon != "" {
			continue
		}
		a, z := r.nameTokens(m)
		if z-a != 1 {
			continue
		}
		if w := d.Word(a); family[w] && votes[w].person > votes[w].body {
			m.Kind = graph.Person
		}
	}
}
