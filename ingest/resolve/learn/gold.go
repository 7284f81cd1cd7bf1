// Package learn makes the model of the coreference ranker from the GUM corpus,
// and measures coreference on it. It takes the corpus files, has our own stages
// tag, parse and find names, and gives weights and scores. The program does not
// need it to read articles.
package learn

import (
	"compress/gzip"
	"os"

	"dateline/graph"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/gum"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/resolve/corefscore"
)

// Doc is a document with our own tags, dependencies and names on the corpus's
// words, and the coreference that people marked.
type Doc struct {
	Name, Genre string
	Document    *nlp.Document
	Gold        []gum.Mention
	tags        []nlp.Tag // as people gave them
}

// Load reads a file of the corpus (CoNLL-U, gzip) and runs the stages on it. With
// given, tags and dependencies stay those of the corpus.
func Load(path string, given bool) ([]Doc, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	sentences, err := conllu.Read(z)
	if err != nil {
		return nil, err
	}
	read, err := gum.Read(sentences)
	if err != nil {
		return nil, err
	}
	stages := []nlp.Stage{tag.Stage, parse.Stage, name.Stage}
	if given {
		stages = stages[2:]
	}
	var docs []Doc
	for _, g := range read {
		d := g.Document
		d.Article.ID = graph.ArticleID(g.Name)
		x := Doc{Name: g.Name, Genre: g.Genre, Document: d, Gold: g.Mentions}
		for i := range d.Tokens {
			x.tags = append(x.tags, d.Tokens[i].Tag)
		}
		for _, s := range stages {
			if err := s.Run(d); err != nil {
				return nil, err
			}
		}
		docs = append(docs, x)
	}
	return docs, nil
}

// Chains are the gold entities as spans of tokens; with names alone, those whose
// head is a proper noun and that are people, bodies or places.
func (x *Doc) Chains(names bool) [][]corefscore.Span {
	groups := map[string][]corefscore.Span{}
	for _, m := range x.Gold {
		if names && (x.tags[m.Head] != nlp.PROPN || !acting(m.Type)) {
			continue
		}
		groups[m.Group] = append(groups[m.Group], corefscore.Span{Start: m.First, End: m.Last})
	}
	return lists(groups)
}

// Found are the entities that resolve.All gave d. With names alone, those phrases
// are asked for whose head is a proper noun in the corpus and does not head a gold
// phrase for something else than people, bodies or places: what counts as a name
// is a matter of the question, whether it is found and with whom it is linked one
// of the answer.
func (x *Doc) Found(d *nlp.Document, names bool) [][]corefscore.Span {
	other := map[int]bool{}
	if names {
		for _, m := range x.Gold {
			other[m.Head] = !acting(m.Type)
		}
	}
	groups := map[int][]corefscore.Span{}
	for _, m := range d.Mentions {
		t := &d.Tokens[m.Head]
		if m.Entity < 0 || m.Form == nlp.Named && m.Kind == graph.Group && t.Dep.Base() == nlp.DepAmod {
			continue // GUM does not mark adjectives
		}
		if names && (x.tags[m.Head] != nlp.PROPN || m.Form == nlp.Pronominal || other[m.Head]) {
			continue
		}
		groups[m.Entity] = append(groups[m.Entity], corefscore.Span{Start: m.First, End: m.Last})
	}
	return lists(groups)
}

func acting(kind string) bool {
	return kind == "person" || kind == "organization" || kind == "place"
}

func lists[K comparable](m map[K][]corefscore.Span) [][]corefscore.Span {
	var out [][]corefscore.Span
	for _, v := range m {
		out = append(out, v)
	}
	return out
}
