package train

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
)

// shared is the folder of the development data, empty where there is none.
func shared() string {
	if dir := os.Getenv("DATELINE_SHARED"); dir != "" {
		return dir
	}
	for up := "../.."; len(up) < 40; up += "/.." {
		if dir := filepath.Join(up, "shared", "data"); isDir(dir) {
			return filepath.Dir(dir)
		}
	}
	return ""
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// analyse runs the stages on the raw text of a treebank.
func analyse(t testing.TB, gold []conllu.Sentence) *nlp.Document {
	t.Helper()
	d := &nlp.Document{Article: conllu.Document(gold).Article}
	for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage} {
		if err := s.Run(d); err != nil {
			t.Fatal(err)
		}
		d.Has |= s.Adds
	}
	return d
}

// TestAccuracy measures the embedded models from raw text on the development
// parts of the treebanks, which no training sees. The floors are a little under
// what docs/models.md says was measured.
func TestAccuracy(t *testing.T) {
	dir := shared()
	if dir == "" {
		t.Skip("the development data are not here (DATELINE_SHARED)")
	}
	for _, c := range []struct {
		name  string
		floor [6]float64 // words, sentences, UPOS, lemmas, UAS, LAS
	}{
		{"ud-ewt/en_ewt-ud-dev.conllu.gz", [6]float64{98.9, 88.5, 95.1, 96.4, 87.5, 84.8}},
		{"gum/gum-dev.conllu.gz", [6]float64{99.7, 95.5, 97, 98.2, 89.5, 87}},
	} {
		gold, err := read(filepath.Join(dir, "data/open", c.name), conllu.Read)
		if err != nil {
			t.Skip(err)
		}
		scores, err := conllu.Compare(gold, conllu.Sentences(analyse(t, gold)))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %v", c.name, scores)
		for i, s := range []conllu.Score{scores.Words, scores.Sentences, scores.UPOS, scores.Lemmas, scores.UAS, scores.LAS} {
			if got := 100 * s.F1(); got < c.floor[i] {
				t.Errorf("%s: %.2f for %s, floor %.2f", c.name, got,
					strings.Fields("words sentences UPOS lemmas UAS LAS")[i], c.floor[i])
			}
		}
		if !strings.HasPrefix(c.name, "gum") {
			continue
		}
		var doc []conllu.Sentence
		genre := ""
		by := map[string]conllu.Scores{}
		flush := func() {
			if len(doc) > 0 {
				s, err := conllu.Compare(doc, conllu.Sentences(analyse(t, doc)))
				if err != nil {
					t.Fatal(err)
				}
				by[genre] = by[genre].Add(s)
			}
			doc = nil
		}
		for _, s := range gold {
			if s.Doc != "" {
				flush()
				genre = strings.Split(s.Doc, "_")[1]
			}
			doc = append(doc, s)
		}
		flush()
		for _, g := range []string{"academic", "bio", "court", "interview", "news", "speech", "textbook", "vlog", "voyage"} {
			t.Logf("GUM %s: %v", g, by[g])
		}
	}
}

func BenchmarkStages(b *testing.B) {
	dir := shared()
	if dir == "" {
		b.Skip("the development data are not here (DATELINE_SHARED)")
	}
	gold, err := read(filepath.Join(dir, "data/open/gum/gum-dev.conllu.gz"), conllu.Read)
	if err != nil {
		b.Skip(err)
	}
	text := len(conllu.Document(gold).Article.Text)
	analyse(b, gold) // loads the models
	b.ReportAllocs()
	b.SetBytes(int64(text))
	words := 0
	for b.Loop() {
		words += len(analyse(b, gold).Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}
