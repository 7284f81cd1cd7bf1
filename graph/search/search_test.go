package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
)

var ctx = context.Background()

// find gives how many sentences and names have the words.
func find(t *testing.T, s *store.Store, words string) (sentences, names int, near bool) {
	t.Helper()
	got, err := Find(ctx, s, words, 100, 0)
	if err != nil || got.Total != len(got.Hits) {
		t.Fatalf("%s: %d of %d hits (%v)", words, len(got.Hits), got.Total, err)
	}
	for _, h := range got.Hits {
		if len(h.Events) == 0 || h.Article == "" || h.Start >= h.End {
			t.Errorf("%s: a sentence without place or events: %+v", words, h)
		}
	}
	return got.Total, len(got.Names), got.Near
}

// The index follows the store: what is new is found, what is gone is not.
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
		{`ferry "of the line"`, 1, 0, false},
		{"cafe muller", 0, 1, false}, // without accents
		{`"müller line"`, 0, 1, false},
		{`"line müller"`, 0, 0, false},
		{"attakced feries", 1, 0, true},
		{"attakced submarine", 0, 0, false},
		{`"`, 0, 0, false},
		{"", 0, 0, false},
		{"+-&|!(){}[]^~*?:\\/", 0, 0, false},
	} {
		sentences, names, near := find(t, s, c.words)
		if sentences != c.sentences || names != c.names || near != c.near {
			t.Errorf("%s: %d sentences, %d names, near %v; want %d, %d, %v", c.words, sentences, names, near, c.sentences, c.names, c.near)
		}
	}
	if err := s.Remove(ctx, f.Article.ID); err != nil {
		t.Fatal(err)
	}
	if n, names, _ := find(t, s, "ferry"); n != 0 || names != 0 {
		t.Errorf("after removal %d sentences, %d names", n, names)
	}
}

// The best come first, pages follow each other, and how articles came makes no difference to what is found.
func TestPages(t *testing.T) {
	s := graphtest.Open(t)
	for i := range 40 {
		b := graphtest.Article(fmt.Sprintf("https://example.org/%d", i), "The Sample", graphtest.Day(5, 2))
		a, c := b.Entity(graph.Person, "Anna Berg"), b.Entity(graph.Person, "Carl Dorn")
		text := "Berg spoke with Dorn about grain." + strings.Repeat(" They spoke long", i%5) + "."
		if i%10 == 3 {
			text = "Berg spoke with Dorn about a bridge and grain."
		}
		b.Event("spoke_with", "2021-05-01", a, c, b.Claim(text, "spoke"))
		graphtest.Put(t, s, b.Done())
	}
	var whole []store.Sentence
	for offset := 0; offset < 40; offset += 7 {
		got, err := Find(ctx, s, "grain", 7, offset)
		if err != nil || got.Total != 40 {
			t.Fatalf("%d found (%v)", got.Total, err)
		}
		for _, h := range got.Hits {
			whole = append(whole, h.Sentence)
		}
	}
	if n := len(slices.CompactFunc(whole, func(a, b store.Sentence) bool { return a.Article == b.Article })); n != 40 {
		t.Errorf("%d on all pages", n)
	}
	got, err := Find(ctx, s, "bridge grain", 10, 0)
	if err != nil || got.Total != 4 {
		t.Fatalf("%d with both words (%v)", got.Total, err)
	}
	got, _ = Find(ctx, s, "grain", 10, 0)
	if a, b := got.Hits[0], got.Hits[9]; a.End-a.Start > b.End-b.Start || a.Score < b.Score {
		t.Errorf("a long sentence comes before a short one: %+v, %+v", a, b)
	}
	if got, _ := Find(ctx, s, "anna", 10, 0); len(got.Names) != 1 {
		t.Errorf("names %v", got.Names)
	}
}

func TestByOne(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"ferri", "feri", true}, {"feri", "ferri", true}, {"grain", "grian", true}, {"grain", "brain", true}, {"grain", "grains", true},
		{"grain", "grain", false}, {"grain", "garni", false}, {"un", "us", false}, {"grain", "grainer", false}, {"storm", "story", true}, {"abc", "acb", true},
	} {
		if got := byOne(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{`a "b c" d`, `"`, `""`, "\x00", strings.Repeat(`"`, 50), `"spoke with" spkoe`} {
		f.Add(s)
	}
	s := graphtest.Open(f)
	graphtest.Put(f, s, graphtest.Call("https://example.org/call", "The Sample"))
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := Find(ctx, s, text, 10, 0); err != nil {
			t.Fatal(err)
		}
	})
}

// Whatever differs by a letter is found, wherever the letter stands, and nothing else.
func TestAlike(t *testing.T) {
	s := graphtest.Open(t)
	text := "ferry grain brain rain train drain grin gain graining aferry erry fery ferryy fferry ferrz xerry jerry efrry frery über uber äber grüne ab abc acb bac bc"
	b := graphtest.Article("https://example.org/ferry", "The Sample", graphtest.Day(5, 2))
	b.Event("spoke_with", "2021-05-01", b.Entity(graph.Person, "Anna Berg"), b.Entity(graph.Person, "Carl Dorn"), b.Claim(text+".", "ferry"))
	graphtest.Put(t, s, b.Done())
	if err := s.View(ctx, func(r *store.Reader) error {
		x, err := r.Words()
		if err != nil {
			return err
		}
		var all []string
		for s := range x.Stems("") {
			all = append(all, s)
		}
		for _, word := range append(strings.Fields(text), "xgrain", "grainx", "rgain", "rian", "a", "жук", "") {
			for _, want := range []string{word, word + "x", "q" + word, strings.Replace(word, "r", "", 1)} {
				var should []string
				for _, s := range all {
					if byOne(s, want) && !slices.Contains(should, s) {
						should = append(should, s)
					}
				}
				slices.Sort(should)
				near, _ := alike(x, wanted{stems: []string{want}})
				switch {
				case slices.Contains(all, want):
					should = []string{want}
				case len(should) == 0 && near == nil:
					continue
				}
				if len(near) != 1 || !slices.Equal(near[0], should) {
					t.Errorf("%s: %v, want %v", want, near, should)
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
