package told_test

import (
	"slices"
	"testing"

	"dateline/export/told"
	"dateline/export/told/toldtest"
)

// The first of its kind between the same participants is new, the second half so,
// whichever of them is named first.
func TestNovelty(t *testing.T) {
	b := toldtest.New("again")
	a := b.Article("a1", "An article", "A paper", "", "2021-03-31", "")
	for i, who := range []string{"Ann;Bob", "Bob;Ann", "Ann;Cem"} {
		b.Add(toldtest.E{Type: "met_with", Class: "CONSULT", Text: who, Actor: who, When: []string{"2021-01-01", "2021-02-01", "2021-03-01"}[i],
			Claims: []toldtest.C{{Article: a, Sentence: "They [met]."}}})
	}
	s := told.Read(&b.View)
	for i, want := range []float64{1, 0.5, 1} {
		if got := s.Events[i].Parts.Novelty; got != want {
			t.Errorf("%s: novelty %v, want %v", s.Events[i].Line, got, want)
		}
	}
}

// Every rank but importance puts its own part first, and importance decides among
// equals.
func TestRankBy(t *testing.T) {
	parts := map[string]func(told.Parts) float64{
		"sources": func(p told.Parts) float64 { return p.Sources }, "participants": func(p told.Parts) float64 { return p.Participants },
		"class": func(p told.Parts) float64 { return p.Class }, "novelty": func(p told.Parts) float64 { return p.Novelty },
	}
	for _, r := range told.Ranks() {
		plain, ranked := told.Read(toldtest.Many(200)), told.Read(toldtest.Many(200))
		ranked.RankBy(r.Name)
		part := parts[r.Name]
		if part == nil {
			part = func(told.Parts) float64 { return 0 }
		}
		order := make([]int, len(ranked.Events))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(i, j int) int {
			if ranked.Events[i].Weight > ranked.Events[j].Weight {
				return -1
			}
			return 1
		})
		for k, i := range order[1:] {
			before := order[k]
			a, b := part(plain.Events[before].Parts), part(plain.Events[i].Parts)
			if a < b || a == b && plain.Events[before].Weight < plain.Events[i].Weight-1e-9 {
				t.Fatalf("%s: %v (importance %v) before %v (importance %v)", r.Name, a, plain.Events[before].Weight, b, plain.Events[i].Weight)
			}
		}
	}
}

// Articles that name the same are one story, those that name nothing in common are
// not, and a story is called after what it names most.
func TestThreads(t *testing.T) {
	b := toldtest.New("two stories")
	add := func(article, title string, who ...string) {
		a := b.Article(article, title, "Paper "+article, "", "2021-03-31", "")
		for _, w := range who {
			b.Add(toldtest.E{Type: "met_with", Class: "CONSULT", Text: w, Actor: w, When: "2021-03-31", Claims: []toldtest.C{{Article: a, Sentence: "They [met]."}}})
		}
	}
	add("a1", "Canal blocked", "Canal Authority;Shipowner", "Canal Authority;Salvors")
	add("a2", "Canal open", "Canal Authority;Salvors", "Shipowner;Salvors")
	add("a3", "Election", "Mayor;Council")
	s := told.Read(&b.View)
	of, names := s.Threads()
	if len(names) != 2 {
		t.Fatalf("stories %q, want two", names)
	}
	for i := range s.Events {
		want := 0
		if s.Events[i].Line == "Mayor;Council" {
			want = 1
		}
		if of[i] != want {
			t.Errorf("%s is of story %d, want %d", s.Events[i].Line, of[i], want)
		}
	}
	if names[0] != "Canal Authority, Salvors" && names[0] != "Salvors, Canal Authority" {
		t.Errorf("the first story is called %q", names[0])
	}
	_, again := told.Read(&b.View).Threads()
	if !slices.Equal(names, again) {
		t.Errorf("two runs differ: %q, %q", names, again)
	}
}
