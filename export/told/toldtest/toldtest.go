// Package toldtest builds Views by hand, for the tests of what draws them: the
// story of a phone call with its accusations and denials, cases that are hard to
// draw, and as many events as are wanted. It uses no stage of the pipeline.
package toldtest

import (
	"fmt"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/when"
)

// Builder adds to a View.
type Builder struct {
	View graph.View
	ids  map[string]graph.EntityID
}

// New starts a View with one article.
func New(title string) *Builder {
	b := &Builder{ids: map[string]graph.EntityID{}}
	b.View = graph.View{Title: title, Articles: map[graph.ArticleID]graph.Source{}, Types: map[graph.TypeID]graph.Type{}}
	return b
}

// Article adds an article without text; sentences are added as claims need them.
func (b *Builder) Article(id, title, publisher, agency, published, url string) graph.ArticleID {
	t, err := time.Parse("2006-01-02", published)
	if err != nil {
		panic(err)
	}
	b.View.Articles[graph.ArticleID(id)] = graph.Source{
		ID: graph.ArticleID(id), Title: title, Publisher: publisher, Agency: agency,
		Published: t, DayOnly: true, URL: url, Path: id + ".txt", Lang: "en",
	}
	return graph.ArticleID(id)
}

// Entity is the id of the entity of that name, made when it is new. The kind is
// guessed from nothing: say it with Kind.
func (b *Builder) Entity(name string) graph.EntityID {
	if id, ok := b.ids[name]; ok {
		return id
	}
	id := graph.EntityID("ent:" + strings.ToLower(strings.ReplaceAll(name, " ", "_")))
	b.ids[name] = id
	b.View.Entities = append(b.View.Entities, graph.Entity{ID: id, Kind: graph.Person, Name: name})
	return id
}

// Kind sets the kind and country of entities.
func (b *Builder) Kind(kind graph.Kind, country string, names ...string) {
	for _, n := range names {
		id := b.Entity(n)
		for i := range b.View.Entities {
			if b.View.Entities[i].ID == id {
				b.View.Entities[i].Kind, b.View.Entities[i].Country = kind, country
			}
		}
	}
}

// E is an event in short.
type E struct {
	Type, Class, Text string
	Actor, Recipient  string // several parted by ";"
	When              string // EDTF, "" is none
	Basis             when.Basis
	Place             string
	Claims            []C
}

// C is a claim in short: the sentence, with its trigger in [brackets].
type C struct {
	Article  graph.ArticleID
	Sentence string
	By       string
	Denied   bool
	Mode     graph.Mode
	Fact     graph.Factuality
}

// Add adds an event and gives its id.
func (b *Builder) Add(e E) graph.EventID {
	n := len(b.View.Events)
	ev := graph.Event{
		ID: graph.EventID(fmt.Sprintf("v%05d-%s", n, e.Type)), Type: graph.TypeID(e.Type),
		Class: graph.Class(e.Class), Text: e.Text, Basis: e.Basis,
	}
	if e.When != "" {
		p, err := when.Parse(e.When)
		if err != nil {
			panic(e.When + ": " + err.Error())
		}
		ev.When = p
		if ev.Basis == when.BasisNone {
			ev.Basis = when.BasisExplicit
		}
	}
	for i, list := range []string{e.Actor, e.Recipient} {
		for name := range strings.SplitSeq(list, ";") {
			if name != "" {
				ev.Roles = append(ev.Roles, graph.Role{Name: []string{"actor", "recipient"}[i], Entity: b.Entity(name)})
			}
		}
	}
	if e.Place != "" {
		ev.Place = b.Entity(e.Place)
		b.Kind(graph.GPE, "", e.Place)
	}
	for _, c := range e.Claims {
		ev.Claims = append(ev.Claims, b.claim(c))
	}
	if _, ok := b.View.Types[ev.Type]; !ok {
		b.View.Types[ev.Type] = graph.Type{ID: ev.Type, Label: strings.ReplaceAll(e.Type, "_", " "), Class: ev.Class}
	}
	b.View.Events = append(b.View.Events, ev)
	return ev.ID
}

func (b *Builder) claim(c C) graph.Claim {
	a := b.View.Articles[c.Article]
	if a.Text != "" {
		a.Text += "\n"
	}
	before, rest, _ := strings.Cut(c.Sentence, "[")
	trigger, after, _ := strings.Cut(rest, "]")
	start := len(a.Text)
	a.Text += before + trigger + after
	b.View.Articles[c.Article] = a
	out := graph.Claim{
		Article: c.Article, Start: start, End: len(a.Text), Mode: c.Mode, Factuality: c.Fact,
		Trigger: [2]int{start + len(before), start + len(before) + len(trigger)},
		Rule:    "test.txt:1", Confidence: 0.9,
	}
	if c.By != "" {
		out.Claimant = []graph.EntityID{b.Entity(c.By)}
	}
	if c.Denied {
		out.Polarity = graph.Denied
	}
	return out
}
