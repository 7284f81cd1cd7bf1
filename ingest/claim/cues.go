package claim

import (
	"embed"
	"fmt"
	"io/fs"
	"math/bits"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dateline/graph"
)

// The data files say, section by section (class), what a group of words does to
// what stands in their slots:
//
//	class  NAME         starts a section
//	stance WORD         they attribute: Attribution.Stance; none: they only change
//	                    whether something happened
//	holds  FACTUALITY   how surely the content holds: certain probable possible unknown
//	nobody FACTUALITY   the same where the text does not say whose word it is: "the
//	                    rumour that", "was accused of"
//	deny                the content is said not to hold
//	not    WHAT         with a negation in front: unknown, denied, certain, possible
//	mode   MODE         planned hypothetical ordered habitual
//	voiceless           the source does not vouch for the content (wishes, orders)
//	silent              names no source ("reportedly")
//	transparent         what governs the word governs its content
//	focus               takes a negation in front of it for itself ("not only")
//
// then lines "part slots : words", words joined by _ being found apart
// ("point_out"). The slots of a part are grammatical: clause (a finite clause),
// inf, ing, quote, obj, small (object and predicate), subj, as, going, or a
// preposition. Examples follow, = and !, for a test.

//go:embed cues/*.txt
var cueFiles embed.FS

type part uint8

const (
	verb part = iota
	passiveVerb
	noun
	adjective   // as a predicate
	adjectiveOn // before a noun
	adverb
	preposition
	auxiliary
	auxiliaryHave // a modal before "have"
	auxiliaryTo   // before an infinitive with "to"
	auxiliaryTold // in what somebody said in the past
	mark
	caseMark
	determiner
	pronoun
)

var partNames = map[string]part{
	"verb": verb, "passive": passiveVerb, "noun": noun, "adjective": adjective, "adjective-on": adjectiveOn,
	"adverb": adverb, "preposition": preposition, "aux": auxiliary, "aux-have": auxiliaryHave, "aux-to": auxiliaryTo, "aux-told": auxiliaryTold,
	"mark": mark, "case": caseMark, "determiner": determiner, "pronoun": pronoun,
}

// slots is a set of the grammatical places where a cue has its content.
type slots uint32

var slotNames = []string{"clause", "inf", "ing", "quote", "obj", "small", "subj", "as", "going",
	"of", "for", "on", "about", "to", "with", "from", "against", "over", "in", "at", "by"}

const (
	slotClause slots = 1 << iota
	slotInf
	slotIng
	slotQuote
	slotObj
	slotSmall
	slotSubj
	slotAs
	slotGoing
	firstPreposition
)

const slotPrepositions = ^(firstPreposition - 1)

// name is how the data writes a single slot.
func (s slots) name() string { return slotNames[bits.TrailingZeros32(uint32(s))] }

// prepositionSlot is the slot of a preposition, 0 for one no cue takes.
func prepositionSlot(lemma string) slots {
	for i := 9; i < len(slotNames); i++ {
		if slotNames[i] == lemma {
			return 1 << i
		}
	}
	return 0
}

// class is a section of the data: what its words do to their content.
type class struct {
	name        string
	stance      string
	holds       graph.Factuality
	nobody      graph.Factuality // what it holds without a source
	hasNobody   bool
	deny        bool
	not         string
	mode        graph.Mode
	hasMode     bool
	voiceless   bool
	silent      bool
	transparent bool
	focus       bool
	spares      map[string]bool // nouns that adjectives and verbs of the class do nothing to
}

// unsourced is the class as its words count when nobody is named who says so.
func (c *class) unsourced() *class {
	if !c.hasNobody || c.holds >= c.nobody {
		return c
	}
	weak := *c
	weak.holds = c.nobody
	return &weak
}

// cue is one word of a class with its slots.
type cue struct {
	class *class
	slots slots
	more  []string // further words: "point" out
	rule  string   // "say.txt:12"
}

// cues is all the data, by part and first word.
type cues struct {
	words   [pronoun + 1]map[string][]cue
	denial  denialRule
	classes []*class
	grammar map[string]map[string]bool // cues/grammar.txt: function words by what they do
}

// The keys of cues/grammar.txt.
var grammarKeys = []string{"other", "known", "complementizer", "maker", "owner", "agent", "vehicle", "joining", "perfect", "ended", "document", "concerning", "ordinal", "granted"}

// cueData is the embedded data, read once.
var cueData = sync.OnceValues(func() (*cues, error) { return readCues(cueFiles) })

