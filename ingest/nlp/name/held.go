package name

import (
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
)

// held takes the place off the front of a person's name where an office is held there: "Senator
// from Vermont Bernie Sanders", "Mayor of London Sadiq Khan". The office may have up to
// four words.
func held(d *nlp.Document, names []Name) []Name {
	var out []Name
	var buf []byte
	for _, n := range names {
		if n.Kind == graph.Person && n.Last-n.First > 2 && n.First > 1 && roleLists().link[strings.ToLower(d.Word(n.First-1))] &&
			office(d, n.First-1) {
			// two words at least are left
			e, k := lexicon.Longest(n.Last-n.First-2, func(j int) string { return d.Word(n.First + j) }, &buf)
			if k > 0 && e.Kind == string(graph.GPE) {
				out = append(out, Name{n.First, n.First + k, graph.GPE})
				n.First += k
			}
		}
		out = append(out, n)
	}
	return out
}

// office reports whether the words before token t end in an office.
func office(d *nlp.Document, t int) bool {
	for first := t - 1; first >= max(0, t-4); first-- {
		s := nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[t-1].End}
		if lexicon.Words("offices").Has(strings.ToLower(d.Text(s))) {
			return true
		}
	}
	return false
}
