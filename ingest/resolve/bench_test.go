package resolve_test

import (
	"os"
	"slices"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
	"dateline/ingest/resolve"
)

// BenchmarkStage gives tokens a second on a sample article.
func BenchmarkStage(b *testing.B) {
	f, err := os.Open("../../testdata/articles/ferry-inquiry/article.html")
	if err != nil {
		b.Skip(err)
	}
	defer f.Close()
	articles, err := article.Read(f, "article.html", article.Options{})
	if err != nil {
		b.Fatal(err)
	}
	d := &nlp.Document{Article: articles[0]}
	for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage, name.Stage} {
		if err := s.Run(d); err != nil {
			b.Fatal(err)
		}
		d.Has |= s.Adds
	}
	b.ReportAllocs()
	for b.Loop() {
		x := *d
		x.Mentions = slices.Clone(d.Mentions)
		if err := resolve.Stage.Run(&x); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
