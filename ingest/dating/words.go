package dating

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed words.txt
var wordFile string

// words is words.txt: classes of lemmas, and the relation each ordering word or
// phrase stands for.
type words struct {
	order    map[string]string // "ahead of" -> before
	firm     map[string]bool   // of those, what orders wherever it stands
	adverb   map[string]string // "later" -> after
	follow   map[string]string // verbs: what their subject is to their object
	light    map[string]bool
	reaction map[string]bool
	presence map[string]bool
	awaiting map[string]bool // verbs: what is set for a time or awaited then
	source   map[string]bool // prepositions of where something comes from,
	scope    map[string]bool // of how far a comparison reaches, with what compares,
	goal     map[string]bool // of what something is set for,
	naming   map[string]bool // of the year in a name
}

var english = sync.OnceValue(func() *words {
	w := &words{order: map[string]string{}, firm: map[string]bool{}, adverb: map[string]string{}, follow: map[string]string{}}
	sets := map[string]*map[string]bool{"light": &w.light, "reaction": &w.reaction, "presence": &w.presence, "awaiting": &w.awaiting,
		"source": &w.source, "scope": &w.scope, "goal": &w.goal, "naming": &w.naming}
	for _, s := range sets {
		*s = map[string]bool{}
	}
	for _, line := range strings.Split(wordFile, "\n") {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		switch f[0] {
		case "order":
			w.order[strings.Join(f[1:len(f)-1], " ")] = f[len(f)-1]
		case "firm":
			for _, p := range strings.Split(strings.Join(f[1:], " "), ", ") {
				w.firm[p] = true
			}
		case "adverb":
			w.adverb[f[1]] = f[2]
		case "follow":
			w.follow[f[1]] = f[2]
		default:
			if s, ok := sets[f[0]]; ok {
				for _, v := range f[1:] {
					(*s)[v] = true
				}
			}
		}
	}
	return w
})
