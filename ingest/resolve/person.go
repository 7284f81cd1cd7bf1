package resolve

import (
	"dateline/graph"
	"dateline/ingest/nlp"
)

// This file rates the people that "he" and "she" may be by where they stand in this sentence and the one before.
// Treebank texts seldom have two people of one gender side by side, so that what the ranker learns from them leans
// to the nearest one.

// A trait speaks for or against a person as the one whom a pronoun means.
type trait int

const (
	subjectAbove    trait = iota // the pronoun is a subject in a clause below the one whose subject the person is
	subjectOwner                 // the pronoun owns something in the clause whose subject the person is
	subjectAboveOwn              // the same in a clause below
	subjectAboveObj              // the pronoun is another part of a clause below
	subjectBeside                // another subject of the sentence
	mainBefore                   // both are subjects, the person's clause is the main one of the sentence before
	mainBeforeOwn                // the same where the pronoun owns something
	objectOwner                  // the pronoun owns something in the clause whose object the person is
	objectAlike                  // both are objects
	ownerBefore                  // the person last stands as an owner
	leads                        // nobody else has more mentions so far
	ahead                        // the name follows
	distant                      // the person is in neither sentence
	quotedOnly                   // the person is spoken of in a quotation, the pronoun speaks
	verbs                        // the verbs of both tell
	traitCount
)

// traitWeight is what each trait counts, in steps of the model's weights. They were fitted beside the ranker's by
// logistic regression (docs/names.md) and rounded, with these exceptions: subjects before subjects count twice what
// came out, since studies of such pairs say so (Lappin and Leass 1994; the baselines of Webster et al. 2018), owners
// and subjects above other parts what does least harm, and the last two are too rare to learn.
var traitWeight = [traitCount]int32{
	subjectAbove: 48, subjectOwner: 20, subjectAboveOwn: 19, subjectAboveObj: 16, subjectBeside: -10, mainBefore: 56, mainBeforeOwn: 12,
	objectOwner: 8, objectAlike: 20, ownerBefore: -12, leads: 10, ahead: 21, distant: 11,
	quotedOnly: -priorSays, verbs: priorVerb,
}

// priorPerson rates the person of mention k for pronoun i, "he" or "she".
func (r *resolver) priorPerson(i, k int) int32 {
	if k > i {
		return traitWeight[ahead]
	}
	var has [traitCount]bool
	a := &r.facts[i]
	form, w := r.place(i)
	clause := int(a.clause)
	latest := int32(-1)
	for o := i - 1; o >= 0 && a.sent-r.facts[o].sent < 2; o-- {
		b := &r.facts[o]
		if r.of[o] != r.of[k] || latest >= 0 && b.sent != latest {
			continue
		}
		part, v := r.place(o)
		if latest < 0 {
			latest = b.sent
			has[ownerBefore] = part == placeOwner
			has[quotedOnly] = a.said && a.quote == 0 && b.quote > 0
		}
		has[verbs] = has[verbs] || r.priorVerbs(i, o) > 0
		same := b.sent == a.sent
		switch {
		case part == placeSubject && same && form == placeOwner && v == clause:
			has[subjectOwner] = true
		case part == placeSubject && same && v >= 0 && v != w && r.holds(v, clause):
			has[subjectAbove] = has[subjectAbove] || form == placeSubject
			has[subjectAboveOwn] = has[subjectAboveOwn] || form == placeOwner
			has[subjectAboveObj] = has[subjectAboveObj] || form == placeObject || form == placeOther
		case part == placeSubject && same:
			has[subjectBeside] = true
		case part == placeSubject && v >= 0 && r.d.Tokens[v].Head < 0:
			has[mainBefore] = has[mainBefore] || form == placeSubject
			has[mainBeforeOwn] = has[mainBeforeOwn] || form == placeOwner
		case part == placeObject && form == placeObject:
			has[objectAlike] = true
		case part == placeObject && same && form == placeOwner && v == clause:
			has[objectOwner] = true
		}
	}
	has[distant] = latest < 0
	n := r.counts[r.of[k]]
	has[leads] = n > 1 && n == r.most
	sum := int32(0)
	for t, yes := range has {
		if yes {
			sum += traitWeight[t]
		}
	}
	return sum
}

// place of a mention in its clause.
type place byte

const (
	placeOther place = iota
	placeSubject
	placeObject
	placeOwner
)

// place is where mention o stands in its clause, and the token it depends on.
func (r *resolver) place(o int) (place, int) {
	t := r.top(r.d.Mentions[o].Head)
	if tok := &r.d.Tokens[t]; tok.Dep.Base() == nlp.DepAppos && tok.Head >= 0 {
		t = r.top(tok.Head) // "her father, William Moore, gave him"
	}
	tok := &r.d.Tokens[t]
	switch {
	case tok.Dep.Base() == nlp.DepNsubj:
		return placeSubject, tok.Head
	case tok.Dep == nlp.DepObj, tok.Dep == nlp.DepIobj:
		return placeObject, tok.Head
	case tok.Dep == nlp.DepNmodPoss:
		return placeOwner, tok.Head
	}
	return placeOther, tok.Head
}

// gendered reports whether mention i is "he" or "she" in any form but the reflexive.
func (r *resolver) gendered(i int) bool {
	p := r.note[i].pronoun
	return p != nil && p.person == '3' && (p.gender == nlp.Male || p.gender == nlp.Female) && p.form != "refl"
}

// count brings the numbers of mentions of each entity up to mention i.
func (r *resolver) count(i int) {
	for len(r.counts) < len(r.clusters) {
		r.counts = append(r.counts, 0)
	}
	for ; r.counted < i; r.counted++ {
		if c := r.of[r.counted]; c >= 0 {
			r.counts[c]++
			if r.clusters[c].kind == graph.Person {
				r.most = max(r.most, r.counts[c])
			}
		}
	}
}
