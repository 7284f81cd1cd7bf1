package ingest_test

import (
	"reflect"
	"strings"
	"testing"

	"dateline/ingest"
	"dateline/ingest/nlp"
)

func TestStagesAreInOrder(t *testing.T) {
	if err := ingest.Check(ingest.Stages); err != nil {
		t.Fatal(err)
	}
}

func TestCheckNamesWhatIsMissing(t *testing.T) {
	err := ingest.Check(ingest.Stages[1:])
	if err == nil || !strings.Contains(err.Error(), "tokens") {
		t.Errorf("got %v, want an error that names the tokens", err)
	}
}

// A stage writes the layers it adds and no other: what was there before it is
// there after it. Mentions and happenings grow fields as later stages fill them
// in; what they had stays.
func TestStagesKeepEarlierLayers(t *testing.T) {
	for _, a := range corpus(t) {
		text := a.Text
		d := &nlp.Document{Article: a}
		for _, s := range ingest.Stages {
			sentences, tokens := clone(d.Sentences), clone(d.Tokens)
			times, mentions := clone(d.Timexes), len(d.Mentions)
			happenings := len(d.Happenings)
			if err := s.Run(d); err != nil {
				t.Fatalf("%s: %s: %v", a.Source, s.Name, err)
			}
			d.Has |= s.Adds
			if s.Adds&nlp.Claims != 0 { // it says which sentences are quoted
				for i := range sentences {
					sentences[i].Quoted = d.Sentences[i].Quoted
				}
			}
			if s.Adds&nlp.Sentences == 0 && !reflect.DeepEqual(sentences, d.Sentences) {
				t.Errorf("%s: %s changed the sentences", a.Source, s.Name)
			}
			if s.Adds&(nlp.Tokens|nlp.Tags|nlp.Deps) == 0 && !reflect.DeepEqual(tokens, d.Tokens) {
				t.Errorf("%s: %s changed the tokens", a.Source, s.Name)
			}
			if s.Adds&nlp.Times == 0 && !reflect.DeepEqual(times, d.Timexes) {
				t.Errorf("%s: %s changed the times", a.Source, s.Name)
			}
			if len(d.Mentions) < mentions || len(d.Happenings) < happenings {
				t.Errorf("%s: %s removed mentions or happenings", a.Source, s.Name)
			}
			if a.Text != text {
				t.Fatalf("%s: %s changed the text", a.Source, s.Name)
			}
		}
		checkOffsets(t, d)
	}
}

func clone[T any](s []T) []T { return append([]T(nil), s...) }

// checkOffsets: whatever was found lies in the text, a claim in one sentence.
func checkOffsets(t *testing.T, d *nlp.Document) {
	t.Helper()
	n := len(d.Article.Text)
	inside := func(what string, s nlp.Span) {
		if s.Start < 0 || s.End > n || s.Start > s.End {
			t.Errorf("%s: %s %v lies outside the text of %d bytes", d.Article.Source, what, s, n)
		}
	}
	for _, m := range d.Mentions {
		inside("mention", m.Span)
	}
	for _, x := range d.Timexes {
		inside("time", x.Span)
		if !d.Sentences[x.Sentence].Contains(x.Span) {
			t.Errorf("%s: the time %q leaves its sentence", d.Article.Source, d.Text(x.Span))
		}
	}
	for _, e := range d.Events {
		if len(e.Claims) == 0 {
			t.Errorf("%s: %s has no claim", d.Article.Source, e.ID)
		}
		for _, c := range e.Claims {
			span, trigger := nlp.Span{Start: c.Start, End: c.End}, nlp.Span{Start: c.Trigger[0], End: c.Trigger[1]}
			inside("claim", span)
			if !span.Contains(trigger) {
				t.Errorf("%s: %s: trigger %v outside its sentence %v", d.Article.Source, e.ID, trigger, span)
			}
		}
	}
}

// Reading is a function of the article: twice gives the same.
func TestReadingTwiceIsTheSame(t *testing.T) {
	for _, a := range corpus(t) {
		first, err := ingest.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ingest.Read(a)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(ingest.Facts(first), ingest.Facts(again)) {
			t.Errorf("%s: two readings differ", a.Source)
		}
	}
}
