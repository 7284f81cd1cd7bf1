package event

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// This file says who stands for whom: a member of a group, the owner of a machine, the country of
// an army, each of the two in "both sides".

// members is whom mention m with the head t stands for, where it is a plural without
// a name that stands for others of the article: "both sides", "they". Where coreference
// does not tell which, "the two countries" are the latest to have met. Else nil.
func (v *view) members(m, t int) []int {
	if m < 0 || v.doc.Mentions[m].Form == nlp.Named {
		return nil
	}
	if len(v.doc.Mentions[m].Members) > 1 {
		return v.doc.Mentions[m].Members
	}
	if v.doc.Mentions[m].Form == nlp.Nominal && v.several(t) && v.has(t, v.f.words.two) && v.find(t, nlp.DepDet) >= 0 {
		return v.latestTwo(v.bitsOf(t))
	}
	return nil
}

// anyOf reports whether one of the mentions is an argument already: who asks "both
// sides" is neither.
func (v *view) anyOf(args []nlp.Arg, mentions []int) bool {
	return slices.ContainsFunc(args, func(a nlp.Arg) bool {
		return a.Mention >= 0 && slices.ContainsFunc(mentions, func(m int) bool { return v.sameEntity(m, a.Mention) })
	})
}

// mentionOf is the mention that t refers to: its own; for a noun that acts for
// its owner ("Russian troops", "the government of Mali"), the owner's.
func (v *view) mentionOf(t, depth int) int {
	if m := v.mention[t]; m >= 0 && (v.heads[t] || v.inName(t)) {
		if o := v.standsFor(t, int(m)); o >= 0 {
			return o
		}
		return int(m)
	}
	if depth > 2 || v.f.words.noun[v.lemma[t]]&v.f.words.owners == 0 {
		return -1
	}
	if v.f.words.noun[v.lemma[t]]&v.f.words.class["gpe"] != 0 {
		// "the U.S. state of Arizona" is Arizona.
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			if m := v.mention[c]; int(c) > t && m >= 0 && v.heads[c] && v.doc.Tokens[c].Dep == nlp.DepNmod && v.hasAny(int(c), v.f.words.genitive) && v.doc.Mentions[m].Kind == graph.GPE {
				return int(m)
			}
		}
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		switch k.Dep {
		case nlp.DepNmodPoss, nlp.DepCompound, nlp.DepAmod:
		case nlp.DepNmod:
			if !v.f.words.genitive[v.caseOf(int(c))] {
				continue
			}
		default:
			continue
		}
		if m := v.mentionOf(v.relative(int(c)), depth+1); m >= 0 {
			return m
		}
		if m := v.mention[c]; m >= 0 {
			return int(m)
		}
	}
	return -1
}

// owners takes back that a machine stands for whoever owns it where the relation is
// for machines: "a North Korean drone crashed" is not told of North Korea.
func (v *view) owners(h *nlp.EventMention, rel *Relation) {
	machines := v.f.words.class["vehicle"] | v.f.words.class["weapon"]
	for k := range h.Args {
		a := &h.Args[k]
		takes := rel.to
		if a.Role == "actor" {
			takes = rel.from
		}
		if a.Mention < 0 || !sided(a.Role) || v.f.words.noun[v.lemma[a.Token]]&takes&machines == 0 || v.inName(a.Token) {
			continue
		}
		own := -1
		if v.heads[a.Token] {
			own = int(v.mention[a.Token])
		}
		if own != a.Mention && v.f.words.class[string(v.doc.Mentions[a.Mention].Kind)]&takes == 0 {
			a.Mention = own
		}
	}
}

// standsFor is the country or body that the nominal mention m with the head t is no
// more than the arm of: "the government of Mali", "its troops". -1 if none. A
// description by an adjective, "British soldiers", is kept for what it is.
func (v *view) standsFor(t, m int) int {
	if v.doc.Mentions[m].Form != nlp.Nominal || v.f.words.noun[v.lemma[t]]&v.f.words.class["arm"] == 0 {
		return -1
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if d := v.doc.Tokens[c].Dep; d != nlp.DepNmodPoss && (d != nlp.DepNmod || !v.hasAny(int(c), v.f.words.genitive)) {
			continue
		}
		o := v.mention[c]
		if o < 0 || !v.heads[c] || v.doc.Mentions[o].Form == nlp.Nominal || v.doc.Mentions[o].Entity < 0 {
			continue
		}
		switch v.doc.Entities[v.doc.Mentions[o].Entity].Kind {
		case graph.GPE, graph.Organisation:
			return int(o)
		}
	}
	return -1
}

