// Package told reads a View the way a person would have it told: each event with
// its line of text, its standing (reported, alleged, disputed, denied, planned),
// who says so and who denies it, its numbered sources, its sentences, and how
// much it matters.
//
// It takes a graph.View and gives plain values in the order of a timeline. It
// draws nothing; timeline, diagram, page and the data formats all read from it,
// so that they tell the same story in the same words.
package told

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/graph"
	"dateline/graph/when"
)

// Story is a View, told.
type Story struct {
	Title   string  // the View's, else that of its only source, else empty
	Events  []Event // in the order of a timeline; those without a date last
	States  []State
	Sources []Source // numbered from 1: those of events, then those of states alone, each as they were published
	Omitted int      // events that the question left out

	view     *graph.View
	entities map[graph.EntityID]*graph.Entity
	number   map[graph.ArticleID]int
}

// Event is one event with what is needed to tell it.
type Event struct {
	*graph.Event
	Line       string // one line: "Mark Milley spoke with Valery Gerasimov"
	Type       string // the relation's label: "spoke with"
	Actors     []string
	Recipients []string
	Place      string
	Standing   Standing
	SaidBy     []string // who asserts it beside the article's own voice
	DeniedBy   []string
	Sources    []int // numbers of Story.Sources, ascending
	Quotes     []Quote
	Weight     float64 // how much it matters; larger is more
	Parts      Parts   // what Weight is made of
}

// Dated reports whether the event has a place on an axis of time.
func (e *Event) Dated() bool { return !e.When.IsZero() }

// State is one state with what is needed to tell it.
type State struct {
	*graph.State
	Line    string
	Type    string
	Sources []int
	Quotes  []Quote
}

// Source is an article that the story rests on.
type Source struct {
	Number int
	graph.Source
}

// Quote is a claim with its sentence.
type Quote struct {
	graph.Claim
	Source int    // number of the source
	By     string // the innermost claimant, "" for the article's own voice
	// The sentence, cut at the words that name the event.
	Before, Trigger, After string
}

// Sentence is the quoted sentence whole.
func (q Quote) Sentence() string { return q.Before + q.Trigger + q.After }

// Read tells v. The View must not change while the Story is in use.
func Read(v *graph.View) *Story {
	s := &Story{
		Title:    oneLine(v.Title),
		Omitted:  v.Omitted,
		view:     v,
		entities: make(map[graph.EntityID]*graph.Entity, len(v.Entities)),
		number:   map[graph.ArticleID]int{},
	}
	for i := range v.Entities {
		e := &v.Entities[i]
		s.entities[e.ID] = e
		for _, m := range e.Members {
			if s.entities[m] == nil {
				s.entities[m] = e
			}
		}
	}
	s.readSources()
	if s.Title == "" && len(s.Sources) == 1 {
		s.Title = s.Sources[0].Heading()
	}
	events := make([]*graph.Event, len(v.Events))
	for i := range v.Events {
		events[i] = &v.Events[i]
	}
	slices.SortFunc(events, func(a, b *graph.Event) int {
		if a.When.IsZero() != b.When.IsZero() {
			if b.When.IsZero() {
				return -1
			}
			return 1
		}
		return cmp.Or(order(a.When, b.When), cmp.Compare(a.ID, b.ID))
	})
	s.Events = make([]Event, len(events))
	for i, e := range events {
		s.Events[i] = s.event(e)
	}
	s.weigh()
	for i := range v.States {
		s.States = append(s.States, s.state(&v.States[i]))
	}
	slices.SortStableFunc(s.States, func(a, b State) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.ID, b.ID))
	})
	return s
}

// order is that of a reader's eye: by the first instant known, an open start
// standing where it ends ("before 2014" with 2013).
func order(a, b when.Period) int {
	fa, ta := a.Bounds()
	fb, tb := b.Bounds()
	ka, kb := fa, fb
	if ka.IsZero() {
		ka = ta
	}
	if kb.IsZero() {
		kb = tb
	}
	return cmp.Or(ka.Compare(kb), ta.Compare(tb))
}

