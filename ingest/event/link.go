package event

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// link gives contents their happenings: the one whose trigger the content is, or
// the nearest below it.
func (v *view) link() {
	hs := v.doc.Happenings
	for i := range hs {
		for j := range hs[i].Args {
			a := &hs[i].Args[j]
			if a.Happening >= 0 || a.Role == "actor" || a.Role == "participant" || a.Mention >= 0 && v.doc.Mentions[a.Mention].Form == nlp.Named && v.doc.Tokens[a.Token].Tag == nlp.PROPN {
				continue
			}
			if a.Role != "content" && v.doc.Tokens[a.Token].Tag == nlp.PROPN {
				continue
			}
			if k := v.happeningUnder(a.Token, i, a.Role == "content"); k >= 0 {
				a.Happening = k
				if t := v.topicOf(k); t != "" {
					a.Topic = t
				}
			}
		}
	}
}

// through gives relations whose recipient may be that of their content one:
// "offered to help Egypt" is an offer to Egypt, "brokered a truce between the two"
// mediates between them. What is demanded is demanded of who is to do it, "that Russia
// free him", not of whom it is done to.
func (v *view) through() {
	hs := v.doc.Happenings
	for i := range hs {
		r := v.f.byID[hs[i].Type]
		if r == nil || !r.Through || slices.ContainsFunc(hs[i].Args, func(a nlp.Arg) bool { return a.Role == "recipient" }) {
			continue
		}
		for _, a := range slices.Clone(hs[i].Args) {
			if a.Role == "actor" || a.Happening < 0 {
				continue
			}
			for _, b := range hs[a.Happening].Args {
				side := b.Role == "recipient" || b.Role == "participant"
				if r.Class == request {
					side = b.Role == "actor"
				}
				if side && b.Mention >= 0 && v.doc.Mentions[b.Mention].Entity >= 0 && v.canAct(b.Token, b.Mention) && !v.anyOf(hs[i].Args, []int{b.Mention}) {
					b.Role = "recipient"
					hs[i].Args = append(hs[i].Args, b)
				}
			}
		}
	}
}

// canAct reports whether the argument at t, mention m, is somebody: to restore a cathedral is promised
// to nobody.
func (v *view) canAct(t, m int) bool {
	if k := v.doc.Mentions[m].Kind; v.doc.Mentions[m].Form == nlp.Named && v.f.words.class[string(k)]&v.f.words.class["actor"] == 0 {
		return false
	}
	return v.bitsOf(t)&v.f.words.class["actor"] != 0
}

// request is the class of demands, whose content somebody else is to do.
const request graph.Class = "REQUEST"

// topicOf is the kind of event that the happening k is, as a topic.
func (v *view) topicOf(k int) graph.TypeID {
	r := v.f.byID[v.doc.Happenings[k].Type]
	switch {
	case r == nil:
		return ""
	case r.TopicID != "":
		return r.TopicID
	case r.Hostile:
		return r.ID
	}
	return ""
}

// happeningUnder is the happening with the trigger t; for a clause or an
// abstract noun the first below it.
func (v *view) happeningUnder(t, self int, deep bool) int {
	level := []int{t}
	for depth := 0; depth < 4 && len(level) > 0; depth++ {
		var next []int
		for _, x := range level {
			if k, ok := v.at[x]; ok && k != self && v.doc.Happenings[k].Type != "" {
				if depth == 0 || !v.isOpen(k) {
					return k
				}
			}
			for c := v.child[x]; c >= 0; c = v.sib[c] {
				switch v.doc.Tokens[c].Dep {
				case nlp.DepXcomp, nlp.DepCcomp, nlp.DepObj, nlp.DepNmod, nlp.DepAcl:
					next = append(next, int(c))
				}
			}
		}
		if !deep {
			break
		}
		level = next
	}
	return -1
}

func (v *view) isOpen(k int) bool { return v.f.byID[v.doc.Happenings[k].Type] == nil }

// accusations adds, for "Ukraine says Russia masses troops", that Ukraine accuses
// Russia of it.
func (v *view) accusations() {
	accuse := v.f.byID[accusedOf]
	if accuse == nil {
		return
	}
	n := len(v.doc.Happenings)
	for i := 0; i < n; i++ {
		h := v.doc.Happenings[i]
		r := v.f.byID[h.Type]
		if r == nil || !r.Reports || v.has(h.Trigger, v.f.words.negators) {
			continue
		}
		var by *nlp.Arg
		for j := range h.Args {
			if h.Args[j].Role == "actor" && h.Args[j].Mention >= 0 {
				by = &h.Args[j]
				break
			}
		}
		if by == nil {
			continue
		}
		for _, a := range h.Args {
			if a.Role != "content" {
				continue
			}
			if a.Happening >= 0 && a.Happening < n {
				v.accuse(accuse, i, a, *by)
			}
			v.demand(i, a, *by)
		}
	}
}

