package nlp_test

import (
	"testing"

	"dateline/ingest/nlp/nlptest"
)

// The capital of a beginning goes, a capital of its own stays.
func TestInside(t *testing.T) {
	for sentence, want := range map[string]string{
		"\nThree three NUM CD 2 nummod\npeople people NOUN NNS 3 nsubj\nleft leave VERB VBD 0 root\n":        "three people",
		"\nRival rival ADJ JJ 2 amod\ngroups group NOUN NNS 3 nsubj\nmet meet VERB VBD 0 root\n":             "rival groups",
		"\nTurkish Turkish ADJ JJ 2 amod\npolice police NOUN NNS 3 nsubj\nleft leave VERB VBD 0 root\n":      "Turkish police",
		"\nBrenna Brenna PROPN NNP 2 compound\npolice police NOUN NNS 3 nsubj\nleft leave VERB VBD 0 root\n": "Brenna police",
		"\nGDP gdp NOUN NN 2 compound\ngrowth growth NOUN NN 3 nsubj\nslowed slow VERB VBD 0 root\n":         "GDP growth",
		"\nOld old ADJ JJ 2 amod\nfriends friend NOUN NNS 3 nsubj\nparted part VERB VBD 0 root\n":            "old friends",
	} {
		d := nlptest.Parse(t, sentence)
		text := d.Word(0) + " " + d.Word(1)
		if got := d.Inside(0, text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if got := d.Inside(1, "People"); got != "People" {
			t.Errorf("in the middle: got %q", got)
		}
	}
}
