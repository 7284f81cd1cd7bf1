package claim

import (
	"slices"
	"sort"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// denials looks, after each accusation, for a statement of the accused that
// denies it: an explicit denial, an exclusive word about what the accused itself
// does ("it only provides aid"), or a contrary description ("the fighters are
// volunteers"). It adds a happening, denied, at that statement for the
// accusation and for each event that it is about.
func (r *reader) denials() {
	for i, n := 0, len(r.d.Happenings); i < n; i++ {
		h := &r.d.Happenings[i]
		if h.Class != accuse || !hasContent(h) || h.Polarity == graph.Denied {
			continue
		}
		accused := r.fillers(h, recipientRole)
		if len(accused) == 0 {
			continue
		}
		accusers := r.fillers(h, actorRole)
		as := r.d.Attributions // in the order of their cues
		from := sort.Search(len(as), func(a int) bool { return as[a].CueToken > h.Trigger })
		for a := from; a < len(as) && as[a].Sentence <= h.Sentence+r.data.denial.within; a++ {
			x := &as[a]
			by := r.sources(x)
			if !intersects(by, accused) || intersects(by, accusers) {
				continue
			}
			if at, rule := r.denies(x, accused); at >= 0 {
				r.deny(i, a, at, rule)
				break
			}
		}
	}
}

// fillers are the entities in a role of h.
func (r *reader) fillers(h *nlp.EventMention, role string) (out []int) {
	for k := range h.Args {
		if h.Args[k].Role == role {
			if e := r.entity(&h.Args[k]); e >= 0 {
				out = append(out, e)
			}
		}
	}
	return out
}

func intersects(a, b []int) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
}

// denies finds what in attribution x denies: the token, and the line of the rule;
// -1 if nothing does.
func (r *reader) denies(x *nlp.Attribution, accused []int) (token int, rule string) {
	if x.Stance == denyStance {
		return x.CueToken, x.Rule
	}
	if !x.Voice {
		return -1, ""
	}
	for s := x.Sentence; s < len(r.d.Sentences) && s <= x.Sentence+r.data.denial.within; s++ {
		for t := r.d.Sentences[s].First; t < r.d.Sentences[s].Last; t++ {
			if !inside(x.Content, r.d.Tokens[t].Span) {
				continue
			}
			lemma := r.d.Tokens[t].Lemma
			if r.data.denial.exclusive[lemma] && r.d.Tokens[t].Dep.Base() == nlp.DepAdvmod {
				if v := r.predicate(t); v >= 0 && r.ownAct(v, accused) {
					return v, r.data.denial.exclusiveAt
				}
			}
			if r.data.denial.contrary[lemma] && r.tree.child(t, nlp.DepCop) >= 0 {
				return t, r.data.denial.contraryAt
			}
		}
	}
	return -1, ""
}

const denyStance = "deny"

func inside(content []nlp.Span, s nlp.Span) bool {
	for _, c := range content {
		if c.Contains(s) {
			return true
		}
	}
	return false
}

// predicate is the verb that t stands under.
func (r *reader) predicate(t int) int {
	for k := 0; t >= 0 && k < 4; k++ {
		if r.tree.verbal(t) {
			return t
		}
		t = r.tree.head(t)
	}
	return -1
}

// ownAct reports whether the subject of v is the accused or a pronoun for it.
func (r *reader) ownAct(v int, accused []int) bool {
	s := r.tree.child(v, nlp.DepNsubj, nlp.DepNsubjPass)
	if s < 0 {
		return true
	}
	if m := r.mention[s]; m >= 0 && r.d.Mentions[m].Entity >= 0 {
		return slices.Contains(accused, r.d.Mentions[m].Entity)
	}
	return r.d.Tokens[s].Tag == nlp.PRON
}

// deny adds the denial by attribution a, at token, of accusation i and of the
// happenings that it is about.
func (r *reader) deny(i, a, token int, rule string) {
	targets := []int{i}
	for k := range r.d.Happenings[i].Args {
		x := &r.d.Happenings[i].Args[k]
		if x.Role == contentRole && x.Happening >= 0 && x.Happening != i && !slices.Contains(targets, x.Happening) {
			targets = append(targets, x.Happening)
		}
	}
	for _, t := range targets {
		if t >= len(r.d.Happenings) || r.told(t, a) {
			continue
		}
		h := r.d.Happenings[t] // a copy: same type and arguments
		h.Sentence = r.d.SentenceOf(token)
		h.Trigger = token
		h.Words = r.d.Tokens[token].Span
		h.Claimants = []int{a}
		h.Polarity, h.Factuality = graph.Denied, graph.Certain
		h.Rule = rule
		h.Same = t
		h.Timex, h.Order = -1, nil
		r.d.Happenings = append(r.d.Happenings, h)
	}
}

// told reports whether attribution a itself speaks of a happening like t, so
// that its own reading stands.
func (r *reader) told(t, a int) bool {
	for k := range r.d.Happenings {
		h := &r.d.Happenings[k]
		if k != t && h.Type == r.d.Happenings[t].Type && slices.Contains(h.Claimants, a) && h.Polarity == graph.Denied {
			return true
		}
	}
	return false
}