// demand adds, for "Russia says Israel must end the attacks", that Russia demands
// it of Israel.
func (v *view) demand(i int, content, by nlp.Arg) {
	demanded := v.f.byID[demandedOf]
	if demanded == nil || !v.has(content.Token, v.f.words.duties) || v.has(content.Token, v.f.words.negators) {
		return
	}
	s := v.surface(content.Token, 0)
	if s < 0 {
		return
	}
	v.stop = append(v.stop[:0], content.Token)
	var of []nlp.Arg
	for _, x := range v.conjuncts(nil, s, false) {
		of = v.argument(of, "recipient", x)
	}
	if of[0].Mention < 0 || v.sameEntity(of[0].Mention, by.Mention) {
		return
	}
	by.Role, content.Role = "actor", "content"
	h := v.doc.Happenings[i]
	h.Type, h.Class = demanded.ID, demanded.Class
	h.Args = append(append([]nlp.Arg{by}, of...), content)
	h.Tags, h.Values, h.Place, h.Manner = nil, nil, -1, ""
	h.Confidence *= 0.8
	v.doc.Happenings = append(v.doc.Happenings, h)
}

// accusedOf is the type that a hostile content makes of a report.
const accusedOf graph.TypeID = "accused_of"

// demandedOf is the type that a duty laid on somebody makes of a report.
const demandedOf graph.TypeID = "demanded"

func (v *view) accuse(accuse *Relation, i int, content, by nlp.Arg) {
	k := content.Happening
	what := v.doc.Happenings[k]
	r := v.f.byID[what.Type]
	if r == nil || !r.Hostile || v.has(what.Trigger, v.f.words.negators) || v.has(what.Trigger, v.f.words.modals) {
		return
	}
	// "Ukraine said Russia was massing troops near its borders": nobody does harm
	// to oneself, so a pronoun that was taken for the accused is the accuser.
	for j, a := range what.Args {
		if a.Role != "recipient" || a.Mention < 0 || v.doc.Mentions[a.Mention].Form != nlp.Pronominal {
			continue
		}
		for _, b := range what.Args {
			if b.Role == "actor" && b.Mention >= 0 && v.sameEntity(a.Mention, b.Mention) {
				what.Args[j].Mention = by.Mention
			}
		}
	}
	by.Role = "actor"
	args := []nlp.Arg{by}
	for _, a := range what.Args {
		if a.Role == "actor" && a.Mention >= 0 && !v.sameEntity(a.Mention, by.Mention) && !v.sameSide(a.Mention, by.Mention) {
			a.Role = "recipient"
			args = append(args, a)
		}
	}
	if len(args) < 2 {
		return
	}
	content.Role = "content"
	if content.Topic == "" {
		content.Topic = v.topicOf(k)
	}
	h := v.doc.Happenings[i]
	h.Type, h.Class, h.Args = accuse.ID, accuse.Class, append(args, content)
	h.Tags = slices.Clone(what.Tags)
	h.Values, h.Place, h.Manner = nil, -1, ""
	h.Confidence *= 0.9
	v.doc.Happenings = append(v.doc.Happenings, h)
}

// sameSide reports whether both belong to one country: the White House does not
// accuse the U.S. military when it says that it sent troops.
func (v *view) sameSide(a, b int) bool {
	x, y := v.country(a), v.country(b)
	return x != "" && x == y && v.official(a) && v.official(b)
}

// official reports whether m is a country or one of its organs.
func (v *view) official(m int) bool {
	mn := &v.doc.Mentions[m]
	if mn.Kind == graph.GPE {
		return true
	}
	if mn.Entity < 0 || mn.Entity >= len(v.doc.Entities) {
		return false
	}
	switch v.doc.Entities[mn.Entity].Sector {
	case "GOV", "MIL", "COP", "SPY":
		return true
	}
	return false
}

func (v *view) country(m int) string {
	mn := &v.doc.Mentions[m]
	if mn.Country == "" && mn.Entity >= 0 && mn.Entity < len(v.doc.Entities) {
		return v.doc.Entities[mn.Entity].Country
	}
	return mn.Country
}

func (v *view) sameEntity(a, b int) bool {
	if a == b {
		return true
	}
	ma, mb := &v.doc.Mentions[a], &v.doc.Mentions[b]
	return ma.Entity >= 0 && ma.Entity == mb.Entity
}
