// Package article reads published articles: it takes the bytes of a file or
// page and gives what was published, with its metadata and with the body told
// apart from captions, credits and navigation. It understands no sentences.
//
// An Article's Text never changes after reading: every later layer points into
// it by byte offsets.
package article

import (
	"time"

	"dateline/graph"
)

// Article is one published text.
type Article struct {
	ID        graph.ArticleID
	Source    string // the file or URL it was read from
	Several   bool   // the file may hold other articles too, so that it is not known by its file
	URL       string // canonical, where the page names one
	Title     string
	Publisher string
	Agency    string // "Reuters", from a credit or the dateline
	Byline    string
	Dateline  string    // "SULAIMANI (ESTA) —", as it stands
	Published time.Time // what "yesterday" is relative to; zero if unknown
	DayOnly   bool      // Published carries no time of day
	Modified  time.Time // of the last change, if that came later and the page says so
	Section   string    // "World", as the outlet names it
	DateFrom  string    // where Published came from: "flag", "metadata", "url", "dateline", "file", ""
	Lang      string    // BCP 47, "en"
	SHA256    string    // of Text, hexadecimal
	Text      string    // final: later stages point into it, none changes it
	Blocks    []Block   // in order, not overlapping; they cover all of Text but white space
	Problems  []Problem
}

// BlockKind tells the parts of a page apart.
type BlockKind uint8

// The kinds of block. Only Title, Subtitle, Body and ListItem are read for events.
const (
	Body BlockKind = iota
	TitleBlock
	Subtitle
	ListItem
	Caption
	Credit     // byline, agency credit, copyright
	Navigation // "Previous Article", "Related Posts", share lines
	Table
)

// Block is a paragraph or line of Text.
type Block struct {
	Start, End int // bytes of Text
	Kind       BlockKind
	// Dateline is the length in bytes of a dateline at the start of the block.
	Dateline int
}

// Problem is something that could not be read. It never stops a run.
type Problem struct {
	Start, End int // bytes of Text, both 0 if it is about the whole
	Stage      string
	What       string
}

// Tells reports whether events are read from blocks of this kind.
func (k BlockKind) Tells() bool {
	return k == Body || k == TitleBlock || k == Subtitle || k == ListItem
}

var blockNames = [...]string{"body", "title", "subtitle", "item", "caption", "credit", "navigation", "table"}

func (k BlockKind) String() string { return blockNames[k] }
