package timex

import (
	"fmt"
	"strconv"
	"strings"
)

// vocabulary is the words that rules name, with the classes they are in.
type vocabulary struct {
	ids     map[string]int32
	classes []classSet // per word
	values  map[wordClass]int32
	names   map[string]int // of classes
}

// classSet is the classes a word is in, a bit for each.
type classSet [2]uint64

const maxClasses = 64 * len(classSet{})

func (s *classSet) add(class int)      { s[class/64] |= 1 << (class % 64) }
func (s *classSet) has(class int) bool { return s[class/64]&(1<<(class%64)) != 0 }

type wordClass struct {
	word  int32
	class int
}

func (v *vocabulary) id(w string) int32 {
	if i, ok := v.ids[w]; ok {
		return i
	}
	i := int32(len(v.classes))
	v.ids[w] = i
	v.classes = append(v.classes, classSet{})
	return i
}

func (v *vocabulary) class(name string) (int, error) {
	if c, ok := v.names[name]; ok {
		return c, nil
	}
	return 0, fmt.Errorf("no class @%s", name)
}

func (v *vocabulary) in(w int32, class int) bool {
	return w >= 0 && class >= 0 && v.classes[w].has(class)
}

// rule is one line: a category, a pattern and a meaning.
type rule struct {
	name     string // "20-relative.txt:12"
	cat      int
	around   []look
	meaning  []assign
	list     []int // labels of the members of a list or range
	isRange  bool
	offset   int // +1, -1: the length that the list has for its only member counts from the last date
	examples []example
}

type example struct {
	where, text string
	counter     bool
}

// look is a condition on the item before or after a match.
type look struct {
	pred       pred
	after, not bool
}

// assign gives a field a value; without a field it merges what a label means.
type assign struct {
	field field
	merge int // label, -1
	num   bool
	terms []term
}

type term struct {
	factor float64
	labels []int
}

// pred is what one element of a pattern asks of an item.
type pred struct {
	kind    predKind
	word    int32
	class   int
	cats    uint64
	lo, hi  int
	digits  uint8
	fine    uint64
	tag     uint32
	notTag  bool
	glued   bool
	spaced  bool
	capital bool
}

type predKind uint8

const (
	isWord predKind = iota
	isClass
	isCat
	isAny
)

// level is the rules of one file, applied together.
type level struct {
	nodes    []node
	byWord   [][]int32 // word -> edges of the root
	byCat    [64][]int32
	rootAny  []int32
	hasEdges []bool // word -> any
}

type node struct {
	edges   []edge
	accepts []accept
}

type edge struct {
	pred, next int32
}

type accept struct {
	rule   int32
	labels []int8 // per element: its label, -1
}

// grammar is all rules, compiled.
type grammar struct {
	vocabulary
	cats   map[string]int
	groups map[string]uint64
	labels map[string]int
	rules  []rule
	preds  []pred
	predID map[pred]int32
	levels []level

	labelClass []int // label -> the class whose value it gives, -1

	ones, tens, hundred, scale, ordinal, ordsuffix, numand, article, comma, point, quote, slash, hyphen int
	future, planned, awaited, intended, willed, called, forward, located, prep                          int
}

type element struct {
	pred  int32
	label int8
}

// The categories the number reader makes.
const (
	catNum = iota + 1 // in words, or with commas
	catDig            // digits only
	catOrd
)

func newGrammar() *grammar {
	g := &grammar{
		vocabulary: vocabulary{ids: map[string]int32{}, values: map[wordClass]int32{}, names: map[string]int{}},
		cats:       map[string]int{"wordnum": catNum, "dig": catDig, "ord": catOrd},
		groups:     map[string]uint64{"num": 1<<catNum | 1<<catDig},
		labels:     map[string]int{},
		predID:     map[pred]int32{},
	}
	return g
}

