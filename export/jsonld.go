package export

import (
	"encoding/json"
	"io"
	"strings"

	"dateline/graph"
)

// prefixes of the JSON-LD context.
var prefixes = [][2]string{
	{"rdfs", rdfsNS}, {"xsd", xsdNS}, {"sem", semNS}, {"prov", provNS}, {"schema", schemaNS}, {"nif", nifNS},
	{"dl", ourNS + "vocab:"}, {"role", ourNS + "role:"},
}

// writeJSONLD writes the statements of N-Quads as JSON-LD: what is joined in the
// outer @graph, what each article says in a named graph of its own.
func writeJSONLD(w io.Writer, v *graph.View, _ Options) error {
	context := map[string]any{}
	for _, p := range prefixes {
		context[p[0]] = p[1]
	}
	context["dl:when"] = map[string]string{"@type": edtfType}
	type node = map[string]any
	graphs := map[string][]node{}
	at := map[[2]string]node{}
	var order []string
	for _, q := range statements(v) {
		k := [2]string{q.graph, q.s}
		n := at[k]
		if n == nil {
			if _, known := graphs[q.graph]; !known {
				order = append(order, q.graph)
			}
			n = node{"@id": q.s}
			at[k] = n
			graphs[q.graph] = append(graphs[q.graph], n)
		}
		if q.p == rdfNS+"type" {
			n["@type"] = short(q.o)
			continue
		}
		var o any
		switch {
		case !q.literal:
			o = map[string]string{"@id": q.o}
		case q.datatype == "" || q.datatype == edtfType:
			o = strings.ToValidUTF8(q.o, "\uFFFD")
		default:
			o = map[string]string{"@value": strings.ToValidUTF8(q.o, "\uFFFD"), "@type": short(q.datatype)}
		}
		p := short(q.p)
		switch old := n[p].(type) {
		case nil:
			n[p] = o
		case []any:
			n[p] = append(old, o)
		default:
			n[p] = []any{old, o}
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
