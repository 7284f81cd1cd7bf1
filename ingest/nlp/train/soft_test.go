package train

import (
	"math"
	"strings"
	"testing"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/tag"
)

func TestSoft(t *testing.T) {
	s, err := softOf("Tags=PUNCT/,>75,NOUN/NN>25|Heads=0>60,12>30,3>6|Deps=nsubj:pass>99,obj>1")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.tags) != 2 || s.tags[0].what != (tag.Class{Tag: nlp.PUNCT, Fine: nlp.FineComma}) || s.tags[1].part != 0.25 {
		t.Errorf("tags %v", s.tags)
	}
	if len(s.heads) != 3 || s.heads[0].what != -1 || s.heads[1].what != 11 || math.Abs(float64(s.heads[2].part)-0.0625) > 1e-6 {
		t.Errorf("heads %v", s.heads)
	}
	if len(s.deps) != 2 || s.deps[0].what != nlp.DepOf("nsubj:pass") {
		t.Errorf("relations %v", s.deps)
	}
	if s, err := softOf("_"); err != nil || s.tags != nil || s.heads != nil || s.deps != nil {
		t.Errorf("what is sure is read as %v, %v", s, err)
	}
	for _, bad := range []string{"Heads=x>3", "Tags=NN>40", "Deps=nsubj", "Deps=nsubj>0", "Heads=1>y"} {
		if _, err := softOf(bad); err == nil {
			t.Errorf("%q was read without an error", bad)
		}
	}
	if got := shares(s.heads[:0], 4, func(int) int32 { return 9 }); len(got) != 1 || got[0].Column != 4 || got[0].Part != 1 {
		t.Errorf("the share of what is sure: %v", got)
	}
}

func TestSilverDoubts(t *testing.T) {
	const file = "1\tShe\t_\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n" +
		"2\tleft\t_\tVERB\tVBD\t_\t0\troot\t_\tTags=VERB/VBD>90,ADJ/JJ>10\n\n"
	bank, err := conllu.Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	silver, err := Silver(bank)
	if err != nil {
		t.Fatal(err)
	}
	if s := silver[0]; len(s.softly(0).tags) != 0 || len(s.softly(1).tags) != 2 {
		t.Errorf("doubts %v", s.soft)
	}
	bank[0].Words[0].Misc = "Heads=two>3"
	if _, err := Silver(bank); err == nil || !strings.Contains(err.Error(), "sentence 1, word 1") {
		t.Errorf("error %v does not say where", err)
	}
}
