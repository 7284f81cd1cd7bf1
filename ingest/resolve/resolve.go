// Package resolve finds which mentions of one article are the same entity. It
// takes named mentions, tags and dependencies; adds the nominal and pronoun
// mentions that refer to somebody who can act ("the rebels", "his Ukrainian
// counterpart", "it"); and gives the article's entities. Names are compared
// first, the longest leading; then the text is read from left to right, each
// further mention taking the entity that number, gender, kind, owner and
// distance let it take, or a new one (in the way of the sieves of Lee et al.
// 2013). It decides nothing across articles.
package resolve

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// Stage adds Entities, and the nominal and pronoun mentions that refer to them.
var Stage = nlp.Stage{
	Name:  "resolve",
	Needs: nlp.Sentences | nlp.Tokens | nlp.Tags | nlp.Deps | nlp.Names,
	Adds:  nlp.Resolved,
	Run:   func(d *nlp.Document) error { run(d, false); return nil },
}

// All is the stage for measuring coreference: it also adds mentions of things
// that cannot act.
var All = nlp.Stage{Name: "resolve", Needs: Stage.Needs, Adds: Stage.Adds,
	Run: func(d *nlp.Document) error { run(d, true); return nil }}

func run(d *nlp.Document, all bool) {
	r := &resolver{d: d, w: words(), all: all, weights: weights(), opts: make([]Option, 0, 64), feats: make([]uint32, 0, 4096)}
	r.resolve()
}

// Choose decides one mention: it is given the mention's index and the options, the
// first of which is a new entity, and gives the index of one.
type Choose func(mention int, options []Option) int

// Learn resolves d as All does, but lets choose decide; the scores of the options are those of the program.
func Learn(d *nlp.Document, choose Choose) {
	r := &resolver{d: d, w: words(), all: true, weights: weights(), choose: choose}
	r.resolve()
}

// LearnBlind is Learn with all that tells men from women hidden: "she" is read as "he", and of names
// and nouns no gender is known.
func LearnBlind(d *nlp.Document, choose Choose) {
	w := *words()
	w.pronouns = maps.Clone(w.pronouns)
	for word, p := range w.pronouns {
		if p.gender == nlp.Female {
			q := *p
			q.gender = nlp.Male
			w.pronouns[word] = &q
		}
	}
	for i := range d.Mentions {
		d.Mentions[i].Gender = nlp.NoGender
	}
	r := &resolver{d: d, w: &w, all: true, blind: true, weights: weights(), choose: choose}
	r.resolve()
}

func (r *resolver) resolve() {
	r.tree()
	r.datelines()
	r.detect()
	r.learnFacts()
	r.names()
	if r.all {
		r.contained()
	}
	for i := range r.d.Mentions {
		if r.of[i] < 0 {
			r.link(i)
		}
	}
	r.members()
	r.keep()
	r.entities()
	r.d.Has |= nlp.Resolved
}

// resolver works on one document.
type resolver struct {
	d     *nlp.Document
	w     *wordSets
	all   bool
	blind bool    // of men and women
	sent  []int32 // sentence of each token
	kid   []int32 // first child of each token, -1
	sib   []int32 // next child of the same head, -1
	lo    []int32 // first token of each token's subtree
	hi    []int32 // last token of it

	note     []noun    // beside d.Mentions: what is known of nominal ones
	covering []int32   // token -> innermost mention that covers it, -1
	headed   []int32   // token -> mention whose head it is, -1
	of       []int     // mention -> cluster, -1
	clusters []cluster // by number

	byName map[string]int // clean names, family names -> cluster

	// what the ranker needs
	facts     []facts            // beside d.Mentions
	quoteSpan [][2]int32         // first and last sentence of each quotation
	byLemma   map[uint32][]int32 // head -> mentions, in order
	weights   []int8
	choose    Choose
	opts      []Option
	feats     []uint32
	counts    []int32 // cluster -> its mentions before mention counted
	counted   int
	most      int32   // of the counts of people
	seen      []int32 // cluster -> stamp of the mention it was last an option for
	stamp     int32
}

// noun is what a nominal or pronoun mention says besides its words.
type noun struct {
	lemma    string // of the head, or the whole office: "chief of staff"
	owners   []int  // mentions that own or modify it: countries, bodies, people
	definite bool
	possess  int  // the mention of a possessive pronoun, -1
	count    bool // "two", "both"
	office   bool
	sector   string
	kind     graph.Kind
	pronoun  *pronoun
	thing    bool // cannot act
	says     bool // a predicate: says what somebody is
	both     bool // a coordination as a whole
	parts    []int
	whole    [2]int // tokens of the phrase with its clauses
}

// cluster is an entity in the making.
type cluster struct {
	mentions []int
	kind     graph.Kind
	lex      graph.EntityID
	name     string // the fullest name
	country  string
	sector   string
	gender   nlp.Gender
	plural   bool
	named    bool
	key      string // "military:RUS": what unique bodies are known by
	lemma    string
	owner    int // cluster of the owner, -1
	members  []int
	role     string
}

type pronoun struct {
	person byte
	plural bool
	gender nlp.Gender
	form   string // subj, obj, poss, refl
}

type wordSets struct {
	class    map[string]map[string]bool // class of acting.txt -> words
	pronouns map[string]*pronoun
	office   map[string]bool // words of offices
	letters  map[string]bool // after a name: QC, PhD
}

func (w *wordSets) is(class, word string) bool { return w.class[class][word] }

