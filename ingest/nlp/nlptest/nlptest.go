// Package nlptest builds Documents by hand, for tests of a stage without the
// stages before it. It takes a notation close to CoNLL-U, one word a line and an
// empty line between sentences, and gives a Document with text, one block per
// paragraph, tags, lemmas and dependencies. It analyses nothing.
package nlptest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Parse is Read, and ends the test on an error.
func Parse(t testing.TB, source string) *nlp.Document {
	t.Helper()
	d, err := Read(source)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Read builds a Document from lines of columns that spaces or tabs divide:
//
//	FORM  LEMMA  UPOS  XPOS  HEAD  DEPREL  [MARK...]
//
// HEAD counts from 1 within the sentence, 0 is the root; "_" leaves a column
// unset. Marks after the sixth column, in any order:
//
//   - no space follows (also: SpaceAfter=No)
//     B-KIND       a named mention of this graph.Kind starts here: B-person
//     I-KIND       the mention goes on
//     N-KIND       like I- or B-, but the word is outside the name proper (a title or role)
//
// Words of the mention that are N- are in its span and its Role, not in its
// Name. Marks of mentions set the layer Names. A line "# block title" starts a
// new paragraph of the kind (body, title, subtitle, list, caption, credit); a
// line "# published 2021-03-31" is not read: set Article.Published yourself.
// Other lines with # are comments. The document starts with a body paragraph.
func Read(source string) (*nlp.Document, error) {
	b := builder{doc: &nlp.Document{
		Article: &article.Article{ID: "test", Source: "test", Lang: "en"},
		Has:     nlp.Sentences | nlp.Tokens | nlp.Tags | nlp.Deps,
	}}
	for i, line := range strings.Split(source, "\n") {
		if err := b.line(strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("nlptest: line %d: %w", i+1, err)
		}
	}
	b.endSentence()
	b.endBlock()
	b.doc.Article.Text = b.text.String()
	b.finish()
	return b.doc, nil
}

var kinds = map[string]article.BlockKind{
	"body": article.Body, "title": article.TitleBlock, "subtitle": article.Subtitle,
	"list": article.ListItem, "caption": article.Caption, "credit": article.Credit,
	"navigation": article.Navigation, "table": article.Table,
}

type builder struct {
	doc   *nlp.Document
	text  strings.Builder
	first int  // of the sentence being read
	glued bool // the last word has no space after it
	open  bool // a block is open
	kind  article.BlockKind
	marks []string // of the sentence's words: "B-person", "" for none
}

func (b *builder) line(line string) error {
	switch {
	case line == "":
		b.endSentence()
		return nil
	case strings.HasPrefix(line, "# block"):
		b.endSentence()
		b.endBlock()
		kind, ok := kinds[strings.TrimSpace(strings.TrimPrefix(line, "# block"))]
		if !ok {
			return fmt.Errorf("unknown kind of block in %q", line)
		}
		b.kind = kind
		return nil
	case strings.HasPrefix(line, "# ") || line == "#":
		return nil
	}
	return b.word(strings.Fields(line))
}

func (b *builder) word(f []string) error {
	if len(f) < 6 {
		return fmt.Errorf("%d columns, want at least 6: %q", len(f), f)
	}
	t := nlp.Token{Lemma: f[1], Tag: nlp.TagOf(f[2]), Fine: nlp.FineOf(f[3]), Head: -1, Dep: nlp.DepOf(f[5])}
	if f[1] == "_" && f[0] != "_" {
		t.Lemma = ""
	}
	switch {
	case f[2] != "_" && t.Tag == nlp.NoTag:
		return fmt.Errorf("unknown UPOS %q", f[2])
	case f[3] != "_" && t.Fine == nlp.NoFine:
		return fmt.Errorf("unknown XPOS %q", f[3])
	case f[5] != "_" && t.Dep == nlp.NoDep:
		return fmt.Errorf("unknown relation %q", f[5])
	}
	if f[4] != "_" && f[4] != "0" {
		h, err := strconv.Atoi(f[4])
		if err != nil || h < 0 {
			return fmt.Errorf("bad head %q", f[4])
		}
		t.Head = b.first + h - 1
	}
	if !b.open {
		if b.text.Len() > 0 {
			b.text.WriteString("\n\n")
		}
		b.doc.Article.Blocks = append(b.doc.Article.Blocks, article.Block{Start: b.text.Len(), Kind: b.kind})
		b.open, b.glued = true, true
	}
	if !b.glued {
		b.text.WriteByte(' ')
	}
	t.Start = b.text.Len()
	b.text.WriteString(f[0])
	t.End = b.text.Len()
	b.doc.Tokens = append(b.doc.Tokens, t)
	b.glued = false
	mark := ""
	for _, m := range f[6:] {
		switch {
		case m == "+" || m == "SpaceAfter=No":
			b.glued = true
		case strings.HasPrefix(m, "B-") || strings.HasPrefix(m, "I-") || strings.HasPrefix(m, "N-"):
			mark = m
		default:
			return fmt.Errorf("unknown mark %q", m)
		}
	}
	b.marks = append(b.marks, mark)
	return nil
}

func (b *builder) endSentence() {
	d := b.doc
	last := len(d.Tokens)
	if last == b.first {
		return
	}
	d.Sentences = append(d.Sentences, nlp.Sentence{
		Span:  nlp.Span{Start: d.Tokens[b.first].Start, End: d.Tokens[last-1].End},
		First: b.first, Last: last, Block: len(d.Article.Blocks) - 1, Kind: b.kind,
	})
	b.first = last
}

func (b *builder) endBlock() {
	if b.open {
		b.doc.Article.Blocks[len(b.doc.Article.Blocks)-1].End = b.text.Len()
	}
	b.open = false
}

// finish makes mentions of the marks.
func (b *builder) finish() {
	d := b.doc
	for i := 0; i < len(d.Tokens); i++ {
		if b.marks[i] == "" {
			continue
		}
		j := i + 1
		named := b.marks[i][0] != 'N'
		for j < len(d.Tokens) && b.marks[j] != "" && (b.marks[j][0] != 'B' || !named) && b.marks[j][2:] == b.marks[i][2:] {
			named = named || b.marks[j][0] != 'N'
			j++
		}
		d.Mentions = append(d.Mentions, b.mention(i, j))
		d.Has |= nlp.Names
		i = j - 1
	}
}

func (b *builder) mention(first, last int) nlp.Mention {
	d := b.doc
	m := nlp.Mention{
		Span:  nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End},
		First: first, Last: last, Head: first, Kind: graph.Kind(b.marks[first][2:]),
		Entity: -1, RoleOf: -1, Score: 1,
	}
	from, to := -1, -1
	for i := first; i < last; i++ {
		if h := d.Tokens[i].Head; h < first || h >= last {
			m.Head = i
		}
		if b.marks[i][0] != 'N' {
			if from < 0 {
				from = i
			}
			to = i
		}
	}
	if from < 0 {
		m.Form = nlp.Nominal
		return m
	}
	m.Name = nlp.Span{Start: d.Tokens[from].Start, End: d.Tokens[to].End}
	if from > first {
		m.Role = d.Text(nlp.Span{Start: m.Start, End: d.Tokens[from-1].End})
	}
	return m
}
