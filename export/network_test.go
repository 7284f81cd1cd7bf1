package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/gonum/graph/formats/gexf12"
)

// These tests read what is written for programs that look at networks.

func TestGraphML(t *testing.T) {
	for name, v := range views() {
		var doc struct {
			XMLName xml.Name `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
			Keys    []struct {
				ID string `xml:"id,attr"`
			} `xml:"key"`
			Nodes []struct {
				ID   string `xml:"id,attr"`
				Data []struct {
					Key string `xml:"key,attr"`
				} `xml:"data"`
			} `xml:"graph>node"`
			Edges []struct {
				Source string `xml:"source,attr"`
				Target string `xml:"target,attr"`
			} `xml:"graph>edge"`
		}
		if err := xml.Unmarshal(write(t, "graphml", v), &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		keys, nodes := map[string]bool{}, map[string]bool{}
		for _, k := range doc.Keys {
			keys[k.ID] = true
		}
		for _, n := range doc.Nodes {
			if nodes[n.ID] {
				t.Errorf("%s: node %q twice", name, n.ID)
			}
			nodes[n.ID] = true
			for _, d := range n.Data {
				if !keys[d.Key] {
					t.Errorf("%s: key %q is not declared", name, d.Key)
				}
			}
		}
		for _, e := range doc.Edges {
			if !nodes[e.Source] || !nodes[e.Target] {
				t.Errorf("%s: edge %+v leads nowhere", name, e)
			}
		}
		if len(v.Events) > 0 && len(doc.Edges) == 0 && name != "evil" {
			t.Errorf("%s: no edges", name)
		}
	}
}

func TestGEXF(t *testing.T) {
	for name, v := range views() {
		var doc gexf12.Content
		if err := xml.Unmarshal(write(t, "gexf", v), &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		nodes := map[string]bool{}
		for _, n := range doc.Graph.Nodes.Nodes {
			nodes[n.ID] = true
		}
		for _, e := range doc.Graph.Edges.Edges {
			if !nodes[e.Source] || !nodes[e.Target] {
				t.Errorf("%s: edge %+v leads nowhere", name, e)
			}
			if name == "many" && e.Start == "" && e.End == "" {
				t.Errorf("%s: edge %s has no time", name, e.ID)
			}
		}
	}
}

// Strings of Cypher end where they should: every line has the same skeleton once
// they are taken out.
func TestCypher(t *testing.T) {
	skeleton := regexp.MustCompile(`^(MERGE \(n:(Entity|Article|Event) \{id: S\}\)( SET n\.\w+ = (S|datetime\(S\))(, n\.\w+ = (S|datetime\(S\)))*)?|MATCH \(a:\w+ \{id: S\}\), \(b:\w+ \{id: S\}\) MERGE \(a\)-\[:[A-Z][A-Z0-9_]*( \{start: \d+, end: \d+, polarity: S, by: S, sentence: S, confidence: [0-9.]+\})?\]->\(b\));$`)
	text := regexp.MustCompile(`'(?:[^'\\]|\\['\\nt])*'`)
	for name, v := range views() {
		for l := range strings.Lines(string(write(t, "cypher", v))) {
			if bare := text.ReplaceAllString(strings.TrimSuffix(l, "\n"), "S"); !skeleton.MatchString(bare) {
				t.Errorf("%s: %q", name, bare)
			}
		}
	}
}

func TestFTM(t *testing.T) {
	id := regexp.MustCompile(`^[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?$`)
	for name, v := range views() {
		seen := map[string]string{}
		var refs [][2]string
		for l := range bytes.Lines(write(t, "ftm", v)) {
			var e struct {
				ID, Schema string
				Properties map[string][]string
			}
			if err := json.Unmarshal(l, &e); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if !id.MatchString(e.ID) || seen[e.ID] != "" {
				t.Errorf("%s: id %q is not allowed, or there twice", name, e.ID)
			}
			seen[e.ID] = e.Schema
			if len(e.Properties["name"]) == 0 {
				t.Errorf("%s: %s has no name", name, e.ID)
			}
			for _, r := range e.Properties["involved"] {
				refs = append(refs, [2]string{r, "actor"})
			}
			for _, r := range e.Properties["proof"] {
				refs = append(refs, [2]string{r, "Article"})
			}
		}
		for _, r := range refs {
			if got := seen[r[0]]; got == "" || r[1] == "Article" && got != "Article" {
				t.Errorf("%s: %v points to %q", name, r, got)
			}
		}
	}
	for code, want := range map[string]string{"UKR": "ua", "GBR": "gb", "": "", "xyz": ""} {
		if got := ftmCountry(code); got != want {
			t.Errorf("ftmCountry(%q) = %q, want %q", code, got, want)
		}
	}
}

// Edges lead from node to node, in the tables as in D3's form.
func TestNodesAndEdges(t *testing.T) {
	for name, v := range views() {
		known := map[string]bool{}
		table := func(format string) [][]string {
			rows, err := csv.NewReader(bytes.NewReader(write(t, format, v))).ReadAll()
			if err != nil {
				t.Fatalf("%s of %s: %v", format, name, err)
			}
			return rows[1:]
		}
		for _, r := range table("nodes") {
			known[r[0]] = true
		}
		edges := table("edges")
		for _, r := range edges {
			if !known[r[1]] || !known[r[2]] {
				t.Errorf("%s: an edge leads nowhere: %q", name, r)
			}
		}
		var d3 struct {
			Nodes []struct{ ID string }
			Links []struct{ Source, Target string }
		}
		if err := json.Unmarshal(write(t, "d3", v), &d3); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(d3.Nodes) != len(known) || len(d3.Links) != len(edges) {
			t.Errorf("%s: %d nodes and %d links, tables have %d and %d", name, len(d3.Nodes), len(d3.Links), len(known), len(edges))
		}
	}
}
