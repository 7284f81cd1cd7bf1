package token

import (
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
)

// read runs the stage on paragraphs that empty lines divide.
func read(t testing.TB, text string) *nlp.Document {
	t.Helper()
	a := &article.Article{Text: text}
	at := 0
	for part := range strings.SplitSeq(text, "\n\n") {
		a.Blocks = append(a.Blocks, article.Block{Start: at, End: at + len(part)})
		at += len(part) + 2
	}
	d := &nlp.Document{Article: a}
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"They don't know.", "They do n't know ."},
		{"Russia's army, the soldiers' camp", "Russia 's army , the soldiers ' camp"},
		{"We cannot, and won’t", "We can not , and wo n’t"},
		{"It'll be we're I'm they've he'd", "It 'll be we 're I 'm they 've he 'd"},
		{"a well-known pre-war state-of-the-art plan", "a well - known pre-war state - of - the - art plan"},
		{"U.S.-led, 14-year-old", "U.S. - led , 14 - year - old"},
		{"Gen. Mark Milley met Lt. Col. A. Smith", "Gen. Mark Milley met Lt. Col. A. Smith"},
		{"in the U.S. and the U.K.", "in the U.S. and the U.K."},
		{"SULAIMANI (ESTA) — The army", "SULAIMANI ( ESTA ) — The army"},
		{"\"Stop,\" he said: “No.”", "\" Stop , \" he said : “ No . ”"},
		{"‘It’s over’ «oui»", "‘ It ’s over ’ « oui »"},
		{"killed 14,000 people, cost $7.4 billion", "killed 14,000 people , cost $ 7.4 billion"},
		{"€5m, 3.5%, 10:30pm and 5pm", "€ 5 m , 3.5 % , 10:30 pm and 5 pm"},
		{"US$5 million", "US$ 5 million"},
		{"see https://www.example.org/a-b?c=d.", "see https://www.example.org/a-b?c=d ."},
		{"write to jo.b@example.com, @user #tag", "write to jo.b@example.com , @user #tag"},
		{"Well... yes… no", "Well ... yes … no"},
		{"men–women, the end—almost", "men – women , the end — almost"},
		{"and/or 9/11 24/7", "and / or 9/11 24/7"},
		{"No. 5 said No.", "No. 5 said No ."},
		{"(also known as 'IS')", "( also known as ' IS ' )"},
		{"the 1990s, the '90s and the 1980's", "the 1990s , the '90s and the 1980's"},
		{"AT&T and the person(s) responsible", "AT&T and the person(s) responsible"},
		{"He asked why?! Really!!", "He asked why ?! Really !!"},
		{"2-1 win, 10-12 people, +5 -5", "2 - 1 win , 10 - 12 people , + 5 -5"},
		{"al-Qaeda's Abu Bakr al-Baghdadi", "al - Qaeda 's Abu Bakr al - Baghdadi"},
		{"Naïve café—S’il vous plaît", "Naïve café — S’il vous plaît"},
		{"a\u00a0b\u200bc", "a b c"},
		{"Inc. and Co. at St. John's", "Inc. and Co. at St. John 's"},
		{"", ""},
	} {
		var got []string
		for _, s := range Words(c.text, 0, len(c.text), nil) {
			got = append(got, c.text[s.Start:s.End])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, strings.Join(got, " "), c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Gen. Milley spoke. He left.", "Gen. Milley spoke.|He left."},
		{"\"We will go,\" he said. \"No one stays.\" They left.", "\"We will go,\" he said.|\"No one stays.\"|They left."},
		{"The U.S. Army said so. In the U.S. it rained.", "The U.S. Army said so.|In the U.S. it rained."},
		{"“Why? Because.” She laughed.", "“Why?|Because.”|She laughed."},
		{"One title without a stop\n\nAnother line", "One title without a stop|Another line"},
		{"It cost $7.4 billion. Mr. J. Smith paid.", "It cost $7.4 billion.|Mr. J. Smith paid."},
		{"Sen. Robert Menendez, D-N.J., voted at 5 p.m. on Monday.", "Sen. Robert Menendez, D-N.J., voted at 5 p.m. on Monday."},
		{"“We are aware,” Pentagon spokesman John Kirby said. 'We go,' May said.", "“We are aware,” Pentagon spokesman John Kirby said.|'We go,' May said."},
		{"The store closed at 10 p.m. Wednesday, police said.", "The store closed at 10 p.m. Wednesday, police said."},
		{"It opens at 9 a.m. EDT. Wednesday is the day.", "It opens at 9 a.m. EDT.|Wednesday is the day."},
		{"Is it over? Yes! It is.", "Is it over?|Yes!|It is."},
	} {
		d := read(t, c.text)
		var got []string
		for _, s := range d.Sentences {
			got = append(got, d.Text(s.Span))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, strings.Join(got, "|"), c.want)
		}
	}
}

