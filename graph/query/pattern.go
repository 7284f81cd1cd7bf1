package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/store"
)

// Pattern is a question in the terms of the graph: what is known of the events that
// answer it, and which part of them is asked for.
type Pattern struct {
	Asks      Asks
	Want      string       // role of those asked for; empty: whoever is not named
	Noun      string       // what those asked for, or those counted, are: country, minister; empty: anything
	Kinds     []graph.Kind // of entity that are so called; none: the word itself must be in a name or office
	Relations []string     // any of these; empty: any
	Verb      []string     // forms of the word for what happened: where the relations give nothing, what was told with it
	Parts     []PatternPart
	Place     string
	Since     time.Time
	Until     time.Time  // exclusive
	Words     [][]string // that the sentences must have, each with its other forms
	Denied    bool       // what is asked for is a denial
	Office    string     // of Holder: "chairman"
	Of        string     // of Holder: at whom
	After     *Pattern   // only what lies after this event, or
	Before    *Pattern   // before it
}

// PatternPart is somebody who takes part: a name or id, or words that describe somebody.
type PatternPart struct {
	Role string // actor, claimant, or any other: it is done to, with or about; empty: any
	Name string
}

// Asks is what sort of answer is asked for.
type Asks string

// The sorts of answer.
const (
	AskWho     Asks = "who"     // those in a role
	AskWhat    Asks = "what"    // what it was about
	AskWhen    Asks = "when"    // dates
	AskWhere   Asks = "where"   // places
	AskCount   Asks = "count"   // a number that the sentences tell, else how many there are in the role
	AskOften   Asks = "often"   // how many events
	AskWhether Asks = "whether" // yes or no
	AskEvents  Asks = "events"  // the events
	AskSaid    Asks = "said"    // sentences of a claimant
	AskHolder  Asks = "holder"  // who holds an office
	AskCard    Asks = "card"    // who somebody is
)

// Answer is what the graph has for a Pattern.
type Answer struct {
	Values     []AnswerValue // names, dates, places, numbers, yes or no
	Events     []EventRow    // what they rest on, earliest first, at most 100
	More       int           // how many more there are
	Claims     []ClaimRow    // the sentences of these
	Understood []string      // whom names were taken for, in words
	Assumed    []string      // what had to be taken for granted, in words: not sure where there is any
}

// AnswerValue is one value of an answer.
type AnswerValue struct {
	Text    string
	ID      graph.EntityID // of an entity
	Aliases []string       // of an entity
	Events  []graph.EventID
}

// UnsureError says that a question is not answered, and why.
type UnsureError struct {
	Why        string
	Understood []string
}

func (e *UnsureError) Error() string { return e.Why }

func unsure(format string, args ...any) error { return &UnsureError{Why: fmt.Sprintf(format, args...)} }

// Bounds of one question: how many events are looked at, and of how many the sentences are read.
const (
	mostSummaries = 20_000
	mostRead      = 800
)

// Ask answers p. Where nothing is found, or too little of the question, the error is an
// *UnsureError; a name that the graph does not have is an *UnknownError.
func Ask(ctx context.Context, s *store.Store, p Pattern) (ans Answer, err error) {
	err = ask(ctx, s, func(a *asker) error {
		m, err := a.matcher(p)
		if err != nil {
			return err
		}
		ans, err = m.answer()
		ans.Understood = m.understood
		if u, ok := err.(*UnsureError); ok {
			u.Understood = m.understood
		}
		return err
	})
	return ans, err
}

// part is a PatternPart with those it may be.
type part struct {
	PatternPart
	ids   map[graph.EntityID]bool // nil: words describe it
	words []string                // stems
}

// matcher is a pattern at work.
type matcher struct {
	*asker
	p          Pattern
	parts      []part
	words      []wanted
	relaxed    bool // who takes part may be named elsewhere in the article only
	types      map[graph.TypeID]bool
	understood []string
	assumed    []string
	stemmer    stemmer
	known      map[graph.EventID]*candidate // looked at so far
	wheres     map[graph.ArticleID]*where
	called     map[string]map[graph.EntityID]bool // those with a stem in a name
	numbers    map[string]numbers
}

// wanted is a word that the sentences must have: any of its forms.
type wanted struct {
	text  string
	forms [][]string // stems, of each form
}

// want adds a word in its forms.
func (m *matcher) want(forms ...string) {
	w := wanted{text: forms[0]}
	for _, f := range forms {
		w.forms = append(w.forms, m.stemmer.stems(f))
	}
	m.words = append(m.words, w)
}

// in reports whether a text has the word.
func (w wanted) in(t text) bool {
	return slices.ContainsFunc(w.forms, func(f []string) bool {
		return len(f) > 0 && !slices.ContainsFunc(f, func(s string) bool { return !t.has(s) })
	})
}

