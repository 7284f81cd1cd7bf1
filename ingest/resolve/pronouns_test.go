package resolve_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"dateline/ingest/nlp"
)

// TestPronouns asks who is meant by a pronoun that two people of one gender fit, in
// the manner of biographies and of news. Of the latter the second half was kept aside.
func TestPronouns(t *testing.T) {
	bio := passages(t, "testdata/pronouns.txt")
	news := passages(t, "testdata/pronouns-news.txt")
	half := len(news) / 2
	for _, c := range []struct {
		what  string
		lines []string
		least int // of 100
		show  bool
	}{
		{"biographies", bio, 60, true},
		{"news", news[:half], 75, true},
		{"news, kept aside", news[half:], 50, false},
	} {
		right, wrong := 0, 0
		for _, line := range c.lines {
			who := meant(t, line)
			switch who {
			case "right":
				right++
			case "other":
				wrong++
			}
			if c.show && who != "right" {
				t.Log(who, ": ", line)
			}
		}
		t.Logf("%s: %d right, %d the other of %d", c.what, right, wrong, len(c.lines))
		if right*100 < len(c.lines)*c.least {
			t.Errorf("%s: %d of %d pronouns are right, want %d of 100", c.what, right, len(c.lines), c.least)
		}
	}
}

// passages are the lines of a file without its comments.
func passages(t *testing.T, file string) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.SplitSeq(strings.TrimSpace(string(b)), "\n") {
		if !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

var marks = regexp.MustCompile(`[\[\]<>{}]`)

// meant says whether the pronoun of a passage is given to whom it means ("right"), to
// the "other", or to "neither".
func meant(t *testing.T, line string) string {
	t.Helper()
	at := func(open string) int { return len(marks.ReplaceAllString(line[:strings.Index(line, open)], "")) }
	d := read(t, marks.ReplaceAllString(line, ""))
	entity := func(at int) int {
		for _, m := range d.Mentions {
			if m.Form == nlp.Pronominal && m.Start == at || m.Form == nlp.Named && m.Start <= at && at < m.End {
				return m.Entity
			}
		}
		return -1
	}
	switch p := entity(at("{")); {
	case p >= 0 && p == entity(at("[")):
		return "right"
	case p >= 0 && p == entity(at("<")):
		return "other"
	}
	return "neither"
}
