package export

import (
	"bufio"
	"encoding/json"
	"io"
	"time"

	"dateline/export/told"
	"dateline/graph"
)

// The JSON of a view. Dates are EDTF; from and to are the earliest and latest
// instants that the date allows, to exclusive, left out where nothing bounds them.
// Offsets are bytes of the article's text in UTF-8.
type (
	viewJSON struct {
		Title    string       `json:"title"`
		Events   []eventJSON  `json:"events"`
		States   []stateJSON  `json:"states"`
		Entities []entityJSON `json:"entities"`
		Sources  []sourceJSON `json:"sources"`
		Omitted  int          `json:"omitted,omitempty"`
	}
	eventJSON struct {
		ID       string         `json:"id"`
		Type     string         `json:"type"`
		Label    string         `json:"label"`
		Class    string         `json:"class,omitempty"`
		Text     string         `json:"text"`
		When     string         `json:"when,omitempty"`
		From     string         `json:"from,omitempty"`
		To       string         `json:"to,omitempty"`
		Basis    string         `json:"basis"`
		Dating   string         `json:"dating,omitempty"`
		Standing string         `json:"standing"`
		SaidBy   []string       `json:"said_by,omitempty"`
		DeniedBy []string       `json:"denied_by,omitempty"`
		Roles    []roleJSON     `json:"roles,omitempty"`
		Place    *refJSON       `json:"place,omitempty"`
		Manner   string         `json:"manner,omitempty"`
		Tags     []string       `json:"tags,omitempty"`
		Values   []quantityJSON `json:"values,omitempty"`
		Order    []linkJSON     `json:"order,omitempty"`
		Members  []string       `json:"members,omitempty"`
		Claims   []claimJSON    `json:"claims"`
	}
	refJSON struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	roleJSON struct {
		Role   string `json:"role"`
		Entity string `json:"entity,omitempty"`
		Event  string `json:"event,omitempty"`
		Topic  string `json:"topic,omitempty"`
		Name   string `json:"name,omitempty"`
	}
	quantityJSON struct {
		Amount float64 `json:"amount"`
		Unit   string  `json:"unit,omitempty"`
		What   string  `json:"what,omitempty"`
		Approx string  `json:"approx,omitempty"`
	}
	linkJSON struct {
		Rel   string `json:"rel"`
		Event string `json:"event"`
	}
	claimJSON struct {
		Article    string    `json:"article"`
		Source     int       `json:"source"`
		Start      int       `json:"start"`
		End        int       `json:"end"`
		Trigger    [2]int    `json:"trigger"`
		Sentence   string    `json:"sentence,omitempty"`
		Claimants  []refJSON `json:"claimants,omitempty"`
		Cue        string    `json:"cue,omitempty"`
		Direct     bool      `json:"direct,omitempty"`
		Polarity   string    `json:"polarity"`
		Factuality string    `json:"factuality"`
		Mode       string    `json:"mode"`
		Rule       string    `json:"rule,omitempty"`
		Confidence float64   `json:"confidence"`
	}
	stateJSON struct {
		ID     string      `json:"id"`
		Type   string      `json:"type"`
		Text   string      `json:"text"`
		From   refJSON     `json:"from"`
		To     *refJSON    `json:"to,omitempty"`
		Value  string      `json:"value,omitempty"`
		When   string      `json:"when,omitempty"`
		Former bool        `json:"former,omitempty"`
		Claims []claimJSON `json:"claims"`
	}
	entityJSON struct {
		ID      string   `json:"id"`
		Kind    string   `json:"kind"`
		Name    string   `json:"name"`
		Aliases []string `json:"aliases,omitempty"`
		Unnamed bool     `json:"unnamed,omitempty"`
		Role    string   `json:"role,omitempty"`
		Country string   `json:"country,omitempty"`
		Sector  string   `json:"sector,omitempty"`
		Members []string `json:"members,omitempty"`
	}
	sourceJSON struct {
		Number    int    `json:"number"`
		ID        string `json:"id"`
		Title     string `json:"title,omitempty"`
		Publisher string `json:"publisher,omitempty"`
		Agency    string `json:"agency,omitempty"`
		URL       string `json:"url,omitempty"`
		Path      string `json:"path,omitempty"`
		Published string `json:"published,omitempty"`
		SHA256    string `json:"sha256,omitempty"`
		CopyOf    string `json:"copy_of,omitempty"`
	}
)

