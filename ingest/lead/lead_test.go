package lead

import (
	"strings"
	"testing"
)

// TestBadCues names the line of what cannot be read.
func TestBadCues(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"# ok\nwhy clause", "cues.txt:2: want QUESTION"},
		{"why sentence 1 because", "cues.txt:1: want QUESTION"},
		{"why clause much because", `cues.txt:1: the weight "much" is no number`},
	} {
		if _, _, err := parseCues(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}
