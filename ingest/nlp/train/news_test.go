package train

import (
	"strings"
	"testing"

	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/parse"
	"dateline/ingest/nlp/tag"
	"dateline/ingest/nlp/token"
)

// stages runs the three stages on one paragraph.
func stages(t *testing.T, text string) *nlp.Document {
	t.Helper()
	d := &nlp.Document{Article: &article.Article{Text: text, Blocks: []article.Block{{End: len(text)}}}}
	for _, s := range []nlp.Stage{token.Stage, tag.Stage, parse.Stage} {
		if err := s.Run(d); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// TestNews holds what the models must get right in the sentences of news: who
// did what, in the letter cases and with the marks that news has. Each row says
// what some words depend on, as "word<relation<head".
func TestNews(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"CHINA AND U.S. MILITARY CHIEFS HOLD FIRST CALL", "MILITARY<amod<CHIEFS CALL<obj<HOLD"},
		{"Iran Says It Will Not Negotiate Over Missile Program", "Iran<nsubj<Says It<nsubj<Negotiate Negotiate<ccomp<Says"},
		{"Austin spoke with his Japanese counterpart on Monday.", "Austin<nsubj<spoke counterpart<obl<spoke Monday<obl<spoke"},
		{"Ukraine accused Russia of sending troops.", "Ukraine<nsubj<accused Russia<obj<accused sending<advcl<accused troops<obj<sending"},
		{"The minister was arrested by the police in Cairo.", "minister<nsubj:pass<arrested police<obl:agent<arrested"},
		{"“It is over,” Kirby said.", "Kirby<nsubj<said over<ccomp<said"},
		{"Moscow denies that it sent weapons to the rebels.", "Moscow<nsubj<denies sent<ccomp<denies weapons<obj<sent rebels<obl<sent"},
		{"Oracle agreed to buy Sun Microsystems for $7.4 billion.", "Oracle<nsubj<agreed buy<xcomp<agreed Microsystems<obj<buy"},
		{"Turkey's president met the Greek prime minister in Athens.", "Turkey<nmod:poss<president president<nsubj<met minister<obj<met"},
		{"At least 12 people were killed and 30 wounded, officials said.", "people<nsubj:pass<killed officials<nsubj<said"},
	} {
		d := stages(t, c.text)
		got := map[string]string{}
		for i, w := range d.Tokens {
			head := "ROOT"
			if w.Head >= 0 {
				head = d.Word(w.Head)
			}
			got[d.Word(i)] = d.Word(i) + "<" + w.Dep.String() + "<" + head
		}
		for want := range strings.FieldsSeq(c.want) {
			word, _, _ := strings.Cut(want, "<")
			if got[word] != want {
				t.Errorf("%s: %s, want %s", c.text, got[word], want)
			}
		}
	}
}

// FuzzTrees: any text gives sentences that are trees with one root.
func FuzzTrees(f *testing.F) {
	for _, s := range []string{"Russia denies it. He \"went\" — home", "", "....", "A B C D E F G H", "\xff\xfe a", "don't can't 'tis", strings.Repeat("a, ", 400)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := stages(t, text)
		for _, s := range d.Sentences {
			roots := 0
			for i := s.First; i < s.Last; i++ {
				at, steps := i, 0
				for d.Tokens[at].Head >= 0 && steps <= s.Last-s.First {
					at = d.Tokens[at].Head
					steps++
					if at < s.First || at >= s.Last {
						t.Fatalf("word %d: head %d outside %d-%d", i, at, s.First, s.Last)
					}
				}
				if steps > s.Last-s.First {
					t.Fatalf("word %d is on a cycle", i)
				}
				if d.Tokens[i].Head < 0 {
					roots++
				}
				if d.Tokens[i].Tag == nlp.NoTag || d.Tokens[i].Dep == nlp.NoDep {
					t.Errorf("word %d has no tag or relation: %+v", i, d.Tokens[i])
				}
			}
			if roots != 1 {
				t.Errorf("%d roots in %q", roots, d.Text(s.Span))
			}
		}
	})
}
