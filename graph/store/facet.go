package store

import (
	"cmp"
	"strings"

	"dateline/graph"
)

// Sources gives articles without their text.
type Sources func(graph.ArticleID) graph.Source

// Facet is something that events are counted by.
type Facet struct {
	Name   string
	Values func(e *Summary, of Sources) []string
}

// Facets are all that events are counted by. Their place in the list is part of the file's format.
var Facets = []Facet{
	{"actor", func(e *Summary, _ Sources) []string { return takingPart(e, true) }},
	{"participant", func(e *Summary, _ Sources) []string { return takingPart(e, false) }},
	{"relation", func(e *Summary, _ Sources) []string { return []string{string(e.Type)} }},
	{"class", func(e *Summary, _ Sources) []string { return []string{string(e.Class)} }},
	{"context", func(e *Summary, _ Sources) []string { return e.Tags }},
	{"place", func(e *Summary, _ Sources) []string { return []string{string(e.Place)} }},
	{"year", func(e *Summary, _ Sources) []string { return []string{calendarOf(e.When, 4)} }},
	{"month", func(e *Summary, _ Sources) []string { return []string{calendarOf(e.When, 7)} }},
	{"day", func(e *Summary, _ Sources) []string { return []string{calendarOf(e.When, 10)} }},
	{"source", func(e *Summary, of Sources) []string {
		var out []string
		for _, id := range e.Articles {
			out = append(out, cmp.Or(of(id).Publisher, Unpublished))
		}
		return out
	}},
	{"claimant", func(e *Summary, _ Sources) []string { return texts(e.Claimants) }},
	{"basis", func(e *Summary, _ Sources) []string { return []string{e.Basis.String()} }},
	{"status", func(e *Summary, _ Sources) []string { return []string{e.Status()} }},
	{ByTaker, func(e *Summary, _ Sources) []string { return texts(takers(*e)) }},
	{"role", func(e *Summary, _ Sources) []string { return inRoles(e) }},
	{ByState, func(e *Summary, _ Sources) []string { return dating(e) }},
	{classAndType, func(e *Summary, _ Sources) []string { return []string{string(e.Class) + "\t" + string(e.Type)} }},
}

// ByState is a facet for statistics: what it has are these, and months.
const (
	ByState   = "state"
	ByTaker   = "taker" // in any role, or the place
	IsDated   = "dated"
	IsUndated = "undated"
	IsDenied  = "denied"
	InMonth   = "month " // before it
)

// inRoles are all who are named in a role of e.
func inRoles(e *Summary) []string {
	var out []string
	for _, r := range e.Roles {
		out = append(out, string(r.Entity))
	}
	return out
}

// takingPart are those who act in e, or all who take part in it. In a symmetric relation all act.
func takingPart(e *Summary, actors bool) []string {
	var out []string
	for _, r := range e.Roles {
		if r.Entity != "" && (r.Name == "actor" || r.Name == "participant" || !actors && r.Name == "recipient") {
			out = append(out, string(r.Entity))
		}
	}
	return out
}

// calendarOf is the year, month or day of an EDTF date that commits itself to one.
func calendarOf(edtf string, length int) string {
	if edtf == "" || strings.ContainsAny(edtf, "[{/") || len(edtf) < length {
		return ""
	}
	return edtf[:length]
}

// dating is what statistics count: whether an event has a date, the month that its date begins with,
// and whether somebody denies it.
func dating(e *Summary) (out []string) {
	switch {
	case !e.Dated():
		out = append(out, IsUndated)
	case len(e.When) >= 7 && e.When[4] == '-':
		out = append(out, IsDated, InMonth+e.When[:7])
	default:
		out = append(out, IsDated)
	}
	if e.Denied {
		out = append(out, IsDenied)
	}
	return out
}

func texts[T ~string](ids []T) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// Status says how an event stands: disputed, denied, planned or asserted.
func (s *Summary) Status() string {
	switch {
	case s.Denied && s.Asserted:
		return "disputed"
	case s.Denied:
		return "denied"
	case s.Modes&(1<<graph.Past|1<<graph.Present) == 0 && s.Modes&(1<<graph.Planned|1<<graph.Ordered|1<<graph.Hypothetical) != 0:
		return "planned"
	}
	return "asserted"
}

// Unpublished is what the publisher of an article without one is called.
const Unpublished = "(unknown)"
