package annotate

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// TestSchemaIsDocumented holds docs/schema.md and the lines to each other.
func TestSchemaIsDocumented(t *testing.T) {
	b, err := os.ReadFile("../../docs/schema.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), "`"+Schema+"`") {
		t.Errorf("docs/schema.md does not name the version %s", Schema)
	}
	sections := map[string]string{}
	for _, s := range strings.Split(string(b), "\n## ")[1:] {
		name, body, _ := strings.Cut(s, "\n")
		sections[strings.TrimPrefix(name, "kind: ")] = body
	}
	word := regexp.MustCompile("`([a-z0-9_]+)`")
	for name, line := range map[string]any{"article": articleLine{}, "entity": entityLine{}, "event": eventLine{}, "state": stateLine{}, "claims": claimPart{}} {
		var want, got []string
		for i := range reflect.TypeOf(line).NumField() {
			tag, _, _ := strings.Cut(reflect.TypeOf(line).Field(i).Tag.Get("json"), ",")
			want = append(want, tag)
		}
		for _, row := range strings.Split(sections[name], "\n") {
			if cell := strings.Split(row, "|"); len(cell) > 3 {
				for _, m := range word.FindAllStringSubmatch(cell[1], -1) {
					got = append(got, m[1])
				}
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: docs/schema.md has %q, the lines have %q", name, got, want)
		}
	}
	for name, part := range map[string]any{"roles": roleField{}, "values": value{}, "order": order{}} {
		_, text, _ := strings.Cut(sections["event"], "\n`"+name+"`:")
		text, _, _ = strings.Cut(text, "\n\n")
		for i := range reflect.TypeOf(part).NumField() {
			if tag, _, _ := strings.Cut(reflect.TypeOf(part).Field(i).Tag.Get("json"), ","); !strings.Contains(text, "`"+tag+"`") {
				t.Errorf("%s: docs/schema.md does not tell of %q", name, tag)
			}
		}
	}
}

func told() *nlp.Document {
	text := "Kestria shelled the town."
	claim := graph.Claim{Start: 0, End: len(text), Trigger: [2]int{8, 15}, Claimant: []graph.EntityID{"a/e9"}, Cue: "said", Rule: "shelled.txt:1", Confidence: 0.734}
	return &nlp.Document{
		Article:  &article.Article{ID: "a", Title: "Town shelled", Text: text, Published: time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC), DayOnly: true},
		Entities: []graph.Entity{{ID: "a/e0", Kind: graph.GPE, Name: "Kestria", Country: "XXX", Sector: "GOV"}},
		Types:    map[graph.TypeID]graph.Type{"shelled": {ID: "shelled"}},
		Events: []graph.Event{{ID: "a/v8-shelled", Type: "shelled", Class: "ASSAULT", Text: "Kestria shelled town", Basis: when.BasisNone,
			Roles: []graph.Role{{Name: "actor", Entity: "a/e0"}}, Values: []graph.Quantity{{Amount: 3, Unit: "person", What: "killed"}}, Claims: []graph.Claim{claim}}},
		States: []graph.State{{ID: "a/s0-head_of", Type: "head_of", From: "a/e0", To: "a/e9", Value: "head", Claims: []graph.Claim{claim}}},
	}
}

func TestRecords(t *testing.T) {
	var b bytes.Buffer
	if err := Records(&b, told()); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	var kinds []string
	for _, l := range lines {
		var m map[string]any
		if err := json.Unmarshal([]byte(l), &m); err != nil {
			t.Fatalf("%s: %v", l, err)
		}
		if m["schema"] != Schema {
			t.Errorf("%s: no schema", l)
		}
		kinds = append(kinds, m["kind"].(string))
	}
	if want := []string{"article", "entity", "event", "state"}; !slices.Equal(kinds, want) {
		t.Errorf("got %q, want %q", kinds, want)
	}
	want := `{"schema":"dateline/1","kind":"event","id":"a/v8-shelled","article":"a","type":"shelled","class":"ASSAULT","text":"Kestria shelled town",` +
		`"roles":[{"role":"actor","entity":"a/e0"}],"basis":"none","values":[{"amount":3,"unit":"person","what":"killed"}],"direct":false,"confidence":0.73,` +
		`"claims":[{"start":0,"end":25,"trigger":[8,15],"claimants":["a/e9"],"cue":"said","polarity":"asserted","factuality":"certain","mode":"past","rule":"shelled.txt:1","confidence":0.73}]}`
	if lines[2] != want {
		t.Errorf("got\n%s\nwant\n%s", lines[2], want)
	}
}

func TestAtLeast(t *testing.T) {
	d := told()
	if AtLeast(d, 0.7); len(d.Events) != 1 {
		t.Error("0.734 is at least 0.7")
	}
	if AtLeast(d, 0.8); len(d.Events) != 0 {
		t.Error("0.734 is not at least 0.8")
	}
}
