package eval

import (
	"fmt"
	"io"
	"strings"
)

// Tally counts what was right, what was found and what gold has.
type Tally struct {
	Right, Found, Gold int
	Covered            int // what of gold is found, where partly right answers make that another number than Right
}

// Precision is the share of what was found that is right; 0 if nothing was found.
func (t Tally) Precision() float64 { return share(t.Right, t.Found) }

// Recall is the share of gold that was found.
func (t Tally) Recall() float64 { return share(max(t.Right, t.Covered), t.Gold) }

// F1 is the harmonic mean of both.
func (t Tally) F1() float64 {
	if t.Covered == 0 {
		return share(2*t.Right, t.Found+t.Gold)
	}
	p, r := t.Precision(), t.Recall()
	return 2 * p * r / (p + r)
}

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
	{"names: person", "those of people, exact span"},
	{"names: organisation", "those of bodies and firms"},
	{"names: gpe", "those of countries, cities and other places that act"},
	{"names: place", "those of places that do not"},
	{"names: group", "nationalities, religions, parties' people"},
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
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteMarkdown writes the tables that the documentation shows. Sets with the
// same layers stand side by side, and each layer says what counts as right;
// published corpora have a table each.
func (r *Report) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	for i := 0; i < len(r.Sets); {
		j := i + 1
		for j < len(r.Sets) && sameLayers(r.Sets[i], r.Sets[j]) {
			j++
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		markdown(&b, r.Sets[i:j])
		i = j
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// own reports whether the rows of a set are the layers of our gold.
func (s SetScore) own() bool { return len(s.Rows) == len(layers) && s.Rows[0].Layer == layers[0].name }

func sameLayers(a, b SetScore) bool { return a.own() && b.own() }

func markdown(b *strings.Builder, sets []SetScore) {
	own := sets[0].own()
	var sizes []string
	for _, s := range sets {
		if s.Words > 0 {
			sizes = append(sizes, fmt.Sprintf("%s: %d articles, %d words", s.Name, s.Articles, s.Words))
		} else {
			sizes = append(sizes, fmt.Sprintf("%s (%d files)", s.Name, s.Articles))
		}
	}
	b.WriteString(strings.Join(sizes, "; ") + ".\n\n| layer |")
	for _, s := range sets {
		name := ""
		if len(sets) > 1 {
			name = s.Name + " "
		}
		fmt.Fprintf(b, " %sP | R | F1 | gold |", name)
	}
	if own {
		b.WriteString(" what counts as right |")
	}
	b.WriteString("\n|---|" + strings.Repeat("--:|", 4*len(sets)))
	if own {
		b.WriteString("---|")
	}
	b.WriteByte('\n')
	for i, row := range sets[0].Rows {
		fmt.Fprintf(b, "| %s |", row.Layer)
		for _, s := range sets {
			t := s.Rows[i]
			fmt.Fprintf(b, " %.3f | %.3f | %.3f | %d |", t.Precision(), t.Recall(), t.F1(), t.Gold)
		}
		if own {
			b.WriteString(" " + layers[i].means + " |")
		}
		b.WriteByte('\n')
	}
}
