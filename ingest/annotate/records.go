package annotate

import (
	"encoding/json"
	"io"
	"math"
	"time"

	"dateline/graph"
	"dateline/ingest/lead"
	"dateline/ingest/nlp"
)

// Schema is the version of the lines that Records writes, docs/schema.md. It changes
// when a field changes its meaning or goes; a field more does not change it.
const Schema = "dateline/1"

// The lines of JSON Lines. Offsets are bytes of the article's text in UTF-8; dates
// are EDTF.
type (
	articleLine struct {
		Schema    string `json:"schema"`
		Kind      string `json:"kind"`
		ID        string `json:"id"`
		Title     string `json:"title,omitempty"`
		Publisher string `json:"publisher,omitempty"`
		Agency    string `json:"agency,omitempty"`
		Published string `json:"published,omitempty"`
		Modified  string `json:"modified,omitempty"`
		Section   string `json:"section,omitempty"`
		URL       string `json:"url,omitempty"`
		SHA256    string `json:"sha256,omitempty"`
		Lang      string `json:"lang,omitempty"`
	}
	entityLine struct {
		Schema  string   `json:"schema"`
		Kind    string   `json:"kind"`
		ID      string   `json:"id"`
		Article string   `json:"article"`
		Name    string   `json:"name"`
		Sort    string   `json:"sort"`
		Aliases []string `json:"aliases,omitempty"`
		Unnamed bool     `json:"unnamed,omitempty"`
		Role    string   `json:"role,omitempty"`
		Country string   `json:"country,omitempty"`
		Sector  string   `json:"sector,omitempty"`
	}
	eventLine struct {
		Schema     string      `json:"schema"`
		Kind       string      `json:"kind"`
		ID         string      `json:"id"`
		Article    string      `json:"article"`
		Type       string      `json:"type"`
		Class      string      `json:"class"`
		Open       bool        `json:"open,omitempty"`
		Text       string      `json:"text"`
		Roles      []roleField `json:"roles,omitempty"`
		When       string      `json:"when,omitempty"`
		Basis      string      `json:"basis"`
		Dating     string      `json:"dating,omitempty"`
		Place      string      `json:"place,omitempty"`
		Manner     string      `json:"manner,omitempty"`
		Tags       []string    `json:"tags,omitempty"`
		Values     []value     `json:"values,omitempty"`
		Order      []order     `json:"order,omitempty"`
		Main       bool        `json:"main,omitempty"`
		Direct     bool        `json:"direct"`
		Confidence float64     `json:"confidence"`
		Claims     []claimPart `json:"claims"`
	}
	stateLine struct {
		Schema  string      `json:"schema"`
		Kind    string      `json:"kind"`
		ID      string      `json:"id"`
		Article string      `json:"article"`
		Type    string      `json:"type"`
		From    string      `json:"from"`
		To      string      `json:"to,omitempty"`
		Value   string      `json:"value,omitempty"`
		When    string      `json:"when,omitempty"`
		Former  bool        `json:"former,omitempty"`
		Claims  []claimPart `json:"claims"`
	}
	roleField struct {
		Role   string `json:"role"`
		Entity string `json:"entity,omitempty"`
		Event  string `json:"event,omitempty"`
		Topic  string `json:"topic,omitempty"`
	}
	value struct {
		Amount float64 `json:"amount"`
		Unit   string  `json:"unit,omitempty"`
		What   string  `json:"what,omitempty"`
		Approx string  `json:"approx,omitempty"`
	}
	order struct {
		Rel   string `json:"rel"`
		Event string `json:"event"`
	}
	claimPart struct {
		Start      int      `json:"start"`
		End        int      `json:"end"`
		Trigger    [2]int   `json:"trigger"`
		Claimants  []string `json:"claimants,omitempty"`
		Cue        string   `json:"cue,omitempty"`
		Quoted     bool     `json:"quoted,omitempty"`
		Polarity   string   `json:"polarity"`
		Factuality string   `json:"factuality"`
		Mode       string   `json:"mode"`
		Rule       string   `json:"rule"`
		Confidence float64  `json:"confidence"`
	}
)

