package question

import (
	_ "embed"
	"fmt"
	"iter"
	"strings"
	"sync"

	"dateline/graph"
)

//go:embed words.txt
var wordFile string

// vocabulary is the classes that a word is in, by the word.
type vocabulary struct {
	classes map[string]map[string]bool
	first   map[string]string // the first word of a class
}

var builtin = sync.OnceValues(func() (*vocabulary, error) { return readWords(wordFile) })

func readWords(text string) (*vocabulary, error) {
	v := &vocabulary{classes: map[string]map[string]bool{}, first: map[string]string{}}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		class, rest, ok := strings.Cut(line, " ")
		if !ok {
			return nil, fmt.Errorf("words.txt:%d: a class without words", i+1)
		}
		for w := range strings.SplitSeq(rest, ",") {
			w = strings.TrimSpace(w)
			if v.classes[w] == nil {
				v.classes[w] = map[string]bool{}
			}
			v.classes[w][class] = true
			if v.first[class] == "" {
				v.first[class] = w
			}
		}
	}
	return v, nil
}

// is reports whether a word, in any case, is in a class.
func (v *vocabulary) is(word, class string) bool { return v.classes[strings.ToLower(word)][class] }

// all gives the words of a class, in no order.
func (v *vocabulary) all(class string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for w, in := range v.classes {
			if in[class] && !yield(w) {
				return
			}
		}
	}
}

// kinds are the kinds of entity that a noun is a common word for.
func (v *vocabulary) kinds(noun string) (out []graph.Kind) {
	for _, k := range []graph.Kind{graph.Person, graph.Organisation, graph.GPE, graph.Place, graph.Facility, graph.Group} {
		if v.is(noun, "kind-"+string(k)) {
			out = append(out, k)
		}
	}
	return out
}