// parts replaces a plural participant whose nations are coordinated, "the
// Russian and U.S. militaries", by one argument for each.
func (v *view) parts(args []nlp.Arg) []nlp.Arg {
	at := -1
	for i := range args {
		if args[i].Role == "participant" || args[i].Role == "actor" {
			if at >= 0 {
				return args
			}
			at = i
		}
	}
	if at < 0 || !v.several(args[at].Token) {
		return args
	}
	a := args[at]
	if a.Mention >= 0 && v.heads[a.Token] && v.doc.Mentions[a.Mention].Form != nlp.Nominal {
		return args
	}
	nations := v.nations(a.Token, 0)
	if len(nations) < 2 {
		return args
	}
	out := slices.Delete(args, at, at+1)
	for _, t := range nations {
		out = append(out, nlp.Arg{Role: a.Role, Token: t, Mention: int(v.mention[t]), Happening: -1, Span: v.doc.Tokens[t].Span})
	}
	return out
}

// nations is the coordinated names that modify the plural noun t.
func (v *view) nations(t, depth int) []int {
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		switch k.Dep {
		case nlp.DepAmod, nlp.DepCompound, nlp.DepNmodPoss:
			if v.mention[c] < 0 {
				continue
			}
			all := []int{int(c)}
			for x := v.child[c]; x >= 0; x = v.sib[x] {
				if v.doc.Tokens[x].Dep == nlp.DepConj && v.mention[x] >= 0 && v.mention[x] != v.mention[c] {
					all = append(all, int(x))
				}
			}
			for x := v.sib[c]; x >= 0 && len(all) == 1; x = v.sib[x] {
				if d := v.doc.Tokens[x].Dep; (d == nlp.DepAmod || d == nlp.DepCompound) && v.mention[x] >= 0 && v.mention[x] != v.mention[c] {
					all = append(all, int(x))
				}
			}
			if len(all) > 1 {
				return all
			}
		case nlp.DepNmod:
			if depth < 2 && v.f.words.origin[v.caseOf(int(c))] {
				all := v.conjuncts(nil, int(c), false)
				if len(all) > 1 && v.mention[all[0]] >= 0 {
					return all
				}
				if all := v.nations(int(c), depth+1); len(all) > 1 {
					return all
				}
			}
		}
	}
	return nil
}

// reciprocal turns "A and B accused each other" into mutual participants: each
// is actor and recipient.
func (v *view) reciprocal(h *nlp.EventMention, other int, mutual bool) {
	role := "recipient"
	if other >= 0 && other < len(h.Args) {
		role = h.Args[other].Role
	}
	switch {
	case other >= 0 && other < len(h.Args) && v.eachOther(h.Args[other].Token):
		h.Args = slices.Delete(h.Args, other, other+1)
	case other >= 0 && other < len(h.Args) && v.f.words.other[v.lemma[h.Args[other].Token]] && v.distributed(h):
		h.Args = slices.DeleteFunc(h.Args, func(a nlp.Arg) bool { return a.Role == role })
	case !mutual || other >= 0:
		return
	}
	h.Args = v.parts(h.Args)
	actors := 0
	for _, a := range h.Args {
		if a.Role == "actor" {
			actors++
		}
	}
	if actors < 2 {
		return
	}
	for _, a := range slices.Clone(h.Args) {
		if a.Role == "actor" {
			a.Role = role
			h.Args = append(h.Args, a)
		}
	}
}

// distributed reports whether the actor is "each side", and puts the two in its
// place that it stands for: those of the latest happening between two.
func (v *view) distributed(h *nlp.EventMention) bool {
	i := slices.IndexFunc(h.Args, func(a nlp.Arg) bool { return a.Role == "actor" })
	if i < 0 || !v.has(h.Args[i].Token, v.f.words.each1) {
		return false
	}
	two := v.latestTwo(v.f.words.class["actor"])
	if two == nil {
		return false
	}
	a := h.Args[i]
	h.Args = slices.DeleteFunc(h.Args, func(a nlp.Arg) bool { return a.Role == "actor" })
	for _, m := range two {
		a.Mention = m
		h.Args = append(h.Args, a)
	}
	return true
}

// latestTwo is the two of the classes who took part in the latest happening that had
// two sides, as mentions; nil if there is none near.
func (v *view) latestTwo(b bits) []int {
	hs := v.doc.Happenings
	for k := len(hs) - 1; k >= 0 && k >= len(hs)-deepest; k-- {
		var two []int
		for _, a := range hs[k].Args {
			if a.Mention < 0 || !sided(a.Role) || v.doc.Mentions[a.Mention].Entity < 0 || v.f.words.class[string(v.doc.Entities[v.doc.Mentions[a.Mention].Entity].Kind)]&b&v.f.words.class["actor"] == 0 {
				continue
			}
			if !slices.ContainsFunc(two, func(m int) bool { return v.sameEntity(m, a.Mention) }) {
				two = append(two, a.Mention)
			}
		}
		if len(two) == 2 {
			return two
		}
	}
	return nil
}

// eachOther reports whether t is part of "each other" or its like.
func (v *view) eachOther(t int) bool {
	n := len(v.lemma)
	return t > 0 && v.f.words.each[v.lemma[t-1]+"_"+v.lemma[t]] || t+1 < n && v.f.words.each[v.lemma[t]+"_"+v.lemma[t+1]]
}
