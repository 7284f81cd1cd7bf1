package parse

import (
	"testing"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/nlptest"
)

func TestPredicate(t *testing.T) {
	tests := []struct {
		name, sentence string
		word           int
		fine           nlp.Fine
		subject        int
	}{
		{"an object and a compound", `
Regional regional ADJ JJ 2 amod
police police NOUN NN 3 compound
arrest arrest NOUN NN 0 root
two two NUM CD 5 nummod
men man NOUN NNS 3 obj
. . PUNCT . 3 punct
`, 2, nlp.VBP, 1},
		{"a name beside a noun", `
A a DET DT 3 det
court court NOUN NN 3 compound
sentences sentence NOUN NNS 0 root
Vargas Vargas PROPN NNP 3 appos
. . PUNCT . 3 punct
`, 2, nlp.VBZ, 1},
		{"a subject and a phrase", `
Militia militia NOUN NN 2 nsubj
clashes clash NOUN NNS 0 root
with with ADP IN 4 case
rebels rebel NOUN NNS 2 obl
. . PUNCT . 2 punct
`, 1, nlp.VBZ, 0},
		{"a predicate without its copula stays", `
Vargas Vargas PROPN NNP 2 nsubj
winner winner NOUN NN 0 root
of of ADP IN 4 case
races race NOUN NNS 2 obl
`, 1, nlp.NN, 0},
		{"a noun with a name and no full stop stays", `
Court court NOUN NN 2 compound
sentences sentence NOUN NNS 0 root
Vargas Vargas PROPN NNP 2 appos
`, 1, nlp.NNS, -1},
	}
	for _, tt := range tests {
		d := nlptest.Parse(t, tt.sentence)
		repair(d.Tokens, 0)
		if got := d.Tokens[tt.word].Fine; got != tt.fine {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.fine)
		}
		if tt.subject >= 0 && (d.Tokens[tt.subject].Dep != nlp.DepNsubj || d.Tokens[tt.subject].Head != tt.word) {
			t.Errorf("%s: %s is %s of %d", tt.name, d.Word(tt.subject), d.Tokens[tt.subject].Dep, d.Tokens[tt.subject].Head)
		}
		if tt.word == 2 && tt.subject == 1 && d.Tokens[0].Head != 1 {
			t.Errorf("%s: what stands before the subject hangs on %d", tt.name, d.Tokens[0].Head)
		}
	}
}
