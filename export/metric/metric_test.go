package metric

import (
	"os"
	"strings"
	"testing"
)

// The wide fonts of the machine, where there are any, must fit in the margin.
func TestMarginCoversWideFonts(t *testing.T) {
	text := "General Mark Milley spoke with Valery Gerasimov by phone; Ukraine accused Russia of sending troops, 31 March 2021, 14,000 killed"
	room, _ := New().Regular.Width(text, 12)
	found := false
	for _, path := range []string{
		"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
		"/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
		"/usr/share/fonts/truetype/msttcorefonts/Verdana.ttf",
	} {
		b, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		found = true
		w, _ := newFace(b).Width(text, 12)
		w /= Margin
		t.Logf("%s: %.0f px of %.0f", path, w, room)
		if w > room {
			t.Errorf("%s needs %.1f px, room is %.1f", path, w, room)
		}
	}
	if !found {
		t.Skip("no wide font on this machine")
	}
}

func TestWrap(t *testing.T) {
	f := New().Regular
	for _, test := range []struct {
		name, in string
		room     float64
		limit    int
	}{
		{"words", "Mark Milley spoke with Valery Gerasimov by phone", 100, 0},
		{"limit", "Mark Milley spoke with Valery Gerasimov by phone and with others", 100, 2},
		{"long word", strings.Repeat("x", 200), 100, 0},
		{"long word, limit", strings.Repeat("x", 200) + " y", 100, 2},
		{"no word", "  ", 100, 2},
		{"narrow", "日本語 字", 5, 0},
		{"marks", strings.Repeat("e\u0301", 50), 60, 0},
	} {
		lines := f.Wrap(test.in, 12, test.room, test.limit)
		if test.limit > 0 && len(lines) > test.limit {
			t.Errorf("%s: %d lines, limit %d", test.name, len(lines), test.limit)
		}
		for _, l := range lines {
			if w, _ := f.Width(l, 12); w > test.room && len([]rune(l)) > 1 {
				t.Errorf("%s: line %q is %.1f px wide, room is %.1f", test.name, l, w, test.room)
			}
			if strings.HasPrefix(l, "\u0301") {
				t.Errorf("%s: line %q begins with a mark that belongs to the line before", test.name, l)
			}
		}
		if got, want := strings.Join(lines, ""), strings.Join(strings.Fields(test.in), ""); test.limit == 0 && strings.ReplaceAll(got, " ", "") != want {
			t.Errorf("%s: %q lost or gained text", test.name, lines)
		}
	}
}
