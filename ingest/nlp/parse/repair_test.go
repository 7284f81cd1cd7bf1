package parse

import (
	"strings"
	"testing"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/nlptest"
)

func TestRepair(t *testing.T) {
	d := nlptest.Parse(t, `
But but CCONJ CC 7 cc
calls call NOUN NNS 3 nsubj
come come VERB VBP 7 ccomp
as as SCONJ IN 7 mark
Kyiv Kyiv PROPN NNP 7 nsubj
has have AUX VBZ 7 aux
said say VERB VBN 0 root
so so ADV RB 7 advmod
. . PUNCT . 7 punct
`)
	repair(d.Tokens, 0)
	want := []struct {
		head int
		dep  nlp.Dep
	}{{2, nlp.DepCc}, {2, nlp.DepNsubj}, {-1, nlp.DepRoot}, {6, nlp.DepMark}, {6, nlp.DepNsubj}, {6, nlp.DepAux}, {2, nlp.DepAdvcl}, {6, nlp.DepAdvmod}, {2, nlp.DepPunct}}
	for i, w := range want {
		if got := d.Tokens[i]; got.Head != w.head || got.Dep != w.dep {
			t.Errorf("%s: head %d %s, want %d %s", d.Word(i), got.Head, got.Dep, w.head, w.dep)
		}
	}
}

// A clause with "of" after an adjective is the adjective's.
func TestRepairOf(t *testing.T) {
	for head, want := range map[string]int{"3": 3, "4": 3} {
		d := nlptest.Parse(t, `
The the DET DT 2 det
ministry ministry NOUN NN 3 nsubj
stopped stop VERB VBD 0 root
short short ADJ JJ 3 advmod
of of SCONJ IN 6 mark
expelling expel VERB VBG `+head+` advcl
him he PRON PRP 6 obj
`)
		repair(d.Tokens, 0)
		if got := d.Tokens[5].Head; got != want {
			t.Errorf("on %s: head %d, want %d", head, got, want)
		}
	}
}

// Each subordinator of the list has an example, in which it stands between an adjective and a verb.
func TestNominal(t *testing.T) {
	seen := 0
	for line := range strings.Lines(nominalList) {
		word, example, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || line[0] == '#' {
			continue
		}
		seen++
		parts := strings.Split(example, "*")
		if len(parts) != 5 || strings.TrimSpace(parts[2]) != word {
			t.Errorf("%s: the example %q does not have the word between an adjective and a verb in marks", word, example)
		}
	}
	if seen == 0 || seen != len(nominal()) {
		t.Errorf("%d lines, %d words", seen, len(nominal()))
	}
}

// A preposition before a name is the whole name's.
func TestRepairPreposition(t *testing.T) {
	d := nlptest.Parse(t, `
He he PRON PRP 2 nsubj
spoke speak VERB VBD 0 root
with with ADP IN 4 case
H. H. PROPN NNP 5 compound
Dragan Dragan PROPN NNP 2 obl
in in ADP IN 7 case
house house NOUN NN 8 compound
lawyers lawyer NOUN NNS 2 obl
`)
	repair(d.Tokens, 0)
	if with, in := d.Tokens[2].Head, d.Tokens[5].Head; with != 4 || in != 6 {
		t.Errorf("with hangs on %d, in on %d; want 4 and 6", with, in)
	}
}

// A quote before its verb, whose marker belongs to a clause of its own, stays.
func TestRepairLeavesQuotes(t *testing.T) {
	d := nlptest.Parse(t, `
Calls call NOUN NNS 2 nsubj
came come VERB VBD 4 ccomp
Kyiv Kyiv PROPN NNP 4 nsubj
said say VERB VBD 0 root
as as SCONJ IN 7 mark
talks talk NOUN NNS 7 nsubj
ended end VERB VBD 4 advcl
. . PUNCT . 4 punct
`)
	before := append([]nlp.Token(nil), d.Tokens...)
	repair(d.Tokens, 0)
	for i := range before {
		if before[i] != d.Tokens[i] {
			t.Errorf("%s: %v became %v", d.Word(i), before[i], d.Tokens[i])
		}
	}
}

// What stands after a comma without a relative pronoun speaks of the sentence.
func TestRepairComment(t *testing.T) {
	d := nlptest.Parse(t, `
They they PRON PRP 2 nsubj
held hold VERB VBD 0 root
a a DET DT 4 det
call call NOUN NN 2 obj
, , PUNCT , 8 punct
the the DET DT 7 det
army army NOUN NN 8 nsubj
reported report VERB VBD 4 acl:relcl
. . PUNCT . 2 punct
`)
	repair(d.Tokens, 0)
	if got := d.Tokens[7]; got.Head != 1 || got.Dep != nlp.DepParataxis {
		t.Errorf("reported: head %d %s, want held, parataxis", got.Head, got.Dep)
	}
}

// The subject of such a clause may have been taken for a second object.
func TestRepairCommentSubject(t *testing.T) {
	d := nlptest.Parse(t, `
They they PRON PRP 2 nsubj
held hold VERB VBD 0 root
a a DET DT 4 det
call call NOUN NN 2 obj
, , PUNCT , 7 punct
the the DET DT 7 det
army army NOUN NN 4 conj
reported report VERB VBD 4 acl:relcl
. . PUNCT . 2 punct
`)
	repair(d.Tokens, 0)
	if got := d.Tokens[7]; got.Head != 1 || got.Dep != nlp.DepParataxis {
		t.Errorf("reported: head %d %s, want held, parataxis", got.Head, got.Dep)
	}
	if got := d.Tokens[6]; got.Head != 7 || got.Dep != nlp.DepNsubj {
		t.Errorf("army: head %d %s, want reported, nsubj", got.Head, got.Dep)
	}
}

// A subordinator is no object; a pronoun in its place stays one.
func TestRepairMarkers(t *testing.T) {
	d := nlptest.Parse(t, `
Rumours rumour NOUN NNS 0 root
that that SCONJ IN 4 obj
Varda Varda PROPN NNP 4 nsubj
left leave VERB VBD 1 acl
talks talk NOUN NNS 1 conj
that that PRON WDT 8 obj
Varda Varda PROPN NNP 8 nsubj
held hold VERB VBD 5 acl:relcl
`)
	repair(d.Tokens, 0)
	if a, b := d.Tokens[1].Dep, d.Tokens[5].Dep; a != nlp.DepMark || b != nlp.DepObj {
		t.Errorf("that %s and that %s, want mark and obj", a, b)
	}
}
