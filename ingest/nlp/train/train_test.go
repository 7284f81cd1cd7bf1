package train

import (
	"bytes"
	"strings"
	"testing"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/train/vectors"
)

// bank is a treebank of one pattern with different words: enough to be learnt by
// heart, and to see whether what is learnt carries over to other words.
func bank(t *testing.T) []conllu.Sentence {
	t.Helper()
	var b strings.Builder
	subjects := []string{"Russia", "Ukraine", "Oracle", "Milley"}
	verbs := []string{"calls", "visits", "accuses"}
	objects := []string{"Moscow", "Kiev", "Turkey"}
	for _, s := range subjects {
		for _, v := range verbs {
			for _, o := range objects {
				b.WriteString("1\t" + s + "\t" + s + "\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n")
				b.WriteString("2\t" + v + "\t" + v[:len(v)-1] + "\tVERB\tVBZ\t_\t0\troot\t_\t_\n")
				b.WriteString("3\t" + o + "\t" + o + "\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No\n")
				b.WriteString("4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n")
			}
		}
	}
	s, err := conllu.Read(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTrain(t *testing.T) {
	gold := bank(t)
	sentences := Place(gold)
	var plain [][]string
	for _, s := range gold {
		var words []string
		for _, w := range s.Words {
			words = append(words, w.Form)
		}
		plain = append(plain, words)
	}
	v := vectors.Learn(plain, vectors.Options{Dim: 16, Least: 1, Most: 100, Rounds: 1, Reach: 2})
	if len(v.Words) != 11 {
		t.Fatalf("vectors of %q", v.Words)
	}
	to := TaggerOptions{Width: 16, Dilations: []int{1}, Rounds: 40, Batch: 20, Rate: 5e-3, Lemmas: 3}
	tagger := Tagger(sentences, nil, v, to)
	tags := Tags(sentences, v, 2, to)
	po := ParserOptions{Width: 16, Dilations: []int{1}, Arc: 16, Label: 16, Rounds: 40, Batch: 20, Rate: 5e-3}
	parser := Parser(sentences, tags, nil, v, po)

	d := conllu.Document(gold)
	for i := range d.Tokens {
		d.Tokens[i] = nlp.Token{Span: d.Tokens[i].Span, Head: -1}
	}
	tag.NewTagger(tagger).Tag(d)
	parse.NewParser(parser).Parse(d)
	scores, err := conllu.Compare(gold, conllu.Sentences(d))
	if err != nil {
		t.Fatal(err)
	}
	if scores.UPOS.F1() < 0.99 || scores.Lemmas.F1() < 0.99 || scores.LAS.F1() < 0.99 {
		t.Errorf("what was learnt by heart is not known: %v", scores)
	}

	// The same input gives the same bytes, and a packed model is read back.
	one, err := parser.Pack()
	if err != nil {
		t.Fatal(err)
	}
	two, err := Parser(sentences, tags, nil, v, po).Pack()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("the parser differs from run to run")
	}
	if _, err := parse.Open(one); err != nil {
		t.Error(err)
	}
	one, _ = tagger.Pack()
	two, _ = Tagger(sentences, nil, v, to).Pack()
	if !bytes.Equal(one, two) {
		t.Error("the tagger differs from run to run")
	}
	if _, err := tag.Open(one[:len(one)/2]); err == nil {
		t.Error("half a model was read without an error")
	}
}

func TestSilver(t *testing.T) {
	gold := bank(t)
	docs, err := Plain(strings.NewReader(`{"title": "Russia calls Kiev", "text": "Ukraine visits the city of Moscow. No."}`))
	if err != nil {
		t.Fatal(err)
	}
	news := Pick(docs, 1)
	if len(news) != 1 || len(news[0].tokens) != 7 {
		t.Fatalf("picked %v", news)
	}
	sentences := Place(gold)
	v := &vectors.Vectors{Dim: 16}
	to := TaggerOptions{Width: 16, Dilations: []int{1}, Rounds: 3, Batch: 20, Rate: 5e-3, Lemmas: 1}
	tagger := Tagger(sentences, nil, v, to)
	if s := SilverTags(news, tagger, tagger); s[0].tokens[0].Tag == nlp.NoTag {
		t.Error("a teacher does not agree with itself")
	}
	po := ParserOptions{Width: 16, Dilations: []int{1}, Arc: 16, Label: 16, Rounds: 2, Batch: 20, Rate: 5e-3, Part: 1}
	tags := Tags(sentences, v, 2, to)
	parser := Parser(sentences, tags, nil, v, po)
	silver := SilverDeps(news, tagger, parser, parser)
	for _, w := range silver[0].tokens {
		if w.Dep == nlp.NoDep || w.Head < -1 {
			t.Errorf("a teacher does not agree with itself: %+v", w)
		}
	}
	Parser(sentences, tags, silver, v, po)
}

func TestSentences(t *testing.T) {
	gold := bank(t)
	m := Sentences([][]conllu.Sentence{gold}, 3)
	packed, err := m.Pack()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := linear.Open(packed); err != nil {
		t.Error(err)
	}
}
