package crossdoc_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/ingest/eval/crossdoc"
	"dateline/ingest/eval/meantime"
)

// shared are the files of a published set, where they are at hand.
func shared(t *testing.T, pattern string) []string {
	t.Helper()
	roots := []string{os.Getenv("DATELINE_SHARED")}
	for up := ".."; len(up) < 30; up = filepath.Join(up, "..") {
		roots = append(roots, filepath.Join(up, "shared"))
	}
	for _, r := range roots {
		if fs, _ := filepath.Glob(filepath.Join(r, "data", "open", pattern)); len(fs) > 0 {
			return fs
		}
	}
	t.Skip("no development data")
	return nil
}

func TestMeantime(t *testing.T) {
	var gold []meantime.CrossGold
	for _, f := range shared(t, "meantime-apple/intra-cross-doc/*.xml") {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		g, err := meantime.ReadCross(string(b))
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		gold = append(gold, g)
	}
	rows, err := crossdoc.Run(context.Background(), gold)
	if err != nil {
		t.Fatal(err)
	}
	own, err := crossdoc.RunOwn(context.Background(), gold)
	if err != nil {
		t.Fatal(err)
	}
	show(t, append(rows, own))
	if ours := rows[0]; ours.Entities.CoNLL() < 0.74 || ours.Events.CoNLL() < 0.68 || ours.Events.MUC.F1() < 0.40 {
		t.Error("under the floor of 0.74 for entities, 0.68 and, by MUC, 0.40 for events")
	}
}

// TestStories scores the project's own ten stories, which are made of what is hard: spellings,
// namesakes, offices, acronyms, passives, numbers, denials, background, companies, reprints.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/gold/crossdoc/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	var gold []meantime.CrossGold
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		gs, err := crossdoc.ReadStory(strings.TrimSuffix(filepath.Base(f), ".txt"), string(b))
		if err != nil {
			t.Fatal(err)
		}
		gold = append(gold, gs...)
	}
	rows, err := crossdoc.Run(context.Background(), gold)
	if err != nil {
		t.Fatal(err)
	}
	own, err := crossdoc.RunOwn(context.Background(), gold)
	if err != nil {
		t.Fatal(err)
	}
	show(t, append(rows, own))
	for _, r := range rows[1:] {
		if r.Entities.CoNLL() > rows[0].Entities.CoNLL() || r.Events.CoNLL() > rows[0].Events.CoNLL() {
			t.Errorf("%q is better than the rules", r.Name)
		}
	}
}

func show(t *testing.T, rows []crossdoc.Row) {
	t.Helper()
	for _, r := range rows {
		t.Logf("%-26s entities: MUC %.3f B3 %.3f CEAFe %.3f CoNLL %.3f   events: MUC %.3f B3 %.3f CEAFe %.3f CoNLL %.3f", r.Name,
			r.Entities.MUC.F1(), r.Entities.B3.F1(), r.Entities.CEAFe.F1(), r.Entities.CoNLL(),
			r.Events.MUC.F1(), r.Events.B3.F1(), r.Events.CEAFe.F1(), r.Events.CoNLL())
	}
}
