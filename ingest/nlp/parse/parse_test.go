package parse

import (
	"math/rand/v2"
	"testing"

	"dateline/ingest/nlp"
	"dateline/ingest/nlp/nlptest"
)

// check holds the properties of every parse: one root, no cycles, heads inside
// the sentence, the relation root for the root alone.
func check(t *testing.T, d *nlp.Document) {
	t.Helper()
	for si, s := range d.Sentences {
		roots := 0
		for i := s.First; i < s.Last; i++ {
			w := d.Tokens[i]
			if w.Head < 0 {
				roots++
			} else if w.Head < s.First || w.Head >= s.Last {
				t.Errorf("sentence %d: head %d of %d is outside", si, w.Head, i)
			}
			if (w.Head < 0) != (w.Dep == nlp.DepRoot) || w.Dep == nlp.NoDep {
				t.Errorf("sentence %d: word %d has head %d and relation %v", si, i, w.Head, w.Dep)
			}
			at, steps := i, 0
			for d.Tokens[at].Head >= 0 && steps <= s.Last-s.First {
				at = d.Tokens[at].Head
				steps++
			}
			if steps > s.Last-s.First {
				t.Fatalf("sentence %d: word %d is on a cycle", si, i)
			}
		}
		if roots != 1 {
			t.Errorf("sentence %d has %d roots", si, roots)
		}
	}
}

const news = `
Gen.     Gen.     PROPN NNP _ _
Mark     Mark     PROPN NNP _ _
Milley   Milley   PROPN NNP _ _
spoke    speak    VERB  VBD _ _
with     with     ADP   IN  _ _
his      his      PRON  PRP$ _ _
Ukrainian Ukrainian ADJ JJ  _ _
counterpart counterpart NOUN NN _ _
on       on       ADP   IN  _ _
Wednesday Wednesday PROPN NNP _ _ +
.        .        PUNCT .   _ _

The      the      DET   DT  _ _
town     town     NOUN  NN  _ _
was      be       AUX   VBD _ _
captured capture  VERB  VBN _ _
by       by       ADP   IN  _ _
the      the      DET   DT  _ _
army     army     NOUN  NN  _ _ +
.        .        PUNCT .   _ _

# block title
Oracle   Oracle   PROPN NNP _ _
buys     buy      VERB  VBZ _ _
Sun      Sun      PROPN NNP _ _
`

func TestNews(t *testing.T) {
	d := nlptest.Parse(t, news)
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	check(t, d)
	for _, c := range []struct{ word, head, dep string }{
		{"spoke", "", "root"}, {"counterpart", "spoke", "obl"}, {"his", "counterpart", "nmod:poss"},
		{"Wednesday", "spoke", "obl"}, {"town", "captured", "nsubj:pass"}, {"army", "captured", "obl:agent"},
		{"Oracle", "buys", "nsubj"}, {"Sun", "buys", "obj"},
	} {
		for i, w := range d.Tokens {
			if d.Word(i) != c.word {
				continue
			}
			head := ""
			if w.Head >= 0 {
				head = d.Word(w.Head)
			}
			if head != c.head || w.Dep.String() != c.dep {
				t.Errorf("%s: %s of %q, want %s of %q", c.word, w.Dep, head, c.dep, c.head)
			}
		}
	}
}

func TestLongAndOdd(t *testing.T) {
	source := ""
	for range 700 {
		source += "word word NOUN NN _ _\n"
	}
	d := nlptest.Parse(t, source+"\nа а X FW _ _\n")
	if err := Stage.Run(d); err != nil {
		t.Fatal(err)
	}
	check(t, d)
}

// The tree found is the best one without crossing arcs, given its root: compared
// with all trees of small random matrices. The one for long sentences, whose arcs
// may cross, likewise.
func TestTree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var tr tree
	for range 3000 {
		n := 2 + r.IntN(4)
		score := make([]float32, n*n)
		for i := range score {
			score[i] = float32(r.IntN(50))
		}
		heads := make([]int32, n)
		tr.find(append([]float32(nil), score...), n, n, heads)
		roots, root := 0, 0
		got := float32(0)
		for i := 1; i < n; i++ {
			got += score[i*n+int(heads[i])]
			if heads[i] == 0 {
				roots++
				root = i
			}
		}
		if roots != 1 || tr.cycle(heads) >= 0 || crosses(heads) {
			t.Fatalf("%v: heads %v are no tree without crossing arcs", score, heads)
		}
		if want := best(score, n, root, false); got != want {
			t.Fatalf("%v: heads %v sum to %v, the best tree to %v", score, heads, got, want)
		}
		// The root has one dependent in the graph, too.
		g := graph{n: n, score: make([]float64, n*n)}
		for i := 1; i < n; i++ {
			for j := range n {
				g.score[i*n+j] = float64(score[i*n+j])
				if (i == root) != (j == 0) {
					g.score[i*n+j] = never
				}
			}
		}
		got = 0
		for i, h := range g.edmonds() {
			if i > 0 {
				got += score[i*n+int(h)]
			}
		}
		if want := best(score, n, root, true); got != want {
			t.Fatalf("%v: the free tree sums to %v, the best one to %v", score, got, want)
		}
	}
}

// best is the sum of the best tree with the given root, by trying all.
func best(score []float32, n, root int, crossing bool) float32 {
	heads := make([]int32, n)
	top := float32(never)
	var tr tree
	var try func(i int)
	try = func(i int) {
		if i < n {
			for h := range n {
				if h != i && (h == 0) == (i == root) {
					heads[i] = int32(h)
					try(i + 1)
				}
			}
			return
		}
		if tr.cycle(heads) >= 0 || !crossing && crosses(heads) {
			return
		}
		sum := float32(0)
		for k := 1; k < n; k++ {
			sum += score[k*n+int(heads[k])]
		}
		top = max(top, sum)
	}
	try(1)
	return top
}

func BenchmarkStage(b *testing.B) {
	source := ""
	for range 40 {
		source += news
	}
	d := nlptest.Parse(b, source)
	if err := Stage.Run(d); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Article.Text)))
	for b.Loop() {
		Stage.Run(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Open(packed); err != nil {
			b.Fatal(err)
		}
	}
}
