package rdf

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/when"
)

// builder makes Facts of nodes. What is wrong is collected.
type builder struct {
	file     *File
	problems Problems
	blank    int // bytes of text that stand for what is not in the file

	// Of the facts in hand.
	nodes  *nodes
	facts  graph.Facts
	ids    ids
	texts  *texts
	types  map[graph.TypeID]bool
	handed map[graph.EntityID]bool
}

// ids say how IRIs become ids.
type ids struct {
	entity func(iri string) (graph.EntityID, bool)
	event  func(iri string) (graph.EventID, bool) // and states
}

func (b *builder) fail(where, format string, args ...any) {
	p := problem(where, format, args...)
	if len(b.problems) < mostProblems && !slices.ContainsFunc(b.problems, func(old *Problem) bool { return *old == *p }) {
		b.problems = append(b.problems, p)
	}
}

func (b *builder) err() error {
	if len(b.problems) == 0 {
		return nil
	}
	return b.problems
}

// tooMany ends the reading when there is enough to complain of.
func (b *builder) tooMany() error {
	if len(b.problems) < mostProblems {
		return nil
	}
	return b.problems
}

// told makes Facts of an article's own graph.
func (b *builder) told(g string, ns *nodes) (graph.Facts, bool) {
	before := len(b.problems)
	art, _ := ID("article", g)
	x := ns.nodes[g]
	b.begin(ns, graph.Source{ID: graph.ArticleID(art)}, ids{
		entity: func(iri string) (graph.EntityID, bool) {
			id, ok := ID("entity", iri)
			return graph.EntityID(id), ok
		},
		event: func(iri string) (graph.EventID, bool) {
			for _, kind := range []string{"event", "state"} {
				if id, ok := ID(kind, iri); ok {
					return graph.EventID(id), true
				}
			}
			return "", false
		},
	})
	if art == "" || strings.ContainsAny(art, "/@") || len(art) > longestID || strings.ContainsFunc(art, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		b.fail(x.where, "%q is no id of an article", art)
		return b.facts, false
	}
	b.source(x)
	claims := b.claimsOf()
	for _, s := range ns.order {
		n := ns.nodes[s]
		switch id, event := b.ids.event(s); {
		case s == g, n.is(Vocab+"Claim", Schema+"QuantitativeValue"), len(n.all(Vocab+"relation")) > 0:
		case event && strings.HasPrefix(s, Own+"event:"):
			b.event(n, id, claims[s])
		case event:
			b.state(n, id, claims[s])
		default:
			if id, ok := b.ids.entity(s); ok {
				b.entity(n, id)
			} else if len(n.all(TypeIRI)) > 0 {
				b.fail(n.where, "%s is no event, state, entity or claim of this article", s)
			}
		}
	}
	return b.finish(), len(b.problems) == before
}

func (b *builder) begin(ns *nodes, a graph.Source, i ids) {
	b.nodes, b.ids = ns, i
	b.facts = graph.Facts{Article: a}
	b.texts = &texts{}
	b.types = map[graph.TypeID]bool{}
	b.handed = map[graph.EntityID]bool{}
}

// finish puts text and relations to the facts.
func (b *builder) finish() graph.Facts {
	b.texts.fill(b)
	for t := range maps.Clone(b.types) {
		for p := b.typeOf(t).Parent; p != "" && !b.types[p]; p = b.typeOf(p).Parent {
			b.types[p] = true
		}
	}
	for _, t := range slices.Sorted(maps.Keys(b.types)) {
		b.facts.Types = append(b.facts.Types, b.typeOf(t))
	}
	return b.facts
}

// typeOf is a relation as the file, else the caller, describes it, else an open one.
func (b *builder) typeOf(id graph.TypeID) graph.Type {
	if t, ok := b.file.types[id]; ok {
		return t
	}
	if b.file.options.Types != nil {
		if t, ok := b.file.options.Types(id); ok {
			return t
		}
	}
	return graph.Type{ID: id, Label: strings.ReplaceAll(string(id), "_", " "), Class: openClass, Open: true}
}

