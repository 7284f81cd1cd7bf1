// Package nlp defines the layers that the stages of the pipeline add to an
// article: sentences, tokens, tags, dependencies, mentions, time expressions,
// entities, event mentions, attributions. It holds types and small accessors
// and decides nothing about language.
//
// Layers are flat slices that refer to each other by index; -1 means none. All
// offsets are bytes of Article.Text.
package nlp

import (
	"fmt"
	"strings"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest/article"
)

// Span is the bytes [Start, End) of Article.Text.
type Span struct{ Start, End int }

// Contains reports whether o lies inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Layers is a set of layers.
type Layers uint16

// The layers, in the order they are added.
const (
	Sentences Layers = 1 << iota
	Tokens
	Tags       // Tag, Fine, Lemma
	Deps       // Head, Dep
	Names      // Mentions
	Times      // Timexes
	Resolved   // Entities, Mention.Entity, nominal and pronoun mentions
	Happenings // EventMentions
	Claims     // Attributions, and the claim fields of event mentions
	Dates      // When, Basis of event mentions
	Told       // Events, States
)

// Document is the article plus one layer per stage.
type Document struct {
	Article      *article.Article
	Has          Layers
	Sentences    []Sentence
	Tokens       []Token
	Mentions     []Mention
	Timexes      []Timex
	Entities     []graph.Entity
	Happenings   []EventMention
	Attributions []Attribution
	Events       []graph.Event
	States       []graph.State
	Types        map[graph.TypeID]graph.Type // what Happenings use
	Problems     []article.Problem
}

// Sentence is one sentence; its tokens are Tokens[First:Last].
type Sentence struct {
	Span
	First, Last int
	Block       int // index into Article.Blocks
	Kind        article.BlockKind
	Quoted      bool // lies wholly inside quotation marks opened earlier; the claims stage says so
}

// Token is one syntactic word of the Universal Dependencies. The parts of a
// contraction ("do", "n't") are tokens of their own with spans that touch.
type Token struct {
	Span
	Lemma string
	Tag   Tag  // UPOS
	Fine  Fine // Penn Treebank tag
	Head  int  // index into Document.Tokens, -1 for the root of a sentence
	Dep   Dep
}

// Form says how a mention refers.
type Form uint8

// The forms of a mention.
const (
	Named Form = iota
	Nominal
	Pronominal
)

// Gender of a person, where the text or a first name tells.
type Gender uint8

// The genders.
const (
	NoGender Gender = iota
	Male
	Female
	Neuter
)

// Mention is a phrase that refers to a person, body, place or thing.
type Mention struct {
	Span             // the whole name with title and role words
	Name        Span // the proper name inside ("Mark Milley"); empty if none
	First, Last int  // tokens [First, Last)
	Head        int  // token
	Kind        graph.Kind
	Form        Form
	Entity      int // index into Document.Entities, -1 before resolve
	Gender      Gender
	Plural      bool
	Role        string         // role or rank words: "Chairman of the U.S. Joint Chiefs of Staff", "General"
	Rank        string         // rank or title of address before the name: "General", "Sir"
	RoleOf      int            // index of the mention the role is held at, -1
	Former      bool           // "former", "ex-", "then-"
	Lexicon     graph.EntityID // "ent:russia" when the lexicon knows it
	Country     string         // ISO 3166-1 alpha-3: its own or the one it belongs to
	Members     []int          // indexes of the mentions that "both sides", "the two leaders", "they" stand for
	Score       float64
}

// TimexType is TIMEX3's type.
type TimexType uint8

// The types of TIMEX3.
const (
	Date TimexType = iota
	Time
	Duration
	Set
)

// Timex is one time expression (TIMEX3, TimeML 1.2.1).
type Timex struct {
	Span
	Sentence    int
	First, Last int // tokens [First, Last)
	Type        TimexType
	Value       string // "2021-03-31", "P3W", "XXXX-WXX-3", "PAST_REF"
	Mod         string // APPROX, BEFORE, START, MID, END, EARLY, LATE, MORE_THAN ...
	Quant, Freq string
	Anchor      int         // index of the Timex it is relative to, -1; see AnchorPub
	AnchorPub   bool        // relative to the publication (or dateline) date
	BeginPoint  int         // index of the Timex that a duration starts at, -1
	EndPoint    int         // the one it ends at, -1
	Period      when.Period // what an event dated by it gets; zero if unresolved
	Basis       when.Basis
	Rule        string
	Why         string // how the value was worked out, in words
}

