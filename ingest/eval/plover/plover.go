// Package plover scores happenings against gold in the manner of PLOVER's
// training sentences: one sentence a row with the words of its source and its
// target, the root code and the quad class. It takes the table and a function
// that reads a sentence, and gives counts; it opens no file and runs no stage by
// itself.
package plover

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"dateline/graph"
	"dateline/ingest/event"
	"dateline/ingest/nlp"
)

// Row is one gold triple.
type Row struct {
	Sentence, Source, Target string
	Root                     graph.Class
	Quad                     int
}

// Read takes the tab-separated table with its heading.
func Read(table string) ([]Row, error) {
	var rows []Row
	for i, line := range strings.Split(table, "\n") {
		f := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if i == 0 || len(f) < 5 {
			continue
		}
		q, err := strconv.Atoi(f[4])
		if err != nil {
			return nil, fmt.Errorf("line %d: quad class: %w", i+1, err)
		}
		rows = append(rows, Row{f[0], f[1], f[2], graph.Class(f[3]), q})
	}
	return rows, nil
}

// Aside reports whether a sentence is in the half that is kept aside: never
// looked at while writing rules. The half is fixed by a hash of the sentence.
func Aside(sentence string) bool {
	h := fnv.New32a()
	h.Write([]byte(sentence))
	return h.Sum32()%2 == 1
}

// Result counts what was found of the gold triples.
type Result struct {
	Rows, Sentences int
	Root            int // triple with the gold's root
	Quad            int // triple with the gold's quad class
	Pair            int // source and target together, whatever the class
	Class           int // the root, whoever acts
	Other           int // events of PLOVER's classes with another root, over all sentences
}

// String is the shares in one line.
func (r Result) String() string {
	n := float64(max(r.Rows, 1))
	return fmt.Sprintf("root %.3f quad %.3f pair %.3f class %.3f other %.2f per sentence (%d rows)",
		float64(r.Root)/n, float64(r.Quad)/n, float64(r.Pair)/n, float64(r.Class)/n, float64(r.Other)/float64(max(r.Sentences, 1)), r.Rows)
}

// Verdict is what was found of one row.
type Verdict struct {
	Root, Quad, Pair, Class bool
	Other                   int
}

// Judge compares the happenings of d, the reading of row's sentence, with row.
// Source and target are found when the spans share a word with the gold's; a
// target that the text does not hold as it stands is not asked for. YIELD, which
// older data has, is CONCEDE or RETREAT.
func Judge(f *event.Frames, row Row, d *nlp.Document) Verdict {
	var v Verdict
	text := d.Article.Text
	sources, targets := find(text, row.Source), find(text, row.Target)
	seen := map[int]bool{}
	for _, r := range f.Records(d) {
		root := sameRoot(row.Root, r.Class)
		if root {
			v.Class = true
		} else if !seen[r.Happening] {
			seen[r.Happening] = true
			v.Other++
		}
		pair := overlap(d, r.Source, r.Actor, sources) && (overlap(d, r.Target, r.Recipient, targets) || len(targets) == 0)
		if !pair && both(d.Happenings[r.Happening].Args) {
			pair = overlap(d, r.Target, r.Recipient, sources) && (overlap(d, r.Source, r.Actor, targets) || len(targets) == 0)
		}
		if pair {
			v.Pair = true
			v.Root = v.Root || root
			v.Quad = v.Quad || root || event.Quad(r.Class) == row.Quad
		}
	}
	return v
}

// both reports whether the arguments are participants without a direction.
func both(args []nlp.Arg) bool {
	for _, a := range args {
		if a.Role == "actor" || a.Role == "recipient" {
			return false
		}
	}
	return true
}

func sameRoot(gold, got graph.Class) bool {
	return gold == got || gold == "YIELD" && (got == "CONCEDE" || got == "RETREAT")
}

func find(text, words string) []nlp.Span {
	var out []nlp.Span
	for at := 0; words != ""; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			break
		}
		out = append(out, nlp.Span{Start: at + i, End: at + i + len(words)})
		at += i + len(words)
	}
	return out
}

// overlap reports whether s, or what the pronoun m stands for, shares a byte with
// one of gold.
func overlap(d *nlp.Document, s nlp.Span, m int, gold []nlp.Span) bool {
	for _, g := range gold {
		if s.Overlaps(g) {
			return true
		}
	}
	if m < 0 || d.Mentions[m].Form != nlp.Pronominal || d.Mentions[m].Entity < 0 {
		return false
	}
	for i := range d.Mentions {
		if o := &d.Mentions[i]; o.Entity == d.Mentions[m].Entity && o.Form != nlp.Pronominal && overlap(d, o.Span, -1, gold) {
			return true
		}
	}
	return false
}

// Score reads every row for which want holds and counts.
func Score(f *event.Frames, rows []Row, want func(Row) bool, read func(string) (*nlp.Document, error)) (Result, error) {
	var r Result
	docs := map[string]*nlp.Document{}
	for _, row := range rows {
		if !want(row) {
			continue
		}
		d, ok := docs[row.Sentence]
		if !ok {
			var err error
			if d, err = read(row.Sentence); err != nil {
				return r, err
			}
			docs[row.Sentence] = d
			r.Sentences++
		}
		r.Add(Judge(f, row, d))
	}
	return r, nil
}

// Add counts one more row.
func (r *Result) Add(v Verdict) {
	r.Rows++
	r.Other += v.Other
	for _, c := range []struct {
		ok bool
		n  *int
	}{{v.Root, &r.Root}, {v.Quad, &r.Quad}, {v.Pair, &r.Pair}, {v.Class, &r.Class}} {
		if c.ok {
			*c.n++
		}
	}
}