func (a *asker) matcher(p Pattern) (*matcher, error) {
	m := &matcher{
		asker: a, p: p, stemmer: stemmer{store.Stemmer{}}, known: map[graph.EventID]*candidate{},
		wheres: map[graph.ArticleID]*where{}, called: map[string]map[graph.EntityID]bool{}, numbers: map[string]numbers{},
	}
	for _, x := range p.Parts {
		q, err := m.part(x)
		if err != nil {
			return nil, err
		}
		m.parts = append(m.parts, q)
	}
	for _, w := range p.Words {
		m.want(w...)
	}
	types, err := a.Types()
	if err != nil {
		return nil, err
	}
	for _, t := range types {
		if slices.Contains(p.Relations, string(t.ID)) || t.Parent != "" && slices.Contains(p.Relations, string(t.Parent)) {
			if m.types == nil {
				m.types = map[graph.TypeID]bool{}
			}
			m.types[t.ID] = true
		}
	}
	return m, nil
}

// part looks a name up. Of several entities of one name all are looked for, and that is said; what
// is no name describes somebody by its words.
func (m *matcher) part(x PatternPart) (part, error) {
	out := part{PatternPart: x}
	id, err := m.resolve(x.Name)
	if len(m.Called(x.Name)) == 0 && !isID(x.Name) && (x.Name == strings.ToLower(x.Name) || m.unnamed(id, err)) {
		err = &UnknownError{} // a description: that its words stand in another says nothing
	}
	switch e := err.(type) {
	case nil:
		out.ids = map[graph.EntityID]bool{id: true}
		if name := m.name(id); store.Fold(name) != store.Fold(x.Name) {
			m.understood = append(m.understood, fmt.Sprintf("%s is %s", x.Name, name))
		}
		// Articles that were not joined may tell of others of the very same name.
		for _, same := range m.Called(m.name(id)) {
			if e, err := m.entity(same); err == nil && !e.Unnamed && store.Fold(e.Name) == store.Fold(m.name(id)) {
				out.ids[same] = true
			}
		}
	case *AmbiguousError:
		out.ids = map[graph.EntityID]bool{}
		var names []string
		for i, c := range e.Candidates {
			out.ids[c.ID] = true
			if i < 4 {
				names = append(names, fmt.Sprintf("%s (%s)", c.Name, c.ID))
			}
		}
		if differ := slices.ContainsFunc(e.Candidates, func(c Candidate) bool {
			return store.Fold(c.Name) != store.Fold(e.Candidates[0].Name) || c.Kind != e.Candidates[0].Kind
		}); !differ {
			break // articles that were not joined tell of one name
		}
		m.assumed = append(m.assumed, fmt.Sprintf("%q may be any of %d (%s): all were looked for", x.Name, len(e.Candidates), strings.Join(names, ", ")))
	case *UnknownError:
		if name := m.spelled(x.Name); name != "" {
			m.assume("that %s is meant for %s: no article has it so", x.Name, name)
			return m.part(PatternPart{x.Role, name})
		}
		for w := range strings.FieldsSeq(x.Name) {
			if len(w) > 2 || w[0] >= '0' && w[0] <= '9' {
				m.want(w)
			}
		}
	default:
		return out, err
	}
	out.words = m.stemmer.stems(x.Name)
	return out, nil
}

// spelled is how the articles spell a name of the question that no article has.
func (m *matcher) spelled(name string) string {
	if name == strings.ToLower(name) || isID(name) || len(m.withWords(name)) > 0 {
		return ""
	}
	return m.meant(name)
}

// unnamed reports whether a name was taken for a description of somebody ("60 Russian diplomats").
func (m *matcher) unnamed(id graph.EntityID, err error) bool {
	if a, ok := err.(*AmbiguousError); ok {
		id = a.Candidates[0].ID
	}
	e, err := m.entity(id)
	return err == nil && id != "" && e.Unnamed
}

// grade says how well somebody fits a part: 3 in the very role, 2 in another of its side, 1 when the
// sentence has the name or the words, 0 not at all.
func (m *matcher) grade(p *part, c *candidate) int {
	best := 0
	for _, r := range c.sum.Roles {
		if r.Entity == "" || !m.is(p, r.Entity) {
			continue
		}
		switch {
		case p.Role == "" || p.Role == r.Name || m.symmetric(c.sum.Type):
			return 3
		case p.Role == "claimant" && r.Name == "actor":
			return 3
		case (p.Role == "actor") == (r.Name == "actor"):
			best = max(best, 2)
		}
	}
	if (p.Role == "claimant" || p.Role == "actor" && (c.accuses() || c.sum.Class == "STATE" || c.sum.Class == "DENY")) && best < 2 {
		for _, id := range c.sum.Claimants {
			if m.is(p, id) {
				best = 2
			}
		}
	}
	if best == 0 && p.Role != "actor" && p.Role != "claimant" && c.sum.Place != "" && m.is(p, c.sum.Place) {
		return 2
	}
	return best
}

// named reports whether the sentence names the part.
func (m *matcher) named(p *part, c *candidate) bool {
	for _, w := range p.words {
		if !c.has(w) {
			return false
		}
	}
	return len(p.words) > 0
}

// is reports whether an entity is the one that p names or describes.
func (m *matcher) is(p *part, id graph.EntityID) bool {
	if p.ids != nil {
		return p.ids[id]
	}
	e, err := m.entity(id)
	if err != nil || len(p.words) == 0 {
		return false
	}
	have := map[string]bool{}
	for _, n := range append([]string{e.Name, e.Role}, e.Aliases...) {
		for _, w := range m.stemmer.stems(n) {
			have[w] = true
		}
	}
	for _, w := range p.words {
		if !have[w] {
			return false
		}
	}
	return true
}
