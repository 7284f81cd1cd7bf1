package ingest_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/ingest"
	"dateline/ingest/annotate"
	"dateline/ingest/article"
	"dateline/ingest/lead"
	"dateline/ingest/nlp"
)

// TestLeads compares the answers to the six questions of every article of testdata with those of last
// time, and holds each to the text it points into.
func TestLeads(t *testing.T) {
	var got bytes.Buffer
	for _, a := range corpus(t) {
		d := read(t, a)
		l, ok := lead.Of(d)
		if !ok {
			t.Errorf("%s: tells of nothing", a.Source)
			continue
		}
		if l.Who.Text == "" || l.What.Text == "" {
			t.Errorf("%s: nobody does anything: %+v", a.Source, l)
		}
		for _, r := range l.Rows() {
			if r.Start < 0 || r.End < r.Start || r.End > len(a.Text) {
				t.Errorf("%s: %s spans [%d, %d) of %d bytes", a.Source, r.Question, r.Start, r.End, len(a.Text))
			} else if (r.Text == "") != (r.End == r.Start) {
				t.Errorf("%s: %s is %q and spans %q", a.Source, r.Question, r.Text, a.Text[r.Start:r.End])
			}
		}
		if err := annotate.Lead(&got, d); err != nil {
			t.Fatal(err)
		}
	}
	compare(t, filepath.Join("lead", "testdata", "leads.golden"), got.Bytes())
}

// TestCues asks every example of the cues for the phrase that it marks.
func TestCues(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("lead", "cues.txt"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, line := range strings.Split(string(text), "\n") {
		_, example, ok := strings.Cut(line, " | ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		n++
		before, rest, _ := strings.Cut(example, "«")
		want, after, _ := strings.Cut(rest, "»")
		l, _ := lead.Of(read(t, plain(t, before+want+after)))
		got := l.Why
		if strings.HasPrefix(line, "how") {
			got = l.How
		}
		if got.Text != want || want == "" {
			t.Errorf("%s\n\twant %q, got %q", example, want, got.Text)
		}
	}
	if n < 20 {
		t.Errorf("%d examples: were they read?", n)
	}
}

// TestLead reads leads of the shapes that news has.
func TestLead(t *testing.T) {
	for _, c := range []struct{ text, who, what, where string }{
		{"Ministers of Varda met in Soldau. The mayor praised them.", "Ministers of Varda", "met", "Soldau"},
		{"The bridge at Arven was safe, the mayor said. It was closed in May.", "The bridge at Arven", "was safe", "Arven"},
		{"Varda on Monday recalled its ambassador from Kestria, according to the foreign ministry.", "Varda", "recalled its ambassador from Kestria", ""},
		{"Helena Dragan, who was born in Soldau, resigned. She gave no reason.", "Helena Dragan", "resigned", ""},
	} {
		l, ok := lead.Of(read(t, plain(t, c.text)))
		if !ok || l.Who.Text != c.who || l.What.Text != c.what || l.Where.Text != c.where {
			t.Errorf("%s\n\tgot %q, %q, %q", c.text, l.Who.Text, l.What.Text, l.Where.Text)
		}
	}
	if l, ok := lead.Of(read(t, plain(t, "Weather"))); ok {
		t.Errorf("a word alone is no event: %+v", l)
	}
}

func plain(t *testing.T, text string) *article.Article {
	t.Helper()
	all, err := article.Read(strings.NewReader(text+"\n"), "lead.txt", article.Options{Published: time.Date(2021, 3, 31, 0, 0, 0, 0, time.UTC)})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d articles: %v", len(all), err)
	}
	return all[0]
}

func read(t *testing.T, a *article.Article) *nlp.Document {
	t.Helper()
	d, err := ingest.Read(a)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
