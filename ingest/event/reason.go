package event

import (
	"slices"

	"dateline/ingest/nlp"
)

// reasons adds why something was done, where the clause of its verb says so and the
// frame has no place for it: a cause ("because of the storm", "in response to the
// attack", "because the talks failed") and a purpose ("to protect the border").
func (v *view) reasons() {
	hs := v.doc.Happenings
	for i := range hs {
		h := &hs[i]
		r := v.f.byID[h.Type]
		if r == nil || r.State || h.Nominal || v.doc.Tokens[h.Trigger].Tag != nlp.VERB {
			continue
		}
		for c := v.child[h.Trigger]; c >= 0; c = v.sib[c] {
			role, t := v.reason(h.Trigger, int(c))
			if role == "" || slices.ContainsFunc(h.Args, func(a nlp.Arg) bool { return a.Token == t || a.Token == int(c) || a.Role == role }) {
				continue
			}
			h.Args = v.argument(h.Args, role, t)
		}
	}
}

// reason is what the phrase or clause c says about the verb t above it, and the word
// that heads it; empty if it gives no reason.
func (v *view) reason(t, c int) (role string, head int) {
	w, k := v.f.words, &v.doc.Tokens[c]
	switch k.Dep {
	case nlp.DepObl, nlp.DepAdvcl:
	default:
		return "", -1
	}
	if v.timed[c] || v.bitsOf(c)&w.class["time"] != 0 && v.mention[c] < 0 {
		return "", -1
	}
	if v.hasAny(c, w.cause) {
		return "cause", c
	}
	if k.Dep == nlp.DepObl && w.response[v.lemma[c]] {
		// "in response to the attack": the cause is what is responded to.
		for x := v.child[c]; x >= 0; x = v.sib[x] {
			if v.doc.Tokens[x].Dep == nlp.DepNmod && int(x) > c {
				return "cause", int(x)
			}
		}
	}
	if k.Dep == nlp.DepAdvcl && c > t && k.Fine == nlp.VB && v.hasTo(c) && v.find(c, nlp.DepNsubj) < 0 {
		return "purpose", c
	}
	return "", -1
}
