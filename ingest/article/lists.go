package article

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.txt
var files embed.FS

// set is a list of words, in lower case.
type set map[string]bool

func (s set) has(word string) bool { return s[word] }

// The lists, each read when first used. A malformed one is a bug of ours and
// panics; a test loads them all.
var (
	tracking    = sync.OnceValue(func() set { return must(loadSet("tracking")) })
	notPlaces   = sync.OnceValue(func() set { return must(loadSet("notplaces")) })
	english     = sync.OnceValue(func() set { return must(loadSet("english")) })
	joiners     = sync.OnceValue(func() set { return must(loadSet("joiners")) })
	metaNames   = sync.OnceValue(func() ranks { return must(loadRanks("meta")) })
	fieldKeys   = sync.OnceValue(func() ranks { return must(loadRanks("fields")) })
	furniture   = sync.OnceValue(func() *phrases { return must(loadPhrases("furniture")) })
	agencies    = sync.OnceValue(func() agencyList { return must(loadAgencies()) })
	datePlaces  = sync.OnceValue(func() []string { return must(loadList("dateplaces")) })
	presets     = sync.OnceValue(func() []preset { return must(loadPresets()) })
	asides      = sync.OnceValue(func() set { return must(loadSet("asides")) })
	wikiMarks   = sync.OnceValue(func() map[string]string { return must(loadPairs("wikitext")) })
	nearEnglish = sync.OnceValue(func() map[string]string { return must(loadPairs("nearenglish")) })
	tables      = sync.OnceValue(func() []table { return must(loadTables()) })
	livePlaces  = sync.OnceValue(func() set { return must(loadSet("liveplaces")) })
	printers    = sync.OnceValue(func() []string { return must(loadList("printers")) })
	dateWords   = sync.OnceValue(func() map[string]string { return must(loadDateWords()) })
	zones       = sync.OnceValue(func() map[string]int { return must(loadZones()) })
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// lines calls each with the tab-separated fields of every entry of a list.
func lines(name string, least int, each func(f []string) error) error {
	path := "data/" + name + ".txt"
	b, err := files.ReadFile(path)
	if err != nil {
		return err
	}
	for n, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' && !strings.HasPrefix(line, "##") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < least {
			return fmt.Errorf("article: %s:%d: %d fields, want %d", path, n+1, len(f), least)
		}
		if err := each(f); err != nil {
			return fmt.Errorf("article: %s:%d: %w", path, n+1, err)
		}
	}
	return nil
}

func loadSet(name string) (set, error) {
	s := set{}
	err := lines(name, 1, func(f []string) error { s[f[0]] = true; return nil })
	return s, err
}

// loadList is the words of a list in their order.
func loadList(name string) (all []string, err error) {
	err = lines(name, 1, func(f []string) error { all = append(all, f[0]); return nil })
	return all, err
}

// rank is which field a name stands for and how much the name is trusted: a
// smaller Order is surer.
type rank struct {
	field string
	order int
}

type ranks map[string]rank

func loadRanks(name string) (ranks, error) {
	r := ranks{}
	err := lines(name, 2, func(f []string) error {
		if _, ok := r[f[1]]; ok {
			return fmt.Errorf("%q stands twice", f[1])
		}
		r[f[1]] = rank{f[0], len(r)}
		return nil
	})
	return r, err
}

type agencyList struct {
	names  map[string]string // as written, lower case -> the name we keep
	shapes []string          // words that end the name of an agency
}

func loadAgencies() (agencyList, error) {
	l := agencyList{names: map[string]string{}}
	err := lines("agencies", 2, func(f []string) error {
		if len(f) > 2 && f[2] == "shape" {
			l.shapes = append(l.shapes, f[0])
		} else {
			l.names[f[0]] = f[1]
		}
		return nil
	})
	return l, err
}

// name is the agency that s names, "" if it names none.
func (l agencyList) name(s string) string {
	s = oneLine(s)
	low := strings.ToLower(s)
	if n, ok := l.names[low]; ok {
		return n
	}
	for _, shape := range l.shapes {
		if strings.HasSuffix(low, " "+shape) && isNameShaped(s) {
			return s
		}
	}
	return ""
}

// loadPairs is a list of words with what each stands for.
func loadPairs(name string) (map[string]string, error) {
	pairs := map[string]string{}
	err := lines(name, 2, func(f []string) error { pairs[f[0]] = f[1]; return nil })
	return pairs, err
}

