package event

import (
	"fmt"
	"strings"
)

// This file writes verbs in the past, so that a relation named after its verb reads as
// those of frames do: "outbid", "was chosen by".

// pastForms are the past and the participle of a verb.
type pastForms struct{ past, participle string }

// past is the past and the participle of a lemma, which may be followed by "_" and a
// particle: "shut_down" gives "shut down". A lemma that no list knows is taken for regular.
func (w *words) past(lemma string) pastForms {
	verb, particle, _ := strings.Cut(lemma, "_")
	if particle != "" {
		particle = " " + strings.ReplaceAll(particle, "_", " ")
	}
	f, ok := w.forms[verb]
	if !ok {
		// "re-elect", "out-run" go as their last part does.
		if i := strings.LastIndexByte(verb, '-'); i >= 0 {
			if g, known := w.forms[verb[i+1:]]; known {
				f, ok = pastForms{verb[:i+1] + g.past, verb[:i+1] + g.participle}, true
			}
		}
	}
	if !ok {
		r := w.regular(verb)
		f = pastForms{r, r}
	}
	return pastForms{f.past + particle, f.participle + particle}
}

// regular is the regular past of a verb by the rules of spelling: "-e" takes "d", a
// consonant before "y" makes "ied", one syllable that ends in consonant, vowel, consonant
// doubles the last, and so do the longer ones that a list names.
func (w *words) regular(verb string) string {
	n := len(verb)
	switch {
	case n == 0:
		return verb
	case verb[n-1] == 'e':
		return verb + "d"
	case n > 1 && verb[n-1] == 'y' && !vowel(verb[n-2]):
		return verb[:n-1] + "ied"
	case w.double[verb], n > 2 && short(verb):
		return verb + verb[n-1:] + "ed"
	case verb[n-1] == 'c':
		return verb + "ked" // panicked
	}
	return verb + "ed"
}

// short reports whether a verb has one vowel, between consonants at its end: "stop".
func short(verb string) bool {
	n := len(verb)
	if vowel(verb[n-1]) || strings.IndexByte("wxy", verb[n-1]) >= 0 || !vowel(verb[n-2]) {
		return false
	}
	for i := range n - 2 {
		if vowel(verb[i]) && !(verb[i] == 'u' && i > 0 && verb[i-1] == 'q') || verb[i] == 'y' {
			return false
		}
	}
	return true
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// inflectLine is "double  refer, ...".
func (w *words) inflectLine(name string, list []string) error {
	if name != "double" {
		return fmt.Errorf("unknown list %q", name)
	}
	for _, l := range list {
		w.double[l] = true
	}
	return nil
}
