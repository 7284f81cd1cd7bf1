package nametrain

import (
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/gum"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/neural"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/train"
)

// Run makes the model of names: from data/gum, the silver file that teacher.py
// wrote, and patterns; the network starts from the tagger below stages. It writes
// the model to name/name.model below stages and tells log how it goes.
func Run(data, silver, stages string, log io.Writer) error {
	tagger, err := openTagger(filepath.Join(stages, "tag", "tag.model"))
	if err != nil {
		return err
	}
	docs, err := ReadGUM(filepath.Join(data, "gum", "gum-train.conllu.gz"))
	if err != nil {
		return err
	}
	var gold []Sample
	for _, g := range docs {
		gold = append(gold, GoldSample(g))
	}
	f, err := os.Open(silver)
	if err != nil {
		return err
	}
	defer f.Close()
	some, err := Silver(f, 0)
	if err != nil {
		return fmt.Errorf("%s: %w", silver, err)
	}
	Agree(some)
	capitals := Capitals(append(some[:len(some):len(some)], gold...), 10)
	news := Made(some, newsPatterns, 60, 1)
	m := &name.Model{Linear: Train(gold, slices.Concat(some, capitals, news), 6, Options{Rounds: 4, Least: 3, Margin: 1, Scale: 50, Prune: 3, Log: log})}
	made := Made(some, newsPatterns+encyclopedicPatterns, 60, 1)
	for _, o := range networks {
		m.Networks = append(m.Networks, network(gold, some, capitals, made, tagger, o, log))
	}
	packed, err := m.Pack()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(stages, "name", "name.model"), packed, 0o644)
}

// networks are those whose scores are added up. What one has learnt wrongly from silver the
// other, of another width and from another start, often has not.
var networks = []train.NamerOptions{
	{Seed: 42, Width: 96, Dilations: []int{1, 2, 4}, Rounds: 6, Batch: 800, Rate: 2e-3, Drop: 0.2, Hide: 0.08},
	{Seed: 41, Width: 128, Dilations: []int{1, 2, 4}, Rounds: 6, Batch: 800, Rate: 2e-3, Drop: 0.2, Hide: 0.08},
}

// network trains a network. Its last round is on what it sees in each: gold
// twice, half of the patterns and an eighth of the silver.
func network(gold, silver, capitals, made []Sample, words *tag.Model, o train.NamerOptions, log io.Writer) *name.Network {
	v := words.Vocabulary
	always := slices.Concat(sentences(gold, v), sentences(gold, v), sentences(every(made, 2), v), sentences(every(silver, 8), v))
	rest := slices.Concat(sentences(silver, v), sentences(capitals, v))
	r := rand.New(rand.NewPCG(20210331, 2))
	r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	o.Part = min(14000, len(rest))
	o.Report = func(round int, loss float64, _ *name.Network) {
		fmt.Fprintf(log, "names: network of width %d, round %d: loss %.4f\n", o.Width, round+1, loss)
	}
	n := train.Namer(always, rest, words, o)
	n.Weight = 300
	return n
}

// every is each nth of all.
func every(all []Sample, n int) []Sample {
	var out []Sample
	for i := 0; i < len(all); i += n {
		out = append(out, all[i])
	}
	return out
}

// sentences gives the sentences of samples as the network sees them, those
// without a capital left out.
func sentences(samples []Sample, v neural.Vocabulary) []train.NamedSentence {
	var out []train.NamedSentence
	var in name.Input
	for _, s := range samples {
		in.Read(s.Text, s.Tokens, s.Sentences)
		for si, b := range s.Sentences {
			var x train.NamedSentence
			some := false
			for i := b[0]; i < b[1]; i++ {
				label := int32(-1)
				if in.Active(i) {
					label, some = int32(s.Labels[i]), true
				}
				x.IDs = in.Describe(v, i, si, x.IDs)
				x.Labels = append(x.Labels, label)
			}
			if some {
				out = append(out, x)
			}
		}
	}
	return out
}

func openTagger(path string) (*tag.Model, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m, err := tag.Open(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// ReadGUM reads a file of GUM, gzipped.
func ReadGUM(path string) ([]gum.Doc, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s, err := conllu.Read(z)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	docs, err := gum.Read(s)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return docs, nil
}
