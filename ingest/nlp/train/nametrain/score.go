package nametrain

import (
	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/name"
)

// Coarse are the three classes that treebanks of names share: PER, ORG and LOC;
// empty for the kinds left out.
func Coarse(k graph.Kind) string {
	switch k {
	case graph.Person:
		return "PER"
	case graph.Organisation:
		return "ORG"
	case graph.GPE, graph.Place, graph.Facility:
		return "LOC"
	}
	return ""
}

// Document is the sample as a document without labels.
func (s *Sample) Document() *nlp.Document {
	d := &nlp.Document{Article: &article.Article{Text: s.Text}, Tokens: s.Tokens, Has: nlp.Sentences | nlp.Tokens}
	for _, b := range s.Sentences {
		if b[0] < b[1] {
			d.Sentences = append(d.Sentences, nlp.Sentence{
				Span: nlp.Span{Start: s.Tokens[b[0]].Start, End: s.Tokens[b[1]-1].End}, First: b[0], Last: b[1]})
		}
	}
	return d
}

// Evaluate counts exact matches of span and coarse class, overall ("") and by class.
func Evaluate(m *name.Model, samples []Sample) map[string]conllu.Score {
	t := name.With(m)
	scores := map[string]conllu.Score{}
	type key struct {
		first, last int
		class       string
	}
	add := func(class string, gold, system, correct int) {
		for _, c := range []string{"", class} {
			s := scores[c]
			s.Gold += gold
			s.System += system
			s.Correct += correct
			scores[c] = s
		}
	}
	for _, s := range samples {
		gold := map[key]bool{}
		for _, n := range name.Decode(s.Labels) {
			if c := Coarse(n.Kind); c != "" {
				gold[key{n.First, n.Last, c}] = true
				add(c, 1, 0, 0)
			}
		}
		for _, n := range t.Names(s.Document()) {
			if c := Coarse(n.Kind); c != "" {
				ok := 0
				if gold[key{n.First, n.Last, c}] {
					ok = 1
				}
				add(c, 0, 1, ok)
			}
		}
	}
	return scores
}
