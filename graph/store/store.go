// Package store keeps graph.Facts in a Cayley graph: one file for one person, or
// a temporary one for tests. It takes what an article said and gives it back, by
// article, entity and event; it knows the mapping to quads, the rules that keep
// Cayley's key-value store from being corrupted, and the version of the file. It
// does not decide what is the same across articles (package merge does, through
// the Merger it is given) and answers no questions (package query does).
//
// Everything an article says is stored under the label of the article, in one
// transaction. Beside the quads the file holds an index of its own (time,
// entity, relation, name to events): it is written in the same transaction, can
// be rebuilt from the quads at any time, and is checked against them by Check.
//
// A Store may be used by several goroutines: readers share, one writer excludes.
package store

import (
	"context"
	"time"

	"dateline/graph"
)

// Options say how a database is opened. The zero value reads and writes.
type Options struct {
	ReadOnly bool          // share the file with other readers; refuse all writes
	Merger   Merger        // joins what is the same across articles; nil: nothing is joined
	Wait     time.Duration // for how long another process may hold the file; 0: 1.5 s
	NoSync   bool          // do not wait for the disk: for throw-away databases only
	Create   Create        // whether a missing file is made
}

// Create says what Open does about a file that is not there.
type Create uint8

// The choices.
const (
	CreateMissing Create = iota // make it, unless ReadOnly
	MustExist                   // fail with ErrNotFound
)

// Outcome is what Put did with one article.
type Outcome uint8

// The outcomes.
const (
	New     Outcome = iota + 1
	Same            // this text of this article is already there: nothing was changed
	Changed         // an earlier version was there: its facts were replaced
	Copy            // new, but another article has the same text word for word
	Refused         // see Result.Err; nothing of it was stored
)

// String is the outcome in one word.
func (o Outcome) String() string {
	return [...]string{"none", "new", "same", "changed", "copy", "refused"}[o]
}

// Result is what became of one article.
type Result struct {
	Article  graph.ArticleID
	Outcome  Outcome
	Replaced graph.ArticleID // Changed: the article whose facts were replaced (itself, or the one read from the same file)
	CopyOf   graph.ArticleID // Copy: the article with the same text
	Err      error           // Refused: why
}

// Merger decides what is the same across articles. Package merge has the one
// that Dateline uses. It is called inside the transaction that adds or removes
// articles, so that no reader ever sees facts that are stored but not joined.
type Merger interface {
	Merge(ctx context.Context, tx *Tx, c Change) error
}

// Change names the articles that a transaction adds and removes. A replaced
// article is in both. Judged names entities and events about which a person said something.
type Change struct {
	Added, Removed []graph.Facts
	Judged         []string
}

// Info says what a database holds.
type Info struct {
	Path     string
	Version  int
	Bytes    int64
	Quads    int64
	Articles int
	Entities int // canonical
	Events   int // canonical
	States   int
	Claims   int
	Types    int
}

// Judgement is what a person said: about a pair of entities or events, or, with an empty B, about one.
type Judgement struct {
	A, B    string
	Verdict Verdict
	Name    string `json:",omitempty"` // Renamed: what A is called
	By      string
	At      time.Time
}

// Verdict is a person's answer.
type Verdict string

// The verdicts: on a pair ("are these the same?"), then on one.
const (
	SameAs    Verdict = "same_as"
	NotSame   Verdict = "not_same"
	Unsure    Verdict = "unsure"
	Renamed   Verdict = "renamed"   // an entity is called Name
	Rejected  Verdict = "rejected"  // an event is left out of answers
	Confirmed Verdict = "confirmed" // an event was checked
)

// Pair reports whether v is said of two.
func (v Verdict) Pair() bool { return v == SameAs || v == NotSame || v == Unsure }

// Problem is something Check found wrong.
type Problem struct {
	Where string // the node, article or index
	What  string
}
