package event

import (
	"dateline/graph"
	"dateline/ingest/nlp"
)

// Frames is a set of relations with the patterns that tell of them, indexed by
// the lemma of the trigger so that no token looks at all of them.
type Frames struct {
	relations []*Relation
	byID      map[graph.TypeID]*Relation
	topics    map[graph.TypeID]graph.Type
	verbs     map[string][]*Pattern
	nouns     map[string][]*Pattern
	adjs      map[string][]*Pattern
	roles     map[string][]*Pattern // by the last word of the role
	cut       map[string]string     // lemmas that a lemmatiser may give without their last letter
	words     *words
}

// Relation is one file of frames: a type and how it is put into words.
type Relation struct {
	graph.Type
	Tags     []string
	Plover   graph.Class  // what PLOVER codes it as, where that is not Class
	Hostile  bool         // told by another party, it is also an accusation
	Through  bool         // whom it is done to may be whom its content is done to: "offered to help Egypt"
	Shared   bool         // who does something after, before or during it took part in it
	Reports  bool         // the content is what the actor says is so
	TopicID  graph.TypeID // the kind of event it is when somebody is accused of it
	Counts   string       // what numbers of the recipient count: killed, arrested
	Manners  map[string]string
	from, to bits // soft selection: what the class of an argument must not contradict
	Patterns []*Pattern
	Examples []Example
	File     string
}

// kindOf is what a pattern's trigger is.
type kindOf uint8

const (
	verbPattern kindOf = iota
	nounPattern
	adjPattern
	rolePattern
)

// Pattern is one line of a frame file for one trigger lemma.
type Pattern struct {
	rel      *Relation
	kind     kindOf
	lemma    string
	particle string   // "over" of "take over"
	before   []string // words that must modify a noun trigger: "telephone" of "telephone call"
	objects  []phrase // of a light verb: one of these is its object
	slots    []slot
	actor    int // index of the slot on the left of the arrow, -1
	other    int // index of the slot on the right, -1
	light    map[string]bool
	unless   map[string]bool
	manner   string
	mutual   bool // each of several actors is a recipient too
	count    string
	conf     float64
	spec     int
	rule     string // "accuse.txt:12"
}

// phrase is a noun with words that must modify it.
type phrase struct {
	head   string
	before []string
}

// slot is a role and the grammatical places where it is looked for, in order.
type slot struct {
	role     string
	alts     []alt
	required bool
	optional bool
}

// alt is one place to look, with what must or must not stand there.
type alt struct {
	place   place
	prep    string
	yes     bits
	no      bits
	lemma   map[string]bool
	noLem   map[string]bool
	named   bool // the argument must have a mention
	unnamed bool // no proper name
	weight  int  // how much more specific the constraint makes the pattern
}

// place is a grammatical function, seen through voice and control.
type place uint8

const (
	subjPlace place = iota
	objPlace
	iobjPlace
	prepPlace
	possPlace
	compPlace // noun before the trigger: "U.S. sanctions"
	demPlace  // adjective of a nation before it: "Russian sanctions"
	infPlace  // to-infinitive
	ingPlace  // participle clause
	thatPlace // finite clause or quotation
	headPlace // what the trigger modifies
	namePlace // for nouns: what it is the predicate or apposition of
	predPlace // predicate of the object: "found guilty"
	nounPlace // the noun of a light verb itself
	advPlace  // nothing that a pattern can name
)

var places = map[string][]place{
	"subj":   {subjPlace},
	"obj":    {objPlace},
	"iobj":   {iobjPlace},
	"poss":   {possPlace},
	"comp":   {compPlace},
	"dem":    {demPlace},
	"own":    {possPlace, compPlace, demPlace},
	"inf":    {infPlace},
	"ing":    {ingPlace},
	"that":   {thatPlace},
	"clause": {thatPlace, infPlace, ingPlace},
	"head":   {headPlace},
	"name":   {namePlace},
	"pred":   {predPlace},
	"noun":   {nounPlace},
}

// Example is a sentence of a frame file with the readings it must have.
type Example struct {
	Sentence string
	Readings []string
	Not      bool // "!": must not be read as this relation
	Known    bool // "?=": known not to work yet
	File     string
	Line     int
}

// Examples is every example of the frames, in file order.
func (f *Frames) Examples() []Example {
	var all []Example
	for _, r := range f.relations {
		all = append(all, r.Examples...)
	}
	return all
}

// Relations is the relations, in the order of their files.
func (f *Frames) Relations() []*Relation { return f.relations }

func (f *Frames) typeOf(id graph.TypeID) (graph.Type, bool) {
	if r, ok := f.byID[id]; ok {
		return r.Type, true
	}
	t, ok := f.topics[id]
	return t, ok
}

// openType is the type of an open relation, named after its lemma and written in the past.
func (f *Frames) openType(id graph.TypeID) graph.Type {
	w := f.words.past(string(id))
	return graph.Type{ID: id, Label: w.past, Inverse: "was " + w.participle + " by", Class: "OTHER", Open: true}
}

// isClause reports whether the place is filled by a clause.
func (p place) isClause() bool { return p == infPlace || p == ingPlace || p == thatPlace }

// nominal reports whether tags of this kind can head an argument.
func nominal(t nlp.Tag) bool {
	switch t {
	case nlp.NOUN, nlp.PROPN, nlp.PRON, nlp.NUM, nlp.X, nlp.SYM:
		return true
	}
	return false
}

// takesObject reports whether the recipient of the pattern is its object.
func (p *Pattern) takesObject() bool {
	if p.other < 0 {
		return false
	}
	for _, a := range p.slots[p.other].alts {
		if a.place == objPlace {
			return true
		}
	}
	return false
}
