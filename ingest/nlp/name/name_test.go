package name

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/graph"
	"dateline/ingest/article"
	"dateline/ingest/nlp"
	"dateline/ingest/nlp/nlptest"
)

func TestLabels(t *testing.T) {
	names := []Name{{0, 1, graph.GPE}, {2, 5, graph.Person}, {5, 7, graph.Organisation}}
	labels := Encode(8, names)
	if got := Decode(labels); !slices.Equal(got, names) {
		t.Errorf("Decode(Encode(%v)) = %v", names, got)
	}
	// overlapping and unknown ones are left out
	if got := Decode(Encode(4, []Name{{0, 2, graph.Person}, {1, 3, graph.Work}, {3, 4, "nothing"}})); len(got) != 1 {
		t.Errorf("got %v", got)
	}
	for p := range Label(NumLabels) {
		for l := range Label(NumLabels) {
			want := l.starts()
			if p.open() {
				want = l != Outside && !l.starts() && l.kind() == p.kind()
			}
			if l.follows(p) != want {
				t.Errorf("%d follows %d: %v", l, p, !want)
			}
		}
	}
}

// TestBest checks that what the lattice gives is the best of all sequences that
// spell whole names, on small random lattices.
func TestBest(t *testing.T) {
	seed := uint32(7)
	random := func() float32 {
		seed = seed*1664525 + 1013904223
		return float32(seed>>16%1000)/500 - 1
	}
	var trans Transitions
	for p := range trans {
		for l := range trans[p] {
			trans[p][l] = random()
		}
	}
	var g Lattice
	for round := range 20 {
		const n = 3
		g.Reset(n)
		for i := range g.Emit {
			g.Emit[i] = random()
		}
		emit := slices.Clone(g.Emit)
		best := float32(-1e9)
		var try func(seq []Label, score float32)
		try = func(seq []Label, score float32) {
			p := Outside
			if len(seq) > 0 {
				p = seq[len(seq)-1]
			}
			if len(seq) == n {
				if !p.open() {
					best = max(best, score)
				}
				return
			}
			for l := range Label(NumLabels) {
				if len(seq) == 0 && !l.starts() || len(seq) > 0 && !l.follows(p) {
					continue
				}
				try(append(seq, l), score+emit[len(seq)*NumLabels+int(l)]+trans[p][l])
			}
		}
		try(nil, 0)
		got := float32(0)
		p := Outside
		for i, l := range g.Best(&trans, nil) {
			if i == 0 && !l.starts() || i > 0 && !l.follows(p) {
				t.Fatalf("round %d: %d may not follow %d", round, l, p)
			}
			got += emit[i*NumLabels+int(l)] + trans[p][l]
			p = l
		}
		if p.open() || got < best-1e-3 {
			t.Errorf("round %d: score %v, best %v", round, got, best)
		}
	}
}

// tagged builds a document of sentences with tags, one word after the other as
// "word/TAG"; words without a tag get a proper noun's or a noun's.
func tagged(t testing.TB, sentences ...string) *nlp.Document {
	t.Helper()
	var b strings.Builder
	for _, s := range sentences {
		for _, f := range strings.Fields(s) {
			w, tag, ok := strings.Cut(f, "/")
			if !ok || w == "" {
				w, tag = f, "NOUN"
				if c := f[0]; c >= 'A' && c <= 'Z' {
					tag = "PROPN"
				}
			}
			fmt.Fprintf(&b, "%s _ %s _ _ _\n", w, tag)
		}
		b.WriteByte('\n')
	}
	return nlptest.Parse(t, b.String())
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // "kind words"
	}{
		{"Russia/PROPN said/VERB on/ADP Wednesday that/SCONJ NATO had/AUX met/VERB in/ADP Brussels ./PUNCT",
			[]string{"gpe Russia", "organisation NATO", "gpe Brussels"}},
		{"Ukrainian/ADJ President Volodymyr Zelenskiy flew/VERB to/ADP Berlin ./PUNCT",
			[]string{"group Ukrainian", "person Volodymyr Zelenskiy", "gpe Berlin"}},
		{"UKRAINE PRESIDENT TO/PART VISIT/VERB GERMANY", []string{"gpe UKRAINE", "gpe GERMANY"}},
		{"The/DET Black Sea fleet left/VERB Sevastopol ./PUNCT", []string{"place Black Sea", "gpe Sevastopol"}},
		{"it/PRON was/AUX a/DET good/ADJ day ./PUNCT", nil},
		{"The/DET call/NOUN took/VERB place/NOUN on/ADP Monday in/ADP March ./PUNCT", nil},
	} {
		d := tagged(t, c.text)
		if err := Stage.Run(d); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range d.Mentions {
			got = append(got, string(m.Kind)+" "+d.Text(m.Name))
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(c.want))
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, want)
		}
	}
}

