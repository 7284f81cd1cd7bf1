package train

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

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
	Silver string // a file of plain text that a teacher annotated, in CoNLL-U: learn from it, too
	Log    func(format string, args ...any)

	// Without leaves out the documents of treebanks whose name holds it, so that
	// what is learnt can be measured on them.
	Without string
}

// treebanks and texts are the files of the recipe below Data.
var (
	treebanks = []string{"ud-ewt/en_ewt-ud-train.conllu.gz", "gum/gum-train.conllu.gz"}
	texts     = []string{"current-events/current-events.jsonl.gz", "wikinews/wikinews.jsonl.gz", "masc/masc_tagged.tar.gz"}
)

// plainDocs reads the texts.
func (r Recipe) plainDocs() (docs [][]*nlp.Document, err error) {
	for _, name := range texts {
		with := Plain
		if strings.HasPrefix(name, "masc") {
			with = Masc
		}
		d, err := read(filepath.Join(r.Data, name), with)
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// Words writes the sentences of the plain texts that a teacher is to annotate: all
// of the longer texts, then every third of the many items of current events.
func (r Recipe) Words(w io.Writer) error {
	docs, err := r.plainDocs()
	if err != nil {
		return err
	}
	return WriteWords(w, slices.Concat(Pick(docs[1], 1), Pick(docs[2], 1), Pick(docs[0], 3)))
}

// Run makes all models and writes them.
func (r Recipe) Run() error {
	var banks [][]conllu.Sentence
	var sentences []Sentence
	for _, name := range treebanks {
		bank, err := read(filepath.Join(r.Data, name), conllu.Read)
		if err != nil {
			return err
		}
		bank = r.without(bank)
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

	docs, err := r.plainDocs()
	if err != nil {
		return err
	}
	v := vectors.Learn(r.plain(slices.Concat(docs...), banks), vectors.Options{Dim: 64, Least: 3, Most: 40000, Rounds: 5, Reach: 2})
	r.Log("vectors of %d words", len(v.Words))
	bank, err := read(r.Silver, conllu.Read)
	if err != nil {
		return err
	}
	silver, err := Silver(bank)
	if err != nil {
		return fmt.Errorf("%s: %w", r.Silver, err)
	}
	r.Log("%d sentences of silver", len(silver))

	hard := certain(silver)
	tagger, unseen, err := r.tagger(sentences, hard, v)
	if err != nil {
		return err
	}
	goldTags := Fines(unseen, sentences)
	if err := r.parser(sentences, hard, Fines(tagger, silver), goldTags, v); err != nil {
		return err
	}
	first, err := open(r, "tag/tag.model", tag.Open)
	if err != nil {
		return err
	}
	if err := r.refine(sentences, silver[:min(len(silver), doubted)], goldTags); err != nil {
		return err
	}
	if err := r.widen(sentences, silver, goldTags); err != nil {
		return err
	}
	last, err := open(r, "tag/tag.model", tag.Open)
	if err != nil {
		return err
	}
	meanTagger(first, last)
	packed, err := first.Pack()
	if err != nil {
		return err
	}
	return r.write("tag/tag.model", packed)
}

// doubted is how many sentences of silver the second step takes: the longer texts.
const doubted = 39800

// certain is sentences less the doubts of their teacher.
func certain(silver []Sentence) []Sentence {
	out := slices.Clone(silver)
	for i := range out {
		out[i].soft = nil
	}
	return out
}

// refine goes on with the models of tags and dependencies, as they are packed, on
// what a teacher thinks of silver, doubts and all.
func (r Recipe) refine(gold, silver []Sentence, goldTags [][]nlp.Fine) (err error) {
	to := moreTagger
	if to.From, err = open(r, "tag/tag.model", tag.Open); err != nil {
		return err
	}
	to.Report = func(round int, loss float64, _ *tag.Model) { r.Log("tagger, more, round %d: loss %.4f", round, loss) }
	packed, err := Tagger(gold, silver, nil, to).Pack()
	if err != nil {
		return err
	}
	if err := r.write("tag/tag.model", packed); err != nil {
		return err
	}
	tagger, err := tag.Open(packed)
	if err != nil {
		return err
	}
	po := moreParser
	if po.From, err = open(r, "parse/parse.model", parse.Open); err != nil {
		return err
	}
	po.Report = func(round int, loss float64, _ *parse.Model) { r.Log("parser, more, round %d: loss %.4f", round, loss) }
	if packed, err = Parser(gold, silver, goldTags, Fines(tagger, silver), nil, po).Pack(); err != nil {
		return err
	}
	return r.write("parse/parse.model", packed)
}

// widen goes on once more with the parser, on all silver with its doubts, and keeps the mean of what
// it was before and after.
func (r Recipe) widen(gold, silver []Sentence, goldTags [][]nlp.Fine) error {
	tagger, err := open(r, "tag/tag.model", tag.Open)
	if err != nil {
		return err
	}
	before, err := open(r, "parse/parse.model", parse.Open)
	if err != nil {
		return err
	}
	o := widerParser
	o.From = before
	o.Report = func(round int, loss float64, _ *parse.Model) {
		r.Log("parser, all silver, round %d: loss %.4f", round, loss)
	}
	packed, err := Parser(gold, silver, goldTags, Fines(tagger, silver), nil, o).Pack()
	if err != nil {
		return err
	}
	after, err := parse.Open(packed)
	if err != nil {
		return err
	}
	meanParser(before, after)
	if packed, err = before.Pack(); err != nil {
		return err
	}
	return r.write("parse/parse.model", packed)
}

// open reads a model that was written.
func open[M any](r Recipe, name string, with func([]byte) (M, error)) (m M, err error) {
	packed, err := os.ReadFile(filepath.Join(r.Out, name))
	if err != nil {
		return m, err
	}
	return with(packed)
}

var (
	baseTagger = TaggerOptions{Width: 128, Dilations: []int{1, 2, 4}, Rounds: 8, Batch: 800, Rate: 2e-3, Drop: 0.15, Lemmas: 6, Part: 45000}
	baseParser = ParserOptions{Width: 160, Dilations: []int{1, 1, 2, 4, 8}, Arc: 128, Label: 96, Rounds: 12, Batch: 1000, Rate: 2e-3, Drop: 0.15, Part: 45000}

	moreTagger = TaggerOptions{Rounds: 4, Batch: 800, Rate: 1e-3, Drop: 0.1, Part: doubted}
	moreParser = ParserOptions{Rounds: 4, Batch: 1000, Rate: 1e-3, Drop: 0.1, Part: doubted}

	widerParser = ParserOptions{Rounds: 6, Batch: 1000, Rate: 1e-3, Drop: 0.1, Part: 45000}
)

// tagger makes the model of parts of speech. The second one learnt from silver
// alone, so that the tags it gives to gold are as good and as bad as those that
// the parser will see.
func (r Recipe) tagger(gold, silver []Sentence, v *vectors.Vectors) (m, unseen *tag.Model, err error) {
	o := baseTagger
	o.Report = func(round int, loss float64, _ *tag.Model) { r.Log("tagger, round %d: loss %.4f", round, loss) }
	m = Tagger(gold, silver, v, o)
	packed, err := m.Pack()
	if err != nil {
		return nil, nil, err
	}
	if err := r.write("tag/tag.model", packed); err != nil {
		return nil, nil, err
	}
	o.Rounds, o.Lemmas = o.Rounds/2, 0
	return m, Tagger(nil, silver, v, o), nil
}

// parser makes the model of dependencies. The tags are those that a tagger gives to
// the words of gold and silver.
func (r Recipe) parser(gold, silver []Sentence, silverTags, goldTags [][]nlp.Fine, v *vectors.Vectors) error {
	o := baseParser
	o.Report = func(round int, loss float64, _ *parse.Model) { r.Log("parser, round %d: loss %.4f", round, loss) }
	packed, err := Parser(gold, silver, goldTags, silverTags, v, o).Pack()
	if err != nil {
		return err
	}
	return r.write("parse/parse.model", packed)
}

// without is a treebank less the documents to leave out.
func (r Recipe) without(bank []conllu.Sentence) []conllu.Sentence {
	if r.Without == "" {
		return bank
	}
	skip := false
	return slices.DeleteFunc(bank, func(s conllu.Sentence) bool {
		if s.Doc != "" {
			skip = strings.Contains(s.Doc, r.Without)
		}
		return skip
	})
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
