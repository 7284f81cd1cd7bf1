// Package graph says what Dateline knows: entities, events, states, the claims
// they rest on, and the articles those were read from. It holds types and their
// names only; how they are found (ingest), kept (store), joined (merge), asked
// for (query) and drawn (export) is decided elsewhere.
//
// Two rules hold for all of it. Everything points into the text of an article by
// byte offsets, so that each fact can be shown in its sentence. And claims come
// before facts: an event is never more than what somebody said about it, so its
// Claims are never empty.
package graph

import (
	"time"

	"dateline/graph/when"
)

// Identifiers. All are stable across runs and machines.
type (
	// ArticleID is the hexadecimal prefix of a SHA-256 of the article's
	// canonical URL, else of its text.
	ArticleID string
	// EntityID is local ("<article>/e<offset>"), canonical (the smallest id of
	// a cluster) or of the lexicon ("ent:russia").
	EntityID string
	// EventID is "<article>/v<offset>-<type>", or the smallest of a cluster.
	EventID string
	// TypeID names a relation or topic: spoke_with, accused_of, troop_buildup.
	TypeID string
)

// Kind is what sort of thing an entity is.
type Kind string

// The kinds of entity.
const (
	Person       Kind = "person"
	Organisation Kind = "organisation"
	GPE          Kind = "gpe"      // a place that acts: country, region, city
	Place        Kind = "place"    // mountain, river, border, region that cannot act
	Facility     Kind = "facility" // building, airport, bridge
	Group        Kind = "group"    // people by nationality, religion, politics
	Product      Kind = "product"
	Work         Kind = "work" // book, film, newspaper issue
	Law          Kind = "law"
	Occasion     Kind = "occasion" // a named event: Olympics, Brexit
	Thing        Kind = "thing"    // anything else that a role needs
)

// Class is PLOVER's root class of an event, or one of those added for timelines.
type Class string

// Entity is a person, body, place or thing. Within Facts it is what one article
// tells of it; within a View it is canonical and Members names what it joins.
type Entity struct {
	ID      EntityID
	Kind    Kind
	Name    string     // the fullest name, or the description of an unnamed one
	Aliases []string   // other names, sorted
	Unnamed bool       // known by a description only ("Ukrainian counterpart")
	Role    string     // the office or rank it was given: "Chairman of the U.S. Joint Chiefs of Staff"
	Country string     // ISO 3166-1 alpha-3, where known
	Sector  string     // PLOVER's: GOV MIL COP JUD LEG SPY PTY OPP REB CVL JRN BUS CRM ...
	Members []EntityID // filled where one entity is asked for, not in views of many
}

// Role is one participant of an event. Exactly one of Entity, Event, Topic is set.
type Role struct {
	Name   string // actor, recipient, participant, content, instrument, claimant ...
	Entity EntityID
	Event  EventID // accused of an event
	Topic  TypeID  // accused of a kind of event
}

// Quantity is a number with its unit: 14,000 people killed; 7.4 billion USD.
type Quantity struct {
	Amount float64
	Unit   string // person, USD, km ...
	What   string // killed, wounded, displaced, price ... or empty
	Approx string // "", "about", "at least", "at most"
}

// Polarity says whether a claim asserts or denies.
type Polarity uint8

// The polarities.
const (
	Asserted Polarity = iota
	Denied
)

// Factuality is how sure the claimant is.
type Factuality uint8

// The factualities (FactBank's CT, PR, PS, U).
const (
	Certain Factuality = iota
	Probable
	Possible
	Unknown
)

// Mode is how the event stands to the world of the claim.
type Mode uint8

// The modes.
const (
	Past Mode = iota
	Present
	Planned
	Hypothetical
	Ordered
	Habitual
)

// Claim is one sentence of one article that speaks of an event or state.
type Claim struct {
	Article    ArticleID
	Start, End int    // bytes of the article's text: the quoted sentence
	Trigger    [2]int // bytes: the words that name the event
	Claimant   []EntityID
	Cue        string // the word that attributes: said, according to, denied
	Direct     bool   // inside quotation marks
	Polarity   Polarity
	Factuality Factuality
	Mode       Mode
	Rule       string  // "accuse.txt:12", the frame that matched
	Confidence float64 // 0..1
}

// Link orders two events of one article.
type Link struct {
	Rel   string // before, after, includes, simultaneous
	Event EventID
}

// Event is something that happened, was planned, or is alleged.
type Event struct {
	ID      EventID
	Type    TypeID
	Class   Class
	Text    string // one line a person can read: "Mark Milley spoke with Valery Gerasimov"
	Roles   []Role
	When    when.Period
	Basis   when.Basis
	Dating  string // how the date was worked out, in words
	Place   EntityID
	Manner  string   // phone, visit, multilateral ...
	Tags    []string // contexts: military, diplomatic ...
	Values  []Quantity
	Order   []Link
	Claims  []Claim
	Members []EventID // in a View: the local events this one joins
	Verdict string    // in a View: what a person said of it: rejected, confirmed
}

// State is what holds for a while: role_of, member_of, spokesperson_of.
type State struct {
	ID       EventID // "<article>/s<offset>-<type>"
	Type     TypeID
	From, To EntityID
	Value    string // the words of the role: "head of Russia's general staff"
	When     when.Period
	Former   bool // "former", "then-", "ex-": held before the article
	Claims   []Claim
}

// Type describes a relation, so that a graph can be read without the rules it
// was made with.
type Type struct {
	ID        TypeID
	Label     string // "spoke with"
	Inverse   string // "was accused by"
	Class     Class
	Symmetric bool
	State     bool
	Topic     bool // names a kind of event that others are accused of, asked for ...
	Open      bool // an open relation, named after its lemma
	From, To  []Kind
	Parent    TypeID // the more general relation that it is a kind of, if any
}

// Source is an article as the graph keeps it.
type Source struct {
	ID        ArticleID
	Title     string
	Publisher string
	Agency    string // whose copy it is: Reuters, AFP
	Byline    string
	Dateline  string
	URL       string // canonical, where known
	Path      string // the file it was read from
	Published time.Time
	DayOnly   bool      // Published has no time of day
	Modified  time.Time // of the last change, where the page says that it came later
	Section   string    // "World", as the outlet names it
	Lang      string
	SHA256    string
	Text      string
	CopyOf    ArticleID
}

// Facts is all that one article said.
type Facts struct {
	Article  Source
	Entities []Entity
	Events   []Event
	States   []State
	Types    []Type // those that the events and states use
}

// View is what a question selects: what exporters draw.
type View struct {
	Title    string
	Entities []Entity
	Events   []Event
	States   []State
	Articles map[ArticleID]Source
	Types    map[TypeID]Type
	Omitted  int // events left out by a limit

	// What the articles tell themselves, before anything is joined; only where that was asked
	// for. Joined has the local ids of what is one of several, with their canonical ids.
	Told   []Facts
	Joined map[string]string
}
