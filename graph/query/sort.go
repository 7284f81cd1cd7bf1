package query

import (
	"slices"
	"strconv"
	"strings"

	"dateline/graph"
	"dateline/graph/store"
)

// ofNoun leaves of the answers those that are what the question names ("which country"). Where none is
// known to be so, that is said.
func (m *matcher) ofNoun(ans *Answer) {
	if m.p.Noun == "" || m.p.Asks != AskWho || len(ans.Values) == 0 {
		return
	}
	left := slices.DeleteFunc(slices.Clone(ans.Values), func(v AnswerValue) bool { return !m.isNoun(v.ID) })
	if len(left) == 0 {
		m.assume("that it is a %s: the articles do not say so", m.p.Noun)
		return
	}
	ans.Values = left
}

// isNoun reports whether an entity is of the kind, or has the word in a name or office, that is asked for.
func (m *matcher) isNoun(id graph.EntityID) bool {
	e, err := m.entity(id)
	if err != nil || id == "" {
		return false
	}
	if len(m.p.Kinds) > 0 {
		return slices.Contains(m.p.Kinds, e.Kind)
	}
	have := stemSet{}
	for _, n := range append([]string{e.Name, e.Role}, e.Aliases...) {
		m.stemmer.add(have, n)
	}
	return all(m.stemmer.stems(m.p.Noun), have)
}

// acting leaves out of those asked for the things that were read as somebody, where there
// are people, bodies or places, and those known by a description only, where the same article
// names who did the same. What is left out for that is said; that a thing says something is not believed.
func (m *matcher) acting(ans *Answer, found []*candidate) error {
	if m.p.Asks != AskWho {
		return nil
	}
	acts := func(v AnswerValue) bool {
		e, err := m.entity(v.ID)
		return err == nil && (e.Kind == graph.Person || e.Kind == graph.Organisation || e.Kind == graph.GPE || e.Kind == graph.Group)
	}
	named := func(v AnswerValue) bool {
		e, err := m.entity(v.ID)
		return err == nil && !e.Unnamed && e.Kind != graph.Thing
	}
	switch {
	case slices.ContainsFunc(ans.Values, acts):
		ans.Values = slices.DeleteFunc(ans.Values, func(v AnswerValue) bool { return !acts(v) })
	case len(ans.Values) > 0 && m.p.Want == "claimant":
		return unsure("the articles tell of it, but %q, who was read as saying so, is no person, body or place", ans.Values[0].Text)
	case len(ans.Values) > 0:
		m.assume("%q: it may be no person, body or place", ans.Values[0].Text)
	}
	of := map[graph.EventID][]graph.ArticleID{}
	for _, c := range found {
		of[c.sum.ID] = c.sum.Articles
	}
	beside := map[graph.ArticleID]string{} // by whom the article tells it by name
	for _, v := range ans.Values {
		if named(v) {
			for a := range articlesOf(v, of) {
				beside[a] = v.Text
			}
		}
	}
	ans.Values = slices.DeleteFunc(ans.Values, func(v AnswerValue) bool {
		for a := range articlesOf(v, of) {
			if beside[a] == "" {
				return false
			}
			if !named(v) {
				m.assume("that %q is %s, or not meant: the same article has the name", v.Text, beside[a])
				return true
			}
		}
		return false
	})
	return nil
}

// articlesOf are the articles that the events of an answer are told by.
func articlesOf(v AnswerValue, of map[graph.EventID][]graph.ArticleID) map[graph.ArticleID]bool {
	out := map[graph.ArticleID]bool{}
	for _, id := range v.Events {
		for _, a := range of[id] {
			out[a] = true
		}
	}
	return out
}

// counted is how many they are whom an event is told of: "400 firefighters" says so itself.
func (m *matcher) counted(ans *Answer, found []*candidate) {
	noun := m.stemmer.stems(m.p.Noun)
	for _, c := range found {
		for _, r := range c.sum.Roles {
			e, err := m.entity(r.Entity)
			if r.Entity == "" || err != nil || !m.wants(r, c) {
				continue
			}
			have := stemSet{}
			m.stemmer.add(have, e.Name)
			if n, ok := numberIn(e.Name); ok && all(noun, have) {
				ans.add(AnswerValue{Text: n, Events: []graph.EventID{c.sum.ID}})
			}
		}
	}
}

// numberIn is the whole number in a name, if there is one.
func numberIn(name string) (string, bool) {
	for w := range strings.FieldsSeq(name) {
		w = strings.ReplaceAll(w, ",", "")
		if n, err := strconv.Atoi(w); err == nil && n >= 0 {
			return strconv.Itoa(n), true
		}
	}
	return "", false
}

// placesNamed are the places that the sentences of the events name besides, when where they were
// was not read.
func (m *matcher) placesNamed(ans *Answer, found []*candidate) {
	for _, c := range found {
		told, err := m.whole(c)
		if err != nil {
			continue
		}
		for _, claim := range told.Claims {
			f, err := m.Facts(claim.Article)
			if err != nil || claim.Start < 0 || claim.End > len(f.Article.Text) || claim.Start > claim.End {
				continue
			}
			sentence := " " + store.Fold(f.Article.Text[claim.Start:claim.End]) + " "
			for _, e := range f.Entities {
				id := graph.EntityID(m.Canon(string(e.ID)))
				if e.Kind != graph.GPE && e.Kind != graph.Place && e.Kind != graph.Facility || e.Unnamed || m.named1(id) ||
					slices.ContainsFunc(c.sum.Roles, func(r graph.Role) bool { return r.Entity == id }) {
					continue
				}
				if strings.Contains(sentence, " "+store.Fold(e.Name)+" ") {
					m.addEntity(ans, id, c.sum.ID)
				}
			}
		}
	}
	if len(ans.Values) > 0 {
		m.assume("the place: the sentence names it, and not clearly as where it was")
	}
}
