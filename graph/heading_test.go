package graph

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// An article without a title is called by the words it begins with, not by a file or a hash.
func TestHeading(t *testing.T) {
	long := "Ministers of the two countries spoke by telephone on Friday, a day after the troops had been seen."
	for _, c := range []struct {
		s    Source
		want string
	}{
		{Source{Title: " Call\n of ministers ", Text: long}, "Call of ministers"},
		{Source{Text: "\n\nMinisters  spoke.\n\nMore.", Path: "a.txt"}, "Ministers spoke."},
		{Source{Text: long, ID: "ab"}, "Ministers of the two countries spoke by telephone on Friday, a day …"},
		{Source{Path: "a.txt", ID: "ab"}, "a.txt"},
		{Source{URL: "https://example.org", ID: "ab"}, "https://example.org"},
		{Source{ID: "ab"}, "ab"},
		{Source{}, "untitled"},
	} {
		if got := c.s.Heading(); got != c.want {
			t.Errorf("%+v\n got  %q\n want %q", c.s, got, c.want)
		}
	}
	if h := (Source{Text: strings.Repeat("戦", 60)}).Heading(); !utf8.ValidString(h) {
		t.Errorf("a heading is cut within a letter: %q", h)
	}
}
