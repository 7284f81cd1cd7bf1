package export

import (
	"bufio"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/export/told"
	"dateline/graph"
	"dateline/graph/rdf"
)

// statements are a View as RDF. What an article says stands in that article's
// graph; what is joined over articles (an event's text, an entity's name) stands
// in the default graph.
func statements(v *graph.View, o Options) []rdf.Quad {
	s := told.Read(v)
	var out []rdf.Quad
	var in string
	iri := func(sub, p, o string) { out = append(out, rdf.Quad{S: sub, P: p, O: o, Graph: in}) }
	lit := func(sub, p, o, datatype string) {
		if o != "" {
			out = append(out, rdf.Quad{S: sub, P: p, O: o, Literal: true, Datatype: datatype, Graph: in})
		}
	}
	members := map[string][]string{}
	for _, m := range slices.Sorted(maps.Keys(v.Joined)) {
		members[v.Joined[m]] = append(members[v.Joined[m]], m)
	}
	joins := func(kind, sub, id string) {
		for _, m := range members[id] {
			iri(sub, rdf.Vocab+"joins", rdf.IRI(kind, m))
		}
	}
	for _, t := range slices.Sorted(maps.Keys(v.Types)) {
		out = append(out, rdf.Relation(v.Types[t])...)
	}
	for _, e := range sortedEntities(v) {
		sub := rdf.IRI("entity", string(e.ID))
		iri(sub, rdf.TypeIRI, rdf.ClassOf(e.Kind))
		lit(sub, rdf.Label, e.Name, "")
		for _, a := range e.Aliases {
			lit(sub, rdf.Schema+"alternateName", a, "")
		}
		lit(sub, rdf.Schema+"jobTitle", e.Role, "")
		lit(sub, rdf.Vocab+"country", e.Country, "")
		joins("entity", sub, string(e.ID))
	}
	for _, a := range s.Sources {
		sub := rdf.IRI("article", string(a.ID))
		iri(sub, rdf.TypeIRI, rdf.Schema+"NewsArticle")
		lit(sub, rdf.Schema+"headline", a.Title, "")
		lit(sub, rdf.Schema+"publisher", a.Publisher, "")
		lit(sub, rdf.Schema+"sourceOrganization", a.Agency, "")
		if a.DayOnly {
			lit(sub, rdf.Schema+"datePublished", published(a), rdf.XSD+"date")
		} else {
			lit(sub, rdf.Schema+"datePublished", published(a), rdf.XSD+"dateTime")
		}
		if !a.Modified.IsZero() {
			lit(sub, rdf.Schema+"dateModified", a.Modified.Format(time.RFC3339Nano), rdf.XSD+"dateTime")
		}
		lit(sub, rdf.Schema+"articleSection", a.Section, "")
		if l := a.Link(); l != "" {
			iri(sub, rdf.Schema+"url", rdf.SafeIRI(l))
		}
		lit(sub, rdf.Schema+"sha256", a.SHA256, "")
		if a.CopyOf != "" {
			iri(sub, rdf.Schema+"isBasedOn", rdf.IRI("article", string(a.CopyOf)))
		}
	}
	claim := func(sub string, q told.Quote, n int) {
		if len(v.Told) > 0 {
			return // in the articles' graphs
		}
		in = rdf.IRI("article", string(q.Article))
		c := sub + "/claim/" + strconv.Itoa(n+1)
		iri(c, rdf.TypeIRI, rdf.Vocab+"Claim")
		iri(c, rdf.Vocab+"of", sub)
		iri(c, rdf.PROV+"wasQuotedFrom", in)
		for _, by := range q.Claimant {
			iri(c, rdf.PROV+"wasAttributedTo", rdf.IRI("entity", string(by)))
		}
		lit(c, rdf.PROV+"value", q.Sentence(), "")
		lit(c, rdf.NIF+"beginIndex", strconv.Itoa(q.Start), rdf.XSD+"nonNegativeInteger")
		lit(c, rdf.NIF+"endIndex", strconv.Itoa(q.End), rdf.XSD+"nonNegativeInteger")
		lit(c, rdf.Vocab+"polarity", q.Polarity.String(), "")
		lit(c, rdf.Vocab+"factuality", q.Factuality.String(), "")
		lit(c, rdf.Vocab+"mode", q.Mode.String(), "")
		lit(c, rdf.Vocab+"rule", q.Rule, "")
		lit(c, rdf.Vocab+"confidence", strconv.FormatFloat(q.Confidence, 'f', 3, 64), rdf.XSD+"decimal")
		in = ""
	}
	for i := range s.Events {
		e := &s.Events[i]
		sub := rdf.IRI("event", string(e.ID))
		iri(sub, rdf.TypeIRI, rdf.SEM+"Event")
		iri(sub, rdf.SEM+"eventType", rdf.IRI("type", string(e.Event.Type)))
		lit(sub, rdf.Label, e.Line, "")
		lit(sub, rdf.Vocab+"standing", e.Standing.String(), "")
		lit(sub, rdf.Vocab+"when", e.When.String(), rdf.EDTF)
		lit(sub, rdf.Vocab+"basis", told.Basis(e.Basis), "")
		from, to := e.When.Bounds()
		lit(sub, rdf.SEM+"hasEarliestBeginTimeStamp", instant(from), rdf.XSD+"dateTime")
		lit(sub, rdf.SEM+"hasLatestEndTimeStamp", instant(to), rdf.XSD+"dateTime")
		for _, r := range e.Roles {
			switch {
			case r.Entity != "":
				iri(sub, rdf.SEM+"hasActor", rdf.IRI("entity", string(r.Entity)))
				iri(sub, rdf.IRI("role", r.Name), rdf.IRI("entity", string(r.Entity)))
			case r.Event != "":
				iri(sub, rdf.IRI("role", r.Name), rdf.IRI("event", string(r.Event)))
			case r.Topic != "":
				iri(sub, rdf.IRI("role", r.Name), rdf.IRI("type", string(r.Topic)))
			}
		}
		if e.Event.Place != "" {
			iri(sub, rdf.SEM+"hasPlace", rdf.IRI("entity", string(e.Event.Place)))
		}
		joins("event", sub, string(e.ID))
		for n, q := range e.Quotes {
			claim(sub, q, n)
		}
	}
	for _, st := range s.States {
		sub := rdf.IRI("state", string(st.ID))
		iri(sub, rdf.TypeIRI, rdf.Vocab+"State")
		iri(sub, rdf.SEM+"eventType", rdf.IRI("type", string(st.State.Type)))
		lit(sub, rdf.Label, st.Line, "")
		iri(sub, rdf.Vocab+"from", rdf.IRI("entity", string(st.From)))
		if st.To != "" {
			iri(sub, rdf.Vocab+"to", rdf.IRI("entity", string(st.To)))
		}
		lit(sub, rdf.Vocab+"value", st.Value, "")
		lit(sub, rdf.Vocab+"when", st.When.String(), rdf.EDTF)
		for n, q := range st.Quotes {
			claim(sub, q, n)
		}
	}
	for _, f := range v.Told {
		out = append(out, rdf.Told(f, !o.NoText)...)
	}
	return out
}

func writeNQuads(w io.Writer, v *graph.View, o Options) error {
	b := bufio.NewWriter(w)
	var line []byte
	for _, q := range statements(v, o) {
		line = rdf.AppendNQuad(line[:0], q)
		if _, err := b.Write(line); err != nil {
			return err
		}
	}
	return b.Flush()
}

func sortedEntities(v *graph.View) []graph.Entity {
	out := slices.Clone(v.Entities)
	slices.SortFunc(out, func(a, b graph.Entity) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}
