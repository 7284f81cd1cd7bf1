package export

import (
	"bufio"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/export/told"
	"dateline/graph"
)

// Vocabularies. What SEM, PROV-O, schema.org and SKOS have no name for is named
// under ours.
const (
	rdfNS    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfsNS   = "http://www.w3.org/2000/01/rdf-schema#"
	xsdNS    = "http://www.w3.org/2001/XMLSchema#"
	semNS    = "http://semanticweb.cs.vu.nl/2009/11/sem/"
	provNS   = "http://www.w3.org/ns/prov#"
	schemaNS = "https://schema.org/"
	nifNS    = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
	edtfType = "http://id.loc.gov/datatypes/edtf/EDTF"
	ourNS    = "urn:dateline:"
)

// statement is a quad. The object is an IRI unless it is literal; a literal has a
// datatype or is a plain string. The graph is the article that says so.
type statement struct {
	s, p, o  string
	literal  bool
	datatype string
	graph    string
}

// statements are a View as RDF. What an article says stands in that article's
// graph; what is joined over articles (an event's text, an entity's name) stands
// in the default graph.
func statements(v *graph.View) []statement {
	s := told.Read(v)
	var out []statement
	var in string
	iri := func(sub, p, o string) { out = append(out, statement{s: sub, p: p, o: o, graph: in}) }
	lit := func(sub, p, o, datatype string) {
		if o != "" {
			out = append(out, statement{sub, p, o, true, datatype, in})
		}
	}
	for _, e := range sortedEntities(v) {
		sub := iriOf("entity", string(e.ID))
		iri(sub, rdfNS+"type", entityClass(e.Kind))
		lit(sub, rdfsNS+"label", e.Name, "")
		for _, a := range e.Aliases {
			lit(sub, schemaNS+"alternateName", a, "")
		}
		lit(sub, schemaNS+"jobTitle", e.Role, "")
		lit(sub, ourNS+"vocab:country", e.Country, "")
	}
	for _, a := range s.Sources {
		sub := iriOf("article", string(a.ID))
		iri(sub, rdfNS+"type", schemaNS+"NewsArticle")
		lit(sub, schemaNS+"headline", a.Title, "")
		lit(sub, schemaNS+"publisher", a.Publisher, "")
		lit(sub, schemaNS+"sourceOrganization", a.Agency, "")
		if a.DayOnly {
			lit(sub, schemaNS+"datePublished", published(a), xsdNS+"date")
		} else {
			lit(sub, schemaNS+"datePublished", published(a), xsdNS+"dateTime")
		}
		if !a.Modified.IsZero() {
			lit(sub, schemaNS+"dateModified", a.Modified.Format(time.RFC3339), xsdNS+"dateTime")
		}
		lit(sub, schemaNS+"articleSection", a.Section, "")
		if l := a.Link(); l != "" {
			iri(sub, schemaNS+"url", safeIRI(l))
		}
		lit(sub, schemaNS+"sha256", a.SHA256, "")
		if a.CopyOf != "" {
			iri(sub, schemaNS+"isBasedOn", iriOf("article", string(a.CopyOf)))
		}
	}
	claim := func(sub string, q told.Quote, n int) {
		in = iriOf("article", string(q.Article))
		c := sub + "/claim/" + strconv.Itoa(n+1)
		iri(c, rdfNS+"type", ourNS+"vocab:Claim")
		iri(c, ourNS+"vocab:of", sub)
		iri(c, provNS+"wasQuotedFrom", in)
		for _, by := range q.Claimant {
			iri(c, provNS+"wasAttributedTo", iriOf("entity", string(by)))
		}
		lit(c, provNS+"value", q.Sentence(), "")
		lit(c, nifNS+"beginIndex", strconv.Itoa(q.Start), xsdNS+"nonNegativeInteger")
		lit(c, nifNS+"endIndex", strconv.Itoa(q.End), xsdNS+"nonNegativeInteger")
		lit(c, ourNS+"vocab:polarity", q.Polarity.String(), "")
		lit(c, ourNS+"vocab:factuality", q.Factuality.String(), "")
		lit(c, ourNS+"vocab:mode", q.Mode.String(), "")
		lit(c, ourNS+"vocab:rule", q.Rule, "")
		lit(c, ourNS+"vocab:confidence", strconv.FormatFloat(q.Confidence, 'f', 3, 64), xsdNS+"decimal")
		in = ""
	}
	for i := range s.Events {
		e := &s.Events[i]
		sub := iriOf("event", string(e.ID))
		iri(sub, rdfNS+"type", semNS+"Event")
		iri(sub, semNS+"eventType", iriOf("type", string(e.Event.Type)))
		lit(sub, rdfsNS+"label", e.Line, "")
		lit(sub, ourNS+"vocab:standing", e.Standing.String(), "")
		lit(sub, ourNS+"vocab:when", e.When.String(), edtfType)
		lit(sub, ourNS+"vocab:basis", told.Basis(e.Basis), "")
		from, to := e.When.Bounds()
		lit(sub, semNS+"hasEarliestBeginTimeStamp", instant(from), xsdNS+"dateTime")
		lit(sub, semNS+"hasLatestEndTimeStamp", instant(to), xsdNS+"dateTime")
		for _, r := range e.Roles {
			switch {
			case r.Entity != "":
				iri(sub, semNS+"hasActor", iriOf("entity", string(r.Entity)))
				iri(sub, iriOf("role", r.Name), iriOf("entity", string(r.Entity)))
			case r.Event != "":
				iri(sub, iriOf("role", r.Name), iriOf("event", string(r.Event)))
			case r.Topic != "":
				iri(sub, iriOf("role", r.Name), iriOf("type", string(r.Topic)))
			}
		}
		if e.Event.Place != "" {
			iri(sub, semNS+"hasPlace", iriOf("entity", string(e.Event.Place)))
		}
		for n, q := range e.Quotes {
			claim(sub, q, n)
		}
	}
	for _, st := range s.States {
		sub := iriOf("state", string(st.ID))
		iri(sub, rdfNS+"type", ourNS+"vocab:State")
		iri(sub, semNS+"eventType", iriOf("type", string(st.State.Type)))
		lit(sub, rdfsNS+"label", st.Line, "")
		iri(sub, ourNS+"vocab:from", iriOf("entity", string(st.From)))
		if st.To != "" {
			iri(sub, ourNS+"vocab:to", iriOf("entity", string(st.To)))
		}
		lit(sub, ourNS+"vocab:value", st.Value, "")
		lit(sub, ourNS+"vocab:when", st.When.String(), edtfType)
		for n, q := range st.Quotes {
			claim(sub, q, n)
		}
	}
	return out
}