// Records writes what d tells as JSON Lines: the article, then its entities, events
// and states, one object a line, by the schema of docs/schema.md.
func Records(w io.Writer, d *nlp.Document) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	a := d.Article
	head := articleLine{Schema: Schema, Kind: "article", ID: string(a.ID), Title: a.Title, Publisher: a.Publisher,
		Agency: a.Agency, Section: a.Section, URL: a.URL, SHA256: a.SHA256, Lang: a.Lang}
	switch {
	case a.Published.IsZero():
	case a.DayOnly:
		head.Published = a.Published.Format(time.DateOnly)
	default:
		head.Published = a.Published.Format(time.RFC3339)
	}
	if !a.Modified.IsZero() {
		head.Modified = a.Modified.Format(time.RFC3339)
	}
	if err := enc.Encode(head); err != nil {
		return err
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		if err := enc.Encode(entityLine{Schema, "entity", string(e.ID), head.ID, e.Name, string(e.Kind), e.Aliases, e.Unnamed, e.Role, e.Country, e.Sector}); err != nil {
			return err
		}
	}
	first, _ := lead.Of(d)
	for i := range d.Events {
		l := eventOf(d, head.ID, &d.Events[i])
		l.Main = d.Events[i].ID == first.Event
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	for i := range d.States {
		s := &d.States[i]
		l := stateLine{Schema: Schema, Kind: "state", ID: string(s.ID), Article: head.ID, Type: string(s.Type), From: string(s.From),
			To: string(s.To), Value: s.Value, Former: s.Former, Claims: claimsOf(s.Claims)}
		if !s.When.IsZero() {
			l.When = s.When.String()
		}
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	return nil
}

func eventOf(d *nlp.Document, article string, e *graph.Event) eventLine {
	l := eventLine{Schema: Schema, Kind: "event", ID: string(e.ID), Article: article, Type: string(e.Type), Class: string(e.Class),
		Open: d.Types[e.Type].Open, Text: e.Text, Basis: e.Basis.String(), Dating: e.Dating, Place: string(e.Place), Manner: e.Manner,
		Tags: e.Tags, Direct: graph.Direct(*e), Claims: claimsOf(e.Claims)}
	if !e.When.IsZero() {
		l.When = e.When.String()
	}
	for _, r := range e.Roles {
		l.Roles = append(l.Roles, roleField{r.Name, string(r.Entity), string(r.Event), string(r.Topic)})
	}
	for _, q := range e.Values {
		l.Values = append(l.Values, value{q.Amount, q.Unit, q.What, q.Approx})
	}
	for _, o := range e.Order {
		l.Order = append(l.Order, order{o.Rel, string(o.Event)})
	}
	for _, c := range e.Claims {
		l.Confidence = max(l.Confidence, round(c.Confidence))
	}
	return l
}

func claimsOf(claims []graph.Claim) []claimPart {
	out := make([]claimPart, 0, len(claims))
	for _, c := range claims {
		p := claimPart{Start: c.Start, End: c.End, Trigger: c.Trigger, Cue: c.Cue, Quoted: c.Direct, Polarity: c.Polarity.String(),
			Factuality: c.Factuality.String(), Mode: c.Mode.String(), Rule: c.Rule, Confidence: round(c.Confidence)}
		for _, id := range c.Claimant {
			p.Claimants = append(p.Claimants, string(id))
		}
		out = append(out, p)
	}
	return out
}

// round keeps two decimals: more would promise what confidences do not have.
func round(x float64) float64 { return math.Round(100*x) / 100 }

// AtLeast drops the events of d that no claim is as sure of as least, 0..1.
func AtLeast(d *nlp.Document, least float64) {
	kept := d.Events[:0:0]
	for _, e := range d.Events {
		sure := 0.0
		for _, c := range e.Claims {
			sure = max(sure, c.Confidence)
		}
		if sure >= least {
			kept = append(kept, e)
		}
	}
	d.Events = kept
}
