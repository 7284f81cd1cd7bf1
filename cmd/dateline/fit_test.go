package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"
)

// A table fits the terminal by its widest columns first, ids whole; where it cannot, the rows become blocks
// that do.
func TestFit(t *testing.T) {
	id := "0758d58a22faac69/v44-invaded"
	l := &listing{columns: []string{"when", "event", "sentence", "id"}, rows: [][]string{
		{"2022-02-24", strings.Repeat("words of an event ", 5), strings.Repeat("words of a sentence ", 12), id},
		{"2022-02-25", "short", "", id},
	}}
	for _, width := range []int{300, 140, 100} {
		widths, ok := l.fit(width)
		sum := 1 + 2*(len(widths)-1)
		for _, w := range widths {
			sum += w
		}
		if !ok || sum > width && width < 300 || widths[3] != len(id) || widths[0] != 10 {
			t.Errorf("at %d: %v, %v", width, widths, ok)
		}
	}
	if widths, ok := l.fit(60); ok {
		t.Errorf("60 columns are said to have room for %v", widths)
	}
	var b bytes.Buffer
	if err := l.records(&b, 60); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if text.StringWidthWithoutEscSequences(line) > 60 {
			t.Errorf("wider than 60: %q", line)
		}
	}
	if !strings.Contains(b.String(), "\n\n when      2022-02-25\n event     short\n id        "+id+"\n") {
		t.Errorf("blocks are\n%s", b.String())
	}
}

// Help has no line that is wider than the terminal, but for examples.
func TestHelpFits(t *testing.T) {
	for _, c := range commands() {
		_, flags, _ := strings.Cut(commandHelp(c, "dateline "+c.Name, 80), "\nFlags:\n")
		for _, line := range strings.Split(flags, "\n") {
			if len(line) > 80 {
				t.Errorf("%s: %q", c.Name, line)
			}
		}
		if strings.Contains(flags, "default: 0)") || strings.Contains(flags, "default: false)") {
			t.Errorf("%s: a flag that is not given is said to be 0 or false", c.Name)
		}
	}
}
