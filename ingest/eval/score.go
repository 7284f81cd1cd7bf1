package eval

import (
	"fmt"
	"strings"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// scorer compares the gold and the document of one article.
type scorer struct {
	g      *Gold
	doc    *nlp.Document
	at     []int // where each paragraph of gold stands in the article
	ents   *entities
	c      counts
	sure   Reliability
	misses bool
	missed []string
}

func newScorer(g *Gold, doc *nlp.Document, c counts) (*scorer, error) {
	at, err := place(g, doc.Article)
	if err != nil {
		return nil, err
	}
	s := &scorer{g: g, doc: doc, at: at, c: c}
	s.ents = newEntities(g, doc, s.toArticle)
	return s, nil
}

func (s *scorer) run() {
	s.paragraphs()
	s.names()
	s.times()
	s.events()
	s.states()
}

// toArticle moves a span of the gold text into the article's.
func (s *scorer) toArticle(sp nlp.Span) (nlp.Span, bool) {
	for i, p := range s.g.Paras {
		if p.Contains(sp) {
			d := s.at[i] - p.Start
			return nlp.Span{Start: sp.Start + d, End: sp.End + d}, true
		}
	}
	return nlp.Span{}, false
}

// paraOf is the paragraph of gold that holds a span of the article, -1 if none.
func (s *scorer) paraOf(sp nlp.Span) int {
	for i, p := range s.g.Paras {
		if s.at[i] <= sp.Start && sp.End <= s.at[i]+p.End-p.Start {
			return i
		}
	}
	return -1
}

func (s *scorer) miss(format string, args ...any) {
	if s.misses {
		s.missed = append(s.missed, s.g.Name+": "+fmt.Sprintf(format, args...))
	}
}

func (s *scorer) paragraphs() {
	t := s.c["paragraphs"]
	t.Gold += len(s.g.Paras)
	a := s.doc.Article
	for _, b := range a.Blocks {
		if !b.Kind.Tells() {
			continue
		}
		t.Found++
		if s.paraOf(nlp.Span{Start: b.Start + b.Dateline, End: b.End}) >= 0 {
			t.Right++
		} else {
			s.miss("not of the story: %q", a.Text[b.Start:b.End])
		}
	}
}

func (s *scorer) names() {
	type key struct {
		nlp.Span
		kind string
	}
	gold, spans := map[key]bool{}, map[nlp.Span]bool{}
	for _, n := range s.g.Names {
		sp, _ := s.toArticle(n.Span)
		gold[key{sp, n.Value}] = true
		spans[sp] = true
		s.c["names"].Gold++
		s.c["names: span"].Gold++
		if t := s.c["names: "+n.Value]; t != nil {
			t.Gold++
		}
	}
	seen := map[nlp.Span]bool{}
	for _, m := range s.doc.Mentions {
		sp := nameSpan(m)
		if m.Form != nlp.Named || s.paraOf(sp) < 0 || seen[sp] {
			continue
		}
		seen[sp] = true
		s.c["names"].Found++
		s.c["names: span"].Found++
		byKind := s.c["names: "+string(m.Kind)]
		if byKind != nil {
			byKind.Found++
		}
		if spans[sp] {
			s.c["names: span"].Right++
		}
		if gold[key{sp, string(m.Kind)}] {
			s.c["names"].Right++
			if byKind != nil {
				byKind.Right++
			}
		} else {
			s.miss("name %q %s", s.doc.Text(sp), m.Kind)
		}
	}
	for _, n := range s.g.Names {
		if sp, _ := s.toArticle(n.Span); !seen[sp] {
			s.miss("no name %q %s", s.doc.Text(sp), n.Value)
		}
	}
}

func (s *scorer) times() {
	overlap, exact, value := s.c["times: span"], s.c["times: exact span"], s.c["times: value"]
	used := map[int]bool{}
	for _, n := range s.g.Times {
		sp, _ := s.toArticle(n.Span)
		for _, t := range []*Tally{overlap, exact, value} {
			t.Gold++
		}
		found := false
		for i, t := range s.doc.Timexes {
			if used[i] || !t.Overlaps(sp) {
				continue
			}
			used[i], found = true, true
			overlap.Right++
			if t.Span == sp {
				exact.Right++
			}
			if sameValue(n.Value, t) {
				value.Right++
			} else {
				s.miss("time %q is %s (%s), gold %s", s.doc.Text(t.Span), t.Value, t.Period, n.Value)
			}
			break
		}
		if !found {
			s.miss("no time %q", s.doc.Text(sp))
		}
	}
	for i, t := range s.doc.Timexes {
		if s.paraOf(t.Span) < 0 {
			continue
		}
		overlap.Found++
		exact.Found++
		value.Found++
		if !used[i] {
			s.miss("time %q is none", s.doc.Text(t.Span))
		}
	}
}

// counted reports whether gold would have a line for an event of this kind:
// reporting verbs are scored as claims, open relations not at all.
func (s *scorer) counted(e graph.Event) bool {
	switch e.Class {
	case "STATE", "DENY", "OTHER", "":
		return false
	}
	t := s.doc.Types[e.Type]
	return !t.Open && (inInventory(e.Type) || inInventory(t.Parent))
}

// inInventory reports whether gold may name the relation: those that it may not
// (docs/rules.md allows any) are neither right nor wrong.
func inInventory(id graph.TypeID) bool {
	_, ok := inventory[id]
	return ok
}

// pair is a possible match of a line of gold with an event.
type pair struct{ gold, event, points int }

func (t *Tally) add(right, found, gold int) {
	t.Right += right
	t.Found += found
	t.Gold += gold
}

// filler is a participant of an event of ours: left for actors, right for the
// others; participants of an event without direction stand on both sides.
type filler struct {
	entity      graph.EntityID // empty: the role is filled by an event or topic
	left, right bool
	extra       bool // gold need not name it: the event that somebody is accused of, an instrument
}

// sides are the roles that gold's notation has a place for: WHO and WHOM. What else an
// event has (what was sent, with whom it was done, what it was about) may answer
// WHOM, and is not asked.
var sides = map[string]bool{"actor": true, "recipient": true, "participant": true, "content": true}

// edge reports whether the graph would draw one.
func (s *scorer) edge(e graph.Event) bool {
	entities := 0
	for _, f := range s.fillers(e) {
		if f.entity != "" {
			entities++
		}
	}
	return entities > 1 && graph.Direct(e)
}

func (f Fact) String() string {
	s := strings.Join(f.From, " & ") + " " + string(f.Type) + " " + strings.Join(f.To, " & ")
	if f.When != "" {
		s += " @ " + f.When
	}
	return s
}
