package resolve

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// Option is one way to resolve a mention: the entity of an earlier mention, or a
// new one.
type Option struct {
	Mention  int      // index into Mentions, -1 for a new entity
	Features []uint32 // of the decision, below Width; the slice is used again for the next mention
	Prior    int32    // what is known beforehand, not learnt
	Score    int32    // by the model, with the prior
}

// Width is the number of weights of the ranker.
const Width = 1 << 20

// rank gives mention i the best of its options.
func (r *resolver) rank(i int) int {
	options := r.options(i)
	best := 0
	if r.choose != nil {
		best = r.choose(i, options)
	} else {
		for k := range options {
			if options[k].Score > options[best].Score {
				best = k
			}
		}
	}
	if k := options[best].Mention; k >= 0 {
		return r.of[k]
	}
	return -1
}

// options are a new entity first, then the clusters near by, each with its latest
// mention, the nearest first.
func (r *resolver) options(i int) []Option {
	r.opts = r.opts[:0]
	r.feats = r.feats[:0]
	r.stamp++
	for len(r.seen) < len(r.clusters) {
		r.seen = append(r.seen, 0)
	}
	r.option(i, -1, 0)
	rank := 0
	f := &r.facts[i]
	try := func(k int) {
		c := r.of[k]
		if c < 0 || r.seen[c] == r.stamp || k == i {
			return
		}
		if r.inside(i, k) || r.note[k].both && !r.d.Mentions[i].Plural {
			return
		}
		r.seen[c] = r.stamp
		if int32(c) == f.owner {
			return // nobody's brother is himself
		}
		if !r.possible(i, k) {
			return
		}
		r.option(i, k, rank)
		rank++
	}
	// what the syntax equates with it may follow
	if r.note[i].pronoun == nil {
		if k := r.equated(i); k > i {
			try(k)
		}
	}
	if p := r.note[i].pronoun; p != nil {
		if k := r.ahead(i); k > i {
			try(k)
		}
	}
	window := r.window(f)
	for k := i - 1; k >= 0 && f.sent-r.facts[k].sent <= window; k-- {
		try(k)
	}
	if r.note[i].pronoun == nil {
		list := r.byLemma[f.lemma]
		for n := len(list) - 1; n >= 0; n-- {
			if k := int(list[n]); k < i {
				try(k)
			}
		}
	} else if p := r.note[i].pronoun; p.person == '1' || p.person == '2' {
		for k, n := i-1, 0; k >= 0 && n < 60; k, n = k-1, n+1 {
			if q := r.note[k].pronoun; q != nil && (q.person == '1' || q.person == '2') {
				try(k)
			}
		}
	}
	several := r.several(i)
	if r.gendered(i) {
		r.count(i)
	}
	for o := range r.opts {
		x := &r.opts[o]
		if x.Mention >= 0 {
			x.Prior = r.prior(i, x.Mention)
			if several && r.manner(x.Mention) == mannerCountry {
				x.Prior -= priorCountry
			}
			x.Score = x.Prior
		}
		if r.weights == nil {
			continue
		}
		for _, h := range x.Features {
			x.Score += int32(r.weights[h])
		}
	}
	return r.opts
}

// several reports whether mention i is "they" and one of its options is more than one.
func (r *resolver) several(i int) bool {
	p := r.note[i].pronoun
	return p != nil && p.plural && p.person == '3' && slices.ContainsFunc(r.opts, func(o Option) bool {
		return o.Mention >= 0 && r.manner(o.Mention) < mannerCountry
	})
}

// part reports whether mention k is one of a coordination: "they" after "Milley and
// Gerasimov" is both of them.
func (r *resolver) part(k int) bool {
	m := &r.d.Mentions[k]
	h := m.Head
	if r.d.Tokens[h].Dep == nlp.DepConj {
		h = r.d.Tokens[h].Head
	}
	return !m.Plural && h >= 0 && r.coordination(h) >= 0
}

// window is the number of sentences that the search goes back for any mention.
func (r *resolver) window(f *facts) int32 {
	switch {
	case f.class >= classPronoun:
		return 4
	case f.class == classDefinite, f.class == classDemonstrative:
		return 6
	case f.class == classModifier, f.class == classNumber, f.class == classCounted:
		return -1
	}
	return 2
}

// inside reports whether one of two mentions holds the other and they therefore
// cannot be the same: "[the man with [his] dog]".
func (r *resolver) inside(i, k int) bool {
	a, b := &r.d.Mentions[i], &r.d.Mentions[k]
	if w := r.note[k].whole; b.Form == nlp.Nominal && w[0] <= a.First && a.Last <= w[1] {
		return true
	}
	if b.Span.Contains(a.Span) {
		return b.Form != nlp.Named || b.Name.Contains(a.Span)
	}
	return a.Span.Contains(b.Span) && r.d.Tokens[b.Head].Dep.Base() != nlp.DepAppos
}

