package resolve

import (
	"strings"
	"unicode"

	"dateline/graph"
	"dateline/ingest/nlp"
)

// This file reads the names of datelines ("LIVNO, May 3 (Reuters) -"): they are in capitals, and without a
// sentence around them they are easily taken for somebody.

// datelines makes a place of the name that a dateline begins with, unless the lexicon knows
// it as something else ("UNITED NATIONS"), and bodies of the agency and the publisher of the article.
func (r *resolver) datelines() {
	a := r.d.Article
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if m.Form != nlp.Named || m.Lexicon != "" {
			continue
		}
		name := r.d.Text(m.Name)
		switch {
		case m.Kind == graph.Person && (strings.EqualFold(name, a.Agency) || strings.EqualFold(name, a.Publisher)):
			m.Kind, m.Gender = graph.Organisation, nlp.Neuter
		case m.Kind != graph.Place && r.opens(m):
			m.Kind, m.Gender = graph.GPE, nlp.Neuter
		}
	}
}

// opens reports whether m is the first thing in the dateline of its block.
func (r *resolver) opens(m *nlp.Mention) bool {
	b := &r.d.Article.Blocks[r.d.Sentences[r.sent[m.Head]].Block]
	return m.Start < b.Start+b.Dateline && strings.TrimSpace(r.d.Text(nlp.Span{Start: b.Start, End: m.Start})) == ""
}

// spoken is the name of a cluster that stands in datelines only, as one would write it elsewhere: "Madison
// Heights" for "MADISON HEIGHTS".
func (r *resolver) spoken(k *cluster) string {
	if len(k.name) < 4 || !shouted(k.name) || k.kind != graph.GPE {
		return k.name
	}
	for _, i := range k.mentions {
		if !r.opens(&r.d.Mentions[i]) {
			return k.name
		}
	}
	start := true
	return strings.Map(func(c rune) rune {
		if !start {
			c = unicode.ToLower(c)
		}
		start = !unicode.IsLetter(c) && c != '\'' && c != '’'
		return c
	}, k.name)
}
