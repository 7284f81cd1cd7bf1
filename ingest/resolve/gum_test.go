package resolve_test

import (
	"os"
	"path/filepath"
	"testing"

	"dateline/ingest/resolve/corefscore"
	"dateline/ingest/resolve/learn"
)

// TestGUM measures coreference on GUM dev with our own tags, dependencies and
// names, on the treebank's words. It needs the data: the folder that holds
// data/open, by DATELINE_SHARED or beside the repository. docs/names.md has the
// figures.
func TestGUM(t *testing.T) {
	docs, err := learn.Load(filepath.Join(sharedFolder(), "data/open/gum/gum-dev.conllu.gz"), false)
	if err != nil {
		t.Skip("no GUM here: ", err)
	}
	given, err := learn.Load(filepath.Join(sharedFolder(), "data/open/gum/gum-dev.conllu.gz"), true)
	if err != nil {
		t.Fatal(err)
	}
	g, err := learn.Measure(given)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("with given tags and dependencies: all %.3f, names %.3f", g.All.CoNLL(), g.Names.CoNLL())
	s, err := learn.Measure(docs)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("he and she among several: %d of %d right, %d of %d with genders hidden", s.Pronouns.Right, s.Pronouns.All, s.Blind.Right, s.Blind.All)
	if s.Blind.Right*100 < s.Blind.All*80 {
		t.Error("he and she: fewer than 80 of 100 are right with genders hidden")
	}
	for _, row := range []struct {
		what string
		s    corefscore.Scores
		less float64
	}{{"all", s.All, 0.54}, {"news", s.News, 0.5}, {"names", s.Names, 0.74}} {
		t.Logf("%-6s CoNLL %.3f  MUC %.3f  B3 %.3f  CEAFe %.3f  mentions P %.3f R %.3f", row.what, row.s.CoNLL(),
			row.s.MUC.F1(), row.s.B3.F1(), row.s.CEAFe.F1(), row.s.Mentions.Precision(), row.s.Mentions.Recall())
		if row.s.CoNLL() < row.less {
			t.Errorf("%s: the CoNLL average fell below %.2f", row.what, row.less)
		}
	}
}

func sharedFolder() string {
	if s := os.Getenv("DATELINE_SHARED"); s != "" {
		return s
	}
	for dir := ".."; len(dir) < 24; dir += "/.." {
		if _, err := os.Stat(filepath.Join(dir, "shared/data")); err == nil {
			return filepath.Join(dir, "shared")
		}
	}
	return "shared"
}
