package event_test

import (
	"strings"
	"testing"

	"dateline/ingest/event"
	"dateline/ingest/nlp"
)

// corpus is the sentences of all examples, as one text.
func corpus(tb testing.TB) string {
	f, err := frames()
	if err != nil {
		tb.Fatal(err)
	}
	var b strings.Builder
	for _, e := range f.Examples() {
		b.WriteString(e.Sentence + " ")
	}
	return b.String()
}

// BenchmarkEvent measures the stage alone, on a document that has the layers
// before it.
func BenchmarkEvent(b *testing.B) {
	d := read(b, corpus(b))
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Article.Text)))
	for b.Loop() {
		d.Happenings = d.Happenings[:0]
		if err := event.Stage.Run(d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := event.LoadBuiltin(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestWhole holds the happenings to what later stages rely on.
func TestWhole(t *testing.T) {
	d := read(t, corpus(t))
	check(t, d)
	if len(d.Happenings) == 0 {
		t.Error("no happenings")
	}
}

func check(t *testing.T, d *nlp.Document) {
	t.Helper()
	for i := range d.Happenings {
		h := &d.Happenings[i]
		if h.Sentence < 0 || h.Sentence >= len(d.Sentences) || h.Trigger < 0 || h.Trigger >= len(d.Tokens) {
			t.Fatalf("happening %d: sentence %d, trigger %d", i, h.Sentence, h.Trigger)
		}
		s := d.Sentences[h.Sentence]
		if !s.Span.Contains(h.Words) {
			t.Errorf("%s: words outside the sentence", event.Describe(d, i))
		}
		if _, ok := d.Types[h.Type]; !ok {
			t.Errorf("%s: type is not in Types", h.Type)
		}
		if h.Confidence <= 0 || h.Confidence > 1 {
			t.Errorf("%s: confidence %v", h.Type, h.Confidence)
		}
		for _, a := range h.Args {
			if a.Span.End < a.Span.Start || a.Span.Start < 0 || a.Span.End > len(d.Article.Text) || a.Token < 0 || a.Token >= len(d.Tokens) {
				t.Errorf("%s: argument %+v", h.Type, a)
			}
			if a.Mention >= len(d.Mentions) || a.Happening >= len(d.Happenings) || a.Happening == i {
				t.Errorf("%s: argument refers to nothing: %+v", h.Type, a)
			}
		}
	}
}

// FuzzTrees gives the engine trees that no parser would make: heads and relations
// are taken from the fuzzer's bytes.
func FuzzTrees(f *testing.F) {
	f.Add([]byte("Russia accused Ukraine of shelling the town."), []byte{1, 2, 3, 4, 5, 6})
	f.Add([]byte("Wounded and 11 killed."), []byte{1, 0, 0, 0})
	f.Add([]byte("Talks between A and B, who met, ended."), []byte{0, 0, 0, 9, 200, 31})
	read(f, "Models and frames are loaded.") // before, since a run that takes ten seconds counts as hung
	f.Fuzz(func(t *testing.T, text, tree []byte) {
		if len(text) > 400 || len(tree) == 0 {
			return
		}
		d := read(t, strings.ToValidUTF8(string(text), "?"))
		for s := range d.Sentences {
			first, last := d.Sentences[s].First, d.Sentences[s].Last
			for i := first; i < last; i++ {
				b := int(tree[i%len(tree)])
				d.Tokens[i].Head = first + (b+i)%(last-first)
				if d.Tokens[i].Head == i {
					d.Tokens[i].Head = -1
				}
				d.Tokens[i].Dep = nlp.Dep(b % nlp.NumDeps)
				d.Tokens[i].Tag = nlp.Tag((b / 3) % nlp.NumTags)
			}
		}
		d.Happenings = nil
		if err := event.Stage.Run(d); err != nil {
			t.Fatal(err)
		}
		check(t, d)
	})
}
