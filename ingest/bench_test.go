package ingest_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/ingest"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// corpus is the project's own articles.
func corpus(tb testing.TB) []*article.Article {
	tb.Helper()
	files, problems := article.Files([]string{filepath.Join("..", "testdata", "articles")})
	if len(problems) > 0 {
		tb.Fatal(problems[0])
	}
	var all []*article.Article
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			tb.Fatal(err)
		}
		list, err := article.Read(f, name, article.Options{})
		f.Close()
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, list...)
	}
	if len(all) == 0 {
		tb.Skip("no articles")
	}
	return all
}

// BenchmarkRead is the whole pipeline on one core: words/s and allocations.
func BenchmarkRead(b *testing.B) {
	articles := corpus(b)
	words, bytes := warm(b, articles)
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, a := range articles {
			d, err := ingest.Read(a)
			if err != nil {
				b.Fatal(err)
			}
			ingest.Facts(d)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkStages is the pipeline again, with each stage's share of the time in
// percent.
func BenchmarkStages(b *testing.B) {
	articles := corpus(b)
	warm(b, articles)
	spent := make([]time.Duration, len(ingest.Stages))
	var all time.Duration
	for b.Loop() {
		for _, a := range articles {
			d := &nlp.Document{Article: a}
			for i, s := range ingest.Stages {
				start := time.Now()
				if err := s.Run(d); err != nil {
					b.Fatal(err)
				}
				d.Has |= s.Adds
				took := time.Since(start)
				spent[i] += took
				all += took
			}
		}
	}
	for i, s := range ingest.Stages {
		b.ReportMetric(100*float64(spent[i])/float64(all), s.Name+"-%")
	}
}

// warm loads the models and counts words and bytes.
func warm(b *testing.B, articles []*article.Article) (words, bytes int) {
	for _, a := range articles {
		d, err := ingest.Read(a)
		if err != nil {
			b.Fatal(err)
		}
		words += len(d.Tokens)
		bytes += len(a.Text)
	}
	return words, bytes
}