func (s *Story) readSources() {
	const ofEvents, ofStates = 1, 2
	used := map[graph.ArticleID]int{}
	for _, e := range s.view.Events {
		for _, c := range e.Claims {
			used[c.Article] = ofEvents
		}
	}
	for _, st := range s.view.States {
		for _, c := range st.Claims {
			used[c.Article] = cmp.Or(used[c.Article], ofStates)
		}
	}
	for id := range used {
		a := s.view.Articles[id]
		a.ID = id
		s.Sources = append(s.Sources, Source{Source: a})
	}
	slices.SortFunc(s.Sources, func(a, b Source) int {
		return cmp.Or(cmp.Compare(used[a.ID], used[b.ID]), a.Published.Compare(b.Published), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	for i := range s.Sources {
		s.Sources[i].Number = i + 1
		s.number[s.Sources[i].ID] = i + 1
	}
}

// Name is what an entity is called.
func (s *Story) Name(id graph.EntityID) string {
	if e := s.entities[id]; e != nil && e.Name != "" {
		return oneLine(e.Name)
	}
	name := string(id)
	if i := strings.LastIndexAny(name, ":/"); i >= 0 {
		name = name[i+1:]
	}
	return strings.ReplaceAll(name, "_", " ")
}

// Entity is the entity of that id, nil if the View has none.
func (s *Story) Entity(id graph.EntityID) *graph.Entity { return s.entities[id] }

// Key is a short name of an entity that is safe in every form: "k1a2b3c4d5e6f708".
func (s *Story) Key(id graph.EntityID) string {
	if e := s.entities[id]; e != nil {
		id = e.ID
	}
	h := fnv.New64a()
	h.Write([]byte(id))
	return "k" + strconv.FormatUint(h.Sum64(), 16)
}

// TypeLabel is a relation in words: "spoke with".
func (s *Story) TypeLabel(id graph.TypeID) string {
	if t, ok := s.view.Types[id]; ok && t.Label != "" {
		return t.Label
	}
	return strings.ReplaceAll(string(id), "_", " ")
}

func (s *Story) event(e *graph.Event) Event {
	t := Event{Event: e, Type: s.TypeLabel(e.Type), Line: oneLine(e.Text)}
	for _, r := range e.Roles {
		if r.Entity == "" {
			continue
		}
		switch r.Name {
		case "actor", "participant":
			t.Actors = add(t.Actors, s.Name(r.Entity))
		case "recipient":
			t.Recipients = add(t.Recipients, s.Name(r.Entity))
		}
	}
	if e.Place != "" {
		t.Place = s.Name(e.Place)
	}
	if t.Line == "" {
		t.Line = strings.TrimSpace(strings.Join(t.Actors, ", ") + " " + t.Type + " " + strings.Join(t.Recipients, ", "))
	}
	t.Line = sentence(t.Line)
	t.Quotes, t.Sources = s.quotes(e.Claims)
	t.Standing, t.SaidBy, t.DeniedBy = s.standing(e)
	return t
}

func (s *Story) state(st *graph.State) State {
	t := State{State: st, Type: s.TypeLabel(st.Type)}
	t.Line = s.Name(st.From) + " " + t.Type
	switch {
	case st.Value != "":
		t.Line = s.Name(st.From) + ": " + oneLine(st.Value)
	case st.To != "":
		t.Line += " " + s.Name(st.To)
	}
	t.Quotes, t.Sources = s.quotes(st.Claims)
	return t
}

func (s *Story) quotes(claims []graph.Claim) (quotes []Quote, sources []int) {
	for _, c := range claims {
		q := Quote{Claim: c, Source: s.number[c.Article], By: s.voice(c)}
		q.Before, q.Trigger, q.After = cut(s.view.Articles[c.Article].Text, c)
		quotes = append(quotes, q)
		sources = append(sources, q.Source)
	}
	slices.SortStableFunc(quotes, func(a, b Quote) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Start, b.Start))
	})
	slices.Sort(sources)
	return quotes, slices.Compact(sources)
}

// cut gives the sentence of c in three parts. Offsets outside the text give
// nothing rather than a panic: a View may hold articles without their text.
func cut(text string, c graph.Claim) (before, trigger, after string) {
	if c.Start < 0 || c.End > len(text) || c.Start >= c.End {
		return "", "", ""
	}
	from, to := c.Trigger[0], c.Trigger[1]
	if from < c.Start || to > c.End || from >= to {
		return oneLine(text[c.Start:c.End]), "", ""
	}
	return flat(text[c.Start:from]), flat(text[from:to]), flat(text[to:c.End])
}

// flat turns every run of white space into one blank and keeps those at the ends.
func flat(s string) string {
	f := oneLine(s)
	if f == "" {
		if s != "" {
			return " "
		}
		return ""
	}
	if strings.TrimLeft(s, " \t\r\n\u00a0") != s {
		f = " " + f
	}
	if strings.TrimRight(s, " \t\r\n\u00a0") != s {
		f += " "
	}
	return f
}

// sentence begins s with a capital, unless its first word has one of its own, as
// iPhone has.
func sentence(s string) string {
	word, _, _ := strings.Cut(s, " ")
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsLower(r) || strings.ToLower(word) != word {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// named counts the participants of e that have a name.
func (s *Story) named(e *graph.Event) int {
	n := 0
	for _, r := range e.Roles {
		if x := s.entities[r.Entity]; r.Entity != "" && x != nil && !x.Unnamed {
			n++
		}
	}
	return n
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func add(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// Find is the entity called name, by its name or an alias, letters' case aside;
// of several the one with the smallest id.
func (s *Story) Find(name string) (graph.EntityID, bool) {
	var best graph.EntityID
	for i := range s.view.Entities {
		e := &s.view.Entities[i]
		named := strings.EqualFold(e.Name, name) || slices.ContainsFunc(e.Aliases, func(a string) bool { return strings.EqualFold(a, name) })
		if named && (best == "" || e.ID < best) {
			best = e.ID
		}
	}
	return best, best != ""
}
