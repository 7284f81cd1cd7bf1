package question

import (
	"slices"

	"dateline/graph"
	"dateline/ingest/event"
	"dateline/ingest/nlp"
)

// frames reports whether the verb is one that a frame of its own relation, and not
// only that of speaking, reads.
func (r *reader) frames(root int) bool {
	for i := range r.d.Happenings {
		h := &r.d.Happenings[i]
		if t, ok := event.Types()[h.Type]; ok && h.Trigger == root && t.Class != "STATE" && h.Type != "announced" {
			return true
		}
	}
	return false
}

// relation takes all that the trigger may mean.
func (r *reader) relation(q *Question, trigger int) {
	for i := range r.d.Happenings {
		if h := &r.d.Happenings[i]; h.Trigger == trigger {
			if !slices.Contains(q.Relations, h.Type) {
				q.Relations = append(q.Relations, h.Type)
			}
			r.useSpan(h.Words)
		}
	}
	lemma := graph.TypeID(r.d.Tokens[trigger].Lemma)
	if len(q.Relations) == 0 && r.d.Tokens[trigger].Tag == nlp.VERB {
		q.Relations = []graph.TypeID{lemma}
	}
	r.use(trigger)
}

// event takes a question for an event.
func (r *reader) event(q *Question, root, cut int) {
	h := r.happening(func(h *nlp.EventMention) bool { return h.Trigger == root && r.fills(h) })
	for _, fits := range []func(h *nlp.EventMention) bool{
		func(h *nlp.EventMention) bool { return h.Trigger == root },
		func(h *nlp.EventMention) bool { return r.fills(h) },
		func(h *nlp.EventMention) bool { return r.d.Tokens[root].Tag != nlp.VERB && h.Trigger < cut },
	} {
		if h == nil {
			h = r.happening(fits)
		}
	}
	if h == nil {
		r.relation(q, root)
		q.Want = r.wanted()
		r.grammar(q, root)
		return
	}
	r.verb(q, h.Trigger)
	r.relation(q, h.Trigger)
	r.use(root)
	r.parts(q, h)
	if q.Want == "" {
		q.Want = r.wanted()
	}
	if q.Place == "" && h.Place >= 0 && q.Asks != Where {
		q.Place = r.name(&r.d.Mentions[h.Place])
		r.useSpan(r.d.Mentions[h.Place].Span)
	}
}

// fills reports whether the one asked for has a role in h.
func (r *reader) fills(h *nlp.EventMention) bool {
	return r.placeholder >= 0 && slices.ContainsFunc(h.Args, func(a nlp.Arg) bool { return a.Token == r.placeholder })
}

// parts takes who takes part in h, and which of the roles is asked for.
func (r *reader) parts(q *Question, h *nlp.EventMention) {
	for _, a := range h.Args {
		switch {
		case r.placeholder >= 0 && (a.Token == r.placeholder || a.Span.Contains(r.d.Tokens[r.placeholder].Span) && a.Happening < 0 && a.Mention < 0):
			if q.Want = a.Role; a.Role == "recipient" && r.before(h.Trigger) {
				q.Want = "actor"
			}
		case a.Happening >= 0, a.Role == "content", a.Role == "about", a.Role == "topic", a.Role == "instrument":
			// what it was about: its words are to be found with it
		case r.inTime(a.Span):
		case r.placeholder >= 0 && a.Span.Contains(r.d.Tokens[r.placeholder].Span):
			// "the authority of something": what stands before the one asked for
			last := r.placeholder - 1
			if last > a.Token && r.d.Tokens[last].Tag == nlp.ADP {
				last--
			}
			s := nlp.Span{Start: a.Span.Start, End: r.d.Tokens[max(last, a.Token)].End}
			q.Parts = append(q.Parts, Part{Role: a.Role, Text: r.phrase(s)})
			r.useSpan(s)
		case a.Mention >= 0 && r.d.Mentions[a.Mention].Form != nlp.Pronominal:
			m := &r.d.Mentions[a.Mention]
			q.Parts = append(q.Parts, Part{Role: a.Role, Text: r.name(m)})
			r.useSpan(m.Span)
		case r.content(a.Token):
			q.Parts = append(q.Parts, Part{Role: a.Role, Text: r.phrase(a.Span)})
			r.useSpan(a.Span)
		}
	}
}

func (r *reader) inTime(s nlp.Span) bool {
	return slices.ContainsFunc(r.d.Timexes, func(t nlp.Timex) bool { return t.Overlaps(s) })
}

// content reports whether a token says anything by itself.
func (r *reader) content(i int) bool {
	t := r.d.Tokens[i]
	switch t.Tag {
	case nlp.NOUN, nlp.PROPN, nlp.VERB, nlp.ADJ, nlp.NUM, nlp.X, nlp.SYM, nlp.ADV:
		return !r.v.is(t.Lemma, "empty") && !r.v.is(r.d.Word(i), "empty")
	}
	return false
}

// before reports whether the one asked for stands before an active verb: as its subject, whatever the
// parser made of it.
func (r *reader) before(verb int) bool {
	if r.placeholder < 0 || r.placeholder > verb {
		return false
	}
	for i := r.placeholder; i <= verb; i++ {
		if t := r.d.Tokens[i]; t.Dep == nlp.DepAuxPass || r.v.is(t.Lemma, "copula") {
			return false
		}
	}
	return r.d.Tokens[verb].Tag == nlp.VERB
}

// wanted is the role of the one asked for by the grammar.
func (r *reader) wanted() string {
	if r.placeholder < 0 {
		return ""
	}
	if r.before(r.root()) {
		return "actor"
	}
	passive := slices.ContainsFunc(r.d.Tokens, func(t nlp.Token) bool { return t.Dep == nlp.DepAuxPass })
	switch r.d.Tokens[r.placeholder].Dep {
	case nlp.DepNsubj, nlp.DepOblAgent:
		return "actor"
	case nlp.DepNsubjPass:
		if !passive {
			return "actor"
		}
		return "recipient"
	case nlp.DepObj, nlp.DepIobj, nlp.DepObl:
		return "recipient"
	}
	return ""
}

// grammar takes subject and objects of a verb that no frame knows.
func (r *reader) grammar(q *Question, verb int) {
	for i, t := range r.d.Tokens {
		if t.Head != verb || i == r.placeholder || r.used[i] {
			continue
		}
		role := ""
		switch t.Dep {
		case nlp.DepNsubj, nlp.DepOblAgent:
			role = "actor"
		case nlp.DepObj, nlp.DepIobj, nlp.DepNsubjPass:
			role = "recipient"
		default:
			continue
		}
		if m := r.mention(i); m != nil {
			q.Parts = append(q.Parts, Part{Role: role, Text: r.name(m)})
			r.useSpan(m.Span)
		}
	}
}
