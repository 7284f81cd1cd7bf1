package eval

import (
	"fmt"
	"slices"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
)

// Raw is the text of a treebank as systems read it: sentences with the spaces
// that the treebank gives between words, paragraphs divided by an empty line, no marks.
func Raw(gold []conllu.Sentence) string { return conllu.Document(gold).Article.Text }

// Analyse runs read over the raw text of a treebank, an article per document,
// and gives what it found in the same form. Of the gold it shows read no more
// than documents and paragraphs.
func Analyse(gold []conllu.Sentence, read func(*article.Article) (*nlp.Document, error)) ([]conllu.Sentence, error) {
	var out []conllu.Sentence
	for from := 0; from < len(gold); {
		to := from + 1
		for to < len(gold) && gold[to].Doc == "" {
			to++
		}
		a := conllu.Document(gold[from:to]).Article
		for i := range a.Blocks {
			a.Blocks[i].Kind = article.Body
		}
		d, err := read(a)
		if err != nil {
			return nil, err
		}
		out = append(out, conllu.Sentences(d)...)
		from = to
	}
	return out, nil
}

// Syntax scores an analysis of a treebank's text by the definition of the CoNLL
// 2018 shared task, under the name given. A layer that system does not have
// ("_" in every line) has no row. It is an error if the texts differ.
func Syntax(name string, gold, system []conllu.Sentence) (SetScore, error) {
	sum, err := conllu.Compare(gold, system)
	if err != nil {
		return SetScore{}, err
	}
	s := SetScore{Name: name, Words: sum.Words.Gold}
	for i := range gold {
		if i == 0 || gold[i].Doc != "" {
			s.Articles++
		}
	}
	gives := func(value func(conllu.Word) string) bool {
		return slices.ContainsFunc(system, func(s conllu.Sentence) bool {
			return slices.ContainsFunc(s.Words, func(w conllu.Word) bool { return value(w) != "_" && value(w) != "" })
		})
	}
	head := gives(func(w conllu.Word) string {
		if w.Head < 0 {
			return "_"
		}
		return fmt.Sprint(w.Head)
	})
	for _, l := range []struct {
		name  string
		given bool
		conllu.Score
	}{
		{"tokens", true, sum.Tokens}, {"sentences", true, sum.Sentences}, {"words", true, sum.Words},
		{"UPOS", gives(func(w conllu.Word) string { return w.UPOS }), sum.UPOS},
		{"XPOS", gives(func(w conllu.Word) string { return w.XPOS }), sum.XPOS},
		{"lemmas", gives(func(w conllu.Word) string { return w.Lemma }), sum.Lemmas},
		{"UAS", head, sum.UAS},
		{"LAS", head && gives(func(w conllu.Word) string { return w.Rel }), sum.LAS},
	} {
		if l.given {
			s.Rows = append(s.Rows, Row{"syntax: " + l.name, Tally{Right: l.Correct, Found: l.System, Gold: l.Gold}})
		}
	}
	return s, nil
}
