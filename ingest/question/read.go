package question

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/event"
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

func (r *reader) use(tokens ...int) {
	for _, i := range tokens {
		r.used[i] = true
	}
}

func (r *reader) useSpan(s nlp.Span) {
	for i, t := range r.d.Tokens {
		if s.Contains(t.Span) {
			r.used[i] = true
		}
	}
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

// mention is the named mention with the head i.
func (r *reader) mention(i int) *nlp.Mention {
	for j := range r.d.Mentions {
		if m := &r.d.Mentions[j]; m.Form == nlp.Named && (m.Head == i || m.First <= i && i < m.Last) {
			return m
		}
	}
	return nil
}

// mentions takes the names among the tokens [from, to) that nothing has taken.
func (r *reader) mentions(q *Question, from, to int) {
	for j := range r.d.Mentions {
		m := &r.d.Mentions[j]
		if m.Form != nlp.Named || m.First < from || m.Last > to || r.used[m.Head] {
			continue
		}
		if q.Place == "" && q.Asks == Events && r.governed(m) {
			q.Place = r.name(m)
		} else {
			q.Parts = append(q.Parts, Part{Text: r.name(m)})
		}
		r.useSpan(m.Span)
	}
	r.masked(q, from, to)
}

// masked takes the names among the tokens [from, to) that split made one word of and that nothing has
// taken: whoever they are, the answer has to do with them.
func (r *reader) masked(q *Question, from, to int) {
	for i := from; i < to; i++ {
		if name, ok := r.masks[r.d.Word(i)]; ok && !r.used[i] {
			q.Parts = append(q.Parts, Part{Text: name})
			r.use(i)
		}
	}
}

// governed reports whether a place stands after a preposition: "in Minsk".
func (r *reader) governed(m *nlp.Mention) bool {
	if m.Kind != graph.GPE && m.Kind != graph.Place && m.Kind != graph.Facility {
		return false
	}
	return m.First > 0 && r.d.Tokens[m.First-1].Tag == nlp.ADP && r.d.Tokens[m.Head].Dep != nlp.DepNmod
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

// subtree is the words that hang on token i.
func (r *reader) subtree(i int) string {
	first, last := i, i
	for j := range r.d.Tokens {
		if r.under(j, i) {
			first, last = min(first, j), max(last, j)
		}
	}
	return r.phrase(nlp.Span{Start: r.d.Tokens[first].Start, End: r.d.Tokens[last].End})
}

func (r *reader) useTree(i int) {
	for j := range r.d.Tokens {
		if r.under(j, i) {
			r.use(j)
		}
	}
}

func (r *reader) under(j, i int) bool {
	for n := 0; j >= 0 && n <= len(r.d.Tokens); n++ {
		if j == i {
			return true
		}
		j = r.d.Tokens[j].Head
	}
	return false
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

// name is the proper name in a mention, else its words.
func (r *reader) name(m *nlp.Mention) string {
	if m.Name.End > m.Name.Start {
		return r.unmask(r.d.Text(m.Name))
	}
	return r.phrase(m.Span)
}

// phrase is the words of a span without its article.
func (r *reader) phrase(s nlp.Span) string {
	for _, t := range r.d.Tokens {
		if t.Start == s.Start && t.Tag == nlp.DET && t.End < s.End {
			s.Start = t.End + 1
		}
	}
	return strings.Trim(r.unmask(r.d.Text(s)), " .,")
}

// unmask puts the names back that split made one word of.
func (r *reader) unmask(s string) string {
	for mask, name := range r.masks {
		s = strings.ReplaceAll(s, mask, name)
	}
	return s
}
