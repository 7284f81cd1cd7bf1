package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rsc.io/pdf"

	"dateline/export/told/toldtest"
	"dateline/graph"
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