func entityClass(k graph.Kind) string {
	switch k {
	case graph.Person:
		return schemaNS + "Person"
	case graph.Organisation, graph.Group:
		return schemaNS + "Organization"
	case graph.GPE, graph.Place, graph.Facility:
		return schemaNS + "Place"
	case graph.Product:
		return schemaNS + "Product"
	case graph.Work:
		return schemaNS + "CreativeWork"
	case graph.Law:
		return schemaNS + "Legislation"
	case graph.Occasion:
		return schemaNS + "Event"
	}
	return schemaNS + "Thing"
}

// iriOf is an absolute IRI for one of our ids.
func iriOf(kind, id string) string { return ourNS + kind + ":" + url.PathEscape(id) }

// safeIRI escapes what may not stand in an IRI.
func safeIRI(u string) string {
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

func writeNQuads(w io.Writer, v *graph.View, _ Options) error {
	b := bufio.NewWriter(w)
	var line []byte
	for _, q := range statements(v) {
		line = append(line[:0], '<')
		line = append(line, q.s...)
		line = append(line, "> <"...)
		line = append(line, q.p...)
		line = append(line, "> "...)
		if q.literal {
			line = appendLiteral(line, q.o)
			if q.datatype != "" {
				line = append(line, "^^<"...)
				line = append(line, q.datatype...)
				line = append(line, '>')
			}
		} else {
			line = append(line, '<')
			line = append(line, q.o...)
			line = append(line, '>')
		}
		if q.graph != "" {
			line = append(line, " <"...)
			line = append(line, q.graph...)
			line = append(line, '>')
		}
		line = append(line, " .\n"...)
		if _, err := b.Write(line); err != nil {
			return err
		}
	}
	return b.Flush()
}

// appendLiteral writes s in quotation marks, by the grammar of N-Quads 1.1.
func appendLiteral(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"':
			b = append(b, `\"`...)
		case r == '\\':
			b = append(b, `\\`...)
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == 0:
			b = append(b, "\uFFFD"...)
		case r < 0x20 || r == 0x7f:
			b = append(b, `\u00`...)
			b = append(b, "0123456789ABCDEF"[r>>4], "0123456789ABCDEF"[r&15])
		default:
			b = append(b, string(r)...)
		}
	}
	return append(b, '"')
}

func sortedEntities(v *graph.View) []graph.Entity {
	out := slices.Clone(v.Entities)
	slices.SortFunc(out, func(a, b graph.Entity) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}
