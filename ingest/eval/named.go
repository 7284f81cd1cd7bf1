package eval

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
	"dateline/ingest/nlp/gum"
	"dateline/ingest/nlp/name"
	"dateline/ingest/nlp/train/nametrain"
)

// Named is a corpus of names on given words.
type Named struct {
	Docs  []*nlp.Document // sentences and words, no other layer
	Names [][]NamedSpan   // per document, in order
}

// NamedSpan is a name: words [First, Last) of its document and PER, ORG or LOC.
type NamedSpan struct {
	First, Last int
	Class       string
}

// docStart is the word that stands for the start of a document in CoNLL-2003.
const docStart = "-DOCSTART-"

// ReadNamed reads a corpus of names: columns of words and labels in the IOB
// scheme, as CoNLL-2003 has them (the words may be numbered), or a treebank with
// the entities of GUM. Names of people, bodies and places count, the others are
// left out. Where columns mark no documents, each 40 sentences are one. An error
// names the line.
func ReadNamed(b []byte) (*Named, error) {
	switch n := columns(b); {
	case n == 10:
		return readGUM(b)
	case n < 2 || n > 5:
		return nil, fmt.Errorf("%d columns; want words and labels (CoNLL-2003), or the ten columns of CoNLL-U with GUM's entities", n)
	}
	rows, err := readRows(b)
	if err != nil {
		return nil, err
	}
	c := &Named{}
	marked := false
	for _, r := range rows {
		marked = marked || r.word == docStart
	}
	var doc []row
	sentences := 0
	flush := func() {
		if len(doc) > 0 {
			c.add(doc)
		}
		doc, sentences = nil, 0
	}
	for _, r := range rows {
		if r.word == docStart {
			flush()
			continue
		}
		if r.first {
			if sentences++; !marked && sentences > batch {
				flush()
				sentences = 1
			}
		}
		doc = append(doc, r)
	}
	flush()
	if len(c.Docs) == 0 {
		return nil, fmt.Errorf("no words")
	}
	return c, nil
}

// add makes a document of rows.
func (c *Named) add(rows []row) {
	var text strings.Builder
	d := &nlp.Document{Article: &article.Article{ID: "corpus", Lang: "en"}, Has: nlp.Sentences | nlp.Tokens}
	end := func() {
		n := len(d.Tokens)
		if n == 0 {
			return
		}
		first := 0
		if k := len(d.Sentences); k > 0 {
			first = d.Sentences[k-1].Last
		}
		span := nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[n-1].End}
		d.Article.Blocks = append(d.Article.Blocks, article.Block{Start: span.Start, End: span.End})
		d.Sentences = append(d.Sentences, nlp.Sentence{Span: span, First: first, Last: n, Block: len(d.Article.Blocks) - 1})
	}
	for _, r := range rows {
		if r.first {
			end()
		}
		if text.Len() > 0 {
			if r.first {
				text.WriteString("\n\n")
			} else {
				text.WriteByte(' ')
			}
		}
		at := text.Len()
		text.WriteString(r.word)
		d.Tokens = append(d.Tokens, nlp.Token{Span: nlp.Span{Start: at, End: text.Len()}, Head: -1})
	}
	end()
	d.Article.Text = text.String()
	c.Docs = append(c.Docs, d)
	c.Names = append(c.Names, spans(rows))
}

// className is the class of a label: its own, or that of a kind of ours.
func className(label string) string {
	switch label {
	case "PER", "ORG", "LOC":
		return label
	}
	return nametrain.Coarse(graph.Kind(label))
}

