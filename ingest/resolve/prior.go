package resolve

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// This file rates entities for pronouns by what is known without learning.

// Priors of whom a pronoun or a noun may stand for, in steps of the model's weights.
const (
	priorVerb     = 96 // for whom the verbs tell
	priorActs     = 16 // for who can act: "it" and "they" that do something
	priorSays     = 64 // that say something, or to whom something is done
	priorFirst    = 32 // for a subject as "the company"
	priorTogether = 24 // for a coordination of names as "they"
	priorCountry  = 96 // against one country as "they" beside what is more than one
)

// priorActs rates who can act for pronoun i by the verb whose subject it is.
func (r *resolver) priorActs(i int) int32 {
	t := &r.d.Tokens[r.d.Mentions[i].Head]
	switch {
	case r.facts[i].said:
		return priorSays
	case r.facts[i].quote == 0 && r.actable(i): // whom a quotation speaks of may stand in no sentence
		return priorSays
	case t.Dep == nlp.DepNsubj && t.Head >= 0 && r.d.Tokens[t.Head].Tag == nlp.VERB:
		return priorActs
	}
	return 0
}

// named reports whether one of the mentions is a name.
func (r *resolver) named(mentions []int) bool {
	return slices.ContainsFunc(mentions, func(k int) bool { return r.d.Mentions[k].Form == nlp.Named })
}

// actable reports whether pronoun i is the object of a verb that is done to who can
// act: "accuse them", "poisoning them".
func (r *resolver) actable(i int) bool {
	t := &r.d.Tokens[r.d.Mentions[i].Head]
	switch t.Dep {
	case nlp.DepObj, nlp.DepIobj, nlp.DepNsubjPass:
		return t.Head >= 0 && r.w.is("to-actor", r.lemma(t.Head))
	}
	return false
}

// prior rates the entity of mention k for mention i, a pronoun or a noun like "the company".
func (r *resolver) prior(i, k int) int32 {
	p := r.note[i].pronoun
	x := &r.clusters[r.of[k]]
	if p == nil {
		return r.priorFirm(i, k)
	}
	if p.person == '3' && (p.plural || p.gender == nlp.Neuter) && x.kind != graph.Thing {
		v := r.priorActs(i) + r.priorVerbs(i, k)
		if p.plural && r.note[k].both && r.named(r.note[k].parts) {
			v += priorTogether
		}
		return v
	}
	if r.gendered(i) && x.kind == graph.Person {
		return r.priorPerson(i, k)
	}
	return 0
}

// priorFirm rates the body of mention k for a noun like "the company": whom the sentence
// before is about, not one that its name says to be of another sort or whose country is
// another than the one the noun is qualified by.
func (r *resolver) priorFirm(i, k int) int32 {
	n, x := &r.note[i], &r.clusters[r.of[k]]
	if f := &r.facts[i]; !n.definite || f.plural || !r.w.is("firm", n.lemma) || !x.named || x.kind != graph.Organisation || k > i {
		return 0
	}
	v := int32(0)
	for w := range strings.FieldsSeq(clean(x.name)) {
		switch {
		case w == n.lemma:
			v = priorSays
		case v == 0 && r.w.is("firm", w) && !r.w.is("any-body", n.lemma):
			v = -priorSays
		}
	}
	if sectorOf(x) == "REB" && r.w.is("any-body", n.lemma) {
		v += priorSays // "the group" is rather the rebels than a firm
	}
	switch c := r.countryOf(i); {
	case c == "" || x.country == "":
	case c == x.country:
		v += priorSays
	default:
		v -= priorSays
	}
	for _, o := range x.mentions {
		if t := &r.d.Tokens[r.top(r.d.Mentions[o].Head)]; o < i && r.facts[i].sent-r.facts[o].sent == 1 && t.Dep.Base() == nlp.DepNsubj {
			return v + priorFirst
		}
	}
	return v
}

// part of an event that a mention has.
type part byte

const (
	noPart  part = iota
	agent        // does it
	patient      // has it done to them
)

// partIn is the verb that mention k depends on and its part in what the verb says.
func (r *resolver) partIn(k int) (int, part) {
	t := &r.d.Tokens[r.top(r.d.Mentions[k].Head)]
	if t.Head < 0 {
		return -1, noPart
	}
	switch t.Dep {
	case nlp.DepNsubj, nlp.DepOblAgent:
		return t.Head, agent
	case nlp.DepNsubjPass, nlp.DepObj, nlp.DepIobj:
		return t.Head, patient
	}
	return -1, noPart
}

// priorVerbs rates mention k for pronoun i by what the verbs of both say: who was shot
// dies and who shot is arrested, who is asked answers, who is praised has done
// something (the implicit causes and consequences of verbs, Garvey and Caramazza 1974).
func (r *resolver) priorVerbs(i, k int) int32 {
	v, was := r.partIn(k)
	if was == noPart || r.facts[i].sent-r.facts[k].sent > 1 {
		return 0
	}
	w, is := r.partIn(i)
	if r.note[i].pronoun.form == "poss" || w < 0 {
		return 0
	}
	first := func(class string) bool { return r.verb(class, v) }
	second := func(class string) bool { return r.verb(class, w) }
	next := v != w && !r.under(w, v, nlp.DepCcomp)
	want := noPart
	switch {
	case first("harm") && next && is == patient && second("to-culprit"):
		want = agent
	case first("harm") && next && is == agent && second("suffers"), first("harm") && next && r.treated(w):
		want = patient
	case first("addresses") && next && is == agent && second("answers"):
		want = patient
	case first("orders") && r.under(w, v, nlp.DepCcomp) && is == agent && r.obliged(w):
		want = patient
	case first("judges") && is == agent && (r.under(w, v, nlp.DepAdvcl) || r.under(w, v, nlp.DepCcomp)):
		want = patient
	case r.note[i].pronoun.gender == nlp.Neuter && first("say") && is == agent && r.under(w, v, nlp.DepCcomp): // "the ministry said it was ready"
		want = agent
	default:
		return 0
	}
	if was == want {
		return priorVerb
	}
	return 0
}

// verb reports whether the lemma of token t, or its form, is of a class.
func (r *resolver) verb(class string, t int) bool {
	return r.w.is(class, r.lemma(t)) || r.w.is(class, strings.ToLower(r.d.Word(t)))
}

// under reports whether the clause of w is, itself or through others, one that v
// governs with relation dep.
func (r *resolver) under(w, v int, dep nlp.Dep) bool {
	for n := 0; n < 4 && w >= 0; n++ {
		t := &r.d.Tokens[w]
		if t.Head == v {
			return t.Dep.Base() == dep
		}
		w = t.Head
	}
	return false
}

// treated reports whether the clause of verb w tells of wounds or a hospital.
func (r *resolver) treated(w int) bool {
	for c := r.kid[w]; c >= 0; c = r.sib[c] {
		if b := r.d.Tokens[c].Dep.Base(); (b == nlp.DepObl || b == nlp.DepObj || b == nlp.DepNmod) && r.w.is("suffers", r.lemma(int(c))) {
			return true
		}
	}
	return false
}

// obliged reports whether the clause of verb w says what should be, or asks whether.
func (r *resolver) obliged(w int) bool {
	for c := r.kid[w]; c >= 0; c = r.sib[c] {
		if r.w.is("obliges", strings.ToLower(r.d.Word(int(c)))) {
			return true
		}
	}
	return false
}
