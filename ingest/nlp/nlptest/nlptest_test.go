package nlptest

import (
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

const sample = `
# block title
Milley   Milley   PROPN NNP 2 nsubj  B-person
calls    call     VERB  VBZ 0 root
Moscow   Moscow   PROPN NNP 2 obj    B-gpe

# block body
General  General  PROPN NNP 3 compound N-person
Mark     Mark     PROPN NNP 3 flat     I-person
Milley   Milley   PROPN NNP 5 nsubj    I-person
did      do       AUX   VBD 5 aux      +
n't      not      PART  RB  5 advmod
speak    speak    VERB  VB  0 root     +
.        .        PUNCT .   5 punct

It       it       PRON  PRP 2 nsubj
ended    end      VERB  VBD 0 root     SpaceAfter=No
.        .        PUNCT .   2 punct
`

func TestParse(t *testing.T) {
	d := Parse(t, sample)
	if want := "Milley calls Moscow\n\nGeneral Mark Milley didn't speak. It ended."; d.Article.Text != want {
		t.Errorf("text %q, want %q", d.Article.Text, want)
	}
	if len(d.Sentences) != 3 || len(d.Article.Blocks) != 2 || d.Sentences[0].Kind != article.TitleBlock {
		t.Errorf("sentences %v, blocks %v", d.Sentences, d.Article.Blocks)
	}
	if got := d.Text(d.Sentences[1].Span); got != "General Mark Milley didn't speak." {
		t.Errorf("second sentence %q", got)
	}
	if len(d.Mentions) != 3 {
		t.Fatalf("mentions %v", d.Mentions)
	}
	m := d.Mentions[2]
	if d.Text(m.Span) != "General Mark Milley" || d.Text(m.Name) != "Mark Milley" || m.Role != "General" || d.Word(m.Head) != "Milley" {
		t.Errorf("mention %+v", m)
	}
	last := d.Tokens[len(d.Tokens)-1]
	if last.Dep != nlp.DepPunct || d.Word(last.Head) != "ended" {
		t.Errorf("last token %+v", last)
	}
}

func TestReadErrors(t *testing.T) {
	for _, source := range []string{
		"word word NOUN", "word word NOWN NN 0 root", "word word NOUN NN x root",
		"word word NOUN NN 0 rooot", "word word NOUN NN 0 root Q-x", "# block chapter",
	} {
		if _, err := Read(source); err == nil {
			t.Errorf("Read(%q) gave no error", source)
		}
	}
}
