package query

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
)

func (m *matcher) assume(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); !slices.Contains(m.assumed, text) {
		m.assumed = append(m.assumed, text)
	}
}

// answer finds the events and takes from them what is asked for.
func (m *matcher) answer() (Answer, error) {
	switch {
	case m.p.Asks == AskHolder:
		return m.holder()
	case m.p.Asks == AskCard:
		return m.who()
	case m.p.After != nil || m.p.Before != nil:
		return m.around()
	case m.p.Asks == AskSaid, m.p.Want == "claimant", m.p.Denied:
		return m.voices()
	}
	if ans, ok, err := m.states(); ok || err != nil {
		return ans, err
	}
	var ans Answer
	_, err := m.find(func(found []*candidate) (err error) {
		ans, err = m.take(found)
		return err
	})
	return ans, err
}

// find gives the events of the pattern: those of its relations, else those told with the very word
// of the question, and where that gives nothing, those whose articles name elsewhere who
// takes part, which is said. Where use, if given, can do nothing with what is found so, the next is tried.
func (m *matcher) find(use func([]*candidate) error) ([]*candidate, error) {
	var verb []string
	for _, v := range m.p.Verb {
		verb = append(verb, m.stemmer.stems(v)...)
	}
	var first error
	for _, m.relaxed = range []bool{false, true} {
		if m.relaxed && m.p.Asks == AskWhether {
			break // yes and no need the very sentence
		}
		for _, byWord := range []bool{false, true} {
			if !byWord && m.types == nil && len(m.p.Relations) > 0 || byWord && len(verb) == 0 || !byWord && len(m.p.Relations) == 0 && len(verb) > 0 {
				continue
			}
			types, with := m.types, []string(nil)
			if byWord {
				types, with = nil, verb
			}
			all, err := m.candidatesOf(types, with)
			if err != nil {
				return nil, err
			}
			found, err := m.best(all)
			if err != nil {
				first = cmp.Or(first, err)
				continue
			}
			if len(found) > 0 {
				before := slices.Clone(m.assumed)
				m.loose(found, byWord)
				if m.relaxed && m.names() > 0 {
					m.assume("that all who are named took part: the articles name them, the sentence does not")
				}
				if use != nil {
					if err := use(found); err != nil {
						first, m.assumed = cmp.Or(first, err), before
						continue
					}
				}
				return found, nil
			}
		}
	}
	if p := m.missing(); p != nil && first == nil {
		return nil, &UnknownError{What: "name", Name: p.Name, Near: m.asker.near(p.Name)}
	}
	return nil, cmp.Or(first, unsure("no article tells of such an event"))
}

// loose says where events were taken for an answer that do not have all of the question in their very sentence.
func (m *matcher) loose(found []*candidate, byWord bool) {
	if slices.ContainsFunc(found, func(c *candidate) bool { return c.strength < 2*m.names() }) && !m.relaxed {
		m.assume("that all who are named took part: the sentence names them, in no role that was read")
	}
	if slices.ContainsFunc(found, func(c *candidate) bool { return c.within < c.nearby().near }) {
		m.assume("that it is the same matter: some words stand in the paragraph, not in the sentence")
	}
	if byWord && m.types != nil {
		m.assume("the relation: it was told with the word of the question, and read as another")
	}
}

// missing is a part that the graph knows neither by name nor by words.
func (m *matcher) missing() *part {
	for i := range m.parts {
		if p := &m.parts[i]; p.ids == nil && p.Name != strings.ToLower(p.Name) && !strings.Contains(p.Name, " ") && len(m.withWords(p.Name)) == 0 {
			return p
		}
	}
	return nil
}

// happened reports whether anybody tells an event as past or present.
func happened(c *candidate) bool {
	return c.sum.Modes&(1<<graph.Past|1<<graph.Present|1<<graph.Habitual) != 0
}

