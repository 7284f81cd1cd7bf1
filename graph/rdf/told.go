package rdf

import (
	"strconv"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/when"
)

// teller writes the quads of one graph.
type teller struct {
	out   []Quad
	graph string
}

func (t *teller) iri(s, p, o string) { t.out = append(t.out, Quad{S: s, P: p, O: o, Graph: t.graph}) }

// lit adds a literal, but no empty one.
func (t *teller) lit(s, p, o, datatype string) {
	if o != "" {
		t.out = append(t.out, Quad{S: s, P: p, O: o, Literal: true, Datatype: datatype, Graph: t.graph})
	}
}

func (t *teller) yes(s, p string, b bool) {
	if b {
		t.lit(s, p, "true", XSD+"boolean")
	}
}

func (t *teller) number(s, p string, n int) {
	t.lit(s, p, strconv.Itoa(n), XSD+"nonNegativeInteger")
}

// Told is what one article tells, in the graph of that article: itself, its entities, events,
// states and their claims. Without text, of its words only the sentences of claims are there.
// Relations are not: they are the same for all articles (Relation).
func Told(f graph.Facts, text bool) []Quad {
	t := &teller{graph: IRI("article", string(f.Article.ID))}
	t.article(f.Article, text)
	for _, e := range f.Entities {
		t.entity(e)
	}
	for _, e := range f.Events {
		t.event(e, f.Article)
	}
	for _, s := range f.States {
		t.state(s, f.Article)
	}
	return t.out
}

func (t *teller) article(a graph.Source, text bool) {
	s := t.graph
	t.iri(s, TypeIRI, Schema+"NewsArticle")
	t.lit(s, Schema+"headline", a.Title, "")
	t.lit(s, Schema+"publisher", a.Publisher, "")
	t.lit(s, Schema+"sourceOrganization", a.Agency, "")
	t.lit(s, Schema+"author", a.Byline, "")
	t.lit(s, Schema+"dateline", a.Dateline, "")
	day := a.DayOnly && a.Published.Equal(time.Date(a.Published.Year(), a.Published.Month(), a.Published.Day(), 0, 0, 0, 0, a.Published.Location()))
	switch {
	case a.Published.IsZero():
		t.yes(s, Vocab+"dayOnly", a.DayOnly)
	case day:
		t.lit(s, Schema+"datePublished", a.Published.Format(dayForm(a.Published)), XSD+"date")
	default:
		t.lit(s, Schema+"datePublished", a.Published.Format(time.RFC3339Nano), XSD+"dateTime")
		t.yes(s, Vocab+"dayOnly", a.DayOnly)
	}
	if web(a.URL) && SafeIRI(a.URL) == a.URL {
		t.iri(s, Schema+"url", a.URL)
	} else {
		t.lit(s, Schema+"url", a.URL, "")
	}
	if !a.Modified.IsZero() {
		t.lit(s, Schema+"dateModified", a.Modified.Format(time.RFC3339Nano), XSD+"dateTime")
	}
	t.lit(s, Schema+"articleSection", a.Section, "")
	t.lit(s, Vocab+"path", a.Path, "")
	t.lit(s, Schema+"inLanguage", a.Lang, "")
	t.lit(s, Schema+"sha256", a.SHA256, "")
	if text {
		t.lit(s, Schema+"articleBody", a.Text, "")
	}
}

// dayForm is the form of an xsd:date, with the zone where it is not UTC.
func dayForm(t time.Time) string {
	if _, offset := t.Zone(); offset != 0 {
		return "2006-01-02Z07:00"
	}
	return time.DateOnly
}

func web(u string) bool { return strings.HasPrefix(u, "http://") || strings.HasPrefix(u, "https://") }

func (t *teller) entity(e graph.Entity) {
	s := IRI("entity", string(e.ID))
	t.iri(s, TypeIRI, ClassOf(e.Kind))
	t.lit(s, Vocab+"kind", string(e.Kind), "")
	t.lit(s, Label, e.Name, "")
	for _, a := range e.Aliases {
		t.lit(s, Schema+"alternateName", a, "")
	}
	t.lit(s, Schema+"jobTitle", e.Role, "")
	t.lit(s, Vocab+"country", e.Country, "")
	t.lit(s, Vocab+"sector", e.Sector, "")
	t.yes(s, Vocab+"unnamed", e.Unnamed)
}

func (t *teller) event(e graph.Event, a graph.Source) {
	s := IRI("event", string(e.ID))
	t.iri(s, TypeIRI, SEM+"Event")
	t.iri(s, SEM+"eventType", IRI("type", string(e.Type)))
	t.lit(s, Vocab+"class", string(e.Class), "")
	t.lit(s, Label, e.Text, "")
	t.when(s, e.When)
	t.lit(s, Vocab+"basis", e.Basis.String(), "")
	t.lit(s, Vocab+"dating", e.Dating, "")
	t.roles(s, e.Roles)
	if e.Place != "" {
		t.iri(s, SEM+"hasPlace", IRI("entity", string(e.Place)))
	}
	t.lit(s, Vocab+"manner", e.Manner, "")
	for _, g := range e.Tags {
		t.lit(s, Vocab+"tag", g, "")
	}
	for i, v := range e.Values {
		n := s + "/value/" + strconv.Itoa(i+1)
		t.iri(s, Vocab+"quantity", n)
		t.iri(n, TypeIRI, Schema+"QuantitativeValue")
		t.number(n, Schema+"position", i+1)
		t.lit(n, Schema+"value", strconv.FormatFloat(v.Amount, 'g', -1, 64), XSD+"double")
		t.lit(n, Schema+"unitText", v.Unit, "")
		t.lit(n, Vocab+"what", v.What, "")
		t.lit(n, Vocab+"approx", v.Approx, "")
	}
	for i, l := range e.Order {
		n := s + "/order/" + strconv.Itoa(i+1)
		t.iri(s, Vocab+"order", n)
		t.number(n, Schema+"position", i+1)
		t.lit(n, Vocab+"relation", l.Rel, "")
		t.iri(n, Vocab+"to", IRI("event", string(l.Event)))
	}
	for i, c := range e.Claims {
		t.claim(s, i, c, a)
	}
}