func readCues(files fs.FS) (*cues, error) {
	names, err := fs.Glob(files, "cues/*.txt")
	if err != nil {
		return nil, err
	}
	c := &cues{grammar: map[string]map[string]bool{}, denial: denialRule{exclusive: map[string]bool{}, contrary: map[string]bool{}}}
	for i := range c.words {
		c.words[i] = map[string][]cue{}
	}
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var cl *class
		for n, line := range strings.Split(string(b), "\n") {
			if line = strings.TrimRight(line, " \t\r"); line == "" || strings.ContainsRune("#=! \t", rune(line[0])) {
				continue
			}
			where := fmt.Sprintf("%s:%d", path.Base(name), n+1)
			switch path.Base(name) {
			case "denial.txt":
				err = c.denial.line(line, where)
			case "grammar.txt":
				err = c.grammarLine(line)
			default:
				cl, err = c.line(cl, line, where)
			}
			if err != nil {
				return nil, fmt.Errorf("claim: %s: %w", where, err)
			}
		}
	}
	for _, key := range grammarKeys {
		if len(c.grammar[key]) == 0 {
			return nil, fmt.Errorf("claim: cues/grammar.txt: no words for %q", key)
		}
	}
	// A word that attributes is tried before the same word as an implicative.
	for _, words := range c.words {
		for _, list := range words {
			slices.SortStableFunc(list, func(a, b cue) int { return boolInt(a.class.stance == "") - boolInt(b.class.stance == "") })
		}
	}
	return c, nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (c *cues) line(cl *class, line, where string) (*class, error) {
	if left, right, ok := strings.Cut(line, " : "); ok {
		return cl, c.entry(cl, strings.Fields(left), right, where)
	}
	f := strings.Fields(line)
	value := ""
	if len(f) > 1 {
		value = f[1]
	}
	if f[0] == "class" {
		cl = &class{name: value}
		c.classes = append(c.classes, cl)
		return cl, nil
	}
	if cl == nil {
		return nil, fmt.Errorf("%q before the first class", f[0])
	}
	switch f[0] {
	case "stance":
		cl.stance = value
	case "holds":
		h, ok := factualities[value]
		if !ok {
			return nil, fmt.Errorf("unknown factuality %q (known: certain, probable, possible, unknown)", value)
		}
		cl.holds = h
	case "not":
		if _, ok := factualities[value]; !ok && value != "denied" {
			return nil, fmt.Errorf("unknown effect of negation %q", value)
		}
		cl.not = value
	case "nobody":
		h, ok := factualities[value]
		if !ok {
			return nil, fmt.Errorf("unknown factuality %q (known: certain, probable, possible, unknown)", value)
		}
		cl.nobody, cl.hasNobody = h, true
	case "mode":
		m, ok := modes[value]
		if !ok {
			return nil, fmt.Errorf("unknown mode %q", value)
		}
		cl.mode, cl.hasMode = m, true
	case "deny":
		cl.deny = true
	case "voiceless":
		cl.voiceless = true
	case "silent":
		cl.silent = true
	case "transparent":
		cl.transparent = true
	case "focus":
		cl.focus = true
	case "spares":
		cl.spares = map[string]bool{}
		for _, w := range strings.Split(strings.TrimPrefix(line, "spares"), ",") {
			cl.spares[strings.TrimSpace(w)] = true
		}
	default:
		return nil, fmt.Errorf("unknown key %q", f[0])
	}
	return cl, nil
}

func (c *cues) entry(cl *class, left []string, words, where string) error {
	if cl == nil {
		return fmt.Errorf("words before the first class")
	}
	p, ok := partNames[left[0]]
	if !ok {
		return fmt.Errorf("unknown part %q", left[0])
	}
	var s slots
next:
	for _, name := range left[1:] {
		for i, n := range slotNames {
			if n == name {
				s |= 1 << i
				continue next
			}
		}
		return fmt.Errorf("unknown slot %q (known: %s)", name, strings.Join(slotNames, ", "))
	}
	for w := range strings.SplitSeq(words, ",") {
		w = strings.TrimSpace(w)
		if w == "" {
			return fmt.Errorf("empty word")
		}
		first, more := w, []string(nil)
		if p == verb || p == passiveVerb {
			parts := strings.Split(w, "_")
			first, more = parts[0], parts[1:]
		} else if p == preposition || p == adverb {
			parts := strings.Fields(w)
			first, more = parts[0], parts[1:]
		}
		c.words[p][first] = append(c.words[p][first], cue{class: cl, slots: s, more: more, rule: where})
	}
	return nil
}

func (c *cues) grammarLine(line string) error {
	key, words, ok := strings.Cut(line, " : ")
	if !ok || !slices.Contains(grammarKeys, key) {
		return fmt.Errorf("unknown key %q (known: %s)", key, strings.Join(grammarKeys, ", "))
	}
	set := map[string]bool{}
	for w := range strings.SplitSeq(words, ",") {
		set[strings.TrimSpace(w)] = true
	}
	c.grammar[key] = set
	return nil
}

var factualities = map[string]graph.Factuality{
	"certain": graph.Certain, "probable": graph.Probable, "possible": graph.Possible, "unknown": graph.Unknown,
}

var modes = map[string]graph.Mode{
	"past": graph.Past, "present": graph.Present, "planned": graph.Planned,
	"hypothetical": graph.Hypothetical, "ordered": graph.Ordered, "habitual": graph.Habitual,
}

// denialRule is cues/denial.txt: when a later sentence of the accused denies.
type denialRule struct {
	within              int
	exclusive, contrary map[string]bool
	exclusiveAt         string
	contraryAt          string
}

func (r *denialRule) line(line, where string) error {
	if v, ok := strings.CutPrefix(line, "within"); ok {
		n, err := strconv.Atoi(strings.TrimSpace(v))
		r.within = n
		return err
	}
	left, right, ok := strings.Cut(line, " : ")
	if !ok {
		return fmt.Errorf("want KEY : WORDS")
	}
	var set map[string]bool
	switch strings.TrimSpace(left) {
	case "exclusive":
		set, r.exclusiveAt = r.exclusive, where
	case "contrary":
		set, r.contraryAt = r.contrary, where
	default:
		return fmt.Errorf("unknown key %q", left)
	}
	for w := range strings.SplitSeq(right, ",") {
		set[strings.TrimSpace(w)] = true
	}
	return nil
}
