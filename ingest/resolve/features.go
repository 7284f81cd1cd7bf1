package resolve

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// option adds the option that mention i is the same as mention k, or a new entity
// if k is -1. rank is the number of options nearer to it.
func (r *resolver) option(i, k, rank int) {
	from := len(r.feats)
	if k < 0 {
		r.newFeatures(i)
	} else {
		r.pairFeatures(i, k, uint32(min(rank, 7)))
	}
	r.opts = append(r.opts, Option{Mention: k, Features: r.feats[from:len(r.feats):len(r.feats)]})
}

func (r *resolver) feature(id, a, b, c uint32) {
	r.feats = append(r.feats, mix(id, a, b, c)&(Width-1))
}

// newFeatures say how likely mention i starts an entity.
func (r *resolver) newFeatures(i int) {
	f := &r.facts[i]
	m := &r.d.Mentions[i]
	ac := f.class
	earlier := uint32(0) // mentions with the same noun before
	if r.note[i].pronoun == nil {
		for _, k := range r.byLemma[f.lemma] {
			if int(k) >= i || earlier == 3 {
				break
			}
			earlier++
		}
	}
	r.feature(100, ac, 0, 0)
	r.feature(101, f.fine, ac, 0)
	r.feature(102, f.lemma, 0, 0)
	r.feature(103, f.lemma, ac, 0)
	r.feature(104, ac, f.dep, 0)
	r.feature(105, ac, f.sense, 0)
	r.feature(106, ac, earlier, 0)
	r.feature(107, ac, earlier, bucket(f.sent))
	r.feature(108, ac, uint32(min(len(f.mods), 3)), earlier)
	r.feature(109, ac, uint32(min(m.Last-m.First, 8)), earlier)
	r.feature(110, ac, f.gov, 0)
	r.feature(111, ac, flag(f.quote > 0), flag(f.first))
	r.feature(112, f.fine, bucket(f.sent), 0)
	r.feature(113, ac, flag(f.plural), earlier)
	r.feature(114, ac, flag(m.Last < len(r.d.Tokens) && r.d.Tokens[m.Head].Dep == nlp.DepRoot), flag(r.child(m.Head, nlp.DepCop) >= 0))
	r.feature(115, ac, flag(m.Last-1 > m.Head), earlier)
	r.feature(116, ac, flag(f.caps), earlier)
	best := r.bestMatch(i)
	r.feature(117, ac, best, 0)
	r.feature(118, ac, best, flag(m.Last-1 > m.Head))
	r.feature(119, f.lemma, best, 0)
	r.feature(120, ac, uint32(min(len(r.byLemma[f.lemma]), 6)), best)
	r.feature(121, f.fine, best, uint32(min(len(f.mods), 2)))
}

// bestMatch says how like the likest mention of the same noun before i is: 1 none
// of the modifiers agree, 2 i has fewer, 3 the same, 4 the same words.
func (r *resolver) bestMatch(i int) uint32 {
	f := &r.facts[i]
	if r.note[i].pronoun != nil {
		return 0
	}
	best := uint32(0)
	for _, k := range r.byLemma[f.lemma] {
		if int(k) >= i {
			break
		}
		b := &r.facts[k]
		v := uint32(1)
		switch modRelation(f, b) {
		case 0, 1:
			v = 3
		case 2:
			v = 2
		}
		if b.text == f.text {
			v = 4
		}
		best = max(best, v)
	}
	return best
}

