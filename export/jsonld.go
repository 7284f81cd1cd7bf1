package export

import (
	"encoding/json"
	"io"
	"strings"

	"dateline/graph"
	"dateline/graph/rdf"
)

// prefixes of the JSON-LD context.
var prefixes = [][2]string{
	{"rdfs", rdf.RDFS}, {"xsd", rdf.XSD}, {"sem", rdf.SEM}, {"prov", rdf.PROV}, {"schema", rdf.Schema}, {"nif", rdf.NIF}, {"skos", rdf.SKOS},
	{"dl", rdf.Vocab}, {"role", rdf.RoleNS},
}

// writeJSONLD writes the statements of N-Quads as JSON-LD: what is joined in the
// outer @graph, what each article says in a named graph of its own.
func writeJSONLD(w io.Writer, v *graph.View, o Options) error {
	context := map[string]any{}
	for _, p := range prefixes {
		context[p[0]] = p[1]
	}
	context["dl:when"] = map[string]string{"@type": rdf.EDTF}
	type node = map[string]any
	graphs := map[string][]node{}
	at := map[[2]string]node{}
	var order []string
	for _, q := range statements(v, o) {
		k := [2]string{q.Graph, q.S}
		n := at[k]
		if n == nil {
			if _, known := graphs[q.Graph]; !known {
				order = append(order, q.Graph)
			}
			n = node{"@id": q.S}
			at[k] = n
			graphs[q.Graph] = append(graphs[q.Graph], n)
		}
		if q.P == rdf.TypeIRI {
			n["@type"] = short(q.O)
			continue
		}
		var x any
		switch {
		case !q.Literal:
			x = map[string]string{"@id": q.O}
		case q.Datatype == "" || q.Datatype == rdf.EDTF:
			x = strings.ToValidUTF8(q.O, "\uFFFD")
		default:
			x = map[string]string{"@value": strings.ToValidUTF8(q.O, "\uFFFD"), "@type": short(q.Datatype)}
		}
		p := short(q.P)
		switch old := n[p].(type) {
		case nil:
			n[p] = x
		case []any:
			n[p] = append(old, x)
		default:
			n[p] = []any{old, x}
		}
	}
	all := []any{}
	for _, n := range graphs[""] {
		all = append(all, n)
	}
	for _, g := range order {
		if g != "" {
			all = append(all, node{"@id": g, "@graph": graphs[g]})
		}
	}
	return encode(w, json.RawMessage(mustJSON(node{"@context": context, "@graph": all})))
}

// short is an IRI with the prefix of the context, where one fits and what is left
// is a plain name.
func short(iri string) string {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(iri, p[1]); ok && rest != "" && strings.Trim(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == "" {
			return p[0] + ":" + rest
		}
	}
	return iri
}

// mustJSON is v as JSON; maps of strings cannot fail, and their keys are sorted.
func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("export: " + err.Error())
	}
	return b
}
