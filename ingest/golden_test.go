package ingest_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"dateline/ingest"
	"dateline/ingest/annotate"
)

var update = flag.Bool("update", false, "rewrite the goldens of testdata/articles")

// TestGolden compares what every article of testdata tells with what it told
// last time (facts.golden), and, where there is a doc.golden, every layer. A
// difference is to be looked at, then accepted with -update.
func TestGolden(t *testing.T) {
	used := map[string]bool{}
	for _, a := range corpus(t) {
		dir := filepath.Dir(a.Source)
		d, err := ingest.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		var facts, layers bytes.Buffer
		if err := annotate.Facts(&facts, d); err != nil {
			t.Fatal(err)
		}
		if err := annotate.Explain(&layers, d); err != nil {
			t.Fatal(err)
		}
		compare(t, filepath.Join(dir, "facts.golden"), facts.Bytes())
		used[filepath.Join(dir, "facts.golden")] = true
		if whole := filepath.Join(dir, "doc.golden"); exists(whole) {
			compare(t, whole, layers.Bytes())
			used[whole] = true
		}
	}
	found, err := filepath.Glob(filepath.Join("..", "testdata", "articles", "*", "*.golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if !used[f] {
			t.Errorf("%s: no article uses this golden; remove it", f)
		}
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Errorf("%v; make it with -update", err)
		return
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from what is found now; look with git diff after -update\n%s", name, difference(want, got))
	}
}

// difference is the first lines that differ.
func difference(want, got []byte) string {
	w, g := bytes.Split(want, []byte("\n")), bytes.Split(got, []byte("\n"))
	for i := range w {
		if i >= len(g) || !bytes.Equal(w[i], g[i]) {
			line := []byte("(nothing)")
			if i < len(g) {
				line = g[i]
			}
			return "was: " + string(w[i]) + "\nnow: " + string(line)
		}
	}
	return "now longer"
}