// openClass is the class of relations that no rule knows.
const openClass = "OTHER"

func (b *builder) relation(x *node) {
	id, _ := ID("type", x.id)
	if !b.typeID(x.where, id) {
		return
	}
	t := graph.Type{ID: graph.TypeID(id), Label: b.text(x, longestName, Label), Inverse: b.text(x, longestName, Vocab+"inverse"),
		Class: graph.Class(b.text(x, longestID, Vocab+"class")), Symmetric: b.yes(x, Vocab+"symmetric"), State: b.yes(x, Vocab+"state"),
		Topic: b.yes(x, Vocab+"topic"), Open: b.yes(x, Vocab+"open")}
	t.Label = cmp.Or(t.Label, strings.ReplaceAll(id, "_", " "))
	for _, k := range x.all(Vocab + "fromKind") {
		t.From = append(t.From, b.kind(k))
	}
	for _, k := range x.all(Vocab + "toKind") {
		t.To = append(t.To, b.kind(k))
	}
	for _, p := range x.all(SKOS + "broader") {
		if id, ok := ID("type", p.O); ok && b.typeID(p.Where, id) {
			t.Parent = graph.TypeID(id)
		}
	}
	b.file.types[t.ID] = t
}

// typeID reports whether an id of a relation can be one.
func (b *builder) typeID(where, id string) bool {
	ok := id != "" && len(id) <= 100 && !strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '/' })
	if !ok {
		b.fail(where, "%q is no name of a relation: write it like spoke_with", id)
	}
	return ok
}

func (b *builder) kind(q Located) graph.Kind {
	for _, c := range classes {
		if string(c.kind) == q.O {
			return c.kind
		}
	}
	b.fail(q.Where, "unknown kind of entity %q", q.O)
	return graph.Thing
}

func (b *builder) source(x *node) {
	a := &b.facts.Article
	a.Title = b.text(x, longestName, Schema+"headline", Schema+"name", DCTerms+"title", Label)
	a.Publisher = b.text(x, longestName, Schema+"publisher", DCTerms+"publisher")
	a.Agency = b.text(x, longestName, Schema+"sourceOrganization")
	a.Byline = b.text(x, longestName, Schema+"author")
	a.Dateline = b.text(x, longestName, Schema+"dateline")
	a.URL = b.text(x, longestName, Schema+"url")
	a.Section = b.text(x, longestName, Schema+"articleSection")
	a.Path = b.text(x, longestName, Vocab+"path")
	a.Lang = b.text(x, longestID, Schema+"inLanguage")
	a.SHA256 = b.text(x, longestID, Schema+"sha256")
	a.Text = b.text(x, longestText, Schema+"articleBody")
	b.texts.whole = a.Text != ""
	a.DayOnly = b.yes(x, Vocab+"dayOnly")
	for _, q := range x.all(Schema+"datePublished", DCTerms+"issued", DCTerms+"date") {
		t, day, ok := instant(q.O)
		if !ok {
			b.fail(q.Where, "%q is no date of publication: write 2021-03-31 or 2021-03-31T10:00:00Z", q.O)
			break
		}
		a.Published, a.DayOnly = t, a.DayOnly || day
	}
	for _, q := range x.all(Schema+"dateModified", DCTerms+"modified") {
		t, _, ok := instant(q.O)
		if !ok {
			b.fail(q.Where, "%q is no date of change: write 2021-03-31 or 2021-03-31T10:00:00Z", q.O)
			break
		}
		a.Modified = t
	}
}

// instant reads an xsd:date or xsd:dateTime.
func instant(s string) (t time.Time, day, ok bool) {
	for _, form := range []string{time.DateOnly, "2006-01-02Z07:00"} {
		if t, err := time.Parse(form, s); err == nil {
			return t, true, true
		}
	}
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(form, s); err == nil {
			return t, false, true
		}
	}
	return t, false, false
}

