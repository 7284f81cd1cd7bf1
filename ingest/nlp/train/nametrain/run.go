package nametrain

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/gum"
)

// Run makes the model of names: from data/gum, the silver file that teacher.py
// wrote, and patterns. It writes the model to out and tells log how it goes.
func Run(data, silver, out string, log io.Writer) error {
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
	all, err := Silver(f, 0)
	if err != nil {
		return fmt.Errorf("%s: %w", silver, err)
	}
	Agree(all)
	// Of the short items a fifth is enough: more of them teaches the teacher's
	// mistakes rather than names.
	var some []Sample
	for i, s := range all {
		if i < whole || i%5 == 0 {
			some = append(some, s)
		}
	}
	made := Made(some, 60, 1)
	capitals := Capitals(append(some[:len(some):len(some)], gold...), 10)
	some = append(append(some, capitals...), made...)
	m := Train(gold, some, 6, Options{Rounds: 4, Least: 3, Margin: 1, Scale: 50, Prune: 3, Log: log})
	packed, err := m.Pack()
	if err != nil {
		return err
	}
	return os.WriteFile(out, packed, 0o644)
}

// whole is how many articles of Wikinews stand before the short items in the silver file.
const whole = 295

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
