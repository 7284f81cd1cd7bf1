package export

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"dateline/export/told"
	"dateline/graph"
)

// writeCypher writes statements for Neo4j and its kin, one a line. All are MERGE,
// so that running them twice is the same as once.
func writeCypher(w io.Writer, v *graph.View, _ Options) error {
	s := told.Read(v)
	b := bufio.NewWriter(w)
	node := func(label, id string, properties ...string) {
		fmt.Fprintf(b, "MERGE (n:%s {id: %s})", label, cypherText(id))
		sep := " SET "
		for i := 0; i+1 < len(properties); i += 2 {
			if properties[i+1] != "" && properties[i+1] != "''" {
				fmt.Fprintf(b, "%sn.%s = %s", sep, properties[i], properties[i+1])
				sep = ", "
			}
		}
		b.WriteString(";\n")
	}
	edge := func(fromLabel, from, kind, toLabel, to string, properties string) {
		fmt.Fprintf(b, "MATCH (a:%s {id: %s}), (b:%s {id: %s}) MERGE (a)-[:%s%s]->(b);\n", fromLabel, cypherText(from), toLabel, cypherText(to), cypherType(kind), properties)
	}
	entities := networkEntities(v, s, ties(s))
	known := map[graph.EntityID]bool{}
	for _, e := range entities {
		known[e.ID] = true
		node("Entity", string(e.ID), "name", cypherText(s.Name(e.ID)), "kind", cypherText(string(e.Kind)), "role", cypherText(e.Role), "country", cypherText(e.Country))
	}
	for _, a := range s.Sources {
		node("Article", string(a.ID), "title", cypherText(a.Title), "publisher", cypherText(a.Publisher), "agency", cypherText(a.Agency), "published", cypherText(published(a)), "url", cypherText(a.URL))
	}
	for i := range s.Events {
		e := &s.Events[i]
		from, to := e.When.Bounds()
		properties := []string{
			"type", cypherText(string(e.Event.Type)), "class", cypherText(string(e.Class)), "text", cypherText(e.Line), "when", cypherText(e.When.String()),
			"basis", cypherText(told.Basis(e.Basis)), "standing", cypherText(e.Standing.String()),
		}
		if !from.IsZero() {
			properties = append(properties, "from", "datetime("+cypherText(instant(from))+")")
		}
		if !to.IsZero() {
			properties = append(properties, "to", "datetime("+cypherText(instant(to))+")")
		}
		node("Event", string(e.ID), properties...)
	}
	for i := range s.Events {
		e := &s.Events[i]
		for _, r := range e.Roles {
			if known[r.Entity] {
				edge("Entity", string(r.Entity), r.Name, "Event", string(e.ID), "")
			}
		}
		if known[e.Event.Place] {
			edge("Event", string(e.ID), "place", "Entity", string(e.Event.Place), "")
		}
		for _, q := range e.Quotes {
			edge("Article", string(q.Article), "tells_of", "Event", string(e.ID),
				fmt.Sprintf(" {start: %d, end: %d, polarity: %s, by: %s, sentence: %s, confidence: %s}", q.Start, q.End, cypherText(q.Polarity.String()),
					cypherText(q.By), cypherText(q.Sentence()), strconv.FormatFloat(q.Confidence, 'f', 2, 64)))
		}
	}
	return b.Flush()
}

// cypherText is s as a string of Cypher.
func cypherText(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f || r == 0x2028 || r == 0x2029:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// cypherType is a role as the type of a relationship: capitals, digits and _.
func cypherType(s string) string {
	out := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			return r
		}
		return '_'
	}, s)
	if out == "" || out[0] >= '0' && out[0] <= '9' {
		return "R_" + out
	}
	return out
}
