package train

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/neural"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/train/vectors"
)

// Recipe makes the models of the stages token, tag and parse.
type Recipe struct {
	Data   string // folder with ud-ewt, gum, current-events and wikinews
	Out    string // folder of the stages: the models go to token, tag and parse in it
	Silver bool   // learn from news that larger networks annotated, too
	Log    func(format string, args ...any)
}

// treebanks and texts are the files of the recipe below Data.
var (
	treebanks = []string{"ud-ewt/en_ewt-ud-train.conllu.gz", "gum/gum-train.conllu.gz"}
	texts     = []string{"current-events/current-events.jsonl.gz", "wikinews/wikinews.jsonl.gz"}
)

// Run makes all models and writes them.
func (r Recipe) Run() error {
	var banks [][]conllu.Sentence
	var sentences []Sentence
	for _, name := range treebanks {
		bank, err := read(filepath.Join(r.Data, name), conllu.Read)
		if err != nil {
			return err
		}
		banks = append(banks, bank)
		sentences = append(sentences, Place(bank)...)
	}
	r.Log("%d sentences of treebanks", len(sentences))

	ends, err := Sentences(banks, 10).Pack()
	if err != nil {
		return err
	}
	if err := r.write("token/sentences.model", ends); err != nil {
		return err
	}

	var docs []*nlp.Document
	for _, name := range texts {
		d, err := read(filepath.Join(r.Data, name), Plain)
		if err != nil {
			return err
		}
		docs = append(docs, d...)
	}
	v := vectors.Learn(r.plain(docs, banks), vectors.Options{Dim: 64, Least: 3, Most: 40000, Rounds: 5, Reach: 2})
	r.Log("vectors of %d words", len(v.Words))
	news := Pick(docs, 3)

	tagger, err := r.tagger(sentences, news, v)
	if err != nil {
		return err
	}
	return r.parser(sentences, news, tagger, v)
}

var (
	baseTagger = TaggerOptions{Width: 128, Dilations: []int{1, 2}, Rounds: 10, Batch: 600, Rate: 2e-3, Drop: 0.25, Lemmas: 6}
	baseParser = ParserOptions{Width: 128, Dilations: []int{1, 2, 4, 8}, Arc: 96, Label: 96, Rounds: 13, Batch: 800, Rate: 2e-3, Drop: 0.2}
)

// part is how many annotated sentences of news go into each round.
const part = 15000

// tagger makes the model of parts of speech.
func (r Recipe) tagger(gold, news []Sentence, v *vectors.Vectors) (*tag.Model, error) {
	o := baseTagger
	o.Report = func(round int, loss float64, _ *tag.Model) { r.Log("tagger, round %d: loss %.4f", round, loss) }
	var silver []Sentence
	if r.Silver {
		big, deep := o, o
		big.Width, big.Lemmas = 256, 0
		deep.Dilations, deep.Lemmas = []int{1, 1, 2}, 0
		silver = SilverTags(news, Tagger(gold, nil, v, big), Tagger(gold, nil, v, deep))
		o.Part = part
	}
	m := Tagger(gold, silver, v, o)
	packed, err := m.Pack()
	if err != nil {
		return nil, err
	}
	return m, r.write("tag/tag.model", packed)
}

// parser makes the model of dependencies.
func (r Recipe) parser(gold, news []Sentence, tagger *tag.Model, v *vectors.Vectors) error {
	quick := baseTagger
	quick.Rounds, quick.Drop = 4, 0.2
	tags := Tags(gold, v, 5, quick)
	r.Log("treebanks tagged by parts")
	o := baseParser
	o.Report = func(round int, loss float64, _ *parse.Model) { r.Log("parser, round %d: loss %.4f", round, loss) }
	var silver []Sentence
	if r.Silver {
		big, deep := o, o
		big.Width, big.Arc, big.Label, big.Drop, big.Rounds = 256, 128, 128, 0.3, 9
		deep.Dilations = []int{1, 1, 2, 4, 8}
		silver = SilverDeps(news, tagger,
			Parser(gold, tags, nil, v, big), Parser(gold, tags, nil, v, deep), Parser(gold, tags, nil, v, o))
		o.Part = part
	}
	packed, err := Parser(gold, tags, silver, v, o).Pack()
	if err != nil {
		return err
	}
	return r.write("parse/parse.model", packed)
}

// plain is the words of all texts and treebanks, in their normal form.
func (r Recipe) plain(docs []*nlp.Document, banks [][]conllu.Sentence) [][]string {
	var all [][]string
	for _, d := range docs {
		for _, s := range d.Sentences {
			var words []string
			for i := s.First; i < s.Last; i++ {
				words = append(words, d.Word(i))
			}
			all = append(all, words)
		}
	}
	for _, bank := range banks {
		for _, s := range bank {
			var words []string
			for _, w := range s.Words {
				words = append(words, w.Form)
			}
			all = append(all, words)
		}
	}
	for _, s := range all {
		for i := range s {
			s[i] = neural.Normal(s[i])
		}
	}
	return all
}

func (r Recipe) write(name string, data []byte) error {
	r.Log("%s: %d bytes", name, len(data))
	return os.WriteFile(filepath.Join(r.Out, name), data, 0o644)
}

// read reads a compressed file.
func read[T any](name string, with func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(name)
	if err != nil {
		return none, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	out, err := with(z)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}
