package story

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// claims are what the article says of the event of group g: one for each telling
// and each of those who say so side by side.
func (t *teller) claims(g []int) []graph.Claim {
	var out []graph.Claim
	for _, i := range g {
		for _, c := range t.claimsOf(i) {
			same := slices.IndexFunc(out, func(o graph.Claim) bool {
				return o.Start == c.Start && o.Polarity == c.Polarity && o.Mode == c.Mode && o.Factuality == c.Factuality &&
					slices.Equal(o.Claimant, c.Claimant)
			})
			switch {
			case same < 0:
				out = append(out, c)
			case out[same].Confidence < c.Confidence:
				out[same] = c
			}
		}
	}
	return out
}

func (t *teller) claimsOf(i int) []graph.Claim {
	d := t.d
	h := &d.Happenings[i]
	s := &d.Sentences[d.SentenceOf(h.Trigger)]
	c := graph.Claim{
		Article: d.Article.ID, Start: s.Start, End: s.End, Trigger: t.trigger(h, s),
		Polarity: h.Polarity, Factuality: h.Factuality, Mode: h.Mode, Rule: h.Rule, Confidence: t.confidence(h),
	}
	chains := [][]graph.EntityID{nil}
	for _, a := range h.Claimants {
		x := &d.Attributions[a]
		c.Cue = d.Text(x.Cue)
		c.Direct = x.Direct
		who := t.voices(x)
		if len(who) == 0 {
			continue
		}
		chains = extend(chains, who)
	}
	out := make([]graph.Claim, len(chains))
	for k, chain := range chains {
		out[k] = c
		out[k].Claimant = chain
	}
	return out
}

// maxChains bounds the claims of one telling: "A, B and C say" inside "D and E report".
const maxChains = 8

func extend(chains [][]graph.EntityID, who []graph.EntityID) [][]graph.EntityID {
	if len(chains)*len(who) > maxChains {
		who = who[:1]
	}
	out := make([][]graph.EntityID, 0, len(chains)*len(who))
	for _, w := range who {
		for _, c := range chains {
			if len(c) > 0 && c[len(c)-1] == w {
				out = append(out, c) // "the ministry said ..., it said"
				continue
			}
			out = append(out, append(slices.Clone(c), w))
		}
	}
	return out
}

// voices are the entities of an attribution's source.
func (t *teller) voices(x *nlp.Attribution) (out []graph.EntityID) {
	for _, m := range append([]int{x.Mention}, x.Others...) {
		if e := t.entity(m); e != "" && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	if len(out) == 0 && x.Source.End > x.Source.Start && x.Token >= 0 && x.Token < len(t.d.Tokens) {
		out = append(out, t.d.Entities[t.unnamed(x.Token, x.Source)].ID)
	}
	return out
}

// entity is the id of the entity of mention m, empty if it has none.
func (t *teller) entity(m int) graph.EntityID {
	if m < 0 || m >= len(t.d.Mentions) {
		return ""
	}
	if e := t.d.Mentions[m].Entity; e >= 0 && e < len(t.d.Entities) {
		return t.d.Entities[e].ID
	}
	return ""
}

// trigger is the words that name the event, within the sentence.
func (t *teller) trigger(h *nlp.EventMention, s *nlp.Sentence) [2]int {
	w := h.Words
	if w.End <= w.Start || !s.Span.Contains(w) {
		w = t.d.Tokens[h.Trigger].Span
	}
	return [2]int{w.Start, w.End}
}
