package question

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/nlp"
)

// reader takes a question from the document that the stages made of its statement.
type reader struct {
	d           *nlp.Document
	v           *vocabulary
	form        form
	masks       map[string]string
	placeholder int // token of the one asked for, -1
	used        []bool
}

// read gives what was understood, and an *Error where that is too little to ask for.
func (r *reader) read() (*Question, error) {
	d := r.d
	r.used = make([]bool, len(d.Tokens))
	for i, t := range d.Tokens {
		if t.End == r.form.hole {
			r.placeholder = i
			r.use(i)
		}
	}
	q := &Question{Asks: r.form.asks, Noun: r.form.noun, Kinds: r.v.kinds(r.form.noun)}
	root := r.root()
	if root < 0 {
		return nil, &Error{What: "the question has no verb that was understood"}
	}
	r.times(q)
	cut := r.order(q, root)
	if q.After == nil && q.Before == nil && r.office(q, root) {
		return q, nil
	}
	r.verb(q, root)
	switch {
	case r.v.is(q.Lemma, "happen"):
		q.Asks = Events
		r.use(root)
		r.mentions(q, 0, cut)
	case r.v.is(q.Lemma, "say") && (q.Asks == What || q.Asks == Who || q.Asks == Whether) && !r.frames(root):
		r.said(q, root)
	case r.v.is(q.Lemma, "deny"):
		q.Denied = true
		r.said(q, root)
	default:
		r.event(q, root, cut)
	}
	r.masked(q, 0, cut)
	r.rest(q, 0, cut)
	if len(q.Parts) == 0 && len(q.Words) == 0 && q.Place == "" && q.When.IsZero() && len(q.Relations) == 0 && q.After == nil && q.Before == nil {
		return q, &Error{What: "the question names nothing to look for", Read: q}
	}
	return q, nil
}

// verb takes token i for what happened.
func (r *reader) verb(q *Question, i int) {
	q.Verb, q.Lemma = strings.ToLower(r.unmask(r.d.Word(i))), r.d.Tokens[i].Lemma
}

// root is the main verb of the statement: the root of its first sentence, or what follows it
// where that is an auxiliary.
func (r *reader) root() int {
	for i, t := range r.d.Tokens {
		if t.Head < 0 && t.Tag != nlp.PUNCT {
			return i
		}
	}
	return -1
}

// times takes the dates.
func (r *reader) times(q *Question) {
	for _, t := range r.d.Timexes {
		if t.Period.IsZero() || t.Type == nlp.Duration || t.Type == nlp.Set {
			continue
		}
		r.useSpan(t.Span)
		if q.When.IsZero() {
			q.When = t.Period
			continue
		}
		q.When = when.Period{Start: q.When.Start, End: t.Period.End} // between May and July
	}
}

// order takes "after Z" and "before Z": it gives the token from which on the words belong to Z.
func (r *reader) order(q *Question, root int) int {
	for i, t := range r.d.Tokens {
		after, before := r.v.is(t.Lemma, "after"), r.v.is(t.Lemma, "before")
		if !after && !before || i <= root || r.used[i] || i+1 >= len(r.d.Tokens) || r.used[i+1] {
			continue
		}
		r.use(i)
		z := &Question{Asks: Events}
		if h := r.happening(func(h *nlp.EventMention) bool { return h.Trigger > i }); h != nil {
			r.verb(z, h.Trigger)
			r.relation(z, h.Trigger)
			r.parts(z, h)
		} else if at := slices.IndexFunc(r.d.Tokens[i:], func(t nlp.Token) bool { return t.Tag == nlp.VERB }); at > 0 {
			r.verb(z, i+at)
			r.relation(z, i+at)
		}
		r.mentions(z, i+1, len(r.d.Tokens))
		r.rest(z, i+1, len(r.d.Tokens))
		if after {
			q.After = z
		} else {
			q.Before = z
		}
		return i
	}
	return len(r.d.Tokens)
}

// happening is the first event mention that fits.
func (r *reader) happening(fits func(*nlp.EventMention) bool) *nlp.EventMention {
	for i := range r.d.Happenings {
		if fits(&r.d.Happenings[i]) {
			return &r.d.Happenings[i]
		}
	}
	return nil
}

// said takes a question for the words of somebody: who says it, and what about.
func (r *reader) said(q *Question, root int) {
	r.use(root)
	for i, t := range r.d.Tokens {
		if t.Head == root && (t.Dep == nlp.DepNsubj || t.Dep == nlp.DepNsubjPass) && i != r.placeholder {
			text := r.subtree(i)
			if m := r.mention(i); m != nil {
				text = r.name(m)
				r.useSpan(m.Span)
			}
			q.Parts = append(q.Parts, Part{Role: "claimant", Text: text})
			r.useTree(i)
		}
		if t.Head == root && i == r.placeholder && t.Dep == nlp.DepNsubj {
			q.Want = "claimant"
		}
	}
	class := "say"
	if q.Denied {
		class = "deny"
	}
	for w := range r.v.all(class) {
		q.Relations = append(q.Relations, graph.TypeID(w))
	}
	slices.Sort(q.Relations)
	if q.Asks == What || q.Asks == Who && q.Want != "claimant" {
		q.Asks = Said
	}
}

// rest are the words of [from, to) that say something and have found no place.
func (r *reader) rest(q *Question, from, to int) {
	for i := from; i < to; i++ {
		if r.used[i] || !r.content(i) {
			continue
		}
		w := Word{r.unmask(r.d.Word(i)), r.d.Tokens[i].Lemma}
		if _, ok := r.masks[r.d.Word(i)]; ok {
			w.Lemma = w.Text
		}
		if !slices.Contains(q.Words, w) {
			q.Words = append(q.Words, w)
		}
	}
}