func TestRoles(t *testing.T) {
	for _, c := range []struct {
		text             string
		name, role, rank string
		of, country      string
		former           bool
		gender           nlp.Gender
		without          bool // no person is to be found with a role
	}{
		{text: "Chairman of/ADP the/DET U.S. Joint Chiefs of/ADP Staff General Mark Milley spoke/VERB ./PUNCT",
			name: "Mark Milley", role: "Chairman of the U.S. Joint Chiefs of Staff", rank: "General", of: "U.S. Joint Chiefs of Staff", country: "USA", gender: nlp.Male},
		{text: "He/PRON met/VERB General Valery Gerasimov ,/PUNCT the/DET head of/ADP Russia 's/PART military/ADJ general/ADJ staff ./PUNCT",
			name: "Valery Gerasimov", role: "head of Russia 's military general staff", rank: "General", of: "Russia", country: "RUS"},
		{text: "Pentagon spokesman/NOUN John Kirby said/VERB so/ADV ./PUNCT",
			name: "John Kirby", role: "Pentagon spokesman", of: "Pentagon", country: "USA", gender: nlp.Male},
		{text: "the/DET former/ADJ FBI director James Comey spoke/VERB ./PUNCT",
			name: "James Comey", role: "former FBI director", of: "FBI", country: "USA", former: true, gender: nlp.Male},
		{text: "Ukrainian/ADJ President Volodymyr Zelenskiy spoke/VERB ./PUNCT",
			name: "Volodymyr Zelenskiy", role: "Ukrainian President", of: "Ukrainian", country: "UKR", gender: nlp.Male},
		{text: "Secretary of/ADP State Antony Blinken spoke/VERB ./PUNCT",
			name: "Antony Blinken", role: "Secretary of State", gender: nlp.NoGender},
		{text: "The/DET Pentagon spokesman ,/PUNCT John Kirby ,/PUNCT denied/VERB it/PRON ./PUNCT",
			name: "John Kirby", role: "Pentagon spokesman", of: "Pentagon", country: "USA", gender: nlp.Male},
		{text: "Mrs. Angela Merkel left/VERB ./PUNCT", name: "Angela Merkel", rank: "Mrs.", gender: nlp.Female},
		{text: "He/PRON told/VERB the/DET spokesman that/SCONJ Angela Merkel had/AUX left/VERB ./PUNCT", name: "Angela Merkel", gender: nlp.Female},
		{text: "Angela Merkel ,/PUNCT of/ADP the/DET party/NOUN ,/PUNCT left/VERB ./PUNCT", name: "Angela Merkel", gender: nlp.Female},
	} {
		d := tagged(t, c.text)
		if err := Stage.Run(d); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(d.Mentions, func(m nlp.Mention) bool { return m.Kind == graph.Person && d.Text(m.Name) == c.name })
		if i < 0 {
			t.Errorf("%s: no person %q in %d mentions", c.text, c.name, len(d.Mentions))
			continue
		}
		m := d.Mentions[i]
		of := ""
		if m.RoleOf >= 0 {
			of = d.Text(d.Mentions[m.RoleOf].Name)
		}
		if m.Role != c.role || m.Rank != c.rank || of != c.of || m.Country != c.country || m.Former != c.former || c.gender != nlp.NoGender && m.Gender != c.gender {
			t.Errorf("%s\n got role %q rank %q of %q %s former %v gender %d\nwant %+v", c.text, m.Role, m.Rank, of, m.Country, m.Former, m.Gender, c)
		}
		if !m.Span.Contains(m.Name) {
			t.Errorf("%s: span %v does not contain the name %v", c.text, m.Span, m.Name)
		}
	}
}

// TestFamilyName: the bare family name of a person named in full is that person,
// though it is also a town's; in a headline in capitals too.
// Names that the model cuts in pieces are put together.
func TestPieces(t *testing.T) {
	d := tagged(t, "Aung San Suu Kyi met/VERB Abdel Fattah el -/PUNCT Sisi and/CCONJ his/PRON envoy/NOUN Omar Reza on/ADP Monday ./PUNCT")
	for _, c := range []struct {
		names []Name
		want  []Name
	}{
		{[]Name{{0, 1, graph.GPE}, {5, 7, graph.Person}, {7, 10, graph.Person}}, []Name{{0, 4, graph.Person}, {5, 10, graph.Person}}},
		{[]Name{{0, 2, graph.Person}, {2, 4, graph.Person}, {13, 14, graph.Person}, {14, 15, graph.Person}}, []Name{{0, 4, graph.Person}, {13, 14, graph.Person}, {14, 15, graph.Person}}},
		{[]Name{{5, 7, graph.Person}, {7, 10, graph.Place}}, []Name{{5, 7, graph.Person}, {7, 10, graph.Place}}},
	} {
		if got := pieces(d, slices.Clone(c.names), [][2]int{{0, len(d.Tokens)}}, []uint8{ordinary}); !slices.Equal(got, c.want) {
			t.Errorf("%v became %v, want %v", c.names, got, c.want)
		}
	}
}

