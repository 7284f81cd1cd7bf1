package query

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// voices answers what somebody said or denied, and who says or denies something.
func (m *matcher) voices() (Answer, error) {
	all, err := m.spoken()
	if err != nil {
		return Answer{}, err
	}
	found, err := m.best(all)
	if err != nil {
		return Answer{}, err
	}
	if with := keep(found, func(c *candidate) bool { return m.saysSo(c) }); len(with) > 0 && m.p.Want == "claimant" {
		found = with
	}
	if len(found) == 0 {
		for i := range m.parts {
			if p := &m.parts[i]; p.ids == nil {
				return Answer{}, &UnknownError{What: "name", Name: p.Name, Near: m.asker.near(p.Name)}
			}
		}
		return Answer{}, unsure("no article has such words")
	}
	var ans Answer
	switch {
	case m.p.Asks == AskWhether:
		ans.Values = []AnswerValue{{Text: "yes"}}
	case m.p.Want == "claimant" || m.p.Asks == AskWho:
		for _, c := range found {
			for _, id := range m.speakers(c) {
				m.addEntity(&ans, id, c.sum.ID)
			}
		}
		if err := m.acting(&ans, found); err != nil {
			return ans, err
		}
		m.ofNoun(&ans)
		if len(ans.Values) == 0 {
			return ans, unsure("the articles tell of it, but not who says so")
		}
	}
	m.doubt(found)
	if ans, err = m.finish(ans, found); err == nil && m.p.Asks == AskSaid {
		err = m.wholeWords(&ans)
	}
	return ans, err
}

// saysSo reports whether the sentence has the verb of the question: who announced it may be
// another than who commented on it.
func (m *matcher) saysSo(c *candidate) bool {
	for _, v := range m.p.Verb {
		if all(m.stemmer.stems(v), sentenceText{c}) {
			return true
		}
	}
	return false
}

// wholeWords gives of what somebody said the whole paragraph, where the words that were asked for
// stand there and not in the sentence: quotations run over several.
func (m *matcher) wholeWords(ans *Answer) error {
	for i := range ans.Claims {
		c := &ans.Claims[i]
		src, err := m.Article(c.Article)
		if err != nil {
			return err
		}
		have := stemSet{}
		m.stemmer.add(have, c.Sentence)
		if c.Sentence == "" || !slices.ContainsFunc(m.words, func(w wanted) bool { return !w.in(have) }) {
			continue
		}
		from, to := paragraph(src.Text, c.Start, c.End)
		c.Trigger[0] += c.Start - from
		c.Trigger[1] += c.Start - from
		c.Start, c.End, c.Sentence = from, to, src.Text[from:to]
	}
	return nil
}

// paragraph is the bytes of the paragraphs that hold the bytes from start to end.
func paragraph(text string, start, end int) (from, to int) {
	from, to = strings.LastIndexByte(text[:start], '\n')+1, len(text)
	if i := strings.IndexByte(text[end:], '\n'); i >= 0 {
		to = end + i
	}
	return from, to
}

// spoken are the events that somebody speaks of, of the claimant asked for if there is
// one, with their sentences.
func (m *matcher) spoken() ([]*candidate, error) {
	f := Filter{Since: m.p.Since, Until: m.p.Until, Open: true}
	var speaker *part
	for i := range m.parts {
		if m.parts[i].Role == "claimant" {
			speaker = &m.parts[i]
		}
	}
	if speaker != nil && speaker.ids != nil {
		for _, id := range sortedKeys(speaker.ids) {
			f.Actor = append(f.Actor, string(id))
		}
	}
	s, err := m.compile(f)
	if err != nil {
		return nil, err
	}
	var out []*candidate
	spoken := func(e *store.Summary) bool {
		return m.p.Denied && (e.Denied || e.Class == "DENY") || !m.p.Denied && (e.Class == "STATE" || len(e.Claimants) > 0 || m.p.says(e.Type))
	}
	byThem := func(c *candidate) bool { return speaker == nil || m.grade(speaker, c) > 0 }
	fits := func(c *candidate) bool { return m.weigh(c) && (m.p.Want != "claimant" || len(m.speakers(c)) > 0) }
	read := 0
	for sum, err := range s.matches() {
		if err != nil {
			return nil, err
		}
		if !spoken(&sum) {
			continue
		}
		c := m.candidate(sum)
		if !byThem(c) {
			continue
		}
		if read++; read > mostRead {
			return m.cut(s, out, mostRead, func(c *candidate) bool { return spoken(&c.sum) && byThem(c) && fits(c) })
		}
		if fits(c) {
			out = append(out, c)
		}
	}
	return out, nil
}

