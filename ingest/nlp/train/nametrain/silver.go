package nametrain

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/lexicon"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/token"
)

// teacherKinds are OntoNotes' types as ours.
var teacherKinds = map[string]graph.Kind{
	"PERSON": graph.Person, "NORP": graph.Group, "FAC": graph.Facility, "ORG": graph.Organisation, "GPE": graph.GPE,
	"LOC": graph.Place, "PRODUCT": graph.Product, "EVENT": graph.Occasion, "WORK_OF_ART": graph.Work, "LAW": graph.Law,
}

type paragraph struct {
	Doc   int      `json:"doc"`
	Text  string   `json:"text"`
	Names [][3]any `json:"names"`
}

// Silver reads what teacher.py wrote, gzipped. Paragraphs of one document make
// one sample. limit is the highest number of samples, 0 for all.
func Silver(r io.Reader, limit int) ([]Sample, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	var out []Sample
	var doc []paragraph
	flush := func() error {
		if len(doc) == 0 {
			return nil
		}
		s, err := silverSample(doc)
		if err != nil {
			return err
		}
		out = append(out, s)
		doc = doc[:0]
		return nil
	}
	for in.Scan() {
		var p paragraph
		if err := json.Unmarshal(in.Bytes(), &p); err != nil {
			return nil, err
		}
		if len(doc) > 0 && doc[0].Doc != p.Doc {
			if err := flush(); err != nil {
				return nil, err
			}
			if limit > 0 && len(out) >= limit {
				return out, nil
			}
		}
		doc = append(doc, p)
	}
	if err := in.Err(); err != nil && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	return out, flush()
}

func silverSample(doc []paragraph) (Sample, error) {
	var text strings.Builder
	d := &nlp.Document{Article: &article.Article{}}
	type labelled struct {
		nlp.Span
		kind graph.Kind
	}
	var names []labelled
	for _, p := range doc {
		start := text.Len()
		text.WriteString(p.Text)
		d.Article.Blocks = append(d.Article.Blocks, article.Block{Start: start, End: text.Len()})
		text.WriteByte('\n')
		for _, n := range p.Names {
			from, ok1 := n[0].(float64)
			to, ok2 := n[1].(float64)
			kind, ok3 := n[2].(string)
			if !ok1 || !ok2 || !ok3 {
				return Sample{}, fmt.Errorf("bad name %v", n)
			}
			names = append(names, labelled{nlp.Span{Start: start + int(from), End: start + int(to)}, teacherKinds[kind]})
		}
	}
	d.Article.Text = text.String()
	if err := token.Stage.Run(d); err != nil {
		return Sample{}, err
	}
	s := Sample{Text: d.Article.Text, Tokens: d.Tokens}
	for _, x := range d.Sentences {
		s.Sentences = append(s.Sentences, [2]int{x.First, x.Last})
	}
	var found []name.Name
	at := 0
	for _, n := range names {
		for at < len(d.Tokens) && d.Tokens[at].End <= n.Start {
			at++
		}
		from := at
		to := from
		for to < len(d.Tokens) && d.Tokens[to].Start < n.End {
			to++
		}
		from, to = trim(d, from, to)
		if from < to {
			found = append(found, name.Name{First: from, Last: to, Kind: n.kind})
		}
	}
	s.Labels = name.Encode(len(d.Tokens), correct(d, found))
	return s, nil
}

// trim takes articles off the start and possessive marks off the end.
func trim(d *nlp.Document, from, to int) (int, int) {
	for from < to && slices.Contains(articles, d.Word(from)) {
		from++
	}
	for to > from && slices.Contains(ends, d.Word(to-1)) {
		to--
	}
	return from, to
}

var (
	articles = []string{"the", "The", "a", "A", "an", "An", "THE"}
	ends     = []string{"'s", "’s", "'", "’", ",", "."}
)

// correct mends what the lexicon knows better than the teacher: names of
// countries, their adjectives and peoples, bodies and media.
func correct(d *nlp.Document, names []name.Name) []name.Name {
	taken := make([]bool, len(d.Tokens))
	for i := range names {
		n := &names[i]
		for k := n.First; k < n.Last; k++ {
			taken[k] = true
		}
		e, ok := lexicon.Lookup(d.Text(nlp.Span{Start: d.Tokens[n.First].Start, End: d.Tokens[n.Last-1].End}))
		if !ok || n.Kind == graph.Person && e.Kind != "group" || n.Kind == graph.Work || n.Kind == graph.Product {
			continue
		}
		n.Kind = graph.Kind(e.Kind)
	}
	var buf []byte
	for i := 0; i < len(d.Tokens); i++ {
		if taken[i] {
			continue
		}
		free := i
		for free < len(d.Tokens) && free < i+8 && !taken[free] {
			free++
		}
		e, n := lexicon.Longest(free-i, func(k int) string { return d.Word(i + k) }, &buf)
		if n == 0 || e.Kind == "" || !sure(e) || i > 0 && taken[i-1] || i+n < len(d.Tokens) && taken[i+n] {
			continue
		}
		names = append(names, name.Name{First: i, Last: i + n, Kind: graph.Kind(e.Kind)})
		i += n - 1
	}
	slices.SortFunc(names, func(a, b name.Name) int { return a.First - b.First })
	return names
}

// sure reports whether the lexicon's word is hardly ever anything else.
func sure(e lexicon.Entity) bool {
	switch e.Sense {
	case lexicon.IsAdj, lexicon.IsPeople:
		return !e.Exact
	case lexicon.IsName:
		_, country := lexicon.CountryByID(e.ID)
		return country && len(e.Name) > 4
	}
	return false
}
