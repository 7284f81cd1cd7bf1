package search

import (
	"context"
	"os"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
)

var ctx = context.Background()

// find gives the sentences and names that have the words.
func find(t *testing.T, s *store.Store, words string) (sentences, names int, near bool, changed int) {
	t.Helper()
	x, changed, err := Open(ctx, s, false)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	hits, total, near, err := x.Find(ctx, words, 100, 0)
	if err != nil || total != len(hits) {
		t.Fatalf("%s: %d of %d hits (%v)", words, len(hits), total, err)
	}
	for _, h := range hits {
		if h.Entity != "" {
			names++
			continue
		}
		sentences++
		if len(h.Events) == 0 || h.Article == "" || h.Start >= h.End {
			t.Errorf("%s: a sentence without place or events: %+v", words, h)
		}
	}
	return sentences, names, near, changed
}

// The index follows the store: what is new is found, what is gone is not, and nothing is read twice.
func TestFollows(t *testing.T) {
	s := graphtest.Open(t)
	b := graphtest.Article("https://example.org/ferry", "The Sample", graphtest.Day(5, 2))
	crew, line := b.Entity(graph.Group, "Crew"), b.Entity(graph.Organisation, "Café Müller Line")
	b.Event("attacked", "2021-05-01", crew, line, b.Claim("The crews attacked the ferries of the line.", "attacked"))
	f := b.Done()
	graphtest.Put(t, s, f)
	for _, c := range []struct {
		words            string
		sentences, names int
		near             bool
	}{
		{"ferry attack", 1, 0, false}, // other forms
		{"FERRIES", 1, 0, false},
		{"ferry submarine", 0, 0, false}, // all words
		{`"attacked the ferries"`, 1, 0, false},
		{`"the attacked ferries"`, 0, 0, false},
		{"cafe muller", 0, 1, false}, // without accents
		{"feries", 1, 0, true},
		{`"`, 0, 0, false},
		{"", 0, 0, false},
		{"+-&|!(){}[]^~*?:\\/", 0, 0, false},
	} {
		sentences, names, near, _ := find(t, s, c.words)
		if sentences != c.sentences || names != c.names || near != c.near {
			t.Errorf("%s: %d sentences, %d names, near %v; want %d, %d, %v", c.words, sentences, names, near, c.sentences, c.names, c.near)
		}
	}
	if _, _, _, changed := find(t, s, "ferry"); changed != 0 {
		t.Errorf("%d articles read again, want none", changed)
	}
	if err := s.Remove(ctx, f.Article.ID); err != nil {
		t.Fatal(err)
	}
	if n, _, _, changed := find(t, s, "ferry"); n != 0 || changed != 1 {
		t.Errorf("after removal %d sentences, %d articles changed; want 0 and 1", n, changed)
	}
}

// A folder that is not ours is left alone, and what was asked for is still found.
func TestNotOurs(t *testing.T) {
	s := graphtest.Open(t)
	graphtest.Put(t, s, graphtest.Call("https://example.org/call", "The Sample"))
	if err := os.MkdirAll(Folder(s.Path()), 0o755); err != nil {
		t.Fatal(err)
	}
	own := Folder(s.Path()) + "/letters.txt"
	if err := os.WriteFile(own, []byte("dear"), 0o644); err != nil {
		t.Fatal(err)
	}
	x, _, err := Open(ctx, s, false)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if !x.InMemory() {
		t.Error("the index was made in somebody else's folder")
	}
	if _, total, _, err := x.Find(ctx, "spoke", 10, 0); err != nil || total == 0 {
		t.Errorf("%d hits (%v)", total, err)
	}
	if b, err := os.ReadFile(own); err != nil || string(b) != "dear" {
		t.Errorf("the file is gone: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a "b c" d`, `"`, `""`, "\x00", strings.Repeat(`"`, 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, fuzzy := range []int{0, 1} {
			parse(text, fuzzy)
		}
	})
}