// take makes the answer of the events found.
func (m *matcher) take(found []*candidate) (Answer, error) {
	if m.p.Asks == AskWhether {
		return m.whether(found)
	}
	if m.p.Asks == AskCount {
		found = m.ofSort(found)
	}
	if m.p.Asks == AskEvents && !(m.p.Since.IsZero() && m.p.Until.IsZero()) {
		var err error
		if found, err = m.then(found); err != nil {
			return Answer{}, err
		}
	}
	if real := keep(found, func(c *candidate) bool { return happened(c) && (c.sum.Asserted || !c.sum.Denied) }); len(real) > 0 {
		found = real
	} else {
		m.assume("it is told as planned, possible or denied only")
	}
	for _, c := range found {
		if c.sum.Denied {
			m.assume("it is disputed: somebody denies it")
		}
	}
	m.doubt(found)
	var ans Answer
	switch m.p.Asks {
	case AskWhen:
		m.dates(&ans, found)
	case AskWhere:
		m.places(&ans, found)
	case AskCount:
		m.count(&ans, found)
	case AskOften:
		ans.Values = []AnswerValue{{Text: fmt.Sprint(len(found))}}
	case AskEvents:
	default:
		m.participants(&ans, found)
		if err := m.acting(&ans, found); err != nil {
			return ans, err
		}
		m.ofNoun(&ans)
		if m.p.Asks == AskWho && len(ans.Values) > 1 && len(found) > 1 {
			m.assume("several events fit; those of all are given")
		}
	}
	if len(ans.Values) == 0 && m.p.Asks != AskEvents && m.p.Asks != AskWhat {
		return ans, unsure("the articles tell of it, but not what is asked for")
	}
	if m.p.Asks != AskEvents { // a list shows that of each
		h, err := m.hearsay(keep(found, ans.restsOn))
		if err != nil {
			return ans, err
		}
		m.assumeHearsay(h)
	}
	return m.finish(ans, found)
}

// Bounds of an answer: further events are counted, their sentences left out.
const (
	mostEvents = 100
	mostClaims = 100
)

// finish adds the events and sentences that an answer rests on.
func (m *matcher) finish(ans Answer, found []*candidate) (Answer, error) {
	slices.SortStableFunc(found, func(x, y *candidate) int { return byTime(x.sum, y.sum) })
	ans.More = max(0, len(found)-mostEvents)
	for _, c := range found[:len(found)-ans.More] {
		r, err := m.rowOf(&c.sum)
		if err != nil {
			return ans, err
		}
		ans.Events = append(ans.Events, r)
		if len(ans.Claims) >= mostClaims {
			continue
		}
		e, err := m.whole(c)
		if err != nil {
			return ans, err
		}
		claims, err := m.claimRows(*e, nil)
		if err != nil {
			return ans, err
		}
		ans.Claims = append(ans.Claims, claims...)
	}
	ans.Assumed = m.assumed
	return ans, nil
}

func (ans *Answer) add(v AnswerValue) {
	for i := range ans.Values {
		if ans.Values[i].Text == v.Text && ans.Values[i].ID == v.ID {
			ans.Values[i].Events = append(ans.Values[i].Events, v.Events...)
			return
		}
	}
	ans.Values = append(ans.Values, v)
}

func (m *matcher) addEntity(ans *Answer, id graph.EntityID, event graph.EventID) {
	e, err := m.entity(id)
	if err != nil {
		return
	}
	ans.add(AnswerValue{Text: e.Name, ID: id, Aliases: e.Aliases, Events: []graph.EventID{event}})
}

// participants adds those in the role asked for who are not named in the question.
func (m *matcher) participants(ans *Answer, found []*candidate) {
	for _, c := range found {
		n := len(ans.Values)
		for _, r := range c.sum.Roles {
			if r.Entity == "" || m.named1(r.Entity) || !m.wants(r, c) {
				continue
			}
			m.addEntity(ans, r.Entity, c.sum.ID)
		}
		if len(ans.Values) == n && m.p.Want == "actor" && !m.doneTo() && !slices.ContainsFunc(c.sum.Roles, func(r graph.Role) bool { return r.Name == "actor" }) {
			for _, r := range c.sum.Roles { // "who won": told as one who was elected
				if r.Name == "recipient" && r.Entity != "" && !m.named1(r.Entity) {
					m.assume("the side: of who did it nothing is told, only of whom it is told")
					m.addEntity(ans, r.Entity, c.sum.ID)
				}
			}
		}
		if len(ans.Values) == n && m.p.Want == "actor" {
			for _, id := range c.sum.Claimants {
				if !m.named1(id) && c.accuses() {
					m.addEntity(ans, id, c.sum.ID)
				}
			}
		}
	}
}

// doneTo reports whether the question says to or with whom it was done.
func (m *matcher) doneTo() bool {
	return slices.ContainsFunc(m.parts, func(p part) bool { return takes(p.Role) })
}

// accuses reports whether the event is one of speaking, whose actor may stand among the
// claimants alone.
func (c *candidate) accuses() bool {
	return slices.ContainsFunc(c.sum.Roles, func(r graph.Role) bool { return r.Event != "" || r.Topic != "" })
}

// named1 reports whether an entity is one that the question names.
func (m *matcher) named1(id graph.EntityID) bool {
	for i := range m.parts {
		if m.is(&m.parts[i], id) {
			return true
		}
	}
	return false
}

