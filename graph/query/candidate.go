package query

import (
	"cmp"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// candidate is an event that may answer a pattern.
type candidate struct {
	m        *matcher
	sum      store.Summary
	event    *graph.Event    // once read
	told     []graph.EventID // as articles tell it, once looked up
	strength int             // of its parts
	within   int             // words found in the sentence
	beyond   *beyond         // once counted
}

// beyond is how many words are found beyond the sentence.
type beyond struct {
	near int // in sentence or paragraph
	far  int // in the article only
}

// nearby counts where the words of the pattern are found.
func (c *candidate) nearby() beyond {
	if c.beyond == nil {
		b := beyond{near: c.within}
		for _, w := range c.m.words {
			switch {
			case w.in(sentenceText{c}):
			case w.in(paragraphText{c}):
				b.near++
			case w.in(articleText{c}):
				b.far++
			}
		}
		c.beyond = &b
	}
	return *c.beyond
}

func (c *candidate) has(stem string) bool { return sentenceText{c}.has(stem) }

// whole is the event of c as the articles tell it, read once.
func (m *matcher) whole(c *candidate) (*graph.Event, error) {
	if c.event == nil {
		e, _, err := m.Event(c.sum.ID)
		if err != nil {
			return nil, err
		}
		c.event = &e
	}
	return c.event, nil
}

// candidate is the event of a summary, each once.
func (m *matcher) candidate(sum store.Summary) *candidate {
	if c, ok := m.known[sum.ID]; ok {
		return c
	}
	c := &candidate{m: m, sum: sum}
	m.known[sum.ID] = c
	return c
}

// weigh counts what c has of the pattern; ok is false if a part is missing.
func (m *matcher) weigh(c *candidate) bool {
	c.strength, c.within, c.beyond = 0, 0, nil
	for i := range m.parts {
		p := &m.parts[i]
		g := m.grade(p, c)
		switch {
		case g > 0 || p.ids == nil:
		case m.named(p, c):
			g = 1
		case !m.relaxed || p.Role == "claimant" || !all(p.words, articleText{c}):
			return false
		}
		c.strength += g
	}
	if m.p.Place != "" && !m.at(c) {
		return false
	}
	for _, w := range m.words {
		if w.in(sentenceText{c}) {
			c.within++
		}
	}
	return true
}

// at reports whether c was at the place asked for, or its sentence names it.
func (m *matcher) at(c *candidate) bool {
	place := part{PatternPart: PatternPart{Name: m.p.Place}, words: m.stemmer.stems(m.p.Place)}
	if s, err := m.compile(Filter{Place: []string{m.p.Place}}); err == nil && s.atPlace(&c.sum) {
		return true
	}
	if m.named(&place, c) {
		return true
	}
	for _, w := range place.words {
		if !(paragraphText{c}).has(w) && !(articleText{c}).has(w) {
			return false
		}
	}
	return true
}

// candidates are the events that may answer the pattern, of the relations of types, with all
// its parts in them; verb, if any, are the stems of words that tell of them.
func (m *matcher) candidatesOf(types map[graph.TypeID]bool, verb []string) ([]*candidate, error) {
	f := Filter{Since: m.p.Since, Until: m.p.Until, Open: true}
	for _, t := range sortedKeys(types) {
		f.Relation = append(f.Relation, string(t))
	}
	// The rarest of those who take part is looked up, if any is known by name; the others, and
	// parts that only the sentence names, are looked for in what that gives.
	var pick *part
	for i := range m.parts {
		if p := &m.parts[i]; p.ids != nil && p.Role != "claimant" && (pick == nil || m.busy(p) < m.busy(pick)) {
			pick = p
		}
	}
	out, err := m.gather(f, pick, verb)
	if err != nil || len(out) > 0 || pick == nil || types == nil && verb == nil {
		return out, err
	}
	return m.gather(f, nil, verb)
}

func (m *matcher) busy(p *part) int {
	n := 0
	for id := range p.ids {
		n += m.CountEvents(id, 10_000)
	}
	return n
}

func (m *matcher) gather(f Filter, pick *part, verb []string) ([]*candidate, error) {
	if pick != nil {
		for _, id := range sortedKeys(pick.ids) {
			f.Actor = append(f.Actor, string(id))
		}
	}
	s, err := m.compile(f)
	if err != nil {
		return nil, err
	}
	var out []*candidate
	fits := func(c *candidate) bool { return m.possible(c) && (verb == nil || c.toldWith(verb, m)) && m.weigh(c) }
	looked, read := 0, 0
	for sum, err := range s.matches() {
		if err != nil {
			return nil, err
		}
		if looked++; looked > mostSummaries || read > mostRead {
			return m.cut(s, out, looked-1, fits)
		}
		c := m.candidate(sum)
		if !m.possible(c) {
			continue
		}
		read++
		if fits(c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// cut says that only some events were looked at, and adds those that fit of others with the words of the question.
func (m *matcher) cut(s *selection, out []*candidate, looked int, fits func(*candidate) bool) ([]*candidate, error) {
	more, ok, err := m.worded(s)
	if err != nil {
		return nil, err
	}
	besides := ""
	if ok {
		besides = ", and those told with all words and names of the question"
	}
	m.assume("only the first %d events were looked at%s; name somebody, or a time", looked, besides)
	have := map[*candidate]bool{}
	for _, c := range out {
		have[c] = true
	}
	for _, c := range more {
		if !have[c] && fits(c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// toldWith reports whether the words that name the event have one of the forms of a verb.
func (c *candidate) toldWith(verb []string, m *matcher) bool {
	if !slices.ContainsFunc(verb, c.has) {
		return false
	}
	e, err := m.whole(c)
	if err != nil {
		return false
	}
	for _, claim := range e.Claims {
		src, err := m.Article(claim.Article)
		if err != nil || claim.Trigger[0] < 0 || claim.Trigger[1] > len(src.Text) || claim.Trigger[0] >= claim.Trigger[1] {
			continue
		}
		for _, w := range m.stemmer.stems(src.Text[claim.Trigger[0]:claim.Trigger[1]]) {
			if slices.Contains(verb, w) {
				return true
			}
		}
	}
	return false
}

// possible leaves out, before any article is read, what lacks a part that is known by name
// and that the words of the event do not name either.
func (m *matcher) possible(c *candidate) bool {
	for i := range m.parts {
		p := &m.parts[i]
		if p.ids != nil && (p.Role == "claimant") && m.grade(p, c) == 0 {
			return false
		}
	}
	return true
}

// best keeps of the candidates those that have most of the pattern, and says what they lack. An
// error says that they lack too much.
func (m *matcher) best(all []*candidate) ([]*candidate, error) {
	if len(all) == 0 {
		return nil, nil
	}
	// Those in which all who are named take part come before those whose sentence only names them.
	sure := keep(all, func(c *candidate) bool { return c.strength >= 2*m.names() })
	if len(sure) > 0 && len(sure) < len(all) {
		if out, err := m.best(sure); err == nil {
			return out, nil
		}
	}
	total := len(m.words)
	named := m.names() > 0
	// Of what people say the very sentence counts, if there is one: then nobody looks round it.
	said := m.p.Want == "claimant" || m.p.Asks == AskSaid || m.p.Denied
	in := keep(all, func(c *candidate) bool { return c.within == total })
	if said && len(in) > 0 && !m.looksBeside() {
		return m.strongest(in), nil
	}
	near, far := 0, 0
	for _, c := range all {
		near, far = max(near, c.nearby().near), max(far, c.nearby().near+c.nearby().far)
	}
	var out []*candidate
	switch {
	case near == total:
		out = keep(all, func(c *candidate) bool { return c.nearby().near == total })
		out = m.numbered(out)
		if m.beside(out, all); said && len(in) > 0 {
			out = in
		}
	case m.p.Asks == AskWhether:
		lack := keep(all, func(c *candidate) bool { return c.nearby().near == near })
		return nil, unsure("events were found, but none that has to do with %s", strings.Join(m.lacking(lack[0]), ", "))
	case far == total && (near > 0 || named):
		out = keep(all, func(c *candidate) bool { return c.nearby().near+c.nearby().far == total })
		nearest := slices.MaxFunc(out, func(x, y *candidate) int { return cmp.Compare(x.nearby().near, y.nearby().near) }).nearby().near
		out = keep(out, func(c *candidate) bool { return c.nearby().near == nearest })
		m.assume("%s: only elsewhere in the article", strings.Join(m.lacking(out[0]), ", "))
	case near*2 >= total && near > 0 && m.p.Want != "claimant" && !m.lacksName(all, near):
		out = keep(all, func(c *candidate) bool { return c.nearby().near == near })
		m.assume("%s: found nowhere near, left out", strings.Join(m.lacking(out[0]), ", "))
	default:
		lack := keep(all, func(c *candidate) bool { return c.nearby().near == near })
		return nil, unsure("events were found, but none that has to do with %s", strings.Join(m.lacking(lack[0]), ", "))
	}
	return m.strongest(out), nil
}

// strongest are those of some candidates whose parts fit best.
func (m *matcher) strongest(all []*candidate) []*candidate {
	strong := slices.MaxFunc(all, func(x, y *candidate) int { return cmp.Compare(x.strength, y.strength) }).strength
	return keep(all, func(c *candidate) bool { return c.strength == strong || c.strength >= 2*len(m.parts) })
}

// lacksName reports whether a name would be left out that the articles do not have: without it
// another question is answered.
func (m *matcher) lacksName(all []*candidate, near int) bool {
	c := keep(all, func(c *candidate) bool { return c.nearby().near == near })[0]
	return slices.ContainsFunc(m.words, func(w wanted) bool {
		return w.text != strings.ToLower(w.text) && !w.in(paragraphText{c}) && !w.in(articleText{c})
	})
}

// numbered keeps of the candidates those whose very sentence has the numbers of the question, if any has.
func (m *matcher) numbered(all []*candidate) []*candidate {
	for _, w := range m.words {
		if w.text == "" || w.text[0] < '0' || w.text[0] > '9' {
			continue
		}
		if in := keep(all, func(c *candidate) bool { return w.in(sentenceText{c}) }); len(in) > 0 {
			all = in
		}
	}
	return all
}

// looksBeside reports whether what is told beside an answer would change it.
func (m *matcher) looksBeside() bool {
	return m.types != nil && (m.p.Asks == AskWho || m.p.Asks == AskCount || m.p.Asks == AskOften)
}

// beside says where the same articles tell of the same relation what has not all words of the question.
func (m *matcher) beside(out, all []*candidate) {
	if !m.looksBeside() {
		return
	}
	told, taken := map[graph.ArticleID]bool{}, map[*candidate]bool{}
	for _, c := range out {
		taken[c] = true
		for _, id := range c.sum.Articles {
			told[id] = true
		}
	}
	for _, c := range all {
		if !taken[c] && m.types[c.sum.Type] && slices.ContainsFunc(c.sum.Articles, func(id graph.ArticleID) bool { return told[id] }) &&
			(len(m.words) == 0 || c.nearby().near > 0) {
			m.assume("only what is told with all words of the question: there is also %q", c.sum.Text)
		}
	}
}

// names is how many parts are known by name.
func (m *matcher) names() int {
	n := 0
	for _, p := range m.parts {
		if p.ids != nil {
			n++
		}
	}
	return n
}

// lacking are the words of the question that c has not near it.
func (m *matcher) lacking(c *candidate) []string {
	var out []string
	for _, w := range m.words {
		if !w.in(sentenceText{c}) && !w.in(paragraphText{c}) {
			out = append(out, w.text)
		}
	}
	return out
}

func keep(all []*candidate, want func(*candidate) bool) []*candidate {
	var out []*candidate
	for _, c := range all {
		if want(c) {
			out = append(out, c)
		}
	}
	return out
}
