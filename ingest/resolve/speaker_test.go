package resolve

import (
	"slices"
	"testing"
)

// "We" in the words of a spokesman is the body he speaks for.
func TestWeIsTheBodyOfTheSpeaker(t *testing.T) {
	_, got := told(t, `
" " PUNCT `+"``"+` 4 punct
We we PRON PRP 4 nsubj
are be AUX VBP 4 aux
talking talk VERB VBG 0 root
, , PUNCT , 4 punct
" " PUNCT '' 4 punct
Pentagon Pentagon PROPN NNP 8 compound B-organisation
spokesman spokesman NOUN NN 9 nmod:desc
John John PROPN NNP 11 nsubj B-person
Kirby Kirby PROPN NNP 9 flat I-person
said say VERB VBD 4 parataxis
. . PUNCT . 4 punct
`)
	for name, words := range got {
		if slices.Contains(words, "We") {
			if name != "Pentagon" {
				t.Errorf("We is %s, want Pentagon", name)
			}
			return
		}
	}
	t.Errorf("We was not linked: %v", got)
}
