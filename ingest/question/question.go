// Package question reads a question in English. It takes its text and gives what it asks
// for: the relations, who takes part in which role, when, where, and which of these is wanted. The
// question is turned into the statement that would answer it ("whom did Milley call?"
// becomes "Milley did call somebody") and read by the stages that read articles, so that
// whatever is found in articles can be asked for in the same words.
//
// It knows nothing of any graph: the caller says which phrases are names there, and looks up what
// is asked for. What a word of the question is for is always said; words that found no place
// are in Words, for the answer to have them.
package question

import (
	"fmt"
	"strings"
	"time"

	"dateline/graph"
	"dateline/graph/when"
	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Asks is what sort of answer a question wants.
type Asks string

// The sorts of answer.
const (
	Who     Asks = "who"     // those in the role Want
	What    Asks = "what"    // what it was about: the sentences, or those in the role Want
	When    Asks = "when"    // dates
	Where   Asks = "where"   // places
	Count   Asks = "count"   // how many of Noun
	Often   Asks = "often"   // how many events
	Whether Asks = "whether" // yes or no
	Events  Asks = "events"  // whatever happened
	Said    Asks = "said"    // the words of somebody
	Holder  Asks = "holder"  // who holds the office Office of Of
	Card    Asks = "card"    // who somebody is
)

// Part is somebody or something that takes part.
type Part struct {
	Role string // actor, recipient, participant ...; empty: any
	Text string // as the question has it, without article
}

// Word is a word of the question that has no other part in it.
type Word struct{ Text, Lemma string }

// Question is what was understood.
type Question struct {
	Text      string
	Statement string // what the stages read
	Asks      Asks
	Noun      string         // of "which country", "how many officers"
	Kinds     []graph.Kind   // that Noun may be, where it is a common word for them
	Want      string         // role of the answer; empty: any
	Verb      string         // what happened, as the question has it
	Lemma     string         // of Verb
	Relations []graph.TypeID // that Verb may be; empty: anything
	Parts     []Part
	Place     string
	When      when.Period // zero: any time
	Words     []Word      // what the sentences of the answer are to have besides
	Denied    bool        // asks who denies it, or whether it is denied
	Office    string      // of Holder
	Of        string
	After     *Question // the event that it was after, or
	Before    *Question // before
}

// Error says why a question was not understood, with as much as was.
type Error struct {
	What string
	Read *Question // nil if nothing was
}

func (e *Error) Error() string { return e.What }

// Options are what the reader is told.
type Options struct {
	Now   time.Time                // what "last week" is relative to; zero: nothing
	Known func(phrase string) bool // reports whether the graph has somebody of this name; nil: nobody
}

// longest bounds a question, in bytes: what is longer is no question.
const longest = 400

// Read reads a question. The error is an *Error, or says that the rules cannot be read.
func Read(text string, o Options) (*Question, error) {
	v, err := builtin()
	if err != nil {
		return nil, err
	}
	text = strings.Join(strings.Fields(text), " ")
	switch {
	case text == "":
		return nil, &Error{What: "there is no question"}
	case len(text) > longest:
		return nil, &Error{What: fmt.Sprintf("a question of %d bytes is too long (at most %d); ask one thing at a time", len(text), longest)}
	}
	words, masks, err := split(text, v, o)
	if err != nil {
		return nil, err
	}
	f, ok := turn(words, v)
	switch {
	case !ok && len(words) > 0 && v.is(words[0].text, "reason"):
		return nil, &Error{What: "reasons are not kept in the graph: ask who, what, when or where, and read why in the sentences"}
	case !ok:
		return nil, &Error{What: "this does not look like a question: begin with who, whom, what, which, when, where, how many, how often, did, was ..."}
	}
	d, err := run(f.statement, o.Now, "token", "tag", "parse", "name", "timex", "resolve", "event", "claim")
	if err != nil {
		return nil, err
	}
	r := reader{d: d, v: v, form: f, masks: masks, placeholder: -1}
	q, err := r.read()
	if q != nil {
		q.Text, q.Statement = text, r.unmask(f.statement)
	}
	return q, err
}

// run runs the named stages over a text.
func run(text string, now time.Time, names ...string) (*nlp.Document, error) {
	var stages []nlp.Stage
	for _, s := range ingest.Stages {
		for _, n := range names {
			if s.Name == n {
				stages = append(stages, s)
			}
		}
	}
	a := &article.Article{ID: "question", Source: "question", Lang: "en", Text: text, Published: now, DayOnly: true,
		Blocks: []article.Block{{End: len(text)}}}
	return ingest.Run(a, stages)
}
