package conllu

import (
	"bytes"
	"strings"
	"testing"
)

// rows writes a treebank with spaces between the columns.
func rows(t *testing.T, source string) []Sentence {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(source) {
		if f := strings.Fields(line); len(f) == 8 {
			line = f[0] + "\t" + f[1] + "\t" + f[2] + "\t" + f[3] + "\t" + f[4] + "\t_\t" + f[5] + "\t" + f[6] + "\t_\t" + f[7] + "\n"
		}
		b.WriteString(line)
	}
	s, err := Read(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const gold = `# newdoc id = a
1-2 Don't _ _ _ _ _ _
1 Do do AUX VB 3 aux _
2 n't not PART RB 3 advmod _
3 go go VERB VB 0 root SpaceAfter=No
4 . . PUNCT . 3 punct _

1 Stay stay VERB VB 0 root SpaceAfter=No
2 . . PUNCT . 1 punct _

# newpar
1 Yes yes INTJ UH 0 root _
`

func TestRoundTrip(t *testing.T) {
	g := rows(t, gold)
	d := Document(g)
	if want := "Don't go. Stay.\n\nYes"; d.Article.Text != want {
		t.Fatalf("text %q, want %q", d.Article.Text, want)
	}
	if d.Word(0) != "Do" || d.Word(1) != "n't" || len(d.Article.Blocks) != 2 || d.Tokens[0].Head != 2 {
		t.Errorf("tokens %+v", d.Tokens[:3])
	}
	scores, err := Compare(g, Sentences(d))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []Score{scores.Tokens, scores.Sentences, scores.Words, scores.UPOS, scores.Lemmas, scores.LAS} {
		if s.Correct != s.Gold || s.Correct != s.System || s.Gold == 0 {
			t.Errorf("a treebank against itself: %v", scores)
		}
	}
	var b bytes.Buffer
	if err := Write(&b, g); err != nil {
		t.Fatal(err)
	}
	again, err := Read(&b)
	if err != nil || len(again) != len(g) || again[0].Words[1] != (Word{Form: "n't", Lemma: "not", UPOS: "PART", XPOS: "RB", Feats: "_", Head: 3, Rel: "advmod", Misc: "_"}) {
		t.Errorf("written and read: %v %v", again, err)
	}
}

func TestCompare(t *testing.T) {
	// One token instead of two words, no end of sentence, a wrong head.
	system := rows(t, `1 Don't don't AUX VB 2 aux _
2 go go NOUN NN 0 root SpaceAfter=No
3 . . PUNCT . 1 punct _
4 Stay stay VERB VB 0 root SpaceAfter=No
5 . . PUNCT . 4 punct _
6 Yes yes INTJ UH 0 root _
`)
	s, err := Compare(rows(t, gold), system)
	if err != nil {
		t.Fatal(err)
	}
	want := Scores{
		Tokens: Score{6, 6, 6}, Sentences: Score{3, 1, 0}, Words: Score{7, 6, 5},
		UPOS: Score{7, 6, 4}, XPOS: Score{7, 6, 4}, Lemmas: Score{7, 6, 5},
		UAS: Score{7, 6, 4}, LAS: Score{7, 6, 4}, Full: Score{7, 6, 4},
	}
	if s != want {
		t.Errorf("got  %+v\nwant %+v", s, want)
	}
	if _, err := Compare(rows(t, gold), system[:0]); err == nil {
		t.Error("different texts gave no error")
	}
}

// A word that only partly lies in a contraction is no part of it, even if the
// contraction has a word of the same form.
func TestCompareAcrossContractions(t *testing.T) {
	for _, c := range []struct {
		name, gold, system string
		words              int
	}{
		{"starts before", `1 x x X X 0 root SpaceAfter=No
2-3 yz _ _ _ _ _ _
2 xy x X X 1 dep _
3 z z X X 1 dep _
`, `1 xy x X X 0 root SpaceAfter=No
2 z z X X 1 dep _
`, 1},
		{"ends behind", `1-2 ab _ _ _ _ _ SpaceAfter=No
1 a a X X 0 root _
2 bc b X X 1 dep _
3 c c X X 1 dep _
`, `1 a a X X 0 root SpaceAfter=No
2 bc b X X 1 dep _
`, 1},
		{"two that overlap", `1-2 ab _ _ _ _ _ SpaceAfter=No
1 a a X X 0 root _
2 b b X X 1 dep _
3 c c X X 1 dep _
`, `1 a a X X 0 root SpaceAfter=No
2-3 bc _ _ _ _ _ _
2 B b X X 1 dep _
3 C c X X 1 dep _
`, 3},
	} {
		s, err := Compare(rows(t, c.gold), rows(t, c.system))
		if err != nil {
			t.Fatal(err)
		}
		if s.Words.Correct != c.words {
			t.Errorf("%s: %d words, want %d", c.name, s.Words.Correct, c.words)
		}
	}
}

// A system that gives no heads has none right, roots neither.
func TestCompareWithoutHeads(t *testing.T) {
	s, err := Compare(rows(t, "1 Go go VERB VB 0 root _\n"), rows(t, "1 Go go VERB VB _ _ _\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Words.Correct != 1 || s.UAS.Correct != 0 || s.LAS.Correct != 0 {
		t.Errorf("got %+v", s)
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ form, words, want string }{
		{"don't", "do n't", "do n't"},
		{"gonna", "go na", "go nna"},
		{"Им", "a b c", " И м"},
	} {
		var words []Word
		for _, w := range strings.Fields(c.words) {
			words = append(words, Word{Form: w})
		}
		var got []string
		for _, s := range split(0, c.form, words) {
			got = append(got, c.form[s.Start:s.End])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s as %s: %q, want %q", c.form, c.words, got, c.want)
		}
	}
}

func TestReadErrors(t *testing.T) {
	for _, source := range []string{"1\ta\n", "2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "1\ta\t_\t_\t_\t_\tx\t_\t_\t_\n"} {
		if _, err := Read(strings.NewReader(source)); err == nil {
			t.Errorf("Read(%q) gave no error", source)
		}
	}
}
