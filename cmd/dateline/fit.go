package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// Least widths of a column of words, and of one of sentences; one of longer words, as ids are, is as
// wide as these.
const (
	narrowest = 12
	sentence  = 60 // what is wider has sentences
	readable  = 24
)

// fit is how wide the columns may be so that the table fits width: the widest give way first. ok is
// false where words would have to be broken.
func (l *listing) fit(width int) (widths []int, ok bool) {
	least := make([]int, len(l.columns))
	widths = make([]int, len(l.columns))
	room := width - 1 // the first blank
	for _, r := range append([][]string{l.columns}, l.rows...) {
		for i, c := range r {
			c = oneLine(c)
			widths[i] = max(widths[i], text.StringWidthWithoutEscSequences(c))
			least[i] = max(least[i], narrowest)
			for w := range strings.FieldsSeq(c) {
				least[i] = max(least[i], text.StringWidthWithoutEscSequences(w))
			}
		}
	}
	sum := 2*len(widths) - 2
	widest := 0
	for i, w := range widths {
		sum += w
		widest = max(widest, w)
		if w > sentence {
			least[i] = max(least[i], readable)
		}
		least[i] = min(least[i], w)
	}
	for ; sum > room && widest > narrowest; widest-- {
		for i := range widths {
			if widths[i] == widest && widest > least[i] {
				widths[i]--
				sum--
			}
		}
	}
	return widths, sum <= room
}

// records writes the rows as blocks of lines, a line for each cell that is not empty: what a table too
// wide for the terminal becomes.
func (l *listing) records(w io.Writer, width int) error {
	name := 0
	for _, c := range l.columns {
		name = max(name, len(c))
	}
	var b strings.Builder
	for i, r := range l.rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		for j, cell := range r {
			if cell = oneLine(cell); cell != "" {
				hang(&b, fmt.Sprintf(" %-*s", name, l.columns[j]), cell, name+3, width)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
