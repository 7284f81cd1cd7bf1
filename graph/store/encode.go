package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/cayleygraph/quad"

	"dateline/graph"
	"dateline/graph/when"
)

// The literals. Their field names are one letter long: there is one of them for each
// event and claim.
type (
	aboutArticle struct {
		Byline   string `json:"by,omitempty"`
		Dateline string `json:"dl,omitempty"`
		DayOnly  bool   `json:"d,omitempty"`
		Zone     int    `json:"z,omitempty"` // of Published, seconds east of UTC
		Changed  int    `json:"m,omitempty"` // of Modified
	}
	aboutEntity struct {
		Country string `json:"c,omitempty"`
		Sector  string `json:"s,omitempty"`
		Unnamed bool   `json:"u,omitempty"`
	}
	aboutType struct {
		Symmetric bool         `json:"y,omitempty"`
		State     bool         `json:"s,omitempty"`
		Topic     bool         `json:"t,omitempty"`
		Open      bool         `json:"o,omitempty"`
		From      []graph.Kind `json:"f,omitempty"`
		To        []graph.Kind `json:"r,omitempty"`
		Parent    graph.TypeID `json:"p,omitempty"`
	}
	whenEvent struct {
		When   string           `json:"e,omitempty"` // EDTF
		Basis  when.Basis       `json:"b,omitempty"`
		Dating string           `json:"d,omitempty"`
		Text   string           `json:"t,omitempty"`
		Class  graph.Class      `json:"c,omitempty"`
		Manner string           `json:"m,omitempty"`
		Tags   []string         `json:"g,omitempty"`
		Values []graph.Quantity `json:"v,omitempty"`
		Order  []graph.Link     `json:"o,omitempty"`
		Value  string           `json:"w,omitempty"` // states
		Former bool             `json:"f,omitempty"` // states
	}
	saidClaim struct {
		Span       [2]int           `json:"s"`
		Trigger    [2]int           `json:"t"`
		Chain      []graph.EntityID `json:"c,omitempty"`
		Cue        string           `json:"q,omitempty"`
		Direct     bool             `json:"d,omitempty"`
		Polarity   graph.Polarity   `json:"p,omitempty"`
		Factuality graph.Factuality `json:"f,omitempty"`
		Mode       graph.Mode       `json:"m,omitempty"`
		Rule       string           `json:"r,omitempty"`
		Confidence float64          `json:"n,omitempty"`
	}
)

// encoder collects the quads of one label.
type encoder struct {
	quads []quad.Quad
	label quad.Value
	used  map[quad.IRI]bool // ids of claims
}

func (e *encoder) add(s, p quad.IRI, o quad.Value) {
	e.quads = append(e.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: e.label})
}

func (e *encoder) str(s, p quad.IRI, v string) {
	if v != "" {
		e.add(s, p, quad.String(v))
	}
}

func literal(t quad.IRI, v any) quad.Value {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // only for a type that JSON cannot hold: a bug of ours
	}
	return quad.TypedString{Value: quad.String(b), Type: t}
}

// Quads are the quads of what one article said, those about types apart. The facts must
// have passed validate.
func Quads(f graph.Facts) (said, types []quad.Quad) {
	art := articleIRI(f.Article.ID)
	e := &encoder{label: art, used: map[quad.IRI]bool{}}
	e.article(art, f.Article)
	for _, x := range f.Entities {
		e.entity(x)
	}
	for _, x := range f.Events {
		e.event(f.Article.ID, x)
	}
	for _, x := range f.States {
		e.state(f.Article.ID, x)
	}
	t := &encoder{label: labelTypes}
	for _, x := range f.Types {
		t.typ(x)
	}
	return e.quads, t.quads
}

func (e *encoder) article(art quad.IRI, a graph.Source) {
	e.str(art, pTitle, a.Title)
	e.str(art, pPublisher, a.Publisher)
	e.str(art, pAgency, a.Agency)
	e.str(art, pURL, a.URL)
	e.str(art, pPath, a.Path)
	e.str(art, pSection, a.Section)
	e.str(art, pLang, a.Lang)
	e.add(art, pSHA256, quad.String(a.SHA256))
	e.add(art, pText, quad.String(a.Text))
	about := aboutArticle{Byline: a.Byline, Dateline: a.Dateline, DayOnly: a.DayOnly}
	if !a.Published.IsZero() {
		_, about.Zone = a.Published.Zone()
		e.add(art, pPublished, quad.Time(a.Published.UTC()))
	}
	if !a.Modified.IsZero() {
		_, about.Changed = a.Modified.Zone()
		e.add(art, pModified, quad.Time(a.Modified.UTC()))
	}
	if about != (aboutArticle{}) {
		e.add(art, pAbout, literal(tAbout, about))
	}
}

func (e *encoder) entity(x graph.Entity) {
	n := nodeIRI(x.ID)
	e.add(n, pKind, iri(kindPrefix+string(x.Kind)))
	e.add(n, pName, quad.String(x.Name))
	for _, a := range x.Aliases {
		if a != x.Name {
			e.str(n, pAlias, a)
		}
	}
	e.str(n, pOffice, x.Role)
	if about := (aboutEntity{x.Country, x.Sector, x.Unnamed}); about != (aboutEntity{}) {
		e.add(n, pAbout, literal(tAbout, about))
	}
}

