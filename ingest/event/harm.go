package event

import (
	"slices"

	"dateline/ingest/nlp"
)

// harm says who did it where a participle follows a passive: in "the convoy was attacked
// by gunmen, wounding three" it was the gunmen, and nobody is named in "the posts were
// shelled, killing twelve". What was acted on is the subject of such a participle only
// in form, unless it is what does harm when acted on: "the bomb was set off, killing two".
func (v *view) harm() {
	for i := range v.doc.Happenings {
		h := &v.doc.Happenings[i]
		r := v.f.byID[h.Type]
		t := &v.doc.Tokens[h.Trigger]
		if r == nil || !r.Hostile || t.Fine != nlp.VBG || t.Dep != nlp.DepAdvcl || t.Head < 0 || !v.passive(t.Head) || v.find(h.Trigger, nlp.DepNsubj) >= 0 {
			continue
		}
		patient := v.surface(t.Head, 0)
		if patient < 0 || v.bitsOf(patient)&(v.f.words.class["weapon"]|v.f.words.class["attack"]) != 0 {
			continue
		}
		acted := v.conjuncts(nil, patient, false)
		n := len(h.Args)
		h.Args = slices.DeleteFunc(h.Args, func(a nlp.Arg) bool { return a.Role == "actor" && slices.Contains(acted, a.Token) })
		if a := v.agent(t.Head); a >= 0 && len(h.Args) < n {
			for _, x := range v.conjuncts(nil, a, false) {
				h.Args = v.argument(h.Args, "actor", x)
			}
		}
	}
}

// attackers says who did harm in what somebody else did: in "three were killed in Israeli strikes"
// it was Israel.
func (v *view) attackers() {
	for i := range v.doc.Happenings {
		h := &v.doc.Happenings[i]
		if r := v.f.byID[h.Type]; r == nil || !r.Hostile || slices.ContainsFunc(h.Args, isActor) {
			continue
		}
		for _, a := range h.Args {
			if a.Role != inRole || a.Happening < 0 || a.Happening == i {
				continue
			}
			if r := v.f.byID[v.doc.Happenings[a.Happening].Type]; r == nil || !r.Hostile {
				continue
			}
			for _, b := range v.doc.Happenings[a.Happening].Args {
				if isActor(b) {
					h.Args = append(h.Args, b)
				}
			}
			break
		}
	}
}

// inRole is the role of what somebody was killed in.
const inRole = "in"

func isActor(a nlp.Arg) bool { return a.Role == "actor" }
