package event

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// add writes a happening for the match.
func (v *view) add(s int, m match) {
	p := m.p
	h := nlp.EventMention{
		Sentence: s, Trigger: m.trigger, Type: p.rel.ID, Class: p.rel.Class,
		Nominal: p.kind == nounPattern, Place: -1, Manner: p.manner, Tags: slices.Clone(p.rel.Tags),
		Rule: p.rule, Same: -1, Timex: -1, Event: -1, Confidence: m.conf,
	}
	h.Words = v.wordsOf(&m)
	other := -1
	v.stop = append(v.stop[:0], m.trigger)
	if m.noun >= 0 {
		v.stop = append(v.stop, m.noun)
	}
	for _, f := range m.args {
		v.stop = append(v.stop, f.tokens...)
	}
	for _, f := range m.args {
		sl := &p.slots[f.slot]
		if f.slot == p.other {
			other = len(h.Args)
		}
		for _, t := range f.tokens {
			h.Args = v.argument(h.Args, sl.role, t)
		}
	}
	v.owners(&h, p.rel)
	if p.rel.Symmetric {
		h.Args = v.parts(h.Args)
	}
	v.reciprocal(&h, other, p.mutual)
	h.Place = v.placeOf(&m, &h)
	v.manner(&m, &h)
	v.quantities(&m, &h)
	v.contexts(&m, &h)
	v.used[m.trigger] = true
	if m.noun >= 0 {
		v.used[m.noun] = true
		v.at[m.noun] = len(v.doc.Happenings)
	}
	v.at[m.trigger] = len(v.doc.Happenings)
	v.doc.Happenings = append(v.doc.Happenings, h)
}

// wordsOf is the words that name the event: the trigger, its particle, the light
// verb or the noun that goes with it.
func (v *view) wordsOf(m *match) nlp.Span {
	s := v.doc.Tokens[m.trigger].Span
	grow := func(t int) {
		o := v.doc.Tokens[t].Span
		s.Start, s.End = min(s.Start, o.Start), max(s.End, o.End)
	}
	if c := v.find(m.trigger, nlp.DepCompoundPrt); c >= 0 {
		grow(c)
	}
	if m.noun >= 0 {
		grow(m.noun)
	}
	for c := v.child[m.trigger]; m.p.kind == nounPattern && c >= 0; c = v.sib[c] {
		if slices.Contains(m.p.before, v.lemma[c]) {
			grow(int(c))
		}
	}
	return s
}

// argument appends an argument with its span, mention and, where the noun stands
// for a kind of event, topic.
func (v *view) argument(args []nlp.Arg, role string, t int) []nlp.Arg {
	a := nlp.Arg{Role: role, Token: t, Mention: v.mentionOf(t, 0), Happening: -1, Span: v.phrase(t)}
	if all := v.members(a.Mention, t); all != nil && sided(role) && !v.anyOf(args, all) {
		// "Both countries" acted: each of the two did.
		for _, m := range all {
			a.Mention = m
			args = append(args, a)
		}
		return args
	}
	if role == "content" {
		a.Topic = v.topic(t)
	}
	return append(args, a)
}

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

// sided reports whether the role is one of those that stand on a side of the event.
func sided(role string) bool { return role == "actor" || role == "recipient" || role == "participant" }

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

// phrase is the words of the noun phrase or clause that t heads, without its
// preposition, its conjuncts, appositions and relative clauses.
func (v *view) phrase(t int) nlp.Span {
	first, last := t, t
	clause := v.verbal(t)
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		switch v.doc.Tokens[c].Dep {
		case nlp.DepCase, nlp.DepPunct, nlp.DepCc, nlp.DepAclRelcl, nlp.DepAppos, nlp.DepParataxis, nlp.DepMark, nlp.DepCcPreconj:
			if !clause || v.doc.Tokens[c].Dep == nlp.DepPunct {
				if v.doc.Tokens[c].Dep == nlp.DepCase && int(c) > t {
					last = max(last, int(c))
				}
				continue
			}
		case nlp.DepConj:
			continue
		case nlp.DepCop, nlp.DepNsubj, nlp.DepAux:
			if !clause {
				continue
			}
		}
		if slices.Contains(v.stop, int(c)) {
			continue
		}
		f, l := v.extent(int(c), 0)
		first, last = min(first, f), max(last, l)
	}
	if clause {
		first = v.subjectClause(t, first)
	}
	if m := v.mention[t]; m >= 0 && v.heads[t] {
		mn := &v.doc.Mentions[m]
		if mn.First >= first-1 && mn.Last-1 <= last+12 && mn.First <= t && t < mn.Last {
			first, last = min(first, mn.First), max(last, mn.Last-1)
		}
	}
	for last > t && v.doc.Tokens[last].Tag == nlp.PUNCT && v.doc.Tokens[last].Fine != nlp.FineCloseBracket {
		last--
	}
	return nlp.Span{Start: v.doc.Tokens[first].Start, End: v.doc.Tokens[last].End}
}

// subjectClause is where the clause of t starts when what stands right before it,
// under the same verb, is its subject: "says Russians fighting there are volunteers".
func (v *view) subjectClause(t, first int) int {
	h := v.doc.Tokens[t].Head
	if h < 0 || v.doc.Tokens[t].Dep != nlp.DepCcomp || v.find(t, nlp.DepNsubj) >= 0 || v.find(t, nlp.DepNsubjPass) >= 0 {
		return first
	}
	for c := v.child[h]; c >= 0 && int(c) < t; c = v.sib[c] {
		if d := v.doc.Tokens[c].Dep; d != nlp.DepCcomp && d != nlp.DepCsubj || v.finite(int(c)) {
			continue
		}
		if f, l := v.extent(int(c), 0); l == first-1 && f > h {
			return f
		}
	}
	return first
}