func (b *builder) entity(x *node, id graph.EntityID) {
	if b.handed[id] {
		return
	}
	b.handed[id] = true
	e := graph.Entity{ID: id, Name: b.text(x, longestName, names...), Role: b.text(x, longestName, Schema+"jobTitle"),
		Country: b.text(x, longestID, Vocab+"country"), Sector: b.text(x, longestID, Vocab+"sector"), Unnamed: b.yes(x, Vocab+"unnamed")}
	if e.Name == "" {
		b.fail(x.where, "%s has no name: give it an rdfs:label", x.id)
	}
	if len(id) > longestID {
		b.fail(x.where, "an id of %d bytes is too long (at most %d)", len(id), longestID)
	}
	for _, q := range x.all(Schema+"alternateName", SKOS+"altLabel") {
		if e.Aliases = append(e.Aliases, q.O); len(q.O) > longestName {
			b.fail(q.Where, "a name of %d bytes is too long (at most %d)", len(q.O), longestName)
		}
	}
	e.Kind = kindOf(x)
	for _, k := range x.all(Vocab + "kind") {
		e.Kind = b.kind(k)
	}
	b.facts.Entities = append(b.facts.Entities, e)
}

// names are the predicates that name something, ours first.
var names = []string{Label, Schema + "name", SKOS + "prefLabel", FOAF + "name", DCTerms + "title"}

func (b *builder) event(x *node, id graph.EventID, claims []*node) {
	e := graph.Event{ID: id, Type: b.eventType(x), Text: b.text(x, longestName, names...), Class: graph.Class(b.text(x, longestID, Vocab+"class")),
		Dating: b.text(x, longestName, Vocab+"dating"), Manner: b.text(x, longestID, Vocab+"manner")}
	e.When = b.period(x)
	if !e.When.IsZero() {
		e.Basis = when.BasisExplicit
	}
	for _, q := range x.all(Vocab + "basis") {
		basis, ok := when.BasisOf(q.O)
		if e.Basis = basis; !ok {
			b.fail(q.Where, "unknown basis of a date %q (known: none, explicit, relative, dateline, publication)", q.O)
		}
	}
	e.Class = cmp.Or(e.Class, b.typeOf(e.Type).Class)
	e.Roles, e.Place = b.takers(x)
	for _, q := range x.all(Vocab + "tag") {
		e.Tags = append(e.Tags, q.O)
	}
	for _, n := range b.listed(x, Vocab+"quantity") {
		e.Values = append(e.Values, graph.Quantity{Amount: b.amount(n), Unit: b.text(n, longestID, Schema+"unitText"),
			What: b.text(n, longestID, Vocab+"what"), Approx: b.text(n, longestID, Vocab+"approx")})
	}
	for _, n := range b.listed(x, Vocab+"order") {
		for _, q := range n.all(Vocab + "to") {
			if to, ok := b.ids.event(q.O); ok {
				e.Order = append(e.Order, graph.Link{Rel: b.text(n, longestID, Vocab+"relation"), Event: to})
			}
		}
	}
	if len(id) > longestID {
		b.fail(x.where, "an id of %d bytes is too long (at most %d)", len(id), longestID)
	}
	e.Claims = b.claims(x, claims, e.Text)
	b.facts.Events = append(b.facts.Events, e)
}

func (b *builder) state(x *node, id graph.EventID, claims []*node) {
	s := graph.State{ID: id, Type: b.eventType(x), Value: b.text(x, longestName, Vocab+"value"), When: b.period(x), Former: b.yes(x, Vocab+"former")}
	for _, q := range x.all(Vocab + "from") {
		s.From = b.taker(q)
	}
	for _, q := range x.all(Vocab + "to") {
		s.To = b.taker(q)
	}
	if s.From == "" {
		b.fail(x.where, "the state %s holds of nobody: it needs %sfrom", x.id, Vocab)
	}
	s.Claims = b.claims(x, claims, cmp.Or(s.Value, b.text(x, longestName, names...)))
	b.facts.States = append(b.facts.States, s)
}
