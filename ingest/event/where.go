package event

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// This file finds where a happening was, in what manner and in what contexts.

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
