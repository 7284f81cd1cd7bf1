package nametrain

import (
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/gum"
	"dateline/ingest/nlp/name"
)

// Gold gives the names of a document of GUM. GUM marks whole phrases with a
// type, named or not, nested; a name is the run of proper nouns round the head
// of a phrase whose head is one. Titles and ranks before a person's name, and
// names nested before another one ("U.S. President Joe Biden"), are not part of
// it, as in CoNLL-2003 and OntoNotes.
func Gold(g gum.Doc) []name.Name {
	d := g.Document
	type candidate struct {
		name.Name
		width int
	}
	var all []candidate
	for _, m := range g.Mentions {
		if d.Tokens[m.Head].Tag != nlp.PROPN {
			continue
		}
		from, to := properRun(d, m)
		if m.Type == "person" {
			from = skipTitles(d, from, to)
		}
		if from >= to || to-from == 1 && titleWord(d.Word(from)) {
			continue
		}
		kind := kindOf(d, m, from, to)
		if kind == "" {
			continue
		}
		all = append(all, candidate{name.Name{First: from, Last: to, Kind: kind}, to - from})
	}
	// The widest first; what lies inside another name is dropped, except that a
	// person's name gives way to what stands before it.
	slices.SortStableFunc(all, func(a, b candidate) int { return b.width - a.width })
	taken := make([]bool, len(d.Tokens))
	var out []name.Name
	for _, c := range all {
		if slices.Contains(taken[c.First:c.Last], true) {
			continue
		}
		for i := c.First; i < c.Last; i++ {
			taken[i] = true
		}
		out = append(out, c.Name)
	}
	// Adjectives and names of peoples are not phrases of their own in GUM.
	for i := range d.Tokens {
		if taken[i] {
			continue
		}
		if e, ok := lexicon.Lookup(d.Word(i)); ok && (e.Sense == lexicon.IsAdj || e.Sense == lexicon.IsPeople || e.Sense == lexicon.IsGroup) && e.Kind == "group" && !e.Exact {
			out = append(out, name.Name{First: i, Last: i + 1, Kind: graph.Group})
		}
	}
	slices.SortFunc(out, func(a, b name.Name) int { return a.First - b.First })
	return out
}

func properRun(d *nlp.Document, m gum.Mention) (from, to int) {
	proper := func(i int) bool {
		t := d.Tokens[i]
		return t.Tag == nlp.PROPN || t.Fine == nlp.NNP || t.Fine == nlp.NNPS
	}
	joins := func(i int) bool {
		t := d.Tokens[i]
		w := d.Word(i)
		return w == "-" || w == "&" || w == "’s" || w == "'s" || w == "." || t.Tag == nlp.ADP && w == "of" ||
			m.Type != "person" && (w == "for" || w == "and" || w == "the" || w == "on")
	}
	from, to = m.Head, m.Head+1
	for from > m.First && proper(from-1) || from > m.First+1 && glue(d.Word(from-1)) && proper(from-2) && (m.Type != "person" || d.Word(from-1) == "-") {
		from--
	}
	for {
		switch {
		case to < m.Last && (proper(to) || d.Tokens[to].Tag == nlp.NUM && m.Type != "person" && d.Tokens[to].Head == m.Head):
			to++
		case to+1 < m.Last && joins(to) && proper(to+1) && d.Word(to) != "and":
			to += 2
		case to+2 < m.Last && joins(to) && joins(to+1) && proper(to+2):
			to += 3
		default:
			// a name ends before a possessive mark
			for to-1 > from && (d.Word(to-1) == "'s" || d.Word(to-1) == "’s") {
				to--
			}
			return from, to
		}
	}
}

// glue reports whether w holds two parts of a name together.
func glue(w string) bool { return w == "'s" || w == "’s" || w == "-" || w == "&" }

// skipTitles gives the first token of the person's name proper.
func skipTitles(d *nlp.Document, from, to int) int {
	for i := to - 2; i >= from; i-- {
		if titleWord(d.Word(i)) && d.Tokens[i+1].Tag == nlp.PROPN {
			return i + 1
		}
	}
	return from
}

// titleWord reports whether w is a title, rank or office, not a name by itself.
func titleWord(w string) bool {
	return lexicon.Words("honorifics").Has(w) || lexicon.Words("ranks").Has(w) || lexicon.Words("offices").Has(strings.ToLower(w))
}

func kindOf(d *nlp.Document, m gum.Mention, from, to int) graph.Kind {
	text := d.Text(nlp.Span{Start: d.Tokens[from].Start, End: d.Tokens[to-1].End})
	e, known := lexicon.Lookup(text)
	switch m.Type {
	case "person":
		if known && e.Kind == "group" {
			return graph.Group
		}
		return graph.Person
	case "organization":
		if known && e.Kind == "gpe" && m.Wiki == "" {
			return graph.GPE
		}
		return graph.Organisation
	case "event":
		return graph.Occasion
	case "place":
		if known && (e.Kind == "gpe" || e.Kind == "place") {
			return graph.Kind(e.Kind)
		}
		for i := to - 1; i >= from; i-- {
			w := d.Word(i)
			switch {
			case lexicon.Words("facilitywords").Has(w):
				return graph.Facility
			case lexicon.Words("placewords").Has(w):
				return graph.Place
			}
		}
		return graph.GPE
	}
	return ""
}

// GoldSample is the sample of a document of GUM.
func GoldSample(g gum.Doc) Sample {
	d := g.Document
	s := Sample{Text: d.Article.Text, Tokens: d.Tokens, Labels: name.Encode(len(d.Tokens), Gold(g))}
	for _, x := range d.Sentences {
		s.Sentences = append(s.Sentences, [2]int{x.First, x.Last})
	}
	return s
}
