package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
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
		Zone     int    `json:"z,omitempty"` // seconds east of UTC
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
	e.str(art, pLang, a.Lang)
	e.add(art, pSHA256, quad.String(a.SHA256))
	e.add(art, pText, quad.String(a.Text))
	about := aboutArticle{Byline: a.Byline, Dateline: a.Dateline, DayOnly: a.DayOnly}
	if !a.Published.IsZero() {
		_, about.Zone = a.Published.Zone()
		e.add(art, pPublished, quad.Time(a.Published.UTC()))
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

// roleRank puts those who act before those who are acted upon.
func roleRank(name string) int {
	switch name {
	case "actor":
		return 0
	case "participant":
		return 1
	case "recipient":
		return 2
	case "content":
		return 3
	}
	return 4
}

// normalise brings f into the one order in which it is kept, so that facts that
// say the same are equal. It changes copies only.
func normalise(f graph.Facts) graph.Facts {
	f.Entities = slices.Clone(f.Entities)
	for i := range f.Entities {
		e := &f.Entities[i]
		e.Aliases = slices.DeleteFunc(slices.Clone(e.Aliases), func(a string) bool { return a == e.Name || a == "" })
		slices.Sort(e.Aliases)
		e.Aliases = nilIfEmpty(slices.Compact(e.Aliases))
		e.Members = nil
	}
	slices.SortFunc(f.Entities, func(a, b graph.Entity) int { return cmp.Compare(a.ID, b.ID) })
	f.Events = slices.Clone(f.Events)
	for i := range f.Events {
		e := &f.Events[i]
		e.Roles = slices.Clone(e.Roles)
		sortRoles(e.Roles)
		e.Roles = nilIfEmpty(slices.Compact(e.Roles))
		e.Claims = sortClaims(e.Claims, f.Article.ID)
		e.When = asKept(e.When)
		e.Tags, e.Values, e.Order = nilIfEmpty(e.Tags), nilIfEmpty(e.Values), nilIfEmpty(e.Order)
		e.Members = nil
	}
	slices.SortFunc(f.Events, func(a, b graph.Event) int { return cmp.Compare(a.ID, b.ID) })
	f.States = slices.Clone(f.States)
	for i := range f.States {
		f.States[i].When = asKept(f.States[i].When)
		f.States[i].Claims = sortClaims(f.States[i].Claims, f.Article.ID)
	}
	slices.SortFunc(f.States, func(a, b graph.State) int { return cmp.Compare(a.ID, b.ID) })
	f.Types = slices.Clone(f.Types)
	slices.SortFunc(f.Types, func(a, b graph.Type) int { return cmp.Compare(a.ID, b.ID) })
	f.Article.CopyOf = ""
	f.Article.Published = keptTime(f.Article.Published)
	return f
}

// keptTime is t with its offset, but without the name of its zone.
func keptTime(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	if _, offset := t.Zone(); offset != 0 {
		return t.In(time.FixedZone("", offset)).Round(0)
	}
	return t.UTC().Round(0)
}

// asKept is p as sharp as its text form keeps it.
func asKept(p when.Period) when.Period {
	if p.IsZero() {
		return when.Period{}
	}
	if q, err := when.Parse(p.String()); err == nil {
		return q
	}
	return p
}

func nilIfEmpty[T any](s []T) []T {
	if len(s) == 0 {
		return nil
	}
	return s
}

func sortRoles(rs []graph.Role) {
	slices.SortFunc(rs, func(a, b graph.Role) int {
		return cmp.Or(
			cmp.Compare(roleRank(a.Name), roleRank(b.Name)), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Event, b.Event), cmp.Compare(a.Topic, b.Topic),
		)
	})
}

func sortClaims(cs []graph.Claim, art graph.ArticleID) []graph.Claim {
	cs = slices.Clone(cs)
	for i := range cs {
		cs[i].Article = art
		cs[i].Claimant = nilIfEmpty(cs[i].Claimant)
	}
	slices.SortStableFunc(cs, CompareClaims)
	return cs
}

// CompareClaims orders claims by article, place in it, polarity and rule.
func CompareClaims(a, b graph.Claim) int {
	return cmp.Or(
		cmp.Compare(a.Article, b.Article), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Trigger[0], b.Trigger[0]),
		cmp.Compare(a.Trigger[1], b.Trigger[1]), cmp.Compare(a.Polarity, b.Polarity), cmp.Compare(a.Rule, b.Rule),
		slices.Compare(a.Claimant, b.Claimant),
	)
}

