package eval_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"testing"

	"dateline/ingest"
	"dateline/ingest/eval"
)

var update = flag.Bool("update", false, "rewrite testdata/gold/scores.golden")

// TestScores holds the scores of the whole pipeline against the table of last
// time. When a number moves, look at it, then accept it with -update.
// DATELINE_MISSES=1 lists what the set dev misses.
func TestScores(t *testing.T) {
	misses := os.Getenv("DATELINE_MISSES") != ""
	r, err := eval.Run(context.Background(), eval.Options{Data: os.DirFS("../../testdata"), Read: ingest.Read, Misses: misses})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Misses {
		t.Log(m)
	}
	r.Misses = nil
	var got bytes.Buffer
	if err := r.WriteText(&got); err != nil {
		t.Fatal(err)
	}
	const golden = "../../testdata/gold/scores.golden"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("scores moved; look, then accept with -update\ngot\n%s\nwant\n%s", got.String(), want)
	}
}
