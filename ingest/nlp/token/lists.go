package token

import (
	"embed"
	"strings"
	"sync"
)

//go:embed en/*.txt
var files embed.FS

// lists are the words of the tokeniser's data files.
type lists struct {
	abbreviations map[string]struct{}
	prefixes      map[string]struct{}
	emoticons     map[string]struct{}
	clitics       map[string]struct{} // what follows the apostrophe
	units         map[string]struct{}
	numbered      map[string]struct{} // keep their stop before a number
	endings       map[string]struct{} // of file names and domains
	contractions  map[string][]int    // length of each part
	undivided     map[[2]string]struct{}
	longest       int // contraction, in bytes
}

var load = sync.OnceValue(func() *lists {
	l := &lists{
		abbreviations: set("abbreviations"),
		prefixes:      set("prefixes"),
		emoticons:     set("emoticons"),
		clitics:       set("clitics"),
		units:         set("units"),
		numbered:      set("numbered"),
		endings:       set("endings"),
		contractions:  map[string][]int{},
		undivided:     map[[2]string]struct{}{},
	}
	for _, line := range lines("undivided") {
		left, right, _ := strings.Cut(line, " | ")
		for _, a := range strings.Fields(left) {
			for _, b := range strings.Fields(right) {
				l.undivided[[2]string{a, b}] = struct{}{}
			}
		}
	}
	for _, a := range lines("abbreviations") {
		if a[0] >= 'A' && a[0] <= 'Z' {
			l.abbreviations[strings.ToUpper(a)] = struct{}{}
		}
	}
	for _, line := range lines("contractions") {
		f := strings.Split(line, "\t")
		for _, part := range f[1:] {
			l.contractions[f[0]] = append(l.contractions[f[0]], len(part))
		}
		l.longest = max(l.longest, len(f[0]))
	}
	return l
})

func set(name string) map[string]struct{} {
	m := map[string]struct{}{}
	for _, line := range lines(name) {
		m[line] = struct{}{}
	}
	return m
}

// lines is the entries of a list. A list that is not there is a mistake of ours,
// and a test reads each.
func lines(name string) []string {
	data, err := files.ReadFile("en/" + name + ".txt")
	if err != nil {
		panic(err)
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}
