// Package mark finds what TimeML calls events, and how they lie in time. It takes
// sentences, tokens, tags, dependencies, time expressions and, where there are any,
// happenings with their dates and order; it gives the words that tell events and
// states (EVENT, far more than the relations that Dateline keeps) and the links
// between them, the expressions and the date of the document (TLINK). It decides
// nothing that the graph shows.
//
// Which nouns and adjectives tell events is in words.txt; the code knows parts of
// speech and dependencies only.
package mark

import (
	_ "embed"
	"strings"
	"sync"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// Event is a word that tells of an event or state.
type Event struct {
	Token     int
	Happening int    // the happening it triggers, -1
	Class     string // OCCURRENCE, REPORTING, STATE, I_ACTION, I_STATE, ASPECTUAL, PERCEPTION
	POS       string // VERB, NOUN, ADJECTIVE, OTHER
	Tense     string // PAST, PRESENT, FUTURE, INFINITIVE, PRESPART, PASTPART, NONE
	Aspect    string // PERFECTIVE, PROGRESSIVE, PERFECTIVE_PROGRESSIVE, NONE
	Modality  string // the modal verb, "" if none
	Negated   bool
}

//go:embed words.txt
var wordFile string

// words is words.txt: lemmas by class.
type words map[string]map[string]bool

var english = sync.OnceValue(func() words {
	w := words{}
	class := ""
	for line := range strings.SplitSeq(wordFile, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || f[0][0] == '#' {
			continue
		}
		if f[0][0] == '@' {
			class, f = f[0][1:], f[1:]
			w[class] = map[string]bool{}
		}
		for _, x := range f {
			w[class][x] = true
		}
	}
	return w
})

// classes are those that a list of lemmas tells, in the order they are asked.
var classes = [...]string{"REPORTING", "ASPECTUAL", "PERCEPTION", "I_STATE", "I_ACTION", "STATE"}

// Events finds the events of d, in the order of its tokens.
func Events(d *nlp.Document) []Event {
	w := english()
	happening := map[int]int{}
	for i := range d.Happenings {
		if _, ok := happening[d.Happenings[i].Trigger]; !ok {
			happening[d.Happenings[i].Trigger] = i
		}
	}
	timed := make([]bool, len(d.Tokens))
	for i := range d.Timexes {
		for t := d.Timexes[i].First; t < d.Timexes[i].Last; t++ {
			timed[t] = true
		}
	}
	var out []Event
	for t := range d.Tokens {
		if timed[t] || leads(d, t) {
			continue
		}
		h, triggers := happening[t]
		if !triggers {
			h = -1
		}
		if !w.tells(d, t) && (h < 0 || d.Types[d.Happenings[h].Type].State || !letters(d.Word(t))) {
			continue
		}
		e := Event{Token: t, Happening: h, Class: "OCCURRENCE", POS: "OTHER", Tense: "NONE", Aspect: "NONE"}
		lemma := d.Tokens[t].Lemma
		for _, c := range classes {
			if w[c][lemma] {
				e.Class = c
				break
			}
		}
		switch d.Tokens[t].Tag {
		case nlp.VERB, nlp.AUX:
			e.POS = "VERB"
			e.verb(d)
		case nlp.NOUN, nlp.PROPN:
			e.POS = "NOUN"
		case nlp.ADJ:
			e.POS = "ADJECTIVE"
			if e.Class == "OCCURRENCE" {
				e.Class = "STATE"
			}
		}
		if h >= 0 && d.Happenings[h].Polarity == graph.Denied {
			e.Negated = true
		}
		out = append(out, e)
	}
	return out
}

func letters(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}

// tells reports whether the word t tells of an event.
func (w words) tells(d *nlp.Document, t int) bool {
	k := &d.Tokens[t]
	dep := k.Dep.Base()
	switch k.Tag {
	case nlp.VERB:
		if w["reporting"][k.Lemma] {
			return true
		}
		return dep != nlp.DepAmod && dep != nlp.DepCompound && dep != nlp.DepCase && dep != nlp.DepMark &&
			!w["never"][k.Lemma] && letters(d.Word(t))
	case nlp.NOUN:
		if dep == nlp.DepCompound || dep == nlp.DepAmod || k.Dep.String() == "nmod:poss" {
			return false
		}
		plural := k.Fine == nlp.NNS
		return w["noun"][k.Lemma] || w["noun"][strings.ToLower(d.Word(t))] || plural && w["plural"][strings.ToLower(d.Word(t))] || !plural && w["singular"][k.Lemma]
	case nlp.ADJ:
		return w["adjective"][k.Lemma] && (dep == nlp.DepXcomp || copula(d, t) >= 0)
	}
	return false
}

// leads reports whether the verb t only puts the infinitive after it into the
// future: "going" of "is going to".
func leads(d *nlp.Document, t int) bool {
	if d.Tokens[t].Fine != nlp.VBG || !english()["leading"][d.Tokens[t].Lemma] {
		return false
	}
	for v := t + 1; v < len(d.Tokens) && v < t+5; v++ {
		if k := &d.Tokens[v]; k.Head == t && k.Dep.Base() == nlp.DepXcomp && k.Fine == nlp.VB {
			return true
		}
	}
	return false
}

// copula is the form of "to be" that stands with the predicate t, -1.
func copula(d *nlp.Document, t int) int {
	for a := t - 1; a >= 0 && a > t-8; a-- {
		if k := &d.Tokens[a]; k.Head == t && k.Dep == nlp.DepCop {
			return a
		}
	}
	return -1
}

// verb fills in tense, aspect, modality and negation from the auxiliaries.
func (e *Event) verb(d *nlp.Document) {
	k := &d.Tokens[e.Token]
	e.Tense = map[nlp.Fine]string{nlp.VBD: "PAST", nlp.VBZ: "PRESENT", nlp.VBP: "PRESENT", nlp.VB: "INFINITIVE", nlp.VBG: "PRESPART", nlp.VBN: "PASTPART"}[k.Fine]
	if e.Tense == "" {
		e.Tense = "NONE"
	}
	finite, perfect, progressive := "", false, false
	for a := e.Token - 1; a >= 0 && a > e.Token-9; a-- {
		x := &d.Tokens[a]
		if x.Head != e.Token {
			continue
		}
		switch {
		case x.Fine == nlp.MD:
			e.Modality = x.Lemma
			finite = "PRESENT"
			if x.Dep.Base() == nlp.DepAux && english()["will"][x.Lemma] {
				e.Modality, finite = "", "FUTURE"
			}
		case x.Dep == nlp.DepAux && (x.Fine == nlp.VBD || x.Fine == nlp.VBZ || x.Fine == nlp.VBP || x.Fine == nlp.VB):
			perfect = perfect || k.Fine == nlp.VBN
			progressive = progressive || k.Fine == nlp.VBG
			finite = tenseOf(x.Fine, finite)
		case x.Dep == nlp.DepAuxPass:
			perfect = perfect || x.Fine == nlp.VBN
			finite = tenseOf(x.Fine, finite)
		case x.Dep.Base() == nlp.DepAdvmod && x.Fine == nlp.RB && english()["negation"][x.Lemma]:
			e.Negated = true
		}
	}
	if finite != "" {
		e.Tense = finite
	}
	switch {
	case perfect && progressive:
		e.Aspect = "PERFECTIVE_PROGRESSIVE"
	case perfect:
		e.Aspect = "PERFECTIVE"
	case progressive:
		e.Aspect = "PROGRESSIVE"
	}
}

func tenseOf(f nlp.Fine, known string) string {
	switch f {
	case nlp.VBD:
		return "PAST"
	case nlp.VBZ, nlp.VBP:
		if known == "" {
			return "PRESENT"
		}
	}
	return known
}
