package tag

import (
	"testing"

	"dateline/ingest/nlp/nlptest"
)

// TestIrregular reads verbs whose endings mislead what is learnt from others.
func TestIrregular(t *testing.T) {
	d := nlptest.Parse(t, `
The      the     DET   DT  _ _
group    group   NOUN  NN  _ _
shot     _       VERB  VBD _ _
two      two     NUM   CD  _ _
men      man     NOUN  NNS _ _
and      and     CCONJ CC  _ _
freed    _       VERB  VBD _ _
the      the     DET   DT  _ _
hostages hostage NOUN  NNS _ _
.        .       PUNCT .   _ _

They     they    PRON  PRP _ _
fled     _       VERB  VBD _ _
.        .       PUNCT .   _ _
`)
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"shot": "shoot", "freed": "free", "fled": "flee"}
	for i := range d.Tokens {
		if l, ok := want[d.Word(i)]; ok && d.Tokens[i].Lemma != l {
			t.Errorf("lemma of %q is %q, want %q", d.Word(i), d.Tokens[i].Lemma, l)
		}
	}
}