// equated is the mention that apposition or a copula makes the same as i, -1 if
// none does.
func (r *resolver) equated(i int) int {
	h := r.d.Mentions[i].Head
	t := &r.d.Tokens[h]
	if t.Dep.Base() == nlp.DepAppos && t.Head >= 0 {
		if k := r.headed[t.Head]; k >= 0 {
			return int(k)
		}
	}
	for c := r.kid[h]; c >= 0; c = r.sib[c] {
		switch r.d.Tokens[c].Dep.Base() {
		case nlp.DepAppos:
			if k := r.headed[c]; k >= 0 {
				return int(k)
			}
		case nlp.DepNsubj:
			if r.child(h, nlp.DepCop) >= 0 {
				if k := r.headed[c]; k >= 0 {
					return int(k)
				}
			}
		}
	}
	return -1
}

// possible leaves out what can never be the same.
func (r *resolver) possible(i, k int) bool {
	p := r.note[i].pronoun
	a, b := &r.facts[i], &r.facts[k]
	x := &r.clusters[r.of[k]]
	q := r.note[k].pronoun
	if (p == nil || p.person == '3') && r.commands(i, r.of[k]) {
		return false
	}
	if p == nil {
		if r.w.is("business", r.note[i].lemma) && x.named && r.w.is("no-business", sectorOf(x)) {
			return false // "the company" is not the rebels
		}
		if q != nil {
			return a.sent-b.sent <= 2
		}
		if a.lemma == b.lemma || b.class == classNamed || r.equated(i) == k {
			return true
		}
		return a.class != classModifier && a.class != classNumber
	}
	m := &r.d.Mentions[k]
	if r.bound(i, k) || r.describes(i, k) || r.gendered(i) && r.ownWords(i, r.of[k]) {
		return false
	}
	switch p.person {
	case '1', '2':
		if q != nil {
			return q.person != 'd' && (!p.plural || q.plural || q.person != '3') && q.gender != nlp.Neuter
		}
		return a.sent-b.sent <= 2 && x.kind != graph.Thing && x.kind != graph.Place
	case 'd':
		return x.kind != graph.Person && (q == nil || q.gender == nlp.Neuter || q.person == 'd') && a.sent-b.sent <= 2
	}
	if q != nil {
		switch q.person {
		case '3':
			return q.plural == p.plural && q.gender == p.gender
		case 'd':
			return p.gender == nlp.Neuter && !q.plural || p.plural && q.plural
		case '1':
			return !p.plural && p.gender != nlp.Neuter && !q.plural
		}
		return false
	}
	if p.plural {
		if p.person == '3' && !r.note[k].both && r.part(k) && a.sent-b.sent <= 1 {
			return false
		}
		if x.kind == graph.Thing && !x.plural && !m.Plural && r.inanimate(k) && !r.collective(k) {
			return false // "this pandemic" is not "they"
		}
		return x.kind != graph.Person || !x.named && r.facts[k].class != classDefinite
	}
	if x.plural && (!x.named || x.kind == graph.Group) || m.Plural && !x.named {
		return false
	}
	if p.gender == nlp.Neuter {
		return x.kind != graph.Person && x.gender != nlp.Male && x.gender != nlp.Female
	}
	if x.gender != nlp.NoGender && x.gender != p.gender {
		return false
	}
	return x.kind == graph.Person || !x.named && (x.kind == graph.Thing || x.kind == graph.Group) && !r.inanimate(k)
}

// inanimate reports whether the lexicon has a sense for the noun of mention k that
// is no living being's.
func (r *resolver) inanimate(k int) bool {
	s, ok := senses()[r.lemma(r.d.Mentions[k].Head)]
	return ok && s.name != "person" && s.name != "animal"
}

// collective reports whether the noun of mention k is a word for several.
func (r *resolver) collective(k int) bool {
	return senses()[r.lemma(r.d.Mentions[k].Head)].name == "group"
}

// mannerCountry is a country or another place.
const mannerCountry = 5

// manner is how many mention k and its entity are, for "they": several, a coordination,
// a country, a body, a group, somebody.
func (r *resolver) manner(k int) uint32 {
	x, m := &r.clusters[r.of[k]], &r.d.Mentions[k]
	switch {
	case r.note[k].both:
		return 1
	case r.note[k].pronoun != nil:
		return 2
	case m.Plural && m.Form != nlp.Named:
		return 3
	case x.plural:
		return 4
	case x.kind == graph.GPE || x.kind == graph.Place:
		return mannerCountry
	case x.kind == graph.Organisation:
		return 6
	case x.kind == graph.Group:
		return 7
	case x.kind == graph.Person:
		return 8
	case r.collective(k):
		return 9
	}
	return 10
}

func bucket(n int32) uint32 {
	switch {
	case n <= 3:
		return uint32(max(n, 0))
	case n <= 5:
		return 4
	case n <= 8:
		return 5
	case n <= 15:
		return 6
	}
	return 7
}