func readGUM(b []byte) (*Named, error) {
	s, err := conllu.Read(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	docs, err := gum.Read(s)
	if err != nil {
		return nil, err
	}
	c := &Named{}
	for _, g := range docs {
		var names []NamedSpan
		for _, n := range nametrain.Gold(g) {
			if k := nametrain.Coarse(n.Kind); k != "" {
				names = append(names, NamedSpan{n.First, n.Last, k})
			}
		}
		d := g.Document
		bare := &nlp.Document{Article: d.Article, Sentences: d.Sentences, Has: nlp.Sentences | nlp.Tokens}
		for i := range bare.Article.Blocks {
			bare.Article.Blocks[i].Kind = article.Body
		}
		for i := range bare.Sentences {
			bare.Sentences[i].Kind = article.Body
		}
		for _, t := range d.Tokens {
			bare.Tokens = append(bare.Tokens, nlp.Token{Span: t.Span, Head: -1})
		}
		c.Docs = append(c.Docs, bare)
		c.Names = append(c.Names, names)
	}
	return c, nil
}

// form is the i-th word as columns can hold it: without white space, never empty.
func form(d *nlp.Document, i int) string {
	if w := strings.Join(strings.Fields(d.Word(i)), "_"); w != "" {
		return w
	}
	return "_"
}

// WriteWords writes the words that systems are to label, one a line with
// "SpaceAfter=No" or "_" behind it, an empty line between sentences, the line
// -DOCSTART- before each document.
func (c *Named) WriteWords(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, d := range c.Docs {
		fmt.Fprintf(b, "%s\t_\n\n", docStart)
		for _, s := range d.Sentences {
			for i := s.First; i < s.Last; i++ {
				space := "_"
				if i+1 < len(d.Tokens) && d.Tokens[i+1].Start <= d.Tokens[i].End {
					space = "SpaceAfter=No"
				}
				fmt.Fprintf(b, "%s\t%s\n", form(d, i), space)
			}
			fmt.Fprintln(b)
		}
	}
	return b.Flush()
}

// Find labels the words of the corpus with the names that our model finds. What
// it finds in one document depends on that document only.
func (c *Named) Find() ([][]NamedSpan, error) {
	t, err := name.NewTagger()
	if err != nil {
		return nil, err
	}
	out := make([][]NamedSpan, len(c.Docs))
	for i, d := range c.Docs {
		for _, n := range t.Names(d) {
			if k := nametrain.Coarse(n.Kind); k != "" {
				out[i] = append(out[i], NamedSpan{n.First, n.Last, k})
			}
		}
	}
	return out, nil
}

// Labelled reads what another system found: columns with the words of the
// corpus in its order and labels in the IOB scheme. An error names the line.
func (c *Named) Labelled(b []byte) ([][]NamedSpan, error) {
	rows, err := readRows(b)
	if err != nil {
		return nil, err
	}
	kept := rows[:0]
	for _, r := range rows {
		if r.word != docStart {
			kept = append(kept, r)
		}
	}
	out := make([][]NamedSpan, len(c.Docs))
	for di, d := range c.Docs {
		n := len(d.Tokens)
		for _, s := range d.Sentences {
			for i := s.First; i < s.Last; i++ {
				if i >= len(kept) {
					return nil, fmt.Errorf("the labels end before the word %q; the gold goes on", form(d, i))
				}
				if r := kept[i]; r.word != form(d, i) {
					return nil, fmt.Errorf("line %d: the word %q, where the gold has %q", r.line, r.word, form(d, i))
				}
				kept[i].first = i == s.First
			}
		}
		out[di] = spans(kept[:n])
		kept = kept[n:]
	}
	if len(kept) > 0 {
		return nil, fmt.Errorf("line %d: the word %q after the end of the gold", kept[0].line, kept[0].word)
	}
	return out, nil
}

// Score counts the names with exact span and class, under the name given.
func (c *Named) Score(set string, found [][]NamedSpan) SetScore {
	n := counts{}
	count := func(class string, t Tally) {
		for _, layer := range []string{"names", "names: " + class} {
			n.row(layer).add(t.Right, t.Found, t.Gold)
		}
	}
	s := SetScore{Name: set, Articles: len(c.Docs)}
	for i, d := range c.Docs {
		s.Words += len(d.Tokens)
		gold := map[NamedSpan]bool{}
		for _, g := range c.Names[i] {
			gold[g] = true
			count(g.Class, Tally{Gold: 1})
		}
		for _, f := range found[i] {
			t := Tally{Found: 1}
			if gold[f] {
				t.Right = 1
			}
			count(f.Class, t)
		}
	}
	for _, layer := range []string{"names", "names: PER", "names: ORG", "names: LOC"} {
		s.Rows = append(s.Rows, Row{layer, *n.row(layer)})
	}
	return s
}