// validate reports why f cannot be stored.
func validate(f graph.Facts) error {
	if f.Article.ID == "" {
		return fmt.Errorf("%s: an article without an id cannot be stored", f.Article.Path)
	}
	if badID(string(f.Article.ID)) || strings.ContainsAny(string(f.Article.ID), "/@") {
		return fmt.Errorf("article id %q: it may hold no control characters, slashes or @", f.Article.ID)
	}
	known := map[string]bool{}
	for _, e := range f.Entities {
		if badID(string(e.ID)) {
			return fmt.Errorf("article %s: entity id %q: it may hold no control characters", f.Article.ID, e.ID)
		}
		if e.Name == "" || e.Kind == "" {
			return fmt.Errorf("article %s: entity %s has no name or no kind", f.Article.ID, e.ID)
		}
		if known[string(e.ID)] {
			return fmt.Errorf("article %s: entity %s stands twice", f.Article.ID, e.ID)
		}
		known[string(e.ID)] = true
		if a := ArticleOf(e.ID); e.ID == "" || a != "" && a != f.Article.ID {
			return fmt.Errorf("article %s: entity id %q is of another article", f.Article.ID, e.ID)
		}
	}
	for _, e := range f.Events {
		known[string(e.ID)] = true
	}
	check := func(what string, id graph.EventID, claims []graph.Claim, refs ...string) error {
		if ArticleOf(id) != f.Article.ID || badID(string(id)) {
			return fmt.Errorf("article %s: %s id %q is not of this article", f.Article.ID, what, id)
		}
		if len(claims) == 0 {
			return fmt.Errorf("article %s: %s %s: %w", f.Article.ID, what, id, ErrNoClaims)
		}
		for _, c := range claims {
			if c.Start < 0 || c.End < c.Start || c.End > len(f.Article.Text) || c.Trigger[0] < c.Start || c.Trigger[1] > c.End || c.Trigger[1] < c.Trigger[0] {
				return fmt.Errorf("article %s: %s %s: claim [%d,%d) with trigger [%d,%d) is not inside the text of %d bytes",
					f.Article.ID, what, id, c.Start, c.End, c.Trigger[0], c.Trigger[1], len(f.Article.Text))
			}
			if !(c.Confidence >= 0 && c.Confidence <= 1) {
				return fmt.Errorf("article %s: %s %s: confidence %v is not between 0 and 1", f.Article.ID, what, id, c.Confidence)
			}
			for _, by := range c.Claimant {
				refs = append(refs, string(by))
			}
		}
		for _, r := range refs {
			if r != "" && !known[r] {
				return fmt.Errorf("article %s: %s %s names %q, which the article does not have", f.Article.ID, what, id, r)
			}
		}
		return nil
	}
	seen := map[graph.EventID]bool{}
	for _, e := range f.Events {
		refs := []string{string(e.Place)}
		for _, v := range e.Values {
			if math.IsNaN(v.Amount) || math.IsInf(v.Amount, 0) {
				return fmt.Errorf("article %s: event %s: %v is no amount", f.Article.ID, e.ID, v.Amount)
			}
		}
		for _, r := range e.Roles {
			if r.Name == "" || !oneOf(r.Entity != "", r.Event != "", r.Topic != "") {
				return fmt.Errorf("article %s: event %s: role %q must have exactly one target", f.Article.ID, e.ID, r.Name)
			}
			refs = append(refs, string(r.Entity), string(r.Event))
		}
		if err := check("event", e.ID, e.Claims, refs...); err != nil {
			return err
		}
		if seen[e.ID] {
			return fmt.Errorf("article %s: event %s stands twice", f.Article.ID, e.ID)
		}
		seen[e.ID] = true
	}
	for _, s := range f.States {
		if err := check("state", s.ID, s.Claims, string(s.From), string(s.To)); err != nil {
			return err
		}
		if s.From == "" || seen[s.ID] {
			return fmt.Errorf("article %s: state %s stands twice or holds of nobody", f.Article.ID, s.ID)
		}
		seen[s.ID] = true
	}
	return nil
}

// badID reports whether an id holds what the keys of the index are joined with.
func badID(id string) bool {
	for i := 0; i < len(id); i++ {
		if id[i] < ' ' || id[i] == 0x7f {
			return true
		}
	}
	return false
}

// oneOf reports whether exactly one of bs is true.
func oneOf(bs ...bool) bool {
	n := 0
	for _, b := range bs {
		if b {
			n++
		}
	}
	return n == 1
}

// Normal is f in the one order in which it is kept and given back.
func Normal(f graph.Facts) graph.Facts { return normalise(f) }
