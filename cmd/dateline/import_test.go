package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// roundTrip takes the graph of the project's articles out, into an empty database, and
// out again: nothing may be lost.
func roundTrip(t *testing.T, db string) {
	dir := t.TempDir()
	do := func(args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), append([]string{"dateline"}, args...), strings.NewReader(""), &out, &errs); code != exitDone {
			t.Fatalf("%v exits with %d: %s", args, code, errs.String())
		}
	}
	export := func(db, name string, args ...string) string {
		t.Helper()
		file := filepath.Join(dir, name)
		do(append([]string{"export", "--db", db, "--open", "-o", file}, args...)...)
		b, err := os.ReadFile(file)
		if err != nil || len(b) == 0 {
			t.Fatalf("%s: %d bytes, %v", name, len(b), err)
		}
		return string(b)
	}
	for _, test := range []struct {
		name, form string
		args       []string
	}{{"nquads", "nq", nil}, {"jsonld", "jsonld", nil}, {"without the text", "nq", []string{"--no-text"}}} {
		t.Run(test.name, func(t *testing.T) {
			again := filepath.Join(t.TempDir(), "again.db")
			before := export(db, "before."+test.form, test.args...)
			do("import", "--db", again, filepath.Join(dir, "before."+test.form))
			if after := export(again, "after."+test.form, test.args...); after != before {
				t.Errorf("the export differs: %s", firstDifference(before, after))
			}
			do("db", "check", "--db", again)
			if len(test.args) > 0 {
				return // copies are found by their texts
			}
			if before, after := export(db, "before.json"), export(again, "after.json"); after != before {
				t.Errorf("the JSON differs: %s", firstDifference(before, after))
			}
		})
	}
}
