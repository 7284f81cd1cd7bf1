// Package rdf says what articles tell in RDF, in the terms of SEM, PROV-O, schema.org and EDTF,
// and reads facts in these terms back. It takes graph.Facts and gives quads (Told), takes N-Quads
// or JSON-LD and gives quads (ReadNQuads, ReadJSONLD), and makes Facts of quads (Reader). It
// stores nothing and draws nothing.
//
// What one article tells stands in the graph of that article and comes back as it was.
// Facts of other programs have no such graphs; they become those of a source of their own.
// Everything that is read is bounded, and every error names the line or the place in the JSON.
package rdf

import (
	"fmt"
	"net/url"
	"strings"

	"dateline/graph"
)

// The vocabularies. What SEM, PROV-O, schema.org and NIF have no name for is named under Vocab.
const (
	NS       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	RDFS     = "http://www.w3.org/2000/01/rdf-schema#"
	XSD      = "http://www.w3.org/2001/XMLSchema#"
	SEM      = "http://semanticweb.cs.vu.nl/2009/11/sem/"
	PROV     = "http://www.w3.org/ns/prov#"
	Schema   = "https://schema.org/"
	NIF      = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
	SKOS     = "http://www.w3.org/2004/02/skos/core#"
	FOAF     = "http://xmlns.com/foaf/0.1/"
	DCTerms  = "http://purl.org/dc/terms/"
	EDTF     = "http://id.loc.gov/datatypes/edtf/EDTF"
	Own      = "urn:dateline:"
	Vocab    = Own + "vocab:"
	RoleNS   = Own + "role:"
	TypeIRI  = NS + "type"
	Label    = RDFS + "label"
	blankTag = "_:"
)

// Quad is one statement. O is an IRI or blank node, or, where Literal is set, a text with a
// datatype or language. Blank nodes begin with "_:". Graph is empty in the default graph.
type Quad struct {
	S, P, O  string
	Literal  bool
	Datatype string // IRI; empty: a plain string
	Lang     string
	Graph    string
}

// IRI is the absolute IRI for one of our ids: kind is entity, article, event, state, type or role.
func IRI(kind, id string) string { return Own + kind + ":" + url.PathEscape(id) }

// ID is the inverse of IRI; ok is false if the IRI is none of ours of that kind.
func ID(kind, iri string) (id string, ok bool) {
	rest, ok := strings.CutPrefix(iri, Own+kind+":")
	if !ok {
		return "", false
	}
	id, err := url.PathUnescape(rest)
	return id, err == nil
}

// ClassOf is the class that an entity of a kind has in schema.org.
func ClassOf(k graph.Kind) string {
	for _, c := range classes {
		if c.kind == k {
			return Schema + c.class
		}
	}
	return Schema + "Thing"
}

// classes pair kinds with classes: the first of a kind is written, all are read.
var classes = []struct {
	kind  graph.Kind
	class string
}{
	{graph.Person, "Person"}, {graph.Organisation, "Organization"}, {graph.Group, "Organization"},
	{graph.GPE, "Place"}, {graph.Place, "Place"}, {graph.Facility, "Place"}, {graph.Product, "Product"},
	{graph.Work, "CreativeWork"}, {graph.Law, "Legislation"}, {graph.Occasion, "Event"}, {graph.Thing, "Thing"},
	{graph.GPE, "Country"}, {graph.GPE, "City"}, {graph.GPE, "State"}, {graph.GPE, "AdministrativeArea"},
	{graph.Organisation, "GovernmentOrganization"}, {graph.Organisation, "NewsMediaOrganization"}, {graph.Organisation, "Corporation"},
	{graph.Place, "Landform"}, {graph.Facility, "CivicStructure"}, {graph.Work, "Book"}, {graph.Work, "Movie"},
}

// SafeIRI escapes what may not stand in an IRI.
func SafeIRI(u string) string {
	var b strings.Builder
	for _, r := range u {
		if r <= 0x20 || strings.ContainsRune("<>\"{}|^`\\", r) || r == 0xFFFD || r == 0x7f {
			b.WriteString(url.PathEscape(string(r)))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Problem is what is wrong with a file, and where: "line 12", "@graph[3]".
type Problem struct{ Where, What string }

func (p *Problem) Error() string { return p.Where + ": " + p.What }

func problem(where, format string, args ...any) *Problem {
	return &Problem{where, fmt.Sprintf(format, args...)}
}

// Located is a quad with its place in the file.
type Located struct {
	Quad
	Where string
}
