package claim

import (
	"slices"
	"sort"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// accusation is what somebody may deny.
type accusation struct {
	trigger, sentence int
	accused, accusers []int // entities
	happenings        []int // the accusation itself and what it is about
}

// denials looks, after each accusation, for a statement of the accused that
// denies it: an explicit denial, an exclusive word about what the accused itself
// does ("it only provides aid"), or a contrary description ("the fighters are
// volunteers"). It adds a happening, denied, at that statement for the
// accusation and for each event that it is about.
func (r *reader) denials() {
	as := r.d.Attributions // in the order of their cues
	for _, x := range r.accusations() {
		if len(x.accused) == 0 || len(x.happenings) == 0 {
			continue
		}
		from := sort.Search(len(as), func(a int) bool { return as[a].CueToken > x.trigger })
		for a := from; a < len(as) && as[a].Sentence <= x.sentence+r.data.denial.within; a++ {
			by := r.sources(&as[a])
			if !intersects(by, x.accused) || intersects(by, x.accusers) {
				continue
			}
			if at, rule := r.denies(&as[a], x.accused); at >= 0 {
				for _, t := range x.happenings {
					r.deny(t, a, at, rule)
				}
				break
			}
		}
	}
}

// accusations are those that happenings tell of, and those that only an
// attribution tells of.
func (r *reader) accusations() (out []accusation) {
	hs := r.d.Happenings
	at := map[int]int{} // trigger -> index into out
	for i := range hs {
		h := &hs[i]
		if h.Class != accuse || !hasContent(h) || h.Polarity == graph.Denied {
			continue
		}
		x := accusation{trigger: h.Trigger, sentence: h.Sentence, accused: r.fillers(h, recipientRole),
			accusers: r.fillers(h, actorRole), happenings: []int{i}}
		for k := range h.Args {
			if a := &h.Args[k]; a.Role == contentRole && a.Happening >= 0 && a.Happening < len(hs) && !slices.Contains(x.happenings, a.Happening) {
				x.happenings = append(x.happenings, a.Happening)
			}
		}
		at[h.Trigger] = len(out)
		out = append(out, x)
	}
	for a := range r.d.Attributions {
		x := &r.d.Attributions[a]
		if x.Stance != accuseStance {
			continue
		}
		o, ok := at[x.CueToken]
		if !ok {
			o = len(out)
			at[x.CueToken] = o
			out = append(out, accusation{trigger: x.CueToken, sentence: x.Sentence, accusers: r.sources(x)})
		}
		acc := &out[o]
		for i := range hs {
			h := &hs[i]
			// What is said in the content by the accuser, not by somebody in it.
			if n := len(h.Claimants); n == 0 || h.Claimants[n-1] != a || h.Sentence != x.Sentence || h.Trigger == x.CueToken ||
				h.Polarity == graph.Denied || h.Mode == graph.Hypothetical || slices.Contains(acc.happenings, i) {
				continue
			}
			for _, e := range r.fillers(h, actorRole) {
				if !slices.Contains(acc.accusers, e) && !slices.Contains(acc.accused, e) {
					acc.accused = append(acc.accused, e)
				}
			}
			acc.happenings = append(acc.happenings, i)
		}
	}
	slices.SortStableFunc(out, func(a, b accusation) int { return a.trigger - b.trigger })
	return out
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

// Stances of the data that this package knows by name.
const (
	denyStance   = "deny"
	accuseStance = "accuse"
)

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

// deny adds the denial by attribution a, at token, of happening t.
func (r *reader) deny(t, a, token int, rule string) {
	if t >= len(r.d.Happenings) || r.d.Happenings[t].Trigger == token || r.told(t, a) {
		return
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
