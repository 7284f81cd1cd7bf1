package resolve

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// keep leaves out what the pipeline has no use for: things that cannot act,
// nouns that only say what somebody is, coordinations; and gives all mentions
// their whole phrases where coreference is measured.
func (r *resolver) keep() {
	if r.all {
		for i := range r.d.Mentions {
			m := &r.d.Mentions[i]
			switch m.Form {
			case nlp.Nominal:
				m.First, m.Last = r.note[i].whole[0], r.note[i].whole[1]
			case nlp.Named:
				m.First, m.Last = r.namePhrase(i)
			}
			m.Span = nlp.Span{Start: r.d.Tokens[m.First].Start, End: r.d.Tokens[m.Last-1].End}
		}
		return
	}
	acting := make([]bool, len(r.clusters))
	for i := range r.d.Mentions {
		if n := &r.note[i]; n.pronoun == nil && !n.thing && !n.both && !n.says {
			acting[r.of[i]] = true
		}
	}
	r.together(acting)
	where := make([]int, len(r.d.Mentions))
	kept := 0
	for i := range r.d.Mentions {
		n := &r.note[i]
		c := r.of[i]
		where[i] = -1
		switch {
		case n.pronoun != nil:
			if n.pronoun.person == 'd' {
				continue
			}
			if !acting[c] {
				c = -1
			}
		case n.both || n.says || !acting[c] || n.thing && r.facts[i].class == classModifier:
			continue
		}
		where[i] = kept
		r.d.Mentions[kept], r.note[kept], r.of[kept] = r.d.Mentions[i], *n, c
		kept++
	}
	r.d.Mentions, r.note, r.of = r.d.Mentions[:kept], r.note[:kept], r.of[:kept]
	to := func(i int) int { return where[i] }
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if m.RoleOf >= 0 {
			m.RoleOf = to(m.RoleOf)
		}
		m.Members = moved(m.Members, to)
		n := &r.note[i]
		n.owners = moved(n.owners, to)
		if n.possess >= 0 {
			n.possess = to(n.possess)
		}
	}
	for c := range r.clusters {
		r.clusters[c].mentions = moved(r.clusters[c].mentions, to)
		if !acting[c] {
			r.clusters[c].mentions = nil
		}
	}
}

// moved are the indexes after the move, without those of what is gone.
func moved(list []int, to func(int) int) []int {
	if list == nil {
		return nil
	}
	out := list[:0]
	for _, i := range list {
		if k := to(i); k >= 0 {
			out = append(out, k)
		}
	}
	return out
}

// together gives the pronouns and nouns that stand for a coordination its parts: "they"
// after "Milley and Gerasimov", "the firms" in "the firms Granit and Basalt".
func (r *resolver) together(acting []bool) {
	for i := range r.d.Mentions {
		n := &r.note[i]
		c := r.of[i]
		if !n.both || len(n.parts) < 2 || len(r.clusters[c].members) > 0 || len(r.clusters[c].mentions) < 2 || slices.ContainsFunc(n.parts, func(p int) bool { return !acting[r.of[p]] }) {
			continue
		}
		k := &r.clusters[c]
		k.name, k.kind, k.plural = r.d.Text(r.d.Mentions[i].Span), graph.Group, true
		for _, p := range n.parts {
			k.members = append(k.members, r.of[p])
		}
		for _, p := range k.mentions {
			if !r.note[p].both {
				r.d.Mentions[p].Members = slices.Clone(n.parts)
			}
		}
		acting[c] = true
	}
	// "them" after "both countries"
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if n := &r.note[i]; n.pronoun == nil || !n.pronoun.plural || len(m.Members) > 0 {
			continue
		}
		for _, k := range r.clusters[r.of[i]].mentions {
			if o := &r.d.Mentions[k]; k < i && o.Form == nlp.Nominal && len(o.Members) > 1 {
				m.Members = slices.Clone(o.Members)
			}
		}
	}
}
