package train

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/neural"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/train/vectors"
)

// Recipe makes the models of the stages token, tag and parse.
type Recipe struct {
	Data string // folder with ud-ewt, gum, current-events and wikinews
	Out  string // folder of the stages: the models go to token, tag and parse in it
	Log  func(format string, args ...any)
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

	plain, err := r.plain(banks)
	if err != nil {
		return err
	}
	r.Log("%d sentences of plain text", len(plain))
	v := vectors.Learn(plain, vectors.Options{Dim: 64, Least: 3, Most: 40000, Rounds: 5, Reach: 2})
	r.Log("vectors of %d words", len(v.Words))

	tagger := TaggerOptions{Width: 128, Dilations: []int{1, 2}, Rounds: 8, Batch: 600, Rate: 2e-3, Drop: 0.2, Lemmas: 6}
	tagger.Report = func(round int, loss float64, _ *tag.Model) { r.Log("tagger, round %d: loss %.4f", round, loss) }
	packed, err := Tagger(sentences, v, tagger).Pack()
	if err != nil {
		return err
	}
	if err := r.write("tag/tag.model", packed); err != nil {
		return err
	}

	tagger.Rounds = 4
	tags := Tags(sentences, v, 5, tagger)
	r.Log("tagged by parts")
	parser := ParserOptions{Width: 128, Dilations: []int{1, 2, 4, 8}, Arc: 96, Label: 96, Rounds: 12, Batch: 800, Rate: 2e-3, Drop: 0.2}
	parser.Report = func(round int, loss float64, _ *parse.Model) { r.Log("parser, round %d: loss %.4f", round, loss) }
	if packed, err = Parser(sentences, tags, v, parser).Pack(); err != nil {
		return err
	}
	return r.write("parse/parse.model", packed)
}

// plain is the words of all texts and treebanks, in their normal form.
func (r Recipe) plain(banks [][]conllu.Sentence) ([][]string, error) {
	var all [][]string
	for _, name := range texts {
		s, err := read(filepath.Join(r.Data, name), Plain)
		if err != nil {
			return nil, err
		}
		all = append(all, s...)
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
	return all, nil
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
