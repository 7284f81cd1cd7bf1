package store

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"dateline/graph"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// golden compares got with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it, then accept it with -update\ngot\n%s", path, got)
	}
}

// TestLayout shows in a file how facts become quads.
func TestLayout(t *testing.T) {
	f := graph.Facts{
		Article: graph.Source{ID: "a1", Title: `He said "yes"`, URL: "https://example.org/é?x=<1>", SHA256: "00", Lang: "en", Text: "Anna met Boris.\nKyiv denies it."},
		Entities: []graph.Entity{
			{ID: "a1/e0", Kind: graph.Person, Name: "Anna", Role: "envoy", Country: "FRA"},
			{ID: "a1/e9", Kind: graph.Person, Name: "Boris", Aliases: []string{"Bo"}},
			{ID: "ent:ukraine", Kind: graph.GPE, Name: "Ukraine", Aliases: []string{"Kyiv"}},
		},
		Events: []graph.Event{{
			ID: "a1/v5-met_with", Type: "met_with", Class: "CONSULT", Text: "Anna met Boris", Place: "ent:ukraine",
			Roles: []graph.Role{{Name: "actor", Entity: "a1/e0"}, {Name: "recipient", Entity: "a1/e9"}},
			Claims: []graph.Claim{
				{Start: 0, End: 15, Trigger: [2]int{5, 8}, Rule: "met_with.txt:1", Confidence: 0.9},
				{Start: 16, End: 31, Trigger: [2]int{21, 27}, Claimant: []graph.EntityID{"ent:ukraine"}, Polarity: graph.Denied, Cue: "denies"},
			},
		}},
		States: []graph.State{{ID: "a1/s0-role_of", Type: "role_of", From: "a1/e0", Value: "envoy", Claims: []graph.Claim{{Start: 0, End: 15, Trigger: [2]int{0, 4}}}}},
		Types:  []graph.Type{{ID: "met_with", Label: "met with", Class: "CONSULT", Symmetric: true}},
	}
	if err := validate(f); err != nil {
		t.Fatal(err)
	}
	said, types := Quads(normalise(f))
	var lines []string
	for _, q := range append(said, types...) {
		lines = append(lines, string(appendNQuad(nil, q)))
	}
	slices.Sort(lines)
	golden(t, "layout.golden.nq", strings.Join(lines, ""))
}

func TestGoldensAreUsed(t *testing.T) {
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if n := f.Name(); n != "layout.golden.nq" && n != "fuzz" {
			t.Errorf("no test uses testdata/%s", n)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Recep Tayyip ERDOĞAN": "recep tayyip erdogan", "U.S.": "us", "Gen. Mark A. Milley": "gen mark a milley", "al-Malikiyah": "al malikiyah",
		"Côte d’Ivoire": "cote divoire", "O'Brien": "obrien", "Владимир Путин": "владимир путин", "  ": "", "Łódź": "lodz", "北京": "北京", "Straße": "strasse",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if again := Fold(Fold(in)); again != Fold(in) {
			t.Errorf("Fold(%q) folds on to %q", Fold(in), again)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"ent:russia", "a b<c>\"{}|^`\\%41", "é\x00\n", "%", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		i := iri(s)
		if text(i) != s {
			t.Fatalf("%q becomes %q and %q", s, i, text(i))
		}
		if strings.ContainsAny(string(i), " <>\"\n\x00") {
			t.Fatalf("%q becomes %q, which N-Quads cannot hold", s, i)
		}
		line := string(appendNQuad(nil, quad.Quad{Subject: i, Predicate: quad.IRI("p"), Object: quad.String(s), Label: quad.TypedString{Value: quad.String(s), Type: "t"}}))
		if strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, " .\n") {
			t.Fatalf("not one line: %q", line)
		}
		Fold(s)
	})
}

func FuzzSummary(f *testing.F) {
	s := Summary{ID: "x", Type: "met_with", Text: "t", When: "2021", Roles: []graph.Role{{Name: "actor", Entity: "ent:a"}}, Articles: []graph.ArticleID{"a"}, Sort: -5, Confidence: 0.25}
	f.Add(s.pack())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := unpackSummary("x", b)
		if err != nil {
			return
		}
		again, err := unpackSummary("x", s.pack())
		if err != nil || again.Text != s.Text || len(again.Roles) != len(s.Roles) || again.Sort != s.Sort {
			t.Fatalf("%+v becomes %+v, %v", s, again, err)
		}
	})
}
