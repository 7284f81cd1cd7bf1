package annotate

import (
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

func TestPLOVER(t *testing.T) {
	text := "Turkey condemned\tIsrael."
	d := &nlp.Document{
		Article:   &article.Article{Text: text},
		Sentences: []nlp.Sentence{{Span: nlp.Span{End: len(text)}}},
		Entities:  []graph.Entity{{Country: "TUR", Sector: "GOV"}},
		Mentions: []nlp.Mention{
			{Span: nlp.Span{End: 6}, Entity: 0},
			{Span: nlp.Span{Start: 17, End: 23}, Entity: -1, Country: "ISR"},
		},
		Happenings: []nlp.EventMention{{
			Class: "ACCUSE", Type: "condemned", Words: nlp.Span{Start: 7, End: 16}, Place: -1,
			Polarity: graph.Denied,
			Args: []nlp.Arg{
				{Role: "actor", Span: nlp.Span{End: 6}, Mention: 0, Happening: -1},
				{Role: "recipient", Span: nlp.Span{Start: 17, End: 23}, Token: 2, Mention: 1, Happening: -1},
			},
		}},
	}
	var b strings.Builder
	if err := PLOVER(&b, d); err != nil {
		t.Fatal(err)
	}
	want := "\tTUR\tGOV\tISR\t---\tACCUSE\t\t\t\tnegation\tTurkey\tcondemned\tIsrael\t1"
	if lines := strings.Split(b.String(), "\n"); len(lines) < 2 || lines[1] != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
