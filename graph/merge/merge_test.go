package merge_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"dateline/graph"
	"dateline/graph/graphtest"
	"dateline/graph/store"
)

var ctx = context.Background()

func judgements(facts []graph.Facts) []store.Judgement {
	at := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	id := func(f, e int) string { es := facts[f%len(facts)].Entities; return string(es[e%len(es)].ID) }
	ev := func(f, e int) string { es := facts[f%len(facts)].Events; return string(es[e%len(es)].ID) }
	js := []store.Judgement{
		{A: id(0, 0), B: id(1, 0), Verdict: store.SameAs, By: "ann", At: at},
		{A: id(2, 0), B: id(3, 0), Verdict: store.NotSame, By: "ann", At: at},
		{A: id(4, 1), B: id(5, 1), Verdict: store.NotSame, By: "bob", At: at},
		{A: ev(0, 0), B: ev(1, 1), Verdict: store.SameAs, By: "bob", At: at},
		{A: ev(6, 0), B: ev(7, 0), Verdict: store.Unsure, By: "bob", At: at},
	}
	var out []store.Judgement
	for _, j := range js {
		if j.A != j.B {
			out = append(out, j)
		}
	}
	return out
}

// TestOrder: any order of arrival, in any portions, with judgements before, between or
// after, gives the same graph.
func TestOrder(t *testing.T) {
	for seed := range uint64(graphtest.Rounds(2)) {
		facts := graphtest.Reprinted(seed, 16)
		js := judgements(facts)
		want := ""
		for round := range 4 {
			r := rand.New(rand.NewPCG(seed, uint64(round)))
			s := graphtest.Open(t)
			left := append([]graph.Facts(nil), facts...)
			r.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
			judged := false
			for len(left) > 0 {
				if !judged && r.IntN(4) == 0 {
					judged = true
					if err := s.Judge(ctx, js...); err != nil {
						t.Fatal(err)
					}
				}
				n := 1 + r.IntN(len(left))
				if round == 1 {
					n = 1
				}
				graphtest.Put(t, s, left[:n]...)
				left = left[n:]
			}
			if !judged {
				if err := s.Judge(ctx, js...); err != nil {
					t.Fatal(err)
				}
			}
			graphtest.Clean(t, s)
			if got := graphtest.Dump(t, s); want == "" {
				want = got
			} else {
				graphtest.SameDump(t, fmt.Sprintf("seed %d, round %d", seed, round), got, want)
			}
		}
		if !strings.Contains(want, "<urn:dateline:same>") || !strings.Contains(want, "copy_of") {
			t.Fatal("nothing was joined: the test tests nothing")
		}
	}
}

// TestComeAndGo: articles that come, change and go leave what the remaining ones make.
func TestComeAndGo(t *testing.T) {
	for seed := range uint64(graphtest.Rounds(2)) {
		facts := graphtest.Reprinted(seed, 20)
		r := rand.New(rand.NewPCG(seed, 99))
		s, fresh := graphtest.Open(t), graphtest.Open(t)
		graphtest.Put(t, s, facts...)
		var keep []graph.Facts
		for i, f := range facts {
			switch r.IntN(3) {
			case 0:
				if err := s.Remove(ctx, f.Article.ID); err != nil {
					t.Fatal(err)
				}
			case 1:
				// Another version goes before the one that stays.
				g := graphtest.Random(seed+100, i, 4)
				g = renamed(g, f.Article)
				graphtest.Put(t, s, g)
				graphtest.Put(t, s, f)
				keep = append(keep, f)
			default:
				keep = append(keep, f)
			}
		}
		graphtest.Clean(t, s)
		graphtest.Put(t, fresh, keep...)
		graphtest.Put(t, fresh, facts[0]) // for the types
		if err := fresh.Remove(ctx, facts[0].Article.ID); err != nil {
			t.Fatal(err)
		}
		for _, f := range keep {
			if f.Article.ID == facts[0].Article.ID {
				graphtest.Put(t, fresh, f)
			}
		}
		graphtest.SameDump(t, fmt.Sprintf("seed %d", seed), only(graphtest.Dump(t, s)), only(graphtest.Dump(t, fresh)))
		var ids []graph.ArticleID
		for _, f := range keep {
			ids = append(ids, f.Article.ID)
		}
		if err := s.Remove(ctx, ids...); err != nil {
			t.Fatal(err)
		}
		graphtest.Clean(t, s)
		if left := only(graphtest.Dump(t, s)); left != "" {
			t.Fatalf("left after all were retracted:\n%s", left)
		}
	}
}

// renamed makes g an earlier version of the article a.
func renamed(g graph.Facts, a graph.Source) graph.Facts {
	from, to := string(g.Article.ID)+"/", string(a.ID)+"/"
	g.Article.ID, g.Article.URL = a.ID, a.URL
	for i := range g.Entities {
		g.Entities[i].ID = graph.EntityID(strings.Replace(string(g.Entities[i].ID), from, to, 1))
	}
	claims := func(cs []graph.Claim) {
		for i := range cs {
			for j, id := range cs[i].Claimant {
				cs[i].Claimant[j] = graph.EntityID(strings.Replace(string(id), from, to, 1))
			}
		}
	}
	for i := range g.Events {
		e := &g.Events[i]
		e.ID = graph.EventID(strings.Replace(string(e.ID), from, to, 1))
		e.Place = graph.EntityID(strings.Replace(string(e.Place), from, to, 1))
		for j := range e.Roles {
			e.Roles[j].Entity = graph.EntityID(strings.Replace(string(e.Roles[j].Entity), from, to, 1))
		}
		claims(e.Claims)
	}
	for i := range g.States {
		x := &g.States[i]
		x.ID = graph.EventID(strings.Replace(string(x.ID), from, to, 1))
		x.From = graph.EntityID(strings.Replace(string(x.From), from, to, 1))
		x.To = graph.EntityID(strings.Replace(string(x.To), from, to, 1))
		claims(x.Claims)
	}
	return g
}

