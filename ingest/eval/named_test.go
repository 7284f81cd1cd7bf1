package eval

import (
	"slices"
	"strings"
	"testing"
)

const columnsGold = `-DOCSTART- -X- O O

Anna NNP I-NP B-PER
Blum NNP I-NP I-PER
left VBD I-VP O
Rostwald NNP I-NP B-LOC
Steel NNP I-NP I-ORG
22 CD I-NP O

Blum NNP I-NP I-PER

-DOCSTART- -X- O O

Swiss JJ I-NP B-MISC
Federal NNP I-NP I-MISC
Rail NNP I-NP B-ORG
`

func TestReadNamed(t *testing.T) {
	want := [][]NamedSpan{{{0, 2, "PER"}, {3, 4, "LOC"}, {4, 5, "ORG"}, {6, 7, "PER"}}, {{2, 3, "ORG"}}}
	numberedGold := "0\tAnna\tB-PER\n1\tBlum\tI-PER\n2\tmet\tO\n\n0\t1\tO\n1\tRoche\tB-ORG\n"
	gum := "# newdoc id = GUM_news_test\n" +
		"1\tAnna\tAnna\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(1-person-new-s-cf1-1-sgl\n" +
		"2\tBlum\tBlum\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)|SpaceAfter=No\n" +
		"3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n"
	for _, c := range []struct {
		name, text, words string
		names             [][]NamedSpan
	}{
		{"CoNLL-2003", columnsGold, "Anna Blum left Rostwald Steel 22 | Blum || Swiss Federal Rail", want},
		{"numbered", numberedGold, "Anna Blum met | 1 Roche", [][]NamedSpan{{{0, 2, "PER"}, {4, 5, "ORG"}}}},
		{"two columns", "1 O\n2 O\nRoche B-ORG\n", "1 2 Roche", [][]NamedSpan{{{2, 3, "ORG"}}}},
		{"GUM", gum, "Anna Blum .", [][]NamedSpan{{{0, 2, "PER"}}}},
	} {
		g, err := ReadNamed([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var docs []string
		for _, d := range g.Docs {
			var sentences []string
			for _, s := range d.Sentences {
				var words []string
				for i := s.First; i < s.Last; i++ {
					words = append(words, d.Word(i))
				}
				sentences = append(sentences, strings.Join(words, " "))
			}
			docs = append(docs, strings.Join(sentences, " | "))
		}
		if got := strings.Join(docs, " || "); got != c.words {
			t.Errorf("%s: words %q, want %q", c.name, got, c.words)
		}
		if !slices.EqualFunc(g.Names, c.names, slices.Equal) {
			t.Errorf("%s: names %v, want %v", c.name, g.Names, c.names)
		}
		for i, d := range g.Docs {
			for _, tok := range d.Tokens {
				if tok.Lemma != "" || tok.Tag != 0 || tok.Head != -1 {
					t.Errorf("%s: document %d shows gold to the system: %+v", c.name, i, tok)
				}
			}
		}
	}
}

func TestNamedWithoutMarksIsDividedByFortySentences(t *testing.T) {
	g, err := ReadNamed([]byte(strings.Repeat("Anna B-PER\nleft O\n\n", 100)))
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Docs) != 3 || len(g.Docs[0].Sentences) != 40 || len(g.Docs[2].Sentences) != 20 {
		t.Errorf("%d documents", len(g.Docs))
	}
}

func TestScoreNamed(t *testing.T) {
	g, err := ReadNamed([]byte(columnsGold))
	if err != nil {
		t.Fatal(err)
	}
	// A name too long, one of another class, one right, one invented. The
	// kinds of our own IOB count as their class; sentence ends of the system do not.
	found, err := g.Labelled([]byte("Anna B-person\nBlum I-person\nleft I-person\nRostwald B-gpe\nSteel B-PER\n\n22 O\nBlum B-PER\nSwiss B-MISC\nFederal B-work\nRail O\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := g.Score("x", found)
	want := []Row{
		{"names", Tally{Right: 2, Found: 4, Gold: 5}}, {"names: PER", Tally{Right: 1, Found: 3, Gold: 2}},
		{"names: ORG", Tally{Gold: 2}}, {"names: LOC", Tally{Right: 1, Found: 1, Gold: 1}},
	}
	if !slices.Equal(s.Rows, want) || s.Articles != 2 || s.Words != 10 {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
	var words strings.Builder
	if err := g.WriteWords(&words); err != nil {
		t.Fatal(err)
	}
	labelled := strings.NewReplacer("\t_", "\tO", "\tSpaceAfter=No", "\tO").Replace(words.String())
	if found, err := g.Labelled([]byte(labelled)); err != nil || len(found[0])+len(found[1]) != 0 {
		t.Errorf("the words as written, without names: %v %v", found, err)
	}
}

func TestNamedErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "0 columns",
		"a O\nb PER\n":                   `line 2: label "PER"`,
		"a O\nb\n":                       "line 2:",
		"a b c d e f O\n":                "7 columns",
		"-DOCSTART- -X- O O\n\n":         "no words",
		"1\ta\t_\t_\t_\t_\tx\t_\t_\t_\n": "line 1",
	} {
		if _, err := ReadNamed([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ReadNamed(%q): %v, want %q", text, err, want)
		}
	}
	g, err := ReadNamed([]byte("a O\nb O\n"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"a O\n":           "end before",
		"a O\nc O\n":      `line 2: the word "c", where the gold has "b"`,
		"a O\nb O\nc O\n": `line 3: the word "c" after the end`,
		"a O\nb X-PER\n":  "line 2: label",
	} {
		if _, err := g.Labelled([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Labelled(%q): %v, want %q", text, err, want)
		}
	}
}

// Whatever stands in the columns, reading gives an error or a corpus whose names
// lie within its words.
func FuzzReadNamed(f *testing.F) {
	f.Add(columnsGold)
	f.Add("0\tAnna\tB-PER\n1\tBlum\tI-PER\n\n")
	f.Add("a O\n \nb I-LOC\n")
	f.Fuzz(func(t *testing.T, text string) {
		g, err := ReadNamed([]byte(text))
		if err != nil {
			return
		}
		for i, d := range g.Docs {
			for _, n := range g.Names[i] {
				if n.First < 0 || n.First >= n.Last || n.Last > len(d.Tokens) {
					t.Fatalf("name %v of %d words", n, len(d.Tokens))
				}
			}
		}
	})
}
