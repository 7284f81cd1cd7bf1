package claim

import (
	"strings"
	"testing"
)

// TestTakenForGranted asks whether what a word tells of has happened.
func TestTakenForGranted(t *testing.T) {
	for _, c := range []struct{ text, word, want string }{
		{"Sarvia applied to join the bloc following a meeting between the leaders.", "meeting", "past"},
		{"Sarvia wants to join a meeting.", "meeting", "hypothetical"},
		{"Russia became the first country to recognize the government.", "recognize", "past"},
		{"Russia has a plan to recognize the government.", "recognize", "planned"},
	} {
		if got := statusOf(t, c.text, c.word); !strings.HasSuffix(got, " "+c.want) {
			t.Errorf("%q: got %q, want %q\n%s", c.word, got, c.want, c.text)
		}
	}
}