func (e *encoder) event(art graph.ArticleID, x graph.Event) {
	n := nodeIRI(x.ID)
	e.add(n, pType, typeIRI(x.Type))
	for _, r := range x.Roles {
		e.add(n, iri(rolePrefix+r.Name), roleIRI(r))
	}
	if x.Place != "" {
		e.add(n, pPlace, nodeIRI(x.Place))
	}
	e.when(n, x.When, whenEvent{
		Basis: x.Basis, Dating: x.Dating, Text: x.Text, Class: x.Class, Manner: x.Manner,
		Tags: x.Tags, Values: x.Values, Order: x.Order,
	})
	for _, c := range x.Claims {
		e.claim(art, n, string(x.Type), c)
	}
	for _, d := range direct(x) {
		e.add(nodeIRI(d.from), typeIRI(d.typ), nodeIRI(d.to))
	}
}

func roleIRI(r graph.Role) quad.IRI {
	switch {
	case r.Entity != "":
		return nodeIRI(r.Entity)
	case r.Event != "":
		return nodeIRI(r.Event)
	}
	return typeIRI(r.Topic)
}

func (e *encoder) state(art graph.ArticleID, x graph.State) {
	n := nodeIRI(x.ID)
	e.add(n, pType, typeIRI(x.Type))
	e.add(n, pFrom, nodeIRI(x.From))
	if x.To != "" {
		e.add(n, pTo, nodeIRI(x.To))
	}
	e.when(n, x.When, whenEvent{Value: x.Value, Former: x.Former})
	for _, c := range x.Claims {
		e.claim(art, n, string(x.Type), c)
	}
}

// when writes the two quads of a date: the node of the calendar that holds it,
// for those who walk the graph, and the exact literal.
func (e *encoder) when(n quad.IRI, p when.Period, w whenEvent) {
	w.When = p.String()
	if p.IsZero() {
		w.When = ""
	}
	if c := calendar(p); c != "" {
		e.add(n, pOn, c)
	}
	e.add(n, pWhen, literal(tWhen, w))
}

// calendar is the smallest day, month or year that holds the start of p wholly;
// nothing for what is vaguer than a year.
func calendar(p when.Period) quad.IRI {
	from, to := p.Start.From, p.Start.To
	if from.IsZero() || to.IsZero() {
		return ""
	}
	last := to.Add(-time.Nanosecond)
	switch {
	case from.Year() != last.Year():
		return ""
	case from.Month() != last.Month():
		return quad.IRI(fmt.Sprintf("year:%04d", from.Year()))
	case from.Day() != last.Day():
		return quad.IRI("month:" + from.Format("2006-01"))
	}
	return quad.IRI("day:" + from.Format("2006-01-02"))
}

func (e *encoder) claim(art graph.ArticleID, of quad.IRI, typ string, c graph.Claim) {
	base := string(articleIRI(art)) + "/c" + strconv.Itoa(c.Trigger[0]) + "-" + string(iri(typ))
	n := quad.IRI(base)
	for i := 2; e.used[n]; i++ {
		n = quad.IRI(base + "." + strconv.Itoa(i))
	}
	e.used[n] = true
	e.add(n, pOf, of)
	for i, by := range c.Claimant {
		if i == len(c.Claimant)-1 {
			e.add(n, pBy, nodeIRI(by))
		} else {
			e.add(n, pVia, nodeIRI(by))
		}
	}
	e.add(n, pSaid, literal(tSaid, saidClaim{
		Span: [2]int{c.Start, c.End}, Trigger: c.Trigger, Chain: c.Claimant, Cue: c.Cue, Direct: c.Direct,
		Polarity: c.Polarity, Factuality: c.Factuality, Mode: c.Mode, Rule: c.Rule, Confidence: c.Confidence,
	}))
	if x := exceptional(c); x != "" {
		e.add(n, pIs, quad.IRI(x))
	}
}

// exceptional is the one word that sets a claim apart from a plain assertion.
func exceptional(c graph.Claim) string {
	switch {
	case c.Polarity == graph.Denied:
		return "denied"
	case c.Mode == graph.Planned:
		return "planned"
	case c.Mode == graph.Hypothetical:
		return "hypothetical"
	case c.Mode == graph.Ordered:
		return "ordered"
	case c.Mode == graph.Habitual:
		return "habitual"
	}
	return ""
}

func (e *encoder) typ(t graph.Type) {
	n := typeIRI(t.ID)
	e.add(n, pLabel, quad.String(t.Label))
	e.str(n, pInverse, t.Inverse)
	if t.Class != "" {
		e.add(n, pClass, iri("class:"+string(t.Class)))
	}
	about := aboutType{t.Symmetric, t.State, t.Topic, t.Open, t.From, t.To, t.Parent}
	e.add(n, pAbout, literal(tAbout, about))
}