// pairFeatures say how well mention i goes with mention k and its cluster.
func (r *resolver) pairFeatures(i, k int, rank uint32) {
	a, b := &r.facts[i], &r.facts[k]
	d := r.d
	c := r.of[k]
	x := &r.clusters[c]
	ac := a.class
	bc := b.class
	if bc == classNamed {
		bc = b.fine
	}
	dist := min(a.sent-b.sent, 30)
	sd := bucket(max(dist, 0))
	if k > i {
		sd = 9
	}
	near := min(sd, 2)
	kind := r.kindOf(c, r.note[i].pronoun)
	size := bucket(int32(len(x.mentions)))
	same := uint32(0)
	if dist == 0 {
		same = 1
		if a.clause == b.clause {
			same = 2
		} else if r.governs(int(b.clause), int(a.clause)) {
			same = 3
		} else if r.governs(int(a.clause), int(b.clause)) {
			same = 4
		}
	}
	r.feature(1, ac, sd, 0)
	r.feature(2, ac, sd, bc)
	r.feature(3, a.fine, bc, near)
	r.feature(4, ac, rank, 0)
	r.feature(5, ac, rank, sd)
	r.feature(6, ac, mix(0, a.dep, b.dep, 0), near)
	r.feature(7, ac, b.dep, sd)
	r.feature(8, ac, kind, 0)
	r.feature(9, a.fine, kind, near)
	r.feature(10, ac, mix(0, size, sd, 0), flag(x.named))
	r.feature(11, ac, mix(0, same, a.dep, b.dep), 0)
	r.feature(12, ac, same, bc)
	r.feature(13, ac, flag(b.first), mix(0, sd, a.dep, 0))
	r.feature(14, ac, mix(0, flag(a.quote > 0), flag(b.quote > 0), flag(a.quote == b.quote)), mix(0, flag(b.said), near, bc))
	r.feature(15, ac, flag(a.plural)<<1|flag(b.plural), bc)
	last := x.mentions[len(x.mentions)-1]
	recent := uint32(0)
	for n := len(x.mentions) - 1; n >= 0 && n > len(x.mentions)-6; n-- {
		if o := x.mentions[n]; o < i && a.sent-r.facts[o].sent <= 2 {
			recent++
		}
	}
	r.feature(16, ac, recent, near)
	if a.said {
		r.feature(25, ac, kind, 0)
		r.feature(26, ac, b.sense, flag(x.kind == graph.Thing))
		r.feature(27, ac, flag(x.kind == graph.Thing), 0)
	}
	if r.note[i].pronoun != nil {
		if p := r.note[i].pronoun; p.plural && p.person == '3' {
			many := r.manner(k)
			r.feature(28, many, sd, 0)
			r.feature(29, many, rank, flag(r.subject(d.Mentions[i].Head)))
			r.feature(30, many, b.dep, near)
			r.feature(31, many, same, 0)
			r.feature(32, many, flag(r.actable(i)), near)
		}
		r.feature(17, a.gov, b.sense, 0)
		r.feature(18, ac, b.sense, sd)
		r.feature(19, a.fine, b.lemma, 0)
		r.feature(20, ac, b.lemma, 0)
		r.feature(21, ac, flag(a.gov == b.gov), near)
		r.feature(22, ac, mix(0, flag(r.subject(d.Mentions[i].Head)), flag(r.subject(r.top(d.Mentions[k].Head))), rank), sd)
		if r.note[i].pronoun.gender != nlp.NoGender {
			r.feature(23, ac, flag(x.gender != nlp.NoGender), flag(x.kind == graph.Person))
		}
		if d.Tokens[d.Mentions[k].Head].Dep.Base() == nlp.DepNmod {
			r.feature(24, ac, 0, flag(d.Tokens[d.Mentions[k].Head].Dep == nlp.DepNmodPoss))
		}
		return
	}
	equal := flag(a.lemma == b.lemma)
	text := flag(a.text == b.text)
	mod := modRelation(a, b)
	any := uint32(0) // what the entity shares with it
	for n := 0; n < len(x.mentions) && n < 12; n++ {
		o := x.mentions[n]
		if o >= i {
			continue
		}
		if of := &r.facts[o]; of.lemma == a.lemma {
			any |= 1
			if of.text == a.text {
				any |= 2
			}
		}
	}
	rel := uint32(0)
	if equal == 0 {
		if slices.Contains(b.ups, a.lemma) {
			rel = 1
		} else if slices.Contains(a.ups, b.lemma) {
			rel = 2
		}
		r.feature(40, a.lemma, b.lemma, 0)
		r.feature(41, ac, rel, sd)
		r.feature(42, ac, rel, flag(a.sense == b.sense))
		r.feature(43, a.sense, b.sense, ac)
		r.feature(44, a.lemma, kind, 0)
		r.feature(45, a.lemma, b.sense, 0)
		r.feature(46, a.sense, kind, ac)
	} else {
		number := flag(a.number > 0) + 2*flag(b.number > 0) + 4*flag(a.number == b.number)
		r.feature(47, ac, number, text)
		r.feature(48, flag(a.caps)+2*flag(b.caps), mod, text)
		r.feature(49, ac, mix(0, flag(a.caps), flag(b.caps), mod), sd)
		r.feature(50, ac, mod, text)
		r.feature(51, ac, mod, sd)
		r.feature(52, ac, text, bc)
		r.feature(53, a.lemma, mod, ac)
		r.feature(54, a.lemma, text, 0)
		r.feature(55, ac, mod, flag(a.plural == b.plural))
		r.feature(56, ac, mod, bc)
		r.feature(57, ac, text, mix(0, sd, a.sense, 0))
		r.feature(58, ac, mix(0, rank, text, 0), size)
		post := flag(d.Mentions[i].Last-1 > d.Mentions[i].Head)
		r.feature(39, ac, mix(0, mod, post, text), 0)
		r.feature(38, ac, mix(0, mod, flag(d.Mentions[k].Last-1 > d.Mentions[k].Head), bc), post)
		r.feature(37, ac, mix(0, uint32(min(len(r.byLemma[a.lemma]), 6)), text, mod), 0)
		r.feature(36, a.fine, mod, text)
		r.feature(59, ac, mix(0, text, uint32(min(len(a.mods), 3)), 0), uint32(min(len(b.mods), 3)))
	}
	r.feature(60, ac, any, equal)
	r.feature(61, ac, any, mod)
	r.feature(62, ac, flag(a.owner == b.owner)+2*flag(a.owner >= 0)+4*flag(b.owner >= 0), equal)
	if r.equated(i) == k || r.equated(k) == i {
		link := uint32(d.Tokens[d.Mentions[max(i, k)].Head].Dep.Base())
		r.feature(63, ac, link, 0)
		r.feature(64, ac, link, kind)
		r.feature(65, ac, link, a.sense)
		r.feature(66, a.fine, link, bc)
	}
	r.feature(67, ac, flag(last == k), equal)
}

// modRelation compares the modifiers: none, the same, a has fewer, a has more,
// they differ.
func modRelation(a, b *facts) uint32 {
	extra, missing := 0, 0
	for _, m := range a.mods {
		if !slices.Contains(b.mods, m) {
			extra++
		}
	}
	for _, m := range b.mods {
		if !slices.Contains(a.mods, m) {
			missing++
		}
	}
	switch {
	case len(a.mods)+len(b.mods) == 0:
		return 0
	case extra == 0 && missing == 0:
		return 1
	case extra == 0:
		return 2
	case missing == 0:
		return 3
	}
	return 4
}

func flag(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