// words reads the vocabulary: "@class word=value word=value ..."; a line that
// starts with white space goes on with the class above; "alias a b" makes the
// word b read as a.
func (g *grammar) words(name, text string) error {
	class := -1
	for n, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if f[0] == "alias" && len(f) > 2 {
			for _, w := range f[2:] {
				g.ids[w] = g.id(f[1])
			}
			continue
		}
		if strings.HasPrefix(f[0], "@") {
			c, ok := g.names[f[0][1:]]
			if !ok {
				c = len(g.names)
				if c == maxClasses {
					return fmt.Errorf("%s:%d: more than %d classes", name, n+1, maxClasses)
				}
				g.names[f[0][1:]] = c
			}
			class, f = c, f[1:]
		}
		if class < 0 {
			return fmt.Errorf("%s:%d: a word before the first class", name, n+1)
		}
		for _, entry := range f {
			word, val, ok := strings.Cut(entry, "=")
			w := g.id(word)
			g.classes[w].add(class)
			if ok {
				x, good := constant(val)
				if !good {
					return fmt.Errorf("%s:%d: %s: unknown value %q", name, n+1, word, val)
				}
				g.values[wordClass{w, class}] = x
			}
		}
	}
	return nil
}

// level reads one file of rules.
func (g *grammar) level(name, text string) error {
	lv := level{nodes: make([]node, 1)}
	var last *rule
	for n, line := range strings.Split(text, "\n") {
		where := name + ":" + strconv.Itoa(n+1)
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case strings.HasPrefix(line, "group "):
			key, val, _ := strings.Cut(line[len("group "):], "=")
			var set uint64
			for _, c := range strings.Fields(val) {
				set |= g.catSet(c)
			}
			g.groups[strings.TrimSpace(key)] = set
			continue
		case strings.HasPrefix(line, "= ") || strings.HasPrefix(line, "! "):
			if last == nil {
				return fmt.Errorf("%s: an example before the first rule", where)
			}
			last.examples = append(last.examples, example{where, strings.TrimSpace(line[2:]), line[0] == '!'})
			continue
		}
		r, seqs, err := g.rule(line)
		if err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
		r.name = where
		g.rules = append(g.rules, r)
		last = &g.rules[len(g.rules)-1]
		for _, s := range seqs {
			if len(s) > 0 {
				lv.insert(s, int32(len(g.rules)-1))
			}
		}
	}
	g.levels = append(g.levels, lv)
	return nil
}

func (lv *level) insert(s []element, r int32) {
	at := int32(0)
	labels := make([]int8, len(s))
	for i, e := range s {
		labels[i] = e.label
		next := int32(-1)
		for _, x := range lv.nodes[at].edges {
			if x.pred == e.pred {
				next = x.next
			}
		}
		if next < 0 {
			next = int32(len(lv.nodes))
			lv.nodes = append(lv.nodes, node{})
			lv.nodes[at].edges = append(lv.nodes[at].edges, edge{e.pred, next})
		}
		at = next
	}
	lv.nodes[at].accepts = append(lv.nodes[at].accepts, accept{r, labels})
}

// index prepares the look-up of a match's first element.
func (g *grammar) index() {
	for l := range g.levels {
		lv := &g.levels[l]
		lv.byWord = make([][]int32, len(g.classes))
		for i, e := range lv.nodes[0].edges {
			switch p := g.preds[e.pred]; p.kind {
			case isWord:
				lv.byWord[p.word] = append(lv.byWord[p.word], int32(i))
			case isClass:
				for w := range g.classes {
					if g.in(int32(w), p.class) {
						lv.byWord[w] = append(lv.byWord[w], int32(i))
					}
				}
			case isCat:
				for c := range lv.byCat {
					if p.cats&(1<<c) != 0 {
						lv.byCat[c] = append(lv.byCat[c], int32(i))
					}
				}
			}
		}
	}
	opt := func(name string) int {
		if c, ok := g.names[name]; ok {
			return c
		}
		return -1
	}
	for name, at := range map[string]*int{"ones": &g.ones, "tens": &g.tens, "hundred": &g.hundred, "scale": &g.scale,
		"ordinal": &g.ordinal, "ordsuffix": &g.ordsuffix, "numand": &g.numand, "article": &g.article,
		"comma": &g.comma, "point": &g.point, "quote": &g.quote, "slash": &g.slash, "hyphen": &g.hyphen,
		"future": &g.future, "planned": &g.planned, "awaited": &g.awaited, "intended": &g.intended, "willed": &g.willed, "called": &g.called, "forward": &g.forward, "located": &g.located, "prep": &g.prep} {
		*at = opt(name)
	}
}

func (g *grammar) catSet(name string) uint64 {
	if s, ok := g.groups[name]; ok {
		return s
	}
	c, ok := g.cats[name]
	if !ok {
		c = len(g.cats) + 1
		g.cats[name] = c
	}
	return 1 << c
}
