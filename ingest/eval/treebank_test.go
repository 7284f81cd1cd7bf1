package eval

import (
	"strings"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/conllu"
)

// tree reads a treebank with spaces for tabs and eight columns: number, form,
// lemma, UPOS, XPOS, head, relation, MISC.
func tree(t *testing.T, source string) []conllu.Sentence {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(source) {
		if f := strings.Fields(line); len(f) == 8 {
			line = strings.Join([]string{f[0], f[1], f[2], f[3], f[4], "_", f[5], f[6], "_", f[7]}, "\t") + "\n"
		}
		b.WriteString(line)
	}
	s, err := conllu.Read(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const bank = `# newdoc id = a
1 Go go VERB VB 0 root SpaceAfter=No
2 . . PUNCT . 1 punct _

# newdoc id = b
# newpar_block = head (1 s)
1 Rostwald Rostwald PROPN NNP 0 root _

# newpar
1 It it PRON PRP 2 nsubj _
2 rains rain VERB VBZ 0 root _
`

// An analysis is given an article per document, and no mark of the gold in it.
func TestAnalyse(t *testing.T) {
	gold := tree(t, bank)
	if got, want := Raw(gold), "Go.\n\nRostwald\n\nIt rains"; got != want {
		t.Errorf("raw text %q, want %q", got, want)
	}
	var texts []string
	found, err := Analyse(gold, func(a *article.Article) (*nlp.Document, error) {
		texts = append(texts, a.Text)
		d := &nlp.Document{Article: a}
		for i, b := range a.Blocks {
			if b.Kind != article.Body {
				t.Errorf("block %d of %q is a %s", i, a.Text, b.Kind)
			}
			d.Sentences = append(d.Sentences, nlp.Sentence{First: len(d.Tokens), Last: len(d.Tokens) + 1, Block: i})
			d.Tokens = append(d.Tokens, nlp.Token{Span: nlp.Span{Start: b.Start, End: b.End}, Head: -1})
		}
		return d, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(texts, "|"); got != "Go.|Rostwald\n\nIt rains" {
		t.Errorf("texts %q", got)
	}
	s, err := Syntax("x", gold, found)
	if err != nil {
		t.Fatal(err)
	}
	if s.Articles != 2 || s.Words != 5 || s.Rows[1].Tally != (Tally{Right: 3, Found: 3, Gold: 3}) || s.Rows[2].Tally != (Tally{Right: 1, Found: 3, Gold: 5}) {
		t.Errorf("got %+v", s)
	}
}

// A layer that a system does not give has no row, rather than a zero.
func TestSyntaxLayers(t *testing.T) {
	gold := tree(t, bank)
	for system, want := range map[string]string{
		bank: "tokens sentences words UPOS XPOS lemmas UAS LAS",
		`1 Go _ VERB _ _ _ SpaceAfter=No
2 . _ PUNCT _ _ _ _

1 Rostwald _ PROPN _ _ _ _

1 It _ PRON _ _ _ _
2 rains _ VERB _ _ _ _
`: "tokens sentences words UPOS",
		`1 Go _ _ VB 0 root SpaceAfter=No
2 . _ _ . 1 punct _
3 Rostwald _ _ NNP 1 dep _
4 It _ _ PRP 5 nsubj _
5 rains _ _ VBZ 1 dep _
`: "tokens sentences words XPOS UAS LAS",
	} {
		s, err := Syntax("x", gold, tree(t, system))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range s.Rows {
			got = append(got, strings.TrimPrefix(r.Layer, "syntax: "))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("layers %q, want %q", got, want)
		}
	}
	if _, err := Syntax("x", gold, gold[:1]); err == nil {
		t.Error("half of the text gave no error")
	}
}
