package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad/nquads"
	"github.com/piprate/json-gold/ld"
	"gonum.org/v1/gonum/graph/formats/gexf12"
	"gonum.org/v1/gonum/graph/formats/rdf"
	"rsc.io/pdf"

	"dateline/export/told/toldtest"
	"dateline/graph"
	ours "dateline/graph/rdf"
)

var update = flag.Bool("update", false, "rewrite the goldens")

func views() map[string]*graph.View {
	return map[string]*graph.View{"call": toldtest.Call(), "evil": toldtest.Evil(), "many": toldtest.Many(300), "empty": {Title: "Nothing"}, "zero": {}}
}

func write(t testing.TB, format string, v *graph.View) []byte {
	t.Helper()
	f, ok := Lookup(format)
	if !ok {
		t.Fatalf("no format %q", format)
	}
	var b bytes.Buffer
	if err := f.Write(&b, v, Options{Scale: 0.25}); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.Bytes()
}

func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats {
		if seen[f.Name] {
			t.Errorf("format %s twice", f.Name)
		}
		seen[f.Name] = true
		if f.Help == "" || f.MediaType == "" || !strings.HasPrefix(f.Ending, ".") {
			t.Errorf("%s: incomplete row %+v", f.Name, f)
		}
		if got, ok := ForFile("a/b" + strings.ToUpper(f.Ending)); !ok || got.Ending != f.Ending {
			t.Errorf("a file ending in %s is taken for %s", f.Ending, got.Name)
		}
	}
	if f, ok := ForFile("notes.xyz"); ok {
		t.Errorf("notes.xyz is taken for %s", f.Name)
	}
}

func TestEveryFormatIsValidTextAndStable(t *testing.T) {
	for _, f := range Formats {
		for name, v := range views() {
			b := write(t, f.Name, v)
			if !f.Binary && !utf8.Valid(b) {
				t.Errorf("%s of %s is not UTF-8", f.Name, name)
			}
			if !bytes.Equal(b, write(t, f.Name, v)) {
				t.Errorf("%s of %s differs from run to run", f.Name, name)
			}
		}
		v := toldtest.Many(200)
		want := write(t, f.Name, v)
		slices.Reverse(v.Events)
		slices.Reverse(v.Entities)
		if !bytes.Equal(want, write(t, f.Name, v)) {
			t.Errorf("%s depends on the order of the View", f.Name)
		}
	}
}

