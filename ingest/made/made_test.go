package made_test

import (
	"strings"
	"testing"

	"dateline/ingest/made"
)

func TestNew(t *testing.T) {
	o := made.Options{Seed: 1, Words: 500}
	urls := map[string]bool{}
	last := ""
	for n := range 200 {
		a := made.New(o, n)
		if again := made.New(o, n); a != again {
			t.Fatalf("article %d differs when it is made again", n)
		}
		if w := len(strings.Fields(a.Text)); w < 500 || w > 540 {
			t.Errorf("article %d has %d words", n, w)
		}
		if strings.ContainsAny(a.Text+a.Title, "{}") {
			t.Errorf("article %d has a form that was not filled: %s", n, a.Text)
		}
		if urls[a.URL] {
			t.Errorf("article %d has the address of another", n)
		}
		urls[a.URL] = true
		if n%4 > 0 && a.Date <= last {
			t.Errorf("article %d of %s is not later than the one before it of its story, %s", n, a.Date, last)
		}
		last = a.Date
	}
}
