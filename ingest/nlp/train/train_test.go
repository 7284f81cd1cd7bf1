package train

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/linear"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/neural"
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
	tags := Fines(tagger, sentences)
	po := ParserOptions{Width: 16, Dilations: []int{1}, Arc: 16, Label: 16, Rounds: 40, Batch: 20, Rate: 5e-3}
	parser := Parser(sentences, nil, tags, nil, v, po)

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
	two, err := Parser(sentences, nil, tags, nil, v, po).Pack()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) {
		t.Error("the parser differs from run to run")
	}
	if _, err := parse.Open(one); err != nil {
		t.Error(err)
	}
	// What goes on from a model starts as good as it is.
	po.From, po.Rounds, po.Rate = parser, 1, 1e-9
	if again, _ := Parser(sentences, nil, tags, nil, nil, po).Pack(); !bytes.Equal(one, again) {
		t.Error("a parser that goes on from another starts otherwise")
	}
	more := to
	more.From, more.Rounds, more.Rate, more.Lemmas = tagger, 1, 1e-9, 0
	first, _ := tagger.Pack()
	if again, _ := Tagger(sentences, nil, nil, more).Pack(); !bytes.Equal(first, again) {
		t.Error("a tagger that goes on from another starts otherwise")
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
	docs, err := Plain(strings.NewReader(`{"title": "Russia calls Kiev", "text": "Ukraine visits the city of Moscow. No."}`))
	if err != nil {
		t.Fatal(err)
	}
	news := Pick(docs, 1)
	if len(news) != 1 || len(news[0].tokens) != 7 {
		t.Fatalf("picked %v", news)
	}
	// What a teacher gets to annotate is CoNLL-U with words only.
	var file bytes.Buffer
	if err := WriteWords(&file, news); err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	words, err := conllu.Read(z)
	if err != nil || len(words) != 1 || words[0].Words[6].Form != "." {
		t.Fatalf("written %v, %v", words, err)
	}
	// A tagger learns from silver alone.
	gold := bank(t)
	silver := Place(gold)
	v := &vectors.Vectors{Dim: 16}
	to := TaggerOptions{Width: 16, Dilations: []int{1}, Rounds: 30, Batch: 20, Rate: 5e-3, Part: len(silver)}
	tags := Fines(Tagger(nil, silver, v, to), silver)
	if tags[0][1] != silver[0].tokens[1].Fine {
		t.Errorf("tag %v of %s, learnt as %v", tags[0][1], silver[0].text[:12], silver[0].tokens[1].Fine)
	}
	po := ParserOptions{Width: 16, Dilations: []int{1}, Arc: 16, Label: 16, Rounds: 2, Batch: 20, Rate: 5e-3, Part: 1}
	Parser(silver[:3], silver, tags[:3], tags, v, po)
}

func TestMasc(t *testing.T) {
	var file bytes.Buffer
	w := tar.NewWriter(&file)
	text := "He_PRP did_VBD n't_RB sign_VB (_( yet_RB )_) ._.\nHe_PRP left_VBD ._.\n\nThanks_NNS ,_,\n"
	for _, name := range []string{"masc/written/a.txt", "masc/categories.txt"} {
		w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(text))})
		w.Write([]byte(text))
	}
	w.Close()
	docs, err := Masc(&file)
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	if got, want := docs[0].Article.Text, "He didn't sign (yet). He left.\nThanks,\n"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if n := len(docs[0].Sentences); n != 3 {
		t.Errorf("%d sentences, want 3", n)
	}
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

// TestNamer learns a few sentences by heart, twice with the same bytes.
func TestNamer(t *testing.T) {
	words := &tag.Model{
		Vocabulary: neural.Vocabulary{linear.Text("blum"): 2, linear.Text("met"): 3},
		Encoder:    &neural.Encoder{Tables: []neural.Table{{Dim: 16, V: make([]float32, 4*16)}}},
	}
	for i := range words.Encoder.Tables[0].V {
		words.Encoder.Tables[0].V[i] = float32(i%7) / 10
	}
	const text = "Blum met Frei in Rostwald . Rostwald met Blum ."
	var tokens []nlp.Token
	at := 0
	for _, w := range strings.Fields(text) {
		tokens = append(tokens, nlp.Token{Span: nlp.Span{Start: at, End: at + len(w)}})
		at += len(w) + 1
	}
	names := []name.Name{{First: 0, Last: 1, Kind: graph.Person}, {First: 2, Last: 3, Kind: graph.Person}, {First: 4, Last: 5, Kind: graph.GPE},
		{First: 6, Last: 7, Kind: graph.GPE}, {First: 8, Last: 9, Kind: graph.Person}}
	labels := name.Encode(len(tokens), names)
	spans := [][2]int{{0, 6}, {6, 10}}
	var in name.Input
	in.Read(text, tokens, spans)
	var gold []NamedSentence
	for s, b := range spans {
		var x NamedSentence
		for i := b[0]; i < b[1]; i++ {
			x.IDs = in.Describe(words.Vocabulary, i, s, x.IDs)
			x.Labels = append(x.Labels, int32(labels[i]))
		}
		gold = append(gold, x)
	}
	learn := func() *name.Model {
		n := Namer(gold, gold[:1], words, NamerOptions{Width: 16, Dilations: []int{1}, Rounds: 400, Batch: 20, Rate: 1e-2, Part: 1})
		n.Weight = 100
		return &name.Model{Linear: linear.New(name.NumLabels, 0), Networks: []*name.Network{n}}
	}
	a, err := learn().Pack()
	if err != nil {
		t.Fatal(err)
	}
	if b, err := learn().Pack(); err != nil || !bytes.Equal(a, b) {
		t.Error("two runs gave different networks", err)
	}
	m, err := name.Open(a)
	if err != nil {
		t.Fatal(err)
	}
	if got := name.Decode(name.With(m).Label(&in)); !slices.Equal(got, names) {
		t.Errorf("names %v, want %v", got, names)
	}
}