func (t *teller) roles(s string, roles []graph.Role) {
	actors := map[graph.EntityID]bool{}
	for _, r := range roles {
		p := IRI("role", r.Name)
		switch {
		case r.Entity != "":
			if !actors[r.Entity] {
				actors[r.Entity] = true
				t.iri(s, SEM+"hasActor", IRI("entity", string(r.Entity)))
			}
			t.iri(s, p, IRI("entity", string(r.Entity)))
		case r.Event != "":
			t.iri(s, p, IRI("event", string(r.Event)))
		case r.Topic != "":
			t.iri(s, p, IRI("type", string(r.Topic)))
		}
	}
}

func (t *teller) state(x graph.State, a graph.Source) {
	s := IRI("state", string(x.ID))
	t.iri(s, TypeIRI, Vocab+"State")
	t.iri(s, SEM+"eventType", IRI("type", string(x.Type)))
	t.iri(s, Vocab+"from", IRI("entity", string(x.From)))
	if x.To != "" {
		t.iri(s, Vocab+"to", IRI("entity", string(x.To)))
	}
	t.lit(s, Vocab+"value", x.Value, "")
	t.when(s, x.When)
	t.yes(s, Vocab+"former", x.Former)
	for i, c := range x.Claims {
		t.claim(s, i, c, a)
	}
}

// when writes a date as EDTF, and its bounds for those who do not read that.
func (t *teller) when(s string, p when.Period) {
	if p.IsZero() {
		return
	}
	t.lit(s, Vocab+"when", p.String(), EDTF)
	from, to := p.Bounds()
	t.lit(s, SEM+"hasEarliestBeginTimeStamp", Instant(from), XSD+"dateTime")
	t.lit(s, SEM+"hasLatestEndTimeStamp", Instant(to), XSD+"dateTime")
}

// Instant is t as an xsd:dateTime, "" for an open bound.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (t *teller) claim(of string, n int, c graph.Claim, a graph.Source) {
	s := of + "/claim/" + strconv.Itoa(n+1)
	t.iri(s, TypeIRI, Vocab+"Claim")
	t.iri(s, Vocab+"of", of)
	t.iri(s, PROV+"wasQuotedFrom", t.graph)
	chain := make([]string, len(c.Claimant))
	for i, by := range c.Claimant {
		chain[i] = IRI("entity", string(by))
		t.iri(s, PROV+"wasAttributedTo", chain[i])
	}
	if len(chain) > 1 { // RDF has no order of objects
		t.lit(s, Vocab+"chain", strings.Join(chain, " "), "")
	}
	if 0 <= c.Start && c.Start <= c.End && c.End <= len(a.Text) {
		t.lit(s, PROV+"value", a.Text[c.Start:c.End], "")
	}
	t.number(s, NIF+"beginIndex", c.Start)
	t.number(s, NIF+"endIndex", c.End)
	t.number(s, Vocab+"triggerBegin", c.Trigger[0])
	t.number(s, Vocab+"triggerEnd", c.Trigger[1])
	t.lit(s, Vocab+"cue", c.Cue, "")
	t.yes(s, Vocab+"direct", c.Direct)
	t.lit(s, Vocab+"polarity", c.Polarity.String(), "")
	t.lit(s, Vocab+"factuality", c.Factuality.String(), "")
	t.lit(s, Vocab+"mode", c.Mode.String(), "")
	t.lit(s, Vocab+"rule", c.Rule, "")
	t.lit(s, Vocab+"confidence", strconv.FormatFloat(c.Confidence, 'f', -1, 64), XSD+"decimal")
}

// Relation is what a relation is, in the default graph.
func Relation(x graph.Type) []Quad {
	t := &teller{}
	s := IRI("type", string(x.ID))
	t.iri(s, TypeIRI, SEM+"EventType")
	t.lit(s, Label, x.Label, "")
	t.lit(s, Vocab+"inverse", x.Inverse, "")
	t.lit(s, Vocab+"class", string(x.Class), "")
	t.yes(s, Vocab+"symmetric", x.Symmetric)
	t.yes(s, Vocab+"state", x.State)
	t.yes(s, Vocab+"topic", x.Topic)
	t.yes(s, Vocab+"open", x.Open)
	for _, k := range x.From {
		t.lit(s, Vocab+"fromKind", string(k), "")
	}
	for _, k := range x.To {
		t.lit(s, Vocab+"toKind", string(k), "")
	}
	if x.Parent != "" {
		t.iri(s, SKOS+"broader", IRI("type", string(x.Parent)))
	}
	return t.out
}
