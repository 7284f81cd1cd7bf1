package event

import (
	"dateline/graph"
	"dateline/ingest/nlp"
)

// open adds an open relation for a verb that no frame knows: named after its
// lemma, with its arguments as the sentence has them.
func (v *view) open(s, t int) {
	if v.f.words.skip[v.lemma[t]] || v.lemma[t] == "" {
		return
	}
	id, ok := openID(v.lemma[t])
	if !ok {
		return
	}
	h := nlp.EventMention{
		Sentence: s, Trigger: t, Type: id, Class: "OTHER", Words: v.doc.Tokens[t].Span,
		Place: -1, Rule: "open", Same: -1, Timex: -1, Event: -1, Confidence: 0.5,
	}
	v.stop = append(v.stop[:0], t)
	actor := v.subject(t, 0)
	object := v.object(t)
	if actor == t || object == t || actor < 0 && object < 0 {
		return
	}
	if actor >= 0 {
		for _, x := range v.once(v.conjuncts(nil, actor, false)) {
			h.Args = v.argument(h.Args, "actor", x)
		}
	}
	if object >= 0 && object != actor {
		for _, x := range v.once(v.conjuncts(nil, object, false)) {
			h.Args = v.argument(h.Args, "recipient", x)
		}
	}
	if i := v.indirect(t); i >= 0 && i != actor && i != object {
		h.Args = v.argument(h.Args, "beneficiary", i)
	}
	n := len(h.Args)
	for c := v.child[t]; c >= 0; c = v.sib[c] {
		k := &v.doc.Tokens[c]
		x := v.relative(int(c))
		switch k.Dep {
		case nlp.DepObl:
			if p := v.caseOf(int(c)); p != "" && x != actor && x != object {
				h.Args = v.argument(h.Args, p, x)
			}
		case nlp.DepXcomp, nlp.DepCcomp:
			h.Args = v.argument(h.Args, "content", int(c))
		}
	}
	if actor < 0 && n == len(h.Args) || object < 0 && n == len(h.Args) {
		return
	}
	if c := v.find(t, nlp.DepCompoundPrt); c >= 0 {
		if full, ok := openID(v.lemma[t] + "_" + v.lemma[c]); ok {
			h.Type = full
			h.Words.End = max(h.Words.End, v.doc.Tokens[c].End)
		}
	}
	m := match{trigger: t, noun: -1, support: -1}
	h.Place = v.placeOf(&m, &h)
	v.at[t] = len(v.doc.Happenings)
	v.doc.Happenings = append(v.doc.Happenings, h)
}

// openID is the lemma as a type, if it is made of letters.
func openID(lemma string) (graph.TypeID, bool) {
	for _, c := range lemma {
		if (c < 'a' || c > 'z') && c != '_' && c != '-' {
			return "", false
		}
	}
	return graph.TypeID(lemma), lemma != ""
}