func TestFamilyName(t *testing.T) {
	d := tagged(t, "MaliVai Washington lost/VERB ./PUNCT", "Washington said/VERB he/PRON was/AUX tired/ADJ ./PUNCT", "Washington left/VERB ./PUNCT")
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	for _, m := range d.Mentions {
		if m.Kind != graph.Person {
			t.Errorf("%q is a %s", d.Text(m.Span), m.Kind)
		}
	}
	if len(d.Mentions) != 3 {
		t.Errorf("%d mentions, want 3", len(d.Mentions))
	}
}

// TestOrder: mentions stand in the order of the text, and RoleOf survives.
func TestOrder(t *testing.T) {
	d := tagged(t, "Pentagon spokesman John Kirby and/CCONJ NATO chief/NOUN Jens Stoltenberg met/VERB in/ADP Brussels ./PUNCT")
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(d.Mentions, func(a, b nlp.Mention) int { return a.First - b.First }) {
		t.Error("mentions are not in order")
	}
	for _, m := range d.Mentions {
		if m.RoleOf >= 0 && !m.Span.Contains(d.Mentions[m.RoleOf].Span) {
			t.Errorf("%q has its role at %q, outside it", d.Text(m.Span), d.Text(d.Mentions[m.RoleOf].Span))
		}
	}
}

func FuzzStage(f *testing.F) {
	for _, s := range []string{"Chairman of the U.S. Joint Chiefs of Staff General Mark Milley", "A / B", "'s", "PRESIDENT PUTIN , , ,", "É. Ø ’s -", "the former of"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := &nlp.Document{Article: &article.Article{ID: "f", Text: s}, Has: nlp.Sentences | nlp.Tokens | nlp.Tags}
		start := -1
		for i := 0; i <= len(s); i++ {
			if i == len(s) || s[i] == ' ' || s[i] == '\n' {
				if start >= 0 {
					d.Tokens = append(d.Tokens, nlp.Token{Span: nlp.Span{Start: start, End: i}, Head: -1})
					start = -1
				}
			} else if start < 0 {
				start = i
			}
		}
		for i := 0; i < len(d.Tokens); i += 12 {
			d.Sentences = append(d.Sentences, nlp.Sentence{First: i, Last: min(i+12, len(d.Tokens))})
		}
		if err := Stage.Run(d); err != nil {
			t.Fatal(err)
		}
		for _, m := range d.Mentions {
			if m.First < 0 || m.First >= m.Last || m.Last > len(d.Tokens) || m.RoleOf >= len(d.Mentions) || !m.Span.Contains(m.Name) || m.Name.End <= m.Name.Start {
				t.Fatalf("bad mention %+v", m)
			}
		}
	})
}

func TestModel(t *testing.T) {
	if len(packed) > 9_000_000 {
		t.Errorf("the model has %d bytes, more than 9 MB", len(packed))
	}
	if _, err := Open(packed); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkStage(b *testing.B) {
	var s []string
	for range 40 {
		s = append(s, "Pentagon spokesman/NOUN John Kirby said/VERB on/ADP Wednesday that/SCONJ the/DET United States was/AUX concerned/ADJ about/ADP recent/ADJ escalations of/ADP Russian/ADJ aggression in/ADP eastern/ADJ Ukraine ./PUNCT")
	}
	d := tagged(b, s...)
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Tokens))) // MB/s are million words a second
	for b.Loop() {
		if err := Stage.Run(d); err != nil {
			b.Fatal(err)
		}
	}
}

// TestEmptySentence: a sentence without tokens, alone in its batch, has no labels.
func TestEmptySentence(t *testing.T) {
	d := tagged(t, "Blum left/VERB ./PUNCT")
	l, err := NewTagger()
	if err != nil {
		t.Fatal(err)
	}
	for _, sentences := range [][][2]int{nil, {{0, 0}}, {{0, 0}, {0, 3}, {3, 3}}} {
		l.in.Read(d.Article.Text, d.Tokens, sentences)
		want := 0
		if len(sentences) == 3 {
			want = 3
		}
		if got := l.Label(&l.in); len(got) != want {
			t.Errorf("%v: %d labels, want %d", sentences, len(got), want)
		}
	}
}

// An adjective that the model takes for a person or a body is a group's: "Vardan forces".
func TestAdjective(t *testing.T) {
	d := tagged(t, "Vardan/ADJ forces left/VERB ./PUNCT")
	d.Tokens[0].Tag = nlp.ADJ
	for _, kind := range []graph.Kind{graph.Person, graph.Organisation, graph.GPE} {
		if got := mention(d, Name{0, 1, kind}).Kind; got != graph.Group {
			t.Errorf("as %s: %s", kind, got)
		}
	}
	if got := mention(d, Name{0, 1, graph.Product}).Kind; got != graph.Product {
		t.Errorf("product: %s", got)
	}
}