// extent is the first and last token below and including t.
func (v *view) extent(t, depth int) (int, int) {
	first, last := t, t
	if depth > 60 {
		return first, last
	}
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		if slices.Contains(v.stop, int(c)) {
			continue
		}
		f, l := v.extent(int(c), depth+1)
		first, last = min(first, f), max(last, l)
	}
	return first, last
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
	switch {
	case other >= 0 && other < len(h.Args) && v.eachOther(h.Args[other].Token):
		role = h.Args[other].Role
		h.Args = slices.Delete(h.Args, other, other+1)
	case other >= 0 && other < len(h.Args) && v.f.words.other[v.lemma[h.Args[other].Token]] && v.distributed(h):
		role = h.Args[other].Role
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
			if a.Mention < 0 || !sided(a.Role) || v.doc.Mentions[a.Mention].Entity < 0 || v.bitsOf(v.doc.Mentions[a.Mention].Head)&b&v.f.words.class["actor"] == 0 {
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

// placeOf is the place that the event happened at, as a mention: a place in a
// prepositional phrase of the trigger, else of an argument.
func (v *view) placeOf(m *match, h *nlp.EventMention) int {
	if p := v.placeUnder(m.trigger, h, 0); p >= 0 {
		return p
	}
	for _, t := range [...]int{m.noun, m.support} {
		if t >= 0 {
			if p := v.placeUnder(t, h, 0); p >= 0 {
				return p
			}
		}
	}
	for _, a := range h.Args {
		// "clashed with voters across Catalonia", but not "a museum in Lyon sold it".
		if m := v.mention[a.Token]; a.Role != "content" && a.Role != "actor" && (m < 0 || v.doc.Mentions[m].Form == nlp.Nominal) {
			if p := v.placeUnder(a.Token, h, 0); p >= 0 {
				return p
			}
		}
	}
	return -1
}

func (v *view) placeUnder(t int, h *nlp.EventMention, depth int) int {
	where := v.f.words.class["where"]
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		if k.Dep != nlp.DepObl && k.Dep != nlp.DepNmod || !v.f.words.preps["@"+v.caseOf(int(c))] {
			continue
		}
		x := v.relative(int(c))
		if slices.ContainsFunc(h.Args, func(a nlp.Arg) bool { return a.Token == x }) {
			continue
		}
		if m := v.mention[x]; m >= 0 {
			switch v.doc.Mentions[m].Kind {
			case graph.GPE, graph.Place, graph.Facility:
				return int(m)
			}
			continue
		}
		if v.f.words.noun[v.lemma[x]]&where != 0 {
			// "in the city of Tripoli", "a hospital in Kabul", "Syria's capital"
			for y := v.child[x]; y >= 0; y = v.sib[y] {
				if m := v.mention[y]; m >= 0 {
					switch v.doc.Mentions[m].Kind {
					case graph.GPE, graph.Place, graph.Facility:
						return int(m)
					}
				}
			}
			if depth < 2 {
				if m := v.placeUnder(x, h, depth+1); m >= 0 {
					return m
				}
			}
		}
	}
	return -1
}

// manner is what the relation calls the words that go with the trigger.
func (v *view) manner(m *match, h *nlp.EventMention) {
	if h.Manner != "" || len(m.p.rel.Manners) == 0 {
		return
	}
	ms := m.p.rel.Manners
	if w, ok := ms[v.lemma[m.trigger]]; ok {
		h.Manner = w
		return
	}
	for _, t := range [...]int{m.trigger, m.noun, m.support} {
		if t < 0 {
			continue
		}
		if w, ok := ms[v.lemma[t]]; ok {
			h.Manner = w
			return
		}
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			switch v.doc.Tokens[c].Dep {
			case nlp.DepNsubj, nlp.DepNsubjPass, nlp.DepConj, nlp.DepCcomp, nlp.DepAdvcl, nlp.DepAclRelcl, nlp.DepParataxis:
				continue
			}
			if w, ok := ms[v.lemma[c]]; ok {
				h.Manner = w
				return
			}
		}
	}
}

// contexts tags the happening with what its words and arguments are about.
func (v *view) contexts(m *match, h *nlp.EventMention) {
	var set uint32
	note := func(t int) {
		set |= v.f.words.contexts[v.lemma[t]]
		for c := v.child[t]; c >= 0; c = v.sib[c] {
			switch v.doc.Tokens[c].Dep {
			case nlp.DepAmod, nlp.DepCompound, nlp.DepNmod, nlp.DepNmodPoss:
				set |= v.f.words.contexts[v.lemma[c]]
			}
		}
	}
	note(m.trigger)
	if m.noun >= 0 {
		note(m.noun)
	}
	for _, a := range h.Args {
		note(a.Token)
	}
	for i, name := range v.f.words.tags {
		if set&(1<<i) != 0 && !slices.Contains(h.Tags, name) {
			h.Tags = append(h.Tags, name)
		}
	}
}

// topic is the kind of event that the noun t stands for: "war crimes".
func (v *view) topic(t int) graph.TypeID {
	for _, p := range v.f.words.topicOf[v.lemma[t]] {
		if v.modified(t, p.before) {
			return p.id
		}
	}
	return ""
}