func TestDateline(t *testing.T) {
	text := "SULAIMANI (ESTA) — The army left the town. It came back."
	d := &nlp.Document{Article: &article.Article{Text: text, Blocks: []article.Block{
		{Start: 0, End: len(text), Dateline: strings.Index(text, "The")},
	}}}
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	if len(d.Sentences) != 3 || d.Text(d.Sentences[0].Span) != "SULAIMANI (ESTA) —" {
		t.Errorf("sentences %+v", d.Sentences)
	}
}

func TestQuoted(t *testing.T) {
	d := read(t, "He said: \"We go. We fight. We win.\" They left.")
	want := []bool{false, true, true, false}
	if len(d.Sentences) != len(want) {
		t.Fatalf("sentences %+v", d.Sentences)
	}
	for i, s := range d.Sentences {
		if s.Quoted != want[i] {
			t.Errorf("%q quoted: %v, want %v", d.Text(s.Span), s.Quoted, want[i])
		}
	}
}

func TestLists(t *testing.T) {
	entries, err := files.ReadDir("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if len(lines(strings.TrimSuffix(e.Name(), ".txt"))) == 0 {
			t.Errorf("%s has no entries", e.Name())
		}
	}
	for whole, parts := range load().contractions {
		n := 0
		for _, p := range parts {
			n += p
		}
		if n != len(whole) {
			t.Errorf("contractions.txt: the parts of %q do not make it up", whole)
		}
	}
}

// check holds the properties of every tokenisation.
func check(t *testing.T, d *nlp.Document) {
	text := d.Article.Text
	at := 0
	gap := func(s string) {
		for i, r := range s {
			if space(s[i:]) == 0 {
				t.Errorf("character %q is in no token", r)
			}
		}
	}
	block := -1
	for _, s := range d.Sentences {
		b := d.Article.Blocks[s.Block]
		if s.Block < block || s.Start < b.Start || s.End > b.End || s.First >= s.Last {
			t.Errorf("sentence %+v, block %+v", s, b)
		}
		block = s.Block
		for _, w := range d.Tokens[s.First:s.Last] {
			if w.Start < at || w.End <= w.Start || w.End > s.End || w.Start < s.Start {
				t.Fatalf("token %v after %d in %v", w.Span, at, s.Span)
			}
			if utf8.ValidString(text) && !(utf8.RuneStart(text[w.Start]) && (w.End == len(text) || utf8.RuneStart(text[w.End]))) {
				t.Errorf("token %v is not on rune boundaries", w.Span)
			}
			gap(text[at:w.Start])
			if strings.IndexFunc(text[w.Start:w.End], unicode.IsSpace) >= 0 {
				t.Errorf("white space in token %q", text[w.Start:w.End])
			}
			at = w.End
		}
	}
	gap(text[at:])
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{
		"They don't — \"know\".", "U.S.-led (14-year-old) person(s)...", "a\u00a0b\xff\xfe'", "''s 'tis ’90s -- ——", "$7.4% www.x.org/a) :-) <<a>>",
		"SULAIMANI (ESTA) — The army", "\n\n\n\n", ".", "'", "D.C..", "n't", "can’t", "1990's", "«",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, read(t, text)) })
}

func BenchmarkStage(b *testing.B) {
	text := strings.Repeat("Gen. Mark Milley, the chairman of the U.S. Joint Chiefs of Staff, didn't meet anybody from Ukraine on Wednesday. ", 20)
	text = strings.TrimSpace(strings.Repeat(text+"\n\n", 10))
	if name := os.Getenv("DATELINE_BENCH_TEXT"); name != "" {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		text = string(data)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	words := 0
	for b.Loop() {
		words += len(read(b, text).Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}