// only leaves out types and earlier versions.
func only(text string) string {
	var b strings.Builder
	for l := range strings.Lines(text) {
		if !strings.Contains(l, "<urn:dateline:types> .") && !strings.Contains(l, "<urn:dateline:archived>") {
			b.WriteString(l)
		}
	}
	return b.String()
}

// TestRetractAll: without its articles a graph has types, and what persons judged, which holds
// again when the articles come back. Taking a judgement back gives the bytes of before.
func TestRetractAll(t *testing.T) {
	facts := graphtest.Reprinted(5, 8)
	js := judgements(facts)
	s := graphtest.Open(t)
	graphtest.Put(t, s, facts...)
	before := graphtest.Dump(t, s)
	if err := s.Judge(ctx, js...); err != nil {
		t.Fatal(err)
	}
	judged := graphtest.Dump(t, s)
	graphtest.Put(t, s, facts...)
	graphtest.SameDump(t, "put twice", graphtest.Dump(t, s), judged)
	var ids []graph.ArticleID
	for _, f := range facts {
		ids = append(ids, f.Article.ID)
	}
	if err := s.Remove(ctx, ids...); err != nil {
		t.Fatal(err)
	}
	graphtest.Clean(t, s)
	for l := range strings.Lines(only(graphtest.Dump(t, s))) {
		if !strings.Contains(l, "<urn:dateline:human:") {
			t.Fatalf("left after all were retracted: %s", l)
		}
	}
	graphtest.Put(t, s, facts...)
	graphtest.SameDump(t, "put again", graphtest.Dump(t, s), judged)
	for _, j := range js {
		if err := s.Unjudge(ctx, j); err != nil {
			t.Fatal(err)
		}
	}
	graphtest.Clean(t, s)
	graphtest.SameDump(t, "taken back", graphtest.Dump(t, s), before)
}

// TestJudgedLexicon: what a person said of two of the lexicon's entities holds for the events that name them.
func TestJudgedLexicon(t *testing.T) {
	s := graphtest.Open(t)
	for i, who := range []string{"ent:ann", "ent:bo"} {
		b := graphtest.Article(fmt.Sprint("https://example.org/lexicon/", i), "Probe", graphtest.Day(3, 31))
		from, to := b.Entity(graph.Person, who), b.Entity(graph.Person, "ent:cy")
		b.Event("met_with", "2021-03-29", from, to, b.Claim([]string{"So one of them told it at length.", "Another had told it in other words."}[i], "told"))
		graphtest.Put(t, s, b.Done())
	}
	count := func() (n int) {
		s.View(ctx, func(r *store.Reader) error {
			for range r.EventIDs("") {
				n++
			}
			return nil
		})
		return n
	}
	if n := count(); n != 2 {
		t.Fatalf("%d events before anybody spoke, want 2", n)
	}
	if err := s.Judge(ctx, store.Judgement{A: "ent:ann", B: "ent:bo", Verdict: store.SameAs, By: "ann", At: time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	graphtest.Clean(t, s)
}

// TestJudgedGone: when the article goes by whose id two went that a person, or an office, made one, the other goes
// by its own again.
func TestJudgedGone(t *testing.T) {
	said := func(url string, who graphtest.Said) (graph.Facts, string, string) {
		b := graphtest.Article("https://example.org/gone/"+url, "Probe", graphtest.Day(3, 31))
		id := b.Say(who)
		land := b.Entity(graph.GPE, "Ukraine")
		b.Last().Country = "UKR"
		e := b.Event("attacked", "", id, land, b.Claim("Words of "+url+" about what happened there.", "happened"))
		return b.Done(), string(id), string(e.ID)
	}
	for _, c := range []struct {
		name string
		a, b graphtest.Said
		same bool // a person said so
	}{
		{"a person said so", graphtest.Said{Kind: graph.Person, Name: "Ann Tal"}, graphtest.Said{Kind: graph.Person, Name: "Bo Lun"}, true},
		{"an office", graphtest.Said{Kind: graph.Person, Name: "Petro Lun", Role: "President of Ukraine", Country: "UKR"}, graphtest.Said{Kind: graph.Person, Name: "Ukrainian president", Country: "UKR", Unnamed: true}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for order := range 2 {
				s := graphtest.Open(t)
				a, entityA, eventA := said("a", c.a)
				b, entityB, eventB := said("b", c.b)
				graphtest.Put(t, s, a, b)
				if c.same {
					at := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
					if err := s.Judge(ctx, store.Judgement{A: entityA, B: entityB, Verdict: store.SameAs, By: "ann", At: at},
						store.Judgement{A: eventA, B: eventB, Verdict: store.SameAs, By: "ann", At: at}); err != nil {
						t.Fatal(err)
					}
				}
				gone, left := a.Article.ID, entityB
				if order == 1 {
					gone, left = b.Article.ID, entityA
				}
				if !strings.Contains(graphtest.Dump(t, s), "<urn:dateline:same>") {
					t.Fatal("nothing was joined: the test tests nothing")
				}
				if err := s.Remove(ctx, gone); err != nil {
					t.Fatal(err)
				}
				for l := range strings.Lines(graphtest.Dump(t, s)) {
					if strings.Contains(l, "<urn:dateline:same>") {
						t.Errorf("%s is left, and %s", left, l)
					}
				}
			}
		})
	}
}
