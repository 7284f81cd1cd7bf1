package eval

import (
	"fmt"
	"io"
	"strings"
)

// Tally counts what was right, what was found and what gold has.
type Tally struct{ Right, Found, Gold int }

// Precision is the share of what was found that is right; 0 if nothing was found.
func (t Tally) Precision() float64 { return share(t.Right, t.Found) }

// Recall is the share of gold that was found.
func (t Tally) Recall() float64 { return share(t.Right, t.Gold) }

// F1 is the harmonic mean of both.
func (t Tally) F1() float64 { return share(2*t.Right, t.Found+t.Gold) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// layers are the rows of the table, in order, with what each measures.
var layers = []struct{ name, means string }{
	{"paragraphs", "paragraphs of the story told apart from captions, credits, navigation"},
	{"names", "names with exact span and kind"},
	{"names: span", "names with exact span"},
	{"names: person", ""},
	{"names: organisation", ""},
	{"names: gpe", ""},
	{"names: place", ""},
	{"names: group", ""},
	{"times: span", "time expressions that overlap"},
	{"times: exact span", "time expressions, exact span"},
	{"times: value", "time expressions that overlap, with the right value"},
	{"events: class", "events of the right PLOVER class with a participant in common"},
	{"events: type", "events of the right relation with a participant in common"},
	{"events: who", "events of the right relation with all participants"},
	{"roles", "participants of events, on the right side"},
	{"direct edges", "events that are right and may become a direct edge: not denied, claimed, planned"},
	{"found: date", "of the events found: the date gold has"},
	{"found: date overlaps", "of the events found: a date that overlaps with gold's"},
	{"found: claimant", "of the events found: who asserts or denies"},
	{"found: polarity", "of the events found: asserted, denied, both"},
	{"found: factuality", "of the events found: certain, probable, possible, unknown"},
	{"found: mode", "of the events found: happened or going on, planned, hypothetical, ordered"},
	{"found: place", "of the events found: the place gold has"},
	{"states", "states (offices, membership, place) with both sides"},
}

// counts holds the tallies of one set.
type counts map[string]*Tally

func newCounts() counts {
	c := counts{}
	for _, l := range layers {
		c[l.name] = &Tally{}
	}
	return c
}

func (c counts) rows() []Row {
	var rows []Row
	for _, l := range layers {
		rows = append(rows, Row{l.name, *c[l.name]})
	}
	return rows
}

// WriteText writes one aligned table per set.
func (r *Report) WriteText(w io.Writer) error {
	var b strings.Builder
	for i, s := range r.Sets {
		if i > 0 {
			b.WriteByte('\n')
		}
		if s.Words > 0 {
			fmt.Fprintf(&b, "%s: %d articles, %d words\n", s.Name, s.Articles, s.Words)
		} else {
			fmt.Fprintf(&b, "%s (%d files)\n", s.Name, s.Articles)
		}
		fmt.Fprintf(&b, "%-22s %6s %6s %6s %6s %6s %6s\n", "layer", "P", "R", "F1", "right", "found", "gold")
		for _, row := range s.Rows {
			fmt.Fprintf(&b, "%-22s %6.3f %6.3f %6.3f %6d %6d %6d\n", row.Layer, row.Precision(), row.Recall(), row.F1(), row.Right, row.Found, row.Gold)
		}
	}
	for _, m := range r.Misses {
		b.WriteString(m + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteMarkdown writes the table that the documentation shows: one row per
// layer, the sets side by side, and under it what each layer means.
func (r *Report) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("| layer |")
	for _, s := range r.Sets {
		fmt.Fprintf(&b, " %s: P | R | F1 | n |", s.Name)
	}
	b.WriteString(" what counts as right |\n|---|")
	for range r.Sets {
		b.WriteString("--:|--:|--:|--:|")
	}
	b.WriteString("---|\n")
	for i, l := range layers {
		fmt.Fprintf(&b, "| %s |", l.name)
		for _, s := range r.Sets {
			t := s.Rows[i]
			fmt.Fprintf(&b, " %.3f | %.3f | %.3f | %d |", t.Precision(), t.Recall(), t.F1(), t.Gold)
		}
		fmt.Fprintf(&b, " %s |\n", l.means)
	}
	for _, s := range r.Sets {
		fmt.Fprintf(&b, "\n%s: %d articles, %d words.", s.Name, s.Articles, s.Words)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}