func loadDateWords() (map[string]string, error) {
	words := map[string]string{}
	err := lines("datewords", 2, func(f []string) error {
		words[f[0]] = strings.TrimPrefix(f[1], "-")
		return nil
	})
	return words, err
}

func loadZones() (map[string]int, error) {
	z := map[string]int{}
	err := lines("zones", 2, func(f []string) error {
		m, err := strconv.Atoi(f[1])
		z[f[0]] = m
		return err
	})
	return z, err
}

// phrase is a line of furniture.txt.
type phrase struct {
	kind string
	max  int
	text string
}

// phrases finds which phrase of furniture.txt a line shows.
type phrases struct {
	line  map[string]phrase
	start map[string][]phrase // by first word
	end   map[string][]phrase // by last word
	has   []phrase
	// bylines are the words that start a byline
	bylines []string
}

func loadPhrases(name string) (*phrases, error) {
	p := &phrases{line: map[string]phrase{}, start: map[string][]phrase{}, end: map[string][]phrase{}}
	kinds := set{"tail": true, "aside": true, "box": true, "nav": true, "credit": true, "byline": true, "dated": true, "caption": true}
	err := lines(name, 4, func(f []string) error {
		most, err := strconv.Atoi(f[2])
		if err != nil {
			return err
		}
		if !kinds[f[0]] {
			return fmt.Errorf("unknown kind %q", f[0])
		}
		ph := phrase{f[0], most, fold(f[3])}
		words := strings.Fields(ph.text)
		if len(words) == 0 {
			return fmt.Errorf("no phrase")
		}
		switch f[1] {
		case "line":
			if trimmed := strings.Trim(ph.text, edges); trimmed != "" {
				ph.text = trimmed
			}
			p.line[ph.text] = ph
		case "start":
			p.start[words[0]] = append(p.start[words[0]], ph)
			if ph.kind == "byline" {
				p.bylines = append(p.bylines, ph.text)
			}
		case "end":
			last := words[len(words)-1]
			p.end[last] = append(p.end[last], ph)
		case "has":
			p.has = append(p.has, ph)
		default:
			return fmt.Errorf("unknown place %q", f[1])
		}
		return nil
	})
	return p, err
}

// edges are what may stand round a whole line without changing what it is.
const edges = " \t.,:;…!|•·*-–—>»›→▶►«<‹←\"'[]"

var foldMarks = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "\u2011", "-")

// fold is s in lower case, on one line, with plain quotation marks.
func fold(s string) string { return foldMarks.Replace(strings.ToLower(oneLine(s))) }

// find gives the phrase that line shows; s is the folded line, n its words.
// Whole lines go before starts, starts before ends.
func (p *phrases) find(s string, words []string) (phrase, bool) {
	if len(words) == 0 {
		return phrase{}, false
	}
	if ph, ok := p.line[strings.Trim(s, edges)]; ok {
		return ph, true
	}
	if ph, ok := p.line[s]; ok {
		return ph, true
	}
	if ph, ok := longest(p.start[words[0]], words, func(t string) bool {
		return strings.HasPrefix(s, t) && (len(s) == len(t) || !isWordByte(s[len(t)]) || !isWordByte(t[len(t)-1]))
	}); ok {
		return ph, true
	}
	// A sentence may end in the words of a credit ("... contributed to this
	// report."), but not in those of a button.
	bare := strings.TrimRight(s, ".!…:")
	if ph, ok := longest(p.end[strings.TrimRight(words[len(words)-1], ".!…:")], words, func(t string) bool {
		return strings.HasSuffix(bare, t)
	}); ok && (ph.kind == "credit" || bare == s) {
		return ph, true
	}
	// An ending may be glued to the word before it: "Jane Doe/Reuters".
	if tail := lastPiece(words[len(words)-1]); tail != "" {
		if ph, ok := longest(p.end[tail], words, func(t string) bool { return strings.HasSuffix(s, t) }); ok {
			return ph, true
		}
	}
	return longest(p.has, words, func(t string) bool { return strings.Contains(s, t) })
}

func longest(from []phrase, words []string, fits func(string) bool) (best phrase, ok bool) {
	for _, ph := range from {
		if (ph.max == 0 || len(words) <= ph.max) && fits(ph.text) && len(ph.text) > len(best.text) {
			best, ok = ph, true
		}
	}
	return best, ok
}

// lastPiece is what follows the last slash of a word, with it.
func lastPiece(w string) string {
	if i := strings.LastIndexByte(w, '/'); i > 0 {
		return w[i:]
	}
	return ""
}

func isWordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '\'' || b >= 0x80
}
