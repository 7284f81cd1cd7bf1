package claim

import (
	"cmp"
	"slices"
	"sort"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// accuse is PLOVER's class of accusations, whose content the accuser claims.
const accuse graph.Class = "ACCUSE"

// accusedOf is the relation whose content the accuser vouches for.
const accusedOf graph.TypeID = "accused_of"

// happenings sets the claim fields of all happenings.
func (r *reader) happenings() {
	hs := r.d.Happenings
	if len(hs) == 0 {
		return
	}
	r.memo = make([]status, len(r.d.Tokens))
	for i := range hs {
		h := &hs[i]
		h.Claimants, h.Same = nil, -1
		if h.Trigger < 0 || h.Trigger >= len(r.d.Tokens) {
			continue
		}
		s := r.status(h.Trigger)
		h.Polarity, h.Factuality, h.Mode = graph.Asserted, s.fact, s.mode
		if s.denied {
			h.Polarity = graph.Denied
		}
		if r.d.Types[h.Type].State && r.over(h.Trigger) {
			h.Former, h.Polarity = true, graph.Asserted
		}
	}
	r.claimants()
}

// over reports whether a state that t tells of no longer holds: "is no longer the
// minister"; or in the past tense of the article's own voice, "was the minister".
func (r *reader) over(t int) bool {
	for k := r.tree.first[t]; k >= 0; k = r.tree.nxt[k] {
		if r.ended(int(k)) || r.d.Tokens[k].Dep == nlp.DepCop && r.d.Tokens[k].Fine == nlp.VBD && r.tree.head(t) < 0 {
			return true
		}
	}
	return false
}

// ended reports whether the adverb at k, with the word before it, says that
// something is over: "no longer".
func (r *reader) ended(k int) bool {
	return k > 0 && r.is("ended", r.lower(k-1)+" "+r.lower(k))
}

// claimants puts each attribution on the happenings that its content tells of,
// outermost first, and each accusation on itself: that Kyiv accuses Moscow is
// told by Kyiv.
func (r *reader) claimants() {
	hs := r.d.Happenings
	order := make([]int, len(hs))
	for i := range order {
		order[i] = i
	}
	at := func(i int) int { return r.d.Tokens[max(hs[i].Trigger, 0)].Start }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at(a), at(b)) })
	for a := range r.d.Attributions {
		x := &r.d.Attributions[a]
		if !x.Voice {
			continue
		}
		for _, c := range x.Content {
			from := sort.Search(len(order), func(k int) bool { return at(order[k]) >= c.Start })
			for k := from; k < len(order) && at(order[k]) < c.End; k++ {
				h := &hs[order[k]]
				if h.Trigger != x.CueToken && !slices.Contains(h.Claimants, a) {
					h.Claimants = append(h.Claimants, a)
				}
			}
		}
	}
	cue := map[int]int{}
	for a := range r.d.Attributions {
		if r.d.Attributions[a].Voice {
			cue[r.d.Attributions[a].CueToken] = a
		}
	}
	for i := range hs {
		h := &hs[i]
		slices.SortStableFunc(h.Claimants, func(a, b int) int {
			as := r.d.Attributions
			switch {
			case r.around(as, a, b): // a lies inside b
				return 1
			case r.around(as, b, a):
				return -1
			}
			return cmp.Compare(contentSize(&as[b]), contentSize(&as[a]))
		})
		if a, ok := cue[h.Trigger]; ok && h.Type == accusedOf && hasContent(h) && !slices.Contains(h.Claimants, a) {
			h.Claimants = append(h.Claimants, a)
		}
	}
}

func hasContent(h *nlp.EventMention) bool {
	for i := range h.Args {
		if h.Args[i].Role == contentRole {
			return true
		}
	}
	return false
}

// titles gives a headline the voices of the text below it: a title sums up what
// the article reports, so an event told in it and attributed where the body first
// tells it is attributed in the title too.
func (r *reader) titles() {
	hs := r.d.Happenings
	inTitle := func(i int) bool {
		s := hs[i].Sentence
		if s < 0 || s >= len(r.d.Sentences) {
			return false
		}
		k := r.d.Sentences[s].Kind
		return k == article.TitleBlock || k == article.Subtitle
	}
	body := map[int]int{} // first telling -> the first in the body
	for i := range hs {
		if root := r.root(i); !inTitle(i) {
			if old, ok := body[root]; !ok || hs[i].Trigger < hs[old].Trigger {
				body[root] = i
			}
		}
	}
	for i := range hs {
		if b, ok := body[r.root(i)]; ok && inTitle(i) && len(hs[i].Claimants) == 0 && hs[b].Polarity == hs[i].Polarity {
			hs[i].Claimants = slices.Clone(hs[b].Claimants)
		}
	}
}

// Names of roles that events and claims share.
const (
	actorRole       = "actor"
	recipientRole   = "recipient"
	participantRole = "participant"
	contentRole     = "content"
)

// entity is the entity of an argument, -1 if it has none.
func (r *reader) entity(a *nlp.Arg) int {
	if m := r.argMention(a); m >= 0 {
		return r.d.Mentions[m].Entity
	}
	return -1
}

// argMention is the mention of an argument: its own, else the one that its head
// word is part of, as a title is of "Chairman General Mark Milley".
func (r *reader) argMention(a *nlp.Arg) int {
	if a.Mention >= 0 && a.Mention < len(r.d.Mentions) {
		return a.Mention
	}
	if a.Mention < 0 && a.Happening < 0 && a.Token >= 0 && a.Token < len(r.mention) {
		if m := r.mention[a.Token]; m >= 0 && a.Span.Contains(r.d.Mentions[m].Name) && r.d.Mentions[m].Form == nlp.Named {
			return int(m)
		}
	}
	return -1
}

// sources are the entities of an attribution's source.
func (r *reader) sources(a *nlp.Attribution) (out []int) {
	add := func(m int) {
		if m >= 0 && m < len(r.d.Mentions) && r.d.Mentions[m].Entity >= 0 {
			out = append(out, r.d.Mentions[m].Entity)
		}
	}
	add(a.Mention)
	for _, m := range a.Others {
		add(m)
	}
	return out
}