// wants reports whether a role is the one asked for.
func (m *matcher) wants(r graph.Role, c *candidate) bool {
	switch {
	case m.symmetric(c.sum.Type), m.p.Want == "":
		return r.Name == "actor" || takes(r.Name)
	case m.p.Want == "actor":
		return r.Name == "actor"
	case m.p.Want == "participant":
		return r.Name == "actor" || takes(r.Name)
	case m.p.Want == "recipient":
		return r.Name == "recipient" || r.Name == "participant"
	}
	return r.Name == m.p.Want
}

// dates adds when it was. A publication date is no date of the event, only a bound.
func (m *matcher) dates(ans *Answer, found []*candidate) {
	sharp := keep(found, func(c *candidate) bool { return c.sum.Dated() && c.sum.Basis != when.BasisPublication })
	if len(sharp) == 0 {
		sharp = keep(found, func(c *candidate) bool { return c.sum.Dated() })
		if len(sharp) > 0 {
			m.assume("the articles give no date; it had happened when they were published")
		}
	}
	for _, c := range sharp {
		ans.add(AnswerValue{Text: c.sum.When, Events: []graph.EventID{c.sum.ID}})
	}
	if len(ans.Values) > 1 {
		m.assume("several events fit")
	}
}

func (m *matcher) places(ans *Answer, found []*candidate) {
	for _, c := range found {
		if c.sum.Place != "" {
			m.addEntity(ans, c.sum.Place, c.sum.ID)
		}
	}
	if len(ans.Values) > 0 {
		return
	}
	for _, c := range found {
		for _, r := range c.sum.Roles {
			if e, err := m.entity(r.Entity); err == nil && r.Entity != "" && r.Name != "actor" && !takes(r.Name) && (e.Kind == graph.Place || e.Kind == graph.GPE || e.Kind == graph.Facility) && !m.named1(r.Entity) {
				m.addEntity(ans, r.Entity, c.sum.ID)
			}
		}
	}
	if len(ans.Values) == 0 {
		m.placesNamed(ans, found)
	}
}

// ofSort leaves those of the events that speak of what is counted ("villagers"), where any does: how many
// others there were is another question.
func (m *matcher) ofSort(found []*candidate) []*candidate {
	noun := m.stemmer.stems(m.p.Noun)
	if len(noun) == 0 || len(m.p.Kinds) > 0 {
		return found
	}
	if of := keep(found, func(c *candidate) bool { return all(noun, ownText{c}) }); len(of) > 0 {
		return of
	}
	if of := keep(found, func(c *candidate) bool { return all(noun, sentenceText{c}) }); len(of) > 0 {
		return of
	}
	m.assume("that those who are counted are %ss: the sentences do not say so", m.p.Noun)
	return found
}

// count adds the numbers that the events carry, else how many take part.
func (m *matcher) count(ans *Answer, found []*candidate) {
	for _, c := range found {
		e, err := m.whole(c)
		if err != nil {
			continue
		}
		for _, q := range e.Values {
			if q.Amount == math.Trunc(q.Amount) {
				text := strconv.FormatFloat(q.Amount, 'f', -1, 64)
				if q.Approx != "" {
					text = q.Approx + " " + text
				}
				ans.add(AnswerValue{Text: text, Events: []graph.EventID{c.sum.ID}})
			}
		}
	}
	if len(ans.Values) > 1 {
		m.assume("several numbers are told")
	}
	if len(ans.Values) > 0 {
		return
	}
	if m.counted(ans, found); len(ans.Values) > 0 || m.p.Noun == "" {
		return
	}
	var who Answer
	m.participants(&who, found)
	who.Values = slices.DeleteFunc(who.Values, func(v AnswerValue) bool { return !m.isNoun(v.ID) })
	if len(who.Values) > 0 {
		m.assume("counted are those whom the articles name")
		ans.Values = []AnswerValue{{Text: fmt.Sprint(len(who.Values))}}
	}
}

// whether says yes, no or what stands against a plain yes.
func (m *matcher) whether(found []*candidate) (Answer, error) {
	var ans Answer
	real := keep(found, happened)
	m.doubt(real)
	h, err := m.hearsay(real)
	if err != nil {
		return ans, err
	}
	switch {
	case len(real) == 0, h.possible && len(h.voices) == 0:
		return ans, unsure("it is told as planned or possible only, not that it happened")
	case !slices.ContainsFunc(real, func(c *candidate) bool { return c.sum.Denied }):
		ans.Values = []AnswerValue{{Text: "yes"}}
		m.assumeHearsay(h)
	case slices.ContainsFunc(real, func(c *candidate) bool { return c.sum.Asserted }):
		ans.Values = []AnswerValue{{Text: "disputed"}}
		m.assume("some say so, others deny it")
	default:
		ans.Values = []AnswerValue{{Text: "denied"}}
		m.assume("only the denial is told")
	}
	return m.finish(ans, real)
}
