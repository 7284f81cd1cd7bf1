// Package claim finds who says what, and how each happening stands to the world.
//
// It takes a Document with sentences, dependencies, mentions and happenings. It
// gives the layer Attributions (source, cue and content of direct, indirect and
// mixed quotes, of "according to", of hearsay), and for each happening its
// Claimants, Polarity, Factuality and Mode, its denials by the accused in later
// sentences, and Same: the earlier mention of the same event.
//
// It does not date anything, and it does not decide which claim is true. Words
// are data: cues/*.txt, read by cues.go. Commitment follows FactBank (Saurí and
// Pustejovsky 2009), attribution spans follow PARC and PolNeAR.
package claim

import (
	"dateline/ingest/nlp"
)

// Stage is the row of the pipeline: attributions and the claim fields of
// happenings. Attributions are found even where no happenings were looked for.
var Stage = nlp.Stage{
	Name:  "claim",
	Needs: nlp.Sentences | nlp.Tokens | nlp.Tags | nlp.Deps,
	Adds:  nlp.Claims,
	Run:   run,
}

func run(d *nlp.Document) error {
	data, err := cueData()
	if err != nil {
		return err
	}
	r := newReader(d, data)
	r.attribute()
	r.direct()
	r.nest()
	r.happenings()
	r.denials()
	r.same()
	r.titles()
	d.Has |= nlp.Claims
	return nil
}

// reader is what one run over one document works with.
type reader struct {
	d     *nlp.Document
	data  *cues
	tree  *tree
	quote quotes
	// mention is, per token, the smallest mention whose head it is, else that
	// covers it; -1.
	mention []int32
	links   []link
	linkOf  map[int32][]int32 // content token -> links
	memo    []status
	times   [][]int32 // per sentence: its time expressions
	lead    int       // the last block of the lead
	timed   []bool    // per token: part of a time expression
}

// link says that token cue governs, by one of its slots, the content whose head
// is token content.
type link struct {
	cue, content int
	class        *class
	attribution  int // index into Document.Attributions, -1 for effects only
}

func newReader(d *nlp.Document, data *cues) *reader {
	r := &reader{d: d, data: data, tree: newTree(d), linkOf: map[int32][]int32{}}
	r.quote = findQuotes(d)
	r.timed = make([]bool, len(d.Tokens))
	for i := range d.Timexes {
		for t := max(d.Timexes[i].First, 0); t < d.Timexes[i].Last && t < len(d.Tokens); t++ {
			r.timed[t] = true
		}
	}
	r.mention = make([]int32, len(d.Tokens))
	for i := range r.mention {
		r.mention[i] = -1
	}
	for m := range d.Mentions {
		x := &d.Mentions[m]
		for t := max(x.First, 0); t < x.Last && t < len(d.Tokens); t++ {
			old := r.mention[t]
			if old < 0 || t == x.Head || d.Mentions[old].Head != t && narrower(x, &d.Mentions[old]) {
				r.mention[t] = int32(m)
			}
		}
	}
	return r
}

func narrower(a, b *nlp.Mention) bool { return a.Last-a.First < b.Last-b.First }

// is reports whether a word is one of the function words of a kind.
func (r *reader) is(kind, word string) bool { return r.data.grammar[kind][word] }

func (r *reader) link(l link) {
	r.linkOf[int32(l.content)] = append(r.linkOf[int32(l.content)], int32(len(r.links)))
	r.links = append(r.links, l)
}