// says reports whether a type is one of the relations asked for.
func (p *Pattern) says(t graph.TypeID) bool { return slices.Contains(p.Relations, string(t)) }

// speakers are those who say, or deny, an event.
func (m *matcher) speakers(c *candidate) []graph.EntityID {
	var out []graph.EntityID
	add := func(id graph.EntityID) {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if c.sum.Class == "DENY" || !m.p.Denied && c.sum.Class == "STATE" {
		for _, id := range roles(&c.sum, true) {
			add(id)
		}
		return out
	}
	e, err := m.whole(c)
	if err != nil {
		return out
	}
	for _, claim := range e.Claims {
		if (claim.Polarity == graph.Denied) == m.p.Denied {
			add(claim.Voice())
		}
	}
	return out
}

// states answers a question about what holds: who owns, leads, is a member of.
func (m *matcher) states() (Answer, bool, error) {
	var types []graph.TypeID
	for _, t := range sortedKeys(m.types) {
		if ty, _, err := m.Type(t); err == nil && ty.State {
			types = append(types, t)
		}
	}
	if len(types) == 0 {
		return Answer{}, false, nil
	}
	var ans Answer
	parts := slices.Clone(m.parts)
	for _, w := range m.words { // "the union Szyna"
		parts = append(parts, part{PatternPart: PatternPart{Name: w.text}})
	}
	for i := range parts {
		p := &parts[i]
		ids := sortedKeys(p.ids)
		if p.ids == nil {
			ids = m.Called(p.Name)
		}
		for _, id := range ids {
			for _, from := range []bool{true, false} {
				states, err := m.statesOf(id, from)
				if err != nil {
					return ans, true, err
				}
				for _, s := range states {
					other := s.To
					if !from {
						other = s.From
					}
					if !slices.Contains(types, s.Type) || other == "" || m.named1(other) != (m.p.Asks == AskWhether) || !m.stateHas(s) {
						continue
					}
					if err := m.addState(&ans, s, other); err != nil {
						return ans, true, err
					}
				}
			}
		}
	}
	if m.p.Asks == AskWhether && len(ans.Values) > 0 {
		ans.Values = []AnswerValue{{Text: "yes"}}
	}
	ans.Assumed = m.assumed
	return ans, len(ans.Values) > 0, nil
}

// stateHas reports whether the sentences of a state, or the names in it, have the words asked for.
func (m *matcher) stateHas(s graph.State) bool {
	have := stemSet{}
	for _, text := range []string{s.Value, m.name(s.From), m.name(s.To)} {
		m.stemmer.add(have, text)
	}
	for _, c := range s.Claims {
		if src, err := m.Article(c.Article); err == nil && 0 <= c.Start && c.Start <= c.End && c.End <= len(src.Text) {
			m.stemmer.add(have, src.Text[c.Start:c.End])
		}
	}
	return !slices.ContainsFunc(m.words, func(w wanted) bool { return !w.in(have) })
}

// entitiesOf are those whom a part may be.
func (m *matcher) entitiesOf(p *part) []graph.EntityID {
	if p.ids != nil {
		return sortedKeys(p.ids)
	}
	return m.withWords(p.Name)
}

func (m *matcher) addState(ans *Answer, s graph.State, who graph.EntityID) error {
	if s.Former {
		m.assume("formerly")
	}
	m.addEntity(ans, who, s.ID)
	e := graph.Event{ID: s.ID, Type: s.Type, When: s.When, Claims: s.Claims, Text: strings.TrimSpace(m.name(s.From) + ": " + s.Value)}
	rows, err := m.claimRows(e, nil)
	ans.Claims = append(ans.Claims, rows...)
	return err
}

// holder answers "who is the chairman of the bank".
func (m *matcher) holder() (Answer, error) {
	var ans Answer
	office := m.stemmer.stems(m.p.Office)
	at := part{PatternPart: PatternPart{Name: m.p.Of}}
	if m.p.Of != "" {
		var err error
		if at, err = m.part(at.PatternPart); err != nil {
			return ans, err
		}
	}
	fits := func(s graph.State) bool {
		have := stemSet{}
		m.stemmer.add(have, s.Value)
		m.stemmer.add(have, string(s.Type))
		for _, w := range office {
			if !have[w] {
				return false
			}
		}
		return len(office) > 0
	}
	m.words = nil // what at is, is known by its words already
	// Of an office that was read without its words, the sentence may have them.
	says := func(s graph.State) bool {
		if s.Value != "" {
			return false
		}
		for _, c := range s.Claims {
			have := stemSet{}
			if src, err := m.Article(c.Article); err == nil && 0 <= c.Start && c.Start <= c.End && c.End <= len(src.Text) {
				m.stemmer.add(have, src.Text[c.Start:c.End])
			}
			if all(office, have) {
				return true
			}
		}
		return false
	}
	ids := m.entitiesOf(&at)
	if m.p.Of == "" {
		return ans, unsure("say at whom: %s of what?", m.p.Office)
	}
	if len(ids) == 0 {
		return ans, &UnknownError{What: "name", Name: m.p.Of, Near: m.asker.near(m.p.Of)}
	}
	for _, fits := range []func(graph.State) bool{fits, says} {
		for _, id := range ids {
			states, err := m.statesOf(id, false)
			if err != nil {
				return ans, err
			}
			for _, s := range states {
				if fits(s) && s.From != "" {
					if err := m.addState(&ans, s, s.From); err != nil {
						return ans, err
					}
				}
			}
		}
		if len(ans.Values) > 0 {
			break
		}
		m.assume("the office: its word stands in the sentence, and was not read as one")
	}
	if len(ans.Values) == 0 {
		return ans, unsure("no article names the %s of %s", m.p.Office, m.p.Of)
	}
	ans.Assumed = m.assumed
	return ans, nil
}

// who answers "who is Bohdan Szel".
func (m *matcher) who() (Answer, error) {
	var ans Answer
	if len(m.parts) == 0 {
		return ans, unsure("no name was understood")
	}
	ids := m.entitiesOf(&m.parts[0])
	if len(ids) == 0 {
		return ans, &UnknownError{What: "name", Name: m.parts[0].Name, Near: m.asker.near(m.parts[0].Name)}
	}
	for _, id := range ids {
		e, err := m.entity(id)
		if err != nil {
			return ans, err
		}
		if e.Role != "" {
			ans.add(AnswerValue{Text: e.Role, ID: id})
		}
		states, err := m.statesOf(id, true)
		if err != nil {
			return ans, err
		}
		for _, s := range states {
			text := s.Value
			if of := m.name(s.To); of != "" && !strings.Contains(text, of) {
				text = strings.TrimSpace(text + " (" + strings.ReplaceAll(string(s.Type), "_", " ") + " " + of + ")")
			}
			ans.add(AnswerValue{Text: text, ID: id})
			rows, err := m.claimRows(graph.Event{ID: s.ID, Type: s.Type, When: s.When, Claims: s.Claims, Text: text}, nil)
			if err != nil {
				return ans, err
			}
			ans.Claims = append(ans.Claims, rows...)
		}
	}
	if len(ans.Values) == 0 {
		return ans, unsure("no article says who %s is", m.parts[0].Name)
	}
	all, err := m.candidatesOf(nil, nil)
	if err != nil {
		return ans, err
	}
	return m.finish(ans, all)
}
