package merge

import (
	"embed"
	"strings"
	"sync"
)

//go:embed rules/*.txt
var ruleFiles embed.FS

// rules are the lists of this package; their files say what they mean.
type rules struct {
	spelling  []spelling
	same, not [][]string        // examples of spelling
	nickname  map[string]string // folded given name -> the name it stands for, joined by "|" where several
	office    map[string]string // folded words -> office
	notOffice map[string]bool
	legalForm map[string]bool
	otherName map[string]string // folded name of a body -> the one it is compared by
	recurring map[string]bool   // classes and relations
}

type spelling struct {
	from, to   string
	begin, end bool
}

var theRules = sync.OnceValue(func() rules {
	r := rules{nickname: map[string]string{}, office: map[string]string{}, notOffice: map[string]bool{}, legalForm: map[string]bool{}, otherName: map[string]string{}, recurring: map[string]bool{}}
	for line := range lines("spelling") {
		switch {
		case line[0] == '=':
			r.same = append(r.same, split(line[1:], "|"))
			continue
		case line[0] == '!':
			r.not = append(r.not, split(line[1:], "|"))
			continue
		}
		from, to, _ := strings.Cut(line, " ")
		s := spelling{to: strings.Trim(to, "- ")}
		from, s.begin = strings.CutPrefix(from, "^")
		s.from, s.end = strings.CutSuffix(from, "$")
		r.spelling = append(r.spelling, s)
	}
	for line := range lines("nicknames") {
		words := strings.Fields(line)
		for _, n := range words[1:] {
			if r.nickname[n] != "" {
				r.nickname[n] += "|"
			}
			r.nickname[n] += words[0]
		}
	}
	for line := range lines("legalforms") {
		r.legalForm[line] = true
	}
	for line := range lines("recurring") {
		r.recurring[line] = true
	}
	for line := range lines("othernames") {
		names := split(line, ",")
		for _, n := range names[1:] {
			r.otherName[n] = names[0]
		}
	}
	for line := range lines("offices") {
		if w, ok := strings.CutPrefix(line, "!"); ok {
			r.notOffice[w] = true
			continue
		}
		ways := split(line, ",")
		for _, w := range ways {
			r.office[w] = ways[0]
		}
	}
	return r
})

// lines are those of a rule file that say something.
func lines(name string) func(yield func(string) bool) {
	b, err := ruleFiles.ReadFile("rules/" + name + ".txt")
	if err != nil {
		panic(err) // a list of ours is missing from the program
	}
	return func(yield func(string) bool) {
		for l := range strings.Lines(string(b)) {
			if l = strings.TrimSpace(l); l != "" && l[0] != '#' && !yield(l) {
				return
			}
		}
	}
}

func split(s, sep string) []string {
	parts := strings.Split(s, sep)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
