// Package query answers questions about the graph with typed answers: events in
// order of time, who did what with whom, who claims or denies what, what is known
// of an entity, how two entities are connected, and why an event is believed. It
// takes a *store.Store and gives views (for export) and rows (for tables). It
// formats nothing and parses no command line.
//
// Names may be given as a canonical name, an alias, part of a name, or an id.
// An unknown name is an *UnknownError, one that fits several entities an
// *AmbiguousError; both list what the asker may have meant. Everything that is
// returned is in canonical ids and sorted, so that equal graphs give equal bytes.
package query

import (
	"time"

	"dateline/graph"
	"dateline/graph/store"
	"dateline/graph/when"
)

// Side says in which role a name must take part.
type Side uint8

// The sides.
const (
	EitherSide Side = iota
	ActorSide       // does it
	OtherSide       // it is done to, with or about
)

// Filter selects events. The zero value selects every event of a known relation.
type Filter struct {
	Actor      []string          // names; an event must have one of them taking part
	Side       Side              // in which role
	With       []string          // names; an event must have one of these as well, in another role than Actor's
	Relation   []string          // relations (spoke_with), or labels ("spoke with")
	Class      []string          // PLOVER classes, any case
	Tag        []string          // contexts
	Place      []string          // names of places; a country or region includes the places in it
	Source     []string          // publishers, agencies or article ids (prefix of 4 or more)
	Articles   []graph.ArticleID // only what one of these tells: a batch
	Claimant   []string          // names: who says or denies it
	Since      time.Time         // events at or after
	Until      time.Time         // events before (exclusive)
	Certainly  bool              // the bounds must lie inside Since..Until; otherwise they may overlap it
	Undated    bool              // with Since or Until: keep events without any date
	Denied     *bool             // only events that somebody denies (true), that nobody denies (false)
	Asserted   bool              // only events that somebody asserts: with Denied, those that are in dispute
	Factuality *graph.Factuality // at least this sure
	Mode       []graph.Mode
	Confidence float64 // at least, 0..1
	MinSources int     // independent sources, at least
	Basis      []when.Basis
	Open       bool      // include open relations (class OTHER)
	Rejected   bool      // include events that a person rejected
	Confirmed  bool      // only events that a person confirmed
	KnownOn    time.Time // only what articles published before this instant tell, as they tell it
	Told       bool      // views: with what each article tells itself (View.Told)
	Limit      int       // 0: all
	Offset     int
	After      string // the Next of a Page: only what stands behind it; with ByTime and Newest
	Sort       Sort
}

// Sort is the order of events.
type Sort uint8

// The orders. Ties are broken by id.
const (
	ByTime    Sort = iota // earliest first; undated last
	Newest                // latest first; undated last
	BySources             // most independent sources first, then as ByTime
	ByConfidence
)

// EventRow is one line of a table of events.
type EventRow struct {
	ID          graph.EventID
	When        string // EDTF, empty if undated
	Basis       when.Basis
	Type        graph.TypeID
	Label       string // of the type
	Class       graph.Class
	Actors      []string // names
	Others      []string
	Place       string
	Text        string
	Sources     int // independent
	Articles    int
	Denied      bool
	Planned     bool // announced, ordered or expected, by nobody said to have happened
	Supposed    bool // only spoken of as a possibility
	Confidence  float64
	Standing    store.Verdict // what a person said of it: rejected, confirmed
	Reported    time.Time     // when an article first told of it; zero if no article has a date
	ReportedDay bool          // Reported has no time of day
	Reporter    string        // who did
	Lag         time.Duration // from its latest possible time to then; 0 if that cannot be said
}

// WhoRow is one answer to "who RELATION NAME": one pair of participants with the events
// that join them.
type WhoRow struct {
	Actor, Other     string // names; Other is empty where the relation has one participant
	ActorID, OtherID graph.EntityID
	Type             graph.TypeID
	Content          string // accused_of and its like: of what
	ContentID        graph.EventID
	Topic            graph.TypeID
	Accusers         []string // who claims it
	Deniers          []string // who denies it
	Events           []graph.EventID
	First, Last      string // EDTF of the earliest and latest event
	Sources          int
}

// ClaimRow is one sentence of one article about an event.
type ClaimRow struct {
	Event      graph.EventID
	Text       string // of the event
	When       string
	Claimant   []string // names, outermost first; empty: the article's own voice
	Polarity   graph.Polarity
	Factuality graph.Factuality
	Mode       graph.Mode
	Article    graph.ArticleID
	Publisher  string
	Published  time.Time
	Sentence   string
	Trigger    [2]int // bytes of Sentence
	Start, End int    // bytes of the article's text
	Rule       string
	Confidence float64
}

// Candidate is an entity that a name may mean.
type Candidate struct {
	ID      graph.EntityID
	Name    string
	Kind    graph.Kind
	Role    string
	Country string
	Events  int
}

// EntityCard is all that is known of one entity.
type EntityCard struct {
	Entity   graph.Entity
	Roles    []RoleRow // offices held and other states, latest first
	With     []WithRow // with whom, most events first
	Events   int
	First    string // EDTF
	Last     string
	Articles int
	Looked   int        // events that With was counted from; where there are more, its numbers are estimates
	Rows     []EventRow // its events, those of the page that was asked for
}

// RoleRow is one state of an entity in words.
type RoleRow struct {
	Type    graph.TypeID
	Value   string // "head of Russia's general staff"
	OfID    graph.EntityID
	Of      string
	When    string
	Former  bool
	Sources int
}

// WithRow counts the events two entities share.
type WithRow struct {
	ID     graph.EntityID
	Name   string
	Events int
	Types  []graph.TypeID
}

// Step is one edge of a path: an event that joins two entities.
type Step struct {
	From, To         graph.EntityID
	FromName, ToName string
	Event            graph.EventID
	Type             graph.TypeID
	When             string
	Text             string
}

// Path is a chain of events from one entity to another.
type Path []Step

// PathOptions bound a search for paths.
type PathOptions struct {
	MaxLength int // edges; 0: 4
	MaxPaths  int // 0: 5
	Filter        // which events count as edges; its limit and order are not used
}

// Reason explains one event: everything that `why` shows.
type Reason struct {
	Event   graph.Event
	Row     EventRow
	Claims  []ClaimRow
	Dating  string   // how the date was worked out
	Merged  []string // why its members are one, and why its participants are, one reason a line
	Members []graph.EventID
	Sources []SourceRow
	View    graph.View
}

// SourceRow is one article.
type SourceRow struct {
	ID        graph.ArticleID
	Title     string
	Heading   string // the title, else the words it begins with
	Publisher string
	Agency    string
	Published time.Time
	DayOnly   bool
	URL       string
	Path      string
	CopyOf    graph.ArticleID
	Events    int
	Claims    int
}

// Totals counts the graph.
type Totals struct {
	Articles, Copies          int
	Entities, Events, States  int
	Claims, Denied, Undated   int
	Quads, Bytes              int64
	First, Last               string // EDTF of the first and last dated event
	Types, Classes, Kinds     []Count
	Publishers, Bases, Months []Count
	KindsOf                   int // where Kinds are estimates: how many entities were looked at
}

// Count is how often a value occurs.
type Count struct {
	Value string
	N     int
}