var words = sync.OnceValue(func() *wordSets {
	w := &wordSets{class: map[string]map[string]bool{}, pronouns: map[string]*pronoun{}, office: map[string]bool{}, letters: map[string]bool{}}
	for _, e := range lexicon.Words("acting").Entries {
		c := e.Field(0)
		if w.class[c] == nil {
			w.class[c] = map[string]bool{}
		}
		w.class[c][e.Key] = true
	}
	for _, e := range lexicon.Words("offices").Entries {
		for f := range strings.FieldsSeq(e.Key) {
			w.office[f] = true
		}
	}
	for _, e := range lexicon.Words("evidence").Entries {
		if e.Field(0) == "letters" {
			w.letters[e.Key] = true
		}
	}
	for _, e := range lexicon.Words("pronouns").Entries {
		p := &pronoun{person: e.Field(0)[0], plural: e.Field(1) == "p", form: e.Field(3)}
		switch e.Field(2) {
		case "m":
			p.gender = nlp.Male
		case "f":
			p.gender = nlp.Female
		case "n":
			p.gender = nlp.Neuter
		}
		w.pronouns[strings.ToLower(e.Key)] = p
	}
	return w
})

// tree makes the lists of children and the sentence of each token.
func (r *resolver) tree() {
	n := len(r.d.Tokens)
	back := make([]int32, 5*n)
	r.sent, r.kid, r.sib, r.lo, r.hi = back[:n], back[n:2*n], back[2*n:3*n], back[3*n:4*n], back[4*n:]
	for i := range r.kid {
		r.kid[i], r.lo[i], r.hi[i] = -1, int32(i), int32(i)
	}
	for t := range r.d.Tokens {
		for h, n := r.d.Tokens[t].Head, 0; h >= 0 && n < 100 && (r.lo[h] > int32(t) || r.hi[h] < int32(t)); h, n = r.d.Tokens[h].Head, n+1 {
			r.lo[h], r.hi[h] = min(r.lo[h], int32(t)), max(r.hi[h], int32(t))
		}
	}
	for s, x := range r.d.Sentences {
		for i := x.First; i < x.Last; i++ {
			r.sent[i] = int32(s)
		}
	}
	for i := n - 1; i >= 0; i-- {
		r.sib[i] = -1
		if h := r.d.Tokens[i].Head; h >= 0 && h < n {
			r.sib[i] = r.kid[h]
			r.kid[h] = int32(i)
		}
	}
}

// child is the first child of t with the relation, or its subtypes, -1 if none, as
// there is for the head of a root, -1.
func (r *resolver) child(t int, dep nlp.Dep) int {
	if t < 0 {
		return -1
	}
	for c := r.kid[t]; c >= 0; c = r.sib[c] {
		if r.d.Tokens[c].Dep == dep || r.d.Tokens[c].Dep.Base() == dep {
			return int(c)
		}
	}
	return -1
}

// lemma is the lemma of t in small letters, or the word if it has none.
func (r *resolver) lemma(t int) string {
	if l := r.d.Tokens[t].Lemma; l != "" {
		return strings.ToLower(l)
	}
	return strings.ToLower(r.d.Word(t))
}

// subject reports whether t is a subject.
func (r *resolver) subject(t int) bool {
	return r.d.Tokens[t].Dep.Base() == nlp.DepNsubj
}

// top is the token of t's coordination that has the coordination's relation.
func (r *resolver) top(t int) int {
	for n := 0; r.d.Tokens[t].Dep == nlp.DepConj && r.d.Tokens[t].Head >= 0 && n < 8; n++ {
		t = r.d.Tokens[t].Head
	}
	return t
}

// preposition is the word that introduces t, empty if none does.
func (r *resolver) preposition(t int) string {
	if c := r.child(t, nlp.DepCase); c >= 0 && c < t {
		return strings.ToLower(r.d.Word(c))
	}
	return ""
}

// reads reports whether the sentence is read for entities.
func (r *resolver) reads(s int) bool { return r.d.Sentences[s].Kind != article.Navigation }

// put makes mention i a member of cluster c.
func (r *resolver) put(i, c int) {
	r.of[i] = c
	k := &r.clusters[c]
	k.mentions = append(k.mentions, i)
	m := &r.d.Mentions[i]
	if k.gender == nlp.NoGender {
		k.gender = m.Gender
	}
	if k.country == "" {
		k.country = m.Country
	}
	if k.role == "" && m.Role != "" {
		k.role = m.Role
	}
}

// fresh makes a new cluster for mention i.
func (r *resolver) fresh(i int) int {
	m := &r.d.Mentions[i]
	n := &r.note[i]
	c := cluster{kind: m.Kind, lex: m.Lexicon, plural: m.Plural, named: m.Form == nlp.Named, sector: n.sector, lemma: n.lemma, owner: -1}
	if m.Form == nlp.Named {
		c.name = r.d.Text(m.Name)
	}
	if len(n.owners) > 0 {
		c.owner = r.of[n.owners[0]]
	} else if f := &r.facts[i]; f.class == classPossessed {
		c.owner = int(f.owner)
	}
	r.clusters = append(r.clusters, c)
	r.put(i, len(r.clusters)-1)
	return len(r.clusters) - 1
}

// sorted are the mentions of a cluster by their place in the text.
func (r *resolver) sorted(c int) []int {
	m := r.clusters[c].mentions
	slices.Sort(m)
	return m
}
