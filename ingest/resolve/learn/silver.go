package learn

import (
	"path/filepath"
	"strings"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
)

// Silver reads the plain news of the open data for texts in which gender tells
// who a pronoun is: with "he" or "she", a man and a woman. The ranker learns from
// them, without being told the genders, whom a pronoun takes of two people.
func Silver(data string) ([]*nlp.Document, error) {
	var docs []*nlp.Document
	for _, path := range []string{"wikinews/wikinews.jsonl.gz", "current-events/current-events.jsonl.gz"} {
		err := each(filepath.Join(data, path), func(text string) error {
			if !twoGenders(text) {
				return nil
			}
			d, err := parsed(text)
			if err == nil && hasBoth(d) {
				docs = append(docs, d)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// parsed is the text with the layers that resolve needs.
func parsed(text string) (*nlp.Document, error) {
	d := &nlp.Document{Article: &article.Article{Text: text, Lang: "en"}}
	d.Article.Blocks = []article.Block{{Start: 0, End: len(text), Kind: article.Body}}
	for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage, name.Stage} {
		if err := s.Run(d); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// twoGenders is a quick look at the words: a gendered pronoun, a man's and a
// woman's first name.
func twoGenders(text string) bool {
	pronoun, man, woman := false, false, false
	for w := range strings.FieldsSeq(text) {
		w = strings.Trim(w, ".,;:!?\"'()“”’")
		if e, ok := lexicon.Words("pronouns").Get(strings.ToLower(w)); ok && e.Field(2) != "n" && e.Field(2) != "-" {
			pronoun = true
		}
		switch lexicon.GenderOf(w) {
		case lexicon.Male:
			man = true
		case lexicon.Female:
			woman = true
		}
	}
	return pronoun && man && woman
}

// hasBoth reports whether a man and a woman are named.
func hasBoth(d *nlp.Document) bool {
	seen := map[nlp.Gender]bool{}
	for i := range d.Mentions {
		if m := &d.Mentions[i]; m.Kind == graph.Person {
			seen[m.Gender] = true
		}
	}
	return seen[nlp.Male] && seen[nlp.Female]
}
