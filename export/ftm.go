package export

import (
	"bufio"
	"encoding/json"
	"io"
	"strings"
	"time"

	"golang.org/x/text/language"

	"dateline/export/told"
	"dateline/graph"
)

// writeFTM writes entities of FollowTheMoney, one JSON object a line, for Aleph
// and OpenSanctions' tools: people, bodies and places, articles, and events that
// name who was involved and which article proves them. A claim that is only
// alleged or denied says so in the event's notes, for the model has no other place.
func writeFTM(w io.Writer, v *graph.View, _ Options) error {
	type entity struct {
		ID         string              `json:"id"`
		Schema     string              `json:"schema"`
		Properties map[string][]string `json:"properties"`
	}
	s := told.Read(v)
	b := bufio.NewWriter(w)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	put := func(id, schema string, properties map[string][]string) error {
		for k, list := range properties {
			var kept []string
			for _, p := range list {
				if p = strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(p, "\x00", "\uFFFD"), "\uFFFD")); p != "" {
					kept = append(kept, p)
				}
			}
			if properties[k] = kept; len(kept) == 0 {
				delete(properties, k)
			}
		}
		return enc.Encode(entity{id, schema, properties})
	}
	actor := map[graph.EntityID]bool{} // may be involved: what FtM calls a LegalEntity
	for _, e := range networkEntities(v, s, ties(s)) {
		schema := ftmSchema(e.Kind)
		actor[e.ID] = schema != "Address" && schema != "Thing"
		if !actor[e.ID] {
			continue
		}
		if err := put(ftmID("e", string(e.ID)), schema, map[string][]string{
			"name": {s.Name(e.ID)}, "alias": e.Aliases, "country": {ftmCountry(e.Country)}, "summary": {e.Role},
		}); err != nil {
			return err
		}
	}
	for _, a := range s.Sources {
		day := ""
		if !a.Published.IsZero() {
			day = a.Published.Format("2006-01-02")
		}
		if err := put(ftmID("a", string(a.ID)), "Article", map[string][]string{
			"title": {a.Title}, "name": {a.Heading()}, "publisher": {a.Publisher}, "publishedAt": {day}, "sourceUrl": {a.Link()},
		}); err != nil {
			return err
		}
	}
	for i := range s.Events {
		e := &s.Events[i]
		p := map[string][]string{
			"name": {e.Line}, "summary": {e.Type}, "location": {e.Place}, "keywords": {string(e.Event.Type), string(e.Class)}, "notes": {e.Doubt()},
		}
		from, to := e.When.Bounds()
		switch {
		case e.When.Lasting:
			p["startDate"], p["endDate"] = []string{ftmDay(from)}, []string{ftmDay(to.Add(-time.Second))}
			if to.IsZero() {
				p["endDate"] = nil
			}
		case !from.IsZero() && !to.IsZero():
			p["date"] = []string{ftmVague(from, to)}
		}
		for _, r := range e.Roles {
			if id := ftmID("e", string(r.Entity)); actor[r.Entity] && !contains(p["involved"], id) {
				p["involved"] = append(p["involved"], id)
			}
		}
		for _, q := range e.Quotes {
			p["description"] = append(p["description"], q.Sentence())
			if id := ftmID("a", string(q.Article)); !contains(p["proof"], id) {
				p["proof"] = append(p["proof"], id)
			}
		}
		if err := put(ftmID("v", string(e.ID)), "Event", p); err != nil {
			return err
		}
	}
	return b.Flush()
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func ftmSchema(k graph.Kind) string {
	switch k {
	case graph.Person:
		return "Person"
	case graph.Organisation:
		return "Organization"
	case graph.GPE:
		return "PublicBody" // a country that acts is its government
	case graph.Group:
		return "LegalEntity"
	case graph.Place, graph.Facility:
		return "Address"
	}
	return "Thing"
}

// ftmID is an id of letters, digits, "." and "-", as FollowTheMoney wants it.
func ftmID(kind, id string) string {
	b := []byte("dl" + kind + ".")
	for i := range len(id) {
		switch c := id[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			b = append(b, c)
		default:
			b = append(b, '-', "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		}
	}
	return string(b)
}

// ftmCountry is the two-letter code of a three-letter one, in small letters.
func ftmCountry(code string) string {
	r, err := language.ParseRegion(code)
	if err != nil || !r.IsCountry() {
		return ""
	}
	return strings.ToLower(r.String())
}

func ftmDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02")
}

// ftmVague is a date as sharp as it is known: a day, a month or a year.
func ftmVague(from, to time.Time) string {
	last := to.Add(-time.Second)
	switch {
	case from.Year() != last.Year():
		return ""
	case from.Month() != last.Month():
		return from.Format("2006")
	case from.Day() != last.Day():
		return from.Format("2006-01")
	}
	return from.Format("2006-01-02")
}