func writeJSON(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	out := viewJSON{
		Title: s.Title, Omitted: s.Omitted,
		Events: []eventJSON{}, States: []stateJSON{}, Entities: []entityJSON{}, Sources: []sourceJSON{},
	}
	for i := range s.Events {
		out.Events = append(out.Events, newEvent(s, &s.Events[i]))
	}
	for _, st := range s.States {
		j := stateJSON{ID: string(st.ID), Type: string(st.State.Type), Text: st.Line, From: ref(s, st.From), Value: st.Value, When: st.When.String(), Former: st.Former, Claims: claims(s, st.Quotes)}
		if st.To != "" {
			to := ref(s, st.To)
			j.To = &to
		}
		out.States = append(out.States, j)
	}
	for _, e := range sortedEntities(v) {
		out.Entities = append(out.Entities, entityJSON{string(e.ID), string(e.Kind), e.Name, e.Aliases, e.Unnamed, e.Role, e.Country, e.Sector, texts(e.Members)})
	}
	for _, a := range s.Sources {
		out.Sources = append(out.Sources, sourceJSON{a.Number, string(a.ID), a.Title, a.Publisher, a.Agency, a.URL, a.Path, published(a), a.SHA256, string(a.CopyOf)})
	}
	return encode(w, out)
}

func writeJSONL(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	for i := range s.Events {
		if err := enc.Encode(newEvent(s, &s.Events[i])); err != nil {
			return err
		}
	}
	return b.Flush()
}

// encode writes v as indented JSON.
func encode(w io.Writer, v any) error {
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	return b.Flush()
}

func newEvent(s *told.Story, e *told.Event) eventJSON {
	from, to := e.When.Bounds()
	j := eventJSON{
		ID: string(e.ID), Type: string(e.Event.Type), Label: e.Type, Class: string(e.Class), Text: e.Line,
		When: e.When.String(), From: instant(from), To: instant(to), Basis: told.Basis(e.Basis), Dating: e.Dating,
		Standing: e.Standing.String(), SaidBy: e.SaidBy, DeniedBy: e.DeniedBy, Manner: e.Manner, Tags: e.Tags,
		Members: texts(e.Members), Claims: claims(s, e.Quotes),
	}
	for _, r := range e.Roles {
		k := roleJSON{Role: r.Name, Entity: string(r.Entity), Event: string(r.Event), Topic: string(r.Topic)}
		switch {
		case r.Entity != "":
			k.Name = s.Name(r.Entity)
		case r.Topic != "":
			k.Name = s.TypeLabel(r.Topic)
		}
		j.Roles = append(j.Roles, k)
	}
	if e.Place != "" {
		j.Place = &refJSON{string(e.Event.Place), e.Place}
	}
	for _, q := range e.Values {
		j.Values = append(j.Values, quantityJSON(q))
	}
	for _, o := range e.Order {
		j.Order = append(j.Order, linkJSON{o.Rel, string(o.Event)})
	}
	return j
}

func claims(s *told.Story, quotes []told.Quote) []claimJSON {
	out := []claimJSON{}
	for _, q := range quotes {
		j := claimJSON{
			Article: string(q.Article), Source: q.Source, Start: q.Start, End: q.End, Trigger: q.Claim.Trigger,
			Sentence: q.Sentence(), Cue: q.Cue, Direct: q.Direct, Polarity: q.Polarity.String(),
			Factuality: q.Factuality.String(), Mode: q.Mode.String(), Rule: q.Rule, Confidence: q.Confidence,
		}
		for _, c := range q.Claimant {
			j.Claimants = append(j.Claimants, ref(s, c))
		}
		out = append(out, j)
	}
	return out
}

func ref(s *told.Story, id graph.EntityID) refJSON { return refJSON{string(id), s.Name(id)} }

// instant is t in RFC 3339, "" for an open bound.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// published is when a source came out, as sharply as it is known.
func published(a told.Source) string {
	switch {
	case a.Published.IsZero():
		return ""
	case a.DayOnly:
		return a.Published.Format("2006-01-02")
	}
	return a.Published.Format(time.RFC3339)
}

func texts[T ~string](ids []T) []string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return out
}
