package tag

import (
	"testing"

	"dateline/ingest/nlp/nlptest"
)

const news = `
Gen.     Gen.     PROPN NNP _ _
Mark     Mark     PROPN NNP _ _
Milley   Milley   PROPN NNP _ _
said     say      VERB  VBD _ _
Russia   Russia   PROPN NNP _ _ +
's       's       PART  POS _ _
soldiers soldier  NOUN  NNS _ _
were     be       AUX   VBD _ _
massing  mass     VERB  VBG _ _
near     near     ADP   IN  _ _
the      the      DET   DT  _ _
border   border   NOUN  NN  _ _ +
.        .        PUNCT .   _ _

He       he       PRON  PRP _ _
did      do       AUX   VBD _ _ +
n't      not      PART  RB  _ _
go       go       VERB  VB  _ _ +
.        .        PUNCT .   _ _

# block title
Russia   Russia   PROPN NNP _ _
denies   deny     VERB  VBZ _ _
killing  kill     VERB  VBG _ _
two      two      NUM   CD  _ _
people   people   NOUN  NNS _ _
`

func TestNews(t *testing.T) {
	gold := nlptest.Parse(t, news)
	d := nlptest.Parse(t, news)
	for i := range d.Tokens {
		w := &d.Tokens[i]
		w.Tag, w.Fine, w.Lemma = 0, 0, ""
	}
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	for i, w := range d.Tokens {
		g := gold.Tokens[i]
		if d.Word(i) == "people" { // EWT says "people", GUM "person"
			g.Lemma = w.Lemma
		}
		if w.Tag != g.Tag || w.Fine != g.Fine || w.Lemma != g.Lemma {
			t.Errorf("%s: %v %v %q, want %v %v %q", d.Word(i), w.Tag, w.Fine, w.Lemma, g.Tag, g.Fine, g.Lemma)
		}
	}
}

func TestScript(t *testing.T) {
	for _, c := range []struct{ form, lemma, other, want string }{
		{"Studies", "study", "Armies", "army"},
		{"Moscow", "Moscow", "Kiev", "Kiev"},
		{"n't", "not", "n't", "not"},
		{"went", "go", "went", "go"},
		{"SAID", "say", "PAID", "pay"},
		{"a", "a", "", ""},
	} {
		s := ScriptOf(c.form, c.lemma)
		if got := s.Apply(c.form); got != c.lemma {
			t.Errorf("%s: %+v gives %q, want %q", c.form, s, got, c.lemma)
		}
		if got := s.Apply(c.other); got != c.want {
			t.Errorf("%s, as %s: %+v gives %q, want %q", c.other, c.form, s, got, c.want)
		}
	}
}

func BenchmarkStage(b *testing.B) {
	source := ""
	for range 40 {
		source += news
	}
	d := nlptest.Parse(b, source)
	if err := Stage.Run(d); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Article.Text)))
	for b.Loop() {
		Stage.Run(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Open(packed); err != nil {
			b.Fatal(err)
		}
	}
}
