package carb_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/eval/carb"
	"dateline/ingest/event"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
	"dateline/ingest/resolve"
)

func TestScores(t *testing.T) {
	gold := []carb.Tuple{{"is", []string{"Kabul", "the capital"}}, {"met", []string{"Putin", "Xi", "in Beijing"}}}
	var c carb.Counts
	c.Add(gold, []carb.Tuple{{"met", []string{"Putin", "Xi"}}, {"left", []string{"Putin", "Xi"}}})
	p, r, f := c.Scores()
	// One of two found is all right; of the gold, 3 of 5 words of one tuple.
	if math.Abs(p-0.5) > 1e-9 || math.Abs(r-0.3) > 1e-9 || math.Abs(f-0.375) > 1e-9 {
		t.Errorf("got %.3f %.3f %.3f", p, r, f)
	}
}

func TestDevelopment(t *testing.T) {
	var b []byte
	roots := []string{os.Getenv("DATELINE_SHARED")}
	for up := ".."; len(up) < 30; up = filepath.Join(up, "..") {
		roots = append(roots, filepath.Join(up, "shared"))
	}
	for _, r := range roots {
		if x, err := os.ReadFile(filepath.Join(r, "data", "internal", "carb-dev", "carb-dev.tsv")); err == nil {
			b = x
		}
	}
	if b == nil {
		t.Skip("no development data")
	}
	f, err := event.Default()
	if err != nil {
		t.Fatal(err)
	}
	sentences, gold := carb.Read(string(b))
	var halves [2]carb.Counts // read while writing rules; kept aside
	for n, s := range sentences {
		d := &nlp.Document{Article: &article.Article{ID: "test", Lang: "en", Text: s, Blocks: []article.Block{{End: len(s)}}}}
		for _, st := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage, name.Stage, resolve.Stage} {
			if err := st.Run(d); err != nil {
				t.Fatal(err)
			}
			d.Has |= st.Adds
		}
		var found []carb.Tuple
		for _, x := range f.Triples(d) {
			found = append(found, carb.Tuple{Predicate: x.Predicate, Args: append([]string{x.Subject}, x.Args...)})
		}
		half := 0
		if carb.Aside(s) {
			half = 1
		}
		if os.Getenv("CARB_SHOW") != "" && half == 0 && n < 120 {
			t.Log(s)
			for _, g := range gold[s] {
				t.Logf("   gold  %s | %q", g.Predicate, g.Args)
			}
			for _, g := range found {
				best := 0.0
				for _, h := range gold[s] {
					var one carb.Counts
					one.Add([]carb.Tuple{h}, []carb.Tuple{g})
					best = max(best, one.Precision)
				}
				t.Logf("   found %.2f %s | %q", best, g.Predicate, g.Args)
			}
		}
		halves[half].Add(gold[s], found)
	}
	for i, name := range [...]string{"read", "kept aside"} {
		p, r, f1 := halves[i].Scores()
		t.Logf("%s: precision %.3f recall %.3f F1 %.3f (%d found, %d gold)", name, p, r, f1, halves[i].Found, halves[i].Gold)
		if f1 < 0.40 {
			t.Errorf("%s: F1 %.3f, under 0.40", name, f1)
		}
	}
}