// A writer that fails is noticed.
func TestWriteErrors(t *testing.T) {
	for _, f := range Formats {
		if err := f.Write(failing{}, toldtest.Call(), Options{}); err == nil {
			t.Errorf("%s: an error of the writer is lost", f.Name)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestJSON(t *testing.T) {
	for name, v := range views() {
		var got viewJSON
		dec := json.NewDecoder(bytes.NewReader(write(t, "json", v)))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(got.Events) != len(v.Events) || len(got.Entities) != len(v.Entities) {
			t.Errorf("%s: %d events, %d entities; want %d, %d", name, len(got.Events), len(got.Entities), len(v.Events), len(v.Entities))
		}
		for _, e := range got.Events {
			for _, c := range e.Claims {
				text := v.Articles[graph.ArticleID(c.Article)].Text
				if utf8.ValidString(text) && c.Sentence != strings.Join(strings.Fields(text[c.Start:c.End]), " ") {
					t.Errorf("%s: sentence %q is not what stands at %d..%d", name, c.Sentence, c.Start, c.End)
				}
			}
		}
		lines := 0
		for l := range bytes.Lines(write(t, "jsonl", v)) {
			var e eventJSON
			if err := json.Unmarshal(l, &e); err != nil {
				t.Fatalf("%s: line %d: %v", name, lines+1, err)
			}
			lines++
		}
		if lines != len(v.Events) {
			t.Errorf("%s: %d lines for %d events", name, lines, len(v.Events))
		}
	}
}

func TestCSV(t *testing.T) {
	for name, v := range views() {
		rows, err := csv.NewReader(bytes.NewReader(write(t, "csv", v))).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !slices.Equal(rows[0], Columns) || len(rows) != len(v.Events)+1 {
			t.Errorf("%s: %d rows under %q", name, len(rows)-1, rows[0])
		}
		for _, r := range rows[1:] {
			for i, c := range r {
				if c != "" && strings.ContainsAny(c[:1], "=+-@") {
					t.Errorf("%s: column %s begins a formula: %q", name, Columns[i], c)
				}
			}
		}
	}
	rows, _ := csv.NewReader(bytes.NewReader(write(t, "csv", toldtest.Call()))).ReadAll()
	cell := func(event, column string) string {
		for _, r := range rows[1:] {
			if strings.HasSuffix(r[0], event) {
				return r[slices.Index(Columns, column)]
			}
		}
		t.Fatalf("no row %s", event)
		return ""
	}
	for _, test := range []struct{ event, column, want string }{
		{"killed", "when", "2014/.."}, {"killed", "to", ""}, {"killed", "from", "2014-01-01T00:00:00Z"}, {"killed", "said_by", "Ukraine"},
		{"accused", "basis", "publication"}, {"deployed_to", "standing", "disputed"}, {"deployed_to", "denied_by", "Russia"},
		{"reached_out_to", "when", ""}, {"plans_to_meet", "place", "Brussels"}, {"v00001-spoke_with", "actors", "Mark Milley; Ukrainian commander"},
		{"v00001-spoke_with", "sentence", "Milley spoke to the commander in Kyiv a few hours later."},
	} {
		if got := cell(test.event, test.column); got != test.want {
			t.Errorf("%s of %s is %q, want %q", test.column, test.event, got, test.want)
		}
	}
}

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

func TestTimelinesOfOthers(t *testing.T) {
	for name, v := range views() {
		var js struct {
			Events []struct {
				Start map[string]int `json:"start_date"`
				Text  struct{ Headline string }
			}
		}
		if err := json.Unmarshal(write(t, "timelinejs", v), &js); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, e := range js.Events {
			if e.Start["year"] == 0 {
				t.Errorf("%s: an event without a year", name)
			}
			if strings.ContainsAny(e.Text.Headline, "<>") {
				t.Errorf("%s: HTML in %q", name, e.Text.Headline)
			}
		}
		var vis struct {
			Items  []struct{ Start, Content, Group string }
			Groups []struct{ ID string }
		}
		if err := json.Unmarshal(write(t, "vis", v), &vis); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, it := range vis.Items {
			if it.Start == "" || strings.ContainsAny(it.Content, "<>") {
				t.Errorf("%s: item %+v", name, it)
			}
			if !slices.ContainsFunc(vis.Groups, func(g struct{ ID string }) bool { return g.ID == it.Group }) {
				t.Errorf("%s: item of unknown group %q", name, it.Group)
			}
		}
	}
}

// A range of days keeps its days, though its grain is the month: TimelineJS showed
// "22 to 30 March" on the first.
func TestTimelineJSKeepsDays(t *testing.T) {
	var js struct {
		Events []struct {
			Start map[string]int `json:"start_date"`
			End   map[string]int `json:"end_date"`
			Text  struct{ Headline string }
		}
	}
	if err := json.Unmarshal(write(t, "timelinejs", toldtest.Call()), &js); err != nil {
		t.Fatal(err)
	}
	for _, e := range js.Events {
		if strings.HasPrefix(e.Text.Headline, "Russia massed troops") {
			if e.Start["day"] != 22 || e.End["day"] != 30 {
				t.Errorf("22 to 30 March is shown from %v to %v", e.Start, e.End)
			}
			return
		}
	}
	t.Error("the event is not there")
}

// The grammar of RFC 5545 that calendars insist on.
func TestICS(t *testing.T) {
	for name, v := range views() {
		b := string(write(t, "ics", v))
		depth := []string{}
		unfolded := strings.ReplaceAll(b, "\r\n ", "")
		for l := range strings.SplitSeq(strings.TrimSuffix(b, "\r\n"), "\r\n") {
			if len(l) > 75 || strings.ContainsAny(l, "\r\n") || !utf8.ValidString(l) {
				t.Errorf("%s: line %q", name, l)
			}
		}
		for l := range strings.SplitSeq(strings.TrimSuffix(unfolded, "\r\n"), "\r\n") {
			key, value, ok := strings.Cut(l, ":")
			if !ok {
				t.Fatalf("%s: no property: %q", name, l)
			}
			switch key {
			case "BEGIN":
				depth = append(depth, value)
			case "END":
				if len(depth) == 0 || depth[len(depth)-1] != value {
					t.Fatalf("%s: END:%s inside %v", name, value, depth)
				}
				depth = depth[:len(depth)-1]
			}
		}
		if len(depth) != 0 {
			t.Errorf("%s: not closed: %v", name, depth)
		}
	}
}

func TestMarkdownIsOneItemAnEvent(t *testing.T) {
	for name, v := range views() {
		items := 0
		for l := range strings.Lines(string(write(t, "markdown", v))) {
			if strings.HasPrefix(l, "- ") {
				items++
			}
			if strings.Contains(l, "<script") {
				t.Errorf("%s: HTML in %q", name, l)
			}
		}
		if items != len(v.Events) {
			t.Errorf("%s: %d items for %d events", name, items, len(v.Events))
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

func TestMermaidText(t *testing.T) {
	for in, want := range map[string]string{"a: b": "a#58; b", "x #1; y": "x #35;1#59; y", "": "#160;", "two\nlines": "two lines"} {
		if got := mermaidText(in); got != want {
			t.Errorf("mermaidText(%q) = %q, want %q", in, got, want)
		}
	}
}

// Readers that are not ours open the picture of every view.
func TestPicturesOpen(t *testing.T) {
	for name, v := range views() {
		img, err := png.Decode(bytes.NewReader(write(t, "png", v)))
		if err != nil || img.Bounds().Dx() != 300 { // 1200 px at a quarter
			t.Errorf("%s: PNG: %v", name, err)
		}
		b := write(t, "pdf", v)
		r, err := pdf.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Errorf("%s: PDF: %v", name, err)
			continue
		}
		if r.NumPage() != 1 || name == "call" && len(r.Page(1).Content().Text) < 500 {
			t.Errorf("%s: PDF: %d pages, %d letters", name, r.NumPage(), len(r.Page(1).Content().Text))
		}
	}
}

func TestGoldens(t *testing.T) {
	for _, f := range Formats {
		if f.Binary || slices.Contains([]string{"timeline", "html", "chart", "dot"}, f.Name) {
			continue // have their own tests, where they are made
		}
		name := filepath.Join("testdata", "call"+f.Ending)
		got := write(t, f.Name, toldtest.Call())
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs; look at it, then accept it with -update", name)
		}
	}
}
