package resolve

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// untitled takes from a name the noun that it only stands beside: "his friend" of
// "his friend Auguste Comte" is a phrase of its own as others mark coreference, where
// "writer Auguste Comte" is one.
func (r *resolver) untitled() {
	d := r.d
	for i := range d.Mentions {
		m := &d.Mentions[i]
		a, b := r.nameTokens(m)
		if m.Form != nlp.Named || a == m.First {
			continue
		}
		h := r.headOf(a, b)
		t := &d.Tokens[h]
		if t.Dep == nlp.DepAppos && m.First <= t.Head && t.Head < a && (r.child(t.Head, nlp.DepDet) >= 0 || r.child(t.Head, nlp.DepNmodPoss) >= 0) {
			m.First, m.Head = a, h
			m.Span = m.Name
		}
	}
	r.cover()
}

// nested adds the names inside longer names that the lexicon or the article knows
// by themselves: "Mecca" in "Mecca's Grand Mosque", "US" in "US State Department".
// The pipeline leaves them out; coreference as others mark it has them.
func (r *resolver) nested() {
	d := r.d
	known := map[string]int{} // clean name -> mention
	for i := range d.Mentions {
		m := &d.Mentions[i]
		switch m.Kind {
		case graph.GPE, graph.Place, graph.Organisation, graph.Facility, graph.Person:
			if key := clean(d.Text(m.Name)); known[key] == 0 {
				known[key] = i + 1
			}
		}
	}
	for i := range len(d.Mentions) {
		m := d.Mentions[i]
		first, last := r.nameTokens(&m)
		if m.Form != nlp.Named || last-first < 2 {
			continue
		}
		for a := first; a < last; a++ {
			if d.Tokens[a].Tag != nlp.PROPN && d.Tokens[a].Tag != nlp.ADJ && d.Tokens[a].Tag != nlp.NOUN {
				continue
			}
			joined := a > first && d.Tokens[a-1].Tag != nlp.PROPN && d.Tokens[a-1].Tag != nlp.NOUN && d.Tokens[a-1].Tag != nlp.ADJ
			if a > first && !joined || m.Kind == graph.Person && !joined {
				continue
			}
			for b := min(last, a+5); b > a; b-- {
				if b-a == last-first || r.within(m.Head, a, b) || b-a == 1 && r.w.is("compass", strings.ToLower(d.Word(a))) {
					continue // North Korea is not the North
				}
				if b < last && !joined && d.Tokens[b].Tag == nlp.CCONJ {
					continue
				}
				span := nlp.Span{Start: d.Tokens[a].Start, End: d.Tokens[b-1].End}
				text := d.Text(span)
				x := nlp.Mention{Form: nlp.Named, Name: span, First: a, Last: b, Head: r.headOf(a, b)}
				if e, ok := lexicon.Lookup(text); ok && e.ID != "" && (e.Sense == lexicon.IsName || e.Sense == lexicon.IsCapital) {
					x.Kind, x.Lexicon, x.Country = graph.Kind(e.Kind), graph.EntityID(e.ID), e.Country
				} else if k := known[clean(text)]; k > 0 {
					o := &d.Mentions[k-1]
					x.Kind, x.Lexicon, x.Country, x.Gender = o.Kind, o.Lexicon, o.Country, o.Gender
				} else {
					continue
				}
				if c := r.headed[x.Head]; c >= 0 {
					break
				}
				r.add(x, noun{})
				r.headed[x.Head] = int32(len(d.Mentions) - 1)
				a = b - 1
				break
			}
		}
	}
}

// nameTokens are the tokens of a mention's proper name.
func (r *resolver) nameTokens(m *nlp.Mention) (int, int) {
	first, last := m.First, m.Last
	for first < last && r.d.Tokens[first].Start < m.Name.Start {
		first++
	}
	for last > first && r.d.Tokens[last-1].End > m.Name.End {
		last--
	}
	return first, last
}

func (r *resolver) within(t, a, b int) bool { return a <= t && t < b }

// headOf is the token of [a, b) whose head lies outside.
func (r *resolver) headOf(a, b int) int {
	for t := b - 1; t >= a; t-- {
		if h := r.d.Tokens[t].Head; h < a || h >= b {
			return t
		}
	}
	return b - 1
}

// contained takes a name inside a longer name of the same entity, "BBC" in "BBC News",
// for none of its own.
func (r *resolver) contained() {
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		c := r.of[i]
		if m.Form != nlp.Named || c < 0 {
			continue
		}
		for _, k := range r.clusters[c].mentions {
			if o := &r.d.Mentions[k]; k != i && o.Name.Contains(m.Name) && o.Name != m.Name {
				k := &r.clusters[c]
				k.mentions = slices.DeleteFunc(k.mentions, func(x int) bool { return x == i })
				r.fresh(i)
				break
			}
		}
	}
}
