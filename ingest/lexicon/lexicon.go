// Package lexicon holds the word lists that more than one stage uses: titles,
// roles, units, months, places, bodies, irregular forms. The words are in
// en/*.txt, one entry a line, each file headed by where it is from and under
// which licence. It decides nothing about a sentence.
package lexicon

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed en/*.txt
var files embed.FS

// Entry is one line of a list: the word or phrase, and the fields after it,
// which tabs separate.
type Entry struct {
	Key    string
	Fields []string
	Line   int
}

// Field is the i-th field after the key, empty where the line has none.
func (e Entry) Field(i int) string {
	if i < len(e.Fields) {
		return e.Fields[i]
	}
	return ""
}

// List is one file of the lexicon.
type List struct {
	Name    string
	Entries []Entry
	byKey   map[string]int
}

// Has reports whether word, as written, is a key.
func (l *List) Has(word string) bool { _, ok := l.byKey[word]; return ok }

// Get is the first entry with the key word.
func (l *List) Get(word string) (Entry, bool) {
	i, ok := l.byKey[word]
	if !ok {
		return Entry{}, false
	}
	return l.Entries[i], true
}

var loaded sync.Map // name -> func() *List; filled once per name, never changed

// Words is the list en/<name>.txt. A list that is missing or malformed is a bug
// of ours and panics; a test loads them all.
func Words(name string) *List {
	once, _ := loaded.LoadOrStore(name, sync.OnceValue(func() *List {
		l, err := load(name)
		if err != nil {
			panic(err)
		}
		return l
	}))
	return once.(func() *List)()
}

func load(name string) (*List, error) {
	path := "en/" + name + ".txt"
	b, err := files.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("lexicon: no list %q", name)
	}
	l := &List{Name: name, byKey: map[string]int{}}
	for n, line := range strings.Split(string(b), "\n") {
		line = strings.TrimRight(line, " \r")
		if line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, "\t")
		if parts[0] == "" {
			return nil, fmt.Errorf("lexicon: %s:%d: a line must start with its word", path, n+1)
		}
		if _, ok := l.byKey[parts[0]]; !ok {
			l.byKey[parts[0]] = len(l.Entries)
		}
		l.Entries = append(l.Entries, Entry{Key: parts[0], Fields: parts[1:], Line: n + 1})
	}
	return l, nil
}
