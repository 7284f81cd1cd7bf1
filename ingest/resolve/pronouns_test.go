package resolve_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"dateline/ingest/nlp"
)

// TestPronouns asks who is meant by a pronoun that two people of one gender fit.
func TestPronouns(t *testing.T) {
	b, err := os.ReadFile("testdata/pronouns.txt")
	if err != nil {
		t.Fatal(err)
	}
	total, right, wrong := 0, 0, 0
	for line := range strings.SplitSeq(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		marks := regexp.MustCompile(`[\[\]<>{}]`)
		at := func(open string) int { return len(marks.ReplaceAllString(line[:strings.Index(line, open)], "")) }
		pronoun, meant, other := at("{"), at("["), at("<")
		text := marks.ReplaceAllString(line, "")
		d := read(t, text)
		entity := func(at int) int {
			for _, m := range d.Mentions {
				if m.Form == nlp.Pronominal && m.Start == at || m.Form == nlp.Named && m.Name.Start == at {
					return m.Entity
				}
			}
			return -1
		}
		total++
		switch p := entity(pronoun); {
		case p >= 0 && p == entity(meant):
			right++
		case p >= 0 && p == entity(other):
			wrong++
			t.Log("the other: ", line)
		default:
			t.Log("neither: ", line)
		}
	}
	t.Logf("%d right, %d the other of %d", right, wrong, total)
	if right*100 < total*60 {
		t.Errorf("%d of %d pronouns are right, want 60 of 100", right, total)
	}
}