// Arg fills a role of an event mention. At least Span and Token are set;
// Mention, Happening and Topic as far as they are known.
type Arg struct {
	Role      string
	Span      Span
	Token     int // head token
	Mention   int // index into Mentions, -1
	Happening int // index into Document.Happenings, -1
	Topic     graph.TypeID
	// Topic says what kind of event the role is about, when no mention does.
}

// EventMention is one place in the text that tells of an event or state.
type EventMention struct {
	Sentence int
	Trigger  int  // head token of the words that name it
	Words    Span // the words that name it ("held a telephone call")
	Type     graph.TypeID
	Class    graph.Class
	Nominal  bool // the trigger is a noun
	Args     []Arg
	Place    int // index into Mentions, -1
	Manner   string
	Tags     []string
	Values   []graph.Quantity
	Rule     string // "accuse.txt:12"

	// What the claims stage adds.
	Claimants  []int // indexes into Attributions, outermost first; none: the article's own voice
	Polarity   graph.Polarity
	Factuality graph.Factuality
	Mode       graph.Mode
	Former     bool // states: no longer holds
	Same       int  // index of an earlier mention of the same event, -1

	// What the dates stage adds.
	Timex int // the expression that dates it, -1
	When  when.Period
	Basis when.Basis
	Why   string // how the date was worked out
	Order []Before

	Confidence float64
	Event      int // index into Document.Events or States, -1 before told
}

// Before orders an event mention against another one of the article.
type Before struct {
	Rel       string // before, after, includes, simultaneous
	Happening int
}

// Attribution says who is the source of a stretch of text.
type Attribution struct {
	Sentence int
	Source   Span // empty when the text names nobody ("reportedly")
	Mention  int  // of the source, -1
	Token    int  // head token of the source, -1
	Cue      Span // "said", "according to"
	CueToken int
	Content  []Span // what is attributed, may run over several sentences
	Direct   bool   // in quotation marks
	Stance   string // the cue's class in the data: assert, deny, accuse, doubt, predict, order ...
	Within   int    // index of the attribution this one stands inside, -1
	Others   []int  // mentions coordinated with the source: "A, B and C say"
	Voice    bool   // the source vouches for the content: it claims; not so a wish or an order
	Rule     string // "say.txt:12", the line of the cue
}

// Stage is one step of the pipeline.
type Stage struct {
	Name  string
	Needs Layers // checked before the pipeline runs
	Adds  Layers
	Run   func(*Document) error
}

// Text is the words of the span s.
func (d *Document) Text(s Span) string { return d.Article.Text[s.Start:s.End] }

// Word is the text of token i as it stands in the article.
func (d *Document) Word(i int) string { return d.Text(d.Tokens[i].Span) }

// SentenceOf is the index of the sentence that holds token i.
func (d *Document) SentenceOf(i int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Sentences[mid].Last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Problem records something that could not be read.
func (d *Document) Problem(stage string, s Span, format string, args ...any) {
	d.Problems = append(d.Problems, article.Problem{Start: s.Start, End: s.End, Stage: stage, What: fmt.Sprintf(format, args...)})
}

// layerNames are the layers in the order of their bits.
var layerNames = [...]string{"sentences", "tokens", "tags", "dependencies", "names", "times",
	"entities", "happenings", "claims", "dates", "events"}

// String names the layers in the set.
func (l Layers) String() string {
	var names []string
	for i, n := range layerNames {
		if l&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

var (
	formNames  = [...]string{"named", "nominal", "pronoun"}
	timexNames = [...]string{"DATE", "TIME", "DURATION", "SET"}
)

func (f Form) String() string { return formNames[f] }

func (t TimexType) String() string { return timexNames[t] }
