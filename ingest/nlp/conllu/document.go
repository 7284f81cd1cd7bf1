package conllu

import (
	"strings"
	"unicode/utf8"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// Document is the gold Document of sentences: the text they were in, one block
// per paragraph, tokens with all layers up to the dependencies. Paragraphs are
// divided by an empty line, as in the raw texts of the CoNLL 2018 shared task.
// A paragraph marked as a heading becomes a title block.
func Document(sentences []Sentence) *nlp.Document {
	var text strings.Builder
	a := &article.Article{Lang: "en"}
	d := &nlp.Document{Article: a, Has: nlp.Sentences | nlp.Tokens | nlp.Tags | nlp.Deps}
	for i, s := range sentences {
		if i == 0 || s.Par {
			trimmed := strings.TrimRight(text.String(), " ")
			text.Reset()
			text.WriteString(trimmed)
			if i > 0 {
				a.Blocks[len(a.Blocks)-1].End = text.Len()
				text.WriteString("\n\n")
			}
			kind := article.Body
			if s.Heading {
				kind = article.TitleBlock
			}
			a.Blocks = append(a.Blocks, article.Block{Start: text.Len(), Kind: kind})
		}
		addSentence(d, &text, s)
	}
	a.Text = strings.TrimRight(text.String(), " ")
	if n := len(a.Blocks); n > 0 {
		a.Blocks[n-1].End = len(a.Text)
	}
	return d
}

func addSentence(d *nlp.Document, text *strings.Builder, s Sentence) {
	block := len(d.Article.Blocks) - 1
	first := len(d.Tokens)
	for _, t := range s.Tokens {
		start := text.Len()
		text.WriteString(t.Form)
		for i, span := range split(start, t.Form, s.Words[t.First:t.Last]) {
			w := s.Words[t.First+i]
			head := -1
			if w.Head > 0 {
				head = first + w.Head - 1
			}
			d.Tokens = append(d.Tokens, nlp.Token{
				Span: span, Lemma: w.Lemma, Tag: nlp.TagOf(w.UPOS), Fine: nlp.FineOf(w.XPOS),
				Head: head, Dep: nlp.DepOf(w.Rel),
			})
		}
		if !t.Glued {
			text.WriteByte(' ')
		}
	}
	last := len(d.Tokens)
	d.Sentences = append(d.Sentences, nlp.Sentence{
		Span:  nlp.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End},
		First: first, Last: last, Block: block, Kind: d.Article.Blocks[block].Kind,
	})
}

// split gives each word of a token its part of the token's text. The words of a
// contraction usually join to its form ("do", "n't"); where they do not
// ("gonna" is "go", "ing", "to"), each takes as many characters as it has, and
// the last one the rest.
func split(start int, form string, words []Word) []nlp.Span {
	spans := make([]nlp.Span, len(words))
	at := 0
	for i, w := range words {
		from := at
		left := len(words) - 1 - i // each later word needs a character if there is one
		for range utf8.RuneCountInString(w.Form) {
			if utf8.RuneCountInString(form[at:]) <= left {
				break
			}
			_, n := utf8.DecodeRuneInString(form[at:])
			at += n
		}
		if i == len(words)-1 {
			at = len(form)
		}
		spans[i] = nlp.Span{Start: start + from, End: start + at}
	}
	return spans
}

// Sentences gives the words of a Document as CoNLL-U sentences. Tokens that
// touch and form a contraction become one token of several words.
func Sentences(d *nlp.Document) []Sentence {
	out := make([]Sentence, 0, len(d.Sentences))
	block := -1
	for si, s := range d.Sentences {
		var c Sentence
		if si == 0 {
			c.Doc = string(d.Article.ID)
		}
		c.Par = s.Block != block
		block = s.Block
		for i := s.First; i < s.Last; i++ {
			t := d.Tokens[i]
			form := strings.Join(strings.Fields(d.Text(t.Span)), " ")
			head := 0
			switch {
			case d.Has&nlp.Deps == 0:
				head = -1
			case t.Head >= 0:
				head = t.Head - s.First + 1
			}
			c.Words = append(c.Words, Word{
				Form: form, Lemma: t.Lemma, UPOS: t.Tag.String(), XPOS: t.Fine.String(),
				Head: head, Rel: t.Dep.String(),
			})
			glued := i+1 < s.Last && d.Tokens[i+1].Start == t.End
			if i > s.First && d.Tokens[i-1].End == t.Start && Clitic(c.Words[len(c.Words)-2].Form, form) {
				k := &c.Tokens[len(c.Tokens)-1]
				k.Form += form
				k.Last++
				k.Glued = glued
				continue
			}
			c.Tokens = append(c.Tokens, Token{First: i - s.First, Last: i - s.First + 1, Form: form, Glued: glued})
		}
		if len(c.Words) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// Clitic reports whether word, which touches the word before it, is written as
// the second part of a contraction: "n't", "'s", "’ll", the "not" of "cannot".
func Clitic(before, word string) bool {
	if before == "" || word == "" {
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(before); !letter(last) {
		return false
	}
	first, n := utf8.DecodeRuneInString(word)
	if first == '\'' || first == '’' {
		return true
	}
	return n < len(word) && letter(first)
}

func letter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= utf8.RuneSelf && r != '’' && r != '—' && r != '–'
}
