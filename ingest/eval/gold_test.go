package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/article"
)

const testdata = "../../testdata"

func TestParseGold(t *testing.T) {
	g, err := ParseGold("x", `# [Oracle org] buys \[sic\]
[Oracle org] agreed to buy [Sun Microsystems org] {on Monday|2009-04-20} for $7.4 billion.
> Oracle acquired Sun Microsystems @ 2009-04-20 (planned; value: 7.4 billion USD)
> Oracle & "its rival" accused_of _ @ [2009-04-13..2009-04-19] (claimed by "two people"; denied by Larry Ellison; possible)
> Larry Ellison head_of Oracle (role: chief)`)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Oracle buys [sic]\nOracle agreed to buy Sun Microsystems on Monday for $7.4 billion.\n"; g.Text != want {
		t.Errorf("text %q", g.Text)
	}
	if m := g.Names[2]; g.Text[m.Start:m.End] != "Sun Microsystems" || m.Value != string(graph.Organisation) {
		t.Errorf("name %+v", m)
	}
	if m := g.Times[0]; g.Text[m.Start:m.End] != "on Monday" || m.Value != "2009-04-20" {
		t.Errorf("time %+v", m)
	}
	f := g.Facts[0]
	if f.Type != "acquired" || f.To[0] != "Sun Microsystems" || f.When != "2009-04-20" || f.Mode != graph.Planned || f.Para != 1 || f.State {
		t.Errorf("fact %+v", f)
	}
	f = g.Facts[1]
	if len(f.From) != 2 || f.From[1] != "its rival" || len(f.To) != 0 || f.Claimed[0] != "two people" || f.DeniedBy[0] != "Larry Ellison" || f.Fact != graph.Possible {
		t.Errorf("fact %+v", f)
	}
	if !g.Facts[2].State {
		t.Error("head_of is a state")
	}
}

func TestBadGold(t *testing.T) {
	for _, s := range []string{
		"> A met_with B", "text\n> A befriended B", "text\n> met_with B", "text\n> A met_with B @ soon", "text\n> A met_with B (wisely)",
		"[Oracle]", "[Oracle company]", "{on Monday}", "",
	} {
		if _, err := ParseGold("x", s); err == nil || !strings.Contains(err.Error(), "x:") {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// TestGoldFits holds all gold against its articles: each paragraph stands in a
// block that tells the story, and no other block does.
func TestGoldFits(t *testing.T) {
	n := 0
	for _, set := range []string{"dev", "held"} {
		files, err := filepath.Glob(filepath.Join(testdata, "gold", set, "*.txt"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no gold in %s: %v", set, err)
		}
		for _, f := range files {
			n++
			g, a, err := load(os.DirFS(testdata), set, strings.TrimSuffix(filepath.Base(f), ".txt"))
			if err != nil {
				t.Error(err)
				continue
			}
			if _, err := place(g, a); err != nil {
				t.Error(err)
			}
			if a.Title == "" || a.Publisher == "" || a.Published.IsZero() || a.Lang != "en" {
				t.Errorf("%s: title %q, publisher %q, published %s, language %q", g.Name, a.Title, a.Publisher, a.Published, a.Lang)
			}
			for _, b := range a.Blocks {
				if b.Kind.Tells() && !strings.Contains(g.Text, a.Text[b.Start+b.Dateline:b.End]) && b.Kind != article.TitleBlock {
					t.Errorf("%s: %q is taken for a part of the story", g.Name, a.Text[b.Start:b.End])
				}
			}
		}
	}
	if n < 30 {
		t.Errorf("%d articles with gold, want at least 30", n)
	}
	dirs, _ := filepath.Glob(filepath.Join(testdata, "articles", "*"))
	if len(dirs) != n {
		t.Errorf("%d articles, %d with gold", len(dirs), n)
	}
}
