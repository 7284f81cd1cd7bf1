package learn

import (
	"fmt"
	"os"
	"path/filepath"

	"dateline/ingest/resolve"
	"dateline/ingest/resolve/corefscore"
)

// Scores of a part of the corpus.
type Scores struct {
	All, News, Names corefscore.Scores
	Pronouns, Blind  Pronouns // with genders known and hidden
}

// Measure scores resolve.All with the weights built into the program.
func Measure(docs []Doc) (Scores, error) {
	var s Scores
	for i := range docs {
		d := clone(docs[i].Document)
		if err := resolve.All.Run(d); err != nil {
			return s, err
		}
		x := corefscore.Score(docs[i].Chains(false), docs[i].Found(d, false))
		s.All = s.All.Add(x)
		if docs[i].Genre == "news" {
			s.News = s.News.Add(x)
		}
		s.Pronouns = s.Pronouns.Add(docs[i].Decide(false))
		s.Blind = s.Blind.Add(docs[i].Decide(true))
		s.Names = s.Names.Add(corefscore.Score(docs[i].Chains(true), docs[i].Found(d, true)))
	}
	return s, nil
}

// Run learns from the corpus in the folder of the open data and writes the model.
func Run(data, out string, log func(string, ...any)) error {
	docs, err := Load(filepath.Join(data, "gum", "gum-train.conllu.gz"), false)
	if err != nil {
		return fmt.Errorf("coreference: %w", err)
	}
	log("coreference: %d documents", len(docs))
	packed, err := Pack(Train(docs, Defaults, log))
	if err != nil {
		return err
	}
	return os.WriteFile(out, packed, 0o644)
}
