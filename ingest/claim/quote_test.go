package claim

import (
	"slices"
	"strings"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

func TestBlockQuotes(t *testing.T) {
	for _, x := range []struct {
		text     string
		want     []string
		unclosed bool
	}{
		{`“We are ready,” he said.`, []string{"We are ready,"}, false},
		{`"We are ready," he said. "Come."`, []string{"We are ready,", "Come."}, false},
		{`He called it “a ‘deal’ of sorts”.`, []string{"a ‘deal’ of sorts"}, false},
		{`The workers’ rights and the ’90s`, nil, false},
		{`The workers' rights weren't won in '68.`, nil, false},
		{`A ‘sliver of hope’ for Iraq's budget`, []string{"sliver of hope"}, false},
		{`“It goes on. And on.`, []string{"It goes on. And on."}, true},
		{`He is 6'2" tall.`, nil, false},
		{`«Нет», he said`, []string{"Нет"}, false},
		{`''It's late,'' he said.`, []string{"It's late,"}, false},
		{`""`, nil, false},
		{``, nil, false},
	} {
		spans, unclosed := blockQuotes(x.text, 0)
		var got []string
		for _, s := range spans {
			got = append(got, x.text[s.Start:s.End])
		}
		if !slices.Equal(got, x.want) || unclosed != x.unclosed {
			t.Errorf("%s\n got %q %v\nwant %q %v", x.text, got, unclosed, x.want, x.unclosed)
		}
	}
}

// A quote that a paragraph leaves open goes on in the next one that opens again.
func TestQuoteOverParagraphs(t *testing.T) {
	d := words("“One two.", "“Three four,” he said.", "“Other.")
	q := findQuotes(d)
	if len(q.list) != 2 || len(q.list[0].spans) != 2 {
		t.Fatalf("%+v", q.list)
	}
	if s := q.list[0].spans[1]; d.Text(s) != "Three four," {
		t.Errorf("second span %q", d.Text(s))
	}
}

// words makes a document of paragraphs, one sentence each, tokens between spaces
// and marks, every token under the first.
func words(paragraphs ...string) *nlp.Document {
	d := &nlp.Document{Article: &article.Article{Text: strings.Join(paragraphs, "\n\n")}}
	at := 0
	for _, p := range paragraphs {
		first := len(d.Tokens)
		for i := 0; i < len(p); {
			n := strings.IndexAny(p[i:], " “”\"'’.,:?")
			switch {
			case n < 0:
				n = len(p) - i
			case n == 0 && p[i] == ' ':
				i++
				continue
			case n == 0 && p[i] >= 0x80:
				n = len("“")
			case n == 0:
				n = 1
			}
			tok := nlp.Token{Span: nlp.Span{Start: at + i, End: at + i + n}, Lemma: strings.ToLower(p[i : i+n]), Head: first}
			if len(d.Tokens) == first {
				tok.Head = -1
			}
			d.Tokens = append(d.Tokens, tok)
			i += n
		}
		d.Sentences = append(d.Sentences, nlp.Sentence{Span: nlp.Span{Start: at, End: at + len(p)}, First: first, Last: len(d.Tokens),
			Block: len(d.Article.Blocks)})
		d.Article.Blocks = append(d.Article.Blocks, article.Block{Start: at, End: at + len(p)})
		at += len(p) + 2
	}
	return d
}

// FuzzRun gives the stage broken trees, tags and happenings: it must end, point
// into the text, and keep Within and Same free of rings.
func FuzzRun(f *testing.F) {
	f.Add("Kyiv accuses Moscow of sending troops . Moscow denies it", []byte{1, 2, 3, 250, 7, 9, 0, 4})
	f.Add("“We go ,” he said . “ And on", []byte{0, 0, 16, 35, 99})
	f.Add("Kremlin : no talks", []byte{5})
	f.Fuzz(func(t *testing.T, text string, seed []byte) {
		if len(text) > 2000 || len(seed) == 0 {
			return
		}
		d := words(strings.Split(text, "\n")...)
		for i := range d.Tokens {
			b := int(seed[i%len(seed)])
			x := &d.Tokens[i]
			x.Head = i + b%13 - 6
			if x.Head >= len(d.Tokens) || x.Head < 0 {
				x.Head = -1
			}
			x.Tag = nlp.Tag(b % nlp.NumTags)
			x.Fine = nlp.Fine(b * 7 % nlp.NumFines)
			x.Dep = nlp.Dep(b * 5 % nlp.NumDeps)
			if b%4 == 0 {
				d.Mentions = append(d.Mentions, nlp.Mention{Span: x.Span, First: i, Last: i + 1, Head: i, Entity: -1, RoleOf: -1})
			}
			if b%3 == 0 {
				d.Happenings = append(d.Happenings, nlp.EventMention{Sentence: d.SentenceOf(i), Trigger: i, Type: "x", Class: accuse,
					Place: -1, Args: []nlp.Arg{{Role: contentRole, Mention: -1, Happening: b % 9}}})
			}
		}
		if err := run(d); err != nil {
			t.Fatal(err)
		}
		for i, a := range d.Attributions {
			for _, c := range append(a.Content, a.Cue, a.Source) {
				if c.Start < 0 || c.End < c.Start || c.End > len(d.Article.Text) {
					t.Fatalf("span %v outside the text", c)
				}
			}
			for k, n := i, 0; k >= 0; k, n = d.Attributions[k].Within, n+1 {
				if n > len(d.Attributions) {
					t.Fatal("a ring in Within")
				}
			}
		}
		for i := range d.Happenings {
			for k, n := i, 0; k >= 0; k, n = d.Happenings[k].Same, n+1 {
				if n > len(d.Happenings) {
					t.Fatal("a ring in Same")
				}
			}
		}
	})
}

// An article without text, or with blocks that hold no words, gives nothing.
func TestNothingToRead(t *testing.T) {
	for _, d := range []*nlp.Document{
		{Article: &article.Article{}},
		{Article: &article.Article{Text: "  \n", Blocks: []article.Block{{Start: 0, End: 3}}}},
	} {
		if err := Stage.Run(d); err != nil || len(d.Attributions) > 0 || d.Has&nlp.Claims == 0 {
			t.Errorf("attributions %v, error %v", d.Attributions, err)
		}
	}
}
