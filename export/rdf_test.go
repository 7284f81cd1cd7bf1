package export

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad/nquads"
	"github.com/piprate/json-gold/ld"
	"gonum.org/v1/gonum/graph/formats/rdf"

	"dateline/export/told/toldtest"
	"dateline/graph"
	ours "dateline/graph/rdf"
)

// These tests read what is written in the terms of RDF.

// Two readers of N-Quads that are not ours take every line, and give back texts
// as they were.
func TestNQuads(t *testing.T) {
	for name, v := range views() {
		b := write(t, "nquads", v)
		lines := bytes.Count(b, []byte("\n"))
		strict, n := rdf.NewDecoder(bytes.NewReader(b)), 0
		for {
			_, err := strict.Unmarshal()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: statement %d: %v", name, n+1, err)
			}
			n++
		}
		reader, m := nquads.NewReader(bytes.NewReader(b), false), 0
		labels := map[string]bool{}
		for {
			q, err := reader.ReadQuad()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: quad %d: %v", name, m+1, err)
			}
			if q.Predicate.String() == "<"+ours.Label+">" {
				labels[q.Object.Native().(string)] = true
			}
			m++
		}
		if n != lines || m != lines {
			t.Errorf("%s: %d lines, read %d and %d", name, lines, n, m)
		}
		for _, e := range v.Entities {
			if utf8.ValidString(e.Name) && !strings.ContainsAny(e.Name, "\x00\uFFFE\uFFFF") && !labels[e.Name] {
				t.Errorf("%s: the name %q does not come back", name, e.Name)
			}
		}
	}
}

func TestJSONLDSaysWhatNQuadsSays(t *testing.T) {
	v := toldtest.Call()
	var doc struct {
		Context map[string]any   `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal(write(t, "jsonld", v), &doc); err != nil {
		t.Fatal(err)
	}
	count := 0
	var walk func(nodes []any)
	walk = func(nodes []any) {
		for _, x := range nodes {
			for k, o := range x.(map[string]any) {
				prefix, _, _ := strings.Cut(k, ":")
				switch {
				case k == "@id":
				case k == "@graph":
					walk(o.([]any))
				case k == "@type":
					count++
				case doc.Context[prefix] == nil && prefix != "urn" && prefix != "http" && prefix != "https":
					t.Errorf("key %q has no prefix of the context", k)
				default:
					if list, ok := o.([]any); ok {
						count += len(list)
					} else {
						count++
					}
				}
			}
		}
	}
	var top []any
	for _, n := range doc.Graph {
		top = append(top, n)
	}
	walk(top)
	if want := bytes.Count(write(t, "nquads", v), []byte("\n")); count != want {
		t.Errorf("%d statements, N-Quads has %d", count, want)
	}
}

// A processor that is not ours makes of the JSON-LD the quads that N-Quads has.
func TestJSONLDProcessor(t *testing.T) {
	v := toldtest.Call()
	v.Told = []graph.Facts{{Article: graph.Source{ID: "a9", Title: "Third", Text: "They met twice."},
		Entities: []graph.Entity{{ID: "a9/e0", Kind: graph.Group, Name: "They"}},
		Events:   []graph.Event{{ID: "a9/v5-met_with", Type: "met_with", Roles: []graph.Role{{Name: "actor", Entity: "a9/e0"}}, Claims: []graph.Claim{{Start: 0, End: 15, Confidence: 0.5}}}}}}
	var doc any
	if err := json.Unmarshal(write(t, "jsonld", v), &doc); err != nil {
		t.Fatal(err)
	}
	o := ld.NewJsonLdOptions("")
	o.Format, o.SafeMode = "application/n-quads", true
	got, err := ld.NewJsonLdProcessor().ToRDF(doc, o)
	if err != nil {
		t.Fatal(err)
	}
	sorted := func(s string) []string {
		lines := strings.Split(strings.TrimSpace(s), "\n")
		slices.Sort(lines)
		return slices.Compact(lines)
	}
	g, w := sorted(got.(string)), sorted(string(write(t, "nquads", v)))
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			t.Fatalf("statement %d of %d and %d: they differ from\n%s\n%s", i, len(g), len(w), strings.Join(g[i:min(i+2, len(g))], "\n"), strings.Join(w[i:min(i+2, len(w))], "\n"))
		}
	}
}
